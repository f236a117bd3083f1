"""GET /files/{sha256}/searchable.pdf: a sensible name, ranges, a tag for each reading, problems with their reason."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from ingest.document import Page
from ingest.errors import NotScanned
from search_api.app import install
from search_api.routes.searchable import searchable_routes
from search_api.services import Services
from tests.search_api.installed import BASE

COPY = b"%PDF-1.7 a searchable copy"


def make(original: Path, target: Path, pages: Sequence[Page], title: str) -> None:
    if title == "typed":
        raise NotScanned(title)
    assert original.is_file()
    target.write_bytes(COPY)


@pytest.fixture
def site(services: Services) -> TestClient:
    app = FastAPI()
    app.include_router(searchable_routes(services, make), prefix="/api/v1")
    install(app, services)
    return TestClient(app, base_url=BASE)


def test_the_copy_has_a_name_of_its_own(site: TestClient, stored: str) -> None:
    answer = site.get(f"/api/v1/files/{stored}/searchable.pdf")
    assert (answer.status_code, answer.content) == (200, COPY)
    assert answer.headers["content-type"] == "application/pdf"
    name = "C%C3%B4ng%20b%C3%A1o%20447%20%28c%C3%B3%20l%E1%BB%9Bp%20ch%E1%BB%AF%29.pdf"
    assert answer.headers["content-disposition"] == f"attachment; filename*=utf-8''{name}"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    again = site.get(f"/api/v1/files/{stored}/searchable.pdf", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_part_of_it_can_be_asked_for(site: TestClient, stored: str) -> None:
    answer = site.get(f"/api/v1/files/{stored}/searchable.pdf", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.content) == (206, b"%PDF")


def test_a_file_that_nobody_knows_is_a_problem(site: TestClient) -> None:
    answer = site.get(f"/api/v1/files/{'0' * 64}/searchable.pdf")
    assert (answer.status_code, answer.json()["reason"]) == (404, "file-not-found")


def test_a_typed_file_needs_no_copy(client: TestClient, stored: str) -> None:
    answer = client.get(f"/api/v1/files/{stored}/searchable.pdf")
    assert (answer.status_code, answer.json()["reason"]) == (404, "not-scanned")
