"""Bodies and places that the text names, linked to the authority file: one pass of keys, grammar where a key hits."""

import re
from collections.abc import Iterator
from functools import cache

import ahocorasick

from nlp.annotation import DocumentText, Entity
from nlp.authorities import Authority, authority, province, province_spellings, spellings, today
from nlp.entities.placing import Places, line_before
from nlp.knowledge import lexicon

_WORDS = lexicon("entities")["places"]
_LOCAL = lexicon("authorities")["local"]
_UPPER = r"[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"

# 'Cục Thuế tỉnh A' is a department of a province, not the central one of that name.
_DEPARTMENT = re.compile(r"[^\S\n]+(?:tỉnh|thành phố|TP|cấp|khu vực|huyện|quận|các|địa phương)(?!\w)")
_FOREIGN = re.compile(
    rf"[^\S\n]+(?:nước[^\S\n]+)?(?!Việt Nam|Cộng hòa xã hội chủ nghĩa Việt Nam|CHXHCN|Trung ương){_UPPER}[a-zà-ỹ]"
)
_BY_PLACE = ("Cục Thuế", "Cục Hải quan", "Kho bạc Nhà nước", "Bảo hiểm xã hội Việt Nam", "Mặt trận Tổ quốc Việt Nam")
_BY_NATION = ("Chính phủ", "Quốc hội")


def _variants(name: str) -> Iterator[str]:
    """The name in small letters, and with the tone mark where older spelling puts it (uỷ, hoà, toà)."""
    lower = name.lower()
    yield lower
    older = lower.replace("ủy", "uỷ").replace("òa", "oà").replace("óa", "oá")
    if older != lower:
        yield older


@cache
def _issuer_keys() -> ahocorasick.Automaton:
    """Names of central bodies; and the kinds of local ones with None, since their place follows."""
    automaton = ahocorasick.Automaton()
    for name, body in spellings():
        for key in _variants(name):
            automaton.add_word(key, (key, body.name))
    for kind in _LOCAL["bodies"]:
        for name in (kind, *_LOCAL["aliases"].get(kind, ())):
            for key in _variants(name):
                automaton.add_word(key, (key, None))
    automaton.make_automaton()
    return automaton


@cache
def _province_keys() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, body in province_spellings():
        for key in _variants(name):
            automaton.add_word(key, (key, body.name))
    automaton.make_automaton()
    return automaton


@cache
def _after_local() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name) for name, _ in province_spellings()), key=len, reverse=True))
    return re.compile(rf"\s+(?P<place>(?:(?:tỉnh|thành phố|[Tt][Pp]\.?)\s*)(?:{names}))(?!\w)")


def _hits(automaton: ahocorasick.Automaton, text: str) -> Iterator[tuple[int, int, str | None]]:
    """Whole names that begin with a capital, the longest at each place."""
    lower = text.lower()
    if len(lower) != len(text):  # a dotted capital I grows
        lower = "".join(letter.lower()[:1] or letter for letter in text)
    length = len(text)
    for last, (key, value) in automaton.iter_long(lower):
        start, end = last + 1 - len(key), last + 1
        if not text[start].isupper() or (start and text[start - 1].isalnum()) or (end < length and text[end].isalnum()):
            continue
        yield start, end, value


def find_issuers(layout: DocumentText) -> tuple[Entity, ...]:
    """Bodies of the authority file by their names and abbreviations, in order of place; `value` is the file's name.

    Local bodies count where their province is named with them. The governments and parliaments of other countries and
    the provincial departments that share a central body's name are left out.
    """
    places = Places(layout)
    text = layout.text
    return tuple(
        places.settled(Entity("issuer", start, end, "", "", value=name)) for start, end, name in _issuers(text)
    )


