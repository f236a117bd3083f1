"""One document put together: regions, fields settled from its end, findings (handbook domain.md 3.2, 3.8 to 3.15)."""

import datetime as dt
from dataclasses import replace

import pytest

from ingest.assemble import read_document
from ingest.document import LegalBasis, LegalDocument, Line, Signer
from ingest.split import find_documents
from tests.ingest.made import letterhead
from tests.ingest.typeset import INDENT, centred, full, left_column, line, page, right_column

JUNE = dt.date(2022, 6, 12)


def read(*contents: tuple[Line, ...]) -> LegalDocument:
    """The only document of a file with these pages."""
    pages = [page(*lines, number=number) for number, lines in enumerate(contents, 1)]
    (span,) = find_documents(pages)
    return read_document(span, pages, 1)


def codes(document: LegalDocument) -> list[str]:
    return [finding.code for finding in document.findings]


def clause(number: int, row: int) -> tuple[Line, ...]:
    """A clause over two lines."""
    return (
        full(f"{number}. Cơ quan, tổ chức nộp hồ sơ vào lưu trữ theo thời hạn", row, left=INDENT),
        full("được quy định tại các văn bản khác có liên quan và theo", row + 1),
        line("hướng dẫn.", row + 2),
    )


ARTICLES = (
    line("Điều 1. Phạm vi", 10, left=INDENT, bold=True, lead_bold=True),
    *clause(1, 11),
    *clause(2, 14),
    line("Điều 2. Hiệu lực", 17, left=INDENT, bold=True, lead_bold=True),
    *clause(1, 18),
)
SIGNED = (
    left_column("Nơi nhận:", 23),
    right_column("TM. CHÍNH PHỦ", 23),
    left_column("- Lưu: VT.", 24),
    right_column("THỦ TƯỚNG", 24),
    right_column("Phạm Minh A", 27),
)
ANNEX = (
    centred("PHỤ LỤC I", 0, bold=True),
    centred("DANH MỤC HỒ SƠ", 1, bold=True),
    centred("(Kèm theo Nghị định số 15/2022/NĐ-CP)", 2),
    *clause(1, 4),
)


def test_a_whole_document() -> None:
    document = read((*letterhead(), *ARTICLES, *SIGNED), ANNEX)
    assert (document.number, document.type, document.issuers) == ("15/2022/NĐ-CP", "Nghị định", ("Chính phủ",))
    assert (document.title, document.issued_on) == ("Quy định về công tác lưu trữ", JUNE)
    assert document.preamble == ("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;",)
    assert document.legal_basis == (LegalBasis("Luật Tổ chức Chính phủ", None, dt.date(2015, 6, 19)),)
    assert [(article.label, article.heading) for article in document.body] == [
        ("Điều 1", "Phạm vi"),
        ("Điều 2", "Hiệu lực"),
    ]
    assert [item.label for item in document.body[0].children] == ["1", "2"]
    assert document.signers == (Signer("Phạm Minh A", "THỦ TƯỚNG", "TM. CHÍNH PHỦ"),)
    assert document.closing[:2] == ("Nơi nhận:", "TM. CHÍNH PHỦ")
    ((annex),) = document.attachments
    assert (annex.label, annex.title, annex.pdf_page) == ("Phụ lục I", "DANH MỤC HỒ SƠ", 2)
    assert (document.pdf_pages, document.ordinal, document.findings) == ((1, 2), 1, ())
    assert {item.field for item in document.evidence} >= {"number", "title", "issued_on", "signers[0].name"}


def test_the_closing_sentence_and_the_recipients_are_no_part_of_the_last_article() -> None:
    """Handbook 3.12: the body ends at a law's closing sentence; 'Nơi nhận:' may follow a full line."""
    adopted = "Nghị quyết này được Hội đồng nhân dân tỉnh thông qua ngày 12 tháng 6 năm 2022."
    lines = (*letterhead(), *ARTICLES, full(adopted, 21, left=INDENT, italic=True))
    document = read((*lines, line("Nơi nhận:", 22, size=12.0), right_column("TM. CHÍNH PHỦ", 22), *SIGNED[2:]))
    (last,) = document.body[-1].children
    assert last.text.endswith("hướng dẫn.")
    assert document.closing[:3] == (adopted, "Nơi nhận:", "TM. CHÍNH PHỦ")


