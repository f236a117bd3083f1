"""The authority file: who issues, since when and until when, what became of whom (handbook domain.md 3.5, 3.6).

Names and codes of central bodies are those of floor 1 (ingest/lexicon/issuers.toml); lexicon/authorities.toml adds
bodies named in texts, the provinces and every change. Nothing here loads a third-party library.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from ingest.letters import fold, squeeze
from ingest.lexicon import load
from nlp.knowledge import lexicon

Kind = Literal["state", "ministry", "agency", "court", "organisation", "province", "local"]

_KNOWN = lexicon("authorities")
_MERGERS_2025 = "Nghị quyết 176/2025/QH15"
_PROVINCE = "tinh."
_UNIT = re.compile(r"^(tỉnh|thành\s+phố|t\.?p\.?)\s*(?=[^\W\d_])", re.IGNORECASE)
_UNIT_WITHIN = re.compile(r"(?<!\w)(?:(?:tỉnh|thành\s+phố|tp)\s+|t\.?p\.\s*)", re.IGNORECASE)
_LOCAL_KEYS = {"Ủy ban nhân dân": "ubnd", "Hội đồng nhân dân": "hdnd", "Đoàn đại biểu Quốc hội": "ddbqh"}
_LOCAL_NAMES = {key: name for name, key in _LOCAL_KEYS.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a body: its successors (ids) and the act that says so.

    `on` is the successors' first day; None where only the `year` is known.
    """

    into: tuple[str, ...]
    on: dt.date | None
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A body or a province with a stable id.

    `change` tells what became of it, None while it is in being; `absorbed` are the ids of the bodies that went into it.
    A province is named bare ('Bắc Giang'); of a local body (Ủy ban nhân dân tỉnh Bắc Giang) `province` is its province.
    """

    id: str
    name: str
    kind: Kind
    codes: tuple[str, ...] = ()
    change: Change | None = None
    absorbed: tuple[str, ...] = ()
    province: str | None = None

    def in_being(self, day: dt.date) -> bool:
        """Whether it was there on that day; all through the year of its end where that day isn't known."""
        if self.change is None:
            return True
        return day < self.change.on if self.change.on else day.year <= self.change.year


def authority(name: str, on: dt.date | None = None) -> Authority | None:
    """The body of that name or spelling (capitals, accents and spaces don't count), None where it isn't in the file.

    With a day None too where the body was gone by then ('Bộ Kế hoạch và Đầu tư' after 01/03/2025). Provinces are found
    with 'tỉnh' or 'thành phố' before them or bare; local bodies by their kind and province; bodies of districts and
    communes are not in the file.
    """
    found = _by_name().get(squeeze(name)) or _local(name) or province(name)
    return found if found and (on is None or found.in_being(on)) else None


def province(name: str) -> Authority | None:
    """The province of that name, with or without 'tỉnh', 'thành phố', 'TP.' before it; None where there is none."""
    return _provinces().get(squeeze(_UNIT.sub("", name.strip())))


def by_id(key: str) -> Authority | None:
    """The body with that id, None where there is none."""
    found = _all().get(key)
    body, _, place = key.partition(".")
    there = _all().get(_PROVINCE + place) if found is None and body in _LOCAL_NAMES else None
    return _local_body(body, there) if there else found


def successors(body: Authority) -> tuple[Authority, ...]:
    """The bodies that it went into; empty while it is in being."""
    ids = body.change.into if body.change else ()
    return tuple(found for key in ids if (found := by_id(key)))


def predecessors(body: Authority) -> tuple[Authority, ...]:
    """All bodies that went into it, those that went into these too, nearest first; each once."""
    found: dict[str, Authority] = {}
    waiting = list(body.absorbed)
    for key in waiting:
        before = by_id(key)
        if before and key not in found and key != body.id:
            found[key] = before
            waiting.extend(before.absorbed)
    return tuple(found.values())


