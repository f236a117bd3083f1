"""Footnotes of a text that is being written: numbered through the whole document."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Footnotes:
    """The notes so far, in the order of their numbers, which count from 1."""

    texts: list[str] = field(default_factory=list)

    def extend(self, notes: Iterable[str]) -> range:
        """Take these notes and give their numbers."""
        first = len(self.texts) + 1
        self.texts.extend(notes)
        return range(first, len(self.texts) + 1)
