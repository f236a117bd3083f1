"""Articles, khoản and điểm that a query cites, all that a list names (handbook domain.md 9.1, 9.2), and appendices.

'khoản 1, 3 điều 5', 'điều 4 và điều 5 luật đất đai', 'điều 173 k2 blhs', 'đ173 k2 đa'. Short forms count only beside a
number or the name of an act.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from search_api.query.spans import Span, Spans, without
from search_api.query.understood import Chip

MOST_ARTICLES = 10
"""Articles of one query: a list of more asks for a chapter."""

_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of điểm in their order (handbook domain.md 3.8)."""

_AND = r"\s*(?:[,;&]|\bva\b|\bhoac\b)\s*(?:(?:va|hoac)\s+)?"
_DASHES = "-–—"
_TO = rf"\s*(?:[{_DASHES}]|\bden\b|\btoi\b)\s*"
_SOME = r"(?:(?:cac|nhung|tu)\s+)?"
_CODIFIED = r"\.\d{1,3}\.[a-z]{2}\.\d"
"""What goes on after the first figures of an article's code in the official codification: Điều 20.4.TT.13.1."""

_COUNTED = r"(?!\s*(?:ngay|thang|nam|gio|phut|trieu|nghin|ngan|ty|dong|nguoi|lan|phan)\b)"
_FURTHER = rf"\d{{1,3}}[a-z]?(?![\w%]|[.,]\d|\s*[/-]\s*\d{{3}}|\s*/\s*\d){_COUNTED}"
_LIST = rf"\d{{1,3}}[a-z]?\b(?!{_CODIFIED})(?:(?:{_AND}|{_TO})(?:dieu\s+)?{_FURTHER})*"
_CLAUSES = rf"{_SOME}\bkhoan\s+\w{{1,3}}\b(?:(?:{_AND}|{_TO})(?:khoan\s+)?{_FURTHER})*+"
_POINTS = rf"{_SOME}\bdiem\s+\w{{1,3}}\b(?:(?:{_AND}|{_TO})(?:diem\s+)?[a-z]\d?\b)*+"
_SHORT_CLAUSES = rf"k\.?\s?\d{{1,2}}[a-z]?(?:{_AND}(?:k\.?\s?)?{_FURTHER})*+"
_SHORT_POINT = r"(?:d\.?[a-z]|[a-z])\b"
_PART = (
    rf"(?:{_CLAUSES}|{_POINTS}|{_SHORT_POINT}\s*,?\s*{_SHORT_CLAUSES}"
    rf"|{_SHORT_CLAUSES}(?:\s*,?\s*d\.?[a-z]\b)?)"
)
_OF_ARTICLE = r"(?:dieu\s+|d\.?\s?(?=\d))"
_OF_NEXT = rf",\s*(?:{_PART}\s*,?\s*){{0,2}}{_PART}\s*(?:cua\s+)?{_OF_ARTICLE}"
"""What stands behind a comma and before another article is that one's: 'khoản 3 điều 5, khoản 2 điều 6'."""

_ARTICLE = re.compile(rf"\bdieu\s+(?P<article>{_LIST})")
_CITED = re.compile(
    rf"\b(?:{_PART}\s*,?\s*(?:(?:cua|va)\s+)?){{0,4}}{_SOME}{_OF_ARTICLE}(?P<article>{_LIST})"
    rf"(?:\s*(?!{_OF_NEXT}),?\s*\b{_PART}){{0,3}}(?:\s*,?\s*cua\b)?"
)
_JOINED = re.compile(rf"{_AND}|\s*")
_CLAUSE_LIST = re.compile(
    rf"\b(?:khoan\s+|k\.?\s?)(?P<all>\d{{1,3}}[a-z]?(?:(?:{_AND}|{_TO})(?:khoan\s+|k\.?\s?)?{_FURTHER})*)"
)
_POINT_LIST = re.compile(
    rf"\bdiem\s+(?P<all>[a-z]\d?\b(?:(?:{_AND}|{_TO})(?:diem\s+)?[a-z]\d?\b)*)|\bd\.?(?P<short>[a-z])\b"
    rf"|(?<!\w)(?P<lone>[a-z])\b(?=\s*,?\s*k\.?\s?\d)"
)
_FIGURE = re.compile(
    rf"(?P<to>(?:[{_DASHES}]|\bden\b|\btoi\b)\s*(?:dieu\s+|khoan\s+)?)?(?<![a-jl-z])(?P<figure>\d{{1,3}}[a-z]?)(?!\w)"
)
_LETTER = re.compile(rf"(?P<to>(?:[{_DASHES}]|\bden\b|\btoi\b)\s*(?:diem\s+)?)?(?<!\w)(?P<letter>[a-z])\d?(?!\w)")


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article that is cited in a query, with the khoản and điểm of it that are."""

    article: str
    clauses: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedPlaces:
    """Where in documents an answer stands: in articles, or in an appendix. With `only` nothing else answers."""

    articles: tuple[CitedArticle, ...] = ()
    appendix: str | None = None
    only: bool = False

    @property
    def article(self) -> str | None:
        """The first article that is asked for, None where none is."""
        return self.articles[0].article if self.articles else None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the articles or of the appendix."""
        return tuple(f"Điều {each.article}" for each in self.articles) or ((self.appendix,) if self.appendix else ())


