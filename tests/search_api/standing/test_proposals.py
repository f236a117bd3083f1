"""The clerks' list: what waits, what changes a document here first; the last decision counts."""

from tests.search_api.standing.shelf import Shelf, act, clause, effect
from tests.search_api.standing.test_relations import AMENDER, NEW, OLD


def test_what_waits_stands_first_and_the_last_decision_counts(shelf: Shelf) -> None:
    old, new, amender = shelf.add(OLD), shelf.add(NEW), shelf.add(AMENDER)
    found = shelf.standing.proposals("proposed")
    assert [view.source.id for view in found.shown] == [new.id, amender.id]
    assert [view.target.found for view in found.shown] == ["resolved", "resolved"]
    first = found.shown[0]
    for state in ("confirmed", "proposed", "rejected"):
        shelf.standing.decide(new.id, first.mark, state, "Lan")
        found = shelf.standing.proposals(None)
        assert found.counts[state] == (2 if state == "proposed" else 1)
        assert sum(found.counts.values()) == found.total == 2
    assert [view.source.id for view in shelf.standing.proposals("rejected").shown] == [new.id]
    assert [view.source.id for view in shelf.standing.proposals("proposed").shown] == [amender.id]
    assert shelf.standing.proposals("proposed", offset=1).shown == ()
    about = shelf.standing.proposals(None, old.id)
    assert {(view.direction, view.source.id) for view in about.shown} == {("in", new.id), ("in", amender.id)}
    assert about.counts == {"proposed": 1, "confirmed": 0, "rejected": 1}
    (own,) = shelf.standing.proposals("rejected", new.id).shown
    assert (own.direction, own.state) == ("out", "rejected")


def test_what_changes_a_document_of_the_archive_stands_before_what_is_newer(shelf: Shelf) -> None:
    repeal = (
        "Nghị định số 99/2019/NĐ-CP ngày 2 tháng 5 năm 2019 của Chính phủ hết hiệu lực kể từ ngày 01 tháng 8 năm 2025."
    )
    elsewhere = act(
        "40/2025/NĐ-CP", [effect("2", "01 tháng 8 năm 2025", clause("art_2__cl_2", repeal))], issued="1/6/2025"
    )
    newest, new = shelf.add(elsewhere), shelf.add(NEW)
    assert [view.source.id for view in shelf.standing.proposals("proposed").shown] == [newest.id, new.id]
    shelf.add(OLD)
    assert [view.source.id for view in shelf.standing.proposals("proposed").shown] == [new.id, newest.id]


def test_only_what_is_in_the_archive(shelf: Shelf) -> None:
    new = shelf.add(NEW)
    assert shelf.standing.proposals("proposed").total == 1
    for document in (None, new.id):
        found = shelf.standing.proposals("proposed", document, in_archive=True)
        assert (found.shown, found.total, found.counts["proposed"]) == ((), 0, 0)
    old = shelf.add(OLD)
    for document in (None, new.id, old.id):
        (view,) = shelf.standing.proposals("proposed", document, in_archive=True).shown
        assert [one.id for one in shelf.standing.concerned(new.id, view.mark)] == [old.id]
    assert shelf.standing.concerned(new.id, "ffff") == ()
