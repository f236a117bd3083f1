"""Document numbers as people type them: other separators than the printed ones, none, or the parts in another order.

'145.2020.nđ-cp', '145/2020NĐ-CP', '145/20/NĐ-CP', '27/2015 ttlt byt bnv', 'nđ-cp 145/2020', 'nghị định 145 (2020)',
'78_2021_TT-BTC.pdf', '152020ndcp'. Each is written as it is printed and then read (`nlp.numbers.find_in_query`,
handbook domain.md 3.3). Codes must be known ones, so that '5.2020' stays a month.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.syllables import may_be_syllable
from nlp.knowledge import lexicon
from nlp.numbers import QueryNumber, find_in_query, normal_key
from search_api.days import today
from search_api.query.names import type_words
from search_api.query.syllables import fold


def _either(codes: set[str]) -> str:
    return "|".join(sorted(codes, key=len, reverse=True))


_TYPES = _either({fold(each["code"]) for each in lexicon("numbers")["types"] if "only_with" not in each})
_NO_WORDS = "|".join(code for code in _TYPES.split("|") if not may_be_syllable(code))
_BODIES = _either({fold(code).replace("&", "") for each in lexicon("numbers")["issuers"] for code in each["codes"]})
_YEAR = r"(?:19|20)\d{2}"
_SIGN = r"(?:\s*[/\\_|-]{1,2}\s*|\.(?!\s))"
_GAP = rf"(?:{_SIGN}|\s+)"
_FIRST, _LAST = r"(?<![\w/.\\-])", r"(?![a-z0-9]|[/-]\w)"
_NO = r"(?P<no>\d{1,6}(?:\.\d{1,3})?[a-z]?)"
_SO = r"(?:so\b\s*(?:hieu\b\s*)?[:.]?\s*)?"
_DAY = r"(?:ngay\s+)?\d{1,2}(?:\s*[/.-]\s*|\s+thang\s+)\d{1,2}(?:\s*[/.-]\s*|\s*,?\s+nam\s+)"
_TERM = rf"(?:ubtvqh|qh){_GAP}?\d{{1,2}}"
_TYPE = rf"(?:{_TYPES})(?:{_BODIES})*(?![a-z])"
_BODY = rf"(?:{_TERM}|(?:{_BODIES})\d{{0,2}}(?![a-z0-9]))"
_SUFFIX = r"(?:signed|pdf|docx?)\b"
_FILE = rf"(?:(?:[_.-]\d{{6,8}})?(?:[_.]{_SUFFIX})*)"

_NUMBER_FIRST = re.compile(
    rf"(?<!dieu )(?<!khoan ){_FIRST}{_NO}(?:{_GAP}(?P<year>{_YEAR})(?P<gap>{_GAP}?)|{_SIGN}(?P<short>\d\d){_SIGN})"
    rf"(?P<codes>{_TERM}|{_TYPE}(?:{_GAP}{_BODY}|{_SIGN}(?!{_SUFFIX})[a-z][a-z0-9]+)*){_FILE}{_LAST}"
)
_YEARLESS = re.compile(
    rf"(?<!dieu )(?<!khoan ){_FIRST}{_NO}{_GAP}(?P<codes>{_TYPE}(?:{_GAP}{_BODY})+)"
    rf"(?:\s*[/\\]\s*(?P<year>{_YEAR}))?{_FILE}{_LAST}"
)
_CODES_FIRST = re.compile(
    rf"{_FIRST}(?P<codes>{_TERM}|{_TYPE}(?:{_GAP}{_BODY})+){_GAP}{_SO}{_NO}"
    rf"(?:(?:{_GAP}|\s+nam\s+)(?P<year>{_YEAR}))?{_LAST}(?!\s*[.,%]?\d)"
)
_TYPED = re.compile(
    rf"(?<![\w/.-])(?P<type>{type_words()}|{_NO_WORDS})(?![a-z])[\s_.-]*{_SO}{_NO}"
    rf"(?:{_SIGN}(?P<year>{_YEAR})|\s*/\s*(?P<short>\d\d)"
    rf"|\s*,?\s*\(\s*(?:nam\s+)?(?P<bracketed>{_YEAR})\s*\)"
    rf"|\s*,?\s+(?:(?:duoc\s+)?ban\s+hanh\s+)?(?:{_DAY}|nam\s+)(?P<said>{_YEAR}))"
    rf"(?:{_GAP}(?!(?:ub|hd)nd\s+\w)(?P<bodies>{_BODY}(?:{_GAP}{_BODY})*))?(?![a-z0-9/-])"
)
_COUNTING = ("chi", "chu ky", "dan", "doi", "he", "kinh te", "ma", "mau", "nghe", "thieu", "thuat", "tong")
"""Words before 'số' with which it is no announcement: 'mẫu số 05/2020', 'chuyển đổi số 5 năm 2021 - 2025'."""

_SAID = re.compile(
    rf"(?<!\w){''.join(rf'(?<!{word} )' for word in _COUNTING)}so\s*(?:hieu\b\s*)?[:.]?\s*{_NO}"
    rf"(?:{_SIGN}|\s+nam\s+)(?P<year>{_YEAR})(?![\w/-])(?!\s*(?:-|den\b)\s*{_YEAR})"
)
_GLUED = re.compile(rf"(?<![\w/.-])\d{{1,6}}{_YEAR}(?:{_TYPES}|qh|ubtvqh)[a-z]*\d{{0,2}}(?!\w)")
_GLUED_TYPE = re.compile(
    r"(?<![\w/.-])(?P<codes>nd|tt|qd|nq)(?P<no>\d{1,4})(?P<year>20\d\d)(?P<bodies>[a-z]{2,8})?(?!\w)"
)
_UNKNOWN = re.compile(r"\s+([a-z]{2,})(?![\w/])")
_OPERATORS = frozenset({"or", "not"})
_GAPS = re.compile(_GAP)
_SPACED_TERM = re.compile(rf"(qh){_GAP}(?=\d)")

_CENTURY = 100
_FIRST_SHORT = 93
"""Since 1993 numbers hold the year: two figures below that, and beyond next year, are none."""


def spelt_numbers(folded: str) -> Iterator[QueryNumber]:
    """The numbers in unusual spellings in a text folded in place; of those that overlap the longer is right."""
    if not any(map(str.isdigit, folded)):
        return
    for match in _NUMBER_FIRST.finditer(folded):
        yield from _number_first(folded, match)
    for match in (*_YEARLESS.finditer(folded), *_CODES_FIRST.finditer(folded)):
        year = f"{match['year']}/" if match["year"] else ""
        yield from _read(f"{match['no']}/{year}{_codes(match['codes'])}", match.span())
    for match in _TYPED.finditer(folded):
        yield from _typed(match)
    for match in _SAID.finditer(folded):
        yield QueryNumber(match.start("no"), match.end(), (normal_key(f"{match['no']}/{match['year']}"),), None)
    for match in _GLUED.finditer(folded):
        yield QueryNumber(*match.span(), (normal_key(match[0]),), None)
    for match in _GLUED_TYPE.finditer(folded):
        yield from _read(f"{match['no']}/{match['year']}/{match['codes']}{match['bodies'] or ''}", match.span())


def year_of(figures: str) -> int | None:
    """The year that two figures of a number stand for: 20 is 2020, 98 is 1998; None where they are none."""
    century, year = divmod(today().year + 1, _CENTURY)
    if int(figures) <= year:
        return century * _CENTURY + int(figures)
    return (century - 1) * _CENTURY + int(figures) if int(figures) >= _FIRST_SHORT else None


def _number_first(folded: str, match: re.Match[str]) -> Iterator[QueryNumber]:
    """'145.2020.nđ-cp', '145/20/NĐ-CP'. A code alone that may be a word of the language is none behind a space."""
    codes, end = match["codes"], match.end()
    if match["gap"] and match["gap"].isspace():
        further = _UNKNOWN.match(folded, end)
        if further and not may_be_syllable(further[1]) and further[1] not in _OPERATORS:
            codes, end = f"{codes}-{further[1]}", further.end()
        if may_be_syllable(codes):
            return
    written = f"{match['no']}/{{}}/{_codes(codes)}"
    if match["year"]:
        yield from _read(written.format(match["year"]), (match.start(), end))
    else:
        yield from _shortened(written, match["short"], (match.start(), end))


def _typed(match: re.Match[str]) -> Iterator[QueryNumber]:
    """'nghị định 145.2020', 'thông tư 78/2021/BTC', 'nđ 145/20': the type tells the code."""
    bodies = _codes(match["bodies"] or "")
    figures = match["year"] or match["bracketed"] or match["said"]
    year = int(figures) if figures else year_of(match["short"])
    for number in find_in_query(f"{' '.join(match['type'].split())} {match['no']}/{year}") if year else ():
        own = match["no"] if bodies.startswith(("qh", "ubtvqh")) else ""  # their numbers hold no code of the type
        written = f"{own}/{year}/{bodies}" if own else f"{number.keys[0]}/{bodies}"
        full = next(iter(find_in_query(written)), None) if own else None
        keys = tuple(dict.fromkeys((normal_key(written), *number.keys)))
        yield replace(number, start=match.start(), end=match.end(), keys=keys, alike=full.alike if full else ())


def _shortened(written: str, short: str, span: tuple[int, int]) -> Iterator[QueryNumber]:
    """A number with two figures for its year: as typed, since some are printed so, and with all four."""
    year = year_of(short)
    if year:
        for number in _read(written.format(year), span):
            yield replace(number, alike=(*number.alike, normal_key(written.format(short))))


def _read(written: str, span: tuple[int, int]) -> Iterator[QueryNumber]:
    for number in find_in_query(written):
        yield replace(number, start=span[0], end=span[1])


def _codes(typed: str) -> str:
    """Codes as they are printed, parted by hyphens: 'tt btc', 'qh 14'."""
    return _GAPS.sub("-", _SPACED_TERM.sub(r"\1", typed.strip()))