def _issuers(text: str) -> Iterator[tuple[int, int, str]]:
    for start, end, name in _hits(_issuer_keys(), text):
        if name is None:
            match = _after_local().match(text, end)
            body = authority(f"{text[start:end]} {match['place']}") if match else None
            if body and match:
                yield start, match.end(), body.name
        elif name in _BY_PLACE and _DEPARTMENT.match(text, end):
            continue
        elif not (name in _BY_NATION and (_FOREIGN.match(text, end) or text.startswith("phi ", start - 4))):
            yield start, end, name


_UNITS = "|".join(_WORDS["units"])
_SYLLABLE = rf"{_UPPER}[^\W\d_]*"
_TOWN = re.compile(
    rf"(?P<unit>{_UNITS}|{'|'.join(unit.capitalize() for unit in _WORDS['units'])}) "
    rf"(?P<name>(?!(?:{'|'.join(_WORDS['not_names'])})(?!\w))"
    rf"{_SYLLABLE}(?: {_SYLLABLE}){{0,3}}(?: - {_SYLLABLE}(?: {_SYLLABLE}){{0,2}})?"
    r"|(?<=[Qq]uận )\d{1,2}(?![\w/-]|[.,]\d)|(?<=[Pp]hường )\d{1,2}(?![\w/-]|[.,]\d))"
)
_NOT_COMMUNE = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS['not_communes'])})\s+$", re.IGNORECASE)
_PROVINCE_BEFORE = re.compile(r"(?<!\w)(?:(?:các )?tỉnh|(?:các )?thành phố|TP\.?|Tp\.?)\s*$", re.IGNORECASE)
_OTHER_BEFORE = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS['other_units'])})\s+$", re.IGNORECASE)
_CAPITAL_BEFORE = re.compile(rf"{_UPPER}\w*\s+$")
_CAPITAL_AFTER = re.compile(rf"[^\S\n]+(?:-[^\S\n]+)?{_UPPER}[^\W\d_A-Z]")
_SENTENCE_START = re.compile(r"(?:^|[.;:)–-]\s+)\w+\s+$")
_IN_LIST = re.compile(r"(?:,|;| và| hoặc) $")


def find_places(layout: DocumentText) -> tuple[Entity, ...]:
    """Provinces, and districts and communes with their unit before them, in order of place.

    `value` of a province is its name of today (of one that was cut up, all of them), of other places the unit and name
    as printed. A bare name counts as a province's only where no unit of another kind and no further capital stands
    beside it.
    """
    places = Places(layout)
    text = layout.text
    provinces = list(_provinces(text))
    taken = {place for start, end, _ in provinces for place in (start, end)}
    towns = [town for town in _towns(text) if town[1] not in taken]
    return tuple(
        places.settled(Entity("place", start, end, "", "", value=value))
        for start, end, value in sorted([*provinces, *towns])
    )


def _provinces(text: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    for start, end, name in _hits(_province_keys(), text):
        body = province(name or "")
        before = line_before(text, start, 24)
        unit = _PROVINCE_BEFORE.search(before)
        listed = 0 < done < start and _IN_LIST.fullmatch(text, done, start)
        if body is None or not (unit or listed or _is_bare_province(text, end, before, body)):
            continue
        done = end
        first = start - len(unit[0].lower().removeprefix("các ")) if unit else start
        yield first, end, ", ".join(now.name for now in today(body))


def _is_bare_province(text: str, end: int, before: str, body: Authority) -> bool:
    """A name without its unit: of the city of Hồ Chí Minh never, since it is a person's."""
    if body.name == "Hồ Chí Minh" or _OTHER_BEFORE.search(before) or _CAPITAL_AFTER.match(text, end):
        return False
    return not _CAPITAL_BEFORE.search(before) or bool(_SENTENCE_START.search(before))


def _towns(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TOWN.finditer(text):
        if text[match.start() - 1 : match.start()].isalnum():
            continue
        if len(match["name"]) == 1 and match["name"].isalpha():  # 'huyện Y' of an example
            continue
        if match["unit"].lower() == "xã" and _NOT_COMMUNE.search(line_before(text, match.start(), 24)):
            continue
        yield match.start(), match.end(), f"{match['unit'].lower()} {match['name']}"
