"""Keys by which documents and references to them meet: names of laws, places of local issuers, marks of claims."""

import hashlib
import re
from functools import lru_cache
from itertools import takewhile

from nlp.annotation import Relation
from nlp.knowledge import lexicon
from nlp.numbers import issuers_of_number
from search_api.archive.edges import Reference
from search_api.archive.identity import NATIONAL, fold, gazette_key

_KEPT = 20_000
"""Answers that are kept: the same types, names and numbers come again with each edge."""

_LAWS = tuple(lexicon("types")["law"])
_LAW_KEYS = frozenset(fold(word) for word in _LAWS)
_LOCAL_CODES = frozenset({"UBND", "HDND", "CTUBND", "TTHDND"})
_WORDS = re.compile(r"[^a-z0-9]+")
_TERM = re.compile(r"^(?:QH|UBTVQH|QHK)\d{1,2}$")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")
_UNIT = r"(?:tỉnh|thành\s+phố|TP\.?|quận|huyện|thị\s+xã|thị\s+trấn|xã|phường|đặc\s+khu)"
_PLACE = re.compile(rf"(?<!\w)(?P<unit>(?i:{_UNIT}))\s+(?P<name>(?:[^\W\d_][\w'’]*(?:\s+-\s+|\s+)?)+)")


@lru_cache(maxsize=_KEPT)
def words(text: str) -> str:
    """A text for comparing: small letters without marks, one space between words."""
    return _WORDS.sub(" ", fold(text)).strip()


def is_law(kind: str | None) -> bool:
    """Whether documents of this type are called by name ('Luật Đất đai năm 2013') and not by number alone."""
    return kind is not None and words(kind) in _LAW_KEYS


def name_key(kind: str | None, name: str | None) -> str | None:
    """The key of a law's name, its type in front: 'luat dat dai'; None for documents that are called by number."""
    if not is_law(kind) or not name:
        return None
    key, front = words(name), words(kind or "")
    return key if key.startswith(f"{front} ") else f"{front} {key}"


def place_of(text: str) -> str | None:
    """The key of the first province, district or commune in an issuer's name; None where none is named.

    'Ủy ban nhân dân thành phố Hà Nội' gives 'p ha noi': provinces and cities under the centre are of one kind, since
    provinces have become cities (handbook domain.md 3.6).
    """
    found = _PLACE.search(text)
    if found is None:
        return None
    unit = words(found["unit"])
    name = words(" ".join(takewhile(_is_name, found["name"].split())))
    return f"{'p' if unit in ('tinh', 'thanh pho', 'tp') else unit} {name}" if name else None


def _is_name(word: str) -> bool:
    """Whether a word goes on with a name: 'tỉnh Bà Rịa - Vũng Tàu về …' ends before 'về'."""
    return word[0].isupper() or word == "-"


def place_of_gazette(gazette: str | None) -> str | None:
    """The key of the province whose gazette it is; None for the national one."""
    key = gazette_key(gazette)
    return None if key == NATIONAL else f"p {key.replace('-', ' ')}"


@lru_cache(maxsize=_KEPT)
def is_local(number_key: str | None) -> bool:
    """Whether a number is that of a local body, so that each province has its own document of this number."""
    return number_key is not None and not _LOCAL_CODES.isdisjoint(number_key.split("/"))


@lru_cache(maxsize=_KEPT)
def may_be_local(number: str | None) -> bool:
    """Whether a number's code names no central issuer: 331/TTr-SNV is of some province's department."""
    return bool(number) and not issuers_of_number(number or "")


@lru_cache(maxsize=_KEPT)
def is_dated(number_key: str | None) -> bool:
    """Whether a number carries its year or the Quốc hội's term, by which it is one of its kind for good."""
    parts = (number_key or "").split("/")
    return any(_YEAR.match(part) or _TERM.match(part) for part in parts[1:])


def year_of(number_key: str | None) -> int | None:
    """The year that a number carries: 2006 in 72/2006/QH11."""
    return next((int(part) for part in (number_key or "").split("/")[1:] if _YEAR.match(part)), None)


def mark_of(relation: Relation, target: Reference) -> str:
    """The name of a relation's claim: what is done to which provisions of which document.

    A clerk's decision is kept under it, so that it counts again where another tagging or reading makes the same claim,
    and does not count for a claim that goes further.
    """
    called = target.number_key or f"{target.name_key}|{target.year or ''}|{target.date or ''}"
    claim = "\n".join((relation.kind, called, relation.scope, *sorted(provisions_of(relation))))
    return hashlib.sha256(claim.encode()).hexdigest()[:16]


def provisions_of(relation: Relation) -> tuple[str, ...]:
    """The provisions of the target that a relation names."""
    one = (relation.target_provision,) if relation.target_provision else ()
    return relation.provisions or one


_LEVEL = re.compile(r"\s+(?=(?:Điều|điều|khoản|điểm|tiết|đoạn)\s)")


def levels(where: str) -> list[str]:
    """The units of a path, the outermost first: 'Điều 9' and 'khoản 2' for 'Điều 9 khoản 2'."""
    return _LEVEL.split(where)


def parent_of(where: str) -> str:
    """The path of the unit above: 'Điều 9' for 'Điều 9 khoản 2'; '' above the outermost."""
    return " ".join(levels(where)[:-1])


def last_level(where: str) -> str:
    """The word of a path's last unit in small letters: 'khoản' for 'Điều 9 khoản 2'."""
    return levels(where)[-1].partition(" ")[0].casefold() if where else ""


def as_cited(where: str) -> str:
    """A path as the law cites it: 'Điều 9 khoản 2 điểm a' gives 'điểm a khoản 2 Điều 9'."""
    return " ".join(reversed(levels(where))) if where else ""
