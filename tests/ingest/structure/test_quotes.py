"""Handbook domain.md 3.9: quoted blocks of amending articles."""

import pytest

from ingest.document import Operation
from ingest.structure.quotes import closes, depth, ends_unclosed, inline_quote, opens_quote, operation_of, target_of


@pytest.mark.parametrize("mark", ["“", '"', "«", "„", "''"])
def test_a_quote_opens_behind_a_line_that_introduces_one(mark: str) -> None:
    assert opens_quote(f"{mark}2. Nội dung mới", "1. Sửa đổi khoản 2 Điều 5 như sau:")
    assert opens_quote(f"{mark}2. Nội dung mới", "Sửa đổi như sau :  ")
    assert not opens_quote(f"{mark}Cơ yếu” là ngành", "Giải thích từ ngữ.")
    assert not opens_quote("2. Nội dung mới", "Sửa đổi như sau:")


@pytest.mark.parametrize(
    ("text", "open_marks"),
    [
        ("“2. Nội dung", 1),
        ("b) ….”.", -1),
        ("cụm từ “A” bằng cụm từ “B”", 0),
        ('"2. Nội dung', 1),
        ('nội dung".', -1),
        ('cụm từ "A" và ("B")', 0),
        ("không có", 0),
    ],
)
def test_depth(text: str, open_marks: int) -> None:
    assert depth(text) == open_marks


@pytest.mark.parametrize("end", ["”", "”.", "”;", '".', '”".', "” .", "''.", "».", "”,", "”].", "”)"])
def test_forms_of_a_closing_mark(end: str) -> None:
    assert closes(f"b) Nội dung{end}", 0)
    assert not closes(f"b) Nội dung{end}", 1)
    assert not closes("b) Nội dung.", 0)


def test_a_quote_inside_a_paragraph() -> None:
    text = "1. Bổ sung khoản 3 như sau: “3. Nội dung mới"
    start = inline_quote(text)
    assert start is not None
    assert text[start:] == "“3. Nội dung mới"
    assert inline_quote("Thay thế cụm từ: “A” bằng cụm từ “B”") is None
    assert inline_quote("Sửa đổi khoản 3 như sau:") is None


@pytest.mark.parametrize(
    ("instruction", "operation"),
    [
        ("Sửa đổi, bổ sung khoản 2 Điều 5 như sau:", "replace"),
        ("Bổ sung Điều 5a vào sau Điều 5 như sau:", "insert"),
        ("Bãi bỏ Điều 12 và Điều 13.", "delete"),
        ("Thay thế cụm từ “A” bằng cụm từ “B” tại Điều 3", "replace_phrase"),
        ("Bổ sung cụm từ “A” vào trước cụm từ “B”", "insert_phrase"),
        ("Bỏ cụm từ “A” tại Điều 3", "delete_phrase"),
        ("Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo", "replace_attachment"),
        ("Huỷ bỏ Điều 3", "delete"),
        ("Điều 3 quy định như sau:", None),
    ],
)
def test_operations(instruction: str, operation: Operation | None) -> None:
    assert operation_of(instruction) == operation


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        ("Sửa đổi điểm a khoản 2 Điều 5 như sau:", "Điều 5 khoản 2 điểm a"),
        ("Sửa đổi khoản 2 Điều 5a như sau:", "Điều 5a khoản 2"),
        ("Bổ sung Điều 5a vào sau Điều 5 như sau:", "Điều 5a"),
        ("a) Điểm b khoản 3 được sửa đổi như sau:", "khoản 3 điểm b"),
        ("Khoản 3 được sửa đổi như sau:", "khoản 3"),
        ("sửa đổi khoản 3 như sau:", "khoản 3"),
        ("như sau:", None),
    ],
)
def test_targets(instruction: str, target: str | None) -> None:
    assert target_of(instruction) == target


def test_what_ends_a_quote_whose_closing_mark_is_lost() -> None:
    assert ends_unclosed("Sửa đổi khoản 3 như sau:", is_article=False)
    assert ends_unclosed("Hiệu lực thi hành", is_article=True)
    assert not ends_unclosed("Hiệu lực thi hành", is_article=False)
    assert not ends_unclosed("Quyền của người dân", is_article=True)
