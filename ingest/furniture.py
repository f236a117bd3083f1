"""Running headers, printed page numbers, signature stamps, imprint: recognised, used and taken out of the text.

Source of the forms: handbook domain.md 2.3, 2.4 and 2.9; the words themselves are in lexicon/furniture.toml.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Box, Issue, Line, Page
from ingest.geometry import displayed_size, on_print
from ingest.letters import fold
from ingest.lexicon import load
from ingest.tables.geometry import stands_in

NATIONAL = "Công báo nước CHXHCN Việt Nam"
_HEADER_ZONE = 0.105  # share of the page's height: header baselines were seen at 29-69 pt of 842, margins vary
_FOOTER_ZONE = 0.93
_EXACT = 0.01  # points: a line of the text layer is as high as its type
_STAMP_SIZE = 9.0  # stamp glyphs are about 5 pt

_NUMBERS = r"\d{1,4}(?:\s*\+\s*\d{1,4})*"
_HEADER = re.compile(
    r"^(?:(?P<before>\d{1,5})\s+)?C?ÔNG\s+BÁO(?:\s+(?P<place>(?:TỈNH|THÀNH\s+PHỐ|TP\.?)\s+[^/\d]{2,40}?))?\s*/\s*"
    r"Số\s+(?P<numbers>" + _NUMBERS + r")\s*/\s*Ngày\s+(?P<d>\d{1,2})\s*-\s*(?P<m>\d{1,2})\s*-\s*(?P<y>\d{4})"
    r"(?:\s+(?P<after>\d{1,5}))?$",
    re.IGNORECASE,
)
# second try, on folded text read by OCR: 'CÔNG BÁOISố', 'SỐ 869 ? 870' (handbook 2.3)
_HEADER_OCR = re.compile(
    r"^(?:(?P<before>\d{1,5})\s+)?.{0,2}ong\s*bao\s*(?P<place>(?:tinh|thanh pho)\s+[^/\d]{2,40}?)?\s*[/il1|]?\s*"
    r"so\s*(?P<numbers>\d{1,4}(?:\s*[+?t]\s*\d{1,4})*)\s*[/il1|]?\s*"
    r"ngay\s*(?P<d>\d{1,2})\s*-\s*(?P<m>\d{1,2})\s*-\s*(?P<y>\d{4})\W*(?:\s(?P<after>\d{1,5}))?$"
)
_ONLY_NUMBER = re.compile(r"^[-–—\s]*(\d{1,5})[-–—\s]*$")
_RULE = re.compile(r"^[\s_\-–—*=~¯.]{0,2}[_\-–—*=~¯\s]{2,}$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Header:
    """What one running header says."""

    numbers: tuple[int, ...]
    date: dt.date | None
    printed_page: int | None
    place: str | None


def read_header(text: str) -> Header | None:
    """The running header in a line of text, or None. Misread ones are tried folded."""
    if "-" not in text:  # it stands between the parts of every date
        return None
    match = _HEADER.match(text) or _HEADER_OCR.match(fold(text))
    if match is None:
        return None
    numbers = tuple(int(number) for number in re.findall(r"\d+", match["numbers"]))
    try:
        date = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        date = None
    printed = match["before"] or match["after"]
    place = text[slice(*match.span("place"))] or None  # as printed: folded text is as long
    return Header(numbers, date, int(printed) if printed else None, place)


def strip_furniture(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Header, ...], str | None]:
    """The pages with furniture moved aside and printed pages set, the headers read, and the stamp's time of signing."""
    repeated = _repeated_in_margins(pages)
    stripped, headers, signed_at = [], [], None
    for page in pages:
        lines, furniture, header = _take_header(page)
        lines, stamps, time = _take_stamps(lines)
        lines, rest = _take_rest(page, lines, repeated)
        signed_at = signed_at or time
        if header is not None:
            headers.append(header)
        stripped.append(
            replace(
                page,
                lines=tuple(lines),
                furniture=page.furniture + tuple(furniture + stamps + rest),
                printed_page=header.printed_page if header else None,
            )
        )
    return tuple(_infer_printed_pages(stripped)), tuple(headers), signed_at


def issue_of(headers: Sequence[Header]) -> Issue | None:
    """The issue by majority vote of the running headers (handbook 2.3); None without headers."""
    if not headers:
        return None
    numbers = Counter(header.numbers for header in headers).most_common(1)[0][0]
    dates = Counter(header.date for header in headers if header.date and header.numbers == numbers)
    places = Counter(header.place for header in headers if header.place)
    gazette = f"Công báo {_place_name(places.most_common(1)[0][0])}" if places else NATIONAL
    return Issue(gazette, numbers, dates.most_common(1)[0][0] if dates else None)


def _place_name(place: str) -> str:
    """'TỈNH SƠN LA' as 'tỉnh Sơn La', 'TP. HÀ NỘI' as 'thành phố Hà Nội'."""
    words = re.sub(r"^TP\.?\s+", "thành phố ", place, flags=re.IGNORECASE).split()
    kind = 2 if fold(words[0]) == "thanh" else 1
    return " ".join([*(word.lower() for word in words[:kind]), *(word.capitalize() for word in words[kind:])])


