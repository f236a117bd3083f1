from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.engine import Word
from ingest.ocr.pieces import Piece, runs, to_lines, to_pieces
from tests.ingest.ocr.drawn_pages import word


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


def test_words_of_a_line_stay_together_up_to_a_wide_gap() -> None:
    line = [word("CHÍNH", 100, 50), word("PHỦ", 190, 50), word("CỘNG", 500, 50), word("HÒA", 580, 50)]
    assert texts(to_pieces(line)[0]) == ["CHÍNH PHỦ", "CỘNG HÒA"]


def test_halves_of_a_line_from_two_blocks_are_joined() -> None:
    line = [word("Điều", 100, 50, line=1), word("kia", 175, 51, line=7), word("xa", 700, 50, line=8)]
    assert texts(to_pieces(line)[0]) == ["Điều kia", "xa"]


def test_rulings_specks_and_rims_of_seals_are_kept_apart() -> None:
    words = [
        word("|", 90, 50, confidence=0.3),
        word("Điều", 110, 50),
        word("1.", 180, 50),
        word("_", 220, 50, confidence=0.2),
        word("ÂX", 900, 200, confidence=0.1, line=2),
        word("———", 300, 300, line=3),
        word("x~ N\\", 500, 400, confidence=0.3, line=4),
    ]
    kept, junk = to_pieces(words)
    assert texts(kept) == ["Điều 1."]
    assert sorted(texts(junk)) == sorted(["|", "_", "ÂX", "———", "x~ N\\"])


def test_a_long_line_read_badly_is_kept_for_the_clerk() -> None:
    kept, junk = to_pieces([word("đề nghị các bộ ngành", 100, 50, confidence=0.3)])
    assert (texts(kept), junk) == (["đề nghị các bộ ngành"], [])


def test_a_ruling_at_the_front_of_a_word_is_cut_off() -> None:
    kept, _ = to_pieces([word("___2.", 100, 50), word("Yêu", 190, 50)])
    assert kept[0].text == "2. Yêu"
    assert kept[0].left == 100 + round(0.6 * 68)


@pytest.mark.parametrize("text", ["QUY", "xem ra", "bảy mươi", "Khoản 1", "ĐỘC LẬP"])
def test_the_size_is_told_by_the_letters(text: str) -> None:
    rise = {"QUY": 0.67, "xem ra": 0.46, "ĐỘC LẬP": 0.93}.get(text, 0.67)
    fall = 0.21 if set(text) & set("Qyảộ") and text not in ("ĐỘC LẬP", "Khoản 1") else 0.0
    ink = round(40 * (rise + fall))
    piece = Piece((Word(text, 0, 100, 200, 100 + ink, 0.9, (1, 1, 1)),))
    assert piece.em == pytest.approx(40, rel=0.25)


def test_boxes_are_in_points_around_the_baseline() -> None:
    scale = 200 / 72
    line = to_lines([Piece((word("Khoan", 278, 556, em=36),))], 3, scale)[0]
    assert line.page == 3
    assert line.source == "ocr"
    assert line.size == pytest.approx(13, abs=0.3)
    baseline = (556 + round(0.67 * 36)) / scale
    assert (line.box.top, line.box.bottom) == pytest.approx(
        (baseline - 0.8 * line.size, baseline + 0.2 * line.size), abs=0.1
    )
    assert line.box.left == pytest.approx(278 / scale)
    assert line.confidence == 0.95


def test_sizes_near_the_usual_one_are_made_equal() -> None:
    rows = [Piece(tuple(word("Khoan", 100 + 90 * x, 60 * y, em=30 + y % 3) for x in range(5))) for y in range(8)]
    small = Piece(tuple(word("- Nhu tren;", 100 + 150 * x, 600, em=22) for x in range(5)))
    sizes = [line.size for line in to_lines([*rows, small], 1, 200 / 72)]
    assert len(set(sizes[:8])) == 1
    assert sizes[8] < 0.8 * sizes[0]


words = st.builds(
    Word,
    st.text("aĐ1.|_ỏÊ", min_size=1, max_size=6),
    st.integers(0, 500),
    st.integers(0, 500),
    st.integers(501, 900),
    st.integers(501, 540),
    st.floats(0, 1),
    st.tuples(st.just(1), st.just(1), st.integers(1, 4)),
)


@given(st.lists(words, max_size=15))
def test_every_sign_ends_in_a_piece_or_in_the_junk(read: list[Word]) -> None:
    kept, junk = to_pieces(read)
    before = sorted("".join(one.text for one in read).replace("_", "").replace("|", ""))
    after = sorted("".join(one.text for part in (*kept, *junk) for one in part.words).replace("_", "").replace("|", ""))
    assert before == after
    assert len(to_lines(kept, 1, 2.0)) == len(kept)


@given(st.lists(words, max_size=8))
def test_runs_keep_every_word(read: list[Word]) -> None:
    line = sorted(read, key=lambda one: one.left)
    assert [one for run in runs(line) for one in run] == line


def test_a_line_keeps_what_was_read_before_another_reading_was_chosen() -> None:
    chosen = replace(word("đề", 100, 50), first="để")
    mended, sure, figure = (
        to_lines([Piece(words)], 1, 2.0)[0]
        for words in (
            (chosen, word("nghị", 190, 50)),
            (word("nghị", 190, 50),),
            (word("khoản", 9, 50), word("l0", 99, 50)),
        )
    )
    assert (mended.text, mended.raw) == ("đề nghị", "để nghị")
    assert (sure.text, sure.raw) == ("nghị", None)
    assert (figure.text, figure.raw) == ("khoản 10", "khoản l0")
