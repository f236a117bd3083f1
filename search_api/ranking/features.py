"""What rows say of a question, as numbers from 0 to about 1: one row of a matrix each.

All rows are looked at in one pass of numpy: 40 rows of 300 words take 1 ms.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from search_api.language.codes import ACCENT_BITS, WORD_BYTES, folded_line
from search_api.language.rarity import Floats
from search_api.language.senses import nearness
from search_api.query.question import Question
from search_api.ranking import signals
from search_api.ranking.alike import alike
from search_api.ranking.closing import closing
from search_api.ranking.places import Found, Line, find, line_of
from search_api.ranking.tables import Numbers, Tables, tables
from search_api.ranking.wordings import gained

FEATURES = (
    "first", "words", "relevance", "pairs", "near_pairs", "triples", "whole", "heading", "heading_asked", "early",
    "length", "meant", "meant_heading", "meant_asked", "sense", "alike", "alike_lacking", "defines", "closing",
    "act", "title", "article", "rank", "authority", "expired", "age",
)  # fmt: skip
"""Names of the columns; model.toml says what each is."""

_REACH = 3
_RAREST = 3
_SATURATION, _LENGTH_SHARE = 0.5, 0.9
_WORDS_OF_A_ROW, _WORDS_OF_A_HEADING = 275, 15
_SAYING_HEADING = 16.0
"""What three or four words of a heading weigh together: one of two words that are asked for ('Bào chữa') is asked for
only as far as these weigh. Of 120 everyday questions 0.56 instead of 0.51 find the right article first."""

_ALL = 0.999
_EARLY = 20
_LAST_RANK = 8
_OLD_YEARS = 20
_DAYS_OF_A_YEAR = 365.25


def features(question: Question, rows: Sequence[bytes], first: Sequence[float], as_of: dt.date) -> Floats:
    """A row of `FEATURES` for each of `rows`; `first` are scores of the first stage, `as_of` decides on expiry."""
    line, asked = line_of(rows), tables(question)
    everything = find(asked, line)
    found = everything.only(everything.words < len(asked.rarity)) if asked.meanings else everything
    columns = (
        np.asarray(first) / (max(first) or 1.0),
        *_words(asked, found, line.lengths),
        *_neighbours(asked, found, len(line)),
        *_headings(asked, found, line.heads),
        _early(asked, found, line.heads),
        np.log(np.maximum(line.lengths, 1)),
        *gained(asked, everything, _rarity_of_headings(line.heads)),
        nearness(line.senses, asked.sense),
        *alike(line.units, asked.units),
        line.heads[:, signals.DEFINES] * question.defines,
        closing(line) * (not question.effect),
        *_named(asked, question, line),
        *_standing(line.heads, as_of),
    )
    values = np.empty((len(rows), len(FEATURES)))
    for place, column in enumerate(columns):
        values[:, place] = column
    return values


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


def _words(asked: Tables, found: Found, lengths: Numbers) -> tuple[Floats, Floats]:
    """What a row holds of the words, and the same by BM25."""
    count, size = len(lengths), len(asked.rarity)
    held = np.bincount(found.rows * size + found.words, weights=found.worth, minlength=count * size)
    frequencies = held.reshape(count, size)
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths / _WORDS_OF_A_ROW)
    saturated = frequencies * (_SATURATION + 1) / (frequencies + norm[:, None])
    relevance: Floats = saturated @ asked.rarity / asked.rarity.sum()
    return _share(found.words, found.rows, found.worth, asked.rarity, count), relevance


def _neighbours(asked: Tables, found: Found, count: int) -> tuple[Floats, Floats, Floats, Floats]:
    """What a row holds of pairs as neighbours, of pairs at most three words apart, of runs of three; if all pairs."""
    pairs, rows, worth, exact = [], [], [], np.full(max(len(found.words) - 1, 0), -1, dtype=np.int64)
    table, lines = asked.pairs.ravel(), found.words * len(asked.pairs)  # by one number: in half of the time of two
    for step in range(1, _REACH + 1):
        apart = found.at[step:] - found.at[:-step]
        here = np.flatnonzero(apart <= _REACH)
        pair = table[lines[here] + found.words[here + step]]
        if step == 1:
            exact[here] = np.where(apart[here] == 1, pair, -1)
        here, pair = here[pair >= 0], pair[pair >= 0]
        pairs.append(pair)
        rows.append(found.rows[here])
        worth.append(np.minimum(found.worth[here], found.worth[here + step]))
    both = np.where((exact[:-1] >= 0) & (exact[1:] >= 0), asked.triples[exact[:-1], exact[1:]], -1)
    three, two = np.flatnonzero(both >= 0), np.flatnonzero(exact >= 0)
    agreeing = np.minimum(found.worth[:-1], found.worth[1:])
    near = _share(np.concatenate(pairs), np.concatenate(rows), np.concatenate(worth), asked.pair_rarity, count)
    held = _share(exact[two], found.rows[two], agreeing[two], asked.pair_rarity, count)
    threes = _share(both[three], found.rows[three], agreeing[three], asked.triple_rarity, count)
    return held, near, threes, (held > _ALL).astype(np.float64)


def _headings(asked: Tables, found: Found, heads: Numbers) -> tuple[Floats, Floats]:
    """What a heading holds of the words, by its length; and how much of the heading is asked for."""
    inside = found.in_heading
    held = _share(found.words[inside], found.rows[inside], found.worth[inside], asked.rarity, len(heads))
    norm = 1 - _LENGTH_SHARE + _LENGTH_SHARE * heads[:, signals.HEADING] / _WORDS_OF_A_HEADING
    relevance = held * (_SATURATION + 1) / (1 + _SATURATION * norm)
    return relevance, np.minimum(held * asked.rarity.sum() / _rarity_of_headings(heads), 1.0)


def _rarity_of_headings(heads: Numbers) -> Floats:
    whole: Floats = np.maximum(heads[:, signals.RARITY] / signals.THOUSANDTHS, _SAYING_HEADING)
    return whole


def _early(asked: Tables, found: Found, heads: Numbers) -> Floats:
    """How early in the text the first of the rarest words stands: 1 at its beginning, one half at the 20th word."""
    rarest = np.zeros(len(asked.rarity), dtype=np.bool_)
    rarest[np.argsort(-asked.rarity, kind="stable")[:_RAREST]] = True
    here = np.flatnonzero(rarest[found.words] & ~found.in_heading)
    rows, places = found.rows[here], found.places[here]
    begins = np.flatnonzero(np.diff(rows, prepend=-1))  # places rise within a row
    first = np.full(len(heads), np.inf)
    first[rows[begins]] = places[begins] - heads[rows[begins], signals.HEADING]
    early: Floats = 1 / (1 + first / _EARLY)
    return early


def _named(asked: Tables, question: Question, line: Line) -> tuple[Floats, Floats, Floats]:
    """Whether the question names the act, is its whole title, and whether it asks for this very article."""
    whole, label = (folded_line(words) for words in (question.title, question.label))
    named = np.zeros((3, len(line)))
    folded = line.codes >> ACCENT_BITS
    titles = line.heads[:, signals.TITLE]
    begun = np.isin(
        folded[np.minimum(line.starts, len(folded) - 1)], np.frombuffer(asked.line + whole, dtype=np.uint32)
    )
    for place in np.flatnonzero(begun & (titles > 0) | bool(label)).tolist():
        start, length = int(line.starts[place]), int(titles[place])
        title = folded[start : start + length].tobytes()
        after = folded[start + length : start + min(length + 2, int(line.headings[place]))]
        named[0, place] = length > 1 and _stands_in(title, asked.line)
        named[1, place] = bool(whole) and title == whole
        named[2, place] = bool(label) and after.tobytes() == label
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
