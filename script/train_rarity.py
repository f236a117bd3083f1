"""Counts search_api/language/rarity.npz: in how many articles each word and each pair of neighbours stands.

    script/train_rarity.py ARTICLES [--out FILE]

ARTICLES  articles of the official codification, one JSON object a line, packed by gzip, with "heading" and "text"

Only counts are kept; the articles themselves stay where they are.
"""

import argparse
import collections
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search_api.language.codes import codes_of, pair_codes
from search_api.language.rarity import STEP, folded, rarity
from search_api.query.streams import streams

LEAST_WORD, LEAST_PAIR = 2, 10
OUT = Path(__file__).parent.parent / "search_api" / "language" / "rarity.npz"

Codes = NDArray[np.uint32]
Counts = collections.Counter[int]


def texts_of(articles: Path) -> Iterator[str]:
    """Heading and text of each article; the code before a heading ('Điều 36.3.LQ.1.') is none of it."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield f"{re.sub(r'^Điều [^ ]+ ', '', article['heading'] or '')} {article['text'] or ''}"


def count(articles: Path) -> tuple[int, Counts, Counts]:
    """How many articles there are, and in how many each word and each pair stands, as it is and folded."""
    number, words, pairs = 0, Counts(), Counts()
    for text in texts_of(articles):
        number += 1
        held = streams(text)
        codes = codes_of(held.words, held.folded_words)
        for each in (codes, folded(codes)):
            words.update(np.unique(each).tolist())
            pairs.update(np.unique(pair_codes(each[:-1], each[1:])).tolist())
    return number, words, pairs


def packed(counts: Counts, least: int, articles: int) -> tuple[Codes, NDArray[np.uint8]]:
    """Rising codes as steps from one to the next, with their rarities."""
    kept = sorted((code, n) for code, n in counts.items() if n >= least)
    codes = np.array([code for code, _ in kept], dtype=np.uint32)
    held = np.array([n for _, n in kept], dtype=np.int64)
    return np.diff(codes, prepend=np.uint32(0)), np.round(rarity(held, articles) / STEP).astype(np.uint8)


def main() -> None:
    """Count the articles and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    number, words, pairs = count(options.articles)
    word_steps, word_rarities = packed(words, LEAST_WORD, number)
    pair_steps, pair_rarities = packed(pairs, LEAST_PAIR, number)
    np.savez_compressed(
        options.out,
        word_steps=word_steps,
        word_rarities=word_rarities,
        pair_steps=pair_steps,
        pair_rarities=pair_rarities,
        least=np.array(LEAST_PAIR),
        articles=np.array(number),
    )
    print(f"{number} articles, {len(word_steps)} words, {len(pair_steps)} pairs, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
