"""Pages with lines dropped, doubled, swapped and misread: always documents, in which every character stands once.

Handbook style.md 2.2 and domain.md 3.15; the drawn samples stand in the repository, real gazettes beside it.
"""

import random
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from ingest.assemble import read_document
from ingest.document import LegalDocument, Line, Page
from ingest.limits import Limits
from ingest.pipeline import read_file
from ingest.split import find_documents
from tests.corpus.reading import unaccounted

ROOT = Path(__file__).parents[2]
SAMPLES = ("01-national-issue", "02-decree-part-one", "04-provincial-issue")
REAL = ("thong-tu-so-01-2023-tt-bldtbxh-38752", "nghi-dinh-so-51-2025-nd-cp-44397", "chi-thi-so-21-ct-ttg-469580")
SHARE = 0.04
"""Of the lines, for each kind of disturbance: 8 of a page of 50 in all."""

MISREAD = {"Đ": "D", "i": "l", "1": "l", "”": '"', "ư": "u", ".": ",", "o": "0"}


@cache
def pages_of(path: Path) -> tuple[Page, ...]:
    return read_file(path, Limits(), lambda _: None).pages


def disturbed(page: Page, chance: random.Random) -> Page:
    """The page with other lines, and without its tables, whose cells were filled before."""
    lines: list[Line] = []
    for line in page.lines:
        kind = chance.random() / SHARE
        if kind < 1:
            continue
        if kind < 2:
            lines.append(line)
        elif kind < 3 and lines:
            lines.insert(-1, line)
            continue
        elif kind < 4:
            wrong = chance.choice(list(MISREAD))
            lines.append(replace(line, text=line.text.replace(wrong, MISREAD[wrong], 2)))
            continue
        lines.append(line)
    return replace(page, lines=tuple(lines), tables=())


def documents_of(pages: tuple[Page, ...]) -> list[LegalDocument]:
    return [read_document(span, pages, ordinal) for ordinal, span in enumerate(find_documents(pages), 1)]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", SAMPLES)
def test_disturbed_samples_lose_nothing(name: str, seed: int) -> None:
    no_text_is_lost(ROOT / "sample_gazettes" / f"{name}.pdf", seed)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", REAL)
def test_disturbed_gazettes_lose_nothing(name: str, seed: int, shared_dir: Path) -> None:
    no_text_is_lost(shared_dir / "data" / "gazettes" / f"{name}.pdf", seed)


def no_text_is_lost(path: Path, seed: int) -> None:
    chance = random.Random(f"{path.stem} {seed}")
    pages = tuple(disturbed(page, chance) for page in pages_of(path))
    documents = documents_of(pages)
    assert documents
    for document in documents:
        assert unaccounted(document, pages) == (Counter(), Counter())
