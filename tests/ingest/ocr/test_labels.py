import pytest

from ingest.ocr.labels import with_labels
from ingest.ocr.pieces import Piece
from tests.ingest.ocr.drawn_pages import word


def labels(*read: str) -> list[str]:
    pieces = [Piece((word(first, 100, 50 * row), word("text", 200, 50 * row))) for row, first in enumerate(read)]
    return [piece.words[0].text for piece in with_labels(pieces)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (("a)", "b)", "e)", "d)", "dđ)", "e)"), ["a)", "b)", "c)", "d)", "đ)", "e)"]),
        (("a)", "b)", "©)", "d)", ".d)", "c)", "ø)"), ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"]),
        (("h)", "l)", "k)", "1)"), ["h)", "i)", "k)", "l)"]),
        (("a)", "dòng", "b)", "e)"), ["a)", "dòng", "b)", "c)"]),
    ],
)
def test_a_letter_is_put_right_by_those_before_it(read: tuple[str, ...], printed: list[str]) -> None:
    assert labels(*read) == printed


@pytest.mark.parametrize(
    "read",
    [
        ("e)", "g)"),  # the page begins inside a list
        ("d)", "e)"),  # acts without đ
        ("a)", "b)", "2.", "e)"),  # another clause
        ("1)", "2)"),
        ("a)", "g)"),
        ("(c)", "d)"),
    ],
)
def test_without_a_reason_nothing_is_changed(read: tuple[str, ...]) -> None:
    assert labels(*read) == list(read)


def test_the_first_reading_is_kept() -> None:
    pieces = [Piece((word(first, 100, 50),)) for first in ("a)", "b)", "e)")]
    assert [piece.words[0].first for piece in with_labels(pieces)] == [None, None, "e)"]