def today(body: Authority) -> tuple[Authority, ...]:
    """The bodies in being that it has become: itself, its successor's successor, or several where it was cut up."""
    found: dict[str, Authority] = {}
    waiting = [body]
    for one in waiting:
        after = successors(one)
        if after:
            waiting.extend(after)
        else:
            found[one.id] = one
    return tuple(found.values())


@lru_cache(maxsize=4_096)
def lineage(issuer: str) -> tuple[str, ...]:
    """An issuer's name and those of all that it has become since.

    A document counts under each of them, so that choosing a ministry finds what the ministries that went into it
    issued, and its count says how many that are.
    """
    found: dict[str, None] = {issuer: None}
    body = authority(issuer)
    waiting = [body] if body else []
    seen = {body.id} if body else set()
    for each in waiting:
        for after in successors(each):
            found[after.name] = None
            if after.id not in seen:
                seen.add(after.id)
                waiting.append(after)
    return tuple(found)


def provinces_of(issuers: Iterable[str]) -> tuple[str, ...]:
    """Today's names of the provinces that the issuers belong to, as printed on documents; () for central bodies.

    'Ủy ban nhân dân tỉnh Bắc Giang' gives Bắc Ninh; 'Sở Xây dựng tỉnh Hà Nam' Ninh Bình. A body that names no province
    (Ủy ban nhân dân phường Vân Xuân) gives none.
    """
    names: dict[str, None] = {}
    for issuer in issuers:
        there = province_in(issuer)
        names |= {now.name: None for now in today(there)} if there else {}
    return tuple(names)


def province_in(name: str) -> Authority | None:
    """The province that a body's name ends with or names ('Sở Y tế thành phố Đà Nẵng'), None without one."""
    found = province(name)
    if found:
        return found
    for match in reversed(list(_UNIT_WITHIN.finditer(name))):
        found = province(re.split(r"[,;(]", name[match.end() :])[0])
        if found:
            return found
    return None


def current_names(issuer: str) -> tuple[str, ...]:
    """What an issuer printed on a document is called today: itself where it isn't in the file or is still in being."""
    body = authority(issuer)
    return tuple(now.name for now in today(body)) if body else (issuer,)


def authorities() -> tuple[Authority, ...]:
    """Every body and province of the file; local bodies are made from their provinces and are not listed."""
    return tuple(_all().values())


def spellings() -> Iterator[tuple[str, Authority]]:
    """Every name and further spelling of the central bodies, as running text has them, with the body."""
    for issuer in load("issuers")["issuer"]:
        if not issuer.get("local"):
            yield from _spelt(issuer)
    for body in _KNOWN["body"]:
        yield from _spelt(body)


def province_spellings() -> Iterator[tuple[str, Authority]]:
    """Every name and further spelling of the provinces, bare, with the province."""
    for found in _all().values():
        if found.kind == "province":
            yield found.name, found
            yield from ((alias, found) for alias in _KNOWN["provinces"]["aliases"].get(found.name, ()))


def _spelt(entry: dict[str, Any]) -> Iterator[tuple[str, Authority]]:
    body = _all()[_slug(entry["name"])]
    yield body.name, body
    for alias in (*entry.get("aliases", ()), *_KNOWN["aliases"].get(body.name, ())):
        yield alias, body


@cache
def _local_pattern() -> re.Pattern[str]:
    spelt = (
        f"(?P<{key}>{'|'.join(map(re.escape, (body, *_KNOWN['local']['aliases'].get(body, ()))))})"
        for body, key in _LOCAL_KEYS.items()
    )
    return re.compile(rf"(?:{'|'.join(spelt)})\s+(?P<place>\S.*)", re.IGNORECASE | re.DOTALL)


def _local(name: str) -> Authority | None:
    """A local body by its printed name, where its place is a province: of 'thành phố' those under the centre alone."""
    match = _local_pattern().fullmatch(name.strip())
    there = _province_with_unit(match["place"]) if match else None
    return _local_body(next(key for key in _LOCAL_NAMES if match[key]), there) if match and there else None


