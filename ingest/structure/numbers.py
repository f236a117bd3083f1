"""The document's own number on its own line: 'Số: 15/2020/NĐ-CP', 'Luật số: 45/2019/QH14' (handbook 3.2, 3.3)."""

import re
from dataclasses import dataclass

_OWN = re.compile(
    r"^(?P<kind>Luật|Bộ\s+luật|Pháp\s+lệnh|Nghị\s+quyết|Lệnh)?\s*Số(?:\s+hiệu)?\s*[:.]?\s*(?P<number>\S.*?)\s*$",
    re.IGNORECASE,
)
_CONSOLIDATED = re.compile(r"^\d{1,5}/(?:(?:19|20)\d{2}/)?VBHN\s?[-–]\s?\S+$")  # stands without 'Số' in some
_UPPER = "A-ZĐÂĂÊÔƠƯ"
_FORM = re.compile(
    r"^(?P<no>\d{1,6}(?:\.\d{1,3})?[A-Za-zđĐ]?)(?:[/-](?P<year>(?:19|20)\d{2}))?/"
    rf"(?P<tail>[{_UPPER}][A-Za-zĐđÂâ0-9&]*(?:[-–/][{_UPPER}][A-Za-zĐđ0-9&]*)*)$"
)
_OLD = re.compile(
    rf"^(?P<no>\d{{1,5}}[A-Z]?)\s?-\s?(?P<tail>[{_UPPER}][A-Za-zĐđ0-9&]*(?:[-/][{_UPPER}0-9][A-Za-zĐđ0-9&]*)*)$"
)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number as printed with its parts; `codes` are what follows the last type code: ('CP',), ('BTC', 'BCA')."""

    text: str
    year: int | None
    type_code: str | None
    codes: tuple[str, ...]
    complete: bool


def own_number(line: str) -> OwnNumber | None:
    """The number on a 'Số:' line. `complete` is False where digits are blank or handwritten; None for other lines."""
    match = _OWN.match(f"Số {line}" if _CONSOLIDATED.match(line) else line)
    if match is None or ("/" not in match["number"] and "-" not in match["number"]):
        return None
    text = tidy_number(match["number"])
    parts = _FORM.match(text) or _OLD.match(text)
    if parts is None:
        blank = re.match(r"^[\W_]*/?(?:(?:19|20)\d{2}/)?[" + _UPPER + r"][\w&]*[-–/]", text)
        return _number(text, None, re.sub(r"^[\W\d_]*", "", text), complete=False) if blank else None
    year = parts.groupdict().get("year")
    return _number(text, year, parts["tail"], complete=True)


def tidy_number(printed: str) -> str:
    """The number without spaces and closing marks, dashes as hyphens."""
    text = re.sub(r"\s+", "", printed).replace("–", "-").replace("--", "-")
    return text.rstrip(".,;:")


def _number(text: str, year: str | None, tail: str, *, complete: bool) -> OwnNumber:
    """The number with its tail taken apart: 'TTLT-BTC-BCA' has the type code 'TTLT' and the codes 'BTC', 'BCA'."""
    codes = tuple(part for part in re.split(r"[-/–]", tail) if part)
    kind, issuers = (codes[0], codes[1:]) if codes[1:] else (None, codes)
    return OwnNumber(text, int(year) if year else None, kind, issuers, complete)
