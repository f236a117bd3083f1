"""Every way in which Tesseract can go wrong ends in one of our errors, in time."""

import time
from pathlib import Path

import pytest
from PIL import Image

from ingest.errors import BrokenPage, IngestError, OcrUnavailable, Stalled
from ingest.ocr.engine import read_turn, read_words
from tests.ingest.ocr.drawn_pages import BODY, notice
from tests.ingest.ocr.fake_tesseract import install

BLANK = Image.new("L", (400, 200), 255)


def test_words_come_with_boxes_and_confidences() -> None:
    picture = notice().convert("L").crop((200, 500, 1_500, 800))
    words = read_words(picture, 200, 60)
    text = " ".join(word.text for word in words)
    assert BODY[2] in text
    assert BODY[3] in text
    assert all(0 <= word.left < word.right <= 1_300 and 0 <= word.top < word.bottom <= 300 for word in words)
    assert sum(word.confidence for word in words) / len(words) > 0.85


def test_an_empty_picture_has_no_words_and_no_turn() -> None:
    assert read_words(BLANK, 200, 60) == ()
    assert read_turn(BLANK, 200, 60) == 0


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        ("hangs", Stalled),
        ("crashes", BrokenPage),
        ("is killed", BrokenPage),
        ("broken UTF-8", BrokenPage),
        ("no table", BrokenPage),
        ("no file", BrokenPage),
        ("refuses", BrokenPage),
        ("no language", OcrUnavailable),
    ],
)
def test_each_fault_has_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, behaviour: str, outcome: type[IngestError]
) -> None:
    monkeypatch.setenv("PATH", install(tmp_path / "bin", behaviour))
    start = time.monotonic()
    with pytest.raises(outcome) as caught:
        read_words(BLANK, 200, 0.5 if outcome is Stalled else 60)  # others tell their fault, however slow the machine
    assert type(caught.value) is outcome
    assert time.monotonic() - start < 60  # the one that hangs would sleep for ten minutes


def test_what_tesseract_prints_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", install(tmp_path / "bin", "pollutes"))
    assert [(word.text, word.left, word.bottom, word.confidence) for word in read_words(BLANK, 200, 60)] == [
        ("Điều", 10, 60, 0.965)
    ]


def test_a_machine_without_tesseract_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OcrUnavailable):
        read_words(BLANK, 200, 60)
