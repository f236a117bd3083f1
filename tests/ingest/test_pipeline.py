"""The way of a file: every page accounted for, findings instead of failures."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pytest

import ingest.ocr
from ingest import pipeline
from ingest.document import Box, Issue, Line, Page, ParsedFile, Progress
from ingest.errors import NotAPdf
from ingest.furniture import NATIONAL
from ingest.limits import Limits
from ingest.pipeline import read_file
from tests.ingest.drawn import Text, drawn
from tests.ingest.tiny_pdfs import pages as tiny_pages
from tests.tree import ROOT

SAMPLES = ROOT / "sample_gazettes"
A4 = (595.0, 842.0)


def ignore(_: Progress) -> None:
    pass


@pytest.fixture(scope="module")
def parsed() -> ParsedFile:
    return read_file(SAMPLES / "01-national-issue.pdf", Limits(), ignore)


def test_an_issue_is_read_into_its_documents(parsed: ParsedFile) -> None:
    assert parsed.issue is not None
    assert parsed.issue.gazette == NATIONAL
    assert parsed.sha256 == hashlib.sha256((SAMPLES / "01-national-issue.pdf").read_bytes()).hexdigest()
    assert [document.ordinal for document in parsed.documents] == list(range(1, len(parsed.documents) + 1))
    assert [page.number for page in parsed.pages] == list(range(1, len(parsed.pages) + 1))
    assert parsed.findings == ()  # the contents page agrees


def test_no_furniture_is_left_in_the_text(parsed: ParsedFile) -> None:
    def headed(lines: Sequence[Line]) -> bool:
        return any("CÔNG BÁO/" in line.text for line in lines)

    assert not any(headed(page.lines) for page in parsed.pages)
    printed = [page.printed_page for page in parsed.pages if headed(page.furniture)]
    assert printed == list(range(printed[0] or 0, (printed[0] or 0) + len(printed)))


def test_progress_is_told_page_by_page() -> None:
    told: list[Progress] = []
    parsed = read_file(SAMPLES / "06-tcvn3-decree.pdf", Limits(), told.append)
    count = len(parsed.pages)
    assert told[0] == Progress("opening", 0, 0)
    assert [item for item in told if item.stage == "text"] == [Progress("text", n, count) for n in range(1, count + 1)]
    assert told[-1] == Progress("structure", 1, 1)


def test_reading_again_gives_the_same_value(parsed: ParsedFile) -> None:
    assert read_file(SAMPLES / "01-national-issue.pdf", Limits(), ignore) == parsed


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_blank_file_has_no_document_and_says_so(tmp_path: Path) -> None:
    parsed = read_file(write(tmp_path / "blank.pdf", drawn([])), Limits(), ignore)
    assert (parsed.issue, parsed.documents) == (None, ())
    assert [page.source for page in parsed.pages] == ["blank"]
    assert [finding.code for finding in parsed.findings] == ["no-document"]


def test_a_refused_file_raises_its_reason(tmp_path: Path) -> None:
    with pytest.raises(NotAPdf):
        read_file(write(tmp_path / "a.pdf", b"GIF89a, no PDF at all"), Limits(), ignore)


def test_a_page_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: pdfium.PdfPage, number: int, size: tuple[float, float]) -> Page:
        if number == 2:
            raise pdfium.PdfiumError("made to fail")
        return Page(number, *size, "text", (Line("Nội dung", number, Box(85, 100, 200, 114), 14.0),))

    monkeypatch.setattr(pipeline, "text_page", broken)
    parsed = read_file(write(tmp_path / "three.pdf", tiny_pages([A4, A4, A4])), Limits(), ignore)
    assert [page.source for page in parsed.pages] == ["text", "failed", "text"]
    assert ("page-failed", 2) in [(finding.code, finding.page) for finding in parsed.findings]


HEADER = Text("CÔNG BÁO/Số 18/Ngày 18-01-2026", y=60, size=11)
GARBLED = (HEADER, Text("KH¡C, PH¡P LUËT, C¡N BÒ", y=120))


@pytest.mark.parametrize(
    ("source", "expected", "texts"),
    [("ocr", "mixed", ["KHÁC, PHÁP LUẬT, CÁN BỘ"]), ("failed", "failed", ["KH¡C, PH¡P LUËT, C¡N BÒ"])],
)
def test_a_page_without_usable_text_goes_through_ocr(
    source: str, expected: str, texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What OCR could not read keeps its text layer, marked as failed."""
    asked: list[int] = []

    def read_pages(_: Path, numbers: Sequence[int], *__: object) -> Iterator[Page]:
        asked.extend(numbers)
        line = Line("KHÁC, PHÁP LUẬT, CÁN BỘ", 1, Box(100, 108, 260, 122), 14.0, source="ocr", confidence=0.9)
        yield Page(1, *A4, "ocr" if source == "ocr" else "failed", (line,) if source == "ocr" else ())

    monkeypatch.setattr(ingest.ocr, "read_pages", read_pages)
    parsed = read_file(write(tmp_path / "scan.pdf", drawn(GARBLED)), Limits(), ignore)
    (page,) = parsed.pages
    assert asked == [1]
    assert (page.source, [line.text for line in page.lines]) == (expected, texts)
    assert parsed.issue == Issue(NATIONAL, (18,), dt.date(2026, 1, 18))
