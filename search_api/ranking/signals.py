"""What a row tells the second stage, in one piece of bytes that both engines store beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from search_api.language.codes import Codes, word_code
from search_api.language.rarity import rarities
from search_api.language.senses import PACKED, Vectors, packed

FIELDS = 8
(TITLE, HEADING, RARITY, DEFINES, TIER, AUTHORITY, ISSUED, EXPIRED) = range(FIELDS)
"""Places of these numbers: words of the title, of title and heading, rarity of the heading's words, whether it defines
terms, tier and authority of the document, days of issue and of expiry from the year 1 (0 for none)."""

HEAD = FIELDS + PACKED
"""Numbers in front of the words: these, and what the row is about."""

THOUSANDTHS = 1000
_DIEU = word_code("điều", "dieu")
_DEFINING = (("giải", "thích"), ("từ", "ngữ"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What ranks a row for its document's sake: 1 for laws to 99 for what has no rank; 0 and None are neutral."""

    tier: int = 99
    authority: float = 0.0
    issued_on: dt.date | None = None
    expired_on: dt.date | None = None


def pack(accented: Sequence[str], codes: Codes, heading: int, title: int, sense: Vectors, standing: Standing) -> bytes:
    """A row as bytes: all its words, given as text and as `codes`, and what they are about.

    The first `heading` words are title and heading, the first `title` the title.
    """
    head = np.zeros(HEAD, dtype=np.uint32)
    head[TITLE] = _title_length(title, codes, accented)
    head[HEADING] = heading
    head[RARITY] = round(float(rarities(np.unique(codes[:heading])).sum()) * THOUSANDTHS)
    head[DEFINES] = _defines(accented[:heading])
    head[TIER] = standing.tier
    head[AUTHORITY] = round(min(max(standing.authority, 0.0), 1.0) * THOUSANDTHS)
    head[ISSUED] = standing.issued_on.toordinal() if standing.issued_on else 0
    head[EXPIRED] = standing.expired_on.toordinal() if standing.expired_on else 0
    head[FIELDS:] = packed(sense)
    return np.concatenate([head, codes]).astype("<u4").tobytes()


def unpack(row: bytes) -> Codes:
    """All numbers of a row: the first `HEAD`, then the words of the heading, then those of the text."""
    return np.frombuffer(row, dtype="<u4")


def _title_length(length: int, codes: Codes, accented: Sequence[str]) -> int:
    """How many words name the act: a title that goes on 'Luật Cư trú - Điều 5 …' ends before its article."""
    for place in np.flatnonzero(codes[:length] == _DIEU).tolist():
        if 0 < place < length - 1 and accented[place + 1][:1].isdigit():
            return place
    return length


def _defines(accented: Sequence[str]) -> bool:
    """Whether an article is there to define terms: 'Giải thích từ ngữ'."""
    pairs = set(pairwise(accented))
    return all(pair in pairs for pair in _DEFINING)
