"""Source notes of the official codification (Bộ pháp điển): which article of which act a codified article comes from.

'(Điều 1 Luật số 45/2031/QH19 Luật … ngày 16/06/2031 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2032)': the
first article of an act carries its name, date and issuer, the others its number alone, an inserted one only 'Điều 9a'.
"""

import datetime as dt
import re
from dataclasses import dataclass

from nlp.dates import DATE, parse_date
from nlp.knowledge import lexicon

_TYPES = "|".join(sorted(lexicon("types")["codes"], key=len, reverse=True))
_UNIT = r"(?:Điều|Mục|Phần|Chương|Khoản|Phụ\s+lục)"
_PLACE = re.compile(rf"[(\s]*(?P<place>{_UNIT}\s+[\w.]+(?:\s*,?\s+{_UNIT}\s+[\w.]+)*)\s*", re.IGNORECASE)
_ACT = re.compile(
    rf"(?P<type>{_TYPES}|Chỉ\s+thị|Lệnh|Sắc\s+lệnh|(?:(?!ngày\s)[^\d,()]){{3,40}}?)\s+(?:số\s*:?\s*|(?=\d))",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"(?:(?:{_TYPES})\s+)?số\s*:?\s*", re.IGNORECASE)
_UNNUMBERED = re.compile(r"(?:Không\s+số|KHONGSO|[-_.…]+)(?=\s)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"['\"‘’“”]*(?P<number>\d[\w.]*(?:\s?[/-]\s?[\w&.]+(?:-\s?[\w&]+)*)*)")
_EFFECT = re.compile(
    rf"[\s,]*có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày\s+(?P<date>{DATE})", re.IGNORECASE
)
# 'Pháp lệnh Bảo vệ công trình quốc phòng ngày …': an act that is named and has no number at all.
_NAMED = re.compile(r"(?P<type>Bộ\s+luật|Luật|Pháp\s+lệnh)\s+(?=[^\W\d_])", re.IGNORECASE)
# 'của Bộ Y tế Quy định về …': the act's name may stand behind its issuer.
_NAME_BEHIND = re.compile(
    r"(?P<issuer>.+?)\s+(?P<name>(?:quy\s+định|hướng\s+dẫn|ban\s+hành|sửa\s+đổi|về\s).+)", re.IGNORECASE
)
_ISSUED = re.compile(rf"(?P<name>.*?)[\s.]*\bngày\s+(?P<date>{DATE})(?:\s+của\s+(?P<issuer>.+))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActSource:
    """Where a codified article stands. What the note does not print is None."""

    place: str
    type: str | None = None
    number: str | None = None
    name: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    effective_on: dt.date | None = None


def read_source(text: str) -> ActSource | None:
    """What a source note says; None where it names no provision."""
    text = " ".join(text.split())
    place = _PLACE.match(text)
    if not place:
        return None
    act = _ACT.match(text, place.end())
    named = act or _NAMED.match(text, place.end())
    if named is None:
        return ActSource(place["place"])
    start = act.end() if act else named.start()
    start = again.end() if (again := _AGAIN.match(text, start)) else start
    number = None if _UNNUMBERED.match(text, start) else _NUMBER.match(text, start)
    blank = _UNNUMBERED.match(text, start)
    start = number.end() if number else blank.end() if blank else start
    effect = _EFFECT.search(text, start)
    name, date, issuer = _head(text[start : effect.start() if effect else len(text)].strip(" ,)"))
    return ActSource(
        place["place"],
        " ".join(named["type"].split()),
        number["number"].replace(" ", "") if number else None,
        name,
        date,
        issuer,
        parse_date(effect["date"]) if effect else None,
    )


def _head(text: str) -> tuple[str | None, dt.date | None, str | None]:
    """Name, date and issuer of 'Luật Thanh niên ngày 16/06/2020 của Quốc hội': the last date is the act's own."""
    ends = [match.start() for match in re.finditer(r"\bngày\s+\d", text, re.IGNORECASE)]
    for start in reversed(ends):
        if issued := _ISSUED.fullmatch(text[start:]):
            name, issuer = text[:start].strip(" ,.") or None, issued["issuer"]
            if name is None and issuer and (behind := _NAME_BEHIND.fullmatch(issuer)):
                name, issuer = behind["name"], behind["issuer"]
            return name, parse_date(issued["date"]), issuer
    return text or None, None, None
