"""Words spelt for short as people do in chats: 'dki', 'ko', 'bnhiu', by chat.toml.

They are read as what they mean and told; what may mean several things only adds a weaker clause. Beside figures and
names a lone letter stays what it is: '500 k', 'k2', 'vitamin k'.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from search_api.knowledge import knowledge
from search_api.query.syllables import printed, syllables
from search_api.query.terms import Term, taken_as_typed
from search_api.query.understood import Chip


@dataclass(frozen=True, slots=True)
class _Places:
    named: frozenset[str]
    behind_figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Chat:
    """chat.toml."""

    words: Mapping[str, str]
    weaker: Mapping[str, tuple[str, ...]]
    places: _Places


_LONE_CAPITAL = re.compile(r"(?<!^)(?<!\w)[^\W\d_a-zđ](?!\w)")
"""A letter that is a name: 'chiến trường K'; where a text begins phones write capitals."""

Run = tuple[Term, ...]


def spelt_out(text: str, runs: Sequence[Run]) -> tuple[tuple[Run, ...], tuple[Chip, ...]]:
    """The runs of a text with words for what was spelt for short, and a chip for each of these."""
    chips: dict[str, Chip] = {}
    names = frozenset(letter.lower() for letter in _LONE_CAPITAL.findall(text))
    found = tuple(tuple(_read(run, text, names, chips)) for run in runs)
    return found, tuple(chips.values())


def may_mean() -> Mapping[str, tuple[str, ...]]:
    """Short spellings that may mean several things, with these."""
    return _chat().weaker


def _read(run: Run, text: str, names: frozenset[str], chips: dict[str, Chip]) -> Iterator[Term]:
    for place, term in enumerate(run):
        meant = _meant(run, place) if term.accented not in names else ()
        if meant:
            shown = f"{term.accented} → {' '.join(map(printed, meant))}"
            chips[shown] = Chip("corrected", shown, taken_as_typed(text, term.accented))
        yield from (_term(form, term, parted=term.parted and not at) for at, form in enumerate(meant))
        if not meant:
            yield term


def _meant(run: Run, place: int) -> tuple[str, ...]:
    term = run[place]
    if term.capital or term.exact or term.accented not in _words():
        return ()
    before = run[place - 1].accented if place else ""
    behind = run[place + 1].accented if place + 1 < len(run) else ""
    beside_figure = before[:1].isdigit()
    if term.accented in _chat().places.behind_figures:
        return _words()[term.accented] if beside_figure else ()
    if len(term.accented) == 1 and (beside_figure or behind[:1].isdigit() or before in _named() or len(run) == 1):
        return ()
    return _words()[term.accented]


def _term(form: str, typed: Term, *, parted: bool) -> Term:
    (spelt,) = syllables(form)
    return Term(spelt.accented, spelt.folded, "toned" if spelt.accented != spelt.folded else typed.typed, parted=parted)


@cache
def _chat() -> _Chat:
    return knowledge("search_api.query", "chat", _Chat)


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """What short spellings mean, both as the index has them."""
    return {_accented(short)[0]: _accented(meant) for short, meant in _chat().words.items()}


@cache
def _named() -> frozenset[str]:
    return frozenset(_accented(each)[-1] for each in _chat().places.named)


def _accented(text: str) -> tuple[str, ...]:
    return tuple(each.accented for each in syllables(text))
