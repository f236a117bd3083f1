"""The rank of a document's legal force, from tiers.toml."""

from dataclasses import dataclass
from functools import cache

from search_api.index.record import DocumentRecord
from search_api.knowledge import knowledge
from search_api.query.syllables import fold

LAST = 99


@dataclass(frozen=True, slots=True)
class _Tier:
    """One entry of tiers.toml."""

    rank: int
    types: tuple[str, ...]
    issuer: str = ""


def tier(record: DocumentRecord) -> int:
    """1 for the constitution, 2 for laws, … 99 for what has no rank: sorts documents that share a number."""
    if record.type is None:
        return LAST
    kind = fold(record.type)
    issuer = fold(record.issuers[0]) if record.issuers else ""
    return next((rank for rank, types, word in _tiers() if kind in types and word in issuer), LAST)


@cache
def _tiers() -> tuple[tuple[int, frozenset[str], str], ...]:
    held = knowledge("search_api.index", "tiers", dict[str, tuple[_Tier, ...]])["tiers"]
    return tuple((each.rank, frozenset(map(fold, each.types)), fold(each.issuer)) for each in held)
