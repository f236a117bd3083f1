"""Counting what follows what in questions and typed queries."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from search_api.language.speech import BORDER, Speech, read_speech
from tests.search_api.language.test_speech import behind
from tests.tree import ROOT

SCRIPT = ROOT / "script" / "train_speech.py"


def trained(folder: Path, out: Path) -> Speech:
    questions, typed = folder / "questions.tsv.gz", folder / "typed.txt.gz"
    with gzip.open(questions, "wt", encoding="utf-8") as lines:
        lines.write("1.2\tNhà tôi bị zăm mất zóc thì sao?\n1.3\tTôi bị zăm 12 lần\n")
    with gzip.open(typed, "wt", encoding="utf-8") as lines:
        lines.write("zăm mất zóc\n")
    command = [sys.executable, str(SCRIPT), str(questions), str(typed), "--out", str(out)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    with out.open("rb") as file:
        return read_speech(file)


def test_runs_of_two_and_three_words_are_counted(tmp_path: Path) -> None:
    said = trained(tmp_path, tmp_path / "a.npz")
    assert said.count("zăm") == 3
    assert (said.pair_count("zăm", "mất"), said.pair_count("bị", "zăm")) == (2, 2)
    assert said.pair_count("zăm", "lần") == 0  # a figure stands between
    assert said.pair_count("sao", "tôi") == 0  # a question ends between
    first, second, third, other = (said.places[word] for word in ("zăm", "mất", "zóc", "bị"))
    assert said.pairs.count(BORDER, first) == 1
    after = behind(said, np.array([first, first]), np.array([second, second]), np.array([third, other]))
    assert after[0] > 0.1 > after[1]
    assert said.pair_count("giấy", "phép") > 0  # phrases of the thesaurus


def test_articles_are_counted_without_what_is_rare(tmp_path: Path) -> None:
    articles, out = tmp_path / "articles.jsonl.gz", tmp_path / "law.npz"
    with gzip.open(articles, "wt", encoding="utf-8") as lines:
        for text in ("Tờ zăm zóc lì.", "Tờ zăm zóc lì.", "Tờ zăm mì."):
            lines.write(json.dumps({"heading": "Điều 1. Zăm zóc", "text": text}, ensure_ascii=False) + "\n")
    command = [sys.executable, str(SCRIPT), str(articles), "--out", str(out), "--least", "2", "3"]
    subprocess.run(command, cwd=ROOT, check=True)
    with out.open("rb") as file:
        said = read_speech(file)
    assert said.pair_count("zăm", "zóc") == 5
    assert said.pair_count("zăm", "mì") == said.pair_count("giấy", "phép") == 0
    assert set(said.runs.counts.tolist()) == {3}  # of 'Zăm zóc. Tờ zăm' with the borders


def test_the_same_questions_give_the_same_file(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        trained(tmp_path, tmp_path / name)
    with np.load(tmp_path / "a.npz") as one, np.load(tmp_path / "b.npz") as other:
        assert one.files == other.files
        assert all(np.array_equal(one[name], other[name]) for name in one.files)


def test_the_file_that_ships_is_that_of_the_questions_that_ship(tmp_path: Path) -> None:
    questions = sorted((ROOT / "script" / "questions").glob("*.gz"))
    out = tmp_path / "speech.npz"
    subprocess.run([sys.executable, str(SCRIPT), *map(str, questions), "--out", str(out)], cwd=ROOT, check=True)
    with np.load(out) as made, np.load(ROOT / "search_api" / "language" / "speech.npz") as shipped:
        same = all(np.array_equal(made[name], shipped[name]) for name in shipped.files)
    assert same, "questions or thesaurus changed: script/train_speech.py script/questions/*.gz"


@pytest.mark.slow
def test_the_counts_of_law_that_ship_are_those_of_the_codification(shared_dir: Path, tmp_path: Path) -> None:
    """Else: python -m script.train_relevance."""
    articles, out = shared_dir / "data" / "codification" / "articles.jsonl.gz", tmp_path / "law.npz"
    command = [sys.executable, str(SCRIPT), str(articles), "--out", str(out), "--least", "3", "5"]
    subprocess.run(command, cwd=ROOT, check=True)
    with np.load(out) as made, np.load(ROOT / "search_api" / "language" / "law.npz") as shipped:
        assert all(np.array_equal(made[name], shipped[name]) for name in shipped.files)
