"""What documents name, as the API gives it."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from nlp.annotation import Entity
from nlp.text import flatten
from search_api.archive.entries import StoredDocument
from search_api.library import Library
from search_api.services import Services

CLAUSE = "art_1__cl_1"


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch, services: Services, stored: str) -> str:
    """The address of a stored document's entities, of which there are three."""
    document = services.library.document(services.library.file(stored).document_ids[0])
    layout = flatten(document.tagged.document)
    start = next(one.start for one in layout.segments if one.eid == CLAUSE)
    found = (
        Entity("fine", start, start + 4, CLAUSE, "Nghị", low=1_000_000, high=2_000_000),
        Entity("issuer", start, start + 6, CLAUSE, "Nghị đ", value="Bộ Kế hoạch và Đầu tư"),
        Entity("time_limit", start + 2, start + 8, CLAUSE, "hị địn", value="kể từ ngày ký", high=15, unit="day"),
    )
    changed = replace(document, tagged=replace(document.tagged, text=layout, entities=found))

    def give(library: Library, document_id: str) -> StoredDocument:
        del library, document_id
        return changed

    monkeypatch.setattr(Library, "document", give)
    return f"/api/v1/documents/{document.id}/entities"


def test_entities_come_with_their_places(client: TestClient, address: str) -> None:
    answer = client.get(address).json()
    assert answer["total"] == 3
    fine, issuer, limit = answer["items"]
    assert (fine["kind"], fine["low"], fine["high"], fine["where"]) == ("fine", 1_000_000, 2_000_000, "Điều 1 khoản 1")
    assert fine["url"].endswith(f"#{CLAUSE}")
    assert (issuer["value"], issuer["today"]) == ("Bộ Kế hoạch và Đầu tư", ["Bộ Tài chính"])
    assert (limit["value"], limit["high"], limit["unit"], limit["today"]) == ("kể từ ngày ký", 15, "day", [])


def test_entities_can_be_asked_by_kind_and_in_parts(client: TestClient, address: str) -> None:
    asked = client.get(address, params={"kind": ["fine", "issuer"], "limit": 1, "skip": 1}).json()
    assert asked["total"] == 2
    assert [item["kind"] for item in asked["items"]] == ["issuer"]
    assert client.get(address, params={"kind": "else"}).status_code == 422


def test_a_document_that_names_nothing_has_an_empty_list(client: TestClient, services: Services, stored: str) -> None:
    wanted = services.library.file(stored).document_ids[0]
    assert client.get(f"/api/v1/documents/{wanted}/entities").json() == {"total": 0, "items": []}
    assert client.get("/api/v1/documents/nothing/entities").status_code == 404