ANYWHERE = AskedPlaces()
"""No place is asked for."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Articles that are cited together, and where."""

    articles: tuple[CitedArticle, ...]
    span: Span

    @property
    def shown(self) -> str:
        """How the user is told of them."""
        return ", ".join(f"Điều {each.article}" for each in self.articles)


def citations_in(text: str, folded: str) -> list[Citation]:
    """What a query cites, 'đ5' among it: what that is tells only what stands beside it."""
    found: list[Citation] = []
    for match in _matches(_CITED, folded):
        articles = tuple(_articles(text, folded, match))
        if found and _JOINED.fullmatch(folded, found[-1].span[1], match.start()):
            before = found.pop()
            together = dict.fromkeys((*before.articles, *articles))
            found.append(Citation(tuple(together)[:MOST_ARTICLES], (before.span[0], match.end())))
        else:
            found.append(Citation(articles, match.span()))
    return found


def read_articles(text: str, folded: str, spans: Spans, chips: list[Chip], *, cited: bool) -> tuple[CitedArticle, ...]:
    """The asked articles. Beside a number they are taken out of the words; 'đ5' and 'đ.5' are understood only there."""
    if not cited:
        match = next((each for each in _matches(_ARTICLE, folded) if spans.is_free(each.span())), None)
        return tuple(CitedArticle(figure) for figure in _figures(match["article"])) if match else ()
    found = [each for each in citations_in(text, folded) if spans.is_free(each.span)]
    for each in found:
        spans.take(each.span)
        chips.append(Chip("article", each.shown, without(text, each.span)))
    return tuple(dict.fromkeys(chain.from_iterable(each.articles for each in found)))[:MOST_ARTICLES]


def is_citation(folded: str) -> bool:
    """Whether a text cites articles and says nothing else."""
    return _CITED.fullmatch(folded) is not None


def _articles(text: str, folded: str, match: re.Match[str]) -> Iterator[CitedArticle]:
    """The articles of a match; of several in a list nobody can tell whose the khoản are."""
    figures = tuple(_figures(match["article"]))
    if len(figures) > 1:
        yield from map(CitedArticle, figures)
        return
    places = [(match.start(), match.start("article")), (match.end("article"), match.end())]
    clauses = [
        figure for place in places for each in _CLAUSE_LIST.finditer(folded, *place) for figure in _figures(each["all"])
    ]
    points = [
        letter for place in places for each in _POINT_LIST.finditer(folded, *place) for letter in _letters(text, each)
    ]
    yield CitedArticle(figures[0], tuple(dict.fromkeys(clauses)), tuple(dict.fromkeys(points)))


def _matches(pattern: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern, each as far as its list of articles makes sense: of 'điều 4 - 900' only 'điều 4'."""
    for match in pattern.finditer(folded):
        start, end = match.span("article")
        cut = start + _sensible(match["article"])
        shorter = pattern.match(folded, match.start(), cut) if cut < end else match
        if shorter:
            yield shorter


def _sensible(listed: str) -> int:
    """How much of a list are figures that may go on so: a dash joins none further apart than may be asked for."""
    before = ""
    for match in _FIGURE.finditer(listed):
        figure = match["figure"]
        if _is_dash(match) and before.isdecimal() and figure.isdecimal() and int(figure) - int(before) > MOST_ARTICLES:
            return len(listed[: match.start()].rstrip())
        before = figure
    return len(listed)


def _is_dash(match: re.Match[str]) -> bool:
    """Whether a figure is joined to the one before by a dash, and not by 'đến'."""
    return (match["to"] or " ")[0] in _DASHES


def _figures(listed: str) -> Iterator[str]:
    """The figures of a list, without their zeros (offices write 'Điều 02'), and those between the ends of a range.

    Of a range of more than ten articles its first ten; one that falls ('từ điều 9 đến điều 5') is turned.
    """
    found: list[str] = []
    for match in _FIGURE.finditer(listed, 0, _sensible(listed)):
        figure = match["figure"].lstrip("0") or "0"
        before = found[-1] if found else ""
        is_range = match["to"] and before.isdecimal() and figure.isdecimal()
        if is_range and not (_is_dash(match) and int(figure) < int(before)):
            first, last = sorted((int(before), int(figure)))
            found[-1:] = map(str, range(first, min(last + 1, first + MOST_ARTICLES)))
        else:
            found.append(figure)
    yield from found


def _letters(text: str, match: re.Match[str]) -> Iterator[str]:
    """The letters of điểm, as typed: đ is no d."""
    group = next(name for name in ("all", "short", "lone") if match[name])
    before = ""
    for each in _LETTER.finditer(match[group]):
        at = match.start(group) + each.start("letter")
        letter = text[at : at + 1].lower()
        if each["to"] and before in _LETTERS and letter in _LETTERS:
            yield from _LETTERS[_LETTERS.index(before) + 1 : _LETTERS.index(letter)]
        yield letter
        before = letter


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
