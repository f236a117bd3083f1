"""Training the vectors of words on a small made corpus: everyday words come near the words of law they ask for."""

import gzip
import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from script.codified import digest
from script.train_senses import made_of
from search_api.language.codes import Codes, codes_of
from search_api.language.senses import AREAS, SIZE, Senses, read_senses
from search_api.query.streams import streams
from tests.tree import ROOT

SHIPPED = ROOT / "search_api" / "language" / "senses.npz"
ACTS, ARTICLES_AN_ACT, THEMES = 140, 10, 28
SYLLABLES = ["".join(each) for each in product("bdghklmnprstvx", "aeiouy", ("", "n"))]
LAW = [" ".join(SYLLABLES[theme * 3 : theme * 3 + 3]) for theme in range(THEMES)]
EVERYDAY = [" ".join(SYLLABLES[-1 - theme * 2 : -3 - theme * 2 : -1]) for theme in range(THEMES)]
HELD_OUT = "0.2"


def theme_of(act: int, article: int) -> int:
    return (act * ARTICLES_AN_ACT + article) % THEMES


def made(folder: Path) -> tuple[Path, Path]:
    """Articles of acts, and questions about them of which no word stands in any."""
    articles, questions = folder / "articles.jsonl.gz", folder / "questions.tsv.gz"
    with gzip.open(articles, "wt", encoding="utf-8") as lines, gzip.open(questions, "wt", encoding="utf-8") as asked:
        for act, number in product(range(ACTS), range(ARTICLES_AN_ACT)):
            words = LAW[theme_of(act, number)]
            article = {
                "id": f"{act}.{number}",
                "act": f"{act}/2031/QH19",
                "heading": f"Điều {act}.{number} {words}",
                "source": [f"(Điều {number} Luật số {act}/2031/QH19 ngày 16/06/2031 của Quốc hội)"],
                "text": f"Luật này quy định {words} tại Việt Nam.",
            }
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")
            asked.write(f"{act}.{number}\t{EVERYDAY[theme_of(act, number)]} thì sao\n")
    return articles, questions


def trained(corpus: tuple[Path, Path], out: Path) -> str:
    options = "--out", str(out), "--held-out", HELD_OUT
    command = [sys.executable, "-m", "script.train_senses", *map(str, corpus), *options]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def codes(text: str) -> Codes:
    held = streams(text)
    return codes_of(held.words, held.folded_words)


def nearest(senses: Senses) -> list[int]:
    """The theme whose words of law lie nearest to each theme's everyday words."""
    law, everyday = (np.stack([senses.sum(senses.units(codes(text))) for text in texts]) for texts in (LAW, EVERYDAY))
    near = everyday @ (law / np.linalg.norm(law, axis=1, keepdims=True)).T
    found: list[int] = near.argmax(axis=1).tolist()
    return found


@pytest.mark.slow
def test_training_is_deterministic_and_learns(tmp_path: Path) -> None:
    assert not set(" ".join(LAW).split()) & set(" ".join(EVERYDAY).split())
    corpus = made(tmp_path)
    told = trained(corpus, tmp_path / "first.npz")
    shares = re.search(r"@1 (\S+), @10 (\S+), @40 (\S+)", told)
    assert shares, told
    by_chance = 40 / (ACTS * ARTICLES_AN_ACT)
    assert float(shares[3]) > 10 * by_chance  # of acts that nothing was learnt from

    with (tmp_path / "first.npz").open("rb") as file:
        senses = read_senses(file)
    assert senses.vectors.shape == (len(senses.words) + len(senses.pairs), SIZE)
    assert senses.areas.shape == (AREAS, SIZE)
    assert (np.diff(senses.words.astype(np.int64)) > 0).all()
    assert nearest(senses) == list(range(THEMES))

    trained(corpus, tmp_path / "second.npz")
    with np.load(tmp_path / "first.npz") as one, np.load(tmp_path / "second.npz") as other:
        assert all(np.array_equal(one[name], other[name]) for name in one.files)


def test_the_vectors_that_ship_are_those_of_the_questions_that_ship() -> None:
    """Else: python -m script.train_relevance."""
    with np.load(SHIPPED) as held:
        assert str(held["made_of"]) == made_of(ROOT / "script" / "questions" / "everyday.tsv.gz")


def test_the_vectors_that_ship_are_those_of_the_codification(shared_dir: Path) -> None:
    articles = shared_dir / "data" / "codification" / "articles.jsonl.gz"
    with np.load(SHIPPED) as held:
        assert str(held["articles"]) == digest([articles.read_bytes()])
