"""Documents, provisions and issues as the API gives them."""

from dataclasses import asdict, replace
from pathlib import Path

from starlette.testclient import TestClient

from ingest.document import Signature
from search_api.services import Services
from tests.search_api.made import Workshop, digest, parsed, pdf


def document_id(services: Services, sha256: str) -> str:
    return services.library.file(sha256).document_ids[0]


def test_a_document_comes_whole(client: TestClient, services: Services, stored: str) -> None:
    wanted = document_id(services, stored)
    answer = client.get(f"/api/v1/documents/{wanted}")
    found = answer.json()
    assert answer.status_code == 200
    assert found["url"] == f"http://127.0.0.1:8000/van-ban/{wanted}/nghi-dinh-38-2022-nd-cp"
    assert (found["number"], found["issued_on"], found["effective_on"]) == ("38/2022/NĐ-CP", "2022-06-12", "2022-07-01")
    assert found["issue"]["label"] == "Công báo số 447 + 448 ngày 25/6/2022"
    assert [article["eid"] for article in found["body"]] == ["art_1", "art_2"]
    assert found["body"][0]["children"][0]["text"] == "Nghị định này quy định mức lương tối thiểu."
    assert found["original"].endswith(f"/api/v1/files/{stored}")
    assert (found["needs_review"], found["failed_gates"]) == (False, [])


def test_a_cached_document_is_not_sent_again(client: TestClient, services: Services, stored: str) -> None:
    address = f"/api/v1/documents/{document_id(services, stored)}"
    tag = client.get(address).headers["etag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-None-Match": 'W/"other"'}).status_code == 200


def test_a_provision_comes_with_its_place(client: TestClient, services: Services, stored: str) -> None:
    wanted = document_id(services, stored)
    found = client.get(f"/api/v1/documents/{wanted}/provisions/art_2__cl_1").json()
    assert found["path"] == ["Điều 2"]
    assert found["provision"]["label"] == "1"
    assert found["document"]["number"] == "38/2022/NĐ-CP"
    assert found["url"].endswith("#art_2__cl_1")


def test_issues_are_listed_and_shown(client: TestClient, stored: str) -> None:
    listed = client.get("/api/v1/issues", params={"year": 2022}).json()
    assert (listed["total"], listed["years"]) == (1, [{"year": 2022, "count": 1}])
    (issue,) = listed["issues"]
    assert client.get(f"/api/v1/issues/{issue['id']}").json() == issue
    assert issue["files"] == [stored]
    assert [document["number"] for document in issue["documents"]] == ["38/2022/NĐ-CP"]


def test_a_document_tells_the_signatures_of_its_file(shop: Workshop, client: TestClient, tmp_path: Path) -> None:
    signature = Signature("unverified", "no-root", "An", None, whole_file=True, intact=True, trusted=False)
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf("signed"))
    shop.reader.contents[digest(pdf("signed"))] = replace(parsed(digest(pdf("signed"))), signatures=(signature,))
    (result,) = shop.intake.ingest_paths([path])
    assert result.entry is not None
    (found,) = client.get(f"/api/v1/documents/{result.entry.document_ids[0]}").json()["signatures"]
    assert found == {**asdict(signature), "issuer": None, "timestamped": False}
