"""OpenSearch: the conformance suite on a real node, and a cluster that fails in every way (promises P19, P21)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError

from search_api.answering.search import search
from search_api.errors import EngineBusy, IndexBroken
from search_api.index.gateway import SearchEngine
from search_api.index.opensearch import definition as definitions
from search_api.index.opensearch import engine as opensearch_engine
from search_api.index.opensearch import likely_rows
from search_api.index.opensearch.bulk import Write
from search_api.index.opensearch.cluster import Cluster
from search_api.index.opensearch.engine import OpenSearchEngine
from search_api.index.record import DocumentRecord
from search_api.index.sample import head_of
from search_api.query.request import SearchQuery
from tests.search_api.index.conformance import ReadingConformance, WritingConformance, ask, counts, ids
from tests.search_api.index.conformance_lists import RECORDS, FacetConformance, ListWritingConformance, listed
from tests.search_api.index.conformance_syntax import SyntaxConformance
from tests.search_api.index.on_a_node import made
from tests.search_api.index.records_made import CORPUS, record

pytestmark = pytest.mark.opensearch


@pytest.fixture(scope="module")
def full(opensearch_url: str) -> Iterator[SearchEngine]:
    with made(opensearch_url) as (engine, _):
        engine.rebuild(CORPUS)
        yield engine


@pytest.fixture(scope="module")
def faceted(opensearch_url: str) -> Iterator[SearchEngine]:
    with made(opensearch_url) as (engine, _):
        engine.rebuild(RECORDS)
        yield engine


@pytest.fixture
def named(opensearch_url: str) -> Iterator[tuple[OpenSearchEngine, str]]:
    with made(opensearch_url) as pair:
        yield pair


@pytest.fixture
def empty(named: tuple[OpenSearchEngine, str]) -> SearchEngine:
    return named[0]


class TestReading(ReadingConformance, SyntaxConformance):
    """Handbook domain.md 3.3, 7; promises P15, P16, P23."""


class TestNarrowed(ReadingConformance):
    """The same where only the likeliest rows are scored and counts are asked apart, as in large collections."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opensearch_engine, "LARGE", 0)
        monkeypatch.setattr(likely_rows, "FEW", -1)
        monkeypatch.setattr(likely_rows, "AFFORDED", 1)
        monkeypatch.setattr(likely_rows, "SHARE", 0.0)


class TestFacets(FacetConformance):
    """Issue 7, facets, cursors, provisions and explanations."""

    def a_snapshot_that_is_gone(self, engine: SearchEngine) -> str:
        assert isinstance(engine, OpenSearchEngine)
        client, name = engine._cluster.client, engine._cluster.alias
        gone = client.create_pit(index=name, params={"keep_alive": "1m"})["pit_id"]
        client.delete_pit(body={"pit_id": [gone]})
        return str(gone)


class TestWriting(WritingConformance, ListWritingConformance):
    """Promises P19."""


# ------------------------------------------------------------------------------------------------- only on a cluster


def indices_of(cluster: Cluster) -> list[str]:
    return sorted(cluster.client.indices.get(index=f"{cluster.alias}-*"))


def indices(url: str, name: str) -> list[str]:
    return sorted(OpenSearch(url).indices.get(index=f"{name}-*"))


