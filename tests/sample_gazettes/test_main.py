import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sample_gazettes", *args], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_seed_and_labels_write_the_same_names(tmp_path: Path) -> None:
    done = run("--seed", "21", "--out", str(tmp_path / "out"), "--labels", str(tmp_path / "labels"))
    assert done.returncode == 0, done.stderr
    pdfs = {path.stem for path in (tmp_path / "out").glob("*.pdf")}
    assert len(pdfs) == 7
    assert all(name.startswith("s21-") for name in pdfs)
    assert pdfs == {path.stem for path in (tmp_path / "out").glob("*.json")}
    assert pdfs == {path.stem for path in (tmp_path / "labels").glob("*.json")}
    label = json.loads((tmp_path / "labels" / "s21-01-national-issue.json").read_text(encoding="utf-8"))
    assert label["file"] == "s21-01-national-issue.pdf"


def test_a_seed_never_overwrites_the_committed_samples() -> None:
    done = run("--seed", "21")
    assert done.returncode == 2
    assert "--out" in done.stderr
