"""The history of an article: what amending acts did to it, in order, with the words before and after.

What is quoted in an amending article stands in `Provision`s of level 'quote' (handbook domain.md 3.9). Which provision
of which document it belongs to is told by the citations of the unit that introduces it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import LegalDocument, Operation, Provision
from nlp.annotation import Citation
from search_api.archive.edges import Node
from search_api.archive.entries import StoredDocument
from search_api.standing.entries import Amendment, RelationView
from search_api.standing.extract import node_of
from search_api.standing.knowledge import Knowledge, where_of

_KINDS = ("amends", "repeals", "replaces", "annuls")
_DELETES = ("repeals", "annuls")
_OPEN = re.compile(r"^\s*(?:[“„«\"]|'')\s*")
_CLOSE = re.compile(r"\s*(?:[”“\"»]|'')\s*[\])]?[.;,]*\s*$")
_LEVEL = re.compile(r"\s+(?=(?:Điều|điều|khoản|điểm|tiết|đoạn)\s)")


def history_of(knowledge: Knowledge, stored: StoredDocument, eid: str) -> tuple[Amendment, ...]:
    """The changes of the article in which `eid` stands, the oldest first; rejected ones are left out."""
    node = node_of(stored)
    article = _LEVEL.split(where_of(node, eid))[0]
    if not article.startswith("Điều"):
        return ()
    views = [view for view in knowledge.incoming(node, _KINDS) if view.state != "rejected"]
    found = [
        one
        for source in dict.fromkeys(view.source.id for view in views)
        for one in _by(knowledge, source, node, [view for view in views if view.source.id == source])
        if _article(one.target) == article.casefold()
    ]
    found.sort(key=lambda one: (one.day is None, one.day or dt.date.max, one.source.issued_on or dt.date.max))
    return tuple(_with_old(stored, node, found))


def _article(path: str) -> str:
    return _LEVEL.split(path)[0].casefold()


@dataclass(frozen=True, slots=True)
class _Unit:
    """A provision of the amender with those that enclose it."""

    provision: Provision
    above: tuple[Provision, ...]


def _by(knowledge: Knowledge, source_id: str, node: Node, views: Sequence[RelationView]) -> Iterator[Amendment]:
    """What one amender does to the document: what it quotes, then what it ends without a quote."""
    amender = knowledge.archive.documents.get(source_id)
    if amender is None:
        return
    cited = _cited_provisions(knowledge, amender, node)
    quoted: set[str] = set()
    for unit in _units(amender.tagged.document.body, ()):
        for quote in (child for child in unit.provision.children if child.level == "quote"):
            target = _target(unit, quote, cited, single=_is_single(amender, views))
            if target is None:
                continue
            quoted.add(target.casefold())
            yield _amendment(amender, views, unit, target, quote.operation, wording(quote))
    units = {unit.provision.eid: unit.provision for unit in _units(amender.tagged.document.body, ())}
    for view in views:
        yield from _unquoted(amender, view, quoted, _Introduced(cited, units))


@dataclass(frozen=True, slots=True)
class _Introduced:
    """Where an amender names the provisions that it changes without quoting them anew."""

    cited: dict[str, list[Citation]]
    units: dict[str, Provision]

    def of(self, target: str, view: RelationView) -> tuple[str, str]:
        """The eid and the words of the unit that names a provision; those of the relation where none does alone."""
        for eid, citations in self.cited.items():
            unit = self.units.get(eid)
            if unit is not None and any(target in one.provisions for one in citations):
                return eid, unit.text or unit.heading
        return view.spots[0].eid, view.evidence


def _unquoted(
    amender: StoredDocument, view: RelationView, quoted: set[str], introduced: _Introduced
) -> Iterator[Amendment]:
    """Provisions that a relation names and no quote gives anew: deletions, and changes of single words.

    A provision of which units are quoted is only the place where these stand.
    """
    removed = view.relation.removed if view.relation else ()
    for place in view.places:
        path = place.text.casefold()
        if any(one == path or one.startswith(f"{path} ") for one in quoted):
            continue
        deletes = view.kind in _DELETES or place.text in removed
        eid, words = introduced.of(place.text, view)
        yield Amendment(
            target=place.text,
            operation="delete" if deletes else None,
            source=view.source,
            eid=eid,
            where=where_of(view.source, eid),
            instruction=words,
            day=_day(amender, view, eid),
            state=view.state,
            old=None,
            new="" if deletes else None,
            relation=view.mark,
        )


def _units(provisions: Iterable[Provision], above: tuple[Provision, ...]) -> Iterator[_Unit]:
    for one in provisions:
        if one.level != "quote":
            yield _Unit(one, above)
            yield from _units(one.children, (*above, one))


def _cited_provisions(knowledge: Knowledge, amender: StoredDocument, node: Node) -> dict[str, list[Citation]]:
    """The amender's citations of the document, by the provision in which they stand."""
    cited: dict[str, list[Citation]] = {}
    for citation, resolution in knowledge.links(amender):
        if any(one.id == node.id for one in resolution.documents) and resolution.found == "resolved":
            cited.setdefault(citation.eid, []).append(citation)
    return cited


