"""Titles printed in capitals, in sentence case where the document itself shows how its words are written."""

import re
from collections import Counter
from collections.abc import Iterable


def sentence_case(title: str, texts: Iterable[str]) -> str:
    """A title in capitals as the document's own sentences write these very words, its first letter large.

    'NGƯỜI LAO ĐỘNG VIỆT NAM' becomes 'Người lao động Việt Nam' by an article that says 'của người lao động Việt Nam':
    only a sentence tells names from other words. Where none of `texts` holds the words, or the title is no line of
    capitals, it is given as it is. Of several spellings the most frequent counts.
    """
    words = title.split()
    if len(words) < _FEWEST or title != title.upper() or title == title.lower():
        return title
    joined = r"\s+".join(map(re.escape, words))
    places = re.compile(rf"(?<!\w){joined}(?!\w)", re.IGNORECASE)
    spelt = (" ".join(match[0].split()) for text in texts for match in places.finditer(text))
    found = Counter(each[1:] for each in spelt if each != each.upper())
    if not found:
        return title
    return title[0] + max(found, key=lambda each: (found[each], each))


_FEWEST = 2
"""Words of a title: one alone may be an abbreviation."""
