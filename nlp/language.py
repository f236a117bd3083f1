"""spaCy's Vietnamese pipeline over syllables: a tokenizer of our own, so that no segmenter is loaded.

spaCy's own tokenizer for `vi` needs pyvi; legal rules need neither words nor a model, and syllables with exact offsets
are built at millions of characters a second. Importing this module loads spaCy.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from nlp.annotation import DocumentText, Segment

TOKENIZER = "congbao.syllables.v1"

# A token is a run of figures, a run of letters, or one other character, with the space after it.
_TOKEN = re.compile(r"(\d+|[^\W\d_]+|[^\w ]|_| )( ?)")

EXTENSIONS: Mapping[str, Any] = {
    "source": None,
    "layout": None,
    "issue": None,
    "citations": (),
    "relations": (),
    "effective": None,
    "expiry": None,
}
"""What a Doc carries as `doc._.<name>`: the first three are given to the components, the others are theirs."""


def make_tokenizer(vocab: Vocab) -> Callable[[str], Doc]:
    """A function that cuts any text into syllables, figures and marks; `Doc.text` is that text, to the character."""

    def tokenize(text: str) -> Doc:
        """The tokens of a text."""
        tokens = _TOKEN.findall(text)
        return Doc(vocab, words=[word for word, _ in tokens], spaces=[space == " " for _, space in tokens])

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


def mark_spans(doc: Doc, key: str, places: Iterable[tuple[int, int, str]]) -> None:
    """Put spans of characters with their labels into `doc.spans[key]`, widened to whole tokens."""
    spans = (doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in places)
    doc.spans[key] = [span for span in spans if isinstance(span, Span)]
