"""The rank of a document's legal force, from tiers.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from search_api.index.record import DocumentRecord
from search_api.query.syllables import fold

LAST = 99


def tier(record: DocumentRecord) -> int:
    """1 for the constitution, 2 for laws, … 99 for what has no rank: sorts documents that share a number."""
    if record.type is None:
        return LAST
    kind = fold(record.type)
    issuer = fold(record.issuers[0]) if record.issuers else ""
    return next((rank for rank, types, word in _tiers() if kind in types and word in issuer), LAST)


@cache
def _tiers() -> tuple[tuple[int, frozenset[str], str], ...]:
    text = files("search_api.index").joinpath("tiers.toml").read_text(encoding="utf-8")
    return tuple(
        (entry["rank"], frozenset(map(fold, entry["types"])), fold(entry.get("issuer", "")))
        for entry in tomllib.loads(text)["tiers"]
    )
