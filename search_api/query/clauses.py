"""The clauses that a plan is made of: what is looked for in which field of a row, and what it adds to the score."""

from dataclasses import dataclass
from typing import Literal

Field = Literal[
    "text",
    "text_folded",
    "pairs",
    "pairs_folded",
    "heading",
    "heading_folded",
    "heading_pairs",
    "heading_pairs_folded",
    "whole_title",
    "numbers",
    "mentions",
    "issues",
    "label",
    "areas",
]
"""Fields of a row. text is all of it, heading its title and heading; whole_title to label hold whole keys,
areas what a row is about (`search_api.language.senses`)."""


HEADINGS: frozenset[Field] = frozenset(
    {"heading", "heading_folded", "heading_pairs", "heading_pairs_folded", "whole_title"}
)
"""Fields that are the same, or nearly, in all rows of a document."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens looked for in one field. Each that is found adds its relevance times `weight`.

    With `kind` phrase the tokens must follow one another, with `all` each of them must stand in the row; with `near`
    the first `split` and the rest are two phrases, with at most `slop` words between them in either order; with `fixed`
    a match adds `weight` as it is.
    """

    name: str
    field: Field
    tokens: tuple[str, ...]
    weight: float = 1.0
    kind: Literal["tokens", "phrase", "all", "near", "fixed"] = "tokens"
    split: int = 0
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Need:
    """Something asked for; a row meets it by any of these clauses (any token of a clause will do), by none of none."""

    any_of: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Which words to mark in the shown text: those of these accented or folded forms, and phrases where they stand."""

    accented: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()
    folded_phrases: frozenset[tuple[str, ...]] = frozenset()
