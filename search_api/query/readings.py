"""Which marks a word typed without them would carry, by the words around it.

A word may be any that has its letters, in the collection, in everyday questions or in the law. How likely one is behind
the two before it is told by those questions and by the law (`search_api.language.speech`), and behind the one before it
by the collection itself; the likeliest line of all is read (Viterbi), in which every mark that the user typed stays.
Handbook domain.md 7.3.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Protocol

import numpy as np
import numpy.typing as npt

from search_api.language.follows import Chances, Numbers
from search_api.language.speech import BORDER, NUMBER, Speech, law, speech
from search_api.query.syllables import Typed, fold, lacks_marks
from search_api.query.word_table import WordTable

_AS_ASKED = 0.65
"""How much everyday questions say of what follows what, against the collection and the law: of 5,700 syllables of such
questions, counted nowhere, 2.6 % are read wrongly by all, 3.5 % by questions and 10.1 % by the collection alone."""

_AS_WRITTEN = 0.05
"""How much the law says at least; where the collection says little of a word, the law says the rest. Of alqac-dev's
syllables 1.0 % are read wrongly, 1.3 % without the law; by the words of a collection of one article 1.7 and 4.8 %."""

_FEW = 20
"""What the collection says of a word that it holds so often counts half: a pair that stands there once is no rule."""

_BEGUN = 0.5
"""How far a line is read as the beginning of a question; else as a piece of one, begun with any word as frequent as it
is. Of pieces of 2 to 5 words 7.2 % of the syllables are read wrongly, of 9.2 % where all are taken for beginnings."""

_OFTEN = 20
"""How often the law writes what is a word of it, and no slip of one of its texts."""

_MOST_FORMS = 10
_RARELY = 0.001
"""Of the forms of a syllable the most frequent are weighed, none a thousand times as rare as the first of them."""

_LEAST = 1e-12
"""What no word is less likely than: its logarithm must be finite."""

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

Sides = tuple[Numbers, Numbers]
"""Numbers of what stands first, and of what stands behind it, pair by pair."""


class Typing(Protocol):
    """A syllable of a query: see `search_api.query.terms.Term`."""

    @property
    def accented(self) -> str:
        """As typed, in the index's form."""

    @property
    def folded(self) -> str:
        """Without marks."""

    @property
    def typed(self) -> Typed:
        """How many of its marks were typed."""

    @property
    def restored(self) -> str:
        """What it was read as already, '' where nothing is known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A word as it is read, and how likely that is among all that it may be: 1 where it can be nothing else."""

    word: str
    chance: float = 1.0


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that a syllable may have, and its places in the collection, in questions and in the law, -1 where none."""

    word: str
    held: int
    asked: int
    written: int
    share: float


def restore(run: Sequence[Typing], table: WordTable) -> tuple[str, ...]:
    """The likeliest accented form of each syllable of a run, in the order of the run; marks that were typed stay."""
    return tuple(reading.word for reading in read(run, table))


def read(run: Sequence[Typing], table: WordTable, doubt: float = 0.0) -> tuple[Reading, ...]:
    """The likeliest line of a run, marks that were typed in it, and how sure each of its words is.

    A syllable that is complete as typed is read otherwise only where that is likelier by `doubt` (natural logarithm).
    """
    choices = [_choices(term, table, as_typed=doubt > 0) for term in run] if table else []
    if all(len(options) == 1 for options in choices):
        return tuple(Reading(options[0].word) for options in choices) or tuple(Reading(term.accented) for term in run)
    doubts = [0.0 if lacks_marks(term.accented) else doubt for term in run]
    steps = _steps(choices, _costs(run, choices, doubts), table)
    line = _likeliest(steps)
    chances = _sureness(steps, line)
    return tuple(Reading(options[at].word, chance) for options, at, chance in zip(choices, line, chances, strict=True))


def reread(
    run: Sequence[Typing], instead: Mapping[int, Sequence[str]], doubts: Sequence[float], table: WordTable
) -> tuple[str, ...]:
    """The likeliest line of a run in which the words at some places may be others `instead` of those typed.

    Each other word must make the line likelier by the doubt of its place.
    """
    choices = [[_form(word, table) for word in (term.accented, *instead.get(at, ()))] for at, term in enumerate(run)]
    line = _likeliest(_steps(choices, _costs(run, choices, doubts), table))
    return tuple(options[at].word for options, at in zip(choices, line, strict=True))


def readings(term: Typing, table: WordTable) -> tuple[str, ...]:
    """All words that a syllable may stand for: itself where its tone was typed."""
    if term.typed == "toned":
        return (term.accented,)
    held = (table.words[place] for place in table.by_folded.get(term.folded, ()))
    return tuple(dict.fromkeys(chain(held, _said().get(term.folded, ()))))


def of_letters(term: Typing, table: WordTable) -> tuple[str, ...]:
    """All words of a syllable's letters, whatever its tone; of one without a tone those with all of its marks."""
    held = (table.words[place] for place in table.by_folded.get(term.folded, ()))
    words = tuple(dict.fromkeys(chain(held, _said().get(term.folded, ()))))
    return tuple(word for word in words if _holds(toneless(word), term.accented)) if term.typed == "marked" else words


