"""From a stored document to its node and edges: each reference to another document once, with all its places.

What is said only once of a document counts for all its mentions: 'Quyết định số 611/QĐ-TTg' in an article is the one
whose date stands in the recitals, 'Luật Đất đai' the one whose year is printed elsewhere in the same text.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import LegalBasis
from nlp.annotation import Citation, Relation, TaggedDocument
from nlp.numbers import normal_key, type_of_number
from search_api.archive.edges import Edge, Node, Reference, Spot
from search_api.archive.entries import StoredDocument
from search_api.standing.keys import (
    is_law,
    last_level,
    mark_of,
    name_key,
    parent_of,
    place_of,
    place_of_gazette,
    provisions_of,
    year_of,
)

MADE_BY = 3
"""Version of these rules; edges of an older one are made anew at the next start."""

_LEVELS = {"art": "điều", "cl": "khoản", "pnt": "điểm"}
"""Words of the units that are cited, by the parts of their eids (Akoma Ntoso naming)."""

_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""What the names of laws begin with."""

_LONGEST = 400
"""Letters of a printed reference that are kept."""


def node_of(stored: StoredDocument) -> Node:
    """The document as others see it."""
    tagged, legal = stored.tagged, stored.tagged.document
    issuer = legal.issuers[0] if legal.issuers else None
    gazette = stored.issue.gazette if stored.issue else None
    place = (place_of(issuer) or (place_of_gazette(gazette) if _is_of_place(issuer) else None)) if issuer else None
    return Node(
        id=stored.id,
        slug=stored.slug,
        number=legal.number,
        number_key=(normal_key(legal.number) or None) if legal.number else None,
        type=legal.type,
        title=legal.title,
        name_key=name_key(legal.type, legal.title),
        issuer=issuer,
        place=place,
        issued_on=legal.issued_on,
        effective_on=tagged.effective.date if tagged.effective else None,
        gazetted_on=stored.issue.date if stored.issue else None,
        anchors=_anchors(tagged),
    )


def _is_of_place(issuer: str) -> bool:
    return issuer.casefold().startswith(("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân"))


def _anchors(tagged: TaggedDocument) -> tuple[tuple[str, str], ...]:
    """Provisions as people cite them with their eids; those without words of their own by the units below them."""
    found: dict[str, str] = {}
    other: dict[str, str] = {}
    for segment in tagged.text.segments:
        where, eid = segment.where, segment.eid
        if not eid or not where or segment.quoted:
            continue
        if not _is_named(where, eid):
            other.setdefault(where, eid)
        while _is_named(where, eid) and where not in found:
            found[where] = eid
            where, eid = parent_of(where), eid.rpartition("__")[0]
    return tuple((other | found).items())


def _is_named(where: str, eid: str) -> bool:
    """Whether a path and an eid end in the same unit: 'Điều 5 khoản 1' and art_5__cl_1."""
    level = _LEVELS.get(eid.rpartition("__")[2].partition("_")[0])
    return level is not None and last_level(where) == level


def edges_of(stored: StoredDocument) -> tuple[Edge, ...]:
    """All that the document says of others: relations, legal bases, citations; each target once a kind."""
    tagged = stored.tagged
    mentions = _Mentions(tagged)
    own = node_of(stored)
    edges = [*_relations(tagged, mentions), *_bases(tagged, mentions), *_citations(tagged, mentions)]
    return tuple(edge for edge in edges if not _is_own(edge.target, own))


def _is_own(target: Reference, own: Node) -> bool:
    """Whether the document calls itself: by its number, or by its name where no year tells of another edition."""
    if target.number_key:
        return target.number_key == own.number_key and target.date in (None, own.issued_on)
    editions = (None, own.issued_on.year if own.issued_on else None)
    return target.name_key is not None and target.name_key == own.name_key and target.year in editions


def reference_of(citation: Citation) -> Reference:
    """How a citation calls its document."""
    kind = citation.type or (type_of_number(citation.document) if citation.document else None)
    place = None if citation.inherited else place_of(citation.text)
    return _reference(citation.document, kind, citation.document_name, citation.date, citation.year, place)


def _reference(
    number: str | None,
    kind: str | None,
    name: str | None,
    date: dt.date | None,
    year: int | None = None,
    place: str | None = None,
) -> Reference:
    """What a document is called by, with its keys; its year is that of the date where none is printed alone."""
    return Reference(
        number=number,
        number_key=(normal_key(number) or None) if number else None,
        type=kind,
        year=year or (date.year if date else None),
        date=date,
        name=name,
        name_key=name_key(kind, name),
        place=place,
    )


def _law_in(name: str) -> str | None:
    """The type of a law that its name begins with."""
    return next((word for word in _LAWS if name.startswith(word)), None)


