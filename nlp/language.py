"""spaCy's Vietnamese pipeline over syllables: a tokenizer of our own, so that no segmenter is loaded.

spaCy's own tokenizer for `vi` needs pyvi; legal rules need neither words nor a model, and syllables with exact offsets
are built at millions of characters a second. Importing this module loads spaCy.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from nlp.annotation import DocumentText, Segment

TOKENIZER = "congbao.syllables.v1"

# A token is a run of figures, a run of letters, or one other character, with the space after it. One match without
# groups: with them cutting takes four times as long.
_TOKEN = re.compile(r"(?:\d+|[^\W\d_]+|[^\w ]|_| ) ?")

_STARTS = "congbao.starts"

EXTENSIONS: Mapping[str, Any] = {
    "source": None,
    "layout": None,
    "issue": None,
    "citations": (),
    "relations": (),
    "effective": None,
    "expiry": None,
    "provision_dates": (),
    "words": (),
    "entities": (),
    "topics": (),
    "key_phrases": (),
}
"""What a Doc carries as `doc._.<name>`: the first three are given to the components, the others are theirs."""


def make_tokenizer(vocab: Vocab) -> Callable[[str], Doc]:
    """A function that cuts any text into syllables, figures and marks; `Doc.text` is that text, to the character."""

    def tokenize(text: str) -> Doc:
        """The tokens of a text."""
        tokens: list[str] = _TOKEN.findall(text)
        # each different token is cut once: a text of 80,000 has about 1,500 of them
        spaces = {token: token[-1] == " " and len(token) > 1 for token in set(tokens)}
        words = {token: token[:-1] if space else token for token, space in spaces.items()}
        return Doc(vocab, words=list(map(words.__getitem__, tokens)), spaces=list(map(spaces.__getitem__, tokens)))

    return tokenize


def _tokenizer_factory() -> Callable[[Language], Callable[[str], Doc]]:
    return lambda language: make_tokenizer(language.vocab)


registry.tokenizers.register(TOKENIZER, func=_tokenizer_factory)


def make_language(components: Iterable[str], configs: Mapping[str, dict[str, Any]]) -> Language:
    """A blank Vietnamese pipeline with these components, in order; `configs` holds their settings by name.

    Raises:
        ValueError: a component of that name is not registered, or its settings do not fit (spaCy's own message).
    """
    for name, default in EXTENSIONS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    # A bare vocabulary: shapes, prefixes and the like cost four times as much as the rest of a new word, and no
    # component reads them.
    config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}
    language = spacy.blank("vi", vocab=Vocab(), config=config)
    for name in components:
        language.add_pipe(name, config=configs.get(name, {}))
    return language


def layout_of(doc: Doc) -> DocumentText:
    """The layout that a Doc carries; for a bare text, all of it as one stretch."""
    layout = doc._.layout
    if isinstance(layout, DocumentText):
        return layout
    text = doc.text
    return DocumentText(text, (Segment("", "text", 0, len(text), ""),) if text else ())


def mark_spans(doc: Doc, key: str | None, places: Iterable[tuple[int, int, str]]) -> None:
    """Put spans of characters with their labels into `doc.spans[key]`, widened to whole tokens; no key, no spans.

    Places outside of the text and empty ones are left out. The tokens are found by bisection over their offsets:
    `Doc.char_span` takes ten times as long.
    """
    if key is None:
        return
    starts = _starts(doc)
    length = starts[-1] + len(doc[-1]) if starts else 0
    doc.spans[key] = [
        Span(doc, bisect_right(starts, start) - 1, bisect_left(starts, end), label)
        for start, end, label in places
        if 0 <= start < end <= length
    ]


def _starts(doc: Doc) -> list[int]:
    """Where each token begins; asked of spaCy once a Doc."""
    known: list[int] | None = doc.user_data.get(_STARTS)
    if known is None:
        known = doc.to_array("IDX").tolist() if len(doc) else []
        doc.user_data[_STARTS] = known
    return known
