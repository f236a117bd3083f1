"""What a query asks for: document numbers, an article, gazette issues, quoted phrases, the remaining syllables.

Pure: no engine, no index. Handbook domain.md 3.3 (query forms), 7.3 (accents); limits of promise P15.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from nlp.numbers import QueryNumber
from search_api.errors import QueryTooLong
from search_api.query.acts import NamedAct, find_act
from search_api.query.chat import spelt_out
from search_api.query.cited import (
    IssueNumber,
    read_beside,
    read_issues,
    read_numbers,
    spaced_codes,
)
from search_api.query.dates import AskedDays, DayOf, find_dates
from search_api.query.english import in_vietnamese, told_english
from search_api.query.fields import Fields, read_fields
from search_api.query.kinds import Kinds, bare_years_may_follow, find_kinds, read_kinds
from search_api.query.narrowing import contradictions, narrowed
from search_api.query.operators import QUOTES, Near, Operations, Side, read_excluded, read_operators
from search_api.query.orders import AskedOrder, find_order
from search_api.query.profile import profile
from search_api.query.provisions import ANYWHERE, AskedPlaces, CitedArticle, read_appendix, read_articles
from search_api.query.relation import Relation, read_relations
from search_api.query.request import Filters, SearchQuery, Sort
from search_api.query.spans import Span, Spans, without
from search_api.query.statuses import AskedStatus, find_status
from search_api.query.syllables import fold_in_place, lower_in_place, syllables
from search_api.query.synonyms import Meaning, meanings_in, meant_chip
from search_api.query.terms import Accents, Term, accents_of, term_of
from search_api.query.understood import CONTRADICTIONS, FILTERS, Chip, ChipKind, Note

_PLAIN = QUOTES | {0xFEE0 + code: code for code in range(0x21, 0x7F)} | dict.fromkeys(map(ord, "⁄∕"), "/")
"""Quotes as one, full-width letters and figures as plain ones, all slashes as the one of numbers."""

NumbersAre = Literal["conditions", "alternatives", "wishes"]
"""What document numbers are to an answer: each must be there, any of them will do, or they are only preferred."""

Demand = Literal["all", "loose", "relaxed"]
"""How much must be met: all as typed; no words beside the numbers; no number, and words by their letters alone."""

_DAYS: dict[DayOf, ChipKind] = {"issued": "date", "effective": "effect", "gazetted": "gazetted"}


@dataclass(frozen=True, slots=True)
class QueryAnalysis:
    """A query understood. `runs` are stretches of neighbouring terms; `dropped` terms were over the limit.

    `filters` are the user's choices together with what the text says (dates of issue, kinds, a status, prefixes);
    `guessed` tells that some of it was read from plain words, which may as well be words. `titles` must stand in a
    title or heading, and with a `sort`, the order that the text asks for, each word must. `beside` is a number with its
    type alone beside words, which only the collection can tell from a figure. `act` is named in words; `titles_named`
    are the keys of whole titles by which the collection holds it: they stand first. `restored` tells that the terms'
    `likely` forms are what the collection's words suggest. `demand` is less than all where nothing was found.
    """

    query: SearchQuery
    text: str
    accents: Accents
    filters: Filters
    runs: tuple[tuple[Term, ...], ...] = ()
    phrases: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[tuple[Term, ...], ...] = ()
    choices: tuple[tuple[Side, ...], ...] = ()
    nears: tuple[Near, ...] = ()
    titles: tuple[tuple[Term, ...], ...] = ()
    numbers: tuple[QueryNumber, ...] = ()
    beside: QueryNumber | None = None
    numbers_are: NumbersAre = "conditions"
    act: NamedAct | None = None
    titles_named: tuple[tuple[str, ...], ...] = ()
    relations: tuple[Relation, ...] = ()
    issues: tuple[IssueNumber, ...] = ()
    places: AskedPlaces = ANYWHERE
    meanings: tuple[Meaning, ...] = ()
    chips: tuple[Chip, ...] = ()
    notes: tuple[Note, ...] = ()
    dropped: int = 0
    sort: Sort | None = None
    guessed: bool = False
    restored: bool = False
    demand: Demand = "all"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: all documents answer that the filters let through."""
        return not self.text or (not self._is_worded and (bool(self.excluded) or self.narrows))

    @property
    def order(self) -> Sort:
        """The order in effect: the chosen one, else the one that the text asks for.

        Relevance says nothing about documents that nobody asked a question of: they come newest first.
        """
        if self.query.sort != "relevance":
            return self.query.sort
        return self.sort or ("newest" if self.is_empty else "relevance")

    @property
    def is_mute(self) -> bool:
        """Whether something was typed, but nothing that can be looked for (a lone quote, an emoji)."""
        return bool(self.text) and not self._is_worded and not self.excluded and not self.narrows

    @property
    def can_relax(self) -> bool:
        """Whether `relax` asks for less than this."""
        worded = bool(self.runs or self.phrases)
        return self.demand != "relaxed" and worded and (self.accents != "bare" or bool(self.numbers))

    @property
    def narrows(self) -> bool:
        """Whether the text filters, even if only by what was chosen as well."""
        return self.filters != self.query.filters or any(chip.kind in FILTERS for chip in self.chips)

    @property
    def contradicted(self) -> bool:
        """Whether the text asks for a kind that the choices leave out, so that nothing answers."""
        return any(note.code in CONTRADICTIONS for note in self.notes)

    @property
    def more_than_words(self) -> bool:
        """Whether something is asked for that a row must have beside loose words, or instead of them."""
        return any((self.phrases, self.choices, self.nears, self.titles, self.numbers, self.issues))

    @property
    def _is_worded(self) -> bool:
        return bool(self.runs) or self.more_than_words or (self.places.article is not None and self.text != "")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says of kinds, days, a status and an order; `figure` is `QueryAnalysis.beside`."""

    kinds: Kinds
    dates: Sequence[AskedDays]
    status: AskedStatus | None
    order: AskedOrder | None
    figure: QueryNumber | None
    notes: Sequence[Note]


def analyse(
    query: SearchQuery, *, guessing: bool = True, unsaid: DayOf = "issued", called: Span | None = None
) -> QueryAnalysis:
    """Understand `query`; without `guessing` its dates, kinds, status and glued codes are words.

    Words at `called` are the name of an act, and none of these: 'luật ngân hàng nhà nước'.
    Days of which nothing is said are `unsaid`. A verbatim query has no dates, kinds, meanings or mended words.

    Raises:
        QueryTooLong: the text has more than 512 characters.
    """
    plain = guessing and not query.verbatim
    text = _clean(query.text) if query.verbatim else in_vietnamese(_clean(query.text))
    text = spaced_codes(text) if plain else text
    folded = fold_in_place(text)
    spans, operations = Spans(len(text)), Operations()
    fields = read_fields(text, folded, spans)
    read_excluded(text, spans, operations)
    cited = _read_cited(query, text, spans, fields, guessing=plain)
    read_operators(text, folded, spans, operations, numbered=bool(cited.numbers))
    uncited = plain and not cited.numbers and not cited.issues
    said = _said(text, folded, spans, called, unsaid=unsaid, plain=plain, uncited=uncited)
    act = find_act(text, folded) if uncited and not said.figure and '"' not in text else None
    found = _worded(_filtered(replace(cited, act=act), said, fields), spans, operations, fields)
    # Where all documents of a kind, a status or a gazette are asked for and there are none, that is the answer: nothing
    # is read as words.
    whole = said.kinds.chips or said.status or any(each.of == "gazetted" for each in said.dates)
    return replace(found, guessed=False) if whole and found.is_empty else found


def _said(
    text: str, folded: str, spans: Spans, called: Span | None, *, unsaid: DayOf, plain: bool, uncited: bool
) -> _Said:
    """What of a text may filter, but for a name at `called`: kinds and a status only where nothing is cited."""
    if called:
        spans.take(called)
    kinds = find_kinds(text, folded, spans) if uncited else ()
    places = [kind.span for kind in kinds] if bare_years_may_follow(kinds) else ()
    dates, notes = find_dates(text, folded, spans, places, unsaid=unsaid) if plain else ([], [])
    figure = read_beside(text, folded, spans) if uncited else None
    status = find_status(text, spans, kinds) if uncited and not figure else None
    order = find_order(text, spans, kinds) if uncited and not figure else None
    beside = [each.span for each in (*dates, status, order) if each]
    said = _Said(read_kinds(text, kinds, beside, spans), dates, status, order, figure, notes)
    if called:
        spans.release(called)
    return said


def _filtered(cited: QueryAnalysis, said: _Said, fields: Fields) -> QueryAnalysis:
    """The same with what the text says of kinds, days, a status and an order, in fields or in plain words."""
    return replace(
        cited,
        filters=narrowed(cited.query.filters, fields, said.kinds, said.dates, said.status),
        beside=said.figure,
        chips=(*cited.chips, *_chips_of(cited.text, said)),
        notes=(*said.notes, *contradictions(cited.query.filters, fields, said.kinds, said.status)),
        sort=said.order.sort if said.order else None,
        guessed=bool(said.dates or said.kinds.chips or said.status or said.order)
        or any(each.is_guess for each in cited.numbers),
    )


def _chips_of(text: str, said: _Said) -> Iterator[Chip]:
    """Chips of what filters."""
    yield from said.kinds.chips
    for each in said.dates:
        yield Chip(_DAYS[each.of], text[slice(*each.span)].strip(), without(text, each.span))
    if said.status:
        yield Chip("status", text[slice(*said.status.span)], without(text, said.status.span))
    if said.order:
        yield Chip("order", text[slice(*said.order.span)], without(text, said.order.span))


def _read_cited(query: SearchQuery, text: str, spans: Spans, fields: Fields, *, guessing: bool) -> QueryAnalysis:
    """What a text cites: gazette issues, numbers and relations to them, an article, an appendix."""
    folded, chips = fold_in_place(text), list[Chip]()
    issues = read_issues(text, folded, spans, chips, fields.provinces)
    numbers = read_numbers(text, folded, spans, chips, fields.issuers, guessing=guessing)
    relations = () if query.verbatim else read_relations(text, folded, numbers, spans, chips)
    articles = read_articles(text, folded, spans, chips, cited=bool(numbers))
    if not numbers or query.verbatim:
        articles = tuple(CitedArticle(each.article) for each in articles)
    appendix = read_appendix(text, folded, spans, chips) if numbers and not query.verbatim else None
    return QueryAnalysis(
        query=query,
        text=text,
        accents="bare",
        filters=query.filters,
        numbers=numbers,
        relations=relations,
        issues=(*issues, *(IssueNumber(*issue) for issue in fields.issues)),
        places=AskedPlaces(
            articles or tuple(map(CitedArticle, fields.articles[:1])), appendix, only=bool(fields.articles)
        ),
        chips=tuple(chips),
    )


def _worded(read: QueryAnalysis, spans: Spans, operations: Operations, fields: Fields) -> QueryAnalysis:
    """The same with what remains as words, and with what operators and fields say of them."""
    typed, dropped = _runs(read.text, spans)
    runs, spelt = (typed, ()) if read.query.verbatim else spelt_out(read.text, typed)
    terms = [term for run in (*typed, *operations.phrases) for term in run]
    meanings = () if read.query.verbatim else tuple(meanings_in(runs))
    return replace(
        read,
        accents=_accents(read.text, terms or operations.terms() or list(chain(*fields.titles))),
        runs=runs,
        phrases=tuple(operations.phrases),
        excluded=tuple(operations.excluded),
        choices=tuple(operations.choices),
        nears=tuple(operations.nears),
        titles=tuple(fields.titles),
        numbers_are="alternatives" if operations.between_numbers else "conditions",
        meanings=meanings,
        chips=(
            *read.chips,
            *spelt,
            *(meant_chip(each, read.text) for each in meanings),
            *fields.chips,
            *operations.chips,
        ),
        notes=(*fields.notes, *operations.notes, *read.notes, *told_english(runs)),
        dropped=dropped,
    )


def _accents(text: str, terms: list[Term]) -> Accents:
    """How a query was typed, from its words; where these have no marks, from all of its text.

    Of 'nghị định 2 con năm 2020' nothing remains but 'con', which lacks no mark.
    """
    found = accents_of(terms)
    if found != "bare" or fold_in_place(text) == lower_in_place(text):
        return found
    every = [term_of(text, syllable) for syllable in syllables(text)]
    return accents_of(every) if any(term.typed == "toned" for term in every) else found


def relax(analysis: QueryAnalysis) -> QueryAnalysis:
    """The same question with marks ignored and document numbers only preferred: for when nothing was found."""
    return replace(analysis, demand="relaxed")


def _clean(text: str) -> str:
    """NFC on one line, quotes unified.

    Raises:
        QueryTooLong: it has more than 512 characters, counted composed so that NFD costs the user nothing.
    """
    limit = profile().limits.length
    if len(text) > 4 * limit:
        raise QueryTooLong(f"{len(text)} characters")
    visible = "".join(c if c.isprintable() else " " for c in text if unicodedata.category(c) != "Cf")
    clean = " ".join(unicodedata.normalize("NFC", visible).translate(_PLAIN).split())
    if len(clean) - clean.count("=") > limit:  # what is marked to be taken as typed is no longer for that
        raise QueryTooLong(f"{len(clean)} characters")
    return clean


def _runs(text: str, spans: Spans) -> tuple[tuple[tuple[Term, ...], ...], int]:
    """Stretches of terms between what was read, up to the limit of different terms, and how many were over it."""
    runs: list[tuple[Term, ...]] = []
    seen: set[str] = set()
    letters: set[str] = set()  # 'co' is no new word beside 'cơ': a query half of whose marks are missing holds as many
    limits, dropped = profile().limits, 0
    for start, end in spans.gaps():
        run = []
        for syllable in syllables(text[start:end]):
            is_beyond = syllable.folded not in letters and len(letters) >= limits.terms
            if is_beyond or (syllable.accented not in seen and len(seen) >= limits.forms):
                dropped += 1
                continue
            seen.add(syllable.accented)
            letters.add(syllable.folded)
            run.append(term_of(text[start:end], syllable))
        if run:
            runs.append(tuple(run))
    return tuple(runs), dropped
