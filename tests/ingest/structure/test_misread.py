"""Labels that OCR spoilt are put right by their sequence, and by nothing else (handbook domain.md 7.5)."""

from dataclasses import replace

import pytest

from ingest.structure.misread import mend_clause, mend_labels, mend_point
from ingest.structure.tree import build_tree
from tests.ingest.typeset import paragraph


@pytest.mark.parametrize(
    ("text", "last", "found"),
    [
        ("- 3, Có năng suất cao;", "2", "Có năng suất cao;"),
        ("2à: Hướng dẫn các cơ quan.", "1", "Hướng dẫn các cơ quan."),
        ("_ 1. Phạm vi", None, "Phạm vi"),
        ("l. Phạm vi", None, "Phạm vi"),
        ("14 Nghị quyết này áp dụng", None, "Nghị quyết này áp dụng"),
        ("- 3, Có năng suất cao;", "3", None),
        ("l. Phạm vi", "1", None),
        ("3, có năng suất cao;", "2", None),
        ("Phạm vi", None, None),
    ],
)
def test_a_clause_between_stray_signs(text: str, last: str | None, found: str | None) -> None:
    marker = mend_clause(text, last)
    assert (marker.text if marker else None) == found
    assert marker is None or marker.number == str(int(last or 0) + 1)


def test_a_point_behind_stray_signs() -> None:
    marker = mend_point("_- b) Tên gọi;", "a")
    assert marker is not None
    assert (marker.number, marker.text) == ("b", "Tên gọi;")
    assert mend_point("_- b) Tên gọi;", "c") is None


def test_an_article_behind_a_speck() -> None:
    blocks = [replace(paragraph(text), lines=paragraph(text, source="ocr").lines) for text in ("-Điều 1. Tên", "Chữ")]
    assert [block.text for block in mend_labels(blocks)] == ["Điều 1. Tên", "Chữ"]


def test_text_layers_are_left_as_they_are() -> None:
    texts = ("Điều 1. Tên", "- 1, Có năng suất cao;", "- 2, Có hiệu quả.")
    for source, labels in (("text", []), ("ocr", ["1", "2"])):
        blocks = [paragraph(text, row, source=source) for row, text in enumerate(texts)]
        (article,) = build_tree(blocks).provisions
        assert [child.label for child in article.children] == labels
