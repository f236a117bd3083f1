"""The labelled real gazettes, scans among them, against the gates of the first slice."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.reading import write_outputs

GATES = {
    "split": 0.93,
    "issue": 0.93,
    "number": 0.93,
    "type": 0.93,
    "issued_on": 0.93,
    "issuers": 0.93,
    "title": 0.88,
    "article_list": 0.88,
    "clauses": 0.92,
    "effective_on.precision": 0.95,
}


def score(labels: Path, outputs: Path, scorer: Path) -> subprocess.CompletedProcess[str]:
    gates = [word for name, least in GATES.items() for word in ("--min", f"{name}={least}")]
    return subprocess.run(
        [sys.executable, str(scorer), str(labels), str(outputs), *gates, "--verbose"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def outputs(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    labels = sorted((shared_dir / "data" / "labels").glob("*.json"))
    folder = tmp_path_factory.mktemp("outputs")
    write_outputs([shared_dir / "data" / "gazettes" / f"{label.stem}.pdf" for label in labels], folder)
    return folder


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.timeout(400)  # about 20 s on two idle cores, most of it OCR
def test_labelled_gazettes_pass_the_gates(shared_dir: Path, outputs: Path) -> None:
    scored = score(shared_dir / "data" / "labels", outputs, shared_dir / "eval" / "score_parse.py")
    assert scored.returncode == 0, scored.stdout


@pytest.mark.shared
def test_the_gates_can_fail(shared_dir: Path, tmp_path: Path) -> None:
    scored = score(shared_dir / "data" / "labels", tmp_path, shared_dir / "eval" / "score_parse.py")
    assert scored.returncode == 1
    assert "below the gate: split" in scored.stdout