def together(left: str, right: str, table: WordTable) -> int:
    """How often two accented words follow one another, in the collection, in everyday questions and in the law."""
    return sum(each.pair_count(left, right) for each in (table, speech(), law()))


def all_together(lefts: Sequence[str], rights: Sequence[str], table: WordTable) -> int:
    """How often any of some words is followed by any of others, counted as `together` does."""
    return sum(each.any_pair_count(lefts, rights) for each in (table, speech(), law()))


def beside(lefts: Sequence[str], rights: Sequence[str], table: WordTable) -> Numbers:
    """How often each word is followed by the one at the same place of the others, counted as `together` does."""
    found = np.zeros(len(lefts), dtype=np.int64)
    for pairs, places in ((table.follows, table.places), *((said.pairs, said.places) for said in (speech(), law()))):
        left, right = (np.fromiter((places.get(word, -1) for word in words), np.int64) for words in (lefts, rights))
        at = pairs.places(left, right)
        found += np.where(at >= 0, pairs.counts.take(at, mode="clip"), 0) if len(pairs.counts) else 0
    return found


def is_said(folded: str) -> bool:
    """Whether people ask with a word, or the law writes it often, with whatever marks; the law has slips too."""
    return any(speech().count(word) or law().count(word) >= _OFTEN for word in _said().get(folded, ()))


@lru_cache(maxsize=1 << 15)
def toneless(word: str) -> str:
    """The word without its tone: its other marks stay."""
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))


@cache
def _said() -> dict[str, tuple[str, ...]]:
    """The words of everyday questions and of the law by their folded form."""
    groups: dict[str, list[str]] = {}
    for word in dict.fromkeys(chain(speech().words[NUMBER + 1 :], law().words[NUMBER + 1 :])):
        groups.setdefault(fold(word), []).append(word)
    return {key: tuple(words) for key, words in groups.items()}


def _choices(term: Typing, table: WordTable, *, as_typed: bool) -> list[_Form]:
    """The forms that a syllable may have; `as_typed` where the one that was typed is among them, however rare it is."""
    if term.restored:
        return [_form(term.restored, table)]
    words: Sequence[str] = ()
    if term.typed != "toned" and term.accented.isalpha():
        words = readings(term, table)
        if term.typed == "marked":
            words = _of_marks(term.accented, words)
    if not words:
        return [_form(term.accented, table)]
    options = sorted([_form(word, table) for word in words], key=lambda form: -form.share)[:_MOST_FORMS]
    kept = [form for form in options if form.share >= _RARELY * options[0].share]
    if as_typed and not lacks_marks(term.accented) and all(form.word != term.accented for form in kept):
        kept.append(_form(term.accented, table))
    return kept


def _of_marks(typed: str, words: Sequence[str]) -> Sequence[str]:
    """Those of some words that may be meant by one without its tone; where đ is its only mark, vowels say nothing."""
    kept = [word for word in words if toneless(word) == typed]
    is_open = lacks_marks(typed) and (not kept or typed.replace("đ", "d") == fold(typed))
    return [word for word in words if _holds(toneless(word), typed)] if is_open else kept


def _holds(word: str, typed: str) -> bool:
    """Whether a word without its tone has every mark that was typed, and others where none was: 'đuong' of đương."""
    if len(word) != len(typed):
        return False
    return all(mark in (letter, fold(letter)) for letter, mark in zip(word, typed, strict=True))


def _form(word: str, table: WordTable) -> _Form:
    held = table.places.get(word, -1)
    in_table = int(table.counts[held]) / max(1, table.total) if held >= 0 else 0.0
    in_texts = (in_table + law().share(word)) / 2
    share = (1 - _AS_ASKED) * in_texts + _AS_ASKED * speech().share(word)
    unknown = -1 if word.isalpha() else NUMBER
    return _Form(word, held, speech().places.get(word, unknown), law().places.get(word, unknown), share)


