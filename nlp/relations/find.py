"""Proposed relations of a document to others, each kind and target once.

Each rests on a sentence of the main body, or on a list that one announces (handbook domain.md 4.1 and 4.2). Noise
rules: what is quoted, passive ('đã được sửa đổi bởi …') or only referred to ('theo quy định tại …') is no act of this
document; nor is anything that would change a document of higher rank.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import LegalDocument
from nlp.annotation import Citation, DocumentText, ProvisionDate, Relation, RelationKind
from nlp.citations.find import small
from nlp.citations.keys import within
from nlp.knowledge import lexicon
from nlp.numbers import latin, normal_key
from nlp.relations.clauses import of_sentences, of_unit
from nlp.relations.lists import of_lists
from nlp.relations.ranks import may_change, may_detail
from nlp.relations.reader import Claim, Reader
from nlp.relations.tasks import of_scope, of_title, target_key
from nlp.relations.terms import Terms, terms_of
from nlp.relations.times import of_times

_LEXICON = lexicon("relations")
_CONFIDENCE: dict[str, float] = _LEXICON["confidence"]
_TASKS: tuple[RelationKind, ...] = ("details", "guides", "promulgates", "interprets")


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A proposed relation and the sentence at [start, end) that it rests on."""

    relation: Relation
    start: int
    end: int


def find_relations(
    document: LegalDocument,
    text: DocumentText,
    citations: Sequence[Citation],
    provision_dates: Sequence[ProvisionDate] = (),
) -> tuple[FoundRelation, ...]:
    """The relations that the document's text states, each kind and target once, in order of the evidence.

    `citations` are those of `text`, in order. An act of a provision that is in `provision_dates` works from its day.
    Acts on parts that work from other days stand apart. Only proposals: a clerk confirms what changes a status.
    """
    citations = [citation for citation in citations if not citation.quoted]
    others = [c for c in citations if c.document != "this" and (c.document or c.document_name)]
    if document.type == "Văn bản hợp nhất" or "VBHN" in (document.number or ""):
        reader = Reader(text, "", others, ())
        claims = list(_consolidated(reader))
    elif not others:
        return ()
    else:
        own = [c for c in citations if c.document == "this" and c.provisions]
        reader = Reader(text, small(latin(text.text)), others, own)
        claims = [claim for claim in _claims(reader, document) if _is_possible(document, claim)]
    groups: dict[tuple[object, ...], list[tuple[Claim, Terms]]] = {}
    for claim in claims:
        terms = _on_own_day(claim, terms_of(reader, claim), provision_dates)
        key = (claim.kind, target_key(claim.citation), claim.is_whole or terms.effective_from)
        groups.setdefault(key, []).append((claim, terms))
    _join_names(groups)
    found = [_found(reader, document, group) for group in groups.values()]
    return tuple(sorted(found, key=lambda item: item.start))


def _join_names(groups: dict[tuple[object, ...], list[tuple[Claim, Terms]]]) -> None:
    """Put claims on a document that is only named ('Luật Giáo dục') to those that give its number as well."""
    numbered: dict[tuple[object, ...], list[tuple[Claim, Terms]]] = {}
    for (kind, _, rest), group in groups.items():
        for claim, _terms in group:
            if claim.citation.document and claim.citation.document_name:
                numbered[kind, normal_key(claim.citation.document_name), rest] = group
    for key, group in list(groups.items()):
        joined = numbered.get(key)
        if joined is not None and joined is not group:
            joined.extend(groups.pop(key))


def _claims(reader: Reader, document: LegalDocument) -> Iterator[Claim]:
    """What each sentence of the main body does to others."""
    lists: dict[str, RelationKind] = {}
    tasks: dict[str, RelationKind] = {}
    ending: set[str] = set()
    first_article = ""
    for segment in reader.text.segments:
        if segment.quoted or segment.attachment or segment.field in ("preamble", "closing"):
            continue
        first_article = first_article or segment.article
        if reader.cited(segment.start, segment.end):
            yield from of_unit(reader, segment, ending)
            if segment.field == "title":
                for claim in of_title(reader, document, segment):
                    tasks[target_key(claim.citation)] = claim.kind
                    yield claim
            yield from of_times(reader, segment)
            if segment.field != "title":
                yield from of_sentences(reader, segment)
            if segment.article and segment.article == first_article:
                yield from of_scope(reader, segment, tasks)
        if segment.field != "title":
            yield from of_lists(reader, segment, lists)


