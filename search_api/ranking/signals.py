"""What a row tells the second stage, in one piece of bytes that both engines store beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search_api.language.codes import Codes
from search_api.language.rarity import rarities
from search_api.language.senses import NO_UNIT, PACKED, TELLING, Sense, packed

FIELDS = 8
(TITLE, HEADING, RARITY, DEFINES, TIER, AUTHORITY, ISSUED, EXPIRED) = range(FIELDS)
"""Places of these numbers: words of the title, of title and heading, rarity of the heading's words, whether it defines
terms, tier and authority of the document, days of issue and of expiry from the year 1 (0 for none)."""

HEAD = FIELDS + PACKED + TELLING // 2
"""Numbers in front of the words: these, and what the row is about: its vector, and units that tell it."""

THOUSANDTHS = 1000
_ARTICLE = "điều"
_REMEMBERED = 1 << 17
_DEFINING = (("giải", "thích"), ("từ", "ngữ"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What ranks a row for its document's sake: 1 for laws to 99 for what has no rank; 0 and None are neutral."""

    tier: int = 99
    authority: float = 0.0
    issued_on: dt.date | None = None
    expired_on: dt.date | None = None


def pack(heading: Sequence[str], codes: Codes, title: int, sense: Sense, standing: Standing) -> bytes:
    """A row as bytes: all its words as `codes`, and what they are about.

    `heading` are the first of them as text, title and heading; the first `title` are the title.
    """
    head = np.zeros(HEAD, dtype=np.uint32)
    head[TITLE] = _title_length(heading[:title])
    head[HEADING] = len(heading)
    head[RARITY] = round(sum(map(_RARITY.__getitem__, set(codes[: len(heading)].tolist()))) * THOUSANDTHS)
    head[DEFINES] = _defines(heading)
    head[TIER] = standing.tier
    head[AUTHORITY] = round(min(max(standing.authority, 0.0), 1.0) * THOUSANDTHS)
    head[ISSUED] = standing.issued_on.toordinal() if standing.issued_on else 0
    head[EXPIRED] = standing.expired_on.toordinal() if standing.expired_on else 0
    head[FIELDS : FIELDS + PACKED] = packed(sense.vector)
    units = np.full(TELLING, NO_UNIT, dtype="<u2")
    units[: len(sense.units)] = sense.units
    head[FIELDS + PACKED :] = units.view("<u4")
    return np.concatenate([head, codes]).astype("<u4", copy=False).tobytes()


def unpack(row: bytes) -> Codes:
    """All numbers of a row: the first `HEAD`, then the words of the heading, then those of the text."""
    return np.frombuffer(row, dtype="<u4")


def _title_length(title: Sequence[str]) -> int:
    """How many words name the act: a title that goes on 'Luật Cư trú - Điều 5 …' ends before its article."""
    if _ARTICLE in title:
        for place, (word, following) in enumerate(pairwise(title)):
            if place and word == _ARTICLE and following[:1].isdigit():
                return place
    return len(title)


class _Rarities(dict[int, float]):
    """How rare words are, by their codes: of 20 words in a third of the time of arrays."""

    def __missing__(self, code: int) -> float:
        """The rarity of a word that is met for the first time."""
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[code] = float(rarities(np.array([code], dtype=np.uint32))[0])
        return found


_RARITY = _Rarities()


def _defines(accented: Sequence[str]) -> bool:
    """Whether an article is there to define terms: 'Giải thích từ ngữ'."""
    if _DEFINING[0][0] not in accented:
        return False
    pairs = set(pairwise(accented))
    return all(pair in pairs for pair in _DEFINING)