def test_no_line_of_the_text_is_lost() -> None:
    """Gate 9 of handbook 3.15, on a document whose lines are all different."""
    lines = (*letterhead(), *ARTICLES, *SIGNED)
    document = read(lines)
    kept = " ".join(
        [*document.preamble, *document.closing]
        + [f"{article.label}. {article.heading}" for article in document.body]
        + [item.text for article in document.body for item in article.children]
    )
    head = {shown.text for shown in letterhead()[:-1]}
    assert [shown.text for shown in lines if shown.text not in head and shown.text.split(". ")[-1] not in kept] == []


def test_laws_are_dated_by_their_adoption() -> None:
    adopted = (
        full("Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt", 22, left=INDENT),
        full("Nam khóa XIV, kỳ họp thứ 8 thông qua ngày 20 tháng 11 năm", 23),
        line("2019.", 24),
        right_column("CHỦ TỊCH QUỐC HỘI", 26),
        right_column("Nguyễn Thị D", 29),
    )
    head = letterhead("QUỐC HỘI", "Luật số: 45/2019/QH14", None, "LUẬT", ("LƯU TRỮ",))
    document = read((*head, *ARTICLES, *adopted))
    assert (document.number, document.type, document.issued_on) == ("45/2019/QH14", "Luật", dt.date(2019, 11, 20))
    (evidence,) = [item.evidence for item in document.evidence if item.field == "issued_on"]
    assert evidence.text is not None
    assert "thông qua ngày 20 tháng 11" in evidence.text
    assert document.signers == (Signer("Nguyễn Thị D", "CHỦ TỊCH QUỐC HỘI", None),)


def test_a_blank_date_is_not_taken_from_the_adoption() -> None:
    """Where a dateline stands but is blank, the clerk decides."""
    document = read((*letterhead(date="Hà Nội, ngày … tháng … năm 2022"), *ARTICLES, *SIGNED))
    assert document.issued_on is None
    assert codes(document) == ["date-missing"]


AUTHENTICATION = (
    left_column("VĂN PHÒNG QUỐC HỘI", 23),
    right_column("XÁC THỰC VĂN BẢN HỢP NHẤT", 23),
    left_column("Số: 67/VBHN-VPQH", 25),
    right_column("Hà Nội, ngày 29 tháng 12 năm 2021", 25),
    right_column("CHỦ NHIỆM", 27),
    right_column("Bùi Văn E", 30),
)


def test_consolidated_texts_are_numbered_at_their_end() -> None:
    head = letterhead("QUỐC HỘI", "Luật số: 45/2019/QH14", None, "LUẬT", ("LƯU TRỮ",))
    document = read((centred("VĂN BẢN HỢP NHẤT - VĂN PHÒNG QUỐC HỘI", -2), *head, *ARTICLES, *AUTHENTICATION))
    assert (document.title, document.type, document.number) == ("LƯU TRỮ", "Văn bản hợp nhất", "67/VBHN-VPQH")


def test_a_consolidated_text_with_its_number_above() -> None:
    head = letterhead("BỘ TÀI CHÍNH", "Số: 19/VBHN-BTC", kind="THÔNG TƯ")
    document = read((*head, *ARTICLES, AUTHENTICATION[1], *AUTHENTICATION[-2:]))
    assert (document.number, document.type, document.issuers) == (
        "19/VBHN-BTC",
        "Văn bản hợp nhất",
        ("Bộ Tài chính",),
    )


def test_a_consolidated_text_without_a_number_above() -> None:
    head = letterhead("QUỐC HỘI", None, None, "LUẬT", ("LƯU TRỮ",))
    document = read((*head, *ARTICLES, *AUTHENTICATION))
    assert (document.number, document.type, document.issuers) == (
        "67/VBHN-VPQH",
        "Văn bản hợp nhất",
        ("Văn phòng Quốc hội",),
    )
    assert (document.issued_on, document.signers[0].name) == (dt.date(2021, 12, 29), "Bùi Văn E")
    assert codes(document) == []


