"""script/setup.sh, script/demo: install only what is missing, say clearly what cannot be, do nothing twice."""

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.tree import ROOT


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that setting up reads, in a folder of their own."""
    # Without what Python keeps beside its files: other workers write and rename that in the meantime.
    shutil.copytree(ROOT / "script", tmp_path / "script", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.txt", "requirements-test.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def bash(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code after script/setup.sh, with an apt-get that only writes down how it was called."""
    fakes = (
        'apt-get() { echo "apt-get $*" >>calls; }; as_root() { "${@/env/true}"; [[ $1 != env ]] || apt-get "${@:4}"; }'
    )
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail; source script/setup.sh; {fakes}; {code}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def calls(folder: Path) -> list[str]:
    log = folder / "calls"
    return log.read_text().splitlines() if log.exists() else []


def test_nothing_is_installed_when_nothing_is_missing(clone: Path) -> None:
    run = bash(clone, "may_become_root() { false; }; need bash command -v bash; install_missing")
    assert run.returncode == 0, run.stderr
    assert calls(clone) == []


def test_only_what_is_missing_is_installed(clone: Path) -> None:
    run = bash(
        clone,
        "may_become_root() { true; }; need bash command -v bash; need tesseract-ocr false; need maven false;"
        "install_missing",
    )
    assert run.returncode == 0, run.stderr
    assert calls(clone) == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends tesseract-ocr maven",
    ]


def test_without_root_and_sudo_a_clear_list_says_what_to_install(clone: Path) -> None:
    run = bash(
        clone, "may_become_root() { false; }; need tesseract-ocr false; need tesseract-ocr-vie false; install_missing"
    )
    assert run.returncode == 3
    assert calls(clone) == []
    assert run.stderr.splitlines()[1:3] == ["    tesseract-ocr", "    tesseract-ocr-vie"]
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in run.stderr


def test_a_python_that_is_too_old_is_passed_over(clone: Path) -> None:
    old = clone / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    run = bash(clone, f'PYTHON={old}; find_python; echo "$python"')
    assert run.stdout.strip() not in ("", str(old))


def test_an_environment_that_is_as_locked_is_left_alone(clone: Path) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(shutil.which("bash") or "")
    alone = "pip_install() { echo pip >>calls; }; stamp_of requirements.txt >.venv/installed-requirements.txt;"
    run = bash(clone, f"{alone} install_locked requirements.txt")
    assert run.returncode == 0, run.stderr
    assert calls(clone) == []


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_a_changed_lock_or_project_is_installed_anew(clone: Path, changed: str) -> None:
    pretended = (
        'mkdir -p .venv/bin; ln -s "$(command -v python3)" .venv/bin/python; find_python() { python=python3; };'
        "pip_install() { echo pip >>calls; };"
    )
    run = bash(
        clone,
        f"{pretended} stamp_of requirements.txt >.venv/installed-requirements.txt; echo >>{changed};"
        "install_locked requirements.txt; install_locked requirements.txt",
    )
    assert run.returncode == 0, run.stderr
    assert calls(clone) == ["pip", "pip"]  # the locked packages, then the project: once, not twice


def test_an_environment_that_was_moved_is_made_anew(clone: Path) -> None:
    pretended = (
        'mkdir -p .venv/bin; ln -s "$(command -v python3)" .venv/bin/python; echo /elsewhere >.venv/made-in;'
        'fake_python() { echo "$*" >>calls; }; find_python() { python=fake_python; };'
        "pip_install() { echo pip >>calls; };"
    )
    run = bash(
        clone,
        f"{pretended} stamp_of requirements.txt >.venv/installed-requirements.txt;"
        "install_locked requirements.txt; install_locked requirements.txt",
    )
    assert run.returncode == 0, run.stderr
    assert calls(clone) == [f"-m venv --clear {clone}/.venv", "pip", "pip"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "lucene"], "--engine is tantivy or opensearch, not lucene"),
        (["--port", "http"], "--port needs a number, not http"),
        (["--fast"], "unknown option --fast"),
    ],
)
def test_demo_says_what_it_does_not_understand(arguments: list[str], message: str) -> None:
    run = subprocess.run([ROOT / "script" / "demo", *arguments], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert message in run.stderr


def test_demo_notices_a_taken_port_before_it_does_anything() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = subprocess.run([ROOT / "script" / "demo", "--port", port], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert f"port {port} is taken" in run.stderr


@pytest.mark.parametrize("script", ["demo", "test", "opensearch"])
def test_help_is_there_without_any_set_up(clone: Path, script: str) -> None:
    run = subprocess.run([clone / "script" / script, "--help"], capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert f"script/{script}" in run.stdout
    assert not (clone / ".venv").exists()