def _take_header(page: Page) -> tuple[list[Line], list[Line], Header | None]:
    """Lines, header lines and what they say; a page number alone counts only beside its header or in the margin."""
    found: Header | None = None
    taken: list[Line] = []
    for line in page.lines:
        if "-" in line.text and _in_header_zone(page, line) and (header := read_header(line.text)):
            found, taken = header, [line]
            break
    for line in page.lines:
        number = _ONLY_NUMBER.match(line.text)
        if number and line not in taken and _in_margin(page, line) and not _in_table(page, line):
            beside = bool(taken) and abs(line.box.bottom - taken[0].box.bottom) < line.size * 1.6
            if found and found.printed_page is None and (beside or _in_header_zone(page, line)):
                found = replace(found, printed_page=int(number[1]))
            taken.append(line)
    texts = {line.text for line in taken}  # lines are compared as wholes only where it may matter
    return [line for line in page.lines if line.text not in texts or line not in taken], taken, found


def _in_margin(page: Page, line: Line) -> bool:
    box, height = _as_displayed(page, line)
    return box.bottom < height * _HEADER_ZONE or box.top > height * _FOOTER_ZONE


def _in_header_zone(page: Page, line: Line) -> bool:
    box, height = _as_displayed(page, line)
    return box.bottom < height * _HEADER_ZONE


def _as_displayed(page: Page, line: Line) -> tuple[Box, float]:
    """The line's box and the height of its page; of a line that stands across the others, as if it were upright.

    A landscape table is turned on its page, the running header is not: so it stands across the table's lines. Where the
    page is shown as the table stands, the header is at its left or right edge.
    """
    box = line.box
    if page.source != "text" or abs(box.bottom - box.top - line.size) < _EXACT:
        return box, page.height
    if page.skew:
        return on_print(page, box), displayed_size(page)[1]
    edge = min(box.right, page.width - box.left)
    return Box(box.top, edge - line.size, box.bottom, edge), page.width


def _take_stamps(lines: Sequence[Line]) -> tuple[list[Line], list[Line], str | None]:
    """Signature stamps: from 'Ký bởi:' through the labelled or small lines after it."""
    words = load("furniture")
    is_first = re.compile(words["stamp_first"]).match
    kept: list[Line] = []
    taken: list[Line] = []
    time: str | None = None
    inside: Line | None = None
    for line in lines:
        if is_first(line.text):
            inside = line
        elif inside and not (re.match(words["stamp_next"], line.text) or _wraps_stamp(inside, line)):
            inside = None
        if inside is None:
            kept.append(line)
            continue
        taken.append(line)
        stamp_time = re.search(words["stamp_time"], line.text)
        time = stamp_time["time"].strip() if stamp_time else time
    return kept, taken, time


def _wraps_stamp(stamp: Line, line: Line) -> bool:
    close = 0 <= line.box.top - stamp.box.top < 12 * stamp.size
    return stamp.size < _STAMP_SIZE and abs(line.size - stamp.size) < 1 and close


def _repeated_in_margins(pages: Sequence[Page]) -> frozenset[str]:
    """Texts (digits apart) that stand in the margin zones of at least three pages and a third of all."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_DIGITS.sub("#", line.text) for line in page.lines if _in_margin(page, line)})
    return frozenset(text for text, count in counts.items() if count >= max(3, len(pages) / 3))


def _take_rest(page: Page, lines: Sequence[Line], repeated: frozenset[str]) -> tuple[list[Line], list[Line]]:
    """Drawn rules, texts repeated in the margins, small print at the foot, and the imprint down to the page's end."""
    kept: list[Line] = []
    taken: list[Line] = []
    is_imprint = re.compile(load("furniture")["imprint_first"]).match
    in_imprint = False
    for line in lines:
        in_imprint = in_imprint or is_imprint(line.text) is not None
        repeats = bool(repeated) and _in_margin(page, line) and _DIGITS.sub("#", line.text) in repeated
        small = line.size < _STAMP_SIZE and line.box.top > page.height * _FOOTER_ZONE
        furniture = in_imprint or repeats or small or _RULE.match(line.text) is not None
        (taken if furniture and not _in_table(page, line) else kept).append(line)
    return kept, taken


def _in_table(page: Page, line: Line) -> bool:
    """Whether a line is of a table, whose head may stand in the margin of every page, and whose cells hold it."""
    return any(stands_in(line, table.box) for table in page.tables)


def _infer_printed_pages(pages: Sequence[Page]) -> list[Page]:
    """Gazette pages within one file increase by one: single gaps are filled from their neighbours (handbook 2.3)."""
    filled = list(pages)
    for place, page in enumerate(filled):
        if page.printed_page is None and 0 < place < len(filled) - 1:
            before, after = filled[place - 1].printed_page, pages[place + 1].printed_page
            if before is not None and after == before + 2:
                filled[place] = replace(page, printed_page=before + 1)
    return filled
