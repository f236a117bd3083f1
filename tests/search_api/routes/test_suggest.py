"""GET /api/v1/suggest."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from search_api.answering.suggest import Suggester
from search_api.services import Services
from tests.search_api.answering.test_suggest import NAMES
from tests.search_api.installed import app_of, client_of


@pytest.fixture
def browser(services: Services) -> Iterator[TestClient]:
    suggester = Suggester(lambda: NAMES, lambda: 1)
    suggester.refresh()
    with client_of(app_of(replace(services, suggester=suggester))) as opened:
        yield opened


def test_suggestions_lead_on(browser: TestClient) -> None:
    answer = browser.get("/api/v1/suggest", params={"q": "31/2024"})
    assert answer.status_code == 200
    assert "max-age" in answer.headers["Cache-Control"]
    (only,) = answer.json()["suggestions"]
    assert (only["kind"], only["text"], only["detail"]) == ("number", "31/2024/QH15", "Luật Đất đai")
    assert only["url"].endswith("/van-ban/d/d")


@pytest.mark.parametrize("parameters", [{}, {"q": "x" * 2_000}, {"q": "a", "size": "99"}])
def test_what_is_asked_is_bounded(browser: TestClient, parameters: dict[str, str]) -> None:
    assert browser.get("/api/v1/suggest", params=parameters).status_code in (400, 422)