def _consolidated(reader: Reader) -> Iterator[Claim]:
    """The original and its amenders: the documents that open the lines before the recitals (handbook 3.11)."""
    text, part = reader.text, False
    for segment in text.segments:
        if segment.field == "title":
            continue
        line = text.text[segment.start : segment.end].lstrip()
        if segment.field != "preamble" or line.startswith(("Căn cứ", "“")):
            break
        first = next(iter(within(reader.citations, segment.start, segment.end)), None)
        if first and re.fullmatch(r"\s*(?:\d{1,2}[.)]\s*|[-–]\s*)?", text.text[segment.start : first.start]):
            yield Claim("consolidates", first, segment.start, segment.end, segment.start, "head", part=part)
            part = True


def _found(reader: Reader, document: LegalDocument, group: Sequence[tuple[Claim, Terms]]) -> FoundRelation:
    """One relation of all claims of one kind on one target. Its evidence is the first in the body, else the title."""
    claims = [claim for claim, _ in group]
    best, terms = min(group, key=lambda item: _remoteness(item[0]))
    citation = _numbered(document, _fullest(best, claims))
    provisions = tuple(dict.fromkeys(p for claim in claims for one in claim.touched for p in one.provisions))
    relation = Relation(
        kind=best.kind,
        target=citation.document,
        target_name=citation.document_name,
        target_provision=provisions[0] if len(provisions) == 1 else None,
        scope="whole" if best.is_whole else "part",
        evidence=" ".join(reader.text.text[best.start : best.end].split()),
        confidence=max(_confidence(claim, citation) for claim in claims),
        provisions=provisions,
        target_type=citation.type,
        target_year=citation.year,
        target_date=citation.date,
        effective_from=terms.effective_from,
        until=terms.until,
        exceptions=terms.exceptions,
        eid=best.eid,
        start=best.start,
        end=best.end,
        removed=tuple(dict.fromkeys(p for claim in claims for one in claim.removed for p in one.provisions)),
    )
    return FoundRelation(relation, best.start, best.end)


def _on_own_day(claim: Claim, terms: Terms, provision_dates: Sequence[ProvisionDate]) -> Terms:
    """The terms with the day of effect of the acting provision, where that is not the document's."""
    for part in provision_dates if claim.eid and terms.effective_from is None else ():
        if part.effective and any(claim.eid == eid or claim.eid.startswith(f"{eid}__") for eid in part.eids):
            return replace(terms, effective_from=part.effective.date)
    return terms


def _remoteness(claim: Claim) -> int:
    """How far a claim's sentence is from naming the target and the act itself: the nearest is the evidence."""
    if claim.manner == "title":
        return 1
    return 2 if claim.kind in _TASKS and claim.manner == "list" else int(claim.citation.inherited)


def _fullest(best: Claim, claims: Sequence[Claim]) -> Claim:
    """The claim with all that is printed of its target anywhere: its number, name, type, year and date."""
    cited = [best.citation, *(claim.citation for claim in claims)]
    full = replace(
        best.citation,
        document_name=next((c.document_name for c in cited if c.document_name), None),
        type=next((c.type for c in cited if c.type), None),
        year=next((c.year for c in cited if c.year), None),
        date=next((c.date for c in cited if c.date), None),
    )
    return replace(best, citation=full)


def _numbered(document: LegalDocument, claim: Claim) -> Citation:
    """The citation, with the number that the recitals give to a document which the title only names."""
    citation = claim.citation
    if claim.kind not in _TASKS or citation.document or not citation.document_name:
        return citation
    name = normal_key(citation.document_name)
    basis = next((b for b in document.legal_basis if b.number and b.name and normal_key(b.name) == name), None)
    return replace(citation, document=basis.number, date=basis.date) if basis else citation


def _is_possible(document: LegalDocument, claim: Claim) -> bool:
    """Whether rank allows it, and the target is another document."""
    if document.number and claim.citation.document and target_key(claim.citation) == normal_key(document.number):
        return False
    allowed = may_detail if claim.kind in _TASKS else may_change
    return allowed(document, claim.citation)


def _confidence(claim: Claim, target: Citation) -> float:
    """How sure a claim is, from 0 to 1: by the way it is made, less what its citation leaves open."""
    value = _CONFIDENCE["task" if claim.kind in _TASKS else claim.manner]
    value -= 0 if target.document else _CONFIDENCE["without_number"]
    value -= _CONFIDENCE["inherited"] if claim.citation.inherited else 0
    value -= _CONFIDENCE["ambiguous"] if claim.citation.ambiguous else 0
    return round(value, 2)
