"""Documents as files to take away."""

import pytest
from lxml import etree
from starlette.testclient import TestClient

from nlp.exchange.akn_names import AKN
from nlp.exchange.akn_reading import read_akn
from nlp.exchange.contract_reading import read_contract
from search_api.services import Services


def address(services: Services, stored: str, form: str) -> str:
    return f"/api/v1/documents/{services.library.file(stored).document_ids[0]}/export.{form}"


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("akn.xml", "application/akn+xml"),
        ("md", "text/markdown; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_each_form_is_a_file_with_a_name(
    client: TestClient, services: Services, stored: str, form: str, media_type: str
) -> None:
    answer = client.get(address(services, stored, form))
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="nghi-dinh-38-2022-nd-cp.{form}"'
    assert "Nghị định này quy định mức lương tối thiểu." in answer.text
    again = client.get(address(services, stored, form), headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_taken_away_can_be_read_again(client: TestClient, services: Services, stored: str) -> None:
    body = services.library.document(services.library.file(stored).document_ids[0]).tagged.document.body
    (from_xml,) = read_akn(client.get(address(services, stored, "akn.xml")).content)
    assert from_xml.body == body
    parsed, (from_json,) = read_contract(client.get(address(services, stored, "json")).content)
    assert from_json.document.body == body
    assert [page.number for page in parsed.pages] == [1, 2]
    assert parsed.sha256 == stored


def test_an_issue_comes_with_its_documents(client: TestClient, services: Services, stored: str) -> None:
    (issue,) = client.get("/api/v1/issues").json()["issues"]
    answer = client.get(f"/api/v1/issues/{issue['id']}/export.akn.xml")
    root = etree.fromstring(answer.content)
    assert root.findtext(".//{*}docNumber") == "38/2022/NĐ-CP"
    assert root.find(f"{{{AKN}}}officialGazette/{{{AKN}}}collectionBody/{{{AKN}}}component") is not None
    assert answer.headers["content-disposition"] == f'attachment; filename="{issue["id"]}.akn.xml"'


def test_what_is_not_there_is_a_problem(client: TestClient, services: Services, stored: str) -> None:
    assert client.get("/api/v1/documents/aaaaaaaaaaaa/export.md").json()["reason"] == "document-not-found"
    assert client.get("/api/v1/issues/qg-1999-1/export.akn.xml").json()["reason"] == "issue-not-found"
    assert client.get(address(services, stored, "docx")).status_code == 422
