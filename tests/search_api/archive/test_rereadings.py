"""A new reading waits beside the stored one; a person's word replaces it, and the old one is kept."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.document import ParsedFile, Progress
from ingest.request import WHOLE_FILE, ReadRequest
from search_api.archive.store import Archive
from tests.search_api.made import document, page, parsed, tag

SHA = "aa" * 32
OCR = ReadRequest("ocr", (2,), 300)


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    opened = Archive.open(database_url)
    opened.files.add(SHA, "a.pdf", 100, None)
    put(opened, parsed(SHA))
    yield opened
    opened.close()


def put(archive: Archive, read: ParsedFile) -> tuple[str, ...]:
    return archive.documents.store(read, [tag(each) for each in read.documents])


def corrected() -> ParsedFile:
    new = replace(document(), title="Quy định mức lương tối thiểu theo vùng")
    return replace(parsed(SHA, new), pages=(page(1), replace(page(2), source="ocr")))


def ready(archive: Archive, request: ReadRequest = OCR) -> int:
    wanted = archive.rereadings.ask(SHA, request, "An")
    archive.rereadings.begin(wanted)
    archive.rereadings.progress(wanted, Progress("ocr", 1, 1))
    archive.rereadings.ready(wanted, corrected(), [tag(each) for each in corrected().documents])
    return wanted


def test_a_wish_is_kept_with_its_progress(archive: Archive) -> None:
    wanted = archive.rereadings.ask(SHA, OCR, "An")
    assert archive.rereadings.ask(SHA, OCR, "Bình") == wanted, "the same open wish is one"
    assert archive.rereadings.ask(SHA, WHOLE_FILE, "An") != wanted
    assert archive.rereadings.begin(wanted) == 1
    archive.rereadings.progress(wanted, Progress("ocr", 3, 7))
    found = archive.rereadings.get(wanted)
    assert found is not None
    assert (found.request, found.state, found.asked_by) == (OCR, "reading", "An")
    assert (found.stage, found.done, found.total) == ("ocr", 3, 7)
    assert archive.rereadings.unfinished() == (wanted, wanted + 1)
    assert archive.rereadings.get(wanted + 7) is None


def test_nothing_is_replaced_before_a_person_says_so(archive: Archive) -> None:
    before = archive.documents.of_file(SHA)
    wanted = ready(archive)
    assert archive.documents.of_file(SHA) == before
    assert archive.rereadings.result(wanted) == (corrected(), (tag(corrected().documents[0]),))
    assert archive.rereadings.unfinished() == ()
    assert [each.id for each in archive.rereadings.undecided()] == [wanted]


def test_the_new_reading_takes_the_place_and_the_old_one_is_kept(archive: Archive) -> None:
    (before,) = archive.documents.of_file(SHA)
    old = archive.corrections.reading(SHA)
    wanted = ready(archive)
    assert archive.rereadings.use(wanted, "Bình")
    (after,) = archive.documents.of_file(SHA)
    assert (after.id, after.slug, after.stored_at) == (before.id, before.slug, before.stored_at)
    assert after.tagged.document.title == "Quy định mức lương tối thiểu theo vùng"
    (version,) = archive.rereadings.versions(SHA)
    assert (version.number, version.replaced_by, version.document_ids) == (1, "Bình", (before.id,))
    assert archive.rereadings.version(SHA, 1) == old
    assert archive.rereadings.version(SHA, 2) is None
    assert archive.files.unindexed() == (SHA,)
    assert ("replaced", "Bình") in [(kind, who) for _, kind, who, _ in archive.files.history(SHA)]
    assert not archive.rereadings.use(wanted, "Bình"), "only once"
    assert archive.rereadings.result(wanted) is None


def test_a_new_reading_that_is_dropped_changes_nothing(archive: Archive) -> None:
    before = archive.documents.of_file(SHA)
    wanted = ready(archive)
    assert archive.rereadings.drop(wanted, "An")
    assert not archive.rereadings.drop(wanted, "An")
    assert not archive.rereadings.use(wanted, "An")
    assert archive.documents.of_file(SHA) == before
    assert archive.rereadings.versions(SHA) == ()


def test_a_reading_of_what_is_no_longer_stored_is_not_used(archive: Archive) -> None:
    wanted = ready(archive)
    newer = replace(document(), title="Bản của người khác")
    put(archive, parsed(SHA, newer))
    assert not archive.rereadings.use(wanted, "An")
    assert archive.documents.of_file(SHA)[0].tagged.document.title == "Bản của người khác"


def test_a_wish_that_fails_says_why(archive: Archive) -> None:
    wanted = archive.rereadings.ask(SHA, OCR, None)
    archive.rereadings.begin(wanted)
    archive.rereadings.fail(wanted, "timed-out", "Đọc tệp quá lâu nên đã dừng.")
    archive.rereadings.ready(wanted, corrected(), [])
    found = archive.rereadings.get(wanted)
    assert found is not None
    assert (found.state, found.reason) == ("failed", "timed-out")
    assert archive.rereadings.result(wanted) is None


def test_versions_are_numbered(archive: Archive) -> None:
    for _ in range(3):
        assert archive.rereadings.use(ready(archive), "An")
    assert [version.number for version in archive.rereadings.versions(SHA)] == [3, 2, 1]
