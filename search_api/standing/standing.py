"""What pages and programs ask: relations, status, timeline, history and surroundings of a stored document."""

import datetime as dt
from collections.abc import Callable

from nlp.annotation import Citation
from nlp.status.rules import changes, provision_status_on, status_on
from nlp.status.types import ActState, Status
from search_api.archive.edges import Decision, Node, Rank
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.errors import ProvisionNotFound
from search_api.standing.entries import Amendment, Event, Graph, Relations, RelationView
from search_api.standing.extract import node_of
from search_api.standing.facts import facts_of
from search_api.standing.graph import graph_of
from search_api.standing.history import history_of
from search_api.standing.knowledge import MOST_INCOMING, Knowledge, where_of
from search_api.standing.proposals import Proposals, concerned, decide, proposals_of
from search_api.standing.resolve import Resolution
from search_api.standing.timeline import timeline_of


class Standing:
    """Reads what the archive knows of documents together; clerks' decisions go in here.

    `spread` is called after a decision: it brings the documents that it changes into the index again.
    """

    def __init__(self, archive: Archive, spread: Callable[[], None] = lambda: None) -> None:
        self._knowledge = Knowledge(archive)
        self._spread = spread

    def relations(self, stored: StoredDocument, limit: int = MOST_INCOMING) -> Relations:
        """Both directions; of each incoming kind at most `limit`, the newest first."""
        return self._knowledge.relations(stored, limit)

    def links(self, stored: StoredDocument) -> tuple[tuple[Citation, Resolution], ...]:
        """Each citation of another document, with what was found of it."""
        return self._knowledge.links(stored)

    def status(self, stored: StoredDocument, day: dt.date, eid: str | None = None) -> Status:
        """The status of a document, or of one provision of it, on a day.

        Raises:
            ProvisionNotFound: the document has no provision of this eid.
        """
        facts = facts_of(self._knowledge, stored)
        return provision_status_on(facts, _where(stored, eid), day) if eid else status_on(facts, day)

    def changes(self, stored: StoredDocument, eid: str | None = None) -> tuple[Status, ...]:
        """The statuses that it passes through, each from its `on` to the next; raises ProvisionNotFound."""
        return changes(facts_of(self._knowledge, stored), _where(stored, eid) if eid else None)

    def timeline(self, stored: StoredDocument) -> tuple[Event, ...]:
        """What happened to a document, by day."""
        return timeline_of(self._knowledge, stored)

    def history(self, stored: StoredDocument, eid: str) -> tuple[Amendment, ...]:
        """What amending acts did to the article in which a provision stands, the oldest first."""
        _where(stored, eid)
        return history_of(self._knowledge, stored, eid)

    def consolidated(self, stored: StoredDocument) -> tuple[Node, ...]:
        """The consolidated texts that hold the document, the newest first."""
        views = self._knowledge.incoming(node_of(stored), ("consolidates",))
        nodes = {view.source.id: view.source for view in views}.values()
        return tuple(sorted(nodes, key=lambda one: one.issued_on or dt.date.min, reverse=True))

    def original(self, stored: StoredDocument) -> StoredDocument | None:
        """The document whose text a consolidated one shows, not those that amended it; None where it is not there."""
        views = [view for view in self._knowledge.outgoing(stored) if view.kind == "consolidates"]
        whole = [view for view in views if view.relation and view.relation.scope == "whole"] or views
        node = whole[0].target.document if whole else None
        return self._knowledge.archive.documents.get(node.id) if node else None

    def graph(self, stored: StoredDocument, depth: int = 1) -> Graph:
        """The document's surroundings: `depth` is 1 or 2."""
        return graph_of(self._knowledge, node_of(stored), depth)

    def rank(self, stored: StoredDocument) -> Rank:
        """How often it was cited, and its authority, when ranks were last counted."""
        return self._knowledge.archive.related.rank(stored.id)

    def proposals(
        self,
        state: ActState | None,
        document_id: str | None = None,
        offset: int = 0,
        limit: int = 20,
        *,
        in_archive: bool = False,
    ) -> Proposals:
        """Relations that change a status, for clerks: in one state or all, of one document or all."""
        return proposals_of(self._knowledge, state, document_id, offset, limit, in_archive=in_archive)

    def concerned(self, source_id: str, mark: str) -> tuple[StoredDocument, ...]:
        """The stored documents that a relation is about for certain: those whose status a decision may change."""
        nodes = concerned(self._knowledge, source_id, mark)
        found = (self._knowledge.archive.documents.get(node.id) for node in nodes)
        return tuple(one for one in found if one)

    def decide(self, source_id: str, mark: str, state: ActState, actor: str) -> RelationView:
        """Confirm or reject a relation, or set it back to proposed; raises RelationGone."""
        view = decide(self._knowledge, source_id, mark, state, actor)
        self._spread()
        return view

    def decided(self, source_id: str, mark: str) -> tuple[Decision, ...]:
        """All that clerks decided about a relation, the oldest first."""
        return self._knowledge.archive.related.decided(source_id, mark)


def _where(stored: StoredDocument, eid: str | None) -> str:
    where = where_of(node_of(stored), eid or "")
    if not where:
        raise ProvisionNotFound(f"{stored.id}#{eid}")
    return where
