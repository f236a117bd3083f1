"""Repaired lines lead back to what the file gave."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.corrections import with_word
from ingest.offsets import offset_map, raw_of, raw_span, repairs_of
from tests.ingest.typeset import line, page

LETTERS = st.text(alphabet="aăâbcdđ ệ¡¢.", max_size=30)


def test_a_line_that_was_not_repaired_is_one_stretch() -> None:
    (only,) = offset_map(line("Điều 5."))
    assert (only.start, only.end, only.raw_start, only.raw_end) == (0, 7, 0, 7)
    assert repairs_of(line("Điều 5.")) == ()
    assert raw_span(line("Điều 5."), 5, 6) == (5, 6)


def test_a_repaired_letter_leads_back_to_the_wrong_one() -> None:
    mended = replace(line("KHÁC NHAU"), raw="KH¡C NHAU")
    (repair,) = repairs_of(mended)
    assert mended.text[repair.start : repair.end] == "Á"
    assert mended.raw is not None
    assert mended.raw[repair.raw_start : repair.raw_end] == "¡"
    assert raw_span(mended, 5, 9) == (5, 9)


def test_letters_typed_with_two_codes_lead_back_to_both() -> None:
    decoded = replace(line("ñeä là đệ"), raw="ñeä laø ñeä")
    start = decoded.text.index("đệ")
    first, last = raw_span(decoded, start, len(decoded.text))
    assert decoded.raw is not None
    assert decoded.raw[first:last].endswith("ñeä")


def test_a_lost_space_leads_back_to_where_it_was_put_in() -> None:
    parted = replace(line("hồ sơ gốc"), raw="hồsơ gốc")
    (repair,) = repairs_of(parted)
    assert parted.text[repair.start : repair.end] == " "
    assert repair.raw_start == repair.raw_end == 2


def test_pieces_of_one_line_keep_their_raw_text_together() -> None:
    assert raw_of(((line("một"), " "), (line("hai"), ""))) is None
    assert raw_of(((replace(line("một"), raw="m¡t"), " "), (line("hai"), ""))) == "m¡t hai"


def test_what_a_clerk_puts_right_keeps_what_was_read_first() -> None:
    own = line("Diều 5. Phạm vi")
    mended = with_word(page(own), own.box, "Diều", "Điều")
    assert mended is not None
    (once,) = mended.lines
    assert (once.text, once.raw) == ("Điều 5. Phạm vi", "Diều 5. Phạm vi")
    again = with_word(mended, own.box, "vi", "vì")
    assert again is not None
    assert again.lines[0].raw == "Diều 5. Phạm vi"


@given(LETTERS, LETTERS)
def test_the_stretches_cover_both_texts_in_order(text: str, raw: str) -> None:
    stretches = offset_map(replace(line(text), raw=raw))
    assert "".join(text[one.start : one.end] for one in stretches) == text
    assert "".join(raw[one.raw_start : one.raw_end] for one in stretches) == raw
    assert all(one.end == after.start and one.raw_end == after.raw_start for one, after in pairwise(stretches))


@given(LETTERS, LETTERS, st.integers(0, 30), st.integers(0, 30))
def test_every_span_leads_into_the_raw_text(text: str, raw: str, start: int, length: int) -> None:
    first, last = raw_span(replace(line(text), raw=raw), start, start + length)
    assert 0 <= first <= last <= len(raw)
