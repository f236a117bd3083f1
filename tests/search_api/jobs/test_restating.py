"""Marks of documents whose standing others have changed: settled once they are in the index, kept where it refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search_api.errors import EngineUnavailableError
from search_api.jobs import restating
from search_api.jobs.restating import Restating
from tests.search_api.made import Workshop, document, parsed, tag, workshop

FILE = "aa" * 32


@pytest.fixture
def shop(tmp_path: Path, database_url: str) -> Iterator[Workshop]:
    made = workshop(tmp_path, database_url=database_url)
    made.archive.files.add(FILE, "a.pdf", 100, None)
    yield made
    made.archive.close()


def marked(shop: Workshop) -> tuple[str, ...]:
    """The ids of nine documents, in the order of their marks."""
    each = [document(number, f"{number}/2022/NĐ-CP", number) for number in range(1, 10)]
    ids = shop.archive.documents.store(parsed(FILE, *each), [tag(one) for one in each])
    shop.archive.related.restate(ids)
    return tuple(sorted(ids))


def test_refused_documents_keep_their_marks_and_stop_no_other(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restating, "AT_ONCE", 2)
    ids = marked(shop)
    shop.index.refusing = refused = {ids[0], ids[1], ids[4]}
    work = Restating(shop.archive.related, shop.index)
    work.run()
    assert set(shop.index.documents) == set(ids) - refused
    assert set(shop.archive.related.restated().values()) == refused
    puts = shop.index.puts
    work.run()
    assert shop.index.puts == puts, "not with each file that comes"
    shop.archive.related.restate([ids[0]])
    work.run()
    assert shop.index.puts == puts + 1, "what is marked anew is tried"
    shop.index.refusing = ()
    work.run(again=True)
    assert set(shop.index.documents) == set(ids)
    assert shop.archive.related.restated() == {}


def test_an_engine_that_is_away_leaves_all_marks(shop: Workshop) -> None:
    ids = marked(shop)
    shop.index.failing = EngineUnavailableError()
    work = Restating(shop.archive.related, shop.index)
    with pytest.raises(EngineUnavailableError):
        work.run()
    assert tuple(shop.archive.related.restated().values()) == ids
    shop.index.failing = None
    work.run()
    assert set(shop.index.documents) == set(ids)


def test_a_process_that_ends_waits_for_no_more_than_what_is_being_put(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restating, "AT_ONCE", 2)
    ids = marked(shop)
    Restating(shop.archive.related, shop.index, lambda: shop.index.puts > 0).run()
    assert tuple(shop.archive.related.restated().values()) == ids[2:]
    shop.stages.stop()
    shop.stages.spread()
    assert tuple(shop.archive.related.restated().values()) == ids[2:]
