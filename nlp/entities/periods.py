"""Time limits: 'trong thời hạn 15 ngày làm việc kể từ ngày …', 'chậm nhất 05 ngày', '06 tháng kể từ ngày …'.

A count of days alone is no time limit: something before it (thời hạn, chậm nhất, không quá …), a day that it is
counted from behind it, or 'làm việc' must make it one. Dates, hours of the clock, terms of prison, years of experience
and ages are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.annotation import DocumentText, Entity
from nlp.entities.counts import WORDS, number_in_words
from nlp.entities.placing import Places, line_before
from nlp.knowledge import lexicon

_LEXICON = lexicon("entities")["periods"]
_UNITS: dict[str, str] = _LEXICON["units"]


def _any(words: list[str]) -> str:
    return "|".join(word.replace(" ", r"[^\S\n]+") for word in sorted(words, key=len, reverse=True))


# A pattern that begins with one figure lets the engine leap from figure to figure, ten times as fast as with what may
# not stand before it in front; nor may a pattern over the whole text be blind to capitals.
_FIGURE = r"\d(?<![\w.,/-]\d)\d{0,3}"
_UNIT = _any(list(_UNITS))
_NOTE = r"(?: ?\([^()\n]{1,40}\))?"
_COUNT = re.compile(
    rf"(?P<a>{_FIGURE})(?:\)|{_NOTE})"
    rf"(?:(?: (?:{_UNIT}){_NOTE})?(?: đến | tới | ?[-–] ?)(?P<b>\d{{1,4}})(?:\)|{_NOTE}))? (?P<u>{_UNIT})(?!\w)"
)
_UNIT_ALONE = re.compile(rf"(?:{_UNIT})(?!\w)")
_NUMBER_WORDS = re.compile(rf"(?:(?<!\w)(?:{'|'.join(WORDS)}) )+$", re.IGNORECASE)
_AFTER_WORDS = re.compile(rf"(?:(?<!\w)(?:{'|'.join(WORDS)}) )+\($", re.IGNORECASE)
_LAST_WORDS = tuple(f"{word} " for word in WORDS)

_STRONG = {"most": _LEXICON["most"], "least": _LEXICON["least"], "exact": _LEXICON["exact"]}
_RUN = re.compile(
    rf"(?<!\w)(?:(?:{_any([*_LEXICON['most'], *_LEXICON['least'], *_LEXICON['exact'], *_LEXICON['weak']])})[ :]+)+$",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(
    r"(?<!\w)(?:thời\s+(?:hạn|gian|hiệu)|chậm\s+nhất)\s[^.;,\n]{1,90}?(?:(?:là|không\s+quá|tối\s+đa|từ|trong)\s+|:\s*)+$",
    re.IGNORECASE,
)
_BOUNDS = {name: re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)", re.IGNORECASE) for name, words in _STRONG.items()}
_AFTER = re.compile(
    r",?[^\S\n]+(?:(?:được\s+)?(?:kể\s+từ|tính\s+từ|tính\s+đến|trước\s+(?:ngày|khi|thời)|sau\s+(?:ngày|khi)|từ\s+ngày|từ\s+khi))(?!\w)[^,.;:\n()]{0,140}",
    re.IGNORECASE,
)
_FOREIGN = re.compile(rf"[^\S\n]+(?:{_any(_LEXICON['foreign'])})(?!\w)", re.IGNORECASE)
_DATE_BEFORE = re.compile(r"(?<!\w)(?:ngày|tháng|năm|quý|tuổi|lúc|khoản|điều|điểm|số)\s+$", re.IGNORECASE)
_DATE_AFTER = re.compile(r"\s+(?:\d|(?:giai|tài)\s)|[/-]\d")
_PRISON = re.compile(r"(?<!\w)(?:tù|giam\s+giữ|hình\s+phạt|kinh\s+nghiệm)\s[^,;.\n]{0,40}$", re.IGNORECASE)
_FIRM = re.compile(rf"(?<!\w)(?:{_any([*_LEXICON['most'], 'ít nhất', 'tối thiểu'])})(?!\w)", re.IGNORECASE)
_CLOCK = ("trước", "sau", "từ", "đến", "là")
_LOOK_BACK = 130
_TENURE = re.compile(r"(?:ít\s+nhất|tối\s+thiểu)(?:\s+là)?\s+", re.IGNORECASE)
_AFTERWARDS = re.compile(r"(?<!\w)sau(?!\w)", re.IGNORECASE)
_UPWARDS = re.compile(r"[^\S\n]+trở[^\S\n]+(lên|xuống)")
_DAY = 24
_LONGEST_WORDS = 40
_LONGEST_WORD = 6


@dataclass(frozen=True, slots=True)
class _Count:
    """A count or a range of counts with its unit as printed."""

    start: int
    end: int
    low: int
    high: int
    unit: str


def find_time_limits(layout: DocumentText) -> tuple[Entity, ...]:
    """Time limits in order of place, from the words that make them ('chậm nhất') to the unit.

    `value` is what they are counted from as printed ('kể từ ngày nhận đủ hồ sơ'), None where nothing is said. `high`
    alone is known of 'trong thời hạn', 'không quá', 'chậm nhất', `low` alone of 'ít nhất', 'sau', both of a range and
    of a bare '30 ngày kể từ …'.
    """
    places = Places(layout)
    text = layout.text
    counts = sorted((*_in_figures(text), *_in_words(text)), key=lambda count: count.end)
    return tuple(places.settled(entity) for count in counts if (entity := _read(text, count)))


def _in_figures(text: str) -> Iterator[_Count]:
    for match in _COUNT.finditer(text):
        low = int(match["a"])
        high = int(match["b"]) if match["b"] else low
        words = _AFTER_WORDS.search(line_before(text, match.start(), _LONGEST_WORDS))  # ba (03) ngày làm việc
        start = match.start() - len(words[0]) if words else match.start()
        if low <= high:
            yield _Count(start, match.end(), low, high, " ".join(match["u"].split()))


def _in_words(text: str) -> Iterator[_Count]:
    """'mười lăm ngày'; the words are sought only before a unit, which is six times as fast as seeking them first."""
    for match in _UNIT_ALONE.finditer(text):
        last = text[max(0, match.start() - _LONGEST_WORD) : match.start()].lower()
        if not last.endswith(_LAST_WORDS):
            continue
        words = _NUMBER_WORDS.search(line_before(text, match.start(), _LONGEST_WORDS))
        value = number_in_words(words[0]) if words else None
        if value and words:
            start = match.start() - len(words[0])
            yield _Count(start, match.end(), value, value, " ".join(match[0].split()))


def _read(text: str, count: _Count) -> Entity | None:
    before = line_before(text, count.start, _LOOK_BACK)
    if _is_something_else(text, count, before):
        return None
    run = _RUN.search(before)
    lead = run[0] if run else ""
    told = _TOLD_BEFORE.search(before) and (count.low < count.high or not lead.lower().endswith("từ "))
    after = _AFTER.match(text, count.end)
    if count.high == 1 and lead.strip().lower() == "trong" and not after:
        return None  # 'trong một năm': a rate
    bound = _bound(lead)
    if count.unit == "năm" and _TENURE.fullmatch(lead) and not after:
        return None  # 'có ít nhất 05 năm làm giảng viên'
    if not (bound or told or after or _UNITS[count.unit] == "working_day"):
        return None
    low: int | None = count.low
    high: int | None = count.high
    if low == high:
        bound = _side_behind(text, count.end) or bound or ("most" if told else None)
        low, high = (None, high) if bound == "most" else (low, None) if bound == "least" else (low, high)
    value = after[0].strip(" ,") if after else None
    start = count.start - len(lead)
    return Entity("time_limit", start, count.end, "", "", value=value, low=low, high=high, unit=_UNITS[count.unit])


def _is_something_else(text: str, count: _Count, before: str) -> bool:
    """A date, an hour of the clock, a term of prison, years of experience."""
    if _DATE_BEFORE.search(before) or _PRISON.search(before) or _FOREIGN.match(text, count.end):
        return True
    if count.unit in ("tháng", "năm", "giờ") and _DATE_AFTER.match(text, count.end):
        return True
    if count.unit == "giờ" and count.high % _DAY:
        words = before.split()
        return bool(words) and words[-1].lower() in _CLOCK and not _FIRM.search(before[-25:])
    return False


def _side_behind(text: str, place: int) -> str | None:
    """'từ đủ 12 tháng trở lên' has a lower bound, 'trở xuống' an upper one."""
    found = _UPWARDS.match(text, place)
    return ("least" if found[1] == "lên" else "most") if found else None


def _bound(lead: str) -> str | None:
    """Which side the words before a count bound; the last word that says so decides ('trong thời hạn ít nhất')."""
    lead = _AFTERWARDS.sub("   ", lead) if _FIRM.search(lead) else lead  # 'chậm nhất sau 07 ngày'
    ends = {name: max((m.end() for m in pattern.finditer(lead)), default=-1) for name, pattern in _BOUNDS.items()}
    name = max(ends, key=lambda key: ends[key])
    return name if ends[name] >= 0 else None
