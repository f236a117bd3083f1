import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.authorities import (
    authorities,
    authority,
    by_id,
    current_names,
    lineage,
    predecessors,
    province,
    provinces_of,
    successors,
    today,
)


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("BỘ KẾ HOẠCH VÀ ĐẦU TƯ", "Bộ Tài chính"),
        ("Bộ KH&ĐT", "Bộ Tài chính"),
        ("Bộ Giao thông vận tải", "Bộ Xây dựng"),
        ("Bộ Lao động - Thương binh và Xã hội", "Bộ Nội vụ"),
        ("Bộ Bưu chính, Viễn thông", "Bộ Khoa học và Công nghệ"),
        ("Bộ Năng lượng", "Bộ Công Thương"),
        ("Ủy ban Dân tộc", "Bộ Dân tộc và Tôn giáo"),
        ("Tổng cục Thuế", "Cục Thuế"),
        ("Hội đồng Bộ trưởng", "Chính phủ"),
        ("Chính phủ", "Chính phủ"),
        ("Ủy ban nhân dân tỉnh Bắc Giang", "Ủy ban nhân dân Bắc Ninh"),
        ("UBND tỉnh Kon Tum", "Ủy ban nhân dân tỉnh Quảng Ngãi"),
        ("HĐND thành phố Huế", "Hội đồng nhân dân thành phố Huế"),
        ("Ủy ban nhân dân phường Vân Xuân", "Ủy ban nhân dân phường Vân Xuân"),
        ("Ủy ban nhân dân thành phố Thái Nguyên", "Ủy ban nhân dân thành phố Thái Nguyên"),
    ],
)
def test_what_an_issuer_is_called_today(printed: str, now: str) -> None:
    assert current_names(printed) == (now,)


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Giang", ("Bắc Ninh",)),
        ("HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM", ("Ninh Bình",)),
        ("UBND TP.HCM", ("Hồ Chí Minh",)),
        ("Ủy ban nhân dân thành phố Hồ Chí Minh", ("Hồ Chí Minh",)),
        ("Sở Y tế thành phố Đà Nẵng", ("Đà Nẵng",)),
        ("Ban Quản lý Khu kinh tế tỉnh Bà Rịa - Vũng Tàu", ("Hồ Chí Minh",)),
        ("Ủy ban nhân dân huyện Mù Cang Chải, tỉnh Yên Bái", ("Lào Cai",)),
        ("tỉnh Đắc Lắc", ("Đắk Lắk",)),
        ("tỉnh Nghệ Tĩnh", ("Nghệ An", "Hà Tĩnh")),
        ("Bộ Tài chính", ()),
        ("Ủy ban nhân dân phường Vân Xuân", ()),
        ("", ()),
    ],
)
def test_the_provinces_of_issuers_by_their_names_of_today(printed: str, now: tuple[str, ...]) -> None:
    assert provinces_of([printed]) == now


def test_provinces_of_several_issuers_come_once() -> None:
    assert provinces_of(["UBND tỉnh Bắc Giang", "UBND tỉnh Bắc Ninh", "Bộ Y tế"]) == ("Bắc Ninh",)


def test_a_body_is_found_on_a_day_only_while_it_was_there() -> None:
    name = "Bộ Kế hoạch và Đầu tư"
    assert authority(name, dt.date(2025, 2, 28)) == authority(name)
    assert authority(name, dt.date(2025, 3, 1)) is None
    assert authority("Bộ Thủy sản", dt.date(2007, 12, 31)) is not None
    assert authority("Bộ Thủy sản", dt.date(2008, 1, 1)) is None
    assert authority("Bộ Tài chính", dt.date(2026, 1, 1)) is not None
    assert authority("tỉnh Bắc Giang", dt.date(2025, 7, 1)) is None


def test_predecessors_are_those_of_predecessors_too() -> None:
    finance = authority("Bộ Tài chính")
    assert finance
    assert [body.name for body in predecessors(finance)] == [
        "Bộ Kế hoạch và Đầu tư",
        "Ủy ban Kế hoạch Nhà nước",
        "Ủy ban Nhà nước về Hợp tác và Đầu tư",
    ]
    local = authority("UBND tỉnh Bắc Ninh")
    assert local
    assert [body.name for body in predecessors(local)] == [
        "Ủy ban nhân dân tỉnh Bắc Giang",
        "Ủy ban nhân dân tỉnh Hà Bắc",
    ]
    assert not successors(local)


def test_the_provinces_are_63_before_and_34_after_july_2025() -> None:
    provinces = [body for body in authorities() if body.kind == "province"]
    assert sum(body.in_being(dt.date(2025, 6, 30)) for body in provinces) == 63
    assert sum(body.in_being(dt.date(2025, 7, 1)) for body in provinces) == 34


def test_a_province_is_found_with_its_unit_or_bare() -> None:
    found = province("TP. Hồ Chí Minh")
    assert found
    assert found == province("Hồ Chí Minh") == province("thành phố Hồ Chí Minh") == province("Sài Gòn")
    assert province("huyện Củ Chi") is None


@pytest.mark.parametrize("body", authorities(), ids=lambda body: body.id)
def test_every_change_leads_to_bodies_of_the_file(body: object) -> None:
    assert body in authorities()
    entry = next(one for one in authorities() if one is body)
    assert by_id(entry.id) == entry
    assert len(successors(entry)) == len(entry.change.into if entry.change else ())
    assert all(one.change is None for one in today(entry))
    assert all(entry in predecessors(heir) for heir in today(entry) if heir != entry)
    assert authority(entry.name) == entry


def test_ids_of_local_bodies_lead_back_to_them() -> None:
    for name in ("UBND tỉnh Bắc Giang", "HĐND thành phố Hà Nội", "Đoàn đại biểu Quốc hội tỉnh Cà Mau"):
        found = authority(name)
        assert found
        assert by_id(found.id) == found
    assert by_id("ubnd.nowhere") is None
    assert by_id("") is None


def test_a_ministry_counts_what_those_before_it_issued() -> None:
    assert lineage("Bộ Kế hoạch và Đầu tư") == ("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính")
    assert lineage("Bộ Tài chính") == ("Bộ Tài chính",)
    assert lineage("Cơ quan lạ") == ("Cơ quan lạ",)


def test_a_province_counts_what_those_that_joined_it_issued() -> None:
    assert lineage("Ủy ban nhân dân tỉnh Hà Giang")[1:] == ("Ủy ban nhân dân tỉnh Tuyên Quang",)


@given(st.text(max_size=60))
def test_any_name_may_be_asked(name: str) -> None:
    found = authority(name)
    assert found is None or by_id(found.id) == found
    assert isinstance(provinces_of([name]), tuple)
