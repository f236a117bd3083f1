"""What the law writes for words of a question: tables of its phrases, made once for all rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search_api.language.codes import Codes
from search_api.language.rarity import Floats, pair_rarities, rarities
from search_api.query.question import Asked, Meant
from search_api.query.syllables import fold

Numbers = npt.NDArray[np.int64]
Unit = tuple[int, int]
"""Two neighbours, by their places among the words; a word that is a wording of its own stands before `_ALONE`."""

_ALONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """Wordings of what is meant: of each meaning first the words as typed, then the law's phrases.

    `units` leads from two words to their unit, `alone` from a word to its unit, -1 for none. `shares` says how much of
    a wording (column) a unit (row) makes, together 1; `firsts` are the columns of the words as typed. `rarity` is that
    of the words of each wording, `worth` that of the typed ones of each meaning.
    """

    units: Numbers
    alone: Numbers
    shares: Floats
    firsts: Numbers
    rarity: Floats
    worth: Floats


def words_beside(typed: Sequence[Asked], meant: Sequence[Meant]) -> tuple[str, ...]:
    """Words of the law's phrases that are none of the question's, each once."""
    known = _known(typed)
    said = (word for each in meant if _is_said(each, known) for phrase in each.phrases for word in phrase)
    return tuple(dict.fromkeys(word for word in said if word not in known and fold(word) not in known))


def meanings(typed: Sequence[Asked], codes: Codes, beside: Sequence[str], meant: Sequence[Meant]) -> Meanings | None:
    """The tables of what is meant, over `codes` of the typed words and of those beside; None where nothing is."""
    known = _known(typed)
    places = {word: place for place, word in enumerate(beside, len(typed))} | known
    wordings: list[tuple[int, ...]] = []
    firsts, worth = [], []
    for each in meant:
        if _is_said(each, known):
            own = tuple(known[word] for word in each.words)
            firsts.append(len(wordings))
            worth.append(float(rarities(codes[np.unique(own)]).sum()))
            wordings += [own, *(tuple(_place(word, places) for word in phrase) for phrase in each.phrases)]
    if not wordings:
        return None
    numbers: dict[Unit, int] = {}
    for wording in wordings:
        for unit in _units(wording):
            numbers.setdefault(unit, len(numbers))
    rarity = np.array([float(rarities(codes[np.unique(wording)]).sum()) for wording in wordings])
    units, alone = _tables(numbers, len(codes))
    return Meanings(units, alone, _shares(wordings, numbers, codes), np.array(firsts), rarity, np.array(worth))


def _is_said(meant: Meant, known: Mapping[str, int]) -> bool:
    """Whether all of its words are asked for: else some of them only ask."""
    return all(word in known for word in meant.words)


def _known(typed: Sequence[Asked]) -> dict[str, int]:
    """The places of typed words, by the form that stands for them: without marks where these need not agree."""
    loose = {word.folded: place for place, word in enumerate(typed) if not word.is_strict}
    return loose | {word.accented: place for place, word in enumerate(typed)}


def _place(word: str, places: Mapping[str, int]) -> int:
    return places[word] if word in places else places[fold(word)]


def _units(wording: Sequence[int]) -> set[Unit]:
    return set(pairwise(wording)) if len(wording) > 1 else {(wording[0], _ALONE)}


def _shares(wordings: Sequence[Sequence[int]], numbers: Mapping[Unit, int], codes: Codes) -> Floats:
    """How much of each wording its units make, by their rarity."""
    sides = np.array(list(numbers), dtype=np.int64)
    single = sides[:, 1] == _ALONE
    rare = np.where(single, rarities(codes[sides[:, 0]]), pair_rarities(codes[sides[:, 0]], codes[sides[:, 1]]))
    shares = np.zeros((len(numbers), len(wordings)))
    for column, wording in enumerate(wordings):
        rows = [numbers[unit] for unit in _units(wording)]
        shares[rows, column] = rare[rows]
    whole: Floats = shares / np.maximum(shares.sum(axis=0), 1e-9)
    return whole


def _tables(numbers: Mapping[Unit, int], size: int) -> tuple[Numbers, Numbers]:
    units, alone = np.full((size, size), -1, dtype=np.int64), np.full(size, -1, dtype=np.int64)
    for (left, right), number in numbers.items():
        if right == _ALONE:
            alone[left] = number
        else:
            units[left, right] = number
    return units, alone
