"""Amounts of money in đồng and ranges of fines (handbook domain.md 7.7: '.' parts thousands, ',' decimals)."""

import re
from collections.abc import Iterator
from fractions import Fraction

from nlp.annotation import DocumentText, Entity, EntityKind
from nlp.entities.counts import WORDS, number_in_words
from nlp.entities.placing import Places, line_before
from nlp.knowledge import lexicon

_WORDS = lexicon("entities")["money"]
_SCALES: dict[str, int] = _WORDS["scales"]

# It begins with one figure, so that the engine leaps from figure to figure; what may not stand before it comes behind.
_FIGURE = (
    r"\d(?<![\w.,/]\d)"
    r"(?:\d{0,2}(?:[. \u00a0]\d{3})+(?:,\d+)?|\d{0,2}(?:,\d{3})+|\d*(?:,\d+)?)(?![\d%])"
)
_NOTE = r"(?: ?\([^()\n]{1,90}\))?"
_AFTER_WORDS = re.compile(rf"(?:(?<!\w)(?:{'|'.join(WORDS)}) )+\($", re.IGNORECASE)
_SCALE = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_CURRENCY = r" ?(?:đồng(?! chí| thời)(?: Việt Nam)?|VNĐ|VND|đ)(?!\w)"
_LINK = r"(?: (?:đến|tới)(?: (?:dưới|hết|mức|không quá))?| ?[-–])"


def _amount(name: str) -> str:
    """1 tỷ 500 triệu; 2.000.000 (hai triệu); 20 triệu. Groups: figure, scale `s`, rest `r` and its scale `t`."""
    rest = rf"(?: (?P<{name}r>\d{{1,3}}) (?P<{name}t>triệu|nghìn|ngàn))?"
    return rf"(?P<{name}>{_FIGURE})(?:\)|{_NOTE})(?: (?P<{name}s>{_SCALE}){rest})?{_NOTE}"


_MONEY = re.compile(rf"{_amount('a')}(?:(?P<c>{_CURRENCY})?{_NOTE}{_LINK} {_amount('b')})?{_CURRENCY}")
_IN_WORDS = re.compile(r"(?<= )(?:trăm|mươi|mười|nghìn|ngàn|triệu|tỷ|tỉ)" + _CURRENCY)
_NUMBER_WORDS = re.compile(rf"(?:(?<!\w)(?:{'|'.join(WORDS)})(?: |$))+$", re.IGNORECASE)
_YEAR = re.compile(r"^năm ", re.IGNORECASE)  # 'mỗi năm hai triệu đồng'


_SIDES: dict[str, str] = {word: side for side in ("most", "least") for word in _WORDS[side]}
_BOUND = re.compile(rf"(?<!\w)({'|'.join(sorted(_SIDES, key=len, reverse=True))})\s+$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ(?: (?:trên|đủ))?\s+$", re.IGNORECASE)
_AFTER = re.compile(r"[^\S\n]+trở[^\S\n]+(lên|xuống)")
_FINED = re.compile(
    r"phạt\s+tiền(?:\s+(?:ở|với|mức|là|bổ\s+sung|tối\s+đa|tối\s+thiểu|từ|trên|đến|dưới|không\s+quá|đủ))*\s*$",
    re.IGNORECASE,
)
_LEVEL_OF_FINE = re.compile(r"mức\s+(?:tiền\s+)?phạt|mức\s+xử\s+phạt", re.IGNORECASE)
_SAYS = re.compile(r"(?<!\w)(?:là|từ|đến|bằng|không\s+quá|trên|:)\s*(?:từ\s+|đến\s+)?$", re.IGNORECASE)
_VALUE_OF = re.compile(r"(?:giá\s+trị|trị\s+giá|thu\s+lợi|thiệt\s+hại)[^,;]{0,60}$", re.IGNORECASE)
_SENTENCE = re.compile(r"[;\n]|[.:]\s")
_LOOK_BACK = 260
_LONGEST_WORDS = 90


def find_money(layout: DocumentText) -> tuple[Entity, ...]:
    """Amounts and ranges in đồng, in order of place: `fine` where a fine is said, else `money`.

    `low` and `high` are equal for one amount; of 'không quá', 'dưới', 'đến' only `high` is known, of 'trên', 'từ …
    trở lên', 'tối thiểu' only `low`. Bounds are as printed: whether one is within isn't told. Amounts in words count
    where they can be read in one way only.
    """
    places = Places(layout)
    text = layout.text
    found = [*_in_figures(text), *(_in_words(text) if "đồng" in text else ())]
    return tuple(places.settled(entity) for entity in sorted(found, key=lambda entity: entity.start))


