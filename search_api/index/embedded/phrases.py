"""Which of some rows hold a phrase, by the numbers of their words that the second stage reads.

tantivy hands over every row that holds a phrase, one object at a time: 'thông tư' takes it 26 ms in 60,000 rows and ten
times as long in 600,000. Most searches only ask of the rows that lack one word to answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from search_api.index.embedded.row_chunk import Answering, Codes, Flags, Numbers
from search_api.language.codes import ACCENT_BITS, codes_of
from search_api.query.clauses import Clause
from search_api.query.syllables import fold
from search_api.ranking.signals import HEAD

_FIELDS = {"text": False, "text_folded": True}
_REMEMBERED = 256
"""Phrases, two bits a row each: of 600,000 rows 38 MB."""

_AT_ONCE = 8_192
"""Rows whose words are looked at in one pass: some 9 MB of numbers."""


class Rows(Protocol):
    """What is asked of the rows: see `rows.Rows`."""

    def none(self) -> Flags:
        """A flag for each row, none set."""

    def holding(self, words: Iterable[str], flags: Flags, *, folded: bool) -> None:
        """Set the flags of rows that hold any of the words."""

    def ranking(self, rows: Numbers) -> list[Codes]:
        """What the second stage reads of rows."""


def is_phrase(clause: Clause) -> bool:
    """Whether a clause looks for several words one after the other in the text of a row."""
    return clause.kind == "phrase" and clause.field in _FIELDS and len(clause.tokens) > 1


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """A need that a phrase may meet as well, and the rows that meet it otherwise."""

    phrases: tuple[Clause, ...]
    met: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Looked:
    """Which rows were looked at for a phrase, and which of these hold it, as bits."""

    at: Flags
    holding: Flags


@dataclass(frozen=True, slots=True, eq=False)
class _Likely:
    """The phrases of a need, each with the rows that hold all its words; rows that these may make meet the need."""

    words: tuple[tuple[Clause, Flags], ...]
    rows: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """The phrases that were asked for, with what is known of them; what several threads learn at once may be lost."""

    known: dict[Clause, _Looked] = field(default_factory=dict)

    def count(self, rows: Rows, needs: Sequence[Open], counted: Flags, least: int, among: Answering) -> None:
        """Count the needs that rows meet by a phrase alone, of rows `among` for which that decides.

        `counted` is how many needs each row meets, of which it must meet the `least`.
        """
        likely = sorted((_likely(rows, need) for need in needs), key=lambda each: int(np.count_nonzero(each.rows)))
        left = counted + sum(each.rows for each in likely)
        here = np.flatnonzero(among & (counted < least) & (left >= least))
        met, left = counted[here], left[here]  # `left` is what a row may come to
        for each in likely:
            may = each.rows[here].view(np.bool_)
            asked = np.flatnonzero(may & (met < least) & (left >= least))
            found = self._any(rows, each, here[asked])
            met[asked[found]] += 1
            left[asked[~found]] -= 1
        counted[here] = met

    def _any(self, rows: Rows, likely: _Likely, asked: Numbers) -> Answering:
        """Which of some rows hold any phrase of a need."""
        found: Answering = np.zeros(len(asked), dtype=np.bool_)
        for phrase, whole in likely.words:
            place = np.flatnonzero(~found & whole[asked].view(np.bool_))
            found[place] = self._held(rows, phrase, asked[place])
        return found

    def _held(self, rows: Rows, phrase: Clause, asked: Numbers) -> Answering:
        """Which of the rows `asked` hold a phrase; what was not looked at before is looked at now."""
        at, holding = rows.none(), rows.none()
        if known := self.known.get(phrase):
            at, holding = (np.unpackbits(bits, count=len(at)) for bits in (known.at, known.holding))
        unknown = asked[at[asked] == 0]
        if len(unknown):
            holding[_standing(rows, phrase, unknown)] = 1
            at[unknown] = 1
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[phrase] = _Looked(np.packbits(at), np.packbits(holding))
        return holding[asked].view(np.bool_)


def _likely(rows: Rows, need: Open) -> _Likely:
    words = tuple((phrase, _with_words(rows, phrase)) for phrase in need.phrases)
    may = rows.none()
    for _, whole in words:
        may |= whole
    may &= need.met == 0
    return _Likely(words, may)


def _with_words(rows: Rows, phrase: Clause) -> Flags:
    """Which rows hold all words of a phrase, wherever."""
    whole = rows.none() + np.uint8(1)
    for word in dict.fromkeys(phrase.tokens):
        flags = rows.none()
        rows.holding((word,), flags, folded=_FIELDS[phrase.field])
        whole &= flags
    return whole


def _standing(rows: Rows, phrase: Clause, asked: Numbers) -> Numbers:
    """Those of some rows that hold a phrase."""
    words = codes_of(phrase.tokens, map(fold, phrase.tokens))
    blocks = (asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE))
    found = [block[_together(rows.ranking(block), words, folded=_FIELDS[phrase.field])] for block in blocks]
    return np.concatenate([asked[:0], *found])


def _together(rows: Sequence[Codes], words: Codes, *, folded: bool) -> Answering:
    """Which of some rows hold words one after the other."""
    line = np.concatenate(rows)
    bounds = np.cumsum(np.fromiter(map(len, rows), dtype=np.int64, count=len(rows)))
    if folded:
        line, words = (np.right_shift(each, ACCENT_BITS, dtype=np.uint32) for each in (line, words))
    first, *others = words.tolist()
    at = np.flatnonzero(line[: max(0, len(line) - len(others))] == first)
    for place, word in enumerate(others, 1):
        at = at[line[at + place] == word]
    row = np.searchsorted(bounds, at, side="right")
    starts = np.append(0, bounds[:-1]) + HEAD
    found: Answering = np.zeros(len(rows), dtype=np.bool_)
    found[row[(at >= starts[row]) & (at + len(words) <= bounds[row])]] = True
    return found
