"""Training the classifier of topics on a small made corpus: the same input gives the same model, without a word."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.topics.grams import Stretch
from nlp.topics.model import read_model
from tests.tree import ROOT

SCRIPT = ROOT / "script" / "train_topics.py"
TOPICS = {
    "13": ("học sinh giáo viên nhà trường", "giáo dục"),
    "20": ("người lao động tiền lương việc làm", "lao động"),
    "45": ("bệnh viện người bệnh thuốc chữa bệnh", "y tế"),
}


def corpus(folder: Path) -> Path:
    path = folder / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for act in range(30):
            topic, (words, name) = list(TOPICS.items())[act % 3]
            for number in range(1, 4):
                note = f"(Điều {number} Luật số {act}/2031/QH19 Luật về {name} ngày 16/06/2031 của Quốc hội)"
                article = {
                    "topic": topic,
                    "act": f"{act}/2031/QH19",
                    "heading": f"Điều {topic}.{act}.LQ.{number}. Quy định về {name}",
                    "source": [note],
                    "text": f"Luật này quy định {words} thứ {number}.",
                }
                lines.write(json.dumps(article, ensure_ascii=False) + "\n")
    return path


def trained(articles: Path, out: Path) -> str:
    command = [sys.executable, str(SCRIPT), str(articles), "--folds", "3", "--out", str(out)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.mark.slow
def test_training_is_deterministic_and_learns(tmp_path: Path) -> None:
    articles = corpus(tmp_path)
    told = trained(articles, tmp_path / "first.npz")
    assert "| article | 90 | 1.0000 |" in told
    trained(articles, tmp_path / "second.npz")
    first, second = ((tmp_path / f"{name}.npz").read_bytes() for name in ("first", "second"))
    model, again = read_model(first), read_model(second)
    assert (model.keys == again.keys).all()
    assert (model.weights == again.weights).all()
    assert model.trust == again.trust
    scores = model.scores([Stretch(0, "người bệnh nằm bệnh viện"), Stretch(1, "học sinh đến nhà trường")], 2)
    assert [model.classes[place] for place in scores.argmax(1)] == [45, 13]
    assert "bệnh".encode() not in first