def _province_with_unit(place: str) -> Authority | None:
    unit = _UNIT.match(place)
    there = province(place) if unit else None
    if unit is None or there is None:
        return None
    return there if unit[1].lower() == "tỉnh" or _unit_of(there) != "tỉnh" else None


def _unit_of(there: Authority) -> str:
    """How the province is called today: tỉnh, thành phố, or '' where sources don't agree."""
    provinces = _KNOWN["provinces"]
    if there.name in provinces["cities"]:
        return "thành phố"
    return "" if there.name in provinces["unsure"] else "tỉnh"


def _local_body(key: str, there: Authority) -> Authority:
    """The body of that kind of a province; it goes the way of its province."""

    def of(key_there: str) -> str:
        """The id of the body by that of its province."""
        return f"{key}.{key_there.removeprefix(_PROVINCE)}"

    change = replace(there.change, into=tuple(map(of, there.change.into))) if there.change else None
    name = " ".join(part for part in (_LOCAL_NAMES[key], _unit_of(there), there.name) if part)
    absorbed = tuple(map(of, there.absorbed))
    return Authority(of(there.id), name, "local", (), change, absorbed, there.name)


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))


@cache
def _all() -> dict[str, Authority]:
    """Every central body and province by its id, with what it became and what went into it."""
    bodies = {body.id: body for body in (*_central(), *_province_entries())}
    changes = dict(_changes())
    absorbed: dict[str, list[str]] = {}
    for gone, change in changes.items():
        for heir in change.into:
            absorbed.setdefault(heir, []).append(gone)
    return {
        key: replace(body, change=changes.get(key), absorbed=tuple(absorbed.get(key, ())))
        for key, body in bodies.items()
    }


def _central() -> Iterator[Authority]:
    kinds: dict[str, Kind] = {name: kind for kind, names in _KNOWN["kinds"].items() for name in names}
    for issuer in load("issuers")["issuer"]:
        if not issuer.get("local"):
            name = issuer["name"]
            yield Authority(_slug(name), name, kinds.get(name, "ministry"), tuple(issuer["codes"]))
    for body in _KNOWN["body"]:
        yield Authority(_slug(body["name"]), body["name"], body.get("kind", "ministry"), tuple(body.get("codes", ())))


def _province_entries() -> Iterator[Authority]:
    provinces = _KNOWN["provinces"]
    merged = (name for names in provinces["mergers"]["into"].values() for name in names)
    earlier = (change["from"] for change in provinces["change"])
    for name in dict.fromkeys((*provinces["today"], *merged, *earlier)):
        yield Authority(_PROVINCE + _slug(name), name, "province", province=name)


def _changes() -> Iterator[tuple[str, Change]]:
    """What became of each body that is gone, by its id."""
    for issuer in load("issuers")["issuer"]:
        if "successor" in issuer:
            yield _slug(issuer["name"]), _change((_slug(issuer["successor"]),), issuer["valid_to"], _MERGERS_2025)
    for entry in _KNOWN["change"]:
        change = _change(tuple(map(_slug, entry["into"])), entry.get("on") or entry["year"], entry["source"])
        yield from ((_slug(name), change) for name in entry["from"])
    provinces = _KNOWN["provinces"]
    mergers = provinces["mergers"]
    for heir, names in mergers["into"].items():
        change = _change((_PROVINCE + _slug(heir),), mergers["on"], mergers["source"])
        yield from ((_PROVINCE + _slug(name), change) for name in names)
    for entry in provinces["change"]:
        into = tuple(_PROVINCE + _slug(name) for name in entry["into"])
        yield _PROVINCE + _slug(entry["from"]), _change(into, entry.get("on") or entry["year"], entry["source"])


def _change(into: tuple[str, ...], when: dt.date | int, source: str) -> Change:
    if isinstance(when, dt.date):
        return Change(into, when, when.year, source)
    return Change(into, None, when, source)


@cache
def _by_name() -> dict[str, Authority]:
    return {squeeze(name): body for name, body in spellings()}


@cache
def _provinces() -> dict[str, Authority]:
    return {squeeze(name): found for name, found in province_spellings()}
