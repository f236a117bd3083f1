"""What a query asks for: document numbers, an article, gazette issues, quoted phrases, the remaining syllables.

Pure: no engine, no index. Handbook domain.md 3.3 (query forms), 7.3 (accents); limits of promise P15.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from nlp.numbers import QueryNumber
from nlp.topics.taxonomy import topics
from search_api.errors import QueryTooLong
from search_api.query.acts import NamedAct, find_act
from search_api.query.cited import (
    IssueNumber,
    read_appendix,
    read_article,
    read_beside,
    read_clause,
    read_issues,
    read_numbers,
    spaced_codes,
)
from search_api.query.dates import AskedDays, DayOf, find_dates
from search_api.query.fields import Fields, read_fields
from search_api.query.kinds import Kinds, bare_years_may_follow, find_kinds, read_kinds
from search_api.query.operators import (
    QUOTES,
    Near,
    Operations,
    Side,
    read_choices,
    read_excluded,
    read_joined,
    read_near,
    read_phrases,
)
from search_api.query.profile import profile
from search_api.query.relation import Relation, read_relations
from search_api.query.request import STATUS_NAMES, Filters, SearchQuery
from search_api.query.spans import Span, Spans, without
from search_api.query.statuses import AskedStatus, find_status
from search_api.query.syllables import fold_in_place, syllables
from search_api.query.synonyms import Meaning, meanings_in, meant_chip
from search_api.query.terms import Accents, Term, accents_of, term_of
from search_api.query.understood import FILTERS, Chip, ChipKind, Note

_Value = TypeVar("_Value", bound=str)

_DAYS: dict[DayOf, ChipKind] = {"issued": "date", "effective": "effect", "gazetted": "gazetted"}


@dataclass(frozen=True, slots=True)
class QueryAnalysis:
    """A query understood. `runs` are stretches of neighbouring terms; `dropped` terms were over the limit.

    `filters` are the user's choices together with what the text says (dates of issue, kinds, a status, prefixes);
    `dated` tells that plain words beside others are filters. `titles` must stand in a title or heading. `relaxed` is
    set when nothing was found: then marks are ignored and a document number is no condition any more. With
    `within_article` only that article is asked for (`clause` and `point` are the khoản and điểm of it), with
    `either_number` any of the numbers will do, `loosely` no word need stand beside the numbers. `restored` tells that
    the terms' `likely` forms are what the collection's words suggest. `contradicted` tells that the text asks for a
    kind which the choices leave out, so that nothing answers. `beside` is a number with its type alone beside words,
    which only the collection can tell from a figure; with `wished` the `numbers` are preferred, and no condition. `act`
    is named in words; `titles_named` are the keys of whole titles by which the collection holds it: they stand first.
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
    wished: bool = False
    act: NamedAct | None = None
    titles_named: tuple[tuple[str, ...], ...] = ()
    relations: tuple[Relation, ...] = ()
    issues: tuple[IssueNumber, ...] = ()
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    appendix: str | None = None
    within_article: bool = False
    either_number: bool = False
    meanings: tuple[Meaning, ...] = ()
    chips: tuple[Chip, ...] = ()
    notes: tuple[Note, ...] = ()
    dropped: int = 0
    dated: bool = False
    loosely: bool = False
    relaxed: bool = False
    restored: bool = False
    contradicted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: all documents answer that the filters let through."""
        return not self.text or (not self._is_worded and (bool(self.excluded) or self.narrows))

    @property
    def is_mute(self) -> bool:
        """Whether something was typed, but nothing that can be looked for (a lone quote, an emoji)."""
        return bool(self.text) and not self._is_worded and not self.excluded and not self.narrows

    @property
    def can_relax(self) -> bool:
        """Whether `relax` asks for less than this."""
        worded = bool(self.runs or self.phrases)
        return not self.relaxed and worded and (self.accents != "bare" or bool(self.numbers))

    @property
    def narrows(self) -> bool:
        """Whether the text filters, even if only by what was chosen as well."""
        return self.filters != self.query.filters or any(chip.kind in FILTERS for chip in self.chips)

    @property
    def part(self) -> str | None:
        """The label of the article or appendix that is asked for, None where none is."""
        return f"Điều {self.article}" if self.article else self.appendix

    @property
    def more_than_words(self) -> bool:
        """Whether something is asked for that a row must have beside loose words, or instead of them."""
        return any((self.phrases, self.choices, self.nears, self.titles, self.numbers, self.issues))

    @property
    def _is_worded(self) -> bool:
        return bool(self.runs) or self.more_than_words or (self.article is not None and self.text != "")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says of kinds, days and a status; `figure` is `QueryAnalysis.beside`."""

    kinds: Kinds
    dates: Sequence[AskedDays]
    status: AskedStatus | None
    figure: QueryNumber | None
    notes: Sequence[Note]


