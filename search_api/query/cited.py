"""What a query cites: document numbers in every spelling, articles, gazette issues (handbook domain.md 3.3, 9.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.knowledge import lexicon
from nlp.numbers import QueryNumber, find_in_query, normal_key, termed
from search_api.query.names import province_at, type_words
from search_api.query.request import today
from search_api.query.spans import Span, Spans, without
from search_api.query.syllables import fold, fold_in_place
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
_SMALLER = r"(?:(?:diem|khoan)\s+\w{1,3}\s*,?\s+)"
_CODIFIED = r"\.\d{1,3}\.[a-z]{2}\.\d"
"""What goes on after the first figures of an article's code in the official codification: Điều 20.4.TT.13.1."""
_ARTICLE = re.compile(
    rf"\b{_SMALLER}{{0,2}}dieu\s+(?P<article>\d{{1,3}}[a-z]?)\b(?!{_CODIFIED})(?:\s*,?\s*{_SMALLER}{{0,2}})"
)
_CITED_ARTICLE = re.compile(rf"{_ARTICLE.pattern}(?:cua\b)?")
FIRST_YEAR = 1993
"""Since when numbers of documents hold the year."""

_YEARS = re.compile(rf"(?<![\d/]){_YEAR}\s*-\s*{_YEAR}$")
_MONTH, _A_MONTH = re.compile(r"\bthang\s*$"), re.compile(r"\d{1,2}\s*/\s*\d{4}")
_SHORT_ARTICLE = re.compile(
    r"\b(?:k\.?\s?\d{1,2}\s?,?\s?)?d\.?\s?(?P<article>\d{1,3}[a-z]?)\b(?:\s?,?\s?k\.?\s?\d{1,2}\b)?"
)


# A number whose separators are spaces or lost, as addresses and file names have it: 15 2020 nd cp, 152020ndcp.
_CODES = "|".join(sorted({fold(entry["code"]) for entry in lexicon("numbers")["types"]}, key=len, reverse=True))
_SPACED_NUMBER = re.compile(
    rf"(?<![\w/.-])\d{{1,6}}[a-z]?\s+{_YEAR}\s+(?:{_CODES}|qh\d+|ubtvqh\d+)(?:\s+[a-z]{{2,}})?(?![\w/])"
)
_GLUED_NUMBER = re.compile(rf"(?<![\w/.-])\d{{1,6}}{_YEAR}(?:{_CODES}|qh|ubtvqh)[a-z]*\d{{0,2}}(?!\w)")

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
_COUNTED = r"ngay|thang|gio|phut|trieu|nghin|ngan|van\s+ban"
_BESIDE = re.compile(rf"(?<![\w/-]){_NAMED}(?P<no>\d{{1,3}})(?![\w%]|\s*[/.,-]\s*\d|\s+(?:{_COUNTED})\b)")


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
    text: str, folded: str, spans: Spans, chips: list[Chip], *, guessing: bool = True
) -> tuple[QueryNumber, ...]:
    """Document numbers. A whole query of the form 5/2020 is a number rather than a month.

    Only when `guessing` is 'thông tư 06' one, of whichever year and issuer.
    """
    short = _SHORT_NUMBER.fullmatch(text)
    if short:
        found = [QueryNumber(0, len(text), (normal_key(f"{short[1]}/{short[2]}"),), None)]
    else:
        found = [n for n in find_in_query(text) if spans.is_free((n.start, n.end)) and not _is_time(folded, n)]
        for number in _odd(folded):
            if spans.is_free((number.start, number.end)) and not any(
                n.start < number.end and number.start < n.end for n in found
            ):
                found.append(number)
        found += _yearless(folded, spans) if guessing and not found else ()
    for number in found:
        span = (_with_its_type(folded, number.start), number.end)
        spans.take(span)
        chips.append(Chip("number", text[number.start : number.end], without(text, span)))
    return tuple(sorted(found, key=lambda number: number.start))


def _is_time(folded: str, number: QueryNumber) -> bool:
    """Whether what looks like a number is a span of years or a month: 2020-2022, nghị định 2020-2022, tháng 13/2024."""
    years = _YEARS.search(folded[number.start : number.end])
    is_month = _A_MONTH.fullmatch(folded, number.start, number.end) and _MONTH.search(folded, 0, number.start)
    return bool(years) or bool(is_month)


