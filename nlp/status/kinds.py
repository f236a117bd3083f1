"""Which documents have a status: normative ones, not administrative papers, not consolidated texts (handbook 4.3)."""

import datetime as dt
import re

from nlp.knowledge import lexicon

_LEXICON = lexicon("status")
_WITH_YEAR = re.compile(r"^\s*[\d.]+\s*/\s*(?:19|20)\d\d\s*/")


def is_consolidated(kind: str | None) -> bool:
    """Whether documents of this type only show the text of others (handbook 3.11)."""
    return bool(kind == _LEXICON["consolidated"])


def has_status(kind: str | None, *, normative: bool | None = None) -> bool:
    """Whether a document has a status of its own.

    `normative` is what is known beside the type; without it the type decides. A document of unknown type has none.
    """
    return bool(kind in _LEXICON["with_status"] and normative is not False)


def is_normative(kind: str | None, number: str | None, issued_on: dt.date | None) -> bool | None:
    """Whether a document is a văn bản quy phạm pháp luật, by its type, number and day of issue; None: not to be told.

    Decisions, resolutions and directives are normative where their number holds the year (handbook 3.4); before 1997
    numbers did not tell.
    """
    if kind in _LEXICON["always_normative"]:
        return True
    if kind not in _LEXICON["with_status"]:
        return False if kind else None
    if number is None or issued_on is None or issued_on < _LEXICON["numbered_with_year_from"]:
        return None
    if kind == "Chỉ thị" and issued_on > _LEXICON["directives_until"]:
        return False
    return bool(_WITH_YEAR.match(number))
