"""Documents asked for in an order, in plain words: 'nghị định mới nhất về đất đai', 'thông tư vừa ban hành về thuế'.

Where documents are named first and nothing is asked, their kind filters, and what holds the other words in its title or
in a heading comes newest first: nearly every decree says 'đất đai' somewhere. Of a kind alone ('nghị định mới nhất')
all come newest first anyhow, with more words of an order as well ('nghị định mới nhất hiện nay').
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from search_api.knowledge import knowledge
from search_api.query.kinds import MOST_WORDS, Kind, are_acts, asks_nothing, either, is_act_only, is_plain_word, unread
from search_api.query.request import Sort
from search_api.query.spans import Span, Spans
from search_api.query.syllables import lower_in_place


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """orders.toml."""

    newest: tuple[str, ...]
    trailing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedOrder:
    """An order asked for, and where the text says so."""

    span: Span
    sort: Sort


def find_order(text: str, spans: Spans, kinds: Sequence[Kind]) -> AskedOrder | None:
    """The order in which a text asks for documents of a kind that hold its other words, None where it says none.

    Its place is spoken for. `kinds` are those that the text names.
    """
    first = next((kind for kind in kinds if kind.begins), None)
    if first is None or not are_acts(first) or is_plain_word(first) or len(text.split()) > MOST_WORDS:
        return None
    found = [match.span() for match in _pattern().finditer(lower_in_place(text)) if spans.is_free(match.span())]
    if len(found) != 1:
        return None
    (span,) = found
    if not any(unread(text, kinds, spans)):
        return None  # of a kind alone all come newest first: its words hold the order
    if not is_act_only(first) and not first.span[0] < span[0] < first.span[1]:
        return None  # 'luật đất đai mới nhất' is a name
    spans.take(span)
    rest = tuple(unread(text, kinds, spans))
    if not asks_nothing(rest):
        spans.release(span)
        return None
    return AskedOrder(span, "newest")


@cache
def _pattern() -> re.Pattern[str]:
    words = knowledge("search_api.query", "orders", _Lexicon)
    return re.compile(rf"(?<!\w){either(*words.newest)}(?!\w)(?:\s+{either(*words.trailing)}(?!\w))*")
