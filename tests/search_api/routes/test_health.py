"""Live and ready differ: a service without its engine is alive, and says what is down (P21)."""

from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from search_api.errors import EngineUnavailableError
from search_api.library import Library
from tests.search_api.installed import app_of, client_of, nothing, services_of
from tests.search_api.made import Workshop


def test_a_whole_service_is_live_and_ready(client: TestClient) -> None:
    assert client.get("/health/live").json()["status"] == "ok"
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ok", "parts": {"archive": "ok", "engine": "ok", "jobs": "ok"}},
    )


def test_without_its_engine_it_is_live_but_not_ready(shop: Workshop, tmp_path: Path) -> None:
    def down() -> int:
        raise EngineUnavailableError

    services = services_of(shop, tmp_path / "data")
    parts = services.library
    library = Library(shop.archive, shop.vault, nothing, down, parts._pictures, parts._aside)
    client = client_of(app_of(replace(services, library=library)))
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "degraded",
        "parts": {"archive": "ok", "engine": "engine-unavailable", "jobs": "ok"},
    }
    assert library.statistics().indexed is None
