"""Who issued a document, said in words beside its number: 'thông tư 78/2021 của Bộ Tài chính', 'thông tư 39 của NHNN'.

Of a central body the words tell the code that its numbers end in. Numbers of provinces end alike ('QĐ-UBND'): there the
body narrows what may bear the number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from nlp.knowledge import lexicon
from nlp.numbers import QueryNumber, is_issuer, normal_key, termed
from search_api.query.names import issuer_at, type_at, type_words
from search_api.query.spans import Span

_YEAR = r"(?:19|20)\d{2}"
_CODED = "ttlt|vbhn|nd|nq|qd|tt|ct"
_SO = r"(?:so\b\s*(?:hieu\b\s*)?[:.]?\s*)?"
_BEHIND = re.compile(r"\s*,?\s*(?P<of>(?:cua|do)\s+)?(?=[a-z])")
_ISSUED = re.compile(r"\s+ban\s+hanh(?!\w)")
_DAY = re.compile(
    rf"\s*,?\s*\(?ngay\s+\d{{1,2}}(?:\s*[/.-]\s*|\s+thang\s+)\d{{1,2}}(?:\s*[/.-]\s*|\s*,?\s+nam\s+){_YEAR}(?![\w/-])\)?"
)
_DATED = re.compile(rf"\s*,?\s*nam\s+(?P<year>{_YEAR})(?!\w)")
_BEFORE = re.compile(
    rf"(?<!\w)(?P<type>{type_words()}|{_CODED})\s+(?:(?:cua|do)\s+)?(?P<body>[a-z][a-z ,.-]{{2,70}}?)\s+"
    rf"(?:ban\s+hanh\s+)?{_SO}$"
)
_YEARLESS = re.compile(
    rf"(?<![\w/.-])(?P<type>{type_words()}|{_CODED})\s*{_SO}(?!{_YEAR}(?!\d))(?P<no>\d{{1,4}})(?=\s*,?\s+[a-z])"
)
_REACH = 100
"""Characters before a number in which a type and a body may stand."""

_LOCAL = {"Ủy ban nhân dân": "UBND", "Hội đồng nhân dân": "HDND"}
_ASSEMBLY = ("QH", "UBTVQH")
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
_LIKELY_TYPES = ("ND", "NQ", "QD", "TT", "CT", "TTLT")
"""Types of a number that was typed without one."""


@dataclass(frozen=True, slots=True)
class IssuedNumber:
    """A number with what its issuer tells of it; `body` are the names of a local one, said at `place`."""

    number: QueryNumber
    body: tuple[str, ...] = ()
    place: Span = (0, 0)


def yearless_of_body(folded: str) -> Iterator[QueryNumber]:
    """Types with a number and who issued it, without the year: 'thông tư 39 của Ngân hàng Nhà nước'."""
    for match in _YEARLESS.finditer(folded):
        kind = type_at(match["type"])
        code = _type_codes().get(kind[0][0]) if kind else None
        if kind and code:
            bare = QueryNumber(match.start(), match.end("no"), (f"{normal_key(match['no'])}/{code}",), kind[0][0])
            found = with_issuer(folded, bare)
            if found.number != bare and not found.body:
                of_assembly = found.number.keys[0].endswith(_ASSEMBLY)  # whose numbers do not tell their type
                if kind[0][0] in _LAWS and not of_assembly:
                    continue  # 'thông tư hướng dẫn luật 58 của bộ tài chính': no ministry issues laws
                yield replace(found.number, keys=found.number.keys[:-1], is_guess=of_assembly)


def with_issuer(folded: str, number: QueryNumber) -> IssuedNumber:
    """The number as one of who is named beside it, if anybody is; `folded` is the query folded in place.

    The day that citations tell of a number with its year says no more than that.
    """
    dated = _DAY.match(folded, number.end) if _has_year(number) else None
    number = replace(number, end=dated.end()) if dated else number
    return _behind(folded, number) or _before(folded, number) or IssuedNumber(number)


def _behind(folded: str, number: QueryNumber) -> IssuedNumber | None:
    """The number with the body behind it; of one without a type only where 'của' says so."""
    gap = _BEHIND.match(folded, number.end)
    named = issuer_at(folded[gap.end() :]) if gap and (gap["of"] or number.type) else None
    if gap is None or named is None:
        return None
    names, length = named
    end = gap.end() + length
    issued = _ISSUED.match(folded, end)
    end = issued.end() if issued else end
    no, *rest = number.keys[0].split("/")
    dated = None if _has_year(number) else _DATED.match(folded, end)
    if dated:
        number = replace(number, keys=("/".join((no, dated["year"], *rest)), *number.keys))
        end = dated.end()
    if any(map(is_issuer, rest)):
        is_its_own = any(code in rest for name in names for code in _body_codes().get(name, ()))
        return IssuedNumber(replace(number, end=end)) if is_its_own else None
    return _issued(replace(number, end=end), names, (gap.start(), end))


def _has_year(number: QueryNumber) -> bool:
    return any(re.fullmatch(_YEAR, part) for part in number.keys[0].split("/")[1:])


def _before(folded: str, number: QueryNumber) -> IssuedNumber | None:
    """A number behind a type and its body: 'thông tư Bộ Tài chính 78/2021'."""
    coded = number.type or any(map(is_issuer, number.keys[0].split("/")[1:]))
    said = None if coded else _BEFORE.search(folded, max(0, number.start - _REACH), number.start)
    named, kind = (issuer_at(said["body"]), type_at(said["type"])) if said else (None, None)
    if said is None or named is None or kind is None or named[1] != len(said["body"]):
        return None
    code = _type_codes().get(kind[0][0])
    keys = (f"{number.keys[0]}/{code}", *number.keys) if code else number.keys
    typed = replace(number, start=said.start(), keys=keys, type=kind[0][0])
    return _issued(typed, named[0], said.span("body"))


def _issued(number: QueryNumber, names: Sequence[str], place: Span) -> IssuedNumber | None:
    """The number with the codes of a body as what is asked for first; None of a body without any."""
    local = next((code for start, code in _LOCAL.items() if names[0].startswith(start)), None)
    codes = (local,) if local else tuple(dict.fromkeys(code for name in names for code in _body_codes().get(name, ())))
    keys = tuple(dict.fromkeys(_keys(number, codes)))
    if not keys:
        return None
    fewer = tuple(key for key in number.keys if key not in keys)
    return IssuedNumber(replace(number, keys=(keys[0], *fewer), alike=keys[1:]), tuple(names) if local else (), place)


def _keys(number: QueryNumber, codes: Sequence[str]) -> Iterator[str]:
    short = number.keys[0]
    typed = not set(_type_codes().values()).isdisjoint(short.split("/"))
    for code in codes:
        if code in _ASSEMBLY:
            bare = "/".join(part for part in short.split("/") if part not in _LIKELY_TYPES)
            yield f"{bare}/{code}"
            yield from termed(f"{bare}/{code}")
        elif typed:
            yield f"{short}/{code}"
        else:
            yield from (f"{short}/{kind}/{code}" for kind in _LIKELY_TYPES)


@cache
def _type_codes() -> Mapping[str, str]:
    """The code of each type of document by its name."""
    return {each["name"]: normal_key(each["code"]) for each in reversed(lexicon("numbers")["types"])}


@cache
def _body_codes() -> Mapping[str, tuple[str, ...]]:
    """The codes that end the numbers of a body, by its name."""
    entries = lexicon("numbers")["issuers"]
    return {each["name"]: tuple(dict.fromkeys(normal_key(code) for code in each["codes"])) for each in entries}
