"""Document types by their own line in capitals, and by the code in the number (handbook 3.4)."""

import functools

from ingest.letters import squeeze
from ingest.lexicon import load


@functools.cache
def _by_line() -> dict[str, str]:
    return {squeeze(kind["name"]): kind["name"] for kind in load("types")["type"]}


@functools.cache
def _by_code() -> dict[str, str]:
    return {code: kind["name"] for kind in load("types")["type"] for code in kind["codes"]}


def type_on_line(text: str) -> str | None:
    """The type that a line in capitals names alone ('NGHỊ ĐỊNH', letter-spaced or not); None for other lines."""
    return _by_line().get(squeeze(text)) if text.upper() == text else None


def codes_of_type(name: str | None) -> tuple[str, ...]:
    """The codes that a type's numbers carry: ('NĐ',) for Nghị định."""
    return next((tuple(kind["codes"]) for kind in load("types")["type"] if kind["name"] == name), ())


def type_by_code(code: str | None) -> str | None:
    """The type of a number's code: 'NĐ' is Nghị định; None for an unknown code."""
    return _by_code().get(code) if code else None
