"""What rows say of a question, as numbers from 0 to about 1: one row of a matrix each.

All rows are looked at in one pass of numpy: 40 rows of 300 words take 1 ms.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_api.query.question import Question
from search_api.ranking import signals
from search_api.ranking.codes import ACCENT_BITS, FOLDED_SIZE, WORD_BYTES, Codes, folded_line
from search_api.ranking.rarity import Floats
from search_api.ranking.tables import Numbers, Tables, tables

FEATURES = (
    "first", "words", "relevance", "pairs", "near_pairs", "triples", "heading", "heading_asked", "early", "length",
    "defines", "act", "title", "article", "rank", "authority", "expired", "age",
)  # fmt: skip
"""Names of the columns; model.toml says what each is."""

_GAP = 3
_REACH = 3
_RAREST = 3
_SATURATION, _LENGTH_SHARE = 0.5, 0.9
_WORDS_OF_A_ROW, _WORDS_OF_A_HEADING = 275, 15
_EARLY = 20
_LAST_RANK = 8
_OLD_YEARS = 20
_DAYS_OF_A_YEAR = 365.25
_WRONG_MARKS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Where words of the question stand: row, word, place among all rows and in its row, how well the marks agree."""

    rows: Numbers
    words: Numbers
    at: Numbers
    places: Numbers
    worth: Floats
    in_heading: npt.NDArray[np.bool_]


def features(question: Question, rows: Sequence[bytes], first: Sequence[float], as_of: dt.date) -> Floats:
    """A row of `FEATURES` for each of `rows`; `first` are scores of the first stage, `as_of` decides on expiry."""
    held = [signals.unpack(row) for row in rows]
    heads = np.array([row[: signals.HEAD] for row in held], dtype=np.int64)
    asked = tables(question)
    found = _find(asked, held, heads)
    lengths = np.array([len(row) - signals.HEAD for row in held])
    columns = [
        np.asarray(first) / (max(first) or 1.0),
        *_words(asked, found, lengths),
        *_neighbours(asked, found, len(held)),
        *_headings(asked, found, heads),
        _early(asked, found, heads),
        np.log(np.maximum(lengths, 1)),
        heads[:, signals.DEFINES] * question.defines,
        *_named(asked, question, held),
        *_standing(heads, as_of),
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def _find(asked: Tables, held: Sequence[Codes], heads: Numbers) -> _Found:
    """All places of the question's words in one pass; rows are parted so that no neighbours meet across them."""
    lengths = np.array([len(row) - signals.HEAD + _GAP for row in held])
    starts = np.cumsum(lengths) - lengths
    words = np.zeros(int(lengths.sum()), dtype=np.uint32)
    for start, row in zip(starts, held, strict=True):
        words[start : start + len(row) - signals.HEAD] = row[signals.HEAD :]
    at, word = _places(asked, words)
    rows = np.searchsorted(starts, at, side="right") - 1
    places = at - starts[rows]
    same = words[at] == asked.codes[word]
    worth = np.where(same | ~asked.known[word], 1.0, _WRONG_MARKS)
    return _Found(rows, word, at, places, worth, places < heads[rows, signals.HEADING])


def _places(asked: Tables, words: Codes) -> tuple[Numbers, Numbers]:
    """Where words of the question stand, and which; a table over the folded forms is 10 times as fast as a search."""
    table = np.zeros(FOLDED_SIZE, dtype=np.int8)
    folded = asked.codes >> ACCENT_BITS
    table[folded[::-1]] = np.arange(len(folded), 0, -1)
    word = table[words >> ACCENT_BITS].astype(np.int64) - 1
    for place in range(len(folded)):  # words that differ by marks alone: thuế beside thuê
        if table[folded[place]] != place + 1:
            word[words == asked.codes[place]] = place
    at = np.flatnonzero(word >= 0)
    word = word[at]
    keep = ~asked.strict[word] | (words[at] == asked.codes[word])
    return at[keep], word[keep]


def _share(found: Numbers, rows: Numbers, worth: Floats, rarity: Floats, count: int) -> Floats:
    """For each row what it holds of the asked, by rarity: 1 is all of it."""
    if not len(rarity):
        return np.zeros(count)
    best = np.zeros((count, len(rarity)))
    partly = worth < 1
    best[rows[partly], found[partly]] = worth[partly]
    best[rows[~partly], found[~partly]] = 1.0
    shares: Floats = best @ rarity / rarity.sum()
    return shares


def _words(asked: Tables, found: _Found, lengths: Numbers) -> tuple[Floats, Floats]:
    """What a row holds of the words, and the same by BM25."""
    count, size = len(lengths), len(asked.rarity)
    held = np.bincount(found.rows * size + found.words, weights=found.worth, minlength=count * size)
    frequencies = held.reshape(count, size)
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths / _WORDS_OF_A_ROW)
    saturated = frequencies * (_SATURATION + 1) / (frequencies + norm[:, None])
    relevance: Floats = saturated @ asked.rarity / asked.rarity.sum()
    return _share(found.words, found.rows, found.worth, asked.rarity, count), relevance


