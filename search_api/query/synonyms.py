"""Abbreviations and everyday words with what the law writes for them, by synonyms.toml and thesaurus/*.toml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from ingest.syllables import may_be_syllable
from search_api.knowledge import knowledge
from search_api.query.chat import may_mean
from search_api.query.syllables import fold, lacks_marks, syllables
from search_api.query.terms import Term, taken_as_typed
from search_api.query.understood import Chip


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words of a query, the same with their marks, and accented phrases of the law that may stand for them."""

    words: tuple[str, ...]
    read: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    shown: str


_SET = 3
"""Words of a phrase that is nothing else without its marks: 'quyen cong to', where công tơ may be the commoner pair."""

Table = Mapping[str, tuple[str, ...]]

_MOST = 8
"""Meanings of one query: what they cost is bounded, and no question of alqac-dev has more than four."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """`words` as they must be typed; an abbreviation that may be a syllable only in capitals, or as none ('vat')."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    shown: str
    only_capital: bool
    is_abbreviation: bool
    only_marked: bool


def meant_chip(meaning: Meaning, text: str) -> Chip:
    """How the user is told of a meaning of words in a text.

    Of words that lack marks only asking verbatim takes it off: they would be searched without any.
    """
    shown = f"{' '.join(meaning.words)} → {meaning.shown}"
    return Chip("meaning", shown, taken_as_typed(text, meaning.words[0]) if meaning.words == meaning.read else None)


def meanings_in(runs: tuple[tuple[Term, ...], ...]) -> Iterator[Meaning]:
    """What the words of these runs may mean, the longest reading of each place; the first few of a long query."""
    return islice(_meanings_in(runs), _MOST)


def set_phrases(runs: tuple[tuple[Term, ...], ...]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words of the law that mean what they say and are too long to be others: as typed, and with their marks."""
    for run in runs:
        for at, entry in _parted(run):
            if not entry.phrases and len(entry.words) >= _SET:
                yield tuple(term.accented for term in run[at : at + len(entry.words)]), entry.words


def abbreviations(term: Term) -> tuple[str, ...]:
    """The words that a term stands for where it is an abbreviation, () of every other."""
    entries = (each for each in _starting((term,)) if each.is_abbreviation and _stands(each, (term,)))
    return next((each.phrases[0] for each in entries), ())


def _meanings_in(runs: tuple[tuple[Term, ...], ...]) -> Iterator[Meaning]:
    for run in runs:
        for at, entry in _parted(run):
            if not entry.phrases:
                continue
            typed = tuple(term.accented for term in run[at : at + len(entry.words)])
            yield Meaning(typed, typed if entry.is_abbreviation else entry.words, entry.phrases, entry.shown)


def _parted(run: tuple[Term, ...]) -> list[tuple[int, _Entry]]:
    """The entries of a run, no two of which share a word, and where each begins.

    Of entries that overlap the longer one stands, of equal ones the later: what comes first is said of what follows
    ('tăng lương hưu' is about lương hưu, and no tăng lương).
    """
    found: list[tuple[int, _Entry]] = []
    for at in range(len(run)):
        rest = run[at:]
        entry = next((each for each in _starting(rest) if _stands(each, rest)), None)
        if entry is None:
            continue
        before = [held for held in found if held[0] + len(held[1].words) > at]
        if all(len(held.words) <= len(entry.words) for _, held in before):
            found = [held for held in found if held not in before]
            found.append((at, entry))
    return found


def _stands(entry: _Entry, run: tuple[Term, ...]) -> bool:
    held = run[: len(entry.words)]
    if len(held) < len(entry.words) or any(term.exact for term in held):
        return False
    if entry.phrases and any(term.parted for term in held[1:]):
        return False  # the law's own phrases may hold commas, but nobody says 'tôi thuê, nhà ở'
    if entry.is_abbreviation:
        is_short = held[0].capital or not entry.only_capital or lacks_marks(held[0].accented)
        return held[0].folded == fold(entry.words[0]) and is_short
    if len(entry.words) == 1:
        return held[0].likely == entry.words[0]
    return all(
        term.likely == word
        or (not entry.only_marked and term.typed == "bare" and not term.restored and term.folded == fold(word))
        for term, word in zip(held, entry.words, strict=True)
    )


def _starting(run: tuple[Term, ...]) -> Iterator[_Entry]:
    """The entries that begin with the first two words of a run, or are its first alone: the longest ones first."""
    entries, first = _entries(), run[0].folded
    if len(run) > 1:
        yield from entries.get((first, run[1].folded), ())
    yield from entries.get((first, ""), ())


@cache
def _entries() -> Mapping[tuple[str, str], tuple[_Entry, ...]]:
    """All entries by their first two words without marks: up to 113 of them begin with the same word."""
    found: dict[tuple[str, str], list[_Entry]] = {}
    held = thesaurus()
    abbreviations = knowledge("search_api.query", "synonyms", dict[str, Table])["abbreviations"]
    weaker = {short: meant for short, meant in may_mean().items() if short not in _folded(abbreviations)}
    for is_abbreviation, table in (
        (True, abbreviations),
        (True, weaker),
        *((False, table) for table in held.fields.values()),
    ):
        for words, phrases in table.items():
            syllabic = tuple(each.accented for each in syllables(words))
            entry = _Entry(
                syllabic,
                tuple(tuple(each.accented for each in syllables(phrase)) for phrase in phrases),
                phrases[0],
                is_abbreviation and may_be_syllable(fold(words)),
                is_abbreviation,
                words in held.only_marked,
            )
            found.setdefault(_beginning(syllabic), []).append(entry)
    for words in held.itself:
        own = tuple(each.accented for each in syllables(words))
        entry = _Entry(own, (), words, only_capital=False, is_abbreviation=False, only_marked=False)
        found.setdefault(_beginning(own), []).append(entry)
    return {begun: tuple(sorted(group, key=lambda each: -len(each.words))) for begun, group in found.items()}


def _folded(table: Table) -> frozenset[str]:
    return frozenset(map(fold, table))


def _beginning(words: tuple[str, ...]) -> tuple[str, str]:
    first, second = map(fold, (*words, "")[:2])
    return first, second


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Everyday words with the law's phrases, by field of law; which of them are something else without their marks.

    Words of `itself` are the law's own: they mean what they say, and no shorter entry counts inside of them.
    """

    fields: Mapping[str, Table]
    only_marked: frozenset[str] = frozenset()
    itself: frozenset[str] = frozenset()


@cache
def thesaurus() -> Thesaurus:
    """All of thesaurus/*.toml as one value."""
    every = sorted(each.name for each in files("search_api.query").joinpath("thesaurus").iterdir())
    names = (name.removesuffix(".toml") for name in every if name.endswith(".toml"))
    parts = [knowledge("search_api.query", f"thesaurus/{name}", Thesaurus) for name in names]
    return Thesaurus(
        {name: table for part in parts for name, table in part.fields.items()},
        frozenset().union(*(part.only_marked for part in parts)),
        frozenset().union(*(part.itself for part in parts)),
    )
