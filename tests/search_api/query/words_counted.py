"""Tables of words, counted from texts as an index counts those of its rows."""

from collections.abc import Iterable

from search_api.query.word_table import NO_WORDS, WordCounter, WordTable


def counted(texts: Iterable[str], known: WordTable = NO_WORDS) -> WordTable:
    """The table of these texts, counted on from `known`."""
    counter = WordCounter(known)
    for text in texts:
        counter.add(text)
    return counter.table()
