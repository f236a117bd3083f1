"""The room of edges: which documents there are to be cited, what they say of each other, and what clerks decided."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, delete, exists, func, or_, select

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.edges import Decision, Edge, KeptEdge, LightEdge, Node, Rank, Reference
from search_api.archive.files import OLDEST_FIRST
from search_api.archive.moments import now

AT_ONCE = 400
"""Values in one comparison; SQLite takes some thousands of parameters in a statement."""

_AT_A_TIME = 10_000
"""Rows of a long answer that are fetched together."""

_NODE = tuple(tables.node.c)
_SHORT = tuple(one.label(f"node_{one.name}") for one in _NODE if one.name != "anchors")
_LIGHT = ("id", "kind", "mark", "number_key", "name_key", "type", "year", "date", "place")


class Related:
    """Keeps nodes and edges by the file that they were read from, and gives them by what they are called."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- what documents say

    def keep(
        self, sha256: str, documents: Sequence[tuple[Node, Sequence[Edge]]], gone: Iterable[str], made_by: int
    ) -> None:
        """Put what a file's documents say in the place of what was kept of them; the ids `gone` say nothing more."""
        node, edge, related = tables.node, tables.edge, tables.related.c
        mine = [each.id for each, _ in documents]
        read_at = select(tables.file.c.read_at).where(tables.file.c.sha256 == sha256)

        gone = list(gone)

        def _put(connection: Connection) -> None:
            for ids in _some([*mine, *gone]):
                connection.execute(delete(edge).where(edge.c.source_id.in_(ids)))
                connection.execute(delete(node).where(node.c.id.in_(ids)))
            for each, edges in documents:
                connection.execute(node.insert().values({name.name: getattr(each, name.name) for name in _NODE}))
                if edges:
                    connection.execute(edge.insert(), [_edge_row(each.id, one) for one in edges])
            row = {"file_sha256": sha256, "read_at": connection.execute(read_at).scalar(), "made_by": made_by}
            connection.execute(delete(tables.related).where(related.file_sha256 == sha256))
            connection.execute(tables.related.insert().values(row))

        self._database.settle(_put)  # the parts of one document may be put by two workers at once

    def unrelated(self, made_by: int) -> tuple[str, ...]:
        """Read files whose edges are missing, of an earlier reading, or made by older rules."""
        file, related = tables.file.c, tables.related.c
        joined = select(file.sha256).outerjoin(tables.related, related.file_sha256 == file.sha256)
        stale = (
            related.file_sha256.is_(None)
            | (related.made_by != made_by)
            | related.read_at.is_distinct_from(file.read_at)
        )
        query = joined.where(file.state.in_(("read", "partial")), stale).order_by(*OLDEST_FIRST)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def node(self, wanted: str) -> Node | None:
        """The document of this id as others see it, None where it is not there."""
        return next(iter(self._nodes(tables.node.c.id == wanted)), None)

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """The documents of these ids that are there."""
        found = (one for some in _some(ids) for one in self._nodes(tables.node.c.id.in_(some)))
        return {one.id: one for one in found}

    def called(self, numbers: Iterable[str], names: Iterable[str]) -> tuple[Node, ...]:
        """The documents that have one of these number keys or name keys."""
        column = tables.node.c
        found = [one for some in _some(numbers) for one in self._nodes(column.number_key.in_(some))]
        found += [one for some in _some(names) for one in self._nodes(column.name_key.in_(some))]
        return tuple({one.id: one for one in found}.values())

    def incoming(self, node: Node, kinds: Collection[str] = (), limit: int | None = None) -> tuple[LightEdge, ...]:
        """Edges of others that call a document by its number or name; whether they mean it is for `resolve` to say.

        With a limit mere citations come last, and those of the newest documents first.
        """
        column = tables.edge.c
        called: list[ColumnElement[bool]] = []
        if node.number_key:
            called.append(column.number_key == node.number_key)
        if node.name_key:
            called.append(column.number_key.is_(None) & (column.name_key == node.name_key))
        if not called:
            return ()
        query = _of_edges(*(column[name] for name in _LIGHT)).where(or_(*called), column.source_id != node.id)
        if kinds:
            query = query.where(column.kind.in_(list(kinds)))
        if limit is None:
            query = query.order_by(column.id)
        else:
            newest = (column.kind == "cites", tables.node.c.issued_on.desc(), column.id)
            query = query.order_by(*newest).limit(limit)
        with self._database.reading() as connection:
            return tuple(_light(row) for row in connection.execute(query))

    def edges(self, ids: Iterable[int]) -> dict[int, Edge]:
        """The edges of these ids, as far as they are still there."""
        column = tables.edge.c
        found: dict[int, Edge] = {}
        with self._database.reading() as connection:
            for some in _some(ids):
                rows = connection.execute(select(column.id, column.edge).where(column.id.in_(some)))
                found |= {row.id: row.edge for row in rows}
        return found

    def outgoing(self, source_id: str, kinds: Collection[str] = ()) -> tuple[KeptEdge, ...]:
        """What a document says of others."""
        column = tables.edge.c
        query = _of_edges(column.edge).where(column.source_id == source_id)
        if kinds:
            query = query.where(column.kind.in_(list(kinds)))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(column.id)).all()
        return tuple(KeptEdge(_node(row), row.edge) for row in rows)

    def claims(
        self, kinds: Collection[str], state: str | None, offset: int, limit: int, *, in_archive: bool = False
    ) -> tuple[tuple[KeptEdge, ...], dict[str, int]]:
        """Some relations of these kinds, in a state or all; and counts of all by state.

        First come those that may change a document of the archive, with `in_archive` these alone, then the others, each
        from the newest document on.
        """
        node, edge, document = tables.node, tables.edge, tables.document
        said = _last_decisions()
        there = func.coalesce(said.c.state, "proposed")
        joined = edge.join(node, node.c.id == edge.c.source_id).join(document, document.c.id == node.c.id)
        joined = joined.outerjoin(said, (said.c.source_id == edge.c.source_id) & (said.c.mark == edge.c.mark))
        wanted = edge.c.kind.in_(list(kinds))
        mine = wanted & _is_called() if in_archive else wanted
        counted = select(there, func.count()).select_from(joined).where(mine).group_by(there)
        chosen = select(*_SHORT, edge.c.edge).select_from(joined).where(mine)
        if state is not None:
            chosen = chosen.where(there == state)
        newest = (_is_called().desc(), node.c.issued_on.is_(None), node.c.issued_on.desc(), edge.c.source_id, edge.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(chosen.order_by(*newest).limit(limit).offset(offset)).all()
            counts = {row[0]: row[1] for row in connection.execute(counted)}
        return tuple(KeptEdge(_node(row), row.edge) for row in rows), counts

    def links(self) -> Iterator[tuple[str, Reference]]:
        """Source and target of every edge whose target's number or name some document bears, without its words.

        What the graph of citations is made of; equal references are one value.
        """
        column, node = tables.edge.c, tables.node.alias().c
        by_number = exists().where(node.number_key == column.number_key)
        by_name = column.number_key.is_(None) & exists().where(node.name_key == column.name_key)
        query = select(column.source_id, *(column[name] for name in _LIGHT[3:])).where(by_number | by_name)
        reference = cache(_reference)
        with self._database.reading() as connection:
            for some in connection.execute(query).partitions(_AT_A_TIME):
                yield from ((source_id, reference(*called)) for source_id, *called in some)

    def everybody(self) -> tuple[Node, ...]:
        """All documents as others see them, without their anchors."""
        return tuple(self._nodes(tables.node.c.id.is_not(None), anchors=False))

    def _nodes(self, which: ColumnElement[bool], *, anchors: bool = True) -> list[Node]:
        there = tables.document.c.id == tables.node.c.id
        columns = [one for one in _NODE if anchors or one.name != "anchors"]
        query = select(*columns).join(tables.document, there).where(which).order_by(tables.node.c.id)
        with self._database.reading() as connection:
            return [Node(**row) for row in connection.execute(query).mappings()]

    # -- what clerks decided

    def decide(self, decision: Decision) -> None:
        """Keep a clerk's decision for good, beside those before it."""
        row = {name: getattr(decision, name) for name in ("source_id", "mark", "state", "actor", "at", "evidence")}
        with self._database.writing() as connection:
            connection.execute(tables.decision.insert().values(row))

    def decisions(self, source_ids: Iterable[str]) -> dict[tuple[str, str], Decision]:
        """The last decision about each claim of these documents, by the document's id and the claim's mark."""
        found: dict[tuple[str, str], Decision] = {}
        column = tables.decision.c
        with self._database.reading() as connection:
            for some in _some(source_ids):
                query = select(*_DECISION).where(column.source_id.in_(some)).order_by(column.id)
                found |= {(row.source_id, row.mark): Decision(*row) for row in connection.execute(query)}
        return found

    def decided(self, source_id: str, mark: str) -> tuple[Decision, ...]:
        """All that was decided about a claim, the oldest first."""
        column = tables.decision.c
        query = select(*_DECISION).where(column.source_id == source_id, column.mark == mark).order_by(column.id)
        with self._database.reading() as connection:
            return tuple(Decision(*row) for row in connection.execute(query))

    # -- what the index has still to learn

    def restate(self, ids: Iterable[str]) -> None:
        """Mark documents whose standing another one has changed: the index is to hold them anew."""
        rows = [{"document_id": one} for one in sorted(set(ids))]
        if rows:
            with self._database.writing() as connection:
                connection.execute(tables.restated.insert(), rows)

    def restated(self, limit: int | None = None, after: int = 0) -> dict[int, str]:
        """The oldest marks above `after`, each with the document that it names."""
        column = tables.restated.c
        query = select(column.id, column.document_id).where(column.id > after).order_by(column.id).limit(limit)
        with self._database.reading() as connection:
            return {row.id: row.document_id for row in connection.execute(query)}

    def settled(self, marks: Collection[int]) -> None:
        """Forget marks whose documents the index holds anew; one that came meanwhile stays."""
        if not marks:
            return
        with self._database.writing() as connection:
            for some in _some(marks):
                connection.execute(delete(tables.restated).where(tables.restated.c.id.in_(some)))

    # -- how documents rank

    def rank(self, wanted: str) -> Rank:
        """How often the document was cited, and its authority, when ranks were last counted."""
        column = tables.rank.c
        with self._database.reading() as connection:
            query = select(column.cited_by, column.authority).where(column.id == wanted)
            row = connection.execute(query).one_or_none()
        return Rank(*row) if row else Rank()

    def ranks(self) -> dict[str, Rank]:
        """All ranks by document."""
        column = tables.rank.c
        with self._database.reading() as connection:
            rows = connection.execute(select(column.id, column.cited_by, column.authority)).all()
        return {row.id: Rank(row.cited_by, row.authority) for row in rows}

    def keep_ranks(self, ranks: dict[str, Rank]) -> None:
        """Put newly counted ranks in the place of all others."""
        rows = [{"id": one, "cited_by": rank.cited_by, "authority": rank.authority} for one, rank in ranks.items()]
        with self._database.writing() as connection:
            connection.execute(delete(tables.rank))
            if rows:
                connection.execute(tables.rank.insert(), rows)


_DECISION = tuple(tables.decision.c[name] for name in ("source_id", "mark", "state", "actor", "at", "evidence"))


def decision(source_id: str, mark: str, state: Any, actor: str, evidence: str) -> Decision:
    """A decision that is made now."""
    return Decision(source_id, mark, state, actor, now(), evidence)


def _last_decisions() -> Subquery:
    """The last decision about each claim."""
    column = tables.decision.c
    last = select(func.max(column.id)).group_by(column.source_id, column.mark)
    return select(column.source_id, column.mark, column.state).where(column.id.in_(last)).subquery()


def _edge_row(source_id: str, edge: Edge) -> dict[str, Any]:
    target = edge.target
    return {
        "source_id": source_id,
        "kind": edge.kind,
        "number_key": target.number_key,
        "name_key": target.name_key,
        "type": target.type,
        "year": target.year,
        "date": target.date,
        "place": target.place,
        "mark": edge.mark,
        "edge": edge,
    }


def _is_called() -> ColumnElement[bool]:
    """Whether another document of the archive bears the number, or without one the name, that an edge calls."""
    other, edge = tables.node.alias(), tables.edge
    by_number = other.c.number_key == edge.c.number_key
    by_name = edge.c.number_key.is_(None) & (other.c.name_key == edge.c.name_key)
    return exists().where(other.c.id != edge.c.source_id, or_(by_number, by_name))


def _of_edges(*columns: Any) -> Select[Any]:
    """Edges of documents that are there, each with its source."""
    node, edge, document = tables.node, tables.edge, tables.document
    query = select(*_SHORT, *columns).join_from(edge, node, node.c.id == edge.c.source_id)
    return query.join(document, document.c.id == node.c.id)


def _node(row: Any) -> Node:
    """The source of an edge, without its anchors: its columns come first, in the order of Node's fields."""
    return Node(*row[: len(_SHORT)])


def _light(row: Any) -> LightEdge:
    wanted, kind, mark, *reference = row[len(_SHORT) :]
    return LightEdge(wanted, _node(row), kind, _reference(*reference), mark)


def _reference(
    number: str | None, name: str | None, kind: str | None, year: int | None, date: dt.date | None, place: str | None
) -> Reference:
    return Reference(number, number, kind, year, date, None, name, place)


def _some(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values in portions that fit into one statement."""
    found = list(dict.fromkeys(values))
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]
