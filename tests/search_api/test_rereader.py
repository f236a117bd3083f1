"""Reading once more: nothing changes before a decision, and after it ids, addresses and the old reading stay."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import OcrUnavailable, PageNotFound, ReaderCrashed
from ingest.request import WHOLE_FILE, ReadRequest
from search_api.errors import (
    DocumentNotFound,
    EngineUnavailableError,
    FileNotKnown,
    NotReadYet,
    RereadingDecided,
    RereadingNotFound,
    RereadingNotReady,
    RereadingOutdated,
    VersionNotFound,
)
from search_api.rereader import Rereader
from tests.search_api.made import Workshop, document, parsed, pdf, workshop

OCR = ReadRequest("ocr", (2,))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    made = workshop(tmp_path / "data")
    yield made
    made.archive.close()


@pytest.fixture
def rereader(shop: Workshop) -> Rereader:
    return Rereader(shop.archive, shop.stages)


@pytest.fixture
def sha256(shop: Workshop) -> str:
    return shop.stages.run(shop.intake.receive(io.BytesIO(pdf("a")), "a.pdf").sha256).sha256


def correct(shop: Workshop, sha256: str) -> None:
    """From now on the reader reads the title of this file otherwise."""
    shop.reader.contents[sha256] = parsed(sha256, replace(document(), title="Quy định mức lương tối thiểu vùng"))


def titles(shop: Workshop) -> list[str | None]:
    return [each.tagged.document.title for each in shop.index.documents.values()]


def test_the_difference_is_shown_and_nothing_is_changed(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    correct(shop, sha256)
    before = shop.archive.documents.of_file(sha256)
    asked = rereader.ask(sha256, OCR, "An")
    assert (asked.state, rereader.show(asked.id).comparison) == ("waiting", None)
    assert rereader.run(asked.id).state == "ready"
    shown = rereader.show(asked.id)
    assert shown.comparison is not None
    (change,) = shown.comparison.documents
    assert [(field.field, field.new) for field in change.fields] == [("title", "Quy định mức lương tối thiểu vùng")]
    assert (shop.archive.documents.of_file(sha256), titles(shop)) == (before, ["Quy định mức lương tối thiểu"])


def test_pages_that_stay_are_handed_to_the_reader(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    rereader.run(rereader.ask(sha256, OCR).id)
    request = shop.reader.requests[-1]
    assert (request.way, request.pages) == ("ocr", (2,))
    assert request.earlier
    assert request.kept
    rereader.run(rereader.ask(sha256, WHOLE_FILE).id)
    assert shop.reader.requests[-1].earlier is None
    assert not Path(request.earlier).exists()


def test_a_new_reading_is_used(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    (before,) = shop.archive.documents.of_file(sha256)
    correct(shop, sha256)
    asked = rereader.run(rereader.ask(sha256, OCR, "An").id)
    assert rereader.use(asked.id, "Bình").state == "used"
    (after,) = shop.archive.documents.of_file(sha256)
    assert (after.id, after.slug) == (before.id, before.slug)
    assert titles(shop) == ["Quy định mức lương tối thiểu vùng"], "the index follows"
    (version,) = rereader.versions(sha256)
    assert (version.number, version.replaced_by) == (1, "Bình")
    assert rereader.version(sha256, 1).documents[0].title == "Quy định mức lương tối thiểu"
    with pytest.raises(RereadingDecided):
        rereader.use(asked.id)
    with pytest.raises(VersionNotFound):
        rereader.version(sha256, 2)


def test_a_new_reading_is_dropped(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    correct(shop, sha256)
    asked = rereader.run(rereader.ask(sha256, OCR).id)
    assert rereader.keep(asked.id, "An").state == "dropped"
    assert titles(shop) == ["Quy định mức lương tối thiểu"]
    assert rereader.versions(sha256) == ()
    with pytest.raises(RereadingDecided):
        rereader.keep(asked.id)


def test_what_was_compared_must_still_be_stored(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    asked = rereader.run(rereader.ask(sha256, OCR).id)
    shop.intake.read_again(sha256)
    with pytest.raises(RereadingOutdated):
        rereader.use(asked.id)
    shop.stages.run(sha256)
    with pytest.raises(RereadingOutdated):
        rereader.use(asked.id)


@pytest.mark.parametrize("error", [OcrUnavailable("none"), ReaderCrashed("killed")])
def test_a_failure_leaves_what_is_stored(shop: Workshop, rereader: Rereader, sha256: str, error: Exception) -> None:
    shop.reader.contents[sha256] = error
    asked = rereader.run(rereader.ask(sha256, OCR).id)
    assert (asked.state, asked.reason) == ("failed", getattr(error, "reason", ""))
    assert asked.remedy
    assert asked.attempts == (3 if isinstance(error, ReaderCrashed) else 1)
    assert shop.stages.entry(sha256).state == "read"
    with pytest.raises(RereadingNotReady):
        rereader.use(asked.id)


def test_a_fault_of_ours_ends_the_wish(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    shop.reader.contents[sha256] = ZeroDivisionError("made")
    assert rereader.run(rereader.ask(sha256, OCR).id).reason == "storing-failed"


def test_what_cannot_be_asked_for_is_refused(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    for pages in ((), (0,), (3,), (1, 99)):
        with pytest.raises(PageNotFound):
            rereader.ask(sha256, ReadRequest("ocr", pages))
    with pytest.raises(FileNotKnown):
        rereader.ask("cc" * 32, OCR)
    waiting = shop.intake.receive(io.BytesIO(pdf("b")), "b.pdf")
    with pytest.raises(NotReadYet):
        rereader.ask(waiting.sha256, OCR)
    with pytest.raises(RereadingNotFound):
        rereader.get(99)
    with pytest.raises(DocumentNotFound):
        rereader.pages_of("nothing")


def test_a_documents_pages_are_those_it_stands_on(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    (stored,) = shop.archive.documents.of_file(sha256)
    assert rereader.pages_of(stored.id) == (sha256, (1, 2))


class ListQueue:
    def __init__(self) -> None:
        self.files: list[str] = []
        self.wishes: list[int] = []

    def submit(self, sha256: str, round_: int) -> None:
        self.files.append(sha256)

    def submit_rereading(self, wanted: int) -> None:
        self.wishes.append(wanted)


def test_a_server_hands_wishes_to_its_queue(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    left = rereader.ask(sha256, OCR)
    queue = ListQueue()
    rereader.start(queue)
    assert queue.wishes == [left.id]
    assert rereader.ask(sha256, OCR).id == left.id
    other = rereader.ask(sha256, WHOLE_FILE)
    assert queue.wishes == [left.id, left.id, other.id]
    rereader.run(left.id)
    rereader.use(left.id)
    assert queue.files == [sha256], "the index follows by the queue"
    assert [each.id for each in rereader.undecided()] == [other.id]


def test_an_engine_that_is_down_does_not_undo_a_decision(shop: Workshop, rereader: Rereader, sha256: str) -> None:
    correct(shop, sha256)
    asked = rereader.run(rereader.ask(sha256, OCR).id)
    shop.index.failing = EngineUnavailableError()
    with pytest.raises(EngineUnavailableError):
        rereader.use(asked.id)
    assert rereader.get(asked.id).state == "used"
    shop.index.failing = None
    shop.stages.run(sha256)
    assert titles(shop) == ["Quy định mức lương tối thiểu vùng"]
