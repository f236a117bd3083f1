"""The table of words beside an index: counted as records pass, kept in a file, never in the way of a search."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search_api.errors import EngineUnavailableError
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord
from search_api.index.rows import clean
from search_api.index.tally import UNCOUNTED, Counter, counted_rows
from search_api.index.wordbook import NOTHING, Counted, CountingEngine, WordBook
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.readings import restore
from search_api.query.word_table import NO_WORDS
from tests.search_api.index.records_made import CORPUS, record
from tests.search_api.query.test_word_table import run
from tests.search_api.query.words_counted import counted


class HoldingEngine:
    """Takes all records that it is given."""

    def __init__(self) -> None:
        self.name = "holding"
        self.held: list[str] = []
        self.closed = False

    def put(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> None:
        for each in map(clean, records):
            counted_rows(each, counter)
            self.held = [*filter(each.id.__ne__, self.held), each.id]

    def delete(self, ids: Iterable[str]) -> None:
        for each in ids:
            self.held.remove(each)

    def rebuild(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> int:
        self.held = []
        self.put(records, counter)
        return len(self.held)

    def search(self, plan: SearchPlan) -> SearchPage:
        return SearchPage(len(self.held), (), (), float(plan.limit))

    def count(self) -> int:
        return len(self.held)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def book(tmp_path: Path) -> WordBook:
    return WordBook(tmp_path / "data" / "words.npz")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("luong tam quang", "lương tam quang"),
        ("le thi tra", "lê thị trà"),
        ("pham minh chinh ky", "phạm minh chính kí"),
    ],
)
def test_names_of_signers_are_words_that_people_ask_for(book: WordBook, typed: str, name: str) -> None:
    text = "Lương tạm ứng. Quặng sắt. Lẽ ra. Thì trả. Tam giác. Quảng cáo. Phạm vi. Minh bạch. Chính sách. Ký. " * 9
    signed = replace(record("ca", "1/2026/TT-BCA", text), signers=("Lương Tam Quang", "Lê Thị Trà", "Phạm Minh Chính"))
    engine = CountingEngine(HoldingEngine(), book)
    engine.rebuild([signed])
    assert restore(run(typed), engine.words()) == tuple(name.split())


def test_a_rebuild_counts_anew_and_a_put_counts_on(book: WordBook) -> None:
    engine = CountingEngine(HoldingEngine(), book)
    assert engine.rebuild(CORPUS) == engine.count() == len(CORPUS)
    before = engine.words().count("thuế")
    assert before > 2
    engine.put([record("neu", "1/2024/TT-BTC", "Thuế", "Thuế môn bài.")])
    assert engine.words().count("thuế") == before + 2
    engine.delete(["neu"])
    engine.rebuild(CORPUS)
    assert engine.words().count("thuế") == before


def test_a_document_counts_once_however_often_it_is_put(book: WordBook) -> None:
    engine = CountingEngine(HoldingEngine(), book)
    engine.put(CORPUS)
    once = engine.words().count("thuế")
    changed = [replace(each, title=f"{each.title} thuế") for each in CORPUS]
    for put in (CORPUS, changed, [*CORPUS, record("neu", None, "Thuế", "Thuế môn bài.")], CORPUS):
        engine.put(put)
    assert engine.words().count("thuế") == once + 2
    engine.delete(["neu"])
    engine.put([record("neu", None, "Thuế", "Thuế môn bài.")] * 2)
    CountingEngine(HoldingEngine(), WordBook(book.path)).put(CORPUS)  # another process
    assert engine.words().count("thuế") == once + 2
    engine.rebuild([*changed, *CORPUS])
    assert engine.words().count("thuế") == once + len(CORPUS)


def test_what_a_put_that_failed_held_is_counted_when_it_is_put_again(book: WordBook) -> None:
    class FailingEngine(HoldingEngine):
        def put(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> None:
            super().put(records, counter)
            raise EngineUnavailableError("away")

    with pytest.raises(EngineUnavailableError):
        CountingEngine(FailingEngine(), book).put(CORPUS)
    assert book.table() is NO_WORDS
    CountingEngine(HoldingEngine(), book).put(CORPUS)
    assert book.table().count("thuế") > 2


def test_a_table_that_cannot_be_kept_fails_no_put_and_is_counted_with_the_next(
    book: WordBook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    engine = CountingEngine(HoldingEngine(), book)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", full)
        engine.put(CORPUS)
    assert "not counted" in caplog.text
    assert list(book.path.parent.iterdir()) == []
    engine.put(CORPUS)
    assert engine.words().count("thuế") > 2


def test_a_file_that_does_not_tell_its_documents_is_counted_on(book: WordBook) -> None:
    book.keep(Counted(counted(["thuế môn bài"])))
    with np.load(book.path) as held:
        columns = {name: held[name] for name in held.files if name != "documents"}
    np.savez(book.path, **columns)
    read = WordBook(book.path).counted()
    assert (read.table.count("bài"), read.documents.tolist()) == (book.table().count("bài"), [])


def test_what_is_put_during_a_rebuild_is_counted(book: WordBook, tmp_path: Path) -> None:
    engine = CountingEngine(TantivyEngine(tmp_path / "index"), book)

    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        engine.put([record("late", None, "Đến sau", "chữ lạ: quềnh", "quềnh")])
        yield from CORPUS[3:]

    assert engine.rebuild(slowly()) == len(CORPUS) + 1
    assert engine.words().count("quềnh") == 2


def test_another_process_sees_what_was_kept(book: WordBook, tmp_path: Path) -> None:
    other = WordBook(tmp_path / "data" / "words.npz")
    assert other.counted() is NOTHING
    assert other.table() is NO_WORDS
    book.keep(Counted(counted(["thuế môn bài"])))
    assert book.table().count("bài") >= 1
    assert other.table().count("bài") >= 1
    assert other.table() is other.table()
    book.keep(Counted(counted(["lệ phí"])))
    assert other.table().count("lệ") >= 1


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04", b"no table"])
def test_a_damaged_file_is_left_out_and_told(
    book: WordBook, tmp_path: Path, damaged: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    book.keep(Counted(counted(["thuế"])))
    (tmp_path / "data" / "words.npz").write_bytes(damaged)
    assert not WordBook(tmp_path / "data" / "words.npz").table()
    assert "cannot be read" in caplog.text


def test_everything_else_is_the_inner_engines(book: WordBook) -> None:
    inner = HoldingEngine()
    engine = CountingEngine(inner, book)
    assert engine.name == "holding"
    engine.close()
    assert inner.closed
