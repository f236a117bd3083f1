"""Titles printed in capitals, in sentence case where the document itself shows how its words are written."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from search_api.archive.named import Named


def sentence_case(title: str, texts: Iterable[str]) -> str:
    """A title in capitals as the document's own sentences write these very words, its first letter large.

    'NGƯỜI LAO ĐỘNG VIỆT NAM' becomes 'Người lao động Việt Nam' by an article that says 'của người lao động Việt Nam':
    only a sentence tells names from other words. Where none of `texts` holds the words, or the title is no line of
    capitals, it is given as it is. Of several spellings the most frequent counts.
    """
    words = title.split()
    if not in_capitals(title):
        return title
    joined = r"\s+".join(map(re.escape, words))
    places = re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
    spelt = (" ".join(match[0].split()) for text in texts for match in places.finditer(text))
    found = Counter(each[1:] for each in spelt if each != each.upper())
    if not found:
        return title
    return title[0] + max(found, key=lambda each: (found[each], each))


def in_capitals(title: str) -> bool:
    """Whether a title is a line of capitals."""
    return len(title.split()) >= _FEWEST and title == title.upper() and title != title.lower()


class ShownTitles:
    """What documents are called, titles in capitals as results show them.

    Only those cost a look into their document: `shown` gives the title of a document by its id, None where it is gone.
    What it gave is kept as long as the title stays.
    """

    def __init__(self, names: Callable[[], Iterable[Named]], shown: Callable[[str], str | None]) -> None:
        self._names, self._shown = names, shown
        self._known: dict[tuple[str, str], str] = {}

    def all(self) -> Iterator[Named]:
        """Every document, as `names` gives them."""
        known: dict[tuple[str, str], str] = {}
        for named in self._names():
            if named.title is None or not in_capitals(named.title):
                yield named
                continue
            key = (named.id, named.title)
            known[key] = self._known.get(key) or self._shown(named.id) or named.title
            yield replace(named, title=known[key])
        self._known = known


_FEWEST = 2
"""Words of a title: one alone may be an abbreviation."""
