"""Trains the model of syllables that chooses among readings of a scan: ingest/ocr/syllables.npz.

    script/train_syllables.py ARTICLES [--without NUMBERS] [--out FILE]

ARTICLES  articles of the official codification, one JSON object a line, packed by gzip, with "act", "heading", "text"
NUMBERS   a file with one number of an act a line (14/2021/TT-BLĐTBXH): its articles are left out, so that what the
          model is worth can be measured on that act's pages

The articles themselves stay where they are: what is written is a list of the syllables that occur at least three times
and counts of runs of two and three that occur at least twice. Two minutes, 2 GB of memory.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.language import NUMBER, STOP, UNKNOWN, WORD_BITS, packed, pair_keys, tokens, triple_keys

LEAST_WORD = 3
LEAST_RUN = 2
MODEL = Path(__file__).parent.parent / "ingest" / "ocr" / "syllables.npz"


def read(articles: Path, without: frozenset[str]) -> Iterator[list[str]]:
    """The tokens of each article, those of the acts left out."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if (article["act"] or "") not in without:
                yield tokens(f"{article['heading'] or ''}. {article['text'] or ''}.")


def numbered(texts: Iterator[list[str]]) -> tuple[list[str], NDArray[np.int64]]:
    """The list of syllables, and all texts as places in it."""
    places: dict[str, int] = {}
    stream = np.concatenate(
        [np.fromiter((places.setdefault(token, len(places)) for token in text), np.int64) for text in texts]
    )
    counts = np.bincount(stream, minlength=len(places))
    special = {"": UNKNOWN, ".": STOP, "0": NUMBER}
    known = [
        *special,
        *sorted(word for word, old in places.items() if counts[old] >= LEAST_WORD and word not in special),
    ]
    if len(known) > 1 << WORD_BITS:
        raise SystemExit(f"{len(known)} syllables are more than a key has room for")
    new = {word: place for place, word in enumerate(known)}
    table = np.array([new.get(word, UNKNOWN) for word in places])
    return known, table[stream]


def gaps(keys: NDArray[np.uint64]) -> NDArray[np.unsignedinteger]:
    """Rising keys as steps from one to the next, in the least room that holds them."""
    steps = np.diff(keys, prepend=np.uint64(0))
    return steps.astype(np.min_scalar_type(int(steps.max())))


def runs(keys: NDArray[np.uint64]) -> tuple[NDArray[np.unsignedinteger], NDArray[np.uint8]]:
    """What occurs often enough: gaps between its keys, and packed counts."""
    found, counts = np.unique(keys, return_counts=True)
    often = counts >= LEAST_RUN
    return gaps(found[often]), packed(counts[often])


def main() -> None:
    """Reads the articles and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--without", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    asked = parser.parse_args()
    without = frozenset(asked.without.read_text("utf-8").split("\n")) if asked.without else frozenset()
    words, stream = numbered(read(asked.articles, without))
    known = stream != UNKNOWN
    pairs = known[:-1] & known[1:]
    triples = pairs[:-1] & known[2:]
    two_gaps, twos = runs(pair_keys(stream[:-1][pairs], stream[1:][pairs]))
    three_gaps, threes = runs(triple_keys(stream[:-2][triples], stream[1:-1][triples], stream[2:][triples]))
    np.savez_compressed(
        asked.out,
        words=np.frombuffer("\n".join(words).encode("utf-8"), np.uint8),
        ones=packed(np.bincount(stream, minlength=len(words))),
        two_gaps=two_gaps,
        twos=twos,
        three_gaps=three_gaps,
        threes=threes,
    )
    print(f"{len(stream):,} tokens, {len(words):,} syllables, {len(twos):,} pairs, {len(threes):,} runs of three")
    print(f"{asked.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
