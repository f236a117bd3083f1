"""Grades and doubts of a file, and the pictures of doubtful places."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ingest.document import Box, Doubt, Judgement, Line, Page
from ingest.quality import quality_of, with_quality
from tests.search_api.installed import PNG, app_of, client_of, services_of
from tests.search_api.made import PlainReader, digest, parsed, pdf, workshop

CONTENT = pdf("một bản quét")
SHA = digest(CONTENT)
BOX = Box(85.04, 100.0, 120.0, 114.0)
DOUBT = Doubt("thẩm", 1, BOX, "chosen", 0.61, "thâm")
SCAN = Page(
    1,
    595,
    842,
    "ocr",
    (Line("Thẩm quyền của Ủy ban nhân dân", 1, Box(85, 100, 300, 114), 13, source="ocr", confidence=0.9),),
    confidence=0.9,
    judgement=Judgement("ocr", "image", image_cover=1.0),
    doubts=(DOUBT,),
)
BLANK = Page(2, 595, 842, "blank", ())


@pytest.fixture
def scan(tmp_path: Path) -> Iterator[TestClient]:
    pages = with_quality((SCAN, BLANK))
    read = parsed(SHA)
    document = replace(read.documents[0], quality=quality_of(pages))
    shop = workshop(tmp_path / "data", PlainReader({SHA: replace(read, pages=pages, documents=(document,))}))
    (tmp_path / "quet.pdf").write_bytes(CONTENT)
    shop.intake.ingest_paths([tmp_path / "quet.pdf"])
    with client_of(app_of(services_of(shop, tmp_path / "data"))) as opened:
        yield opened
    shop.archive.close()


def test_a_file_has_a_grade_and_each_page_its_own_with_judgement_and_doubts(scan: TestClient) -> None:
    told = scan.get(f"/api/v1/files/{SHA}/quality").json()
    assert told["file"] == SHA
    assert told["quality"]["doubtful"] == 1
    first, blank = told["pages"]
    assert first["quality"]["grade"] in ("B", "C", "D")
    assert (first["source"], first["judgement"]["why"], first["judgement"]["agreement"]) == ("ocr", "image", None)
    (doubt,) = first["doubts"]
    assert (doubt["text"], doubt["first_reading"], doubt["reason"]) == ("thẩm", "thâm", "chosen")
    assert doubt["box"] == [85.0, 100.0, 120.0, 114.0]
    assert scan.get(doubt["crop"]).content == PNG
    assert (blank["quality"], blank["judgement"], blank["doubts"]) == (None, None, [])


def test_a_document_tells_the_quality_of_its_reading(scan: TestClient) -> None:
    (wanted,) = [hit.rsplit("/", 1)[-1] for hit in _ids(scan)]
    told = scan.get(f"/api/v1/documents/{wanted}").json()
    assert told["quality"]["doubtful"] == 1


def _ids(client: TestClient) -> list[str]:
    issues = client.get("/api/v1/issues").json()["issues"]
    return [document["id"] for issue in issues for document in issue["documents"]]


@pytest.mark.parametrize("box", ["", "1,2,3", "5,5,1,9", "x,1,2,3", "-5,1,2,3", "1e9,1,2,3", "nan,1,2,3", "1,2,3,4,5"])
def test_a_box_that_is_none_is_refused(scan: TestClient, box: str) -> None:
    answer = scan.get(f"/api/v1/files/{SHA}/pages/1/crop.png", params={"box": box})
    assert (answer.status_code, answer.json()["reason"]) == (422, "invalid-parameter")


def test_what_is_not_there_is_not_found(scan: TestClient) -> None:
    assert scan.get(f"/api/v1/files/{'ff' * 32}/quality").json()["reason"] == "file-not-found"
    assert scan.get(f"/api/v1/files/{SHA}/pages/9/crop.png?box=1,1,9,9").json()["reason"] == "page-not-found"


def test_a_known_answer_is_not_sent_again(scan: TestClient) -> None:
    first = scan.get(f"/api/v1/files/{SHA}/quality")
    again = scan.get(f"/api/v1/files/{SHA}/quality", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