def _in_figures(text: str) -> Iterator[Entity]:
    for match in _MONEY.finditer(text):
        words = _AFTER_WORDS.search(line_before(text, match.start(), _LONGEST_WORDS))  # một trăm nghìn (100.000) đồng
        start = match.start() - len(words[0]) if words else match.start()
        last = _value(match, "b") if match["b"] else None
        first = _value(match, "a")
        if last is None:
            if first is not None:
                yield _entity(text, start, match.end(), first, first)
            continue
        first = _scaled(match, first, last)
        if first is not None and first <= last:
            start -= len(_lead(text, start))
            yield _entity(text, start, match.end(), first, last)


def _lead(text: str, place: int) -> str:
    found = _FROM.search(line_before(text, place, 12))
    return found[0] if found else ""


def _scaled(match: re.Match[str], first: int | None, last: int) -> int | None:
    """The first amount of a range that has neither scale nor currency of its own: 'từ 05 đến 10 triệu đồng'."""
    if first is None or match["c"] or match["as"] or not match["bs"]:
        return first
    scaled = first * _SCALES[match["bs"]]
    return scaled if scaled <= last else first


def _value(match: re.Match[str], name: str) -> int | None:
    """Whole đồng of an amount; None where it isn't whole or is nought."""
    figure = re.sub(r"[\s\u00a0]", "", match[name])
    scale = match[f"{name}s"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", figure) and (not scale or figure.count(",") > 1):
        figure = figure.replace(",", "")  # thousands parted as in English: money without a scale has no decimals
    whole, _, part = figure.replace(".", "").partition(",")
    value = Fraction(int(whole + part), 10 ** len(part)) * (_SCALES[scale] if scale else 1)
    if match[f"{name}r"]:
        value += int(match[f"{name}r"]) * _SCALES[match[f"{name}t"]]
    return int(value) if value.denominator == 1 and 0 < value < 10**18 else None


def _in_words(text: str) -> Iterator[Entity]:
    """'hai mươi triệu đồng', 'từ năm triệu đồng đến mười triệu đồng'."""
    amounts = list(_amounts_in_words(text))
    while amounts:
        start, end, value = amounts.pop(0)
        if amounts and text[end : amounts[0][0]] in (" đến ", " tới ") and value < amounts[0][2]:
            _, end, high = amounts.pop(0)
            yield _entity(text, start - len(_lead(text, start)), end, value, high)
        else:
            yield _entity(text, start, end, value, value)


def _amounts_in_words(text: str) -> Iterator[tuple[int, int, int]]:
    """Place and value; words in brackets behind figures belong to the amount in figures."""
    for match in _IN_WORDS.finditer(text):
        scale_end = match.start() + len(match[0].split(" ")[0])
        found = _NUMBER_WORDS.search(line_before(text, scale_end, _LONGEST_WORDS))
        words = _YEAR.sub("", found[0]) if found and number_in_words(found[0]) is None else found and found[0]
        start = scale_end - len(words or "")
        value = number_in_words(words) if words else None
        if value and not re.search(r"[\d)] $|\($", text[max(0, start - 2) : start]):
            yield start, match.end(), value


def _entity(text: str, start: int, end: int, low: int, high: int) -> Entity:
    before = line_before(text, start, _LOOK_BACK)
    kind: EntityKind = "fine" if _is_fine(before) else "money"
    if low != high:
        return Entity(kind, start, end, "", "", low=low, high=high)
    side = _side(before, text, end)
    most = None if side == "least" else high
    return Entity(kind, start, end, "", "", low=None if side == "most" else low, high=most)


def _side(before: str, text: str, end: int) -> str | None:
    """Which bound a single amount is: by the words behind it ('trở lên'), else by those before it."""
    after = _AFTER.match(text, end)
    if after:
        return "least" if after[1] == "lên" else "most"
    bound = _BOUND.search(before)  # the longest: 'không dưới' is another side than 'dưới'
    return _SIDES[bound[1].lower()] if bound else None


def _is_fine(before: str) -> bool:
    """Whether what stands before the amount in its line says a fine."""
    if _FINED.search(before):
        return True
    sentence = _SENTENCE.split(before)[-1] if not before.rstrip().endswith(":") else before
    level = _LEVEL_OF_FINE.search(sentence)
    return bool(level and _SAYS.search(sentence) and not _VALUE_OF.search(sentence[level.end() :]))
