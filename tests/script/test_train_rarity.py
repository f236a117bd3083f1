"""Counting in how many articles words and pairs stand."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.tree import ROOT

SHIPPED = ROOT / "search_api" / "language" / "rarity.npz"


def counted(articles: Path, out: Path) -> dict[str, np.ndarray]:
    command = [sys.executable, "-m", "script.train_rarity", str(articles), "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True)
    with np.load(out) as held:
        return dict(held)


def test_what_stands_in_more_articles_is_less_rare(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl.gz"
    with gzip.open(articles, "wt", encoding="utf-8") as lines:
        for number in range(12):
            text = "Tờ zăm zóc." if number % 3 else "Tờ mì."
            lines.write(json.dumps({"heading": "Điều 1.2.LQ.3. Tờ", "text": text}, ensure_ascii=False) + "\n")
    held = counted(articles, tmp_path / "rarity.npz")
    assert int(held["articles"]) == 12
    assert len(held["word_steps"]) == 8  # four words with marks, and folded; the code before a heading is none
    assert len(set(held["word_rarities"].tolist())) == 3  # tờ, zăm and zóc, mì
    assert len(held["pair_steps"]) == 2  # tờ tờ, with marks and folded: others stand in fewer than ten articles


@pytest.mark.slow
def test_the_table_that_ships_is_that_of_the_codification(shared_dir: Path, tmp_path: Path) -> None:
    """Else: python -m script.train_relevance."""
    made = counted(shared_dir / "data" / "codification" / "articles.jsonl.gz", tmp_path / "rarity.npz")
    with np.load(SHIPPED) as held:
        assert all(np.array_equal(made[name], held[name]) for name in held.files)
