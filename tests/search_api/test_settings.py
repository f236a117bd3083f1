"""Settings: read from the environment, with places and hosts derived from them."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from search_api.settings import Settings


def test_by_default_everything_lies_in_one_folder() -> None:
    settings = Settings()
    assert (settings.data_dir, settings.engine) == (Path("data"), "tantivy")
    assert settings.database == f"sqlite:///{Path('data/archive.sqlite').absolute()}"
    assert settings.jobs_database == f"sqlite:///{Path('data/jobs.sqlite').absolute()}"
    assert settings.hosts == {"127.0.0.1", "localhost", "[::1]"}
    assert not settings.secure


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGBAO_DATABASE_URL", "postgresql+psycopg://db/congbao")
    monkeypatch.setenv("CONGBAO_BASE_URL", "https://congbao.example/")
    monkeypatch.setenv("CONGBAO_ALLOWED_HOSTS", '["api"]')
    settings = Settings()
    assert settings.database == settings.jobs_database == "postgresql+psycopg://db/congbao"
    assert settings.hosts == {"congbao.example", "api", "127.0.0.1", "localhost", "[::1]"}
    assert settings.secure


@pytest.mark.parametrize(("name", "value"), [("ENGINE", "solr"), ("WORKERS", "0"), ("PAGE_CACHE_MB", "x")])
def test_what_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"CONGBAO_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().workers = 5  # type: ignore[misc]  # that it cannot be set is the point
