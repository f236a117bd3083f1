"""Relations of hand-made documents, for the tests of each way to state one."""

from typing import Any

from ingest.document import Provision
from nlp.annotation import Relation
from nlp.citations.find import find_citations
from nlp.effect import read_effect
from nlp.relations import find_relations
from nlp.text import flatten
from tests.nlp.documents import article, clause, document

A, B, C = "1/2020/TT-BTC", "2/2021/TT-BTC", "3/2022/TT-BTC"
DECREE, LAW = "4/2020/NĐ-CP", "5/2020/QH14"
Brief = tuple[str, str | None, str]


def relations(*body: Provision, **fields: Any) -> list[Relation]:
    """The relations of a circular with this body; each one's evidence is checked against the text."""
    made = document(*body, **{"type": "Thông tư", "number": "1/2026/TT-BTC", **fields})
    text = flatten(made)
    citations = find_citations(made, text)
    found = find_relations(made, text, citations, read_effect(made, text, None, citations).provisions)
    for item in found:
        assert " ".join(text.text[item.start : item.end].split()) == item.relation.evidence
        assert (item.start, item.end) == (item.relation.start, item.relation.end)
        assert 0 < item.relation.confidence <= 1
    return [item.relation for item in found]


def stated(sentence: str, **fields: Any) -> list[Relation]:
    """The relations that one sentence of the last article states."""
    return relations(article("5", "", clause("1", sentence)), **fields)


def brief(found: list[Relation]) -> list[Brief]:
    """Kind, target and scope of each."""
    return [(one.kind, one.target or one.target_name, one.scope) for one in found]
