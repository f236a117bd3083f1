"""Promise P24, builds repeat: locked versions with hashes, floors for known vulnerabilities, no registry, no clash."""

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.tree import ROOT

LOCKS = ("requirements.txt", "requirements-test.txt")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OURS = ("ingest", "nlp", "search_api", "ui", "sample_gazettes", "bench", "tests", "script", "deploy")

# Reliability handbook, section 1: below these versions there are known vulnerabilities.
FLOORS = {
    "pdfminer-six": "20260107",
    "starlette": "1.3.1",
    "python-multipart": "0.0.27",
    "pillow": "12.3.0",
}


def entries(lock: str) -> list[str]:
    """Each locked requirement with its continuation lines joined; comments left out."""
    lines = [line for line in (ROOT / lock).read_text().splitlines() if not line.lstrip().startswith("#")]
    return [" ".join(entry.split()) for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def versions(lock: str) -> dict[str, set[str]]:
    """Package (normalised) to its locked versions: one, or one for each environment marker."""
    found: dict[str, set[str]] = {}
    for entry in entries(lock):
        name, version = re.split(r"==", entry.split(" ")[0])
        found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_each_entry_is_one_version_with_hashes(lock: str) -> None:
    assert len(entries(lock)) > 50
    form = re.compile(r"[A-Za-z0-9._-]+==[^\s;]+( ; .+?)?( --hash=sha256:[0-9a-f]{64})+")
    assert not [entry for entry in entries(lock) if not form.fullmatch(entry)]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_registry_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
    assert " @ " not in text


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_floors_for_known_vulnerabilities_hold(lock: str, package: str, floor: str) -> None:
    assert all(Version(version) >= Version(floor) for version in versions(lock)[package])


@pytest.mark.parametrize(("package", "floor"), FLOORS.items())
def test_floors_are_stated_where_versions_are_chosen(package: str, floor: str) -> None:
    stated = [Requirement(line) for line in PROJECT["dependencies"]]
    lines = [line for line in stated if re.sub(r"[-_.]+", "-", line.name).lower() == package]
    assert [str(line.specifier) for line in lines] == [f">={floor}"]


def test_locks_satisfy_what_the_project_asks_for() -> None:
    extras = PROJECT["optional-dependencies"]
    asked = {
        "requirements.txt": PROJECT["dependencies"] + extras["build"],
        "requirements-test.txt": PROJECT["dependencies"] + extras["build"] + extras["samples"] + extras["test"],
    }
    for lock, lines in asked.items():
        locked = versions(lock)
        for requirement in map(Requirement, lines):
            if requirement.name != PROJECT["name"]:
                found = locked[re.sub(r"[-_.]+", "-", requirement.name).lower()]
                assert all(requirement.specifier.contains(version) for version in found), (lock, requirement)


def test_tests_run_on_what_is_shipped() -> None:
    tested = versions("requirements-test.txt")
    assert {name: tested.get(name) for name in versions("requirements.txt")} == versions("requirements.txt")


def test_this_environment_is_the_locked_one() -> None:
    locked = versions("requirements-test.txt")
    other = {
        name: (installed, locked[name])
        for found in importlib.metadata.distributions()
        if (name := re.sub(r"[-_.]+", "-", found.name).lower()) in locked
        and (installed := found.version) not in locked[name]
    }
    assert not other


def test_no_dependency_owns_a_name_of_ours() -> None:
    owners = importlib.metadata.packages_distributions()
    strangers = {name: owners[name] for name in OURS if set(owners.get(name, ())) - {PROJECT["name"]}}
    assert not strangers


def licence(found: importlib.metadata.Distribution) -> str:
    """Everything that the package says about its licence in short form."""
    classifiers = [c for c in found.metadata.get_all("Classifier", []) if c.startswith("License ::")]
    stated = [text[:60] for key in ("License-Expression", "License") for text in found.metadata.get_all(key, [])]
    return " | ".join(filter(None, stated + classifiers))


def test_no_dependency_is_gpl_or_agpl() -> None:
    """LGPL is accepted unmodified (psycopg, design.md); a choice of licences counts when another one is offered."""
    strong = re.compile(r"\b(?<!L)A?GPL|(?<!Lesser )General Public License|Affero")
    asked = versions("requirements-test.txt")
    found = [
        f"{distribution.name}: {text}"
        for distribution in importlib.metadata.distributions()
        if re.sub(r"[-_.]+", "-", distribution.name).lower() in asked
        and strong.search(text := licence(distribution))
        and not re.search(r"\bOR\b|LGPL|MIT|BSD", text)
    ]
    assert not found
