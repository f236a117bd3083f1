"""Assembling: parts open quickly, load late, close whole, and a job queue that cannot start is said."""

import datetime as dt
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import StorageFailed
from search_api.answering.warming import QUERIES
from search_api.errors import EngineUnavailableError
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery
from search_api.settings import Settings
from tests.search_api.made import PlainTagger, document, parsed
from tests.tree import ROOT
from ui.assembly import assemble
from ui.following import newest

LATE = {"spacy", "dbos", "fastapi", "opensearchpy", "alembic", "underthesea"}


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < end, "not reached in time"
        time.sleep(0.05)


def test_an_empty_installation_answers(tmp_path: Path) -> None:
    with assemble(Settings(data_dir=tmp_path / "a" / "b")) as services:
        assert services.library.search(SearchQuery("luật")).total == 0
        assert services.library.parts() == {"archive": "ok", "engine": "ok"}
        assert services.library.statistics().documents == 0


def test_what_loads_slowly_is_loaded_by_who_needs_it(tmp_path: Path) -> None:
    assemble(Settings(data_dir=tmp_path)).close()
    asked = f"""
import sys
from pathlib import Path
from search_api.settings import Settings
from ui.assembly import assemble
assemble(Settings(data_dir=Path({str(tmp_path)!r}))).close()
print(sorted({LATE} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_closing_twice_is_no_error(tmp_path: Path) -> None:
    services = assemble(Settings(data_dir=tmp_path))
    services.close()
    services.close()


def test_what_is_corrected_is_told_to_followers_and_what_is_built_anew_is_not(tmp_path: Path) -> None:
    with assemble(Settings(data_dir=tmp_path)) as services:
        stages, ask = replace(services.retagger._stages, tagger=PlainTagger), services.library.search
        files = {name: parsed(name, document(number=f"{name}/2022/NĐ-CP")) for name in ("1", "2")}
        for name, file in files.items():
            stages.archive.files.add(name, name, 1, None)
            stages.store_again(file)

        def told() -> list[tuple[str | None, dt.datetime]]:
            return [(each.hit.number, each.at) for each in newest(ask, SearchQuery(), dt.datetime.now(dt.UTC)).entries]

        second, first = told()
        assert (first[0], second[0]) == ("1/2022/NĐ-CP", "2/2022/NĐ-CP")
        assert first[1] < second[1]
        stages.store_again(files["1"])
        assert stages.rebuild(lambda _: None) == 2
        assert told() == [second, first]
        stages.store_again(parsed("1", document(number="3/2022/NĐ-CP")))
        changed, same = told()
        assert same == second
        assert changed[0] == "3/2022/NĐ-CP"
        assert changed[1] > second[1]


def test_jobs_start_beside_the_server(tmp_path: Path) -> None:
    with assemble(Settings(data_dir=tmp_path)) as services:
        assert services.jobs_state() == "starting"
        services.start_jobs()
        until(lambda: services.jobs_state() == "ok")


def test_what_a_first_search_loads_is_loaded_beside_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def noted(_: object, query: SearchQuery, *, words: object) -> SearchPage:
        asked.append((query.text, threading.current_thread().name))
        return SearchPage(0, (), (), 0.0)

    monkeypatch.setattr("ui.assembly.search", noted)
    with assemble(Settings(data_dir=tmp_path)) as services:
        assert not asked
        services.start_jobs()
        until(lambda: len(asked) == len(QUERIES))
    assert asked == [(query, "warm-up") for query in QUERIES]


def test_jobs_that_cannot_start_are_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "jobs.sqlite").mkdir()
    with assemble(Settings(data_dir=tmp_path)) as services:
        services.start_jobs()
        until(lambda: services.jobs_state() != "starting")
        assert services.jobs_state() == "jobs-unavailable"
        assert "wait for the next start" in caplog.text


def test_a_folder_that_cannot_be_used_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageFailed):
        assemble(Settings(data_dir=tmp_path / "file"))


def test_without_opensearch_the_rest_is_there(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, engine="opensearch", opensearch_url="http://127.0.0.1:1")
    with assemble(settings) as services:
        assert services.library.parts() == {"archive": "ok", "engine": "engine-unavailable"}
        with pytest.raises(EngineUnavailableError):
            services.library.search(SearchQuery("luật"))
