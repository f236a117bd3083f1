from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image

from ingest.ocr import second_look
from ingest.ocr.engine import Word
from ingest.ocr.second_look import with_second_look
from tests.ingest.ocr.drawn_pages import BODY, RECIPIENTS, notice, word

PAGE = Image.new("L", (1_600, 2_300), 255)
GOOD = word("tốt", 100, 100, line=1)
POOR = word("MÁT", 300, 400, confidence=0.08, line=2)


class FakeEngine:
    """Answers with these words for each cut, at 15 pixels from the upper left corner of the picture."""

    def __init__(self, *answers: Word) -> None:
        self.answers, self.calls = answers, 0

    def __call__(self, picture: Image.Image, *_: object, **__: object) -> Sequence[Word]:
        self.calls += 1
        assert picture.width < 400
        return self.answers


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    fake = FakeEngine(replace(word("trên;", 15, 15), line=(9, 9, 9)))
    monkeypatch.setattr(second_look, "read_words", fake)
    return fake


def test_a_poor_line_is_replaced_in_its_place(engine: FakeEngine) -> None:
    words = with_second_look(PAGE, [GOOD, POOR], 200, 5)
    assert [one.text for one in words] == ["tốt", "trên;"]
    assert words[1].line == POOR.line
    assert abs(words[1].left - POOR.left) < 12
    assert abs(words[1].top - POOR.top) < 12


def test_a_page_read_well_costs_no_second_call(engine: FakeEngine) -> None:
    assert with_second_look(PAGE, [GOOD], 200, 5) == (GOOD,)
    assert engine.calls == 0


def test_what_reads_no_better_is_left(engine: FakeEngine) -> None:
    engine.answers = (word("x", 15, 15, confidence=0.15),)
    assert with_second_look(PAGE, [GOOD, POOR], 200, 5) == (GOOD, POOR)
    engine.answers = ()
    assert with_second_look(PAGE, [GOOD, POOR], 200, 5) == (GOOD, POOR)


def test_a_page_that_is_bad_as_a_whole_is_left(engine: FakeEngine) -> None:
    words = tuple(word("MÁT", 300, 60 * place, confidence=0.1, line=place) for place in range(20))
    assert with_second_look(PAGE, words, 200, 5) == words
    assert engine.calls == 0


def test_specks_and_seals_are_not_cut_out(engine: FakeEngine) -> None:
    speck = replace(POOR, bottom=POOR.top + 5)
    seal = replace(POOR, bottom=POOR.top + 300, line=(1, 1, 3))
    assert with_second_look(PAGE, [speck, seal], 200, 5) == (speck, seal)
    assert engine.calls == 0


def test_lines_misread_on_the_page_are_read_alone() -> None:
    page = notice().convert("L")
    wrong = [
        Word("x#", 245, 1_185, 800, 1_215, 0.1, (1, 1, 1)),  # "- Văn phòng Chính phủ;"
        Word("y~", 245, 664, 1_450, 702, 0.2, (1, 1, 2)),  # "Thông báo này quy định ..."
    ]
    text = " ".join(word.text for word in with_second_look(page, wrong, 200, 60))
    assert RECIPIENTS[1] in text
    assert "x#" not in text
    assert BODY[3] in text
