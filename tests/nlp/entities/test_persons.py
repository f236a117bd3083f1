import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.persons import find_persons
from nlp.text import flatten
from tests.nlp.documents import article, document
from tests.nlp.entities.documents import assert_in_bounds, texts


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Ông Nguyễn Văn A, Chủ tịch", "Nguyễn Văn A", "Nguyễn Văn A"),
        ("bà Trần Thị Bích Thủy", "Trần Thị Bích Thủy", "Trần Thị Bích Thủy"),
        ("đồng chí TRẦN THỊ THỦY", "TRẦN THỊ THỦY", "Trần Thị Thủy"),
        ("đồng chí GS.TS. Lê Văn Bình", "Lê Văn Bình", "Lê Văn Bình"),
        ("Đồng chí Thiếu úy Vũ Thị Lan", "Vũ Thị Lan", "Vũ Thị Lan"),
        ("Thủ tướng Chính phủ Phạm Minh Chính", "Phạm Minh Chính", "Phạm Minh Chính"),
        ("Bộ trưởng Bộ Y tế Đào Hồng Lan", "Đào Hồng Lan", "Đào Hồng Lan"),
    ],
)
def test_persons(text: str, name: str, value: str) -> None:
    assert texts(find_persons, text) == [(name, value)]


@pytest.mark.parametrize(
    "text",
    [
        "tỉnh Bà Rịa - Vũng Tàu",
        "đường Nguyễn Văn Cừ",
        "Bộ trưởng Bộ Tài chính quyết định",
        "Chủ tịch Hội đồng nhân dân",
        "ông (bà)",
        "đồng chí Phó Cục trưởng",
        "Ông Ích Khiêm",
        "",
    ],
)
def test_who_is_no_person(text: str) -> None:
    assert texts(find_persons, text) == []


@given(st.text(alphabet="ÔngbàNguyễnVăA .,\n-", max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert_in_bounds(find_persons, text)


def test_signers_are_found_in_the_closing_lines() -> None:
    made = document(article("1", "Nguyễn Văn Mẫu."), closing=("TM. CHÍNH PHỦ", "Nguyễn Văn Mẫu", "TRẦN VĂN B"))
    found = find_persons(flatten(made), ["Nguyễn Văn Mẫu", "TRẦN VĂN B", "Lê Văn C", ""])
    assert [(entity.text, entity.value, entity.eid) for entity in found] == [
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu", ""),
        ("TRẦN VĂN B", "Trần Văn B", ""),
    ]
