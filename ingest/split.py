"""Where documents begin and end in a gazette file.

A document begins at a page whose letterhead (motto, own number, type in capitals) stands at the top; forms and
attached regulations that repeat the motto do not (handbook domain.md 2.7, 2.8). A part of a document continued from
another issue begins with '(Tiếp theo Công báo số …)'.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.contents import is_contents
from ingest.document import Line, Page
from ingest.letters import squeeze
from ingest.structure.heads import Head, is_motto, read_head

_TOP_LINES = 16
_NUMBERS = r"\d{1,4}(?:\s*\+\s*\d{1,4})*"
_CONTINUED = re.compile(
    rf"^\s*\(?\s*(?P<kind>Tiếp\s+theo|Xem\s+tiếp)\s+Công\s+báo\s+(?:từ\s+)?số\s+(?P<nums>{_NUMBERS})"
    r"(?:\s*,?\s*ngày\s+[\d/\-. ]+)?\s*\)?\.?\s*$",
    re.IGNORECASE,
)
_FORM_ABOVE = re.compile(r"^(?:Mẫu|MẪU|Phụ\s*lục|PHỤ\s*LỤC|Biểu|BIỂU)\b")
_ATTACHED = re.compile(r"^\s*(?P<open>\()?\s*(?:Ban\s+hành\s+)?kèm\s+theo\s", re.IGNORECASE)
_CONSOLIDATES = re.compile(r"được\s+(?:sửa đổi|bổ sung|đính chính).{0,60}?(?:bởi|sau đây|theo)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """The pages of one document in this file, `head` being what its first page says."""

    first: int
    last: int
    head: Head
    continues_from: tuple[int, ...] = ()
    continued_in: tuple[int, ...] = ()


def continuation(text: str, kind: str) -> tuple[int, ...]:
    """Issue numbers of '(Tiếp theo Công báo số 713 + 714)' or '(Xem tiếp …)'; empty for other lines."""
    match = _CONTINUED.match(text)
    if match is None or squeeze(match["kind"]) != squeeze(kind):
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", match["nums"]))


def find_documents(pages: Sequence[Page]) -> tuple[Span, ...]:
    """Spans of the documents in page order. A file without any letterhead is one document from its first text on."""
    starts: list[tuple[int, Head, tuple[int, ...]]] = []
    for place, page in enumerate(pages):
        if is_contents(page) or not page.lines:
            continue
        part = _part_start(page.lines)
        if starts and not part and not any(is_motto(line.text) for line in page.lines[:_TOP_LINES]):
            continue
        lines = page.lines + (pages[place + 1].lines if place + 1 < len(pages) else ())
        head = read_head(lines)
        if part or _opens(page.lines, lines, head, starts[-1][1] if starts else None):
            starts.append((place, head, part))
    if not starts:
        first = next((place for place, page in enumerate(pages) if page.lines and not is_contents(page)), None)
        if first is None:
            return ()
        starts = [(first, read_head(pages[first].lines), ())]
    return tuple(_spans(pages, starts))


def _spans(pages: Sequence[Page], starts: Sequence[tuple[int, Head, tuple[int, ...]]]) -> list[Span]:
    ends = [*(place for place, _, _ in starts[1:]), len(pages)]
    spans = []
    for (place, head, part), end in zip(starts, ends, strict=True):
        last = max((at for at in range(place, end) if pages[at].lines), default=place)
        tail = [line.text for line in pages[last].lines[-4:]]
        following = next((numbers for text in reversed(tail) if (numbers := continuation(text, "Xem tiếp"))), ())
        spans.append(Span(pages[place].number, pages[last].number, head, part, following))
    return spans


def _part_start(lines: Sequence[Line]) -> tuple[int, ...]:
    return next((numbers for line in lines[:_TOP_LINES] if (numbers := continuation(line.text, "Tiếp theo"))), ())


def _opens(top: Sequence[Line], lines: Sequence[Line], head: Head, before: Head | None) -> bool:
    """Whether a new document's letterhead stands at the top of the page."""
    motto = next((place for place, line in enumerate(top[:_TOP_LINES]) if is_motto(line.text)), None)
    if motto is None or head.type is None:
        return before is None and head.number is not None and head.number.complete and head.type is not None
    if any(_FORM_ABOVE.match(line.text) for line in top[:motto]):
        return False
    numbered = head.number is not None and head.number.complete
    if any(_is_attached(line, numbered=numbered) for line in lines[motto : motto + 18]):
        return False
    if head.number is not None and numbered:
        return before is None or before.number is None or before.number.text != head.number.text
    if _is_consolidated(lines):
        return True
    scanned = top[motto].source == "ocr"
    return before is None or (scanned and bool(head.issuers) and (head.number is not None or head.has_dateline))


def _is_attached(line: Line, *, numbered: bool) -> bool:
    """'(Ban hành kèm theo …)' below a motto; without brackets a numbered document's title may go on so."""
    match = _ATTACHED.match(line.text)
    return match is not None and (match["open"] is not None or not numbered)


def _is_consolidated(lines: Sequence[Line]) -> bool:
    return bool(_CONSOLIDATES.search(" ".join(line.text for line in lines[: _TOP_LINES + 14])))
