"""The command line on real samples: what it prints, its exit codes, its documentation."""

import datetime as dt
import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
from typer.core import TyperGroup

from tests.ports import free_port
from tests.tree import ROOT
from ui import cli, opening

SAMPLES = ROOT / "sample_gazettes"
DECREE = SAMPLES / "02-decree-part-one.pdf"
PROVINCE = SAMPLES / "04-provincial-issue.pdf"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process over an empty data folder; gives exit code, standard output and error."""
    monkeypatch.setenv("CONGBAO_DATA_DIR", str(tmp_path / "data"))

    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["congbao", *map(str, arguments)])
        try:
            cli.main()
            code: object = 0
        except SystemExit as end:
            code = end.code or 0
        told = capsys.readouterr()
        assert isinstance(code, int)
        return code, told.out, told.err

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two samples and two files that are refused."""
    made = tmp_path / "đến"
    made.mkdir()
    shutil.copy(DECREE, made / "a.pdf")
    shutil.copy(PROVINCE, made / "b.pdf")
    (made / "c.pdf").write_bytes(b"")
    (made / "d.pdf").write_bytes(b"%PDF-1.7\nbroken")
    return made


def test_ingest_tells_how_each_file_ended(run: Run, folder: Path) -> None:
    code, told, _ = run("ingest", folder)
    assert code == opening.REFUSED
    assert re.search(r"bị từ chối\s*│\s*2", told)
    assert "empty-file" in told
    assert "broken-file" in told or "no-pages" in told
    code, told, _ = run("ingest", folder / "a.pdf", folder / "b.pdf")
    assert code == 0
    assert re.search(r"đã có từ trước\s*│\s*2", told)


def test_a_gazette_is_exported_and_imported(run: Run, tmp_path: Path) -> None:
    xml = tmp_path / "out" / "decree.xml"
    assert run("export", DECREE, "--format", "akn", "--out", xml)[0] == 0
    assert b"<officialGazette" in xml.read_bytes()
    assert run("import", xml)[0] == 0
    (hit,) = json.loads(run("search", "nghị định", "--json", "--filter", "type=Nghị định")[1])["hits"]
    code, told, _ = run("export", hit["id"], "--format", "md")
    assert code == 0
    assert told.startswith(f"# Nghị định {hit['number']}")
    code, told, _ = run("export", DECREE, "--format", "json")
    assert (code, json.loads(told)["documents"][0]["number"]) == (0, hit["number"])
    code, _, errors = run("export", "không-có", "--format", "txt")
    assert (code, "document-not-found" in errors) == (opening.USAGE, True)


def test_what_was_ingested_is_found(run: Run) -> None:
    assert run("ingest", DECREE)[0] == 0
    code, told, _ = run("search", "nghị định", "--json", "--filter", "type=Nghị định")
    found = json.loads(told)
    assert (code, found["total"]) == (0, 1)
    (hit,) = found["hits"]
    code, told, _ = run("search", hit["number"])
    assert code == 0
    assert hit["number"] in told
    assert f"/van-ban/{hit['id']}/" in told
    assert json.loads(run("search", "nghị định", "--json", "--filter", "year=1990")[1])["total"] == 0
    words = " ".join(hit["title"].split()[:4])
    code, told, _ = run("search", words, "--unit", "provision", "--explain", "--facets", "--as-of", "1/1/2023")
    assert code == 0
    assert re.search(r"điều khoản \(\d+ ms\)", told)
    assert "Điểm vòng đầu" in told
    assert "Loại văn bản (type): Nghị định (1)" in told
    assert (
        "Hiểu là: Loại: Nghị định" in run("search", f"nghị định năm {hit['issued_on'][:4]}", "--sort", "effective")[1]
    )
    assert json.loads(run("search", "nghị định năm 2000", "--verbatim", "--json")[1])["understood"] == []


def test_status_counts_and_links(run: Run) -> None:
    assert run("ingest", DECREE)[0] == 0
    counts = json.loads(run("status", "--json")[1])
    assert (counts["documents"], counts["indexed"], counts["issues"]) == (1, 1, 1)
    code, told, _ = run("status", "--links", "--base-url", base := "http://127.0.0.1:8765")
    links = re.findall(re.escape(base) + r"/\S+", told)
    assert code == 0
    assert [link.split("/")[3].partition("?")[0] for link in links] == ["tim-kiem", "van-ban", "bien-tap"]
    assert "#art_1" in links[1]


