"""P5 on malformed PDFs of other tools' test suites: each ends read, partial or refused with a reason, never in a hang.

A sample: some of each kind, and by name those that once broke a reader (SQLite's rule: what broke us becomes a test).
"""

import time
from collections import defaultdict
from itertools import zip_longest
from pathlib import Path

import pytest

from ingest.document import ParsedFile
from ingest.errors import REASONS, IngestError, ReaderFailed
from ingest.limits import Limits
from ingest.sandbox import read_in_child

LIMITS = Limits(file_seconds=20, stall_seconds=15, page_seconds=4)
LONGEST = 60.0  # seconds: the file's clock and room for a busy machine
SAMPLE = 15
BY_NAME = (
    "no_page_count",  # a page tree without a count: pdfium sees six pages, pdfminer one
    "bug1978317",  # pdfplumber never came back
    "xref-compressed-in-compressed",  # qpdf crashed
    "492484",  # words of size 0
    "PDFBOX-3067-negativeTf",  # a negative font size
    "issue-297-example",  # pdfplumber: no pages, without a word
    "circular_viewer_ref",  # pdfium: opened, no pages
)
REFUSED = {
    "__empty.pdf": "empty-file",
    "libreoffice-writer-password": "encrypted",
    "AES256ExposedMeta": "encrypted",
    "bug_1327884": "not-a-pdf",
    "c-empty": "no-pages",
    "bad34": "broken-file",
    "parser_rebuildxref_error_notrailer": "broken-file",
}

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture(scope="module")
def odd(shared_dir: Path) -> list[Path]:
    return sorted((shared_dir / "data" / "oddpdfs").glob("*.pdf"))


def outcome(path: Path) -> ParsedFile | IngestError:
    try:
        return read_in_child(path, LIMITS, lambda _: None)
    except IngestError as error:
        return error


def sample(paths: list[Path]) -> list[Path]:
    """Some of each kind, the kinds taking turns, and those named."""
    kinds: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        kinds[path.name.split("__", 1)[0]].append(path)
    turns = [path for turn in zip_longest(*kinds.values()) for path in turn if path is not None]
    named = [path for path in paths if any(name in path.name for name in BY_NAME)]
    return list(dict.fromkeys([*turns[:SAMPLE], *named]))


@pytest.mark.timeout(600)
def test_each_ends_read_or_refused_with_a_reason(odd: list[Path]) -> None:
    for path in sample(odd):
        start = time.monotonic()
        end = outcome(path)
        assert time.monotonic() - start < LONGEST, path.name
        if isinstance(end, IngestError):
            assert end.reason in REASONS, path.name
            assert not isinstance(end, ReaderFailed), f"{path.name}: {end}"
        else:
            assert end.pages, path.name
            failed = [page.number for page in end.pages if page.source == "failed"]
            assert {finding.page for finding in end.findings} >= set(failed), f"{path.name}: a page lost in silence"
            assert end.findings or any(page.lines or page.furniture for page in end.pages), (
                f"{path.name}: empty and happy"
            )


@pytest.mark.parametrize(("name", "reason"), sorted(REFUSED.items()))
def test_a_refusal_names_its_reason(odd: list[Path], name: str, reason: str) -> None:
    for path in (path for path in odd if name in path.name):
        end = outcome(path)
        assert isinstance(end, IngestError), path.name
        assert end.reason == reason, f"{path.name}: {end}"


def test_an_empty_user_password_is_no_password(odd: list[Path]) -> None:
    path = next(path for path in odd if "r3-empty-password" in path.name)
    end = outcome(path)
    assert isinstance(end, ParsedFile)
    assert end.pages[0].lines
