"""The stamp of what tags: short, the same in each process, another one when a lexicon or a model changes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nlp
from nlp.version import TAGGING, stamp

PRINT = "from nlp.version import stamp; print(stamp())"


def copy_of_the_packages(folder: Path) -> Path:
    root = Path(nlp.__path__[0]).parent
    for package in ("nlp", "ingest"):
        shutil.copytree(root / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def printed(folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", PRINT], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_stamp_tells_rules_and_data() -> None:
    assert re.fullmatch(rf"{TAGGING}-[0-9a-f]{{12}}", stamp())


def test_a_changed_lexicon_changes_the_stamp(tmp_path: Path) -> None:
    folder = copy_of_the_packages(tmp_path)
    assert printed(folder) == stamp()
    with (folder / "nlp" / "lexicon" / "topics.toml").open("a") as file:
        file.write("# another\n")
    assert printed(folder) != stamp()
