"""Relations, status, timeline, history and graph by the API; clerks' decisions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from nlp.pipeline import Tagger
from search_api.services import Services
from tests.search_api.installed import BASE, app_of, client_of, services_of
from tests.search_api.made import Workshop
from tests.search_api.routes.test_rereadings import SignedIn
from tests.search_api.standing.shelf import Shelf
from tests.search_api.standing.test_relations import AMENDER, NEW, OLD

OWN = {"Origin": BASE}


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.fixture
def shelf(shop: Workshop, services: Services, tagger: Tagger) -> Shelf:
    return Shelf(shop.archive, shop.stages, shop.index, services.standing, tagger)


@pytest.fixture
def clerk(shop: Workshop, tmp_path: Path) -> Iterator[TestClient]:
    app = app_of(services_of(shop, tmp_path / "data"))
    app.add_middleware(SignedIn)
    with client_of(app) as opened:
        yield opened


def ask(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_relations_are_served_in_both_directions(client: TestClient, shelf: Shelf) -> None:
    new = shelf.add(NEW)
    (out,) = ask(client, f"/documents/{new.id}/relations")["outgoing"]
    assert (out["kind"], out["label"], out["target"]["found"]) == ("repeals", "Bãi bỏ", "absent")
    assert (out["scope"], out["state"], out["changes_status"]) == ("whole", "proposed", True)
    assert out["evidence_url"] == f"{BASE}/van-ban/{new.id}/nghi-dinh-30-2024-nd-cp#art_2__cl_2"
    old = shelf.add(OLD)
    found = ask(client, f"/documents/{old.id}/relations")
    (incoming,) = found["incoming"]
    assert (incoming["id"], incoming["label"], incoming["source"]["id"]) == (out["id"], "Bị bãi bỏ bởi", new.id)
    assert incoming["target"]["document"]["id"] == found["document"]["id"] == old.id
    assert client.get("/api/v1/documents/nobody/relations").json()["reason"] == "document-not-found"


def test_a_status_is_served_for_any_day(client: TestClient, shelf: Shelf) -> None:
    old, _ = shelf.add(OLD), shelf.add(NEW)
    path = f"/documents/{old.id}/status"
    before = ask(client, path, as_of="2020-05-31")["status"]
    assert (before["value"], before["label"], before["on"]) == ("not_yet", "Chưa có hiệu lực", "2020-05-31")
    after = ask(client, path, as_of="2024-06-01")
    assert after["status"]["value"] == "in_force"
    assert after["status"]["pending"]["value"] == "expired"
    assert [one["value"] for one in after["changes"]] == ["not_yet", "in_force", "in_force"]
    assert ask(client, path)["status"]["pending"]["value"] == "expired"  # today
    assert client.get(f"/api/v1{path}?as_of=gestern").status_code == 422


def test_provisions_have_a_status_and_a_history(client: TestClient, clerk: TestClient, shelf: Shelf) -> None:
    old, amender = shelf.add(OLD), shelf.add(AMENDER)
    (relation,) = ask(client, f"/documents/{amender.id}/relations")["outgoing"]
    assert relation["kind"] == "amends"
    path = f"/api/v1/documents/{amender.id}/relations/{relation['id']}"
    assert clerk.post(path, json={"state": "confirmed"}, headers=OWN).json()["decided"]["actor"] == "An"
    place = f"/documents/{old.id}/provisions/art_5__cl_1"
    status = ask(client, f"{place}/status", as_of="2022-07-01")
    assert (status["provision"], status["status"]["value"]) == ("Điều 5 khoản 1", "partly_expired")
    history = ask(client, f"{place}/history")
    (amendment,) = history["amendments"]
    assert (amendment["date"], amendment["state"]) == ("2022-07-01", "confirmed")
    assert "".join(run["text"] for run in amendment["new_runs"]) == amendment["new"] == "1. Phí là 20 đồng."
    assert [run["text"].strip() for run in amendment["old_runs"] if run["changed"]] == ["10"]
    for tail in ("status", "history"):
        gone = client.get(f"/api/v1/documents/{old.id}/provisions/art_99/{tail}")
        assert (gone.status_code, gone.json()["reason"]) == (404, "provision-not-found")


def test_timeline_and_graph_are_served(client: TestClient, shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    events = ask(client, f"/documents/{old.id}/timeline")["events"]
    assert [one["kind"] for one in events] == ["issued", "effective", "gazetted", "expired"]
    assert (events[-1]["by"]["id"], events[-1]["state"]) == (new.id, "proposed")
    graph = ask(client, f"/documents/{old.id}/graph", depth=2)
    assert {(one["id"], one["step"]) for one in graph["nodes"]} == {(old.id, 0), (new.id, 1)}
    assert graph["edges"] == [{"source": new.id, "target": old.id, "kind": "repeals"}]
    assert client.get(f"/api/v1/documents/{old.id}/graph?depth=3").status_code == 422


def test_clerks_list_and_decide(client: TestClient, clerk: TestClient, shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    amender = shelf.add(AMENDER)
    for path in ("/api/v1/relations", f"/api/v1/documents/{new.id}/relations/ffff"):
        method = "POST" if "ffff" in path else "GET"
        body = {"state": "confirmed"} if method == "POST" else None
        assert client.request(method, path, json=body, headers=OWN).status_code == 401
    listed = ask(clerk, "/relations", state="proposed", size=1)
    assert (listed["total"], len(listed["relations"])) == (2, 1)
    (first,) = listed["relations"]
    assert first["source"]["id"] == new.id  # the newest first
    path = f"/api/v1/documents/{new.id}/relations/{first['id']}"
    assert clerk.post(path, json={"state": "confirmed"}, headers=OWN).json()["state"] == "confirmed"
    assert ask(client, f"/documents/{old.id}/status", as_of="2024-05-01")["status"]["value"] == "expired"
    assert ask(clerk, "/relations")["counts"] == {"proposed": 1, "confirmed": 1, "rejected": 0}
    (left,) = ask(clerk, "/relations", state="proposed")["relations"]
    assert left["source"]["id"] == amender.id
    assert ask(clerk, "/relations", document=old.id, state="confirmed")["total"] == 1
    assert ask(clerk, "/relations", document="nobody")["total"] == 0
    gone = clerk.post(f"/api/v1/documents/{new.id}/relations/ffff", json={"state": "rejected"}, headers=OWN)
    assert (gone.status_code, gone.json()["reason"]) == (404, "relation-gone")
    assert clerk.post(path, json={"state": "maybe"}, headers=OWN).status_code == 422
