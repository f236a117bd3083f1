"""Four floors, arrows point down; the models need nothing but the standard library."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.tree import FLOORS, ROOT, sources

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}


def distributions(requirements: list[str]) -> set[str]:
    """Normalised names of what these requirement lines ask for."""
    return {re.split(r"[>=\[]", line)[0].lower().replace(".", "-") for line in requirements}


def imported_names(path: Path) -> set[str]:
    """Top-level names of the modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def test_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_import_contracts_catch_an_arrow_that_points_up(tmp_path: Path) -> None:
    for package, code in {"ingest": "import search_api", "nlp": "", "search_api": "", "ui": ""}.items():
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text(code + "\n")
    (tmp_path / ".importlinter").write_text(
        "[importlinter]\nroot_packages=\n  ingest\n  nlp\n  search_api\n  ui\n"
        "[importlinter:contract:floors]\nname=floors\ntype=layers\nlayers=\n  "
        + "\n  ".join(CONTRACTS["floors"]["layers"])
        + "\n"
    )
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache", "--config", ".importlinter"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "ingest is not allowed to import search_api" in run.stdout


@pytest.mark.parametrize("module", CONTRACTS["pure-models"]["source_modules"])
def test_importing_a_model_loads_the_standard_library_only(module: str) -> None:
    floors = set(PROJECT["tool"]["importlinter"]["root_packages"])
    code = f"import sys; before = set(sys.modules); import {module}; print(*(set(sys.modules) - before))"
    # -I -S: no site-packages, so that a third-party import fails outright, and no path hooks of editable installs
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    strangers = {name.split(".")[0] for name in run.stdout.split()} - floors - sys.stdlib_module_names
    assert not strangers


def test_the_purity_contract_names_every_dependency() -> None:
    wanted = distributions(PROJECT["project"]["dependencies"])
    known = set(CONTRACTS["pure-models"]["forbidden_modules"])
    covered = {
        owner.lower().replace(".", "-")
        for module, owners in importlib.metadata.packages_distributions().items()
        for owner in owners
        if module in known
    }
    assert covered == wanted


@pytest.mark.parametrize(
    ("folders", "extras"),
    [(FLOORS, []), (("sample_gazettes", "bench"), ["samples"]), (("tests",), ["samples", "test"])],
)
def test_what_is_imported_is_asked_for(folders: tuple[str, ...], extras: list[str]) -> None:
    """A library that only comes along with another may leave with its next version."""
    optional = PROJECT["project"]["optional-dependencies"]
    asked = distributions(PROJECT["project"]["dependencies"] + [line for extra in extras for line in optional[extra]])
    owners = importlib.metadata.packages_distributions()
    ours = {*FLOORS, "sample_gazettes", "bench", "script", "tests"}
    strays = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources(*folders)
        for name in imported_names(path) - sys.stdlib_module_names - ours
        if not {owner.lower().replace(".", "-") for owner in owners.get(name, [])} & asked
    }
    assert not strays
