"""A workshop, its services and a client of the application over them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from search_api.services import Services
from tests.search_api import postgres as servers
from tests.search_api.installed import app_of, client_of, services_of
from tests.search_api.made import Workshop, pdf, workshop

GAZETTE = pdf("công báo" * 100)


postgres, database_url = servers.postgres, servers.database_url


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    made = workshop(tmp_path / "data")
    yield made
    made.archive.close()


@pytest.fixture
def services(shop: Workshop, tmp_path: Path) -> Services:
    return services_of(shop, tmp_path / "data")


@pytest.fixture
def client(services: Services) -> Iterator[TestClient]:
    with client_of(app_of(services)) as opened:
        yield opened


@pytest.fixture
def stored(shop: Workshop, tmp_path: Path) -> str:
    """The sha256 of one ingested gazette with one document."""
    path = tmp_path / "Công báo 447.pdf"
    path.write_bytes(GAZETTE)
    (result,) = shop.intake.ingest_paths([path])
    assert result.entry is not None
    return result.entry.sha256
