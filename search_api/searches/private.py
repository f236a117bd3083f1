"""What of a query may be kept: its words, unless they look like somebody's own.

People paste what they have at hand into a search box. Kept is nothing that holds an e-mail address, a telephone,
identity or account number, or that is long enough to be a text of one's own; of the rest only the words, never who or
whence.
"""

import re
import unicodedata

LONGEST = 120
"""Characters of a query that is kept: questions of alqac-dev have 100 in the median; pasted letters have more."""

MOST_DIGITS = 8
"""Digits in a row that may be kept; an identity card has 9 or 12, a telephone 10, an account 9 to 15 (a date has 8)."""

_DIGITS = re.compile(r"\d(?:[\s.()/+-]{0,2}\d)*")
_DOCUMENT_NUMBER = re.compile(r"\d{1,6}\s*/\s*\d{4}\s*/\s*[^\W\d_][\w&/–-]*")
_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
_ADDRESS = re.compile(r"\S@\S|https?://|www\.", re.IGNORECASE)


def kept_form(text: str) -> str | None:
    """The query as it is counted: NFC, small letters, single spaces; None where it must not be kept, or is empty."""
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
    normal = " ".join(unicodedata.normalize("NFC", plain).lower().split())
    if not normal or len(normal) > LONGEST or _ADDRESS.search(normal):
        return None
    rest = _DATE.sub(" x ", _DOCUMENT_NUMBER.sub(" x ", unicodedata.normalize("NFKC", normal)))
    longest = max((sum(letter.isdigit() for letter in run) for run in _DIGITS.findall(rest)), default=0)
    return None if longest > MOST_DIGITS else normal
