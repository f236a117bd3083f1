"""Index records made by hand, for the conformance suite and its neighbours."""

import datetime as dt

from nlp.numbers import index_keys, issuers_of_number, type_of_number
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.query.hits import MARK_END, MARK_START

HOSTILE = f'<script>alert(1)</script> {MARK_START}tấn công{MARK_END} <img src=x onerror="y"> & <mark>giả</mark>'


def record(
    identity: str,
    number: str | None = None,
    title: str = "",
    *texts: str,
    kind: str | None = None,
    issuers: tuple[str, ...] | None = None,
    issued: dt.date | None = dt.date(2020, 1, 1),
    gazette: tuple[int, ...] = (),
    gazetted: dt.date | None = None,
    headings: tuple[str, ...] = (),
) -> DocumentRecord:
    """A record whose texts become the articles 1, 2, …; what is not said follows from the number."""
    provisions = tuple(
        ProvisionRecord(f"art_{n}", f"Điều {n}", headings[n - 1] if n <= len(headings) else "", text, n, n)
        for n, text in enumerate(texts, start=1)
    )
    return DocumentRecord(
        id=identity,
        number=number,
        number_keys=index_keys(number) if number else (),
        type=kind or (type_of_number(number) if number else None),
        issuers=issuers if issuers is not None else (issuers_of_number(number) if number else ()),
        title=title,
        issued_on=issued,
        effective_on=None,
        gazette_label=f"Công báo số {' + '.join(map(str, gazette))}" if gazette else None,
        gazette_date=gazetted,
        gazette_numbers=gazette,
        file_sha256="0" * 64,
        first_page=1,
        signers=(),
        by_ocr=False,
        provisions=provisions,
        stored_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )


CITING = "Sửa đổi Nghị định số 15/2020/NĐ-CP; thay cụm từ trong Nghị định 15/2020/NĐ-CP. " * 10

CORPUS = (
    record(
        "nd15",
        "15/2020/NĐ-CP",
        "Quy định xử phạt vi phạm hành chính trong lĩnh vực bưu chính, viễn thông",
        "Nghị định này quy định hành vi vi phạm hành chính, hình thức xử phạt.",
        "Phạt tiền đối với hành vi cung cấp dịch vụ viễn thông không đúng giấy phép.",
        "Hiệu lực thi hành.",
        issued=dt.date(2020, 2, 3),
        gazette=(1243, 1244),
        gazetted=dt.date(2020, 2, 20),
        headings=("Phạm vi điều chỉnh", "Vi phạm về dịch vụ viễn thông", "Hiệu lực thi hành"),
    ),
    record(
        "tt15",
        "15/2020/TT-BTC",
        "Hướng dẫn thuế thu nhập cá nhân",
        "Thuế thu nhập cá nhân tính trên thu nhập chịu thuế.",
        "Tòa án giải quyết tranh chấp về thuế.",
        issued=dt.date(2020, 3, 9),
        gazette=(5,),
        gazetted=dt.date(2021, 1, 5),
    ),
    record(
        "qd15",
        "15/2020/QĐ-UBND",
        "Ban hành bảng giá đất",
        "Giá đất ở tại đô thị. Người bán đất nộp lệ phí.",
        issuers=("Ủy ban nhân dân tỉnh Sơn La",),
        issued=dt.date(2020, 12, 30),
    ),
    record(
        "sua",
        "99/2022/NĐ-CP",
        "Sửa đổi Nghị định số 15/2020/NĐ-CP về xử phạt vi phạm hành chính",
        CITING,
        CITING,
        issued=dt.date(2022, 7, 1),
    ),
    record("thue", "7/2021/QH14", "Cho thuê nhà ở xã hội", "Hợp đồng thuê nhà.", "Giá thuê.", kind="Luật"),
    record("dat", None, "Đất đai", "Luật này quy định về đất.", "Bảng giá đất.", kind="Luật", issued=None),
    record(
        "nghi",
        "8/2021/NĐ-CP",
        "Quy định chi tiết thi hành Luật Đất đai, hướng dẫn thi hành Luật Đất đai và các luật có liên quan",
        "Luật Đất đai được áp dụng. " * 5,
    ),
    record("dich", "3/2021/TT-BYT", "Bản đạt yêu cầu", "Mỗi bản đạt chuẩn được lưu."),
    record(
        "lt",
        "10/2022/TTLT-BTC-BCA",
        "Phối hợp giữa cơ quan Thuế và Công an",
        "Cơ quan thuế và công an phối hợp.",
        issuers=("Bộ Tài chính", "Bộ Công an"),
        issued=dt.date(2022, 1, 2),
    ),
    record("hiem", "1/2023/QĐ-TTg", "Văn bản có mã", HOSTILE + " nguy hiểm"),
)