@dataclass(slots=True)
class _Mentions:
    """What one document says of each that it mentions, gathered from all places."""

    tagged: TaggedDocument
    _by_number: dict[str, list[Reference]] = field(default_factory=dict)
    _by_name: dict[str, list[Reference]] = field(default_factory=dict)
    _bases: dict[str, list[Reference]] = field(default_factory=dict)
    _full: dict[Reference, Reference] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cited = (reference_of(one) for one in self.tagged.citations if one.document != "this")
        for reference in dict.fromkeys(cited):
            self._note(reference)
        for reference in map(_reference_of_basis, self.tagged.document.legal_basis):
            self._note(reference)
            if reference.name_key and _is_told(reference):
                self._bases.setdefault(reference.name_key, []).append(reference)

    def _note(self, reference: Reference) -> None:
        if reference.number_key:
            self._by_number.setdefault(reference.number_key, []).append(reference)
        if reference.name_key and _is_told(reference):
            self._by_name.setdefault(reference.name_key, []).append(reference)

    def full(self, reference: Reference) -> Reference:
        """The reference with what other mentions of the same document add, where they agree."""
        if reference not in self._full:
            self._full[reference] = self._filled(reference)
        return self._full[reference]

    def _filled(self, reference: Reference) -> Reference:
        if reference.number_key is None and reference.name_key and not reference.year:
            reference = self._named(reference)
        same = self._by_number.get(reference.number_key or "", [])
        values: dict[str, object] = {}
        for name in ("type", "year", "date", "name", "name_key", "place"):
            found = {getattr(one, name) for one in same} - {None}
            if getattr(reference, name) is None and len(found) == 1:
                values[name] = found.pop()
        return replace(reference, **values)  # type: ignore[arg-type]  # names and values are of the same class

    def _named(self, reference: Reference) -> Reference:
        """The law of this name in the recitals, else the only one that the text tells; the bare name if none is.

        'Luật Đất đai' in an article is the law on which the document rests, not the older one that it names once in
        its transitional clauses with a number.
        """
        name = reference.name_key or ""
        for found in (self._bases.get(name, []), self._by_name.get(name, [])):
            numbers = {one.number_key for one in found} - {None}
            years = {one.year or year_of(one.number_key) for one in found} - {None}
            if found and len(numbers) <= 1 and len(years) <= 1:
                return next((one for one in found if one.number_key), found[0])
        return reference


def _is_told(reference: Reference) -> bool:
    return bool(reference.number_key or reference.year or reference.date)


def _reference_of_basis(basis: LegalBasis) -> Reference:
    kind = _law_in(basis.name or "") or (type_of_number(basis.number) if basis.number else None)
    return _reference(basis.number, kind, basis.name, basis.date)


def _relations(tagged: TaggedDocument, mentions: _Mentions) -> Iterator[Edge]:
    known: set[str] = set()
    for relation in tagged.relations:
        target = mentions.full(_reference_of_relation(relation))
        mark = mark_of(relation, target)
        if mark in known or not (target.number_key or target.name_key):
            continue
        known.add(mark)
        provisions, where = provisions_of(relation), _where(tagged, relation.eid)
        spot = Spot(relation.eid, relation.start, relation.end, relation.evidence, provisions, where)
        yield Edge(relation.kind, target, (spot,), relation, mark)


def _where(tagged: TaggedDocument, eid: str) -> str:
    return next((one.where for one in tagged.text.segments if eid and one.eid == eid), "")


def _reference_of_relation(relation: Relation) -> Reference:
    kind = relation.target_type or (type_of_number(relation.target) if relation.target else None)
    name = relation.target_name
    return _reference(relation.target, kind or _law_in(name or ""), name, relation.target_date, relation.target_year)


def _bases(tagged: TaggedDocument, mentions: _Mentions) -> Iterator[Edge]:
    recitals = [(one.start, one.end) for one in tagged.text.segments if one.field == "preamble"]
    inside = [one for one in _others(tagged) if any(start <= one.start < end for start, end in recitals)]
    known: set[tuple[object, ...]] = set()
    for basis in tagged.document.legal_basis:
        target = mentions.full(_reference_of_basis(basis))
        key = _key(target)
        if key is None or key in known:
            continue
        known.add(key)
        spots = [_spot(one) for one in inside if _key(mentions.full(reference_of(one))) == key]
        yield Edge("based_on", target, tuple(spots))


def _citations(tagged: TaggedDocument, mentions: _Mentions) -> Iterator[Edge]:
    grouped: dict[tuple[object, ...], tuple[Reference, list[Spot]]] = {}
    for citation in _others(tagged):
        target = mentions.full(reference_of(citation))
        key = _key(target)
        if key is not None:
            grouped.setdefault(key, (target, []))[1].append(_spot(citation))
    for target, spots in grouped.values():
        yield Edge("cites", target, tuple(spots))


def _key(target: Reference) -> tuple[object, ...] | None:
    """What tells one target from others within a document; None for a reference that names none."""
    if target.number_key:
        return (target.number_key, target.date, target.place)
    return (target.name_key, target.year, target.date) if target.name_key else None


def _others(tagged: TaggedDocument) -> list[Citation]:
    return [one for one in tagged.citations if one.document != "this" and (one.document or _is_by_name(one))]


def _is_by_name(citation: Citation) -> bool:
    return citation.document_name is not None and is_law(citation.type)


def _spot(citation: Citation) -> Spot:
    return Spot(
        citation.eid, citation.start, citation.end, citation.text[:_LONGEST], citation.provisions, citation.where
    )


def links_of(tagged: TaggedDocument) -> tuple[tuple[Citation, Reference], ...]:
    """Each citation of another document with what the whole text says of its target, for links."""
    mentions = _Mentions(tagged)
    return tuple((one, mentions.full(reference_of(one))) for one in _others(tagged))


def keys_of(references: Iterable[Reference]) -> tuple[Sequence[str], Sequence[str]]:
    """The number keys and the name keys under which the targets of references may be stored."""
    found = list(references)
    numbers = {one.number_key for one in found if one.number_key}
    names = {one.name_key for one in found if one.name_key and not one.number_key}
    return sorted(numbers), sorted(names)
