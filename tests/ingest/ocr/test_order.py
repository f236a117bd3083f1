"""Bands of two columns are read column by column, tables row by row, the rest from top to bottom."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.engine import Word
from ingest.ocr.order import in_reading_order
from ingest.ocr.pieces import Piece
from tests.ingest.ocr.drawn_pages import word


def piece(text: str, left: int, top: int, em: int = 30) -> Piece:
    words, at = [], left
    for part in text.split():
        words.append(word(part, at, top, em=em))
        at = words[-1].right + round(0.27 * em)
    return Piece(tuple(words))


def order(*pieces: Piece) -> list[str]:
    shuffled = list(pieces)
    random.Random(3).shuffle(shuffled)
    return [piece.text for piece in in_reading_order(shuffled)]


LETTERHEAD = (
    piece("ỦY BAN NHÂN DÂN", 120, 100),
    piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 102),
    piece("TỈNH BẮC SƠN", 150, 150),
    piece("Độc lập - Tự do - Hạnh phúc", 660, 152),
    piece("Số: 46/TB-UBND", 140, 210),
    piece("Bắc Sơn, ngày 24 tháng 01 năm 2025", 610, 214),
)
TITLE = piece("QUYẾT ĐỊNH VỀ VIỆC TIẾP NHẬN HỒ SƠ", 400, 320)
BODY = tuple(piece("một dòng chữ chạy hết chiều rộng của trang giấy này", 130, 420 + 50 * row) for row in range(3))


def test_a_letterhead_is_read_column_by_column() -> None:
    texts = [part.text for part in LETTERHEAD]
    assert order(*LETTERHEAD, TITLE, *BODY) == [*texts[::2], *texts[1::2], TITLE.text, *(line.text for line in BODY)]


def test_a_first_line_with_a_narrow_gap_is_cut_at_the_gutter() -> None:
    issuer, motto = piece("UBND TỈNH BẮC SƠN", 200, 100), piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0, 100)
    gap = issuer.right + 26  # 0.87 em: too narrow for a gap between columns, too wide for a space
    across = Piece((*issuer.words, *piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", gap, 100).words))
    assert order(across, *LETTERHEAD[2:], TITLE)[:4] == [
        issuer.text,
        LETTERHEAD[2].text,
        LETTERHEAD[4].text,
        motto.text,
    ]


def test_room_for_a_pen_does_not_break_a_date() -> None:
    date = (piece("Hà Nội, ngày", 610, 214), piece("tháng", 900, 212), piece("năm 2026", 1_080, 216))
    texts = order(*LETTERHEAD[:5], *date, TITLE)
    assert "Hà Nội, ngày tháng năm 2026" in texts
    assert texts.index("Số: 46/TB-UBND") < texts.index(LETTERHEAD[1].text)


def test_recipients_stand_before_the_signature_beside_them() -> None:
    recipients = [piece(f"- Cơ quan {place};", 130, 1_000 + 34 * place, em=24) for place in range(9)]
    signature = [
        piece("KT. CHỦ TỊCH", 800, 1_000),
        piece("PHÓ CHỦ TỊCH", 800, 1_044),
        piece("Trần Văn Mẫu", 805, 1_230),
    ]
    expected = [*(line.text for line in BODY), *(part.text for part in recipients), *(part.text for part in signature)]
    assert order(*BODY, *recipients, *signature) == expected


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        [piece(text, 130 + 330 * column, 500 + 60 * row) for column, text in enumerate(("Tên hàng", "Đơn vị", "Giá"))]
        for row in range(4)
    ]
    cells = [cell for row in rows for cell in row]
    assert order(*cells) == [cell.text for cell in cells]


@pytest.mark.parametrize("numbers_left", [True, False])
def test_numbers_at_the_edge_stay_with_their_lines(numbers_left: bool) -> None:  # noqa: FBT001 - a parametrised case
    lines = []
    for row in range(5):
        number, text = piece(str(row + 1), 130 if numbers_left else 1_200, 500 + 50 * row), f"Nội dung mục {row + 1}"
        line = piece(text, 300, 500 + 50 * row)
        lines += [number, line] if numbers_left else [line, number]
    assert order(*lines) == [line.text for line in lines]


def test_a_short_line_below_a_band_waits_for_the_columns_next_line() -> None:
    below = piece("Điều 1. Phạm vi", 130, 330)
    texts = order(*LETTERHEAD, below, *BODY)
    assert texts[6:] == [below.text, *(line.text for line in BODY)]


def boxes() -> st.SearchStrategy[list[Word]]:
    place = st.tuples(st.integers(0, 1_500), st.integers(0, 2_000), st.sampled_from(["a", "chữ", "1", "dài hơn"]))
    return st.lists(place, max_size=25).map(
        lambda places: [word(text, left, top, line=index) for index, (left, top, text) in enumerate(places)]
    )


@given(boxes())
def test_no_word_is_lost_or_doubled(words: list[Word]) -> None:
    ordered = in_reading_order([Piece((one,)) for one in words])
    assert sorted(one.line for part in ordered for one in part.words) == sorted(one.line for one in words)
