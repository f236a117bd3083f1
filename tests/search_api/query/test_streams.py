"""Texts as numbered words: the same words as one by one, in whichever lexicon."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.language.codes import codes_of
from search_api.query import streams as module
from search_api.query.streams import Lexicon, streams
from search_api.query.syllables import syllables
from tests.search_api.query.test_syllables import words


def test_streams_hold_words_and_neighbours() -> None:
    found = streams("Thuế thu nhập")
    assert found.accented == "thuế thu nhập"
    assert found.folded == "thue thu nhap"
    assert found.accented_pairs == "thuế_thu thu_nhập"
    assert found.folded_pairs == "thue_thu thu_nhap"


@given(st.lists(st.one_of(words, st.text(max_size=9), st.sampled_from("\u00a0\u2009\u200b\u00ad\u0301 \x1f\x85"))))
def test_streams_read_a_text_as_syllables_do(parts: list[str]) -> None:
    for text in ("".join(parts), " ".join(parts)):
        found, read = streams(text), list(syllables(text))
        assert found.words == tuple(each.accented for each in read)
        assert found.folded_words == tuple(each.folded for each in read)
        assert streams(text) == found  # as it is remembered


def test_codes_are_those_of_the_words() -> None:
    found = streams("Thuế thu nhập, thuê nhà: thuế")
    assert found.codes.tolist() == codes_of(found.words, found.folded_words).tolist()


def test_texts_stand_one_behind_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    before = streams("luật đất đai")
    monkeypatch.setattr(module, "_LEXICONS", [Lexicon()])
    behind = streams("thuế đất")
    assert before.lexicon is not behind.lexicon
    both = before.followed_by(behind, behind)
    assert both.words == ("luật", "đất", "đai", "thuế", "đất", "thuế", "đất")
    assert both.folded_words == ("luat", "dat", "dai", "thue", "dat", "thue", "dat")
    assert before + behind + behind == both
    assert both.first(2) == before.first(2)
    assert hash(both.first(3)) == hash(before)
    assert len(both) == len(both.numbers)


def test_a_large_lexicon_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LEXICONS", [Lexicon()])
    monkeypatch.setattr(module, "REMEMBERED", 5)
    texts = [f"thuế {number} đất {number + 1}" for number in range(20)]
    held = [streams(text) for text in texts]
    assert [" ".join(each.words) for each in held] == texts
    assert len({id(each.lexicon) for each in held}) > 1
    assert all(len(each.lexicon.pieces) <= 5 for each in held)


def test_a_lexicon_grows_while_several_read() -> None:
    lexicon, found = Lexicon(), dict[int, list[int]]()

    def number(reader: int) -> None:
        found[reader] = [lexicon.number(f"từ{word}", f"tu{word}") for word in range(3_000)]

    readers = [threading.Thread(target=number, args=(reader,)) for reader in range(4)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert len(lexicon) == 3_000
    assert all(numbers == found[0] for numbers in found.values())
    assert lexicon.words(lexicon.numbers(["từ7"], ["tu7"])) == ["từ7"]