def test_a_token_tells_where_it_is_good(run: Run, tmp_path: Path) -> None:
    code, token, told = run("admin", "token", "--name", "Lan")
    assert (code, token.startswith("cb_")) == (0, True)
    assert "http://127.0.0.1:8000/bien-tap" in told
    assert str(tmp_path / "data") in told


def test_a_search_of_an_empty_archive_says_which_it_is_and_what_to_do(run: Run, tmp_path: Path) -> None:
    code, told, warned = run("search", "lương")
    assert (code, str(tmp_path / "data") in warned, "congbao ingest" in warned) == (0, True, True)
    assert "0 văn bản" in told
    run("ingest", DECREE)
    assert "congbao ingest" not in run("search", "zzz")[2]


def test_an_empty_installation_has_three_links_too(run: Run) -> None:
    told = run("status", "--links")[1]
    assert len(re.findall(r"http://\S+", told)) == 3


def test_reindex_holds_what_the_archive_holds(run: Run, tmp_path: Path) -> None:
    run("ingest", DECREE)
    shutil.rmtree(tmp_path / "data" / "index")
    assert json.loads(run("status", "--json")[1])["indexed"] == 0
    code, told, _ = run("reindex")
    assert (code, "1 văn bản" in told) == (0, True)
    assert json.loads(run("status", "--json")[1])["indexed"] == 1


def test_parse_writes_the_public_form(run: Run, tmp_path: Path, shared_dir: Path) -> None:
    code, told, _ = run("parse", DECREE, PROVINCE)
    objects = [json.loads(line) for line in told.splitlines()]
    schema = json.loads((shared_dir / "contract" / "parse.schema.json").read_text())
    for each in objects:
        jsonschema.validate(each, schema)
    assert (code, len(objects)) == (0, 2)
    code, told, _ = run("parse", DECREE, PROVINCE, "--out", tmp_path / "out")
    assert (code, told) == (0, "")
    written = [json.loads((tmp_path / "out" / f"{path.stem}.json").read_text()) for path in (DECREE, PROVINCE)]
    assert written == objects


def test_parse_goes_on_after_a_bad_file(run: Run, folder: Path) -> None:
    code, told, errors = run("parse", folder / "c.pdf", folder / "missing.pdf", folder / "a.pdf", folder / "d.pdf")
    assert code == opening.REFUSED
    assert len(told.splitlines()) == 1
    assert "empty-file" in errors
    assert "missing.pdf" in errors


def test_text_prints_a_page(run: Run) -> None:
    code, told, _ = run("text", DECREE, "--page", 2)
    assert code == 0
    assert "Điều" in told
    assert "CÔNG BÁO/Số" not in told
    assert len(run("text", DECREE)[1]) > len(told)
    assert run("text", DECREE, "--page", 999)[0] == opening.USAGE


def test_text_of_a_bad_file_says_why(run: Run, folder: Path) -> None:
    code, _, errors = run("text", folder / "c.pdf", "--page", 1)
    assert (code, "empty-file" in errors) == (opening.REFUSED, True)


def test_a_token_opens_a_session_and_can_be_revoked(run: Run) -> None:
    from search_api.settings import Settings
    from ui.assembly import assemble

    begun = dt.datetime.now().astimezone()
    code, told, errors = run("admin", "token", "--name", "An")
    token = told.strip()
    assert code == 0
    assert token not in errors
    with assemble(Settings()) as services:
        found = services.tokens.identify(token)
    assert found is not None
    assert found[1] == "An"
    listed = run("admin", "token", "--list")[1]
    assert "An" in listed
    assert any(f"{moment:%d/%m/%Y}" in listed for moment in (begun, dt.datetime.now().astimezone()))
    assert token not in listed
    assert "1" in run("admin", "token", "--name", "An", "--revoke")[1]
    with assemble(Settings()) as services:
        assert services.tokens.identify(token) is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x", "--filter", "colour=red"),
        ("search", "x", "--filter", "year=hai"),
        ("search", "x", "--filter", "from=hôm qua"),
        ("search", "x", "--filter", "status=xanh"),
        ("search", "x", "--as-of", "hôm qua"),
        ("search", "x", "--sort", "đẹp"),
        ("search", "x" * 600),
        ("search",),
        ("serve", "--engine", "solr"),
        ("nothing",),
        ("ingest", "/nowhere"),
    ],
)
def test_wrong_use_is_exit_code_2(run: Run, arguments: tuple[str, ...], tmp_path: Path) -> None:
    if arguments == ("ingest", "/nowhere"):
        arguments = ("ingest", str(tmp_path))
    code, _, errors = run(*arguments)
    assert code == opening.USAGE
    assert errors


