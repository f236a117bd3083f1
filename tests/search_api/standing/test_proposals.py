"""The clerks' list: what waits, the newest documents first; the last decision counts."""

from tests.search_api.standing.shelf import Shelf
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
