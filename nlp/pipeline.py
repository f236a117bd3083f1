"""From a legal document to a tagged one."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from ingest.document import Issue, LegalDocument
from nlp.annotation import TaggedDocument
from nlp.text import flatten
from nlp.version import stamp

_KEPT_WORDS = 30_000
"""Words that stay in spaCy's store: all syllables of legal texts and much else, about 6 MB."""


class Tagger:
    """The pipeline of floor 2. Build one and keep it: building loads spaCy (about a second), tagging does not.

    `components` are names registered with spaCy (default: all of nlp.components), `configs` their settings by name.
    """

    def __init__(
        self, components: Iterable[str] | None = None, configs: Mapping[str, dict[str, Any]] | None = None
    ) -> None:
        # Loaded here, so that importing the pipeline's module (as the command line does for --help) stays quick.
        from nlp.components import COMPONENTS  # noqa: PLC0415 - loads spaCy
        from nlp.language import make_language  # noqa: PLC0415 - the same

        self._language = make_language(COMPONENTS if components is None else components, configs or {})

    def tag(self, document: LegalDocument, issue: Issue | None) -> TaggedDocument:
        """The document with its text laid out, its citations, relations, dates of effect and entities.

        Total: whatever the document holds, tags are found or left out; nothing is raised. `issue` gives the gazette's
        date, from which some documents count the day of their effect.
        """
        layout = flatten(document)
        with self._zone():
            doc = self._language.tokenizer(layout.text)
            doc._.source, doc._.layout, doc._.issue = document, layout, issue
            doc = self._language(doc)
            expiry = doc._.expiry
            return TaggedDocument(
                document=document,
                text=layout,
                citations=doc._.citations,
                relations=doc._.relations,
                effective=doc._.effective,
                expires_on=expiry.date if expiry else None,
                expiry=expiry,
                provision_dates=doc._.provision_dates,
                entities=tuple(sorted(doc._.entities, key=lambda entity: (entity.start, entity.end, entity.kind))),
                topics=doc._.topics,
                key_phrases=doc._.key_phrases,
                tagged_by=stamp(),
            )

    def _zone(self) -> AbstractContextManager[object]:
        """Frees a text's strings from spaCy's store after it, once the store is full; it would grow without end.

        Common words come with the first documents and stay: making them anew for each takes half of the time.
        """
        full = len(self._language.vocab) >= _KEPT_WORDS
        return self._language.memory_zone() if full else nullcontext()