def test_a_setting_that_cannot_be_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGBAO_WORKERS", "nhiều")
    code, _, errors = run("status")
    assert (code, "CONGBAO_WORKERS" in errors) == (opening.USAGE, True)


def test_an_engine_out_of_reach_is_exit_code_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as bound:  # bound and not listening: whoever connects is refused
        bound.bind(("127.0.0.1", 0))
        monkeypatch.setenv("CONGBAO_ENGINE", "opensearch")
        monkeypatch.setenv("CONGBAO_OPENSEARCH_URL", f"http://127.0.0.1:{bound.getsockname()[1]}")
        code, _, errors = run("search", "x")
    assert (code, "engine-unavailable" in errors) == (opening.UNAVAILABLE, True)


def test_a_taken_port_is_exit_code_3(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, _, errors = run("serve", "--port", taken.getsockname()[1])
    assert (code, "--port" in errors) == (opening.UNAVAILABLE, True)


def test_the_server_trusts_the_proxies_of_the_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[dict[str, Any]] = []
    monkeypatch.setattr("uvicorn.run", lambda _app, **how: begun.append(how))
    monkeypatch.setenv("CONGBAO_TRUSTED_PROXIES", "172.30.78.1")
    assert run("serve", "--port", free_port())[0] == 0
    assert begun[0]["forwarded_allow_ips"] == "172.30.78.1"


def test_a_stored_file_is_read_once_more(run: Run, folder: Path) -> None:
    run("ingest", folder / "a.pdf")
    code, told, errors = run("reread", folder / "a.pdf", "--page", 2, "--keep")
    assert (code, "giống hệt" in told, "Giữ bản cũ" in told) == (0, True, True), errors
    assert run("reread", folder / "a.pdf", "--page", 999, "--keep")[0] == opening.REFUSED
    assert run("reread", "khong-co-ma", "--keep")[0] == opening.USAGE
    assert run("reread", folder / "b.pdf", "--use")[0] == opening.USAGE, "it was never ingested"


def test_help_answers_without_loading_the_house() -> None:
    heavy = "{'spacy', 'dbos', 'sqlalchemy', 'fastapi', 'numpy', 'pydantic', 'tantivy', 'pypdfium2'}"
    code = f"""
import sys
from typer.testing import CliRunner
from ui.cli import app
assert CliRunner().invoke(app, ['--help']).exit_code == 0
print(sorted({heavy} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def commands(command: Any, path: str = "congbao") -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from commands(below, f"{path} {name}")
    else:
        yield path, command


COMMANDS = dict(commands(typer.main.get_command(cli.app)))


@pytest.mark.parametrize("path", COMMANDS)
def test_each_command_has_help_an_example_and_documentation(path: str) -> None:
    command, page = COMMANDS[path], (ROOT / "docs" / "cli.md").read_text()
    assert command.help
    assert path in (command.epilog or "")
    assert f"`{path}" in page
    for parameter in command.params:
        option = next((name for name in parameter.opts if name.startswith("--")), None)
        assert option in (None, "--help") or option in page, option


@pytest.mark.parametrize("code", [0, opening.REFUSED, opening.USAGE, opening.UNAVAILABLE, opening.STOPPED])
def test_each_exit_code_is_documented(code: int) -> None:
    assert f"| {code} |" in (ROOT / "docs" / "cli.md").read_text()


def test_ctrl_c_is_exit_code_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "app", interrupted)
    assert run("status")[0] == opening.STOPPED
