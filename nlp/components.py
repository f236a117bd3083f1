"""The named components of the pipeline. Each reads a Doc with its source document and adds what it finds.

Each works alone, too: on a Doc without a source document it takes the text as one stretch of an unknown document. Spans
are put into `doc.spans` under the `spans_key` of the component's settings (none without a key), the values beside them
into `doc._`.
"""

from collections.abc import Callable, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import LegalDocument
from nlp.annotation import DocumentText, Entity
from nlp.citations.find import find_citations
from nlp.effect import read_effect
from nlp.entities.definitions import find_definitions
from nlp.entities.money import find_money
from nlp.entities.names import find_issuers, find_places
from nlp.entities.periods import find_time_limits
from nlp.entities.persons import find_persons
from nlp.key_phrases import key_phrases
from nlp.language import layout_of, mark_spans
from nlp.relations import find_relations
from nlp.topics.classify import document_topics
from nlp.words import find_words

CITATIONS = "so_hieu_citations"
EFFECT = "effective_date"
RELATIONS = "relations"
WORDS = "words"
TOPICS = "topics"
KEY_PHRASES = "key_phrases"
ENTITIES: Mapping[str, Callable[[DocumentText, LegalDocument], tuple[Entity, ...]]] = {
    "money": lambda layout, _: find_money(layout),
    "time_limits": lambda layout, _: find_time_limits(layout),
    "definitions": lambda layout, _: find_definitions(layout),
    "persons": lambda layout, document: find_persons(layout, [signer.name for signer in document.signers]),
    "places": lambda layout, _: find_places(layout),
    "issuers": lambda layout, _: find_issuers(layout),
}
"""The components that add to `doc._.entities`, with what each of them finds."""
COMPONENTS = (CITATIONS, EFFECT, RELATIONS, *ENTITIES, TOPICS, KEY_PHRASES)
"""The pipeline in its order: relations read the citations before them. Words are cut only where a run asks for them:
they take six times as long as all the rest."""

_UNKNOWN = LegalDocument(1, None, None, (), None, None, (), (1, 1), None, (), (), (), ())

Component = Callable[[Doc], Doc]


def _source(doc: Doc) -> LegalDocument:
    source = doc._.source
    return source if isinstance(source, LegalDocument) else _UNKNOWN


@Language.factory(CITATIONS, default_config={"spans_key": "citations"})
def make_citations(nlp: Language, name: str, spans_key: str | None) -> Component:
    """Citations as `doc._.citations`; their spans are labelled 'this' or with the type of the document cited."""
    del nlp, name

    def cite(doc: Doc) -> Doc:
        """Find the citations."""
        doc._.citations = find_citations(_source(doc), layout_of(doc))
        places = ((c.start, c.end, "this" if c.document == "this" else c.type or "") for c in doc._.citations)
        mark_spans(doc, spans_key, places)
        return doc

    return cite


@Language.factory(EFFECT, default_config={"spans_key": "effect"})
def make_effect(nlp: Language, name: str, spans_key: str | None) -> Component:
    """The date of effect and the last day in force as `doc._.effective` and `doc._.expiry`, with their sentences.

    Provisions with days of their own are `doc._.provision_dates`; they need the citations.
    """
    del nlp, name

    def date(doc: Doc) -> Doc:
        """Find the dates of effect."""
        effect = read_effect(_source(doc), layout_of(doc), doc._.issue, doc._.citations)
        doc._.effective, doc._.expiry = effect.effective, effect.expiry
        doc._.provision_dates = effect.provisions
        dates = (("effective", effect.effective), ("expiry", effect.expiry))
        mark_spans(doc, spans_key, ((value.start, value.end, label) for label, value in dates if value))
        return doc

    return date


@Language.factory(RELATIONS, default_config={"spans_key": "relations"})
def make_relations(nlp: Language, name: str, spans_key: str | None) -> Component:
    """Proposed relations as `doc._.relations`; needs the citations."""
    del nlp, name

    def relate(doc: Doc) -> Doc:
        """Find the relations."""
        found = find_relations(_source(doc), layout_of(doc), doc._.citations, doc._.provision_dates)
        doc._.relations = tuple(item.relation for item in found)
        mark_spans(doc, spans_key, ((item.start, item.end, item.relation.kind) for item in found))
        return doc

    return relate


@Language.factory(WORDS, default_config={"spans_key": None})
def make_words(nlp: Language, name: str, spans_key: str | None) -> Component:
    """Words of several syllables as `doc._.words`: places [start, end); spans only where a key is set."""
    del nlp, name

    def cut(doc: Doc) -> Doc:
        """Find the words."""
        doc._.words = find_words(layout_of(doc).text)
        mark_spans(doc, spans_key, ((start, end, "") for start, end in doc._.words))
        return doc

    return cut


@Language.factory(TOPICS)
def make_topics(nlp: Language, name: str) -> Component:
    """The subjects that the document is about as `doc._.topics`."""
    del nlp, name

    def judge(doc: Doc) -> Doc:
        """Judge the document by its title and articles."""
        doc._.topics = document_topics(layout_of(doc))
        return doc

    return judge


@Language.factory(KEY_PHRASES)
def make_key_phrases(nlp: Language, name: str) -> Component:
    """The phrases that tell what the document is about as `doc._.key_phrases`."""
    del nlp, name

    def choose(doc: Doc) -> Doc:
        """Choose the phrases."""
        doc._.key_phrases = key_phrases(layout_of(doc))
        return doc

    return choose


def _register(kind: str, find: Callable[[DocumentText, LegalDocument], tuple[Entity, ...]]) -> None:
    """A component of entities: it adds what it finds to `doc._.entities`, spans labelled with the entity's kind."""

    def make(nlp: Language, name: str, spans_key: str | None) -> Component:
        """The component."""
        del nlp, name

        def add(doc: Doc) -> Doc:
            """Find the entities."""
            found = find(layout_of(doc), _source(doc))
            doc._.entities = (*doc._.entities, *found)
            mark_spans(doc, spans_key, ((entity.start, entity.end, entity.kind) for entity in found))
            return doc

        return add

    Language.factory(kind, default_config={"spans_key": kind}, func=make)


for _kind, _find in ENTITIES.items():
    _register(_kind, _find)
