"""How indices on OpenSearch are made: settings and mapping from index.json, shards and copies by choice."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

Dsl = dict[str, Any]
"""A piece of OpenSearch's JSON."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How an index is spread: shards, and copies of each; with None there is one as soon as a second node is there."""

    shards: int = 1
    replicas: int | None = None

    @property
    def copies(self) -> Dsl:
        """The settings that say so."""
        if self.replicas is None:
            return {"auto_expand_replicas": "0-1"}
        return {"auto_expand_replicas": False, "number_of_replicas": self.replicas}


def mappings() -> Dsl:
    """The mapping of an index; not to be changed."""
    found: Dsl = _definition()["mappings"]
    return found


def template(alias: str, layout: Layout) -> Dsl:
    """The index template of an alias. Of two aliases one of which begins with the other, the longer one's counts."""
    settings = _definition()["settings"] | layout.copies | {"number_of_shards": layout.shards}
    return {
        "index_patterns": [f"{alias}-*"],
        "priority": 100 + len(alias),
        "version": mappings()["_meta"]["version"],
        "template": {"settings": settings, "mappings": mappings()},
    }


def own(index: str) -> str:
    """The alias by which a rebuild alone reaches the index that it fills."""
    return f"{index}-own"


def filling(index: str, pending: str) -> Dsl:
    """An index while it is built: nobody searches it, so nothing is refreshed or copied."""
    settings = {"refresh_interval": "-1", "auto_expand_replicas": False, "number_of_replicas": 0}
    return {"settings": settings, "aliases": {pending: {}, own(index): {}}}


def filled(layout: Layout) -> Dsl:
    """Settings of an index that is ready."""
    return {"refresh_interval": None, **layout.copies}


def swapped(alias: str, pending: str, new: str, old: list[str]) -> Dsl:
    """Moves the alias in one step, so that no search sees neither or both; `new` stops being `pending`."""
    removed = [{"remove": {"index": index, "alias": alias}} for index in old]
    removed += [{"remove": {"index": new, "alias": each}} for each in (pending, own(new))]
    return {"actions": [*removed, {"add": {"index": new, "alias": alias, "is_write_index": True}}]}


@cache
def _definition() -> Dsl:
    text = files("search_api.index.opensearch").joinpath("index.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, Any])
