"""The embedded engine: the conformance suite, and what a folder on disk adds to it (promise P19)."""

import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.errors import IndexBroken, IndexBusy
from search_api.index.embedded import engine as tantivy_engine
from search_api.index.embedded import search as tantivy_search
from search_api.index.embedded.chunk_merger import MOST
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.embedded.folder import CHUNKS, IndexFolder
from search_api.index.gateway import SearchEngine
from search_api.index.record import DocumentRecord
from search_api.index.sample import head_of
from search_api.query.analyse import analyse
from search_api.query.clauses import Clause
from search_api.query.plan import plan
from search_api.query.request import Cursor, SearchQuery
from tests.search_api.index.conformance import ReadingConformance, WritingConformance, ask, ids
from tests.search_api.index.conformance_lists import RECORDS, FacetConformance, ListWritingConformance
from tests.search_api.index.conformance_syntax import SyntaxConformance
from tests.search_api.index.records_made import CORPUS, record


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    engine = TantivyEngine(tmp_path_factory.mktemp("index"))
    engine.rebuild(CORPUS)
    return engine


@pytest.fixture(scope="module")
def faceted(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    engine = TantivyEngine(tmp_path_factory.mktemp("faceted"))
    engine.rebuild(RECORDS)
    return engine


@pytest.fixture
def empty(tmp_path: Path) -> SearchEngine:
    return TantivyEngine(tmp_path / "index")


class TestReading(ReadingConformance, SyntaxConformance):
    """Handbook domain.md 3.3, 7; promises P15, P16, P23."""


class TestWidening(ReadingConformance):
    """The same where the first look finds too few rows, so that more are looked for, up to all."""

    @pytest.fixture(autouse=True, params=[(1, 1, 9), (1, 1_000, 9), (1, 1_000, 2)])
    def _few_rows_at_first(self, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
        rows, documents, best = request.param
        monkeypatch.setattr(tantivy_search, "_FIRST_ROWS", rows)
        monkeypatch.setattr(tantivy_search, "_MORE_ROWS", 2)
        monkeypatch.setattr(tantivy_search, "_FEW_DOCUMENTS", documents)
        monkeypatch.setattr(tantivy_search, "_BEST_ROWS", best)


class TestFacets(FacetConformance):
    """Issue 7, facets, cursors, provisions and explanations."""

    def a_snapshot_that_is_gone(self, engine: SearchEngine) -> str:
        return "v0-gone:1:2"


class TestWriting(WritingConformance, ListWritingConformance):
    """Promise P19."""


def put_elsewhere(path: Path) -> None:
    TantivyEngine(path).put([record("other", None, "Từ tiến trình khác", "khác")])


def die_while_writing(path: Path, *, rebuilding: bool) -> None:
    def records() -> Iterator[DocumentRecord]:
        yield record("half", None, "Viết dở", "dở dang")
        os.kill(os.getpid(), signal.SIGKILL)
        yield record("never", None, "Không bao giờ", "không")

    engine = TantivyEngine(path)
    engine.rebuild(records()) if rebuilding else engine.put(records())


@pytest.fixture
def filled(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path)
    engine.put(CORPUS)
    return engine


def test_what_another_process_writes_is_seen(filled: TantivyEngine, tmp_path: Path) -> None:
    assert filled.count() == len(CORPUS)
    process = multiprocessing.get_context("spawn").Process(target=put_elsewhere, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert ids(search(filled, SearchQuery("tiến trình khác"))) == ["other"]


@pytest.mark.parametrize("rebuilding", [False, True])
def test_a_writer_that_is_killed_leaves_a_whole_index(
    filled: TantivyEngine, tmp_path: Path, *, rebuilding: bool
) -> None:
    process = multiprocessing.get_context("spawn").Process(
        target=die_while_writing, args=(tmp_path,), kwargs={"rebuilding": rebuilding}
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert filled.count() == len(CORPUS)
    filled.put([record("next", None, "Viết tiếp", "dở dang")])
    assert ids(search(filled, SearchQuery("dở dang"))) == ["next"]
    assert filled.rebuild(CORPUS) == len(CORPUS)


def test_a_rebuild_by_another_engine_is_seen_and_leaves_one_folder(filled: TantivyEngine, tmp_path: Path) -> None:
    assert filled.count() == len(CORPUS)
    TantivyEngine(tmp_path).rebuild(CORPUS[:2])
    assert filled.count() == 2
    assert len(list(tmp_path.glob("v*-*"))) == 1


def test_an_index_is_there_again_after_closing(filled: TantivyEngine, tmp_path: Path) -> None:
    filled.close()
    assert TantivyEngine(tmp_path).count() == len(CORPUS)
    assert filled.count() == len(CORPUS)


def test_documents_put_one_by_one_are_found_as_after_a_rebuild(tmp_path: Path) -> None:
    one_by_one, at_once = TantivyEngine(tmp_path / "a"), TantivyEngine(tmp_path / "b")
    for round_number in range(2):
        for place, each in enumerate(CORPUS):
            one_by_one.put([replace(each, title="Cũ"), record("gone", None, "Bị xóa", "thuế đất nhà")])
            one_by_one.put([each])
            if place % 5 == round_number:
                one_by_one.delete(["gone"])
    one_by_one.delete(["gone"])
    at_once.rebuild(CORPUS)
    for text in ("", "thuế", "thue", "luật đất đai", "điều 1", "-thuế", '"thuế thu nhập"'):
        found, wanted = ask(one_by_one, text), ask(at_once, text)
        assert (found.total, set(ids(found)), found.facets) == (wanted.total, set(ids(wanted)), wanted.facets)
    (folder,) = (tmp_path / "a").glob("v*-*")
    assert len(list((folder / CHUNKS).iterdir())) <= MOST + 1


def test_labels_score_the_same_however_often_documents_were_replaced(tmp_path: Path) -> None:
    engine, query = TantivyEngine(tmp_path), SearchQuery("điều 1 thuế", explain=True, sort="newest")
    engine.rebuild(CORPUS)

    def added() -> dict[str, float]:
        told = ((hit.id, hit.explanation) for hit in search(engine, query).hits)
        return {each: sum(part.value for part in why.clauses if part.field == "label") for each, why in told if why}

    fresh = added()
    assert any(fresh.values())
    ranked = TantivyEngine(tmp_path)._current()
    assert ranked is not None
    for _ in range(3):
        engine.put(CORPUS[1:])
    replaced = engine._current()
    assert replaced is not None
    assert replaced.table.counted > replaced.table.searcher.num_docs
    clause = Clause("cited_article", "label", ("dieu-1",), 3.0, "fixed")
    for snapshot in (ranked, replaced):
        asked = replace(plan(analyse(query)), scored=(clause,))
        assert snapshot.table.best(asked).scores.tolist() == pytest.approx([3.0] * len(snapshot.table.best(asked).rows))
    assert added() == fresh


def test_a_put_is_whole_even_where_its_rows_cannot_be_merged(
    filled: TantivyEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tantivy_engine, "tidy", full)
    filled.put([record("next", None, "Viết tiếp", "dở dang")])
    assert ids(ask(filled, "dở dang")) == ["next"]
    assert "were not merged" in caplog.text


def test_one_writer_at_a_time_and_the_second_says_so(tmp_path: Path) -> None:
    with IndexFolder(tmp_path).writing(0), pytest.raises(IndexBusy):
        TantivyEngine(tmp_path, seconds_to_wait=0.05).put(CORPUS)
    TantivyEngine(tmp_path, seconds_to_wait=0.05).put(CORPUS)


def test_writers_of_one_process_take_turns(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    writers = [threading.Thread(target=engine.put, args=([each],)) for each in CORPUS]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert engine.count() == len(CORPUS)


def test_a_put_that_fails_puts_nothing(filled: TantivyEngine) -> None:
    def broken() -> Iterator[DocumentRecord]:
        yield record("new", None, "Mới", "mới")
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError):
        filled.put(broken())
    assert filled.count() == len(CORPUS)
    filled.put(CORPUS[:1])
    assert filled.count() == len(CORPUS)


def damage_pointer(folder: Path) -> None:
    (folder / "current").write_text("nowhere")


def damage_version(folder: Path) -> None:
    (folder / "current").write_text("v0-abc")


def damage_removed(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("v*-*")))


def damage_meta(folder: Path) -> None:
    (next(folder.glob("v*-*")) / "meta.json").write_text("{")


def damage_segments(folder: Path) -> None:
    for file in next(folder.glob("v*-*")).iterdir():
        if file.suffix in {".term", ".idx", ".store", ".fast", ".pos", ".fieldnorm"}:
            file.write_bytes(b"")


@pytest.mark.parametrize("damage", [damage_pointer, damage_version, damage_removed, damage_meta, damage_segments])
def test_a_damaged_index_says_so_and_can_be_built_anew(damage: object, filled: TantivyEngine, tmp_path: Path) -> None:
    filled.close()
    assert callable(damage)
    damage(tmp_path)
    engine = TantivyEngine(tmp_path)
    with pytest.raises(IndexBroken):
        engine.count()
    with pytest.raises(IndexBroken):
        ask(engine, "thuế")
    with pytest.raises(IndexBroken):
        engine.put(CORPUS)
    assert engine.rebuild(CORPUS) == len(CORPUS)
    assert engine.count() == len(CORPUS)
    assert ids(ask(engine, "15/2020"))[0] == "nd15"


@pytest.mark.parametrize("cut", [0, 100, None])
def test_damaged_rows_say_so_and_can_be_built_anew(cut: int | None, filled: TantivyEngine, tmp_path: Path) -> None:
    filled.close()
    for chunk in next(tmp_path.glob("v*-*")).glob(f"{CHUNKS}/*"):
        if cut is None:
            chunk.unlink()
        else:
            chunk.write_bytes(chunk.read_bytes()[:cut])
    engine = TantivyEngine(tmp_path)
    with pytest.raises(IndexBroken):
        engine.count()
    with pytest.raises(IndexBroken):
        ask(engine, "thuế")
    assert engine.rebuild(CORPUS) == len(CORPUS)
    assert ids(ask(engine, "15/2020"))[0] == "nd15"


def test_what_a_killed_rebuild_left_goes_with_the_next(filled: TantivyEngine, tmp_path: Path) -> None:
    IndexFolder(tmp_path).make()
    assert filled.count() == len(CORPUS)
    filled.rebuild(CORPUS)
    assert len(list(tmp_path.glob("v*-*"))) == 1


def test_what_is_put_and_deleted_during_a_rebuild_is_not_lost(filled: TantivyEngine, tmp_path: Path) -> None:
    other = TantivyEngine(tmp_path, seconds_to_wait=5)

    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        other.put([record("late", None, "Đến sau", "đến sau"), record("nd15", "15/2020/NĐ-CP", "Bản mới hơn", "mới")])
        other.delete(["tt15", CORPUS[-1].id, "unknown"])  # one is written already, one is still to come
        other.put([record("twice", None, "Hai lần", "lần một")])
        other.put([record("twice", None, "Hai lần", "lần hai")])
        yield from CORPUS[3:]

    assert filled.rebuild(slowly()) == len(CORPUS)
    assert ids(ask(filled, "đến sau")) == ["late"]
    assert ids(ask(filled, "bản mới hơn")) == ["nd15"]
    assert (ids(ask(filled, "lần hai")), ids(ask(filled, '"lần một"'))) == (["twice"], [])
    assert not {"tt15", CORPUS[-1].id} & set(ids(ask(filled)))
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "current",
        "rebuild.lock",
        "writer.lock",
    ]


def test_one_rebuild_at_a_time_and_the_second_says_so(filled: TantivyEngine, tmp_path: Path) -> None:
    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        with pytest.raises(IndexBusy):
            TantivyEngine(tmp_path, seconds_to_wait=0.05).rebuild(CORPUS)
        yield from CORPUS[3:]

    assert filled.rebuild(slowly()) == len(CORPUS)


def test_a_first_put_during_a_first_rebuild_is_kept(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)

    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        TantivyEngine(tmp_path).put([record("first", None, "Bản đầu", "bản đầu")])
        yield from CORPUS[3:]

    assert engine.rebuild(slowly()) == len(CORPUS) + 1
    assert ids(ask(engine, "bản đầu")) == ["first"]


def test_a_rebuild_that_holds_something_else_is_not_taken(
    filled: TantivyEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "search_api.index.embedded.writer.head_of", lambda made: head_of(replace(made, title="verdorben"))
    )
    with pytest.raises(IndexBroken):
        filled.rebuild(CORPUS)
    monkeypatch.undo()
    assert filled.count() == len(CORPUS)
    assert "Bản đạt" in ask(filled, "đạt chuẩn").hits[0].title.replace("\ue000", "").replace("\ue001", "")
    assert len(list(tmp_path.glob("*v*-*"))) == 1


def test_states_kept_for_lists_are_few(filled: TantivyEngine) -> None:
    for number in range(8):
        page = search(filled, SearchQuery("quy dinh", size=1, cursor=Cursor()))
        assert page.next is not None
        filled.put([record(f"more{number}", None, "Thêm", "thêm")])
    assert len(filled._listed) == 4


def test_no_state_is_kept_for_a_list_in_any_state(filled: TantivyEngine) -> None:
    page = search(filled, SearchQuery("quy dinh", sort="arrived", size=1, cursor=Cursor(anywhere=True)))
    assert page.next is not None
    assert filled._listed == {}
