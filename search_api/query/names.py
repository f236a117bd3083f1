"""Names that a query may hold: types of documents, issuers, provinces, topics, by their folded spellings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from nlp.authorities import province_spellings, spellings, today
from nlp.knowledge import lexicon
from nlp.topics.taxonomy import topics
from search_api.knowledge import knowledge
from search_api.query.syllables import fold

_WORD = re.compile(r"[a-z0-9]+")
_PARTS = re.compile(r"\s+(?:-|va)\s+")
_LONGEST_PART = 8
_SPACE = re.compile(r"[\s.,-]+")
_LOCAL = {"ubnd": "Ủy ban nhân dân", "uy ban nhan dan": "Ủy ban nhân dân"} | {
    "hdnd": "Hội đồng nhân dân",
    "hoi dong nhan dan": "Hội đồng nhân dân",
}
_UNITS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố"}
_CITIES = frozenset({"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})

Found = tuple[tuple[str, ...], int]
"""The values of a filter that a name stands for, and how many characters of the text it takes."""


@cache
def type_words() -> str:
    """A pattern of the names of all types, folded, the longer ones first."""
    words = lexicon("types")
    names = sorted((fold(name) for kind in ("law", "act", "paper") for name in words[kind]), key=len, reverse=True)
    return "|".join(name.replace(" ", r"\s+") for name in names)


def type_at(folded: str) -> Found | None:
    """The type of document that a folded text begins with: 'nghi dinh', 'nd'."""
    return _types().at(folded)


def issuer_at(folded: str) -> Found | None:
    """The issuer that a folded text begins with: 'bo tai chinh', 'btc', 'thu tuong', 'ubnd tinh son la'."""
    return _local_at(folded) or _issuers().at(folded)


def province_at(folded: str) -> Found | None:
    """Today's name of the province that a folded text begins with."""
    return _provinces().at(folded)


def topic_at(folded: str) -> Found | None:
    """The key of the topic that a folded text begins with."""
    return _topics().at(folded)


def _local_at(folded: str) -> Found | None:
    match = _local_pattern().match(folded)
    if not match:
        return None
    (place,), length = _bare_provinces()[_words(match["place"])], match.end()
    unit = _UNITS.get(_words(match["unit"] or "")) or ("thành phố" if place in _CITIES else "tỉnh")
    return (f"{_LOCAL[_words(match['body'])]} {unit} {place}",), length


@cache
def _local_pattern() -> re.Pattern[str]:
    places = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in _by_length(_bare_provinces()))
    return re.compile(
        rf"(?P<body>ubnd|uy\s+ban\s+nhan\s+dan|hdnd|hoi\s+dong\s+nhan\s+dan)\s+(?:(?P<unit>tinh|thanh\s+pho|tp)\.?\s*)?"
        rf"(?P<place>{places})(?!\w)"
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Folded names with their values, and one pattern that reads the longest of them."""

    names: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, names: Mapping[str, tuple[str, ...]]) -> Self:
        """The table of these names."""
        spelt = (re.escape(name).replace(r"\ ", r"[\s.,-]+") for name in _by_length(names))
        return cls(names, re.compile(rf"(?:{'|'.join(spelt)})(?!\w)"))

    def at(self, folded: str) -> Found | None:
        """What the text begins with."""
        match = self.pattern.match(folded)
        return (self.names[_words(match[0])], match.end()) if match else None


def _by_length(names: Iterable[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)


def _words(text: str) -> str:
    """A name as it is looked up: folded, its words parted by one space."""
    return " ".join(_SPACE.sub(" ", fold(text)).split())


@cache
def _types() -> _Table:
    words = lexicon("types")
    found = {_words(word): (word,) for kind in ("law", "act", "paper") for word in words[kind]}
    for entry in lexicon("numbers")["types"]:
        if "only_with" not in entry:
            found.setdefault(_words(entry["code"]), (entry["name"],))
    return _Table.of(found)


@cache
def _issuers() -> _Table:
    found: dict[str, tuple[str, ...]] = {_words(name): (body.name,) for name, body in spellings()}
    for entry in lexicon("numbers")["issuers"]:
        for code in entry["codes"]:
            found.setdefault(_words(code), (entry["name"],))
    for said, names in said_bodies().items():
        found.setdefault(_words(said), names)
    return _Table.of(found)


def said_bodies() -> dict[str, tuple[str, ...]]:
    """Issuers by what people call them for short, of bodies.toml."""
    return knowledge("search_api.query", "bodies", dict[str, dict[str, tuple[str, ...]]])["said"]


@cache
def _bare_provinces() -> dict[str, tuple[str, ...]]:
    return {_words(name): (body.name,) for name, body in province_spellings()}


@cache
def _provinces() -> _Table:
    found = {_words(name): tuple(now.name for now in today(body)) for name, body in province_spellings()}
    units = {f"{unit} {name}": values for name, values in found.items() for unit in _UNITS}
    return _Table.of(found | units)


def topics_at(folded: str) -> Found | None:
    """The keys of the topics that a folded text begins to name by a part of their names: 'y te' of Y tế, dược.

    A whole name first. The longest words that any name holds count: names that have them as a whole part, else at the
    beginning of one, else anywhere. Of several topics each is given, in the order of the taxonomy.
    """
    if whole := topic_at(folded):
        return whole
    typed = list(_WORD.finditer(folded))
    for count in range(min(len(typed), _LONGEST_PART), 0, -1):
        said = " ".join(match[0] for match in typed[:count])
        for forms in ((f", {said},",), (f", {said} ",), (f" {said} ", f" {said},")):
            found = tuple(key for key, name in _topic_parts() if any(form in name for form in forms))
            if found:
                return found, typed[count - 1].end()
    return None


@cache
def _topics() -> _Table:
    return _Table.of({_words(topic.name): (topic.key,) for topic in topics()})


@cache
def _topic_parts() -> tuple[tuple[str, str], ...]:
    """Topics by key and folded name, its parts between commas."""
    parted = ((topic.key, _PARTS.sub(",", fold(topic.name))) for topic in topics())
    return tuple(
        (key, f", {', '.join(' '.join(_WORD.findall(part)) for part in name.split(','))},") for key, name in parted
    )
