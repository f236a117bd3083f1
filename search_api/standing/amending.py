"""What one amending act does to one document: what it quotes anew, and what it ends or changes without a quote.

Quoted texts stand in `Provision`s of level 'quote' (handbook domain.md 3.9). Which provision of which document a quote
gives anew is told by the citations of the unit that introduces it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Provision
from ingest.structure.quotes import operation_of
from nlp.annotation import Citation
from search_api.archive.edges import Node
from search_api.archive.entries import StoredDocument
from search_api.standing.entries import Amendment, RelationView
from search_api.standing.extract import node_of
from search_api.standing.knowledge import Knowledge, where_of
from search_api.standing.wording import wording

KINDS = ("amends", "repeals", "replaces", "annuls")
"""Relations that change the words of a document."""

_DELETES = ("repeals", "annuls")
_NAME_ONLY = re.compile(r"(?<!\w)tên\s+(?:gọi\s+)?(?:của\s+)?(?:Điều|Chương|Mục|Phần|Phụ lục)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A provision of the amender with those that enclose it."""

    provision: Provision
    above: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class _Amender:
    """An amending act beside the document: its relations to it, and its citations of it by where they stand."""

    stored: StoredDocument
    node: Node
    views: Sequence[RelationView]
    cited: dict[str, list[Citation]]
    units: tuple[_Unit, ...]


def amendments_by(
    knowledge: Knowledge, source_id: str, node: Node, views: Sequence[RelationView]
) -> Iterator[Amendment]:
    """What a stored act does to the document, in its order, quotes first; `views` are its relations to it."""
    stored = knowledge.archive.documents.get(source_id)
    if stored is None:
        return
    units = tuple(units_of(stored.tagged.document.body))
    amender = _Amender(stored, node_of(stored), views, _cited(knowledge, stored, node), units)
    quoted: set[str] = set()
    for unit in units:
        for quote in (child for child in unit.provision.children if child.level == "quote"):
            target = _target(amender, unit, quote)
            if target is not None:
                quoted.add(target.casefold())
                yield _quoting(amender, unit, target, quote)
    for view in views:
        yield from _unquoted(amender, view, quoted)


def units_of(provisions: Iterable[Provision], above: tuple[Provision, ...] = ()) -> Iterator[_Unit]:
    """Provisions in reading order, each with those that enclose it; quotes are left out."""
    for one in provisions:
        if one.level != "quote":
            yield _Unit(one, above)
            yield from units_of(one.children, (*above, one))


def _cited(knowledge: Knowledge, stored: StoredDocument, node: Node) -> dict[str, list[Citation]]:
    cited: dict[str, list[Citation]] = {}
    for citation, resolution in knowledge.links(stored):
        if resolution.found == "resolved" and any(one.id == node.id for one in resolution.documents):
            cited.setdefault(citation.eid, []).append(citation)
    return cited


def _target(amender: _Amender, unit: _Unit, quote: Provision) -> str | None:
    """The provision of the document that a quote gives anew; None where it belongs to another document, or to none."""
    paths = [path for one in amender.cited.get(unit.provision.eid, ()) for path in one.provisions]
    wanted = (quote.target or "").casefold()
    for path in paths:
        if not wanted or path.casefold() == wanted or path.casefold().endswith(f" {wanted}"):
            return path
    if paths:
        return paths[0]
    of_document = _is_single(amender) or any(above.eid in amender.cited for above in unit.above)
    return quote.target if of_document and wanted.startswith("điều") else None


def _is_single(amender: _Amender) -> bool:
    """Whether the act changes this document only, so that a quote whose citation was not read is of it."""
    relations = amender.stored.tagged.relations
    return len({(one.target, one.target_name) for one in relations if one.kind in KINDS}) == 1


def _quoting(amender: _Amender, unit: _Unit, target: str, quote: Provision) -> Amendment:
    view, holder = _relation_of(amender.views, unit, target), unit.provision
    instruction = holder.heading or holder.text
    return Amendment(
        target=target,
        operation=quote.operation,
        source=amender.node,
        eid=holder.eid,
        where=where_of(amender.node, holder.eid),
        instruction=instruction,
        day=_day(amender.stored, view, holder.eid),
        state=view.state,
        old=None,
        new=wording(quote),
        name_only=bool(_NAME_ONLY.search(instruction)),
    )


def _relation_of(views: Sequence[RelationView], unit: _Unit, target: str) -> RelationView:
    """The relation that a quote belongs to: the one that names its target, else the one stated closest above it."""
    named = [view for view in views if any(place.text.casefold() == target.casefold() for place in view.places)]
    eids = [unit.provision.eid, *(one.eid for one in reversed(unit.above))]
    near = [view for eid in eids for view in views if any(spot.eid == eid for spot in view.spots)]
    return next(iter([*named, *near, *views]))


def _unquoted(amender: _Amender, view: RelationView, quoted: set[str]) -> Iterator[Amendment]:
    """Provisions that a relation names and no quote gives anew: deletions, and changes of single words.

    A provision of which units are quoted is only the place where these stand.
    """
    removed = view.relation.removed if view.relation else ()
    for place in view.places:
        path = place.text.casefold()
        if any(one == path or one.startswith(f"{path} ") for one in quoted):
            continue
        deletes = view.kind in _DELETES or place.text in removed
        eid, words = _introduced(amender, place.text, view)
        yield Amendment(
            target=place.text,
            operation="delete" if deletes else operation_of(words),
            source=amender.node,
            eid=eid,
            where=where_of(amender.node, eid),
            instruction=words,
            day=_day(amender.stored, view, eid),
            state=view.state,
            old=None,
            new="" if deletes else None,
        )


def _introduced(amender: _Amender, target: str, view: RelationView) -> tuple[str, str]:
    """The eid and the words of the unit that names a provision; those of the relation where none does alone."""
    units = {unit.provision.eid: unit.provision for unit in amender.units}
    for eid, citations in amender.cited.items():
        unit = units.get(eid)
        if unit is not None and any(target in one.provisions for one in citations):
            return eid, unit.text or unit.heading
    return view.spots[0].eid, view.evidence


def _day(stored: StoredDocument, view: RelationView, eid: str) -> dt.date | None:
    """The day from which a change works: named in the clause, of the amending provision, or of the whole act."""
    if view.relation and view.relation.effective_from:
        return view.relation.effective_from
    for part in stored.tagged.provision_dates:
        if part.effective and any(eid == one or eid.startswith(f"{one}__") for one in part.eids):
            return part.effective.date
    return stored.tagged.effective.date if stored.tagged.effective else None
