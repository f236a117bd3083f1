"""The table of words beside an index: counted as records pass, kept in a file, never in the way of a search."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from search_api.index.record import DocumentRecord
from search_api.index.rows import clean
from search_api.index.tally import UNCOUNTED, Counter, counted_rows
from search_api.index.wordbook import CountingEngine, WordBook
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.readings import restore
from search_api.query.word_table import NO_WORDS, counted
from tests.search_api.index.records_made import CORPUS, record
from tests.search_api.query.test_word_table import run


class HoldingEngine:
    """Takes all records that it is given."""

    def __init__(self) -> None:
        self.name = "holding"
        self.held: list[str] = []
        self.closed = False

    def put(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> None:
        for each in map(clean, records):
            counted_rows(each, counter)
            self.held.append(each.id)

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


def test_another_process_sees_what_was_kept(book: WordBook, tmp_path: Path) -> None:
    other = WordBook(tmp_path / "data" / "words.npz")
    assert other.table() is NO_WORDS
    book.keep(counted(["thuế môn bài"]))
    assert other.table().count("bài") >= 1
    assert other.table() is other.table()
    book.keep(counted(["lệ phí"]))
    assert other.table().count("lệ") >= 1


@pytest.mark.parametrize("damaged", [b"", b"PK\x03\x04", b"no table"])
def test_a_damaged_file_is_left_out_and_told(
    book: WordBook, tmp_path: Path, damaged: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    book.keep(counted(["thuế"]))
    (tmp_path / "data" / "words.npz").write_bytes(damaged)
    assert not WordBook(tmp_path / "data" / "words.npz").table()
    assert "cannot be read" in caplog.text


def test_everything_else_is_the_inner_engines(book: WordBook) -> None:
    inner = HoldingEngine()
    engine = CountingEngine(inner, book)
    assert engine.name == "holding"
    engine.close()
    assert inner.closed
