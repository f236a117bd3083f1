"""What is counted of a document as its rows are made."""

from dataclasses import replace

from search_api.index.record import ProvisionRecord
from search_api.index.rows import rows
from search_api.index.tally import COUNTED, counted_rows
from search_api.query.streams import Streams
from tests.search_api.index.records_made import record


class Listing:
    def __init__(self) -> None:
        self.texts: list[list[str]] = []
        self.known = {"known"}

    def wants(self, document: str) -> bool:
        return document not in self.known

    def add_words(self, words: Streams) -> None:
        self.texts.append(list(words.words))


def test_each_text_counts_once_and_names_of_signers_more() -> None:
    provisions = (
        ProvisionRecord("art_1", "Điều 1", "Phạm vi", "Thuế, phí", 1, 1),
        ProvisionRecord("art_2", "Điều 2", "", "Hóa đơn", 1, 2),
    )
    signed = replace(record("a", "1/2026/TT-BTC", "Thông tư"), signers=("Lê Trà",), provisions=provisions)
    listing = Listing()
    assert counted_rows(signed, listing) == tuple(rows(signed))
    texts = [" ".join(words) for words in listing.texts]
    assert texts == ["thông tư", *["lê trà"] * 5, "phạm vi thuế phí", "hóa đơn"]


def test_a_document_that_is_not_wanted_is_not_counted() -> None:
    known, listing = record("known", None, "Luật Thuế", "Thuế môn bài"), Listing()
    assert counted_rows(known, listing) == tuple(rows(known))
    assert listing.texts == []


def test_of_a_long_text_the_beginning_counts() -> None:
    long = replace(record("a", None, "Tên"), provisions=(ProvisionRecord("a", "Điều 1", "", "thuế " * 9_999, 1, 1),))
    listing = Listing()
    counted_rows(long, listing)
    assert [len(words) for words in listing.texts] == [1, COUNTED]


def test_a_document_without_provisions_counts_by_its_title() -> None:
    listing = Listing()
    counted_rows(replace(record("a", None, "Luật Thuế"), provisions=()), listing)
    assert listing.texts == [["luật", "thuế"], []]
