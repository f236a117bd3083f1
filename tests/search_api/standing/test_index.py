"""What the index holds of a document's standing, and that it learns of changes."""

import pytest

from search_api.errors import EngineUnavailableError
from search_api.index.records import to_record
from search_api.standing.extract import MADE_BY
from search_api.standing.graph import count_ranks
from search_api.standing.recorded import recorded
from tests.search_api.standing.shelf import Shelf, act, article, day, effect
from tests.search_api.standing.test_relations import AMENDER, NEW, OLD, of_kind


def confirm(shelf: Shelf, source_id: str, kind: str) -> None:
    view = of_kind(shelf.standing.relations(shelf.get(source_id)).outgoing, kind)
    shelf.standing.decide(source_id, view.mark, "confirmed", "Lan")


def test_a_record_has_the_days_that_clerks_confirmed(shelf: Shelf) -> None:
    old, amender, new = shelf.add(OLD), shelf.add(AMENDER), shelf.add(NEW)
    record = to_record(old, recorded(shelf.archive, old))
    assert (record.expired_on, record.changed_on, record.suspended) == (None, None, ())
    confirm(shelf, amender.id, "amends")
    confirm(shelf, new.id, "repeals")
    record = to_record(old, recorded(shelf.archive, old))
    assert (record.effective_on, record.changed_on) == (day("1/6/2020"), day("1/7/2022"))
    assert record.expired_on == day("1/5/2024")
    assert to_record(new, recorded(shelf.archive, new)).expired_on is None


def test_what_an_engine_that_is_away_misses_it_gets_later(shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    shelf.index.failing = EngineUnavailableError()
    confirm(shelf, new.id, "repeals")  # the decision counts all the same
    assert shelf.standing.status(old, day("1/6/2024")).value == "expired"
    assert list(shelf.archive.related.restated().values()) == [old.id]
    shelf.index.failing = None
    shelf.index.documents.clear()
    shelf.stages.catch_up()
    assert list(shelf.index.documents) == [old.id]
    assert shelf.archive.related.restated() == {}


def test_what_is_marked_while_others_are_put_stays_marked(shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    related = shelf.archive.related
    related.restate([old.id])
    marks = related.restated()
    related.restate([old.id, new.id])
    related.settled(marks)
    assert set(related.restated().values()) == {old.id, new.id}
    related.settled(related.restated())
    related.restate([new.id])
    assert min(related.restated()) > max(marks)  # never the number of a mark that somebody may still settle


def test_a_fault_in_edges_keeps_no_document_from_being_found(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("search_api.standing.settling.edges_of", lambda _: 1 / 0)
    old = shelf.add(OLD)
    assert old.id in shelf.index.documents
    assert "relating" in caplog.text
    assert shelf.archive.related.unrelated(MADE_BY) == (old.file_sha256,)
    monkeypatch.undo()
    shelf.stages.catch_up()
    assert shelf.archive.related.unrelated(MADE_BY) == ()


def test_ranks_count_documents_that_cite(shelf: Shelf) -> None:
    old, new, amender = shelf.add(OLD), shelf.add(NEW), shelf.add(AMENDER)
    citing = shelf.add(
        act(
            "50/2024/NĐ-CP",
            [
                article("1", "Theo Nghị định số 10/2020/NĐ-CP và Nghị định số 30/2024/NĐ-CP."),
                effect("2", "1 tháng 7 năm 2024"),
            ],
        )
    )
    assert set(count_ranks(shelf.archive)) == {old.id, new.id}
    ranks = shelf.archive.related.ranks()
    assert {one: rank.cited_by for one, rank in ranks.items()} == {old.id: 3, new.id: 1, amender.id: 0, citing.id: 0}
    assert ranks[old.id].authority == 1.0 > ranks[new.id].authority > ranks[citing.id].authority == 0.0
    assert count_ranks(shelf.archive) == ()
    record = to_record(old, recorded(shelf.archive, old))
    assert (record.cited_by, record.authority) == (3, 1.0)
    shelf.stages.rank()
    assert shelf.archive.related.ranks() == ranks


def test_an_empty_archive_has_no_ranks(shelf: Shelf) -> None:
    assert count_ranks(shelf.archive) == ()
    shelf.stages.rank()
    assert shelf.archive.related.ranks() == {}


def test_building_the_index_anew_settles_all_marks(shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    shelf.archive.related.restate([old.id])
    shelf.archive.related.keep(new.file_sha256, [], [new.id], made_by=0)
    assert shelf.stages.rebuild(lambda _: None) == 2
    assert shelf.archive.related.restated() == {}
    assert shelf.archive.related.ranks()[old.id].cited_by == 1
