"""What a query asks for: document numbers, an article, gazette issues, quoted phrases, the remaining syllables.

Pure: no engine, no index. Handbook domain.md 3.3 (query forms), 7.3 (accents); limits of promise P15.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.knowledge import lexicon
from nlp.numbers import QueryNumber, find_in_query, normal_key
from search_api.errors import QueryTooLong
from search_api.query.profile import profile
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold, fold_in_place, syllables
from search_api.query.terms import Accents, Term, accents_of, term_of

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"'})
_QUOTED = re.compile(r'"([^"]*)"')
_SHORT_NUMBER = re.compile(r"\s*(\d{1,6})\s*/\s*((?:19|20)\d{2})\s*")
_YEAR = r"(?:19|20)\d{2}"
_ISSUE = re.compile(
    rf"\bcong\s+bao\s+(?P<so>so\s*:?\s*)?(?P<numbers>\d{{1,4}}(?:\s*\+\s*\d{{1,4}})*)"
    rf"(?:\s*/\s*(?P<slashed>{_YEAR})|(?:\s+ngay\s+\d{{1,2}}[/.-]\d{{1,2}}[/.-]|\s+nam\s+)(?P<year>{_YEAR}))?(?![\w/])"
)
_TYPES = "|".join(
    fold(word).replace(" ", r"\s+") for kind in ("law", "act", "paper") for word in lexicon("types")[kind]
)
_ANNOUNCED = re.compile(rf"(?:\b(?:{_TYPES})\s+(?:so\b\s*:?\s*)?|\bso\b\s*:?\s*)$")
_SMALLER = r"(?:(?:diem|khoan)\s+\w{1,3}\s*,?\s+)"
_ARTICLE = re.compile(rf"\b{_SMALLER}{{0,2}}dieu\s+(?P<article>\d{{1,3}}[a-z]?)\b(?:\s*,?\s*{_SMALLER}{{0,2}})")


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """A gazette issue asked for by its number, of one year or of any."""

    number: int
    year: int | None


@dataclass(frozen=True, slots=True)
class QueryAnalysis:
    """A query understood. `runs` are stretches of neighbouring terms; `dropped` terms were over the limit.

    `relaxed` is set when nothing was found: then marks are ignored and a document number is no condition any more.
    `restored` tells that the terms' `likely` forms are what the collection's words suggest.
    """

    query: SearchQuery
    text: str
    accents: Accents
    runs: tuple[tuple[Term, ...], ...] = ()
    phrases: tuple[tuple[Term, ...], ...] = ()
    numbers: tuple[QueryNumber, ...] = ()
    issues: tuple[IssueNumber, ...] = ()
    article: str | None = None
    dropped: int = 0
    relaxed: bool = False
    restored: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: all documents answer."""
        return not self.text

    @property
    def is_mute(self) -> bool:
        """Whether something was typed, but nothing that can be looked for (a lone quote, an emoji)."""
        return bool(self.text) and not (self.runs or self.phrases or self.numbers or self.issues)

    @property
    def can_relax(self) -> bool:
        """Whether `relax` asks for less than this."""
        worded = bool(self.runs or self.phrases)
        return not self.relaxed and worded and (self.accents != "bare" or bool(self.numbers))


def analyse(query: SearchQuery) -> QueryAnalysis:
    """Understand `query`.

    Raises:
        QueryTooLong: the text has more than 512 characters.
    """
    text = _clean(query.text)
    folded = fold_in_place(text)
    # Without the word số, a figure after 'công báo' is an issue only where a year or a second number says so.
    issues = [m for m in _ISSUE.finditer(folded) if m["so"] or m["slashed"] or m["year"] or "+" in m["numbers"]]
    taken = [match.span() for match in issues]
    numbers = _numbers(text, taken)
    taken += [(_with_its_type(folded, number.start), number.end) for number in numbers]
    article = next((m for m in _ARTICLE.finditer(folded) if not _overlaps(m.span(), taken)), None)
    if article and numbers:
        taken.append(article.span())
    phrases = _phrases(text, taken)
    runs, dropped = _runs(text, taken)
    return QueryAnalysis(
        query=query,
        text=text,
        accents=accents_of([term for run in (*runs, *phrases) for term in run]),
        runs=runs,
        phrases=phrases,
        numbers=numbers,
        issues=tuple(number for match in issues for number in _issue_numbers(match)),
        article=article["article"] if article else None,
        dropped=dropped,
    )


def relax(analysis: QueryAnalysis) -> QueryAnalysis:
    """The same question with marks ignored and document numbers only preferred: for when nothing was found."""
    return replace(analysis, relaxed=True)


def _clean(text: str) -> str:
    """NFC on one line, quotes unified.

    Raises:
        QueryTooLong: it has more than 512 characters, counted composed so that NFD costs the user nothing.
    """
    limit = profile().limits.length
    if len(text) > 4 * limit:
        raise QueryTooLong(f"{len(text)} characters")
    visible = "".join(c if c.isprintable() else " " for c in text if unicodedata.category(c) != "Cf")
    clean = " ".join(unicodedata.normalize("NFC", visible).translate(_QUOTES).split())
    if len(clean) > limit:
        raise QueryTooLong(f"{len(clean)} characters")
    return clean


def _numbers(text: str, taken: list[tuple[int, int]]) -> tuple[QueryNumber, ...]:
    """Document numbers outside `taken`. A whole query of the form 5/2020 is a number rather than a month."""
    short = _SHORT_NUMBER.fullmatch(text)
    if short:
        return (QueryNumber(0, len(text), (normal_key(f"{short[1]}/{short[2]}"),), None),)
    return tuple(n for n in find_in_query(text) if not _overlaps((n.start, n.end), taken))


def _with_its_type(folded: str, start: int) -> int:
    """Where a number begins together with the words that only announce it: 'nghị định số' 15/2020/NĐ-CP."""
    announced = _ANNOUNCED.search(folded, 0, start)
    return announced.start() if announced else start


def _issue_numbers(match: re.Match[str]) -> Iterator[IssueNumber]:
    year = match["slashed"] or match["year"]
    for number in re.findall(r"\d+", match["numbers"]):
        yield IssueNumber(int(number), int(year) if year else None)


def _phrases(text: str, taken: list[tuple[int, int]]) -> tuple[tuple[Term, ...], ...]:
    """Quoted phrases, marked as taken. One that is nothing but a document number stays that number."""
    phrases = []
    for match in _QUOTED.finditer(text):
        inside = tuple(syllables(match[1]))
        span = (match.start(1), match.end(1))
        if not inside or any(start <= span[0] + inside[0].start and span[1] <= end + 1 for start, end in taken):
            continue
        taken.append(match.span())
        phrases.append(tuple(term_of(match[1], syllable) for syllable in inside[: profile().limits.terms]))
    return tuple(phrases)


def _runs(text: str, taken: list[tuple[int, int]]) -> tuple[tuple[tuple[Term, ...], ...], int]:
    """Stretches of terms between what is taken, up to the limit of different terms, and how many were over it."""
    runs: list[tuple[Term, ...]] = []
    seen: set[str] = set()
    dropped = 0
    for start, end in _gaps(len(text), taken):
        run = []
        for syllable in syllables(text[start:end]):
            if syllable.accented not in seen and len(seen) >= profile().limits.terms:
                dropped += 1
                continue
            seen.add(syllable.accented)
            run.append(term_of(text[start:end], syllable))
        if run:
            runs.append(tuple(run))
    return tuple(runs), dropped


def _gaps(length: int, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for start, end in sorted(taken):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)
