"""Makes anew all that search knows of the language and of ranking, from the repository and the data beside it.

    script/train_relevance.py [--data DIR]

DIR  ../shared/data by default: codification/articles.jsonl.gz and relevance/alqac-dev

In this order, each from what stands before it, into search_api/language and search_api/ranking:

    rarity.npz              in how many articles each word and pair stands                   script/train_rarity.py
    speech.npz, law.npz     what follows what in questions, and in texts of law              script/train_speech.py
    senses.npz              vectors of words, of articles and everyday questions             script/train_senses.py
    model.toml, [weights]   of the second stage, by vectors that know nothing of some acts   script/train_ranking.py

Some 35 minutes on one core. What is made of the same inputs is the same: tests compare what ships with them.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from script.train_ranking import HELD_OUT

ROOT = Path(__file__).parent.parent
LANGUAGE = ROOT / "search_api" / "language"
QUESTIONS = ROOT / "script" / "questions"


def run(script: str, *arguments: object) -> None:
    """Run a script of this folder.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    print(script, *arguments, flush=True)
    subprocess.run([sys.executable, "-m", f"script.{script}", *map(str, arguments)], cwd=ROOT, check=True)


def main() -> None:
    """Make everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data: Path = parser.parse_args().data.resolve()
    articles, sentences = data / "codification" / "articles.jsonl.gz", data / "relevance" / "alqac-dev"
    everyday = QUESTIONS / "everyday.tsv.gz"
    run("train_rarity", articles)
    run("train_speech", *sorted(QUESTIONS.glob("*.gz")))
    run("train_speech", articles, "--out", LANGUAGE / "law.npz", "--least", 3, 5)
    run("train_senses", articles, everyday)
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "senses.npz"
        run("train_senses", articles, everyday, "--held-out", HELD_OUT, "--out", held)
        run("train_ranking", articles, everyday, QUESTIONS / "asked.tsv", held, sentences)


if __name__ == "__main__":
    main()