def analyse(
    query: SearchQuery, *, dated: bool = True, unsaid: DayOf = "issued", called: Span | None = None
) -> QueryAnalysis:
    """Understand `query`; without `dated` its dates, kinds, status and glued codes are words.

    Words at `called` are the name of an act, and none of these: 'luật ngân hàng nhà nước'.
    Days of which nothing is said are `unsaid`. A verbatim query has no dates, kinds, meanings or mended words.

    Raises:
        QueryTooLong: the text has more than 512 characters.
    """
    plain = dated and not query.verbatim
    text = spaced_codes(_clean(query.text)) if plain else _clean(query.text)
    folded = fold_in_place(text)
    spans, operations = Spans(len(text)), Operations()
    fields = read_fields(text, folded, spans)
    read_excluded(text, spans, operations)
    chips: list[Chip] = []
    cited = _read_cited(query, text, spans, fields, chips, guessing=plain)
    read_near(text, folded, spans, operations)
    read_joined(text, spans)
    read_choices(text, spans, operations, numbered=bool(cited.numbers))
    read_phrases(text, spans, operations)
    uncited = plain and not cited.numbers and not cited.issues
    act = find_act(text, folded) if uncited and '"' not in text else None
    said = _said(text, folded, spans, called, unsaid=unsaid, plain=plain, uncited=uncited)
    worded = _worded(cited, spans, operations, fields)
    against = tuple(_contradictions(query.filters, fields, said.kinds, said.status))
    found = replace(
        worded,
        filters=_filters(query.filters, fields, said.kinds, said.dates, said.status),
        chips=(*chips, *_chips_of(text, said), *map(meant_chip, worded.meanings), *fields.chips, *operations.chips),
        notes=(*fields.notes, *operations.notes, *said.notes, *against),
        beside=said.figure,
        act=None if said.figure else act,
        dated=bool(said.dates or said.kinds.chips or said.status) or any(number.is_guess for number in cited.numbers),
        contradicted=bool(against),
    )
    # Where all documents of a kind, a status or a gazette are asked for and there are none, that is the answer: nothing
    # is read as words.
    whole = said.kinds.chips or said.status or any(each.of == "gazetted" for each in said.dates)
    return replace(found, dated=False) if whole and found.is_empty else found


def _said(
    text: str, folded: str, spans: Spans, called: Span | None, *, unsaid: DayOf, plain: bool, uncited: bool
) -> _Said:
    """What of a text may filter, but for a name at `called`: kinds and a status only where nothing is cited."""
    if called:
        spans.take(called)
    kinds = find_kinds(text, folded, spans) if uncited else ()
    places = [kind.span for kind in kinds] if bare_years_may_follow(kinds) else ()
    dates, notes = find_dates(text, folded, spans, places, unsaid=unsaid) if plain else ([], [])
    figure = read_beside(folded, spans) if uncited else None
    status = find_status(text, spans, kinds) if uncited and not figure else None
    beside = [each.span for each in (*dates, status) if each]
    said = _Said(read_kinds(text, kinds, beside, spans), dates, status, figure, notes)
    if called:
        spans.release(called)
    return said


def _chips_of(text: str, said: _Said) -> Iterator[Chip]:
    """Chips of what filters."""
    yield from said.kinds.chips
    for each in said.dates:
        yield Chip(_DAYS[each.of], text[slice(*each.span)].strip(), without(text, each.span))
    if said.status:
        yield Chip("status", text[slice(*said.status.span)], without(text, said.status.span))


def _read_cited(
    query: SearchQuery, text: str, spans: Spans, fields: Fields, chips: list[Chip], *, guessing: bool
) -> QueryAnalysis:
    """What a text cites: gazette issues, numbers and relations to them, an article, an appendix."""
    folded = fold_in_place(text)
    issues = read_issues(text, folded, spans, chips, fields.provinces)
    numbers = read_numbers(text, folded, spans, chips, guessing=guessing)
    relations = () if query.verbatim else read_relations(text, folded, numbers, spans, chips)
    article = read_article(text, folded, spans, chips, cited=bool(numbers)) or next(iter(fields.articles), None)
    clause, point = read_clause(text, folded) if numbers and article and not query.verbatim else (None, None)
    appendix = read_appendix(text, folded, spans, chips) if numbers and not query.verbatim else None
    return QueryAnalysis(
        query=query,
        text=text,
        accents="bare",
        filters=query.filters,
        numbers=numbers,
        relations=relations,
        issues=(*issues, *(IssueNumber(*issue) for issue in fields.issues)),
        article=article,
        clause=clause,
        point=point,
        appendix=appendix,
        within_article=bool(fields.articles),
    )


