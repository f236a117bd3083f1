"""Relations, statuses, histories and graphs in the form that the API answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.status.types import Act, Status
from search_api import schema_standing as schema
from search_api.archive.edges import Node, Rank
from search_api.archive.entries import StoredDocument
from search_api.comparison import text_change
from search_api.permalinks import absolute, document_path, provision_path
from search_api.query import request
from search_api.standing.entries import Amendment, Event, Graph, Relations, RelationView
from search_api.standing.extract import node_of
from search_api.standing.proposals import Proposals
from search_api.standing.resolve import Resolution

STATUS_NAMES: dict[str, str] = request.STATUS_NAMES | {"partly_suspended": "Ngưng hiệu lực một phần", "none": ""}
"""The same with the values that a search does not tell."""


@dataclass(frozen=True, slots=True)
class StandingShapes:
    """Gives values their outer form; `base_url` is the installation's public address."""

    base_url: str

    def party(self, node: Node) -> schema.PartyOut:
        """A document by name."""
        return schema.PartyOut(
            id=node.id,
            url=absolute(self.base_url, document_path(node.id, node.slug)),
            number=node.number,
            type=node.type,
            title=node.title,
            issued_on=node.issued_on,
        )

    def relations(self, stored: StoredDocument, found: Relations) -> schema.RelationsOut:
        """Both directions."""
        return schema.RelationsOut(
            document=self.party(node_of(stored)),
            outgoing=[self.relation(one) for one in found.outgoing],
            incoming=[self.relation(one) for one in found.incoming],
            more=dict(found.more),
        )

    def relation(self, view: RelationView) -> schema.StatedRelationOut:
        """One relation."""
        relation, decision, document = view.relation, view.decision, view.target.document
        eid = view.spots[0].eid if view.spots else ""
        return schema.StatedRelationOut(
            id=view.mark or None,
            kind=view.kind,
            label=view.label,
            direction=view.direction,
            source=self.party(view.source),
            target=self._target(view.called, view.target),
            scope=relation.scope if relation else None,
            provisions=[
                schema.PlaceOut(text=one.text, eid=one.eid, url=self._place(document, one.eid) if document else None)
                for one in view.places
            ],
            evidence=view.evidence,
            where=view.where,
            evidence_url=self._place(view.source, eid) if view.spots else None,
            mentions=len(view.spots),
            confidence=relation.confidence if relation else None,
            effective_from=relation.effective_from if relation else None,
            until=relation.until if relation else None,
            exceptions=relation.exceptions if relation else None,
            changes_status=view.changes_status,
            state=view.state,
            decided=(
                schema.DecisionOut(state=decision.state, actor=decision.actor, at=decision.at) if decision else None
            ),
        )

    def _target(self, called: str, found: Resolution) -> schema.TargetOut:
        return schema.TargetOut(
            called=called,
            found=found.found,
            document=self.party(found.document) if found.document else None,
            candidates=[self.party(one) for one in found.documents] if found.found == "ambiguous" else [],
        )

    def _place(self, node: Node, eid: str | None) -> str:
        path = provision_path(node.id, node.slug, eid) if eid else document_path(node.id, node.slug)
        return absolute(self.base_url, path)

    def proposals(self, found: Proposals, page: int, size: int) -> schema.ProposalPage:
        """One page of proposals."""
        relations = [self.relation(one) for one in found.shown]
        return schema.ProposalPage(total=found.total, page=page, size=size, counts=found.counts, relations=relations)

    def status(
        self, stored: StoredDocument, status: Status, changes: Sequence[Status], provision: str | None = None
    ) -> schema.StatusAnswer:
        """A status with all that come before and after it."""
        return schema.StatusAnswer(
            document=self.party(node_of(stored)),
            provision=provision,
            status=_status(status),
            changes=[_status(one) for one in changes],
        )

    def timeline(self, stored: StoredDocument, events: Sequence[Event]) -> schema.TimelineOut:
        """A document's events."""
        own = node_of(stored)
        return schema.TimelineOut(document=self.party(own), events=[self._event(own, one) for one in events])

    def _event(self, own: Node, event: Event) -> schema.EventOut:
        told = bool(event.evidence)
        return schema.EventOut(
            kind=event.kind,
            date=event.day,
            label=event.label,
            computed=event.computed,
            by=self.party(event.by) if event.by else None,
            evidence=event.evidence,
            url=self._place(event.by or own, event.eid) if told or event.by else None,
            state=event.state,
        )

    def history(
        self, stored: StoredDocument, eid: str, name: str, found: Sequence[Amendment], texts: Sequence[Node]
    ) -> schema.HistoryOut:
        """The history of an article."""
        return schema.HistoryOut(
            document=self.party(node_of(stored)),
            eid=eid,
            provision=name,
            amendments=[self._amendment(one) for one in found],
            consolidated=[self.party(one) for one in texts],
        )

    def _amendment(self, one: Amendment) -> schema.AmendmentOut:
        change = text_change(one.old, one.new) if one.old is not None and one.new is not None else None
        sides = [
            [schema.DifferenceOut(text=run.text, changed=run.changed) for run in side]
            for side in ((change.old, change.new) if change else ((), ()))
        ]
        return schema.AmendmentOut(
            target=one.target,
            operation=one.operation,
            by=self.party(one.source),
            where=one.where,
            url=self._place(one.source, one.eid),
            instruction=one.instruction,
            date=one.day,
            state=one.state,
            old=one.old,
            new=one.new,
            name_only=one.name_only,
            old_runs=sides[0],
            new_runs=sides[1],
        )

    def graph(self, graph: Graph, rank: Rank) -> schema.GraphOut:
        """A document's surroundings."""
        nodes = [
            schema.GraphNodeOut(**self.party(one.node).model_dump(), step=one.step, cited_by=one.cited_by)
            for one in graph.nodes
        ]
        edges = [schema.GraphEdgeOut(source=one.source, target=one.target, kind=one.kind) for one in graph.edges]
        return schema.GraphOut(
            nodes=nodes, edges=edges, left_out=graph.left_out, cited_by=rank.cited_by, authority=rank.authority
        )


def _status(status: Status) -> schema.StatusOut:
    return schema.StatusOut(
        value=status.value,
        label=STATUS_NAMES[status.value],
        on=status.on,
        since=status.since,
        basis=status.basis,
        acts=[_act(act) for act in status.acts],
        pending=_status(status.pending) if status.pending else None,
    )


def _act(act: Act) -> schema.ActOut:
    return schema.ActOut(
        kind=act.kind,
        scope=act.scope,
        document=act.source,
        label=act.label,
        where=act.where,
        evidence=act.evidence,
        state=act.state,
        effective_from=act.effective_from,
        until=act.until,
        provisions=list(act.provisions),
        exceptions=act.exceptions,
    )
