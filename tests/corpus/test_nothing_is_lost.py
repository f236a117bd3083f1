"""Every printed character of a file stands exactly once: in head, tree, notes or named furniture (issue 5, item 11)."""

from collections import Counter
from pathlib import Path

import pytest

from ingest.document import ParsedFile
from ingest.limits import Limits
from ingest.pipeline import read_file
from tests.corpus.reading import unaccounted

SAMPLES = sorted((Path(__file__).parents[2] / "sample_gazettes").glob("*.pdf"))
REAL = (
    "thong-tu-so-01-2023-tt-bldtbxh-38752",
    "nghi-dinh-so-51-2025-nd-cp-44397",
    "nghi-dinh-so-117-2022-nd-cp-38918",
    "van-ban-hop-nhat-so-111-vbhn-vpqh-469594",
    "thong-tu-so-50-2026-tt-btc-469544",
)


def stands_once(parsed: ParsedFile) -> None:
    assert parsed.documents
    for document in parsed.documents:
        assert unaccounted(document, parsed.pages) == (Counter(), Counter())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_stand_once(path: Path) -> None:
    stands_once(read_file(path, Limits(), lambda _: None))


@pytest.mark.parametrize("name", REAL)
def test_gazettes_stand_once(name: str, shared_dir: Path) -> None:
    stands_once(read_file(shared_dir / "data" / "gazettes" / f"{name}.pdf", Limits(), lambda _: None))