def _neighbours(asked: Tables, found: _Found, count: int) -> tuple[Floats, Floats, Floats]:
    """What a row holds of pairs as neighbours, of pairs at most three words apart, and of runs of three."""
    pairs, rows, worth, exact = [], [], [], np.full(max(len(found.words) - 1, 0), -1, dtype=np.int64)
    for step in range(1, _REACH + 1):
        left, right = found.words[:-step], found.words[step:]
        apart = found.at[step:] - found.at[:-step]
        pair = np.where(apart <= _REACH, asked.pairs[left, right], -1)
        if step == 1:
            exact = np.where(apart == 1, pair, -1)
        here = np.flatnonzero(pair >= 0)
        pairs.append(pair[here])
        rows.append(found.rows[here])
        worth.append(np.minimum(found.worth[here], found.worth[here + step]))
    both = np.where((exact[:-1] >= 0) & (exact[1:] >= 0), asked.triples[exact[:-1], exact[1:]], -1)
    three, two = np.flatnonzero(both >= 0), np.flatnonzero(exact >= 0)
    agreeing = np.minimum(found.worth[:-1], found.worth[1:])
    near = _share(np.concatenate(pairs), np.concatenate(rows), np.concatenate(worth), asked.pair_rarity, count)
    return (
        _share(exact[two], found.rows[two], agreeing[two], asked.pair_rarity, count),
        near,
        _share(both[three], found.rows[three], agreeing[three], asked.triple_rarity, count),
    )


def _headings(asked: Tables, found: _Found, heads: Numbers) -> tuple[Floats, Floats]:
    """What a heading holds of the words, by its length; and how much of the heading is asked for."""
    inside = found.in_heading
    held = _share(found.words[inside], found.rows[inside], found.worth[inside], asked.rarity, len(heads))
    norm = 1 - _LENGTH_SHARE + _LENGTH_SHARE * heads[:, signals.HEADING] / _WORDS_OF_A_HEADING
    relevance = held * (_SATURATION + 1) / (1 + _SATURATION * norm)
    whole = np.maximum(heads[:, signals.RARITY] / signals.THOUSANDTHS, 1e-9)
    return relevance, np.minimum(held * asked.rarity.sum() / whole, 1.0)


def _early(asked: Tables, found: _Found, heads: Numbers) -> Floats:
    """How early in the text the first of the rarest words stands: 1 at its beginning, one half at the 20th word."""
    rarest = np.argsort(-asked.rarity, kind="stable")[:_RAREST]
    here = np.flatnonzero(np.isin(found.words, rarest) & ~found.in_heading)
    first = np.full(len(heads), np.inf)
    np.minimum.at(first, found.rows[here], found.places[here] - heads[found.rows[here], signals.HEADING])
    early: Floats = 1 / (1 + first / _EARLY)
    return early


def _named(asked: Tables, question: Question, held: Sequence[Codes]) -> tuple[Floats, Floats, Floats]:
    """Whether the question names the act, is its whole title, and whether it asks for this very article."""
    whole, label = (folded_line(words) for words in (question.title, question.label))
    named = np.zeros((3, len(held)))
    for place, row in enumerate(held):
        length = int(row[signals.TITLE])
        folded = row[signals.HEAD : signals.HEAD + int(row[signals.HEADING])] >> ACCENT_BITS
        title = folded[:length].tobytes()
        named[0, place] = length > 1 and _stands_in(title, asked.line)
        named[1, place] = bool(whole) and title == whole
        named[2, place] = bool(label) and folded[length : length + 2].tobytes() == label
    return named[0], named[1], named[2]


def _stands_in(words: bytes, line: bytes) -> bool:
    """Whether words stand in a line one after the other; each takes four bytes."""
    at = line.find(words)
    while at % WORD_BYTES and at >= 0:
        at = line.find(words, at + 1)
    return at >= 0


def _standing(heads: Numbers, as_of: dt.date) -> tuple[Floats, Floats, Floats, Floats]:
    """What speaks for the document itself: its rank, its authority, that it is expired, its age; 0 where unknown."""
    day = as_of.toordinal()
    issued, expired = heads[:, signals.ISSUED], heads[:, signals.EXPIRED]
    rank = 1 - np.minimum(heads[:, signals.TIER], _LAST_RANK) / _LAST_RANK
    years = np.clip((day - issued) / _DAYS_OF_A_YEAR, 0, _OLD_YEARS) / _OLD_YEARS
    gone = (expired > 0) & (expired <= day)
    return rank, heads[:, signals.AUTHORITY] / signals.THOUSANDTHS, gone.astype(np.float64), np.where(issued, years, 0)
