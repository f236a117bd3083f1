"""The head of a document: letterhead, number, dateline, type and title, each with its evidence.

Layout (handbook 3.1, 3.2): the issuer and the number stand left, motto and dateline right, then the type in capitals
and the title, centred. A consolidated text has its number, issuer and date in the authentication block at its end.
"""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Evidence, FieldEvidence, Line, Source
from ingest.issuers import issuers_by_code, issuers_on, known_issuer
from ingest.letters import join_text, squeeze, without_marks
from ingest.lexicon import load
from ingest.structure.dates import dateline_date, is_dateline
from ingest.structure.misread import mend_number
from ingest.structure.numbers import OwnNumber, own_number
from ingest.structure.types import type_by_code, type_on_line

MOTTO = "CONGHOAXAHOICHUNGHIAVIETNAM"
_MOTTO_SECOND = "DOCLAPTUDOHANHPHUC"
_OLD_MOTTO = "VIETNAMDANCHUCONGHOA"
_SHORTEST_MOTTO = 20
_ROOM_AFTER_NUMBER = re.compile(r"[:.]\s*\S+\s+/|[:.]\s*/")
_SCRAWLED = re.compile(r"^[^/]{1,14}(?P<printed>/\s?(?:\d{4}\s?/\s?)?[A-ZĐ]{1,7}\s?[-–]\s?[A-ZĐ][A-ZĐ0-9-]*)\W*$")
_DATED = re.compile(r"ngày.{0,14}tháng.{0,14}năm\s+\d{4}\s*$", re.IGNORECASE)
_SPECKS = " ,.;:'’`~|_-"  # what dust before a title's first word is read as
_HEAD_LINES = 60
_AT_MARGIN = 45.0  # points: first lines are indented by up to 38 against the lines below them
_TITLE_LINES = 8
_WIDE = 300.0  # points: a line below the type that fills its column is no title, which is set narrower
_RECITAL = re.compile(r"^(?:Căn cứ|Xét (?:đề nghị|Tờ trình)|Theo đề nghị|Kính gửi|Ngày \d|Điều \d|Chương [IVX\d])")
_MAYBE_RECITAL = re.compile(r"^(?:Thực hiện|Trên cơ sở|Để |Sau khi|Xét )")
_HEADED = re.compile(r"^(?:ĐIỀU|CHƯƠNG|PHẦN|MỤC|I{1,3}\.|[1-9]\.|Phần\s+(?:thứ|[IVX\d])|Mục\s+\d)")
LETTER = "Công văn"
_LETTERHEAD = 110.0  # points from the motto down to where a letterhead without a type line ends at the latest
_SUBJECT = re.compile(r"^\s*V/v[:.]?\s*(?P<title>.+)$", re.IGNORECASE)
_SIGN_HEADS = (
    "BO TRUONG",
    "THONG DOC",
    "CHANH AN",
    "VIEN TRUONG",
    "TONG KIEM TOAN",
    "TONG THANH TRA",
    "CHU TICH",
    "CHU NHIEM",
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says. `rest` is the place of the first line after it in the lines given."""

    number: OwnNumber | None
    type: str | None
    issuers: tuple[str, ...]
    issued_on: dt.date | None
    title: str | None
    evidence: tuple[FieldEvidence, ...]
    rest: int
    section: str | None
    has_dateline: bool


def is_motto(text: str) -> bool:
    """Whether the line holds the national motto's first line, in any spelling of 3.2."""
    if len(text) < _SHORTEST_MOTTO or text.upper() != text:
        return False
    key = squeeze(text)
    return MOTTO in key or _OLD_MOTTO in key


def read_head(lines: Sequence[Line]) -> Head:
    """Head of a document whose first lines these are (running headers already taken away)."""
    lines = lines[:_HEAD_LINES]
    motto = next((place for place, line in enumerate(lines) if is_motto(line.text)), None)
    kind_at = _type_place(lines, motto)
    letterhead = _letterhead(lines, motto, kind_at)
    number_line, number = _number(letterhead)
    dateline = next((line for line in letterhead if is_dateline(line.text)), None)
    kind = type_on_line(lines[kind_at].text) if kind_at is not None else None
    title, rest = _title(lines, kind_at, letterhead)
    body_name = _issuer_lines(letterhead, number_line, dateline)
    issuers = issuers_on([line.text for line in body_name]) if body_name else ()
    if number is not None and number_line is not None and number_line.source == "ocr":
        number = mend_number(number, kind, issuers)
    return Head(
        number=number,
        type=kind or _unnamed_type(number, has_subject=title is not None and kind_at is None),
        issuers=settled_issuers(issuers, number),
        issued_on=dateline_date(dateline.text) if dateline else None,
        title=without_marks(title[0]) if title else None,
        evidence=_evidence(number_line, lines[kind_at] if kind_at is not None else None, body_name, dateline, title),
        rest=rest,
        section=_section(lines, motto),
        has_dateline=dateline is not None,
    )


def _unnamed_type(number: OwnNumber | None, *, has_subject: bool) -> str | None:
    """The type of a document without a type line: by its number's code, or a letter with its 'V/v …' (handbook 3.4)."""
    if number is None:
        return None
    return type_by_code(number.type_code) or (LETTER if has_subject else None)


def settled_issuers(printed: tuple[str, ...], number: OwnNumber | None) -> tuple[str, ...]:
    """Issuers from the letterhead; the number's codes decide where they name bodies that the letterhead merges."""
    coded = issuers_by_code(number.codes) if number else ()
    if not printed:
        return coded
    if len(coded) > len(printed) or (coded and not any(known_issuer(name) for name in printed)):
        return coded
    return printed


def _type_place(lines: Sequence[Line], motto: int | None) -> int | None:
    """Place of the type line: below the motto where there is one, and not in the left column beside it."""
    start = 0 if motto is None else motto + 1
    for place in range(start, len(lines)):
        line = lines[place]
        if type_on_line(line.text) and (
            motto is None
            or line.box.bottom > lines[motto].box.bottom + 1.5 * line.size
            or line.page > lines[motto].page
        ):
            return place
        if _RECITAL.match(line.text) and place > start + 3:
            return None
    return None


def _letterhead(lines: Sequence[Line], motto: int | None, kind_at: int | None) -> list[Line]:
    """Lines of the letterhead: from the level of the motto down to the type line; merged columns cut apart."""
    if motto is None:
        until = kind_at if kind_at is not None else 0
        return [line for line in lines[:until] if not _is_banner(line)]
    top = lines[motto].box.bottom - 1.2 * lines[motto].size
    bottom = _letterhead_end(lines, motto, kind_at)
    chosen = [line for line in lines if top <= line.box.bottom < bottom - 2 and line.page == lines[motto].page]
    return [part for line in chosen for part in cut_columns(line)]


def _letterhead_end(lines: Sequence[Line], motto: int, kind_at: int | None) -> float:
    """Where the letterhead ends on its page: at the type line, or without one above 'Kính gửi: …' or a recital."""
    if kind_at is not None:
        same_page = lines[kind_at].page == lines[motto].page
        return lines[kind_at].box.bottom if same_page else math.inf
    lowest = lines[motto].box.bottom + _LETTERHEAD
    ends = [line.box.bottom for line in lines[motto:] if _RECITAL.match(line.text) and line.page == lines[motto].page]
    return min([lowest, *ends])


_CAPITAL = "[A-ZĐÂỨÝ]"
_CUT = re.compile(
    r"\s+(?=C[ỘO]NG\s+H[ÒOÀ][ÀAÒ]?\s+X[ÃA]\s+H[ỘO]I|[ĐD][ộo]c\s+l[ậa]p\s*-|"
    rf"(?:(?:{_CAPITAL}[\w.]+\s+(?:-\s+)?){{1,5}}[\w.]+|{_CAPITAL}\w+),\s*ngày\s)"
)


def cut_columns(line: Line) -> list[Line]:
    """A letterhead line that runs over both columns as two; others as they are."""
    cut = _CUT.search(line.text)
    if cut is None or not line.text[: cut.start()].strip():
        return [line]
    left, right = line.text[: cut.start()].strip(), line.text[cut.end() :].strip()
    if is_dateline(right) and not (left.isupper() or "/" in left):
        return [line]  # 'Bà Rịa - Vũng Tàu, ngày …' stands alone
    return [_part(line, left, 0.0, cut.start() / len(line.text)), _part(line, right, cut.end() / len(line.text), 1.0)]


def _part(line: Line, text: str, start: float, end: float) -> Line:
    box, width = line.box, line.box.right - line.box.left
    part = type(box)(box.left + start * width, box.top, box.left + end * width, box.bottom)
    return Line(text, line.page, part, line.size, line.bold, line.italic, line.source, line.confidence)


def _number(letterhead: Sequence[Line]) -> tuple[Line | None, OwnNumber | None]:
    """The line with the number, the complete one first."""
    found = [(line, number) for line in letterhead if (number := own_number(line.text) or _scrawled(line))]
    found.sort(key=lambda pair: not pair[1].complete)
    if found and found[0][0].source == "ocr" and _is_handwritten(found[0][0], letterhead):
        return found[0][0], replace(found[0][1], complete=False)
    return found[0] if found else (None, None)


def _scrawled(line: Line) -> OwnNumber | None:
    """What is printed of a number whose 'Số:' went under in handwriting: 'S641 /CT-UBND' is '/CT-UBND'."""
    match = _SCRAWLED.match(line.text) if line.source == "ocr" else None
    number = own_number(f"Số: {match['printed']}") if match else None
    return replace(number, complete=False) if number else None


def _is_handwritten(number: Line, letterhead: Sequence[Line]) -> bool:
    """Whether the number on a scan was filled in by hand: room between it and its '/', or a date that was.

    Who writes the number in by hand does the same with the day, and OCR makes other digits of both; a clerk is asked.
    """
    filled_in = bool(_ROOM_AFTER_NUMBER.search(number.text))
    dateline = next((line for line in letterhead if _DATED.search(line.text)), None)
    return filled_in or (dateline is not None and dateline_date(dateline.text) is None)


def _issuer_lines(letterhead: Sequence[Line], number: Line | None, dateline: Line | None) -> list[Line]:
    """Capital lines left of the motto and above the number: the issuer, over one or several lines."""
    motto = next((line for line in letterhead if is_motto(line.text)), None)
    left = [
        line
        for line in letterhead
        if line is not number
        and line is not dateline
        and line is not motto
        and _MOTTO_SECOND not in squeeze(line.text)
        and line.text.upper() == line.text
        and squeeze(line.text)
        and (motto is None or (line.box.left + line.box.right) / 2 < motto.box.left)
        and (number is None or line.box.bottom <= number.box.bottom)
    ]
    return sorted(left, key=lambda line: (line.page, line.box.bottom))


def _title(
    lines: Sequence[Line], kind_at: int | None, letterhead: Sequence[Line]
) -> tuple[tuple[str, list[Line]] | None, int]:
    """Title text with its lines, and where the rest begins. A công văn has its subject 'V/v …' in the letterhead."""
    if kind_at is None:
        rows = {(line.page, line.box.bottom) for line in letterhead}
        last = max((place for place, line in enumerate(lines) if (line.page, line.box.bottom) in rows), default=-1)
        return _subject(letterhead), last + 1
    chosen: list[Line] = []
    for line in lines[kind_at + 1 :]:
        if _ends_title(line, chosen, lines[kind_at]):
            break
        chosen.append(line)
    chosen = chosen or _plain_title(lines[kind_at + 1 : kind_at + 1 + _TITLE_LINES], lines[kind_at])
    rest = kind_at + 1 + len(chosen)
    if not chosen:
        return None, rest
    text = chosen[0].text.lstrip(_SPECKS) if chosen[0].source == "ocr" else chosen[0].text
    for line in chosen[1:]:
        text = join_text(text, line.text)
    return (text, chosen), rest


def _plain_title(below: Sequence[Line], kind: Line) -> list[Line]:
    """The lines between a type that is set like running text and the first recital or unit: Word files are typed so."""
    ends = (place for place, line in enumerate(below) if _RECITAL.match(line.text) or _HEADED.match(line.text))
    end = next(ends, 0)
    at_margin = all(abs(line.box.left - kind.box.left) < _AT_MARGIN for line in below[:end])
    return list(below[:end]) if at_margin else []


def _subject(letterhead: Sequence[Line]) -> tuple[str, list[Line]] | None:
    """The subject of a letter, 'V/v …' in the left column with the lines that go on below it."""
    first = next((line for line in letterhead if _SUBJECT.match(line.text)), None)
    match = _SUBJECT.match(first.text) if first else None
    if first is None or match is None:
        return None
    text, chosen = match["title"], [first]
    for line in letterhead[letterhead.index(first) + 1 :]:
        step = line.box.bottom - chosen[-1].box.bottom
        if 0 < step < 1.8 * first.size and line.box.left < first.box.right and not is_dateline(line.text):
            text, chosen = join_text(text, line.text), [*chosen, line]
    return text, chosen


def _ends_title(line: Line, title: Sequence[Line], kind: Line) -> bool:
    if _RECITAL.match(line.text) or _HEADED.match(line.text) or _is_enacting_body(line.text, title):
        return True
    if _MAYBE_RECITAL.match(line.text) and not line.bold and not _centred(line, kind):
        return True
    last = title[-1] if title else kind
    if title and line.page == last.page and line.box.bottom - last.box.bottom > 1.8 * _step(title, kind):
        return True
    if line.source == "ocr":
        return not _centred(line, kind) and _looks_indented(line, title)
    return (bool(title) and title[0].bold and not line.bold) or (
        not title and not line.bold and not _centred(line, kind)
    )


def _step(title: Sequence[Line], kind: Line) -> float:
    """Usual distance of the title's baselines, at least the type line's size."""
    steps = [after.box.bottom - before.box.bottom for before, after in zip([kind, *title], title, strict=False)]
    return max([kind.size, *(step for step in steps[-2:] if step < 2.5 * kind.size)])


def _centred(line: Line, kind: Line) -> bool:
    return abs((line.box.left + line.box.right) / 2 - (kind.box.left + kind.box.right) / 2) < 1.2 * kind.size


def _looks_indented(line: Line, title: Sequence[Line]) -> bool:
    return bool(title) or line.box.right - line.box.left > _WIDE


def _is_enacting_body(text: str, title: Sequence[Line]) -> bool:
    """'CHÍNH PHỦ', 'BỘ TRƯỞNG BỘ TÀI CHÍNH' in capitals after the title: who enacts, not part of it."""
    if text.upper() != text or not title or not any(letter.isalpha() for letter in text):
        return False
    if known_issuer(text):
        return True
    key = squeeze(text)
    return key.startswith(tuple(squeeze(word) for word in _SIGN_HEADS)) or bool(
        re.match(r"^(?:ỦY|UỶ) BAN NHÂN DÂN|^HỘI ĐỒNG NHÂN DÂN", text)
    )


def _is_banner(line: Line) -> bool:
    return squeeze(line.text) in load("furniture")["banners"]


def _section(lines: Sequence[Line], motto: int | None) -> str | None:
    """The section banner above the letterhead, as printed."""
    above = lines[: motto if motto is not None else 6]
    return next(
        (line.text for line in above if _is_banner(line) or squeeze(line.text).startswith("VANBANHOPNHAT")), None
    )


def evidence_of(field: str, lines: Sequence[Line]) -> FieldEvidence:
    """Evidence of a field from the lines it stands on."""
    first = lines[0]
    text = " ".join(line.text for line in lines)
    source: Source = "ocr" if first.source == "ocr" else "text"
    confidences = [line.confidence for line in lines if line.confidence is not None]
    confidence = min(confidences) if confidences else (1.0 if source == "text" else None)
    return FieldEvidence(field, Evidence(first.page, first.box, source, text, confidence))


def _evidence(
    number: Line | None,
    kind: Line | None,
    issuer: Sequence[Line],
    dateline: Line | None,
    title: tuple[str, list[Line]] | None,
) -> tuple[FieldEvidence, ...]:
    found = (
        ("number", [number] if number else []),
        ("type", [kind] if kind else []),
        ("issuers", list(issuer)),
        ("issued_on", [dateline] if dateline else []),
        ("title", title[1] if title else []),
    )
    return tuple(evidence_of(field, lines) for field, lines in found if lines)