def _worded(cited: QueryAnalysis, spans: Spans, operations: Operations, fields: Fields) -> QueryAnalysis:
    """The same with what remains as words, and with what operators say of them."""
    runs, dropped = _runs(cited.text, spans)
    terms = [term for run in (*runs, *operations.phrases) for term in run]
    return replace(
        cited,
        accents=accents_of(terms or operations.terms() or list(chain(*fields.titles))),
        runs=runs,
        phrases=tuple(operations.phrases),
        excluded=tuple(operations.excluded),
        choices=tuple(operations.choices),
        nears=tuple(operations.nears),
        titles=tuple(fields.titles),
        either_number=operations.between_numbers,
        meanings=() if cited.query.verbatim else tuple(meanings_in(runs)),
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
    clean = " ".join(unicodedata.normalize("NFC", visible).translate(QUOTES).split())
    if len(clean) > limit:
        raise QueryTooLong(f"{len(clean)} characters")
    return clean


def _filters(
    chosen: Filters, fields: Fields, named: Kinds, dates: Sequence[AskedDays], status: AskedStatus | None
) -> Filters:
    """The user's choices, narrowed by what the text says, in fields or in plain words."""
    found = replace(
        chosen,
        types=_narrowed(chosen.types, (*fields.types, *named.types)),
        issuers=_narrowed(chosen.issuers, (*fields.issuers, *named.issuers)),
        topics=_narrowed(chosen.topics, fields.topics),
        provinces=_narrowed(chosen.provinces, fields.provinces),
        signers=_narrowed(chosen.signers, fields.signers),
        statuses=_narrowed(chosen.statuses, status.statuses if status else ()),
    )
    for each in (*dates, *fields.dates):
        found = _within(found, each)
    return found


def _contradictions(chosen: Filters, fields: Fields, named: Kinds, status: AskedStatus | None) -> Iterator[Note]:
    """A note on each kind that the text asks for and the choices leave out, and on chosen days in the wrong order.

    A signer's part of a name is read later.
    """
    names = {each.key: each.name for each in topics()} | STATUS_NAMES
    for asked, held in (
        ((*fields.types, *named.types), chosen.types),
        ((*fields.issuers, *named.issuers), chosen.issuers),
        (fields.provinces, chosen.provinces),
        (fields.topics, chosen.topics),
        (status.statuses if status else (), chosen.statuses),
    ):
        if asked and held and set(asked).isdisjoint(held):
            typed, other = (", ".join(names.get(each, each) for each in dict.fromkeys(some)) for some in (asked, held))
            message = f"Câu tìm nêu “{typed}” nhưng bộ lọc chọn “{other}”, nên không có kết quả. Hãy bỏ một trong hai."
            yield Note("contradiction", message)
    for first, last in (
        (chosen.issued_from, chosen.issued_to),
        (chosen.effective_from, chosen.effective_to),
        (chosen.gazetted_from, chosen.gazetted_to),
    ):
        if first and last and first > last:
            message = f"Từ ngày {first:%d/%m/%Y} lại sau đến ngày {last:%d/%m/%Y}, nên không có kết quả. Hãy đổi lại."
            yield Note("turned-days", message)


def _within(chosen: Filters, days: AskedDays) -> Filters:
    match days.of:
        case "issued":
            first, last = _both((chosen.issued_from, chosen.issued_to), days)
            return replace(chosen, issued_from=first, issued_to=last)
        case "effective":
            first, last = _both((chosen.effective_from, chosen.effective_to), days)
            return replace(chosen, effective_from=first, effective_to=last)
        case "gazetted":
            first, last = _both((chosen.gazetted_from, chosen.gazetted_to), days)
            return replace(chosen, gazetted_from=first, gazetted_to=last)


def _both(chosen: tuple[dt.date | None, dt.date | None], days: AskedDays) -> tuple[dt.date | None, dt.date | None]:
    """The days that were both chosen and asked for."""
    first = max(filter(None, (chosen[0], days.first)), default=None)
    last = min(filter(None, (chosen[1], days.last)), default=None)
    return first, last


def _narrowed(chosen: tuple[_Value, ...], typed: Sequence[_Value]) -> tuple[_Value, ...]:
    if not typed:
        return chosen
    return tuple(value for value in chosen if value in typed) or tuple(dict.fromkeys(typed))


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
