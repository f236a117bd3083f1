"""Reading once more by the API: for clerks only, with the difference before anything is replaced."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from search_api.services import Services
from tests.search_api.installed import BASE, app_of, client_of
from tests.search_api.made import Workshop, document, parsed

OWN = {"Origin": BASE}


class SignedIn:
    """Says that a clerk asks, as `ui.edge` does from the session."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["clerk"] = "An"
        await self._app(scope, receive, send)


@pytest.fixture
def clerk(services: Services) -> Iterator[TestClient]:
    app = app_of(services)
    app.add_middleware(SignedIn)
    with client_of(app) as opened:
        yield opened


def ask(clerk: TestClient, sha256: str, **wish: Any) -> Any:
    return clerk.post(f"/api/v1/files/{sha256}/rereadings", json=wish, headers=OWN)


def test_a_reading_is_asked_for_compared_and_used(
    clerk: TestClient, services: Services, shop: Workshop, stored: str
) -> None:
    shop.reader.contents[stored] = parsed(stored, replace(document(), number="83/2022/NĐ-CP"))
    answer = ask(clerk, stored, way="ocr", pages=[2, 1, 2], dpi=300)
    assert answer.status_code == 202
    asked = answer.json()
    assert answer.headers["Location"] == f"/api/v1/rereadings/{asked['id']}"
    assert (asked["state"], asked["pages"], asked["asked_by"], asked["changes"]) == ("waiting", [1, 2], "An", None)
    assert clerk.post(f"/api/v1/rereadings/{asked['id']}/use", headers=OWN).status_code == 409
    services.rereader.run(asked["id"])
    found = clerk.get(f"/api/v1/rereadings/{asked['id']}").json()
    (change,) = found["changes"]["documents"]
    assert change["fields"] == [{"field": "number", "old": "38/2022/NĐ-CP", "new": "83/2022/NĐ-CP"}]
    assert shop.archive.documents.of_file(stored)[0].tagged.document.number == "38/2022/NĐ-CP"
    assert clerk.post(f"/api/v1/rereadings/{asked['id']}/use", headers=OWN).json()["state"] == "used"
    assert shop.archive.documents.of_file(stored)[0].tagged.document.number == "83/2022/NĐ-CP"
    (version,) = clerk.get(f"/api/v1/files/{stored}/versions").json()["versions"]
    assert (version["number"], version["replaced_by"]) == (1, "An")
    again = clerk.post(f"/api/v1/rereadings/{asked['id']}/keep", headers=OWN)
    assert (again.status_code, again.json()["reason"]) == (409, "rereading-decided")


def test_a_reading_is_dropped(clerk: TestClient, services: Services, stored: str) -> None:
    wanted = ask(clerk, stored).json()["id"]
    services.rereader.run(wanted)
    assert clerk.post(f"/api/v1/rereadings/{wanted}/keep", headers=OWN).json()["state"] == "dropped"
    assert clerk.get(f"/api/v1/files/{stored}/versions").json() == {"versions": []}


@pytest.mark.parametrize(
    "wish", [{"way": "magic"}, {"pages": []}, {"dpi": 10}, {"dpi": 99_999}, {"pages": ["một"]}, {"pages": 3}]
)
def test_a_wish_out_of_range_is_refused(clerk: TestClient, stored: str, wish: dict[str, Any]) -> None:
    answer = ask(clerk, stored, **wish)
    assert (answer.status_code, answer.json()["reason"]) == (422, "invalid-parameter")


def test_what_is_not_there_is_told(clerk: TestClient, stored: str) -> None:
    assert ask(clerk, stored, pages=[99]).json()["reason"] == "page-not-found"
    assert ask(clerk, "cc" * 32).json()["reason"] == "file-not-found"
    assert clerk.get("/api/v1/rereadings/99").json()["reason"] == "rereading-not-found"


def test_it_is_for_clerks(client: TestClient, services: Services, stored: str) -> None:
    for path in (f"/api/v1/files/{stored}/versions", "/api/v1/rereadings/1"):
        assert client.get(path).status_code == 401
    for path in (f"/api/v1/files/{stored}/rereadings", "/api/v1/rereadings/1/use", "/api/v1/rereadings/1/keep"):
        assert client.post(path, json={}, headers=OWN).status_code == 401
    assert services.rereader.undecided() == ()
