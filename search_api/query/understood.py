"""What a query was understood as, in the words of its user: chips that can be taken off, and notes on slips."""

from dataclasses import dataclass
from typing import Literal

ChipKind = Literal[
    "number",
    "issue",
    "article",
    "relation",
    "phrase",
    "without",
    "either",
    "near",
    "type",
    "issuer",
    "title",
    "date",
    "effect",
    "gazetted",
    "status",
    "order",
    "signer",
    "province",
    "topic",
    "restored",
    "corrected",
    "meaning",
]
"""number, issue, article: what stands first. relation: what other documents do to a number. phrase to title: what must
or must not stand in a text. date to topic: filters. restored, corrected, meaning: how words were read (marks put back,
a slip mended, an abbreviation)."""

FILTERS: frozenset[ChipKind] = frozenset(
    {"type", "issuer", "date", "effect", "gazetted", "status", "signer", "province", "topic"}
)
"""Chips of filters."""

READINGS: frozenset[ChipKind] = frozenset({"restored", "corrected", "meaning"})
"""Chips of how words were read; without one of them the same words are asked for, as typed."""

CONTRADICTIONS = frozenset({"contradiction", "turned-days"})
"""Codes of notes on what nothing can answer."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that was understood. `without` is the query without it, None where only asking verbatim takes it off.

    Of a word that was read otherwise `without` is the query in which it is marked to be taken as typed ('=ko').
    """

    kind: ChipKind
    shown: str
    without: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A slip of the user, with the mend as a Vietnamese sentence; the search runs on the rest."""

    code: str
    message: str
