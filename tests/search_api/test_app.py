"""Every error is problem+json with a reason, every answer has its headers, every route its role (P13, P22)."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from ingest.errors import OriginalMissing, StorageFull
from search_api.app import api_router, install
from search_api.errors import ArchiveBusy
from search_api.guard.headers import CONTENT_SECURITY_POLICY
from search_api.guard.roles import open_to, undeclared
from search_api.schema import Problem
from search_api.services import Services
from tests.search_api.installed import BASE, app_of, client_of, services_of
from tests.search_api.made import Workshop

PROBLEMS = [
    ("GET", "/api/v1/nothing", {}, 404, "not-found"),
    ("GET", "/nothing", {}, 404, "not-found"),
    ("POST", "/api/v1/search", {}, 405, "method-not-allowed"),
    ("GET", "/api/v1/documents/aaaaaaaaaaaa", {}, 404, "document-not-found"),
    ("GET", "/api/v1/documents/aaaaaaaaaaaaa", {}, 422, "invalid-parameter"),
    ("GET", "/api/v1/documents/aaaaaaaaaaaa/provisions/art_1", {}, 404, "document-not-found"),
    ("GET", "/api/v1/issues/qg-1999-1", {}, 404, "issue-not-found"),
    ("GET", "/api/v1/issues?page=0", {}, 422, "invalid-parameter"),
    ("GET", f"/api/v1/files/{'0' * 64}", {}, 404, "file-not-found"),
    ("GET", "/api/v1/files/..%2F..%2Fetc%2Fpasswd", {}, 404, "not-found"),
    ("GET", f"/api/v1/files/{'A' * 64}", {}, 422, "invalid-parameter"),
    ("GET", f"/api/v1/search?q={'x' * 2049}", {}, 422, "invalid-parameter"),
    ("GET", "/api/v1/search?size=51", {}, 422, "invalid-parameter"),
    ("GET", "/api/v1/search?sort=price", {}, 422, "invalid-parameter"),
    ("GET", "/api/v1/search?issued_from=hier", {}, 422, "invalid-parameter"),
    ("GET", "/api/v1/search", {"Host": "evil.example"}, 400, "host-not-allowed"),
    ("POST", "/bien-tap", {"Sec-Fetch-Site": "cross-site"}, 403, "cross-site"),
    ("POST", "/x", {"Content-Length": "999999"}, 413, "body-too-large"),
    ("GET", "/fails", {}, 500, "internal-error"),
    ("GET", "/full", {}, 507, "storage-full"),
    ("GET", "/missing", {}, 404, "original-missing"),
    ("GET", "/teapot", {}, 418, "bad-request"),
]


def failing(services: Services) -> FastAPI:
    app = app_of(services)

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("secret of the inside")

    @app.get("/full")
    def full() -> None:
        raise StorageFull("/var/lib/secret")

    @app.get("/missing")
    def missing() -> None:
        raise OriginalMissing

    @app.get("/teapot")
    def teapot() -> None:
        from starlette.exceptions import HTTPException

        raise HTTPException(418)

    return app


@pytest.mark.parametrize(("method", "address", "headers", "status", "reason"), PROBLEMS)
def test_each_error_is_a_problem_with_its_reason(
    services: Services, method: str, address: str, headers: dict[str, str], status: int, reason: str
) -> None:
    answer = client_of(failing(services)).request(method, address, headers=headers)
    told = answer.json()
    assert (answer.status_code, told["status"], told["reason"]) == (status, status, reason)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert Problem.model_validate(told).detail.endswith(".")
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_a_wrong_parameter_is_named_and_not_echoed(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"size": "<script>", "page": 0})
    assert answer.json()["parameters"] == ["page", "size"]
    assert "script" not in answer.text


def test_405_tells_what_is_allowed(client: TestClient) -> None:
    assert client.post("/api/v1/search").headers["allow"] == "GET"


def test_every_answer_has_its_headers(client: TestClient) -> None:
    headers = client.get("/api/v1/issues").headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe-inline" not in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'self'" in CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


def test_over_https_it_stays_there(shop: Workshop, tmp_path: Path) -> None:
    services = services_of(shop, tmp_path / "data")
    settings = services.settings.model_copy(update={"base_url": "https://congbao.example"})
    app = FastAPI()
    install(app, services.__class__(**{**_fields(services), "settings": settings}))
    answer = TestClient(app, base_url="https://congbao.example").get("/")
    assert "max-age" in answer.headers["strict-transport-security"]


def _fields(services: Services) -> dict[str, Any]:
    return {name: getattr(services, name) for name in services.__dataclass_fields__}


def test_people_get_a_page_and_programs_a_problem(services: Services) -> None:
    async def page(_: Request, problem: Problem) -> Response:
        return HTMLResponse(f"<h1>{problem.status}</h1><p>{problem.detail}</p>", problem.status)

    app = FastAPI()
    app.include_router(api_router(services))
    install(app, services, error_page=page)
    client = client_of(app)
    assert client.get("/nothing").text.startswith("<h1>404</h1>")
    assert client.get("/api/v1/nothing").json()["reason"] == "not-found"


def test_an_error_outside_of_the_routes_is_a_problem_as_well(services: Services) -> None:
    class Asks:
        def __init__(self, app: ASGIApp) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"] == "/api/v1/issues":
                raise ArchiveBusy("locked")
            await self.app(scope, receive, send)

    app = FastAPI()
    app.add_middleware(Asks)
    install(app, services)
    answer = client_of(app).get("/api/v1/issues")
    assert (answer.status_code, answer.json()["reason"]) == (503, "archive-busy")
    assert answer.headers["retry-after"]
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_every_route_says_who_may_use_it(services: Services) -> None:
    app = app_of(services)
    assert undeclared(app.routes) == []

    @app.get("/forgotten")
    def forgotten() -> None:
        """Declares nothing."""

    @app.get("/declared")
    @open_to("clerk")
    def declared() -> None:
        """Declares its role."""

    assert undeclared(app.routes) == ["/forgotten"]


def test_the_description_has_examples_and_problems(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/v1/search",
        "/api/v1/suggest",
        "/api/v1/topics",
        "/api/v1/documents/{document_id}",
        "/api/v1/documents/{document_id}/entities",
        "/api/v1/documents/{document_id}/export.{form}",
        "/api/v1/documents/{document_id}/graph",
        "/api/v1/documents/{document_id}/provisions/{eid}",
        "/api/v1/documents/{document_id}/provisions/{eid}/history",
        "/api/v1/documents/{document_id}/provisions/{eid}/related",
        "/api/v1/documents/{document_id}/provisions/{eid}/status",
        "/api/v1/documents/{document_id}/relations",
        "/api/v1/documents/{document_id}/relations/{relation}",
        "/api/v1/documents/{document_id}/status",
        "/api/v1/documents/{document_id}/timeline",
        "/api/v1/issues",
        "/api/v1/issues/{issue_id}",
        "/api/v1/issues/{issue_id}/export.akn.xml",
        "/api/v1/files/{sha256}",
        "/api/v1/files/{sha256}/pages/{number}/crop.png",
        "/api/v1/files/{sha256}/quality",
        "/api/v1/files/{sha256}/rereadings",
        "/api/v1/files/{sha256}/searchable.pdf",
        "/api/v1/files/{sha256}/versions",
        "/api/v1/relations",
        "/api/v1/rereadings/{wanted}",
        "/api/v1/rereadings/{wanted}/keep",
        "/api/v1/rereadings/{wanted}/use",
        "/health/live",
        "/health/ready",
    }
    schemas = described["components"]["schemas"]
    for name in ("DocumentLine", "IssueRef", "ProvisionOut", "Problem", "Health"):
        assert schemas[name]["examples"], name
    search = described["paths"]["/api/v1/search"]["get"]
    assert "application/problem+json" in search["responses"]["422"]["content"]
    assert all(parameter["schema"].get("examples") for parameter in search["parameters"] if parameter["name"] == "q")


def test_other_hosts_of_ours_are_served(services: Services) -> None:
    client = client_of(app_of(services))
    for host in ("127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"):
        assert client.get("/health/live", headers={"Host": host}).status_code == 200
    assert client.get(f"{BASE}/health/live", headers={"Host": "127.0.0.1.evil.example"}).status_code == 400
