"""The original: byte for byte, in ranges, inert in a browser (P8)."""

import pytest
from starlette.testclient import TestClient

from tests.search_api.conftest import GAZETTE


def test_the_original_is_what_was_received(client: TestClient, stored: str) -> None:
    answer = client.get(f"/api/v1/files/{stored}")
    assert (answer.status_code, answer.content) == (200, GAZETTE)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''C%C3%B4ng%20b%C3%A1o%20447.pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["etag"] == f'"{stored}"'


@pytest.mark.parametrize(
    ("asked", "part"),
    [("bytes=0-3", GAZETTE[:4]), ("bytes=5-", GAZETTE[5:]), ("bytes=-4", GAZETTE[-4:])],
)
def test_a_part_of_it_can_be_asked_for(client: TestClient, stored: str, asked: str, part: bytes) -> None:
    answer = client.get(f"/api/v1/files/{stored}", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (206, part)
    assert answer.headers["content-range"].endswith(f"/{len(GAZETTE)}")


def test_a_range_of_another_copy_gives_the_whole(client: TestClient, stored: str) -> None:
    answer = client.get(f"/api/v1/files/{stored}", headers={"Range": "bytes=0-3", "If-Range": '"other"'})
    assert (answer.status_code, len(answer.content)) == (200, len(GAZETTE))


def test_a_range_beyond_the_end_is_a_problem(client: TestClient, stored: str) -> None:
    answer = client.get(f"/api/v1/files/{stored}", headers={"Range": f"bytes={len(GAZETTE)}-"})
    assert (answer.status_code, answer.json()["reason"]) == (416, "range-not-satisfiable")
    assert answer.headers["content-range"] == f"bytes */{len(GAZETTE)}"
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_known_copy_is_not_sent_again(client: TestClient, stored: str) -> None:
    answer = client.get(f"/api/v1/files/{stored}", headers={"If-None-Match": f'"{stored}"'})
    assert (answer.status_code, answer.content) == (304, b"")


def test_head_tells_the_length(client: TestClient, stored: str) -> None:
    answer = client.head(f"/api/v1/files/{stored}")
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, str(len(GAZETTE)), b"")