def _costs(run: Sequence[Typing], choices: Sequence[Sequence[_Form]], doubts: Sequence[float]) -> Sequence[Chances]:
    """What each form costs: nothing where it is as typed, else the doubt of its place."""
    return [
        np.array([0.0 if form.word == term.accented else doubt for form in options])
        for term, options, doubt in zip(run, choices, doubts, strict=True)
    ]


def _likeliest(every: Sequence[Chances]) -> list[int]:
    """Which form of each syllable makes the likeliest line (Viterbi); ties go to the more frequent."""
    came: list[npt.NDArray[np.intp]] = []
    likely = np.zeros((1, 1))
    for steps in every:
        reached = likely[:, :, None] + steps
        came.append(reached.argmax(axis=0))
        likely = reached.max(axis=0)
    before, last = divmod(int(likely.argmax()), likely.shape[1])
    line = [last, before]
    for back in reversed(came[2:]):
        line.append(int(back[line[-1], line[-2]]))
    return line[len(every) - 1 :: -1]


def _sureness(every: Sequence[Chances], line: Sequence[int]) -> list[float]:
    """How likely each form of a line is among all that its syllable may have, whatever the others are.

    Of all lines that pass through it the chances are added up, forwards and backwards.
    """
    steps = [np.exp(each) for each in every]
    here, forwards = np.ones((1, 1)), []
    for each in steps:
        here = (here[:, :, None] * each).sum(axis=0)
        here /= here.max()  # chances of long lines are too small for a number
        forwards.append(here)
    beyond, sure = np.ones_like(here), []
    for each, reached, at in zip(reversed(steps), reversed(forwards), reversed(line), strict=True):
        through = (reached * beyond).sum(axis=0)
        sure.append(float(through[at] / through.sum()))
        beyond = (each * beyond).sum(axis=2)
        beyond /= beyond.max()
    return sure[::-1]


def _steps(forms: Sequence[Sequence[_Form]], costs: Sequence[Chances], table: WordTable) -> list[Chances]:
    """The logarithm of how likely each form is behind each two before it, less its cost: one look-up for all places."""
    border = (_Form("", BORDER, BORDER, BORDER, 1.0),)
    choices = (border, border, *forms)
    many = np.array([len(options) for options in choices])
    ends = np.cumsum(many)
    place, within, pair_ends = _numbered(many[:-1] * many[1:])
    pairs = ends[place] - many[place] + within // many[place + 1], ends[place] + within % many[place + 1]
    place, within, run_ends = _numbered(many[:-2] * many[1:-1] * many[2:])
    behind = pair_ends[place] + within % (many[place + 1] * many[place + 2])
    before = pair_ends[place] - many[place] * many[place + 1] + within // many[place + 2]
    every = list(chain(*choices))
    asked = _chances(speech(), np.array([form.asked for form in every]), pairs, (before, behind))
    written = _chances(law(), np.array([form.written for form in every]), pairs, (before, behind))
    left, right = (np.array([form.held for form in every])[side] for side in pairs)
    here = table.follows.chances(left, right, table.follows.places(left, right))
    is_word = np.array([form.asked != NUMBER for form in every])[
        pairs[1]
    ]  # of figures a collection's pairs say nothing
    known = (table.follows.behind.totals[left] * is_word)[behind]
    weight = (1 - _AS_ASKED - _AS_WRITTEN) * known / (known + _FEW)
    chances = _AS_ASKED * asked + weight * here[behind] + (1 - _AS_ASKED - weight) * written
    begins = slice(len(choices[2]))
    chances[begins] = _BEGUN * chances[begins] + (1 - _BEGUN) * np.array([form.share for form in choices[2]])
    logs = np.log(chances + _LEAST)
    shapes = zip(many, many[1:], many[2:], strict=False)
    parts = (part.reshape(shape) for part, shape in zip(np.split(logs, run_ends[:-1]), shapes, strict=False))
    return [part - cost for part, cost in zip(parts, costs, strict=True)]


def _chances(said: Speech, forms: Numbers, pairs: Sides, runs: Sides) -> Chances:
    """How likely each third word of runs is behind the two before it.

    `forms` are places of words in what was said, `pairs` numbers of neighbours among them, and a run is the number of
    its first and of its last two words among the pairs.
    """
    left, right = forms[pairs[0]], forms[pairs[1]]
    before, behind = runs
    places = said.pairs.places(left, right)
    alone = said.pairs.chances(left, right, places)
    return said.runs.chances(places[before], right[behind], alone[behind])


def _numbered(sizes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Groups of so many one after the other: the group of each, its number within the group, and where groups end."""
    ends = np.cumsum(sizes)
    group = np.repeat(np.arange(len(sizes)), sizes)
    return group, np.arange(len(group)) - (ends - sizes)[group], ends
