"""Counts what follows what: search_api/language/speech.npz in everyday questions, law.npz in texts of law.

    script/train_speech.py FILE… [--out FILE] [--least PAIRS RUNS]

FILE  lines "article's id TAB question", or of a query each, packed by gzip; script/questions/*.gz ship with the
      product, and what people say and the law says for it, by the thesaurus, is counted with them. Or articles of the
      official codification, one JSON object a line (*.jsonl.gz), with "heading" and "text": alone, with
      --out search_api/language/law.npz --least 3 5

Pairs and runs of three that occur more seldom than `--least` are left out. Half a minute at most. What it is worth for
reading marks that were left out: docs/search.md.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search_api.language.follows import LEFT, RUN
from search_api.language.speech import BORDER, NUMBER
from search_api.query.streams import streams
from search_api.query.synonyms import thesaurus

OUT = Path(__file__).parent.parent / "search_api" / "language" / "speech.npz"

Numbers = npt.NDArray[np.int64]


def read(file: Path) -> list[str]:
    """The questions of a file, without the ids of their articles, or the articles of one."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        if file.name.endswith(".jsonl.gz"):
            articles = map(json.loads, lines)
            return [f"{article['heading'] or ''}. {article['text'] or ''}" for article in articles]
        return [line.rstrip("\n").rpartition("\t")[2] for line in lines]


def phrases() -> list[str]:
    """What people say and what the law says for it, each once."""
    entries = chain.from_iterable(some.items() for some in thesaurus().fields.values())
    return sorted(set(chain.from_iterable((said, *meant) for said, meant in entries)))


def numbered(questions: Iterable[str]) -> tuple[list[str], Numbers]:
    """All words, and the questions as places among them one after the other; a border stands around each."""
    places, line = {"": BORDER, "0": NUMBER}, [BORDER, BORDER]
    for question in questions:
        line += (places.setdefault(word, len(places)) if word.isalpha() else NUMBER for word in streams(question).words)
        line += (BORDER, BORDER)
    if len(places) > 1 << RUN:
        raise SystemExit(f"{len(places)} words are more than a run has room for")
    return list(places), np.array(line, dtype=np.int64)


def counted(keys: Numbers, least: int) -> tuple[Numbers, Numbers]:
    """Different numbers, rising, that stand there so often, and how often."""
    found, counts = np.unique(keys, return_counts=True)
    often = counts >= least
    return found[often], counts[often]


def steps(keys: Numbers) -> npt.NDArray[np.unsignedinteger]:
    """Rising numbers as steps from one to the next, in the least room that holds them."""
    apart = np.diff(keys, prepend=np.int64(0))
    return apart.astype(np.min_scalar_type(int(apart.max())))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the questions and write the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--least", type=int, nargs=2, default=(1, 1), metavar=("PAIRS", "RUNS"))
    asked = parser.parse_args(arguments)
    articles = any(file.name.endswith(".jsonl.gz") for file in asked.files)
    words, line = numbered(chain(*map(read, asked.files), () if articles else phrases()))
    followed = line[:-1] << LEFT | line[1:]
    pairs, pair_counts = counted(followed, asked.least[0])
    before = np.searchsorted(pairs, followed[:-1])
    is_kept = pairs[np.minimum(before, len(pairs) - 1)] == followed[:-1]
    runs, run_counts = counted((before << RUN | line[2:])[is_kept], asked.least[1])
    np.savez_compressed(
        asked.out,
        words=np.frombuffer("\n".join(words).encode("utf-8"), np.uint8),
        pair_steps=steps(pairs),
        pair_counts=pair_counts.astype(np.min_scalar_type(int(pair_counts.max()))),
        run_steps=steps(runs),
        run_counts=run_counts.astype(np.min_scalar_type(int(run_counts.max()))),
    )
    print(f"{len(line):,} words, {len(words):,} different, {len(pairs):,} pairs, {len(runs):,} runs of three")
    print(f"{asked.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
