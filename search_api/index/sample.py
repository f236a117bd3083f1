"""A sample of what a rebuild wrote, to compare with what can be read afterwards (promise P19)."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from search_api.errors import IndexBroken
from search_api.index.record import DocumentRecord

SIZE = 64
"""Documents compared: with one in twenty damaged, a rebuild passes with a chance of 4 %, with one in ten of 0.1 %."""


@dataclass(slots=True)
class Sample:
    """So many of all noted documents, each with the same chance (reservoir sampling), by id."""

    size: int = SIZE
    held: dict[str, DocumentRecord] = field(default_factory=dict)
    _seen: int = 0
    _random: random.Random = field(default_factory=random.Random)

    def note(self, record: DocumentRecord) -> None:
        """A document was written; a later one of its id counts."""
        if record.id in self.held:
            self.held[record.id] = record
            return
        self._seen += 1
        if len(self.held) < self.size:
            self.held[record.id] = record
        elif self._random.random() < self.size / self._seen:
            self.held.pop(self._random.choice(tuple(self.held)))
            self.held[record.id] = record

    def forget(self, wanted: str) -> None:
        """A document was written anew by somebody else, or deleted."""
        self.held.pop(wanted, None)

    def compare(self, read: Mapping[str, bytes]) -> None:
        """Hold the sample against the heads that can be read, by id.

        Raises:
            IndexBroken: one is missing, or is not what was written.
        """
        for wanted, record in self.held.items():
            if read.get(wanted) != head_of(record):
                raise IndexBroken(f"{wanted} is not in the new index as it was written")


def head_of(record: DocumentRecord) -> bytes:
    """What both engines store of a document: the record without its provisions."""
    return msgspec.json.encode(replace(record, provisions=()))
