"""Which queries of others may be suggested: none with somebody's own data, none with the words of unsuggested.toml.

The log keeps nothing of the first kind (`private`); it is looked at once more where it would be shown, since rows of an
older version may still be there.
"""

import re
from functools import cache

from search_api.knowledge import knowledge
from search_api.query.syllables import syllables
from search_api.searches.private import kept_form


def may_be_suggested(text: str) -> bool:
    """Whether a query that others asked may be shown to everybody."""
    return kept_form(text) is not None and not _unwanted().search(f" {_words(text)} ")


@cache
def _unwanted() -> re.Pattern[str]:
    unwanted = knowledge("search_api.searches", "unsuggested", dict[str, tuple[str, ...]])["words"]
    words = (re.escape(_words(each)) for each in unwanted)
    return re.compile(f" (?:{'|'.join(words)}) ")


def _words(text: str) -> str:
    return " ".join(syllable.accented for syllable in syllables(text))
