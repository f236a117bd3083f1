"""What lies in the repository: no address of a registry, no path of one machine, no secret; data with its source."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.tree import ROOT, tracked_files, tracked_texts

TEXTS = tracked_texts()
SCRIPTS = [*sorted(path for path in (ROOT / "script").iterdir() if path.is_file()), ROOT / ".ci" / "run"]

# An address in a file is a promise to the reader or a name that a format demands. Any other host (a package registry
# above all) must not be written down.
HOSTS = {
    "127.0.0.1": "loopback",
    "localhost": "loopback",
    "[::1]": "loopback",
    "testserver": "Starlette's test client",
    "opensearch": "service of deploy/compose.yaml",
    "www.apache.org": "the licence's own text",
    "www.w3.org": "namespaces of SVG, Atom's XHTML",
    "json-schema.org": "dialect of a JSON schema",
    "docs.oasis-open.org": "Akoma Ntoso's namespace",
    "a9.com": "OpenSearch description's namespace",
    "purl.org": "Dublin Core's namespace",
    "ns.adobe.com": "namespace of what a PDF says of itself (XMP)",
    "schemas.openxmlformats.org": "namespace of Word documents",
    "www.aiim.org": "namespace of PDF/A's level in XMP",
    "congbao.chinhphu.vn": "the Official Gazette itself",
    "vanban.chinhphu.vn": "the Government's document portal",
    "vbpl.vn": "the national database of legal documents",
}


def is_example(host: str) -> bool:
    """Names that RFC 2606 reserves for examples, and this product's invented ones."""
    name = host.partition(":")[0]
    return name.endswith((".example", ".test", ".invalid", "example.org", "example.com", "example.vn"))


def test_only_known_hosts_are_named() -> None:
    address = re.compile(r"\b(?:https?|ftp|git|ssh)://([^\s/\"'`<>)\]},;:|\\]*)")
    unknown = {
        f"{name}: {host}"
        for name, text in TEXTS
        for host in address.findall(text)
        if host and host[0] not in "{$%[(^" and host.lower() not in HOSTS and not is_example(host.lower())
    }
    assert not unknown


def test_no_path_of_one_machine() -> None:
    machine = re.compile(r"(?<![\w.$}/-])/(?:work|root|home/\w+|Users/\w+|farm)/\w")
    assert not [f"{name}: {m[0]}" for name, text in TEXTS if (m := machine.search(text))]


def test_no_secret() -> None:
    key = re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[abp]-[A-Za-z0-9-]{10,}"
    )
    login = re.compile(r"://[^\s/:@\"'${]+:[^\s/@\"'${]{3,}@")  # tests may hand a made-up one to what must hide it
    found = {f"{name}: {m[0][:20]}" for name, text in TEXTS if (m := key.search(text))}
    found |= {f"{name}: {m[0]}" for name, text in TEXTS if not name.startswith("tests/") and (m := login.search(text))}
    assert not found


def test_nothing_that_is_made_is_tracked() -> None:
    made = re.compile(
        r"(^|/)(\.venv|\.demo|\.opensearch|\.verapdf|__pycache__|node_modules|[^/]+\.egg-info)/|\.(pyc|sqlite3?|db|jar|log)$"
    )
    assert not [name for path in tracked_files() if made.search(name := str(path.relative_to(ROOT)))]


def test_nothing_tracked_is_large() -> None:
    assert not [str(path) for path in tracked_files() if path.stat().st_size > 5_000_000]


@pytest.mark.parametrize(
    "path",
    [path for path in tracked_files() if path.suffix == ".toml" and path.name != "pyproject.toml"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_knowledge_names_its_source(path: Path) -> None:
    """House style, habit 10: a TOML file begins by saying what it holds and where that comes from."""
    text = path.read_text()
    tomllib.loads(text)
    head = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        head.append(line)
    assert re.search(r"\b(source|sources|from|after|by)\b", " ".join(head), re.IGNORECASE), (
        "no source in its first comment"
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_parse_and_can_be_run(path: Path) -> None:
    if path.suffix == ".py":
        return
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    sourced = path.suffix == ".sh"
    assert bool(path.stat().st_mode & 0o111) is not sourced
    assert ("set -euo pipefail" in path.read_text().splitlines()) is not sourced


def test_texts_end_with_a_newline_and_have_no_carriage_returns() -> None:
    strays = [name for name, text in TEXTS if text and (not text.endswith("\n") or "\r" in text)]
    assert not [name for name in strays if not name.startswith(("sample_gazettes/", "tests/"))]
