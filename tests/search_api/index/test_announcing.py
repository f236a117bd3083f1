"""Moments by which feeds tell what is new: they move when a document says something else, and at nothing else."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from nlp.annotation import TopicScore
from search_api.answering.search import search
from search_api.archive import tables
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.errors import EngineUnavailableError
from search_api.index.announcing import AnnouncingEngine, digest
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord
from search_api.index.records import to_record
from search_api.query.request import SearchQuery
from search_api.standing.recorded import Recorded
from tests.search_api.made import Workshop

START = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
EARLIER = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
VALUES = {"digest": None, "topics": "", "said_at": EARLIER, "found_at": EARLIER}


@dataclass
class Clock:
    """An hour later each time it is looked at."""

    moment: dt.datetime = START

    def __call__(self) -> dt.datetime:
        self.moment += HOUR
        return self.moment


class Away(TantivyEngine):
    """An engine that cannot be reached while `away`."""

    away = False

    def put(self, records: object, *others: object) -> None:
        if self.away:
            raise EngineUnavailableError("away")
        super().put(records, *others)  # type: ignore[arg-type]  # passed on as they came


@dataclass
class Room:
    """An engine that announces, over the archive of a workshop; `standing` is what others make of its document."""

    archive: Archive
    inner: Away
    engine: AnnouncingEngine
    document: StoredDocument
    standing: Recorded = field(default_factory=Recorded)

    def record(self, document: StoredDocument | None = None) -> DocumentRecord:
        return to_record(document or self.document, self.standing)

    def put(self, document: StoredDocument | None = None) -> dt.datetime:
        self.engine.put([self.record(document)])
        return self.told()

    def rebuilt(self, document: StoredDocument | None = None) -> dt.datetime:
        assert self.engine.rebuild([self.record(document)]) == 1
        return self.told()

    def told(self) -> dt.datetime:
        (hit,) = search(self.engine, SearchQuery(sort="arrived")).hits
        kept = self.archive.announced.of([hit.id])[hit.id]
        assert (hit.stored_at, hit.said_at or hit.stored_at) == (kept.found_at, kept.said_at)
        return hit.stored_at

    def said(self) -> dt.datetime | None:
        (hit,) = search(self.engine, SearchQuery(sort="arrived")).hits
        return hit.said_at


@pytest.fixture
def room(tmp_path: Path, shop: Workshop, stored: str) -> Iterator[Room]:
    inner, archive = Away(tmp_path / "index"), shop.archive
    (document,) = archive.documents.of_file(stored)
    engine = AnnouncingEngine(inner, archive.announced, Clock())
    yield Room(archive, inner, engine, document)
    engine.close()


def retitled(document: StoredDocument, title: str) -> StoredDocument:
    legal = replace(document.tagged.document, title=title)
    return replace(document, tagged=replace(document.tagged, document=legal))


def on(document: StoredDocument, *topics: str) -> StoredDocument:
    scores = tuple(TopicScore(topic, 0.9) for topic in topics)
    return replace(document, tagged=replace(document.tagged, topics=scores))


def test_a_document_is_told_when_it_comes_into_the_index(room: Room) -> None:
    assert room.put() == START + HOUR


def test_the_same_once_more_is_no_news(room: Room) -> None:
    first = room.put()
    assert room.put() == first
    room.standing = Recorded(cited_by=70, authority=0.5)
    assert room.put() == first


def test_a_correction_another_date_and_another_standing_are_news(room: Room) -> None:
    told = [room.put(), room.put(retitled(room.document, "Quy định tiền lương"))]
    told.append(room.put(replace(room.document, tagged=replace(room.document.tagged, effective=None))))
    room.standing = Recorded(expired_on=dt.date(2026, 1, 1))
    told.append(room.put())
    assert told == sorted(set(told))
    assert room.said() is None


def test_a_further_topic_is_news_to_those_who_follow_topics(room: Room) -> None:
    first = room.put()
    second = room.put(on(room.document, "lao-dong"))
    assert second > first
    assert room.said() == first
    assert room.put(on(room.document, "tien-luong", "lao-dong")) > second
    third = room.told()
    assert room.put(on(room.document, "lao-dong", "tien-luong")) == third
    assert room.put(on(room.document, "tien-luong")) == third
    assert room.rebuilt(on(room.document, "dat-dai")) == third
    assert room.said() == first
    assert room.put(retitled(on(room.document, "dat-dai"), "Quy định tiền lương")) > third
    assert room.said() is None


def test_what_the_engine_did_not_take_is_told_when_it_takes_it(room: Room) -> None:
    first = room.put()
    room.inner.away = True
    with pytest.raises(EngineUnavailableError):
        room.put(retitled(room.document, "Quy định tiền lương"))
    room.inner.away = False
    assert room.told() == first
    assert room.put(retitled(room.document, "Quy định tiền lương")) > first + HOUR


def test_one_that_comes_back_is_news(room: Room) -> None:
    first = room.put()
    room.engine.delete(iter([room.document.id]))
    assert room.engine.count() == 0
    assert room.archive.announced.of([room.document.id]) == {}
    assert room.put() > first


def test_an_index_that_is_built_anew_tells_nothing_again(room: Room) -> None:
    first = room.put()
    assert room.rebuilt() == first
    assert room.rebuilt(retitled(room.document, "Như phiên bản mới đọc")) == first
    assert room.put(retitled(room.document, "Như phiên bản mới đọc")) == first


def test_what_waited_for_the_index_is_told_by_its_rebuild(room: Room) -> None:
    archive, document = room.archive, room.document
    corrected = retitled(document, "Quy định tiền lương")
    first = room.put()
    archive.taggings.replace(document.file_sha256, [(document.id, document.tagged)], changed=True)
    assert room.rebuilt() == first
    second = room.rebuilt(corrected)
    assert second > first
    archive.files.indexed(document.file_sha256)
    archive.related.restate([document.id])
    room.standing = Recorded(expired_on=dt.date(2026, 1, 1))
    assert room.rebuilt(corrected) > second


def test_of_those_told_before_digests_were_kept_only_what_is_stored_anew_is_news(room: Room) -> None:
    archive, document = room.archive, room.document
    with archive.database.writing() as connection:
        connection.execute(tables.announced.insert().values(VALUES | {"id": document.id}))
    assert room.put() == EARLIER
    assert archive.announced.of([document.id])[document.id].digest == digest(to_record(document, Recorded()))
    with archive.database.writing() as connection:
        connection.execute(tables.announced.update().values(digest=None))
    room.standing = Recorded(expired_on=dt.date(2026, 1, 1))
    archive.related.restate([document.id])
    archive.files.indexed(document.file_sha256)
    assert room.rebuilt() == EARLIER  # its mark may be one of rank alone
    with archive.database.writing() as connection:
        connection.execute(tables.announced.update().values(digest=None))
    archive.taggings.replace(document.file_sha256, [(document.id, document.tagged)], changed=True)
    assert room.put() > START


def test_a_whole_archive_is_dated_in_batches(room: Room) -> None:
    room.put()
    many = [replace(to_record(room.document), id=f"d{number}") for number in range(450)]
    archive = room.archive
    with archive.database.writing() as connection:
        rows = [{"id": each.id, "file_sha256": each.file_sha256, "given_at": START} for each in many]
        connection.execute(tables.document_id.insert(), rows)
    assert room.engine.rebuild(iter(many)) == 450
    told = archive.announced.of([each.id for each in many])
    assert set(told) == {each.id for each in many}
    assert {each.digest for each in told.values()} == {digest(replace(many[0], id=each.id)) for each in many}
    assert min(each.found_at for each in told.values()) > START


def test_rank_and_place_are_not_what_a_document_says(room: Room) -> None:
    record = to_record(room.document)

    def same(**values: object) -> bool:
        changed: DocumentRecord = replace(record, **values)  # type: ignore[arg-type]  # named in the test
        return digest(changed) == digest(record)

    assert same(cited_by=9)
    assert same(authority=0.2)
    assert same(file_sha256="f", first_page=9)
    assert same(stored_at=START)
    assert not same(title="Khác")
    assert not same(effective_on=dt.date(2026, 1, 1))
    assert same(topics=("lao-dong",))
    assert same(said_at=START)
    assert not same(provisions=record.provisions[:1])
    assert not same(provisions=(replace(record.provisions[0], text="Khác"), *record.provisions[1:]))