def test_what_is_put_and_deleted_during_a_rebuild_is_not_lost(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    other = OpenSearchEngine(opensearch_url, name)
    engine.put(CORPUS)

    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        other.put(
            [record("late", None, "Đến sau", "đến sau"), record("nd15", "15/2020/NĐ-CP", "Bản mới hơn", "mới hơn")]
        )
        yield from CORPUS[3:]

    engine.rebuild(slowly())
    assert ids(ask(engine, "đến sau")) == ["late"]
    assert ids(ask(engine, "bản mới hơn")) == ["nd15"]
    assert engine.count() == len(CORPUS) + 1
    assert len(indices(opensearch_url, name)) == 1
    other.close()


def test_a_rebuild_removes_what_a_killed_one_left(named: tuple[OpenSearchEngine, str], opensearch_url: str) -> None:
    engine, name = named
    engine.put(CORPUS[:1])
    OpenSearch(opensearch_url).indices.create(index=f"{name}-left", body={"aliases": {f"{name}-next": {}}})
    engine.rebuild(CORPUS)
    assert engine.count() == len(CORPUS)
    assert len(indices(opensearch_url, name)) == 1


def test_a_refused_item_is_no_success(named: tuple[OpenSearchEngine, str], opensearch_url: str) -> None:
    engine, name = named
    engine.put(CORPUS[:2])
    OpenSearch(opensearch_url).indices.put_settings(
        index=f"{name}-*", body={"index.blocks.read_only_allow_delete": True}
    )
    with pytest.raises(EngineBusy):  # 429: the disk of the cluster is full
        engine.put(CORPUS[2:3])
    assert engine.count() == 2


def test_a_document_that_the_mapping_refuses_is_named(named: tuple[OpenSearchEngine, str]) -> None:
    engine, _ = named
    with pytest.raises(IndexBroken, match=r"x{600}"):  # _id holds at most 512 bytes
        engine.put([record("x" * 600, None, "Tên", "văn bản")])


def test_an_index_of_another_version_says_so_until_it_is_rebuilt(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    body = {"aliases": {name: {}}, "mappings": {"_meta": {"version": 0}}}
    OpenSearch(opensearch_url).indices.create(index=f"{name}-old", body=body)
    with pytest.raises(IndexBroken):
        ask(engine, "thuế")
    with pytest.raises(IndexBroken):
        engine.put(CORPUS)
    assert engine.rebuild(CORPUS) == len(CORPUS)
    assert ids(ask(engine, "15/2020"))[0] == "nd15"


def test_what_is_deleted_during_a_rebuild_does_not_come_back(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    other = OpenSearchEngine(opensearch_url, name)
    engine.put(CORPUS)

    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        other.delete(["nd15", CORPUS[-1].id])  # one is written already, one is still to come
        yield from CORPUS[3:]

    assert engine.rebuild(slowly()) == len(CORPUS) - 2
    assert engine.count() == len(CORPUS) - 2
    assert not {"nd15", CORPUS[-1].id} & set(ids(ask(engine)))
    other.put(CORPUS[:1])
    assert ids(ask(engine, "giấy phép viễn thông")) == ["nd15"]
    other.close()


def test_what_stands_for_deleted_documents_is_never_seen(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    engine.put(CORPUS[:3])
    OpenSearch(opensearch_url).index(index=name, id="tomb", body={"gone": True}, refresh=True)
    assert engine.count() == 3
    assert len(ids(ask(engine))) == 3
    assert sum(counts(ask(engine), "type").values()) == 3


def test_a_refused_item_is_sent_again(
    named: tuple[OpenSearchEngine, str], opensearch_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, name = named
    engine.put(CORPUS[:2])
    client, send = OpenSearch(opensearch_url), engine._cluster.client.bulk
    refused: list[bool] = []

    def block(setting: bool | None) -> None:  # noqa: FBT001 - the setting's own value
        client.indices.put_settings(index=f"{name}-*", body={"index.blocks.read_only_allow_delete": setting})

    def sent(**request: object) -> dict[str, Any]:
        answer: dict[str, Any] = send(**request)
        refused.append(answer["errors"])
        block(setting=None)
        return answer

    block(setting=True)
    monkeypatch.setattr(engine._cluster.client, "bulk", sent)
    engine.put(CORPUS[2:3])
    assert refused == [True, False]
    assert engine.count() == 3


def test_where_no_more_snapshots_are_kept_a_list_goes_on_without(
    named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = named
    engine.put(CORPUS)

    def refused(**_: object) -> None:
        raise TransportError(500, "rejected_execution_exception", {})

    monkeypatch.setattr(engine._cluster.client, "create_pit", refused)
    query = SearchQuery("quy dinh", sort="newest", size=2)
    assert [hit.id for hit in listed(engine, query)] == ids(search(engine, replace(query, size=50)))
    with pytest.raises(EngineBusy):  # scores of another state would tell hits twice or leave some out
        listed(engine, replace(query, sort="relevance"))


def test_a_rebuild_that_holds_something_else_is_not_taken(
    named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch, opensearch_url: str
) -> None:
    engine, name = named
    engine.put(CORPUS[:2])
    monkeypatch.setattr(
        "search_api.index.opensearch.compile.head_of", lambda record: head_of(replace(record, title="verdorben"))
    )
    with pytest.raises(IndexBroken):
        engine.rebuild(CORPUS)
    assert engine.count() == 2
    assert len(indices(opensearch_url, name)) == 1


@pytest.mark.parametrize("act", ["put", "delete"])
@pytest.mark.parametrize("moment", ["first look", "second look", "write"])
def test_a_write_meets_a_swap(
    named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch, moment: str, act: str
) -> None:
    """A rebuild ends, and its old index goes, just before a write looks where to go, or just before it is sent."""
    engine, name = named
    cluster, new = engine._cluster, f"{name}-new"
    engine.rebuild([record("a", None, "Luật Đất đai", "nội dung chung")])
    (old,) = cluster.carrying(name)
    cluster.create(new, definitions.filling(new, cluster.pending))
    held = opensearch_engine.body_of(record("a", None, "Luật Đất đai", "nội dung chung"))
    engine._write([Write("create", definitions.own(new), "a", held)])
    moments = iter(["first look", "second look"])

    def swap(now: str) -> None:
        if now == moment:
            cluster.client.indices.update_aliases(body=definitions.swapped(name, cluster.pending, new, [old]))
            cluster.drop([old])

    def swapping(act: Callable[..., Any], now: Callable[[], str]) -> Callable[..., Any]:
        def acted(*given: Any, **named: Any) -> Any:
            swap(now())
            return act(*given, **named)

        return acted

    sent = iter(["write"])
    monkeypatch.setattr(cluster, "carrying", swapping(cluster.carrying, lambda: next(moments, "")))
    monkeypatch.setattr(cluster.client, "bulk", swapping(cluster.client.bulk, lambda: next(sent, "")))
    if act == "put":
        engine.put([record("b", None, "Luật Nhà ở", "nội dung chung")])
    else:
        engine.delete(["a"])
    assert set(ids(ask(engine, "nội dung chung"))) == ({"a", "b"} if act == "put" else set())
    assert indices_of(cluster) == [new]


def test_a_list_of_what_was_found_by_less_goes_on(named: tuple[OpenSearchEngine, str]) -> None:
    """Each page asks first for what was typed, which finds nothing in the state that the list is read in."""
    engine, _ = named
    engine.put([record(f"d{n}", "38/2022/NĐ-CP", f"Nghị định {n}", "mức lương tối thiểu") for n in range(5)])
    query = SearchQuery("38/2023/NĐ-CP lương", size=2)
    found = [hit.id for hit in listed(engine, query)]
    assert sorted(found) == [f"d{n}" for n in range(5)]


def test_what_hinders_the_end_of_a_list_takes_no_page(
    named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = named
    engine.put(CORPUS)

    def late(**_: object) -> None:
        raise TransportError(500, "timeout_exception", {})

    monkeypatch.setattr(engine._cluster.client, "delete_pit", late)
    query = SearchQuery("quy dinh", sort="newest", size=2)
    assert [hit.id for hit in listed(engine, query)] == ids(search(engine, replace(query, size=50)))
