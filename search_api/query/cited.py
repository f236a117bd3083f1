"""What a query cites: document numbers in every spelling and gazette issues (handbook domain.md 3.3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.knowledge import lexicon
from nlp.numbers import QueryNumber, find_in_query, latin, normal_key, termed
from search_api.days import today
from search_api.query.counting import counts
from search_api.query.issued_by import with_issuer, yearless_of_body
from search_api.query.names import province_at, type_words
from search_api.query.provisions import is_citation
from search_api.query.spans import Spans, without
from search_api.query.spellings import spelt_numbers
from search_api.query.syllables import fold, fold_in_place, lower_in_place
from search_api.query.understood import Chip

_SHORT_NUMBER = re.compile(r"\s*(\d{1,6})\s*/\s*((?:19|20)\d{2})\s*")
_YEAR = r"(?:19|20)\d{2}"
_ISSUE = re.compile(
    r"\bcong\s+bao\s+(?:(?P<place>(?:(?:tinh|thanh\s+pho|tp)\.?\s+)?[a-z][a-z -]{1,25}?)\s+(?=so\b))?"
    rf"(?P<so>so\s*:?\s*)?(?P<numbers>\d{{1,4}}(?:\s*\+\s*\d{{1,4}})*)"
    rf"(?:\s*/\s*(?P<slashed>{_YEAR})|(?:\s+ngay\s+\d{{1,2}}[/.-]\d{{1,2}}[/.-]|\s+nam\s+)(?P<year>{_YEAR}))?(?![\w/])"
)
_SHORT_TYPES = {"tt": "TT", "ttlt": "TTLT", "ct": "CT", "nq": "NQ", "qd": "QD", "vbhn": "VBHN", "nd": "ND"}
"""Codes of types that people write before a number, folded: no words of the language."""

_ANNOUNCED = re.compile(
    rf"(?:\b(?:{type_words()}|{'|'.join(_SHORT_TYPES)})\s+(?:so\b\s*:?\s*)?|\bso(?:\s+(?:ky\s+)?hieu)?\b\s*:?\s*)$"
)
FIRST_YEAR = 1993
"""Since when numbers of documents hold the year."""

_YEARS = re.compile(rf"(?<![\d/]){_YEAR}\s*-\s*{_YEAR}$")
_MONTH, _A_MONTH = re.compile(r"\bthang\s*$"), re.compile(r"\d{1,2}\s*/\s*\d{4}")
# People say 'nghị định 100' of 100/2019/NĐ-CP: only the Government issues decrees, so the year may be missing.
_DECREE = re.compile(
    rf"\b(?:nghi\s+dinh|nd)\s+(?:so\s*:?\s*)?(?P<number>\d{{1,3}})(?:\s+(?P<year>{_YEAR}))?(?!\s*[/.,-]?\s*\w*\d|[\w/-])"
)

# 'tt06', 'NĐ162': short forms without a space. Of 'thông tư 06' alone the year and the issuer are not known; beside
# other words it would name too many documents.
_GLUED_CODE = re.compile(rf"(?<![\w/.-])(?:{'|'.join(_SHORT_TYPES)})(?=\d{{1,5}}(?!\w))")
_BESIDE_WORDS = re.compile(r"(?:nd|nq|qd|tt)\d\d|nd\d")  # a house is CT5, TT1
_PROVISIONS = re.compile(r"\b(?:(?:dieu|khoan|d|k)\s*\d+[a-z]?|diem\s+[a-z]|cua|so)\b|[,.;:]")
_SPELT_TYPES = {
    fold(entry["name"]): fold(entry["code"]).upper()
    for entry in lexicon("numbers")["types"]
    if fold(entry["code"]) in _SHORT_TYPES
}
# Numbers of the Quốc hội and its standing committee have no code of the type: 69/2020/QH14 is a law,
# 63/2022/QH15 a resolution.
_LAW_TYPES = {fold(name): name for name in lexicon("types")["law"] if name in ("Luật", "Bộ luật", "Pháp lệnh")}
_NAMED = r"(?P<type>{})\s+(?:so\s*:?\s*)?".format(
    "|".join(sorted({*_SPELT_TYPES, *_LAW_TYPES, *_SHORT_TYPES}, key=len, reverse=True)).replace(" ", r"\s+")
)
_YEARLESS = re.compile(rf"(?P<number>{_NAMED}(?!{_YEAR}(?!\d))(?P<no>\d{{1,4}}))\s*$")

# A figure behind a type beside other words: which document is meant, only the collection can tell. 'nghị định 15' is
# read before.
_COUNTED = r"ngay|thang|gio|phut"
_BESIDE = re.compile(rf"(?<![\w/-]){_NAMED}(?P<no>\d{{1,3}})(?!\w|\s*[/.,-]\s*\d|\s+(?:{_COUNTED})\b)")


def spaced_codes(text: str) -> str:
    """The text with a space between a short code of a type and the number glued to it: 'Điều 3 NĐ38'.

    Beside other words only a decree's, or of two figures: 'tòa nhà CT5' is no directive. What stands in quotes stays.
    """
    folded = fold_in_place(text)
    for match in reversed(list(_GLUED_CODE.finditer(folded))):
        rest = f"{folded[: match.start()]} {folded[match.end() :].lstrip('0123456789')}"
        quoted = folded.count('"', 0, match.start()) % 2
        is_number = _BESIDE_WORDS.match(folded, match.start()) or not _PROVISIONS.sub("", rest).strip()
        if is_number and not quoted:
            text = f"{text[: match.end()]} {text[match.end() :]}"
    return text


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """A gazette issue asked for by its number, of one year or of any."""

    number: int
    year: int | None


def read_issues(text: str, folded: str, spans: Spans, chips: list[Chip], provinces: list[str]) -> list[IssueNumber]:
    """Gazette issues. Without the word số, a figure is one only where it is all, or a year or another number says so.

    The province of a local gazette ('công báo Hà Nội số 51') is added to `provinces`.
    """
    found: list[IssueNumber] = []
    for match in _ISSUE.finditer(folded):
        alone = match[0] == folded.strip() and not re.fullmatch(_YEAR, match["numbers"])
        if not (match["so"] or match["slashed"] or match["year"] or "+" in match["numbers"] or alone):
            continue
        place = province_at(match["place"]) if match["place"] else None
        if match["place"] and (place is None or place[1] != len(match["place"])):
            continue
        if spans.is_free(match.span()):
            spans.take(match.span())
            found += _issue_numbers(match)
            provinces += place[0] if place else ()
            chips.append(Chip("issue", text[slice(*match.span())], without(text, match.span())))
    return found


def _issue_numbers(match: re.Match[str]) -> Iterator[IssueNumber]:
    year = match["slashed"] or match["year"]
    for number in re.findall(r"\d+", match["numbers"]):
        yield IssueNumber(int(number), int(year) if year else None)


def read_numbers(
    text: str, folded: str, spans: Spans, chips: list[Chip], issuers: list[str], *, guessing: bool = True
) -> tuple[QueryNumber, ...]:
    """Document numbers. A whole query of the form 5/2020 is a number rather than a month.

    Only when `guessing` is 'thông tư 06' one, of whichever year and issuer, and is a province's body that is named
    beside a number added to `issuers`.
    """
    short = _SHORT_NUMBER.fullmatch(text)
    if short:
        found = [QueryNumber(0, len(text), (normal_key(f"{short[1]}/{short[2]}"),), None)]
    else:
        found = [
            number
            for number in _in_any_spelling(text, folded)
            if spans.is_free((number.start, number.end)) and not _is_time(folded, number)
        ]
        found += _yearless(folded, spans) if guessing and not found else ()
    if guessing:
        found = list(_issued(text, folded, found, spans, (chips, issuers)))
    for number in found:
        span = (_with_its_type(folded, number.start), number.end)
        spans.take(span)
        chips.append(Chip("number", text[number.start : number.end], without(text, span)))
    return tuple(sorted(found, key=lambda number: number.start))


def _issued(
    text: str, folded: str, found: Sequence[QueryNumber], spans: Spans, into: tuple[list[Chip], list[str]]
) -> Iterator[QueryNumber]:
    """The numbers with who issued them; a body of a province is a filter."""
    chips, issuers = into
    for number in found:
        issued = with_issuer(folded, number)
        if not spans.is_free((issued.number.start, issued.number.end)):
            yield number
            continue
        if issued.body:
            issuers += issued.body
            chips.append(Chip("issuer", " hoặc ".join(issued.body), without(text, issued.place)))
        yield issued.number


def _is_time(folded: str, number: QueryNumber) -> bool:
    """Whether what looks like a number is a span of years or a month: 2020-2022, nghị định 2020-2022, tháng 13/2024."""
    years = _YEARS.search(folded[number.start : number.end])
    is_month = _A_MONTH.fullmatch(folded, number.start, number.end) and _MONTH.search(folded, 0, number.start)
    return bool(years) or bool(is_month)


def _in_any_spelling(text: str, folded: str) -> Iterator[QueryNumber]:
    """The numbers of a text in usual and in unusual spellings; of two that overlap the longer one."""
    if not any(map(str.isdigit, text)):
        return
    plain = fold_in_place(latin(text))
    every = [*find_in_query(text), *spelt_numbers(plain), *yearless_of_body(folded), *_decrees(text, folded)]
    every.sort(key=lambda number: number.start - number.end)
    taken = Spans(len(text))
    for number in every:
        if taken.is_free((number.start, number.end)):
            taken.take((number.start, number.end))
            yield number


def _decrees(text: str, folded: str) -> Iterator[QueryNumber]:
    """Decrees without their year."""
    for match in _DECREE.finditer(folded):
        if not match["year"] and counts(lower_in_place(text), match["number"], match.end()):
            continue
        year = f"/{match['year']}" if match["year"] else ""
        yield QueryNumber(*match.span(), (normal_key(f"{match['number']}{year}/nd-cp"),), None)


def _yearless(folded: str, spans: Spans) -> Iterator[QueryNumber]:
    """A type with a number and nothing else but an article: 'tt 06', 'điều 3 chỉ thị 21'."""
    match = _YEARLESS.search(folded)
    if match is None or not spans.is_free(match.span("number")):
        return
    before = folded[: match.start()].strip()
    if before and not is_citation(before):
        return
    yield _of_any_year(match, match.span("number"))


def read_beside(text: str, folded: str, spans: Spans) -> QueryNumber | None:
    """A type with a number of one to three digits beside other words: 'thông tư 06 hướng dẫn hóa đơn'.

    Its place is not spoken for: it may as well be words.
    """
    found = (match for match in _BESIDE.finditer(folded) if spans.is_free(match.span()))
    match = next((each for each in found if not counts(lower_in_place(text), each["no"], each.end())), None)
    return _of_any_year(match, match.span()) if match else None


def _of_any_year(match: re.Match[str], place: tuple[int, int]) -> QueryNumber:
    """The number of a type without its year and issuer."""
    spelt, no = " ".join(match["type"].split()), normal_key(match["no"])
    if spelt in _LAW_TYPES:
        name = _LAW_TYPES[spelt]
        key = f"{no}/UBTVQH" if name == "Pháp lệnh" else f"{no}/QH"
        return QueryNumber(*place, (key,), name, termed(key), is_guess=True)
    code = _SPELT_TYPES.get(spelt) or _SHORT_TYPES[spelt]
    years = tuple(f"{no}/{year}/{code}" for year in range(FIRST_YEAR, today().year + 1))
    if code == "NQ":
        years += termed(f"{no}/UBTVQH")
    return QueryNumber(*place, (f"{no}/{code}",), "Nghị quyết" if code == "NQ" else None, years, is_guess=True)


def _with_its_type(folded: str, start: int) -> int:
    """Where a number begins together with the words that only announce it: 'nghị định số' 15/2020/NĐ-CP."""
    announced = _ANNOUNCED.search(folded, 0, start)
    return announced.start() if announced else start