def _odd(folded: str) -> Iterator[QueryNumber]:
    """Numbers without separators, or with spaces for them, and decrees without their year."""
    for pattern, separator in ((_SPACED_NUMBER, "/"), (_GLUED_NUMBER, "")):
        for match in pattern.finditer(folded):
            key = normal_key(separator.join(match[0].split()))
            yield QueryNumber(*match.span(), tuple(dict.fromkeys((key, key.replace("/", "")))), None)

    for match in _DECREE.finditer(folded):
        year = f"/{match['year']}" if match["year"] else ""
        yield QueryNumber(*match.span(), (normal_key(f"{match['number']}{year}/nd-cp"),), None)


def _yearless(folded: str, spans: Spans) -> Iterator[QueryNumber]:
    """A type with a number and nothing else but an article: 'tt 06', 'điều 3 chỉ thị 21'."""
    match = _YEARLESS.search(folded)
    if match is None or not spans.is_free(match.span("number")):
        return
    before = folded[: match.start()].strip()
    article = _CITED_ARTICLE.fullmatch(before) or _SHORT_ARTICLE.fullmatch(before)
    if before and not article:
        return
    yield _of_any_year(match, match.span("number"))


def read_beside(folded: str, spans: Spans) -> QueryNumber | None:
    """A type with a number of one to three digits beside other words: 'thông tư 06 hướng dẫn hóa đơn'.

    Its place is not spoken for: it may as well be words.
    """
    found = (match for match in _BESIDE.finditer(folded) if spans.is_free(match.span()))
    match = next(found, None)
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


def read_article(text: str, folded: str, spans: Spans, chips: list[Chip], *, cited: bool) -> str | None:
    """The asked article. Beside a number it is taken out of the words; 'đ5' and 'đ.5' are understood only there."""
    patterns = (_CITED_ARTICLE, _SHORT_ARTICLE) if cited else (_ARTICLE,)
    matches = (match for pattern in patterns for match in pattern.finditer(folded))
    match = next((m for m in matches if spans.is_free(m.span("article"))), None)
    if match is None:
        return None
    article = match["article"].lstrip("0") or "0"  # offices write 'Điều 02'
    if cited and spans.is_free(match.span()):
        spans.take(match.span())
        chips.append(Chip("article", f"Điều {article}", without(text, match.span())))
    return article


_CLAUSE = re.compile(r"\b(?:khoan\s+|k\.?\s?)(\d{1,3}[a-z]?)\b")
_POINT = re.compile(r"\bdiem\s+([a-z])\b")
_AND_POINT = re.compile(r"\bdiem\s+[a-z]\s*(?:,|va|hoac|den|-)\s*(?:diem\s+)?[a-z]\b")


def read_clause(text: str, folded: str) -> tuple[str | None, str | None]:
    """The khoản and the điểm of the article that is asked for beside a number; None for each not said, or several."""
    asked = next(articles_in(text, folded), None)
    return (asked.clause, asked.point) if asked else (None, None)


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article that is cited in a query, with its khoản and điểm (None for each not said, or several)."""

    article: str
    clause: str | None
    point: str | None
    span: Span


def articles_in(text: str, folded: str) -> Iterator[CitedArticle]:
    """The articles that a query cites, 'đ5' among them: what that is tells only what stands beside it."""
    for pattern in (_CITED_ARTICLE, _SHORT_ARTICLE):
        for match in pattern.finditer(folded):
            clause, point = _parts(text, folded, match.end())
            yield CitedArticle(match["article"].lstrip("0") or "0", clause, point, match.span())


def _parts(text: str, folded: str, end: int) -> tuple[str | None, str | None]:
    clauses, points = (list(pattern.finditer(folded, 0, end)) for pattern in (_CLAUSE, _POINT))
    if max(len(clauses), len(points)) > 1 or _AND_POINT.search(folded, 0, end):
        return None, None
    clause = clauses[0][1].lstrip("0") if clauses else ""
    return clause or None, text[slice(*points[0].span(1))].lower() if points else None


_APPENDIX = re.compile(
    r"\b(?:tai\s+)?(?P<label>(?:phu\s+luc|mau\s+so)\s+(?:[ivx]{1,6}|\d{1,3}[a-z]?))\b(?:\s*,)?"
    r"(?:\s+(?:kem\s+theo|cua)\b)*"
)


def read_appendix(text: str, folded: str, spans: Spans, chips: list[Chip]) -> str | None:
    """The label of the appendix or form that is asked for beside a number: 'phụ lục I nghị định 117/2022'."""
    match = next((m for m in _APPENDIX.finditer(folded) if spans.is_free(m.span())), None)
    if match is None:
        return None
    spans.take(match.span())
    shown = " ".join(text[slice(*match.span("label"))].split())
    chips.append(Chip("article", f"{shown[:1].upper()}{shown[1:]}", without(text, match.span())))
    return shown
