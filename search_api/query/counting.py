"""Which figures count something and are no number of a document, by counting.toml: 'nghị định 2 con năm 2020'."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from search_api.knowledge import knowledge
from search_api.query.kinds import either

_FEW = 10
"""Below that a figure before what may be counted counts it: documents are asked for as 05, or by more figures."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """counting.toml."""

    units: tuple[str, ...]
    counted: tuple[str, ...]
    unless: tuple[str, ...]
    marked: tuple[str, ...]
    compounds: Mapping[str, tuple[str, ...]]


def counts(lowered: str, figure: str, end: int) -> bool:
    """Whether a figure that ends at `end` of a text in lower case counts what stands behind it."""
    units, counted = _patterns()
    if units.match(lowered, end):
        return True
    return not figure.startswith("0") and int(figure) < _FEW and bool(counted.match(lowered, end))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = knowledge("search_api.query", "counting", _Lexicon)
    unless = rf"(?!\s+(?:\d|{either(*words.unless)}))"
    compounds = [f"{first} {second}" for first, seconds in words.compounds.items() for second in seconds]
    begins = rf"(?!{either(*compounds)}(?!\w))"  # a subject, of which the unit is but the first syllable
    counted = rf"(?:{either(*words.counted)}|{'|'.join(words.marked)})"
    return (
        re.compile(rf"\s*{begins}{either(*words.units)}(?!\w)"),
        re.compile(rf"\s+{begins}{counted}(?!\w){unless}"),
    )