PART = (
    centred("VĂN BẢN QUY PHẠM PHÁP LUẬT", -2),
    centred("Nghị định số 15/2022/NĐ-CP ngày 12 tháng 6 năm 2022", 0, bold=True),
    centred("Quy định về công tác lưu trữ", 1, bold=True),
    centred("(Tiếp theo Công báo số 713 + 714)", 2),
    *clause(3, 4),
    line("Điều 17. Hiệu lực", 8, left=INDENT, bold=True, lead_bold=True),
    *clause(1, 9),
    centred("(Xem tiếp Công báo số 717 + 718)", 14),
)


def test_a_later_part_has_its_head_from_the_repeated_title() -> None:
    document = read(PART)
    assert (document.number, document.type, document.issued_on) == ("15/2022/NĐ-CP", "Nghị định", JUNE)
    assert (document.title, document.issuers) == ("Quy định về công tác lưu trữ", ("Chính phủ",))
    assert (document.continues_from, document.continued_in) == ((713, 714), (717, 718))
    assert [provision.label for provision in document.body] == ["3", "Điều 17"]
    assert document.preamble == ()
    assert codes(document) == ["part-missing", "part-missing"]  # the signature stands in the last part


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (letterhead(number="Số:      /2022/NĐ-CP"), "number-missing"),
        (letterhead("TÊN", date="Hà Nội, ngày 12 tháng 6 năm 2021"), "number-year"),
        (letterhead(number="Số: 15/2022/TT-CP"), "number-type"),
        (letterhead(number="Số: 15/2022/NĐ-BTC"), "number-issuer"),
        (letterhead(title=()), "title-missing"),
    ],
)
def test_findings_of_the_head(head: tuple[Line, ...], expected: str) -> None:
    assert codes(read((*head, *ARTICLES, *SIGNED))) == [expected]


def test_findings_of_the_body_and_the_end() -> None:
    gap = line("Điều 4. Tiếp", 21, left=INDENT, bold=True, lead_bold=True)
    document = read((*letterhead(), *ARTICLES, gap, *clause(1, 22)))
    assert codes(document) == ["signer-missing", "article-gap"]
    assert document.findings[1].message == "Sau Điều 2 là Điều 4: có thể thiếu điều."


def test_a_page_of_text_alone_says_what_is_missing() -> None:
    document = read(clause(1, 0))
    assert (document.number, document.type, document.title, document.signers) == (None, None, None, ())
    assert codes(document) == [
        "number-missing",
        "type-missing",
        "issuer-missing",
        "title-missing",
        "date-missing",
        "signer-missing",
    ]


def test_documents_without_articles_begin_behind_the_enacting_line() -> None:
    notice = (
        *letterhead("BỘ TÀI CHÍNH", "Số: 9/CT-BTC", kind="CHỈ THỊ", title=("Về việc tăng cường lưu trữ",)),
        centred("CHỈ THỊ:", 10),
        *clause(1, 11),
        *clause(2, 14),
    )
    document = read(notice)
    assert document.preamble[-1] == "CHỈ THỊ:"
    assert [provision.label for provision in document.body] == ["1", "2"]


def test_a_head_over_two_pages() -> None:
    above = letterhead(kind=None, title=(), row=25)[:-1]
    below = (centred("NGHỊ ĐỊNH", 0, bold=True), centred("Quy định về công tác lưu trữ", 1, bold=True), *ARTICLES)
    document = read(above, below)
    assert (document.number, document.title) == ("15/2022/NĐ-CP", "Quy định về công tác lưu trữ")
    assert (document.issued_on, document.pdf_pages) == (JUNE, (1, 2))
    assert [article.label for article in document.body] == ["Điều 1", "Điều 2"]


def test_notes_of_the_title_and_the_recitals_are_kept_with_the_document() -> None:
    noted = tuple(replace(shown, text=shown.text.replace("lưu trữ", "lưu trữ¹")) for shown in letterhead())
    article = tuple(replace(shown, text=shown.text.replace("Phạm vi", "Phạm vi²")) for shown in ARTICLES)
    notes = (line("¹ Tên văn bản được sửa đổi.", 30, size=11), line("² Điều này được sửa đổi.", 31, size=11))
    document = read((*noted, *article, *SIGNED, *notes))
    assert document.title == "Quy định về công tác lưu trữ"
    assert document.notes == ("Tên văn bản được sửa đổi.",)
    assert document.body[0].notes == ("Điều này được sửa đổi.",)
