"""Which of the marks that a collection's words suggest are believed.

`search_api.query.readings` gives the likeliest line, whatever was typed, and how likely each word of it is. A word
without a tone is complete Vietnamese in one case of four, also where this collection lacks it (áo phao, xe ba gác): in
a query with its marks it is only read otherwise where that makes the line far likelier.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from search_api.query.readings import all_together, beside, of_letters, readings, reread, restore, together
from search_api.query.syllables import PAIR, lacks_marks
from search_api.query.terms import Term
from search_api.query.word_table import WordTable

WELL_KNOWN = 5
"""How often a pair stands in the collection, or in all that was counted (`together`), that tells what is meant."""

Line = tuple[str, ...]

_SELDOM = 50
"""What is said beside a neighbour more often than so is no slip, whatever is said more often."""

_MET, _RARER = 3, 100
"""How often what may be meant instead is said there at least, and how much more often than what was typed: it saves
weighing words that would be found too unlikely."""

_UNSAID, _WRONG = 6.0, 8.0
"""How much likelier (natural logarithm) a line must be with a word's missing marks, and with others for those typed."""

_ASKED = 16
"""Runs of which it is remembered what they plainly lack: a search asks for that up to three times."""

_TOLD = 0.8
"""How likely a reading must be that is told. Of 1,400 pieces of 1 to 6 words without their marks 76 are told wrongly so
(254 where all are told), and 1,149 rightly, as far as they are told."""

_SURE = 0.85
"""How likely each word of a line must be that is offered, and the share of a pair among all readings of its two words
that tells what they are: 43 of 50 'dinh chi' are (quy) định chi (tiết); 'bao hiem' is bảo hiểm in 99 of 100."""


def believed(run: Sequence[Term], table: WordTable, *, bare: bool) -> Line:
    """The words of a run with those marks that are told; `run` has in `restored` the likeliest ones.

    A word is told as the likeliest where that is likely enough. What is no syllable as typed is always told so alone,
    with some of its marks (đuong), and with `bare` (the user types none); in a query with marks it may be of another
    tongue (net).
    """
    line = tuple(term.likely for term in run)
    met = beside(("", *line), (*line, ""), table) > 0
    return tuple(
        term.likely
        if _is_told(term, lone=bare or len(run) == 1, met=len(run) == 1 or any(met[at : at + 2]))
        else term.accented
        for at, term in enumerate(run)
    )


def _is_told(term: Term, *, lone: bool, met: bool) -> bool:
    if term.others:
        return False
    if lacks_marks(term.accented) and (lone or term.typed == "marked"):
        return True
    return term.chance >= _TOLD and met


def shows_missing_marks(run: tuple[Term, ...], table: WordTable) -> bool:
    """Whether the neighbours of some word of a run with marks tell that it was typed without its own."""
    line = evident(run, table)
    return any(form != term.accented and term.typed != "toned" for term, form in zip(run, line, strict=True))


@lru_cache(maxsize=_ASKED)
def evident(run: tuple[Term, ...], table: WordTable) -> Line:
    """The words of a run with those marks that its words plainly lack, or have wrong, where everything looks complete.

    A word that is hardly ever said beside its neighbours is weighed against the words of the same letters that are: it
    is read as one of them where that makes the whole line likelier by `_UNSAID` (by `_WRONG`, where it has its tone).
    """
    typed = tuple(term.accented for term in run)
    instead = _instead(run, typed, table) if table else {}
    if not instead:
        return typed
    return reread(run, instead, [_WRONG if term.typed == "toned" else _UNSAID for term in run], table)


def _instead(run: Sequence[Term], typed: Line, table: WordTable) -> dict[int, Line]:
    """What may be meant by words that are seldom said beside their neighbours: others that are, and far more often."""
    said = beside(("", *typed), (*typed, ""), table).tolist()
    every = [
        (at, word)
        for at, term in enumerate(run)
        if max(said[at : at + 2]) <= _SELDOM
        and term.accented.isalpha()
        and not (term.capital or term.exact)
        and len(run) > 1
        for word in of_letters(term, table)
        if word != term.accented
    ]
    if not every:
        return {}
    places, words = zip(*every, strict=True)
    before = beside([typed[at - 1] if at else "" for at in places], words, table).tolist()
    behind = beside(words, [(*typed, "")[at + 1] for at in places], table).tolist()
    found: dict[int, Line] = {}
    for at, word, *counts in zip(places, words, before, behind, strict=True):
        if any(count >= max(_MET, _RARER * so) for count, so in zip(counts, said[at : at + 2], strict=True)):
            found[at] = (*found.get(at, ()), word)
    return found


def is_certain(run: Sequence[Term], line: Line) -> bool:
    """Whether a line with marks put back may be offered as what was meant: no word of it is only the likeliest.

    A word alone may be offered as the likeliest of all that it may be.
    """
    told = all(form == term.likely for term, form in zip(run, line, strict=True))
    return told and (len(run) == 1 or all(term.chance >= _SURE for term in run))


def surely_read(run: Sequence[Term], table: WordTable) -> tuple[Term, ...]:
    """The terms of a run with the pairs that make their restored marks sure.

    Such a pair is well known and hardly ever read otherwise: 'o to' is ô tô, and 'ở' and 'tổ' apart are another thing.
    """
    line = tuple(term.likely for term in run)
    pairs = {
        at: f"{left.folded}{PAIR}{right.folded}"
        for at, (left, right) in enumerate(pairwise(run))
        if _is_sure(run, line, at, table)
    }
    return tuple(
        replace(term, sure=tuple(pairs[at] for at in (place - 1, place) if at in pairs))
        if term.restored and not term.others
        else term
        for place, term in enumerate(run)
    )


def contradicts(run: Sequence[Term], at: int, read: Line, table: WordTable) -> bool:
    """Whether the words of a run from a place on are surely others than those they are `read` as.

    That is so where one of them, read as the whole run suggests, makes a well known pair with a neighbour that is
    hardly ever read otherwise: in 'hop dong thue' the middle word is that of hợp đồng, and no one pays taxes.
    """
    line = restore(run, table)
    others = {place for place, form in enumerate(read, at) if line[place] != form}
    pairs = {pair for place in others for pair in (place - 1, place)}
    return any(_is_sure(run, line, pair, table) for pair in pairs)


def _is_sure(run: Sequence[Term], line: Line, at: int, table: WordTable) -> bool:
    if not _is_pair(run, at) or together(line[at], line[at + 1], table) < WELL_KNOWN:
        return False
    return _share(run, line, at, table) >= _SURE


def _is_pair(run: Sequence[Term], at: int) -> bool:
    return 0 <= at < len(run) - 1 and run[at].accented.isalpha() and run[at + 1].accented.isalpha()


def _share(run: Sequence[Term], line: Line, at: int, table: WordTable) -> float:
    """The share of a pair of the line among all readings of these two words."""
    lefts, rights = (readings(term, table) for term in run[at : at + 2])
    every = all_together(lefts, rights, table)
    return together(line[at], line[at + 1], table) / every if every else 0.0
