"""docs/ tells the truth: pages written from the code are up to date, and what they point at exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_reference_pages_are_those_of_the_code() -> None:
    """Every reason, setting, command and address is documented: the pages are written from the code itself."""
    check = [sys.executable, "script/reference.py", "--check"]
    run = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_named_files_exist(document: Path) -> None:
    floors = r"(?:ingest|nlp|search_api|ui|sample_gazettes|bench|tests|script|deploy|docs)"
    named = re.findall(rf"`({floors}(?:/[\w.-]+)*/?)`", document.read_text())
    if document.name != "CHANGELOG.md":  # history may name what is gone
        assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text())
    assert not [link for link in links if "://" not in link and not (document.parent / link).exists()]


@pytest.mark.parametrize(
    "name", ["LICENSE", "SECURITY.md", "CONTRIBUTING.md", "README.md", "CHANGELOG.md", "docs/architecture.md"]
)
def test_what_a_reader_looks_for_first_is_there(name: str) -> None:
    assert len((ROOT / name).read_text()) > 300
