"""The contents page (MỤC LỤC): the strongest control on what an issue holds (handbook domain.md 2.5)."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Finding, LegalDocument, Line, Page
from ingest.letters import join_text, squeeze
from ingest.structure.dates import as_date
from ingest.structure.numbers import tidy_number

_ENTRY = re.compile(r"^(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})\s*[-–—]\s*(?P<rest>.+)$")
_NUMBERED = re.compile(
    r"^(?P<type>[^\d]+?)\s+số\s*:?\s*(?P<number>\d[\w.]*(?:/[\w&.]+(?:-\s?[\w&.]+)*)+)\s*(?P<title>.*)$", re.DOTALL
)
_ENTRIES = 3  # so many dated entries make a contents page, also where it goes on without its heading
_LEADERS = re.compile(r"[\s.·…]+(?P<page>\d{1,5})\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents page. `page` is the printed gazette page."""

    date: dt.date | None
    type: str | None
    number: str | None
    title: str | None
    page: int | None


def is_contents(page: Page) -> bool:
    """Whether the page is (or goes on) a contents page: its heading, or several dated entries."""
    entries = sum(bool(_ENTRY.match(line.text)) for line in page.lines)
    return entries >= _ENTRIES or (entries > 0 and any(squeeze(line.text) == "MUCLUC" for line in page.lines[:25]))


def read_contents(pages: Sequence[Page]) -> tuple[Entry, ...]:
    """Entries of the contents pages among `pages`, wrapped lines joined."""
    texts: list[str] = []
    printed: list[int | None] = []
    for page in (page for page in pages if is_contents(page)):
        for line in page.lines:
            if _ENTRY.match(line.text):
                texts.append(line.text)
                printed.append(None)
            elif texts and printed[-1] is None and not _is_banner(line):
                texts[-1] = join_text(texts[-1], line.text)
            if texts and printed[-1] is None and (end := _LEADERS.search(f" {line.text}")) and _at_right(line, page):
                printed[-1] = int(end["page"])
                texts[-1] = _LEADERS.sub("", texts[-1])
    return tuple(entry for text, page in zip(texts, printed, strict=True) if (entry := _entry(text, page)))


def _is_banner(line: Line) -> bool:
    return line.text.upper() == line.text and not any(letter.isdecimal() for letter in line.text)


def _at_right(line: Line, page: Page) -> bool:
    """Page numbers stand at the right margin; a title may end in a year, farther left (handbook 2.5 trap)."""
    return line.box.right > 0.8 * page.width


def _entry(text: str, page: int | None) -> Entry | None:
    match = _ENTRY.match(text)
    if match is None:
        return None
    rest = " ".join(match["rest"].split())
    numbered = _NUMBERED.match(rest)
    date = as_date(match["y"], match["m"], match["d"])
    if numbered is None:
        return Entry(date, None, None, rest.rstrip(" ."), page)
    return Entry(date, numbered["type"], tidy_number(numbered["number"]), numbered["title"].rstrip(" ."), page)


def compare(entries: Sequence[Entry], documents: Sequence[LegalDocument], pages: Sequence[Page]) -> tuple[Finding, ...]:
    """What the contents page and the documents read do not agree on."""
    if not entries:
        return ()
    findings: list[Finding] = []
    if len(entries) != len(documents):
        message = f"Mục lục có {len(entries)} văn bản nhưng đọc được {len(documents)}."
        findings.append(Finding("contents-count", message))
    printed = {page.number: page.printed_page for page in pages}
    for entry in (entry for entry in entries if entry.number):
        same = [document for document in documents if squeeze(document.number or "") == squeeze(entry.number or "")]
        if not same:
            findings.append(Finding("contents-missing", f"Mục lục có {entry.number} nhưng không thấy trong các trang."))
        for document in same:
            findings.extend(_differences(entry, document, printed.get(document.pdf_pages[0])))
    return tuple(findings)


def _differences(entry: Entry, document: LegalDocument, printed: int | None) -> list[Finding]:
    """Page and date on which an entry and its document do not agree; `printed` is where the document begins."""
    found: list[Finding] = []
    first = document.pdf_pages[0]
    if entry.page and printed not in (None, entry.page):
        message = f"Mục lục ghi {entry.number} ở trang {entry.page} nhưng văn bản bắt đầu ở trang {printed}."
        found.append(Finding("contents-page", message, first))
    if entry.date and document.issued_on and entry.date != document.issued_on:
        listed, issued = f"{entry.date:%d/%m/%Y}", f"{document.issued_on:%d/%m/%Y}"
        message = f"Mục lục ghi {entry.number} ngày {listed}, trong văn bản là {issued}."
        found.append(Finding("contents-date", message, first))
    return found
