"""Grades of pages and documents, on constructed pages."""

import dataclasses
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Box, Doubt, Grade, Judgement, Line, Page, PageSource
from ingest.letters import fold
from ingest.lexicon import load
from ingest.quality import is_tone_doubt, quality_of, with_quality

BOX = Box(85, 100, 500, 114)
PROSE = "Người sử dụng lao động phải trả lương đầy đủ và đúng hạn cho người lao động"
SOUND = Judgement("text", "text-layer", characters=2_000, syllable_share=0.99)


def line(text: str = PROSE, confidence: float | None = 0.96) -> Line:
    return Line(text, 1, BOX, 13.0, source="ocr", confidence=confidence)


def page(
    confidence: float | None = 0.96, *doubts: Doubt, source: PageSource = "ocr", lines: int = 30, text: str = PROSE
) -> Page:
    return Page(1, 595, 842, source, (line(text),) * lines, confidence=confidence, doubts=doubts)


def doubt(text: str, reason: str = "chosen", first: str | None = None) -> Doubt:
    return Doubt(text, 1, BOX, reason, 0.5, first)  # type: ignore[arg-type]  # the table below gives the literals


def grade(*pages: Page) -> Grade:
    found = quality_of(pages)
    assert found is not None
    return found.grade


def test_grades_fall_with_the_reader_s_confidence() -> None:
    grades = [grade(page(confidence / 1000)) for confidence in range(970, 700, -5)]
    assert grades[0] == "A"
    assert grades[-1] == "D"
    assert grades == sorted(grades)
    assert set(grades) == {"A", "B", "C", "D"}


@given(st.floats(0.5, 1), st.integers(0, 40), st.integers(0, 40))
def test_more_doubts_never_make_a_better_grade(confidence: float, fewer: int, more: int) -> None:
    few = page(confidence, *(doubt("thẩm", first="thâm"),) * fewer)
    many = page(confidence, *(doubt("thẩm", first="thâm"),) * (fewer + more))
    assert grade(few) <= grade(many)


def test_a_page_on_which_ocr_read_no_word_is_what_its_text_layer_is() -> None:
    assert grade(page(None, source="mixed")) == "A"


def test_words_that_are_no_syllables_count() -> None:
    assert grade(page(text="Ngưgi sủw dựngf laođ độngk phải trảz lưong đẩyy đủ")) == "D"


def test_a_text_layer_is_exact_unless_its_features_speak_against_it() -> None:
    text = dataclasses.replace(page(1.0, source="text"), judgement=SOUND)
    assert grade(text) == "A"
    assert grade(dataclasses.replace(text, judgement=dataclasses.replace(SOUND, bad_share=0.004))) == "B"
    assert grade(dataclasses.replace(text, judgement=dataclasses.replace(SOUND, syllable_share=0.7))) == "C"
    assert grade(dataclasses.replace(text, doubts=(doubt("15/2020", "digits-differ"),))) == "B"
    few = dataclasses.replace(SOUND, characters=40, syllable_share=0.2)
    assert grade(dataclasses.replace(text, judgement=few)) == "A"


def test_a_text_page_without_judgement_has_its_words_counted() -> None:
    found = quality_of((page(1.0, source="text", lines=2, text="Điều 1. Phạm vi xyzt"),))
    assert found is not None
    assert (found.grade, found.words) == ("A", 10)
    assert found.syllable_share == 1.0  # 'xyzt' may be a word of another tongue


def test_a_blank_page_has_no_quality_and_a_failed_one_is_the_worst() -> None:
    blank, failed = Page(2, 595, 842, "blank", ()), Page(3, 595, 842, "failed", ())
    assert quality_of((blank,)) is None
    assert grade(failed) == "D"
    assert grade(page(), blank) == grade(page())
    assert grade(page(), failed) == "D"


def test_a_document_is_weighed_by_its_words() -> None:
    good, bad = page(0.965), page(0.70, lines=1)
    assert grade(*(good,) * 20, bad) == grade(good)
    assert grade(good, *(page(0.70),) * 3) > grade(good)
    found = quality_of((page(0.96, doubt("thẩm", first="thâm")), page(0.96, doubt("", "pen"))))
    assert found is not None
    assert (found.words, found.doubtful) == (2 * 30 * len(PROSE.split()), 2)
    assert found.tone_doubt == pytest.approx(1 / found.words, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "reason", "first", "tones"),
    [
        ("thẩm", "chosen", "thâm", True),
        ("thẩm", "chosen", "thẩm", False),
        ("thẩm", "chosen", "thám", True),
        ("thẩm", "chosen", "tham2", False),
        ("được,", "unsure", None, True),
        ("của", "unsure", None, True),
        ("ấn", "unsure", None, True),
        ("15/2020", "unsure", None, False),
        ("ngưgi", "unsure", None, False),
        ("", "pen", None, False),
        ("2020", "digits-differ", "2021", False),
        ("đưng", "not-a-syllable", None, False),
    ],
)
def test_tone_doubts_are_those_of_marks_alone(text: str, reason: str, first: str | None, *, tones: bool) -> None:
    assert is_tone_doubt(doubt(text, reason, first)) is tones


@given(st.text(max_size=8), st.sampled_from(["unsure", "chosen"]), st.text(max_size=8))
def test_any_word_can_be_judged(text: str, reason: str, first: str) -> None:
    if is_tone_doubt(doubt(text, reason, first)) and reason == "chosen":
        assert fold(text) == fold(first)


def test_each_page_gets_its_quality() -> None:
    first, second = with_quality((page(), Page(2, 595, 842, "blank", ())))
    assert first.quality is not None
    assert second.quality is None


def test_bounds_rise() -> None:
    bounds = load("quality")["grades"]
    assert 0 < bounds["A"] < bounds["B"] < bounds["C"] < 1
    assert all(weight >= 0 for weight in load("quality")["expected"].values())


def test_a_text_page_costs_next_to_nothing() -> None:
    text = dataclasses.replace(page(1.0, source="text", lines=40), judgement=SOUND)
    quality_of((text,))
    times = []
    for _ in range(50):
        start = time.perf_counter()
        quality_of((text,))
        times.append(time.perf_counter() - start)
    assert min(times) < 1e-4
