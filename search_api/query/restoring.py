"""Which of the marks that a collection's words suggest are believed.

`search_api.query.readings.restore` gives the likeliest line, whatever was typed. A word without a tone is complete
Vietnamese in one case of four, also where this collection lacks it (áo phao, xe ba gác): it is only read otherwise
where its neighbours say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from search_api.query.profile import profile
from search_api.query.readings import all_together, readings, restore, together
from search_api.query.syllables import PAIR, lacks_marks
from search_api.query.terms import Term
from search_api.query.word_table import WordTable

WELL_KNOWN = 5
"""How often a pair stands in the collection, or in all that was counted (`together`), that tells what is meant."""

# A word that is one of 20,000 of a collection, and ten times as often as what was typed, is believed anywhere. Of 1,441
# stretches of questions without their marks, read with the words of 30 gazettes, 471 are told wrongly so, 574 without.
_OFTEN = 100
_COMMON = 20_000
_MORE_COMMON = 10

Line = tuple[str, ...]

_RARER = 100
"""How much more often a word must stand in the collection than one of another tone that was typed for it (hổ trợ)."""

_EVERYWHERE = 1_000
"""The same of a word that stands in every line."""

_ONCE = 0.3
"""A pair that was never met counts as much."""

_OFTEN_SAID = 20
"""How often a pair is met at least that outweighs what was typed."""

_SELDOM = 5
"""A word that stands beside a neighbour more often than so is said there, whatever is said more often."""

_SURE = 0.85
"""Share of a reading among all readings of a pair of words without marks: 43 of 50 'dinh chi' are (quy) định chi
(tiết), and yet đình chỉ was meant; 'bao hiem' is bảo hiểm in 99 of 100."""


def believed(run: Sequence[Term], table: WordTable, known: Mapping[str, str], *, bare: bool) -> Line:
    """The words of a run with those marks that are sure; `run` has in `restored` the likeliest ones.

    A word is read as the likeliest where that is known beside a neighbour, and better than as typed; or where it is
    common anywhere. `known` has what is sure of words as typed. What is no syllable as
    typed is always read so alone, with some of its marks (đuong), and with `bare` (the user types none); in a query
    with marks it may be of another tongue (net).
    """
    line = [term.likely for term in run]
    changed = True
    while changed:
        changed = False
        for place, term in enumerate(run):
            if term.others or line[place] in (term.accented, known.get(term.accented)):
                continue
            meant = _beside(line, place, line[place], table)
            sure = meant > _beside(line, place, term.accented, table)
            untold = bare or len(run) == 1 or term.typed == "marked"
            lacking = untold and lacks_marks(term.accented)
            if not (sure or lacking or _is_common(line[place], term.accented, table)):
                line[place] = term.accented
                changed = True
    return tuple(line)


def shows_missing_marks(run: Sequence[Term], table: WordTable) -> bool:
    """Whether the neighbours of some word of a run with marks tell that it was typed without its own."""
    line = evident(run, table)
    return any(form != term.accented and term.typed != "toned" for term, form in zip(run, line, strict=True))


def evident(run: Sequence[Term], table: WordTable) -> Line:
    """The words of a run with those marks that its words plainly lack, or have wrong, where everything looks complete.

    As typed a word must never stand beside any of its neighbours; with other marks beside each of them, and well known
    beside one. No word is read as one that stands in every line (thì, là, có): those are beside everything. A word
    without a tone may also stand beside them as typed where it does so hardly ever (`_is_outweighed`).
    """
    typed = tuple(term.accented for term in run)
    free = [
        _may_be_wrong(term, place, typed, table) or _may_be_rare(run, place, typed, table)
        for place, term in enumerate(run)
    ]
    if not any(free):
        return typed
    read = (_freed(term) if is_free else replace(term, typed="toned") for term, is_free in zip(run, free, strict=True))
    line = list(restore(tuple(read), table))
    changed = True
    while changed:
        changed = False
        for place, word in enumerate(typed):
            if line[place] != word and not (
                _is_evident(typed, line, place, table) or _is_outweighed(run[place], line, place, table)
            ):
                line[place] = word
                changed = True
    return tuple(line)


def is_certain(run: Sequence[Term], line: Line, known: Mapping[str, str], table: WordTable, *, bare: bool) -> bool:
    """Whether a line with marks put back may be offered as what was meant: no word of it is only the likeliest.

    Each word that got marks makes with a neighbour a pair that is hardly ever read otherwise; with `bare` (the user
    types no marks) no word was left without those that it probably has.
    """
    for place, (term, form) in enumerate(zip(run, line, strict=True)):
        if form == known.get(term.accented):
            continue
        if form == term.accented:
            if bare and term.likely != form:
                return False
            continue
        shares = [_share(run, line, at, table) for at in (place - 1, place) if _is_pair(run, at)]
        if shares and max(shares) < _SURE:
            return False
    return True


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


def _may_be_wrong(term: Term, place: int, typed: Line, table: WordTable) -> bool:
    """Whether a word may have other marks: it never stands beside its neighbours so, with a tone hardly ever at all."""
    if term.accented in profile().shown.unmarked:
        return False
    if term.typed == "toned" and _RARER * table.count(term.accented) > _most_common(term.folded, table):
        return False
    return not _beside(typed, place, term.accented, table)


def _may_be_rare(run: Sequence[Term], place: int, typed: Line, table: WordTable) -> bool:
    """Whether a word without its tone is so rare beside its neighbours that another of its letters may outweigh it."""
    if run[place].typed == "toned" or not typed[place].isalpha():
        return False
    if run[place].parted or (place + 1 < len(run) and run[place + 1].parted):
        return False  # beside a comma one neighbour alone tells too little: 'ly dị, anh về' is no ánh
    sides = _sides(typed, place, typed[place], table)
    return bool(sides) and max(sides) <= _SELDOM


def _is_outweighed(term: Term, line: Sequence[str], place: int, table: WordTable) -> bool:
    """Whether a word is hardly ever said as typed where it stands, and as read there often: 'hợp đông lao động'.

    Beside one neighbour the reading is said a hundred times as often, beside the other ten times; what stands in every
    line a thousand times, since it stands beside everything ('phải làm gi').
    """
    if term.typed == "toned":
        return False
    times = _EVERYWHERE if {line[place], term.accented} & profile().shown.unmarked else _RARER
    so, read = (_sides(line, place, word, table) for word in (term.accented, line[place]))
    more = [otherwise / max(each, _ONCE) for each, otherwise in zip(so, read, strict=True)]
    return bool(more) and max(more) >= times and max(read) >= _OFTEN_SAID and min(more) >= _MORE_COMMON


def _sides(line: Sequence[str], place: int, word: str, table: WordTable) -> list[int]:
    """How often a word stands behind the word before that place, and before the one behind it, as far as there are."""
    found = [together(line[place - 1], word, table)] if place and line[place - 1].isalpha() else []
    if place + 1 < len(line) and line[place + 1].isalpha():
        found.append(together(word, line[place + 1], table))
    return found


def _most_common(folded: str, table: WordTable) -> int:
    """How often the most frequent word of these letters stands in the collection."""
    return max((int(table.counts[place]) for place in table.by_folded.get(folded, ())), default=0)


def _freed(term: Term) -> Term:
    """The term with its tone open, or with all its marks where its tone was typed."""
    return replace(term, typed="bare") if term.typed == "toned" else term


def _is_evident(typed: Sequence[str], line: Sequence[str], place: int, table: WordTable) -> bool:
    if line[place] in profile().shown.unmarked or _beside(line, place, typed[place], table):
        return False
    counts = [
        together(pair[0], pair[1], table)
        for pair, at in ((line[place - 1 : place + 1], place - 1), (line[place : place + 2], place + 1))
        if 0 <= at < len(line) and line[at].isalpha()
    ]
    return bool(counts) and min(counts) > 0 and max(counts) >= WELL_KNOWN


def _is_common(word: str, typed: str, table: WordTable) -> bool:
    """Whether a word is so common, and so much more than as typed, that it is meant wherever it is likely."""
    count = table.count(word)
    return count >= max(_OFTEN, table.total / _COMMON, _MORE_COMMON * table.count(typed))


def _beside(line: Sequence[str], place: int, word: str, table: WordTable) -> int:
    """How often a word stands beside what is on both sides of that place."""
    before = together(line[place - 1], word, table) if place else 0
    after = together(word, line[place + 1], table) if place + 1 < len(line) else 0
    return before + after
