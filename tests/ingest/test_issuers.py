"""Handbook domain.md 3.5: names of issuing bodies from capitals on a letterhead or from codes of a number."""

import pytest

from ingest.issuers import issuers_by_code, issuers_named, issuers_on, known_issuer


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("CHÍNH PHỦ", ("Chính phủ",)),
        ("B Ộ  X Â Y  D Ự N G", ("Bộ Xây dựng",)),
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", ("Bộ Lao động - Thương binh và Xã hội",)),
        ("UỶ BAN THƯỜNG VỤ QUỐC HỘI", ("Ủy ban Thường vụ Quốc hội",)),
        ("BỘ TÀI CHÍNH - BỘ CÔNG AN", ("Bộ Tài chính", "Bộ Công an")),
        (
            "TÒA ÁN NHÂN DÂN TỐI CAO - VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO - BỘ CÔNG AN",
            ("Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Bộ Công an"),
        ),
        ("ỦY BAN NHÂN DÂN TỈNH SƠN LA", ("Ủy ban nhân dân tỉnh Sơn La",)),
        ("UỶ BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", ("Ủy ban nhân dân thành phố Hà Nội",)),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU", ("Hội đồng nhân dân tỉnh Bà Rịa - Vũng Tàu",)),
        ("ỦY BAN NHÂN DÂN XÃ MƯỜNG LA", ("Ủy ban nhân dân xã Mường La",)),
        ("CỤC DỰ TRỮ", ("Cục Dự trữ",)),
        ("TÒA ÁN NHÂN DÂN TỈNH SƠN LA", ("Tòa án nhân dân tỉnh Sơn La",)),
        ("SỞ LAO ĐỘNG VÀ XÃ HỘI THÀNH PHỐ HÀ NỘI", ("Sở Lao động và xã hội thành phố Hà Nội",)),
        ("Học viện Tư pháp", ("Học viện Tư pháp",)),
    ],
)
def test_letterheads(printed: str, names: tuple[str, ...]) -> None:
    assert issuers_named(printed) == names


def test_a_joint_letterhead_with_an_unknown_body_stays_as_printed() -> None:
    assert len(issuers_named("BỘ TÀI CHÍNH - TỔNG CỤC CHƯA BIẾT")) == 1


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (("CP",), ("Chính phủ",)),
        (("TTg",), ("Thủ tướng Chính phủ",)),
        (("BTC", "BCA"), ("Bộ Tài chính", "Bộ Công an")),
        (("QH14",), ("Quốc hội",)),
        (("UBTVQH15",), ("Ủy ban Thường vụ Quốc hội",)),
        (("UBND",), ()),  # which province stands on the letterhead only
        (("BTC", "XYZ"), ()),
        ((), ()),
    ],
)
def test_codes(codes: tuple[str, ...], names: tuple[str, ...]) -> None:
    assert issuers_by_code(codes) == names


def test_known_issuer() -> None:
    assert known_issuer("ngân hàng nhà nước việt nam") == "Ngân hàng Nhà nước Việt Nam"
    assert known_issuer("NGÂN HÀNG XYZ") is None


@pytest.mark.parametrize(
    ("lines", "issuers"),
    [
        (("UBND TỈNH QUẢNG NGÃI", "BAN CHỈ ĐẠO 138"), ("Ban Chỉ đạo 138",)),
        (("UBND TỈNH QUẢNG NGÃI",), ("Ủy ban nhân dân tỉnh Quảng Ngãi",)),
        (("HĐND", "TỈNH SƠN LA"), ("Hội đồng nhân dân tỉnh Sơn La",)),
        (("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"), ("Ủy ban nhân dân tỉnh Quảng Ngãi",)),
        (("ỦY BAN NHÂN DÂN", "TỈNH SƠN LA", "SỞ XÂY DỰNG"), ("Sở Xây dựng",)),
        (("BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ"), ("Tổng cục Thuế",)),
        (("NGÂN HÀNG NHÀ NƯỚC", "VIỆT NAM"), ("Ngân hàng Nhà nước Việt Nam",)),
    ],
)
def test_a_superior_body_above_the_issuer_is_no_issuer(lines: tuple[str, ...], issuers: tuple[str, ...]) -> None:
    assert issuers_on(lines) == issuers


def test_a_body_of_equal_rank_is_not_below_another() -> None:
    assert issuers_on(("QUỐC HỘI", "VĂN PHÒNG QUỐC HỘI")) != ("Văn phòng Quốc hội",)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH QUANG NGAI", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("ỦY BAN NHÂN DÂN TỈNH ĐAK LAK", "Ủy ban nhân dân tỉnh Đắk Lắk"),
        ("ỦY BAN NHÂN DÂN TỈNH HOÀ BÌNH", "Ủy ban nhân dân tỉnh Hoà Bình"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ", "Ủy ban nhân dân thành phố Huế"),
        ("ỦY BAN NHÂN DÂN XÃ AN GIANG", "Ủy ban nhân dân xã An Giang"),
    ],
)
def test_a_province_that_lost_its_marks_gets_them_back(printed: str, name: str) -> None:
    assert issuers_on((printed,)) == (name,)
