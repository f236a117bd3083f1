"""The bench of memory repeats a file, reads each length in a process of its own, tells what a further page costs."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from bench import memory
from bench.memory import Peak, peaks, repeated, report

SAMPLE = Path(__file__).parents[2] / "sample_gazettes" / "02-decree-part-one.pdf"


def test_pages_are_repeated(tmp_path: Path) -> None:
    out = tmp_path / "long.pdf"
    repeated(SAMPLE, 5, out)
    document = pdfium.PdfDocument(out)
    try:
        assert len(document) == 5
        first, third = (document[place].get_textpage().get_text_range() for place in (0, 2))
    finally:
        document.close()
    assert first == third


def test_the_cost_of_a_further_page() -> None:
    figures = report([Peak(0, 80.0), Peak(250, 150.0), Peak(500, 160.0), Peak(1000, 180.0)])
    assert figures["peak_mb_1000_pages"] == 180.0
    assert figures["kb_per_further_page"] == 41.0


def test_each_length_is_read_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def peak(path: Path | None) -> float:
        if path:
            document = pdfium.PdfDocument(path)
            asked.append(len(document))
            document.close()
        return 100.0 + len(asked)

    monkeypatch.setattr(memory, "_peak", peak)
    assert peaks(SAMPLE, 8) == [Peak(0, 100.0), Peak(2, 101.0), Peak(4, 102.0), Peak(8, 103.0)]
    assert asked == [2, 4, 8]


@pytest.mark.slow
def test_a_process_tells_its_peak() -> None:
    (empty, *_, whole) = peaks(SAMPLE, 4)
    assert 10 < empty.megabytes < whole.megabytes
