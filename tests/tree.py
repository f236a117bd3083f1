"""The repository as tests see it: its root, its files as git knows them, its Python sources."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ("ingest", "nlp", "search_api", "ui")


def tracked_files() -> list[Path]:
    """Files under version control, and new ones not ignored, so that a rule speaks before the commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def tracked_texts() -> list[tuple[str, str]]:
    """Name and content of each tracked file that is UTF-8 text."""
    texts = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" in content:
            continue
        try:
            texts.append((str(path.relative_to(ROOT)), content.decode()))
        except UnicodeDecodeError:
            continue
    return texts


def sources(*folders: str) -> list[Path]:
    """Python files of these top-level folders that exist."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