def _is_single(amender: StoredDocument, views: Sequence[RelationView]) -> bool:
    """Whether the amender changes this document only, so that a quote whose citation was not read is of it."""
    targets = {(one.target, one.target_name) for one in amender.tagged.relations if one.kind in _KINDS}
    return len(targets) == 1 and bool(views)


def _target(unit: _Unit, quote: Provision, cited: dict[str, list[Citation]], *, single: bool) -> str | None:
    """The provision of the document that a quote gives anew; None where it belongs to another document, or to none."""
    paths = [path for one in cited.get(unit.provision.eid, ()) for path in one.provisions]
    wanted = (quote.target or "").casefold()
    for path in paths:
        if not wanted or path.casefold() == wanted or path.casefold().endswith(f" {wanted}"):
            return path
    if paths:
        return paths[0]
    of_document = single or any(unit_above.eid in cited for unit_above in unit.above)
    return quote.target if of_document and wanted.startswith("điều") else None


def _amendment(
    amender: StoredDocument,
    views: Sequence[RelationView],
    unit: _Unit,
    target: str,
    operation: Operation | None,
    new: str,
) -> Amendment:
    view = _relation_of(views, unit, target)
    source = node_of(amender)
    holder = unit.provision
    return Amendment(
        target=target,
        operation=operation,
        source=source,
        eid=holder.eid,
        where=where_of(source, holder.eid),
        instruction=holder.heading or holder.text,
        day=_day(amender, view, holder.eid),
        state=view.state,
        old=None,
        new=new,
        relation=view.mark,
    )


def _relation_of(views: Sequence[RelationView], unit: _Unit, target: str) -> RelationView:
    """The relation that a quote belongs to: the one that names its target, else the one stated closest above it."""
    named = [view for view in views if any(place.text.casefold() == target.casefold() for place in view.places)]
    eids = [unit.provision.eid, *(one.eid for one in reversed(unit.above))]
    near = [view for eid in eids for view in views if any(spot.eid == eid for spot in view.spots)]
    return next(iter([*named, *near, *views]))


def _day(amender: StoredDocument, view: RelationView, eid: str) -> dt.date | None:
    """The day from which a change works: named in the clause, of the amending provision, or of the whole amender."""
    if view.relation and view.relation.effective_from:
        return view.relation.effective_from
    for part in amender.tagged.provision_dates:
        if part.effective and any(eid == one or eid.startswith(f"{one}__") for one in part.eids):
            return part.effective.date
    return amender.tagged.effective.date if amender.tagged.effective else None


def _with_old(stored: StoredDocument, node: Node, found: Sequence[Amendment]) -> Iterator[Amendment]:
    """Each change with the wording before it: the document's own, or that which the change before has given."""
    known: dict[str, str | None] = {}
    eids = {where.casefold(): eid for where, eid in node.anchors}
    for one in found:
        path = one.target.casefold()
        old = known[path] if path in known else _own_wording(stored.tagged.document, eids.get(path))
        if any(path.startswith(f"{above} ") for above in known if above != path) and path not in known:
            old = None  # a unit above was given anew: its old parts say nothing any more
        whole = one.operation in ("replace", "delete", None)
        yield replace(one, old=old if whole and one.new is not None else None)
        if one.operation in ("replace", "insert", "delete"):
            for below in [each for each in known if each.startswith(f"{path} ")]:
                del known[below]
            known[path] = one.new or None


def _own_wording(document: LegalDocument, eid: str | None) -> str | None:
    if eid is None:
        return None
    roots = (document.body, *(attachment.body for attachment in document.attachments))
    found = next((one for root in roots for unit in _units(root, ()) if (one := unit.provision).eid == eid), None)
    return wording(found) if found else None


def wording(provision: Provision) -> str:
    """A provision as printed, its units on lines of their own; of a quote without its marks."""
    text = "\n".join(_lines(provision))
    return _CLOSE.sub("", _OPEN.sub("", text)) if provision.level == "quote" else text


def _lines(provision: Provision) -> Iterator[str]:
    label = provision.label.strip()
    if label and provision.level in ("clause", "article") and label[-1] not in ".)":
        label = f"{label}."
    elif label and provision.level in ("point", "subpoint") and label[-1] not in ".)":
        label = f"{label})"
    head = " ".join(part for part in (label, provision.heading) if part)
    if provision.level in ("clause", "point", "subpoint", "paragraph") and provision.text:
        yield " ".join(part for part in (head, provision.text) if part)
    else:
        yield from (part for part in (head, provision.text) if part)
    yield from (" | ".join(row) for row in provision.rows)
    for child in provision.children:
        yield from _lines(child)
