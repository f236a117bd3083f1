"""The engine for every real installation: an OpenSearch cluster, reached by opensearch-py."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, Literal, TypeVar

import msgspec
from opensearchpy.exceptions import NotFoundError, OpenSearchException, TransportError

from search_api.errors import BadCursor, CursorExpired, EngineBusy, IndexBroken
from search_api.index.opensearch import compile as dsl
from search_api.index.opensearch import definition as definitions
from search_api.index.opensearch import provisions, ranking
from search_api.index.opensearch.answer import Answer
from search_api.index.opensearch.beside import Beside
from search_api.index.opensearch.bulk import Write
from search_api.index.opensearch.cluster import CONFLICT, MISSING, Cluster, IndexMoved
from search_api.index.opensearch.definition import Layout
from search_api.index.opensearch.likely_rows import Token, telling
from search_api.index.record import DocumentRecord
from search_api.index.rows import clean
from search_api.index.sample import Sample
from search_api.index.shown import facet
from search_api.index.tally import UNCOUNTED, Counter, counted_rows
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import Cursor

_SEARCH_SECONDS = 10
_CANCELLED_AFTER = "6s"
"""When the cluster gives up a search by itself; it answers with what it has after 5 s, which then is no answer."""

_LISTED = "2m"
"""How long a snapshot is kept for the next page of a list."""

_GRACE = 1.0
"""Seconds between a swap and the deletion of the old index, for searches that began before."""

_TRIES = 3

LARGE = 200_000
"""Rows from which on a second request for the counts pays: of 60,000 they take 3 ms, and to ask apart takes 2."""

_BESIDE = 8
"""Searches whose counts are asked for beside their hits at the same time; more are asked in one request each."""

_TOMBSTONE = b'{"gone":true}'
"""Keeps a rebuild from writing a document that was deleted after it was read."""

Given = TypeVar("Given")


class OpenSearchEngine:
    """A `SearchEngine` on the alias `index` of the cluster at `url`.

    The alias leads to one index; `rebuild` fills another and moves the alias. While it does, the other carries the
    alias `<index>-next`, and puts and deletes of any process go to both.

    Raises, besides what each method says: EngineUnavailableError where the cluster does not answer, in time or at all;
    IndexBroken where its index is of another version (`rebuild` mends it) or refuses a document.
    """

    name = "opensearch"

    def __init__(
        self, url: str, index: str = "congbao", seconds_to_wait: float = _SEARCH_SECONDS, layout: Layout | None = None
    ) -> None:
        self._layout = layout or Layout()
        self._cluster = Cluster(url, index, seconds_to_wait, self._layout)
        # Terms are rare or frequent in all of a collection, not in the shard that a document happens to lie in.
        by_whole = self._layout.shards > 1
        self._search_type = "dfs_query_then_fetch" if by_whole else "query_then_fetch"
        self._beside = Beside(_BESIDE)
        self._checked = False

    def put(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> None:
        """Store or replace documents, checked one by one; each is replaced with all its provisions at once."""
        made = [(record.id, body_of(record, counter)) for record in records]

        def write() -> None:
            """Put the records into every index of the alias."""
            aliases = [self._in_use(), *self._being_built()]
            self._write(Write("index", alias, wanted, body) for wanted, body in made for alias in aliases)
            self._cluster.refresh(aliases)

        self._cluster.asked(lambda: _again(write))

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are no error."""
        gone = list(ids)

        def write() -> None:
            """Delete the documents from the index in use, and bar them from the one that is being built."""
            current, pending = self._in_use(), self._being_built()
            self._write(Write("delete", current, wanted) for wanted in gone)
            self._write(Write("index", alias, wanted, _TOMBSTONE) for wanted in gone for alias in pending)
            self._cluster.refresh([current, *pending])

        self._cluster.asked(lambda: _again(write))

    def rebuild(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> int:
        """Fill a new index and move the alias to it in one step; on any error the new one goes, the old one stays."""
        return self._cluster.asked(lambda: self._rebuild(records, counter))

    def search(self, plan: SearchPlan) -> SearchPage:
        """Answer a plan.

        Raises:
            CursorExpired: the cursor leads through relevance in a state that is no longer kept.
            BadCursor: it was made by another engine.
        """

        def ask() -> SearchPage:
            """Send the request and read its answer."""
            if not self._checked:
                self._cluster.check()
                self._checked = True
            if plan.unit == "provision":
                return provisions.page(self._send(provisions.request(plan)), plan)
            if plan.cursor:
                return self._listed(plan, plan.cursor)
            if ranking.is_wanted(plan) and self._cluster.rows() >= LARGE:
                return self._in_two(plan)
            return self._in_one(plan)

        def nothing() -> SearchPage:
            """What an index that is not there yet gives."""
            return SearchPage(0, (), tuple(facet(name, {}, plan) for name in plan.facets), 0.0)

        return self._cluster.asked(lambda: _again(ask), nothing)

    def count(self) -> int:
        """How many documents are searchable."""
        return self._cluster.asked(lambda: self._cluster.count(self._cluster.alias), lambda: 0)

    def close(self) -> None:
        """Release the connections."""
        self._beside.close()
        self._cluster.close()

    # ---------------------------------------------------------------------------------------------------- searching

    def _send(self, body: dict[str, Any], *, everywhere: bool = False) -> Answer:
        """The cluster's whole answer: a part of it (a shard missing, the time over) is none."""
        target: dict[str, Any] = {} if everywhere else {"index": self._cluster.alias}
        answer: Answer = self._cluster.searching.search(
            body=body,
            search_type=self._search_type,
            allow_partial_search_results=False,
            cancel_after_time_interval=_CANCELLED_AFTER,
            **target,
        )
        if answer.timed_out:
            raise EngineBusy("the search took too long on the cluster")
        return answer

    def request(self, plan: SearchPlan) -> dict[str, Any]:
        """The body that a plan for documents is asked with, where it is asked in one."""
        return dsl.request(plan, self._likely(plan))

    def _in_two(self, plan: SearchPlan) -> SearchPage:
        """The page of a ranked plan: its hits are ranked and marked while the cluster counts all that answer.

        With many searches under way, or where the two do not fit together, all is asked in one.
        """
        counting = self._beside.start(lambda: self._send(dsl.counted(plan)))
        if counting is None:
            return self._in_one(plan)
        found = self._send(dsl.best(plan, self._likely(plan)))
        hits, _ = dsl.hits_of(found, plan)
        counts = counting.result()
        if not dsl.together(found, counts, plan):
            return dsl.page(self._send(dsl.request(plan)), plan)
        return replace(dsl.page_of(hits, counts, plan), took_ms=float(max(found.took, counts.took)))

    def _in_one(self, plan: SearchPlan) -> SearchPage:
        """The page of a plan by one request; where few rows were worth scoring, all are scored."""
        likely = self._likely(plan)
        answer = self._send(dsl.request(plan, likely))
        if likely and dsl.lacks_scores(answer):
            answer = self._send(dsl.request(plan))
        return dsl.page(answer, plan)

    def _likely(self, plan: SearchPlan) -> tuple[Token, ...]:
        return telling(plan, self._cluster.rows()) if ranking.is_wanted(plan) else ()

    def _listed(self, plan: SearchPlan, cursor: Cursor) -> SearchPage:
        """The next page of a list, read in one state of the index from its first page to its last."""
        if cursor.after and not isinstance(cursor.after[-1], str):
            raise BadCursor("of another engine")
        snapshot = cursor.snapshot or ("" if cursor.anywhere else self._open_snapshot(plan))
        body = dsl.request(plan)
        if not snapshot:
            return dsl.page(self._send(body), plan)
        try:
            answer = self._send(body | {"pit": {"id": snapshot, "keep_alive": _LISTED}}, everywhere=True)
        except NotFoundError as error:
            if plan.sort == "relevance":
                raise CursorExpired(str(error)) from error
            # Orders by date are the same in any state: the list goes on in the newest.
            return self._listed(replace(plan, cursor=Cursor(cursor.after)), Cursor(cursor.after))
        found = dsl.page(answer, plan, answer.pit_id or snapshot)
        if found.next is None and (found.hits or not cursor.snapshot):
            # One that finds nothing in the snapshot of another: the list is of what was found by asking for less.
            self._close_snapshot(answer.pit_id or snapshot)
        return found

    def _open_snapshot(self, plan: SearchPlan) -> str:
        """The id of a new snapshot, '' where the cluster keeps too many already and the order is the same without.

        Raises:
            EngineBusy: it keeps too many, and scores of another state would tell hits twice or leave some out.
        """
        try:
            opened = self._cluster.client.create_pit(index=self._cluster.alias, params={"keep_alive": _LISTED})
        except NotFoundError:
            raise
        except TransportError as error:
            if plan.sort == "relevance":
                raise EngineBusy(str(error)) from error
            return ""
        return str(opened["pit_id"])

    def _close_snapshot(self, snapshot: str) -> None:
        """Tell the cluster that a snapshot is no longer needed; one that is not closed ends by itself."""
        with suppress(OpenSearchException):
            self._cluster.client.delete_pit(body={"pit_id": [snapshot]}, ignore=MISSING)

    # ------------------------------------------------------------------------------------------------------ writing

    def _rebuild(self, records: Iterable[DocumentRecord], counter: Counter) -> int:
        cluster = self._cluster
        old = cluster.carrying(cluster.alias)
        cluster.drop(cluster.carrying(cluster.pending))  # left behind by a rebuild that was killed
        new = f"{cluster.alias}-{secrets.token_hex(6)}"
        cluster.create(new, definitions.filling(new, cluster.pending))
        try:
            held = self._fill(new, records, counter)
            cluster.client.indices.put_settings(index=new, body=definitions.filled(self._layout))
            swapped = definitions.swapped(cluster.alias, cluster.pending, new, old)
            cluster.client.indices.update_aliases(body=swapped)
            cluster.forget_rows()
        except BaseException:
            cluster.drop([new])
            raise
        self._checked = True
        cluster.bury(new)
        cluster.settle(new)
        if old:
            time.sleep(_GRACE)
            cluster.drop(old)
        return held

    def _fill(self, new: str, records: Iterable[DocumentRecord], counter: Counter) -> int:
        """Write all records into an index that nobody searches yet; gives how many it holds.

        Raises:
            IndexBroken: it does not hold what was sent.
        """
        filled = _Filled(definitions.own(new))
        # A document that was put or deleted meanwhile is newer than the one read for the rebuild: it is left alone.
        for wanted in self._cluster.bulk(filled.writes(records, counter), tolerated=CONFLICT):
            filled.skip(wanted)
        self._cluster.refresh([new])
        held = self._cluster.count(new)
        gone = int(self._cluster.client.count(index=new, body={"query": dsl.GONE})["count"])
        if held + gone < len(filled.written):
            raise IndexBroken(f"{len(filled.written)} documents were sent, {held} can be found")
        self._compare(new, filled.sample)
        return held

    def _compare(self, index: str, sample: Sample) -> None:
        """Hold a sample of what was sent against what can be read; what was put anew meanwhile is of version 2."""
        found = self._cluster.client.search(index=index, body=dsl.heads_of(list(sample.held)))["hits"]["hits"]
        read = {}
        for each in found:
            if each["_version"] > 1:
                sample.forget(each["_id"])
            else:
                read[each["_id"]] = dsl.unpacked(each["fields"]["head"][0])
        sample.compare(read)

    def _in_use(self) -> str:
        """The alias that leads to the index in use, the first of which is made here.

        Its name is fixed, so that two processes that start together make the same one.
        """
        alias = self._cluster.alias
        if not self._cluster.carrying(alias):
            self._cluster.create(f"{alias}-first", {"aliases": {alias: {}}})
        elif not self._checked:
            self._cluster.check()
        return alias

    def _being_built(self) -> list[str]:
        """During a rebuild the alias that leads to the new index: what is written goes there as well."""
        pending = self._cluster.pending
        return [pending] if self._cluster.carrying(pending) else []

    def _write(self, writes: Iterable[Write]) -> None:
        for _ in self._cluster.bulk(writes):
            pass


class _Filled:
    """What is sent to a new index."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self.written: set[str] = set()
        self.sample = Sample()

    def writes(self, records: Iterable[DocumentRecord], counter: Counter) -> Iterator[Write]:
        """Each record as a new document; of two of one id the later counts."""
        for record in records:
            op: Literal["index", "create"] = "index" if record.id in self.written else "create"
            self.written.add(record.id)
            self.sample.note(clean(replace(record, provisions=())))
            yield Write(op, self._alias, record.id, body_of(record, counter))

    def skip(self, wanted: str) -> None:
        """A document was there already, from somebody else."""
        self.sample.forget(wanted)


def _again(act: Callable[[], Given]) -> Given:
    """What `act` gives; done anew where a rebuild took the index away under it."""
    for _ in range(_TRIES - 1):
        with suppress(IndexMoved, NotFoundError):
            return act()
    return act()


def body_of(record: DocumentRecord, counter: Counter = UNCOUNTED) -> bytes:
    """A record as an OpenSearch document, in JSON; its words are counted."""
    cleaned = clean(record)
    return msgspec.json.encode(dsl.document(cleaned, counted_rows(cleaned, counter)))
