"""P5 for all malformed PDFs of other tools' test suites: through the intake, with a good file after each.

The limits of the malformed ones are tighter than the product's, so that what is bounded by a clock ends soon.
"""

import hashlib
import resource
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ingest.aside import Aside
from ingest.document import ParsedFile
from ingest.errors import REASONS, ReaderFailed
from ingest.kept import PageStore
from ingest.limits import Limits
from ingest.request import ReadRequest, Watch
from ingest.sandbox import read_in_child
from ingest.vault import Vault
from search_api.archive.store import Archive
from search_api.intake import FileResult, Intake
from search_api.jobs.claims import Claims
from search_api.jobs.stages import Stages
from tests.ingest.tiny_pdfs import pages
from tests.search_api.made import MemoryIndex, PlainTagger

LIMITS = Limits(file_seconds=6, stall_seconds=5, page_seconds=0.7)
GOOD = pages([(595.0, 842.0)])
AT_THE_DOOR = ("empty-file", "not-a-pdf")

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def read(path: Path, request: ReadRequest, watch: Watch, times: list[float]) -> ParsedFile:
    if path.read_bytes().startswith(GOOD):  # however slow the machine
        return read_in_child(path, Limits(), watch.progress, request=request, watch=watch)
    start = time.monotonic()
    try:
        return read_in_child(path, LIMITS, watch.progress, request=request, watch=watch)
    finally:
        times.append(time.monotonic() - start)


def peak(whose: int) -> int:
    """The most resident bytes that a process had."""
    return resource.getrusage(whose).ru_maxrss << 10


def goods(folder: Path, count: int) -> Iterator[Path]:
    """Good files, each with bytes of its own."""
    for number in range(count):
        path = folder / f"good{number}.pdf"
        path.write_bytes(GOOD + b"%% %d\n" % number)
        yield path


@pytest.mark.timeout(600)
def test_each_ends_with_a_reason_and_the_next_file_is_read(shared_dir: Path, tmp_path: Path) -> None:
    odd = sorted(path for path in (shared_dir / "data" / "oddpdfs").iterdir() if path.name != "SOURCE.tsv")
    good = list(goods(tmp_path, len(odd)))
    times: list[float] = []
    # The kernel lends a child its parent's peak, and other tests have raised ours and that of their own children.
    before = max(peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN))
    archive, vault = Archive.open(f"sqlite:///{tmp_path}/archive.sqlite"), Vault(tmp_path / "originals")
    reader, claims, store = partial(read, times=times), Claims(tmp_path / "locks"), PageStore(tmp_path / "pages")
    stages = Stages(archive, vault, reader, PlainTagger, MemoryIndex(archive.documents.get), claims, store, LIMITS)
    intake = Intake(archive, vault, stages, LIMITS, 2, Aside(tmp_path / "refused"))
    paths = [path for pair in zip(odd, good, strict=True) for path in pair]

    results = intake.ingest_paths(paths)

    assert [result.path for result in results] == paths
    by_path = {result.path: result for result in results}
    assert {by_path[path].outcome for path in good} == {"partial"}, "each good file is read: a blank page, no document"
    assert {by_path[path].entry is not None for path in good} == {True}
    for path in odd:
        check(by_path[path])
    assert max(times) < LIMITS.file_seconds + 30, "bounded in time, whatever the load"
    assert peak(resource.RUSAGE_CHILDREN) < max(LIMITS.memory_bytes, 1.1 * before)
    archive.close()


def check(result: FileResult) -> None:
    name = result.path.name
    assert not result.unavailable, name
    if result.outcome == "refused":
        assert result.reason in REASONS, name
        assert result.reason != ReaderFailed.reason, f"{name}: a fault of ours"
        assert result.remedy, name
        kept = result.entry is not None and result.entry.sha256 == hashlib.sha256(result.path.read_bytes()).hexdigest()
        assert kept or result.reason in AT_THE_DOOR, name
    else:
        assert result.outcome in ("read", "partial"), name
        assert result.entry is not None, name
        assert result.entry.pages, name
