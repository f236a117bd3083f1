"""What was told of documents is kept, and forgotten with them."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from search_api.archive import tables, upgrade
from search_api.archive.announced import Announced, Telling, Told
from search_api.archive.database import Database
from search_api.archive.store import Archive
from tests.search_api.made import Workshop

MONDAY = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
TUESDAY = MONDAY + dt.timedelta(days=1)
FIRST, SECOND = Told("a", (), MONDAY, MONDAY), Told("b", ("dat-dai", "thue"), MONDAY, TUESDAY)


def test_what_is_told_is_kept(shop: Workshop, stored: str) -> None:
    announced = shop.archive.announced
    (wanted,) = (each.id for each in shop.archive.documents.of_file(stored))
    assert announced.of([wanted, "unknown"]) == {}
    announced.keep([Telling(wanted, None, FIRST)])
    assert announced.of([wanted, "unknown"]) == {wanted: FIRST}
    announced.keep([Telling(wanted, FIRST, SECOND)])
    assert announced.of([wanted]) == {wanted: SECOND}
    announced.forget([wanted, "unknown"])
    assert announced.of([wanted]) == {}


def test_what_another_process_told_meanwhile_stays(shop: Workshop, stored: str) -> None:
    announced = shop.archive.announced
    (wanted,) = (each.id for each in shop.archive.documents.of_file(stored))
    announced.keep([Telling(wanted, None, SECOND)])
    announced.keep([Telling(wanted, None, FIRST)])
    announced.keep([Telling(wanted, FIRST, replace(FIRST, digest="c"))])
    assert announced.of([wanted]) == {wanted: SECOND}


def test_documents_wait_until_their_file_is_in_the_index(shop: Workshop, stored: str) -> None:
    announced, archive = shop.archive.announced, shop.archive
    (wanted,) = (each.id for each in archive.documents.of_file(stored))
    assert announced.waiting([wanted]) == announced.marked([wanted]) == frozenset()
    (document,) = archive.documents.of_file(stored)
    archive.taggings.replace(stored, [(wanted, document.tagged)], changed=True)
    assert announced.waiting([wanted, "unknown"]) == {wanted}
    archive.files.indexed(stored)
    archive.related.restate([wanted])
    assert announced.waiting([wanted]) == frozenset()
    assert announced.marked([wanted]) == {wanted}


def test_an_upgrade_takes_what_is_searchable_for_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.sqlite"
    database = Database(url)
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).with_name("migrations")))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0009")
    for wanted, indexed_at, whole in (("here", MONDAY, None), ("waits", None, None), ("part", MONDAY, "here")):
        _store(database, wanted, indexed_at, whole)
    database.close()
    archive = Archive.open(url)
    told = archive.announced.of(["here", "waits", "part"])
    archive.close()
    assert told == {"here": Told(None, (), MONDAY, MONDAY)}


def _store(database: Database, wanted: str, indexed_at: dt.datetime | None, whole: str | None) -> None:
    with database.writing() as connection:
        file = {"sha256": wanted, "name": wanted, "size": 1, "received_at": MONDAY, "state": "read"}
        connection.execute(tables.file.insert().values(file | {"indexed_at": indexed_at}))
        connection.execute(tables.document_id.insert().values(id=wanted, file_sha256=wanted, given_at=MONDAY))
        connection.execute(
            text(
                "INSERT INTO document (id, file_sha256, ordinal, slug, issuers, first_page, last_page, by_ocr, "
                "stored_at, tagged, whole_id) VALUES (:id, :id, 1, '', '', 1, 1, 0, :at, '', :whole)"
            ),
            {"id": wanted, "at": MONDAY.strftime("%Y-%m-%d %H:%M:%S.%f"), "whole": whole},
        )


def test_many_are_kept_at_once(shop: Workshop) -> None:
    ids = [f"d{number}" for number in range(1_000)]
    with shop.archive.database.writing() as connection:
        file = {"sha256": "f", "name": "f", "size": 1, "received_at": MONDAY, "state": "read"}
        connection.execute(tables.file.insert().values(file))
        rows = [{"id": each, "file_sha256": "f", "given_at": MONDAY} for each in ids]
        connection.execute(tables.document_id.insert(), rows)
    announced = Announced(shop.archive.database)
    announced.keep([Telling(each, None, FIRST) for each in ids])
    assert announced.of(ids) == dict.fromkeys(ids, FIRST)
    announced.forget(ids)
    assert announced.of(ids) == {}
