import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.names import find_issuers, find_places
from tests.nlp.entities.documents import assert_in_bounds, texts


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Bộ trưởng Bộ Kế hoạch và Đầu tư", "Bộ Kế hoạch và Đầu tư", "Bộ Kế hoạch và Đầu tư"),
        ("do Bộ TN&MT ban hành", "Bộ TN&MT", "Bộ Tài nguyên và Môi trường"),
        ("Bộ Giao thông Vận tải", "Bộ Giao thông Vận tải", "Bộ Giao thông vận tải"),
        ("Uỷ ban thường vụ Quốc hội", "Uỷ ban thường vụ Quốc hội", "Ủy ban Thường vụ Quốc hội"),
        ("Văn phòng Chính phủ", "Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        ("Ủy ban nhân dân tỉnh Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang", "Ủy ban nhân dân tỉnh Bắc Giang"),
        ("UBND TP. Hồ Chí Minh", "UBND TP. Hồ Chí Minh", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Chính phủ", "Chính phủ"),
    ],
)
def test_issuers(text: str, name: str, value: str) -> None:
    assert texts(find_issuers, text) == [(name, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Chính phủ Nhật Bản",
        "tổ chức phi Chính phủ",
        "bộ y tế",
        "Cục Thuế tỉnh Hà Nam",
        "Ủy ban nhân dân các cấp",
        "HĐND cấp tỉnh",
        "Ủy ban nhân dân thành phố Thái Nguyên",
        "",
    ],
)
def test_what_is_no_issuer_of_the_file(text: str) -> None:
    assert texts(find_issuers, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tỉnh Bắc Giang", [("tỉnh Bắc Giang", "Bắc Ninh")]),
        ("TP. Hồ Chí Minh", [("TP. Hồ Chí Minh", "Hồ Chí Minh")]),
        (
            "các tỉnh Bắc Giang, Hà Nam và Nghệ Tĩnh",
            [("tỉnh Bắc Giang", "Bắc Ninh"), ("Hà Nam", "Ninh Bình"), ("Nghệ Tĩnh", "Nghệ An, Hà Tĩnh")],
        ),
        ("Hà Nội, ngày 5", [("Hà Nội", "Hà Nội")]),
        ("thị xã Sa Pa, tỉnh Lào Cai", [("thị xã Sa Pa", "thị xã Sa Pa"), ("tỉnh Lào Cai", "Lào Cai")]),
        ("Quận 1, phường 12", [("Quận 1", "quận 1"), ("phường 12", "phường 12")]),
        ("xã Hòa Bình", [("xã Hòa Bình", "xã Hòa Bình")]),
        ("Hà Nội, Hồ Chí Minh", [("Hà Nội", "Hà Nội"), ("Hồ Chí Minh", "Hồ Chí Minh")]),
        ("- Tại Yên Bái: đầu tư", [("Yên Bái", "Lào Cai")]),
        ("các tỉnh, thành phố Vùng Thủ đô", []),
        ("Tòa án huyện Y", []),
        ("hợp tác xã Nông nghiệp", []),
        ("Thông tấn xã Việt Nam", []),
        ("xã 12 hộ", []),
        ("Chủ tịch Hồ Chí Minh", []),
        ("Thái Bình Dương", []),
        ("đường Điện Biên Phủ", []),
        ("", []),
    ],
)
def test_places(text: str, found: list[tuple[str, str]]) -> None:
    assert texts(find_places, text) == found


@given(st.text(max_size=60), st.text(alphabet="tỉnhxãBộYếUBND HàNộiTP.İ\n", max_size=60))
def test_any_text_is_read(text: str, likely: str) -> None:
    for find in (find_issuers, find_places):
        assert_in_bounds(find, text)
        assert_in_bounds(find, likely)
