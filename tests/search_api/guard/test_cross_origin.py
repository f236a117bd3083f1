"""P14: unsafe requests must come from this site; the header table of datasette's rule."""

import pytest
from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from search_api.guard.cross_origin import CrossOriginGuard, is_own

OWN = "http://127.0.0.1:8000"
HOST = "127.0.0.1:8000"

TABLE: list[tuple[dict[str, str], bool]] = [
    # Sec-Fetch-Site decides where it is sent
    ({"sec-fetch-site": "same-origin"}, True),
    ({"sec-fetch-site": "none"}, True),
    ({"sec-fetch-site": "same-site"}, False),
    ({"sec-fetch-site": "cross-site"}, False),
    ({"sec-fetch-site": ""}, False),
    ({"sec-fetch-site": "SAME-ORIGIN"}, False),
    ({"sec-fetch-site": "cross-site", "origin": OWN}, False),
    ({"sec-fetch-site": "same-origin", "origin": "https://evil.example"}, True),
    # then Origin
    ({"origin": OWN}, True),
    ({"origin": "http://127.0.0.1:8000", "cookie": "a=b"}, True),
    ({"origin": "HTTP://127.0.0.1:8000"}, True),
    ({"origin": "https://127.0.0.1:8000"}, True),  # behind a proxy that ends TLS, Host is all we know
    ({"origin": "http://127.0.0.1:9000"}, False),
    ({"origin": "http://127.0.0.1"}, False),
    ({"origin": "https://evil.example"}, False),
    ({"origin": "http://127.0.0.1:8000.evil.example"}, False),
    ({"origin": "http://evil.example/http://127.0.0.1:8000"}, False),
    ({"origin": "null"}, False),
    ({"origin": ""}, False),
    # neither: no browser, so there must be no cookie to misuse
    ({}, True),
    ({"cookie": "congbao_bien_tap=x"}, False),
    ({"referer": "https://evil.example/", "cookie": "a=b"}, False),
    # a bearer token is never added by a browser alone
    ({"authorization": "Bearer cb_x", "origin": "https://evil.example"}, True),
    ({"authorization": "Basic x", "origin": "https://evil.example"}, False),
]


@pytest.mark.parametrize(("headers", "allowed"), TABLE)
def test_the_header_table(headers: dict[str, str], allowed: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_own(Headers({"host": HOST, **headers}), OWN) is allowed


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_safe_methods_may_come_from_anywhere(method: str) -> None:
    answer = guarded().request(method, "/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code != 403


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_unsafe_methods_from_elsewhere_are_refused(method: str) -> None:
    answer = guarded().request(method, "/", headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.json()["reason"]) == (403, "cross-site")
    assert guarded().request(method, "/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def guarded() -> TestClient:
    app = FastAPI()

    @app.api_route("/", methods=["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    def anything() -> str:
        return "done"

    app.add_middleware(CrossOriginGuard, base_url=OWN)
    return TestClient(app, base_url=OWN)
