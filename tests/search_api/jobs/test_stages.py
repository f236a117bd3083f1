"""The last stages of a file: put, restate, build anew. Nothing is taken for searchable that is not."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Issue
from search_api.archive.entries import StoredDocument
from search_api.errors import DocumentRefused, EngineUnavailableError, IndexBroken
from tests.ingest.test_joining import BANNERS, FIRST, LINK, SECOND
from tests.ingest.typeset import page
from tests.search_api.made import PlainReader, Workshop, digest, document, parsed, pdf, tag, workshop

GOOD, OTHER = pdf("tốt"), pdf("khác")


@pytest.fixture
def shop(tmp_path: Path, database_url: str) -> Iterator[Workshop]:
    two = (document(1, "1/2022/NĐ-CP"), document(2, "2/2022/NĐ-CP", 2))
    reader = PlainReader({digest(GOOD): parsed("", *two), digest(OTHER): parsed("", document(number="3/2022/NĐ-CP"))})
    made = workshop(tmp_path / "data", reader, database_url=database_url)
    yield made
    made.archive.close()


def received(shop: Workshop, tmp_path: Path, content: bytes) -> str:
    path = tmp_path / f"{digest(content)[:8]}.pdf"
    path.write_bytes(content)
    with path.open("rb") as stream:
        sha256 = shop.intake.receive(stream, path.name).sha256
    assert shop.stages.read(sha256)
    shop.stages.store(sha256)
    return sha256


def test_a_file_with_a_refused_document_says_so_and_all_others_are_found(shop: Workshop, tmp_path: Path) -> None:
    sha256 = received(shop, tmp_path, GOOD)
    first, second = shop.stages.entry(sha256).document_ids
    shop.index.refusing = {first}
    with pytest.raises(DocumentRefused, match=first):
        shop.stages.put(sha256)
    assert set(shop.index.documents) == {second}
    entry = shop.stages.entry(sha256)
    assert (entry.state, entry.indexed, entry.reason) == ("read", False, "document-refused")
    assert entry.remedy
    assert shop.archive.files.unindexed() == (sha256,)
    assert shop.archive.files.unindexed(refused=False) == ()
    assert ("unindexable", None, first) in [event[1:] for event in shop.archive.files.history(sha256)]
    shop.index.refusing = ()
    shop.stages.put_waiting()
    entry = shop.stages.entry(sha256)
    assert (entry.indexed, entry.reason, entry.remedy) == (True, None, None)
    assert set(shop.index.documents) == {first, second}


def test_marks_of_others_stop_no_file(shop: Workshop, tmp_path: Path) -> None:
    sha256, other = received(shop, tmp_path, GOOD), received(shop, tmp_path, OTHER)
    ids = shop.stages.entry(other).document_ids
    shop.archive.related.restate(ids)
    shop.index.refusing = set(ids)
    shop.stages.put(sha256)
    assert shop.stages.entry(sha256).indexed
    assert set(shop.archive.related.restated().values()) == set(ids)


def test_what_was_stored_while_it_was_put_waits_for_the_next_put(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256, right = received(shop, tmp_path, OTHER), document(number="4/2022/NĐ-CP")
    stored = shop.index.stored

    def overtaken(wanted: str) -> StoredDocument | None:
        found = stored(wanted)
        shop.archive.documents.store(parsed(sha256, right), [tag(right)])
        shop.archive.files.indexed(sha256)  # by another machine, to which the claim says nothing
        return found

    monkeypatch.setattr(shop.index, "stored", overtaken)
    shop.stages.put(sha256)
    monkeypatch.undo()
    assert shop.archive.files.unindexed() == (sha256,)
    shop.stages.put(sha256)
    assert shop.archive.files.unindexed() == ()
    assert [each.tagged.document.number for each in shop.index.documents.values()] == [right.number]


def test_what_waits_is_put_until_the_engine_is_away(shop: Workshop, tmp_path: Path) -> None:
    files = [received(shop, tmp_path, content) for content in (GOOD, OTHER)]
    shop.index.failing = EngineUnavailableError()
    shop.stages.put_waiting()
    assert shop.index.puts == 1
    assert shop.archive.files.unindexed() == tuple(files)
    shop.index.failing = None
    shop.stages.put_waiting()
    assert shop.archive.files.unindexed() == ()
    assert len(shop.index.documents) == 3


def test_a_file_of_which_all_is_refused_stops_no_other(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, good = (received(shop, tmp_path, content) for content in (GOOD, OTHER))
    put, all_of_it = shop.index.put, set(shop.stages.entry(refused).document_ids)

    def picky(ids: Collection[str]) -> frozenset[str]:
        if all_of_it & set(ids):
            raise IndexBroken("each of 2 documents was refused")
        return put(ids)

    monkeypatch.setattr(shop.index, "put", picky)
    shop.stages.put_waiting()
    assert shop.archive.files.unindexed() == (refused,)
    monkeypatch.setattr(shop.archive.parts, "loosened", lambda: (refused,))
    shop.stages.put(good)
    assert shop.archive.files.unindexed() == (refused,)

    def broken() -> int:
        raise IndexBroken("of another version")

    monkeypatch.setattr(shop.index, "count", broken)
    with pytest.raises(IndexBroken, match="another version"):
        shop.stages.put(good)


def test_a_run_brings_what_an_earlier_one_left_to_the_index(shop: Workshop, tmp_path: Path) -> None:
    left = received(shop, tmp_path, GOOD)
    (tmp_path / "b.pdf").write_bytes(OTHER)
    (result,) = shop.intake.ingest_paths([tmp_path / "b.pdf"])
    assert result.outcome == "read"
    assert shop.stages.entry(left).indexed
    assert len(shop.index.documents) == 3


def test_a_rebuild_leaves_waiting_what_it_could_not_have_read(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256, other = received(shop, tmp_path, GOOD), received(shop, tmp_path, OTHER)
    right = document(number="4/2022/NĐ-CP")

    def corrected(_: int) -> None:
        shop.archive.documents.store(parsed(other, right), [tag(right)])

    assert shop.stages.rebuild(corrected) == 3
    assert shop.archive.files.unindexed() == (other,)
    assert shop.stages.entry(sha256).indexed


def test_a_rebuild_tells_of_refused_documents(shop: Workshop, tmp_path: Path) -> None:
    sha256, other = received(shop, tmp_path, GOOD), received(shop, tmp_path, OTHER)
    shop.stages.put(sha256)
    ids = shop.stages.entry(sha256).document_ids
    shop.archive.related.restate(ids)
    shop.index.refusing = {ids[0]}
    assert shop.stages.rebuild(lambda _: None) == 2
    assert shop.stages.entry(sha256).reason == "document-refused"
    assert shop.stages.entry(other).indexed
    assert list(shop.archive.related.restated().values()) == [ids[0]]


def test_a_rebuild_joins_the_parts_of_files_that_waited(shop: Workshop) -> None:
    """A file that was stored before its process died: `put` never joined its documents with their other parts."""
    files, issues = ("aa" * 32, "bb" * 32), ((301, 302), (303, 304))
    links = (((), (303, 304)), ((301, 302), ()))
    for sha256, numbers, (before, after), lines in zip(
        files, issues, links, ((*FIRST, LINK), (*BANNERS, *SECOND)), strict=True
    ):
        part = replace(document(last=1), continues_from=before, continued_in=after)
        own = (replace(page(*lines, number=1), printed_page=10 * numbers[0]),)
        read = replace(parsed(sha256, part, issue=Issue(None, numbers, dt.date(2022, 3, 1))), pages=own)
        shop.archive.files.add(sha256, f"{sha256[:2]}.pdf", 100, None)
        shop.archive.documents.store(read, [tag(part)])
    assert shop.stages.rebuild(lambda _: None) == 1
    (whole,) = shop.index.documents.values()
    assert [each.label for each in whole.tagged.document.body] == ["Điều 1", "Điều 2", "Điều 3"]
    assert shop.archive.files.unindexed() == ()
