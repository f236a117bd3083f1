"""Phrases of rows by the numbers of their words: as if each row were read."""

from collections.abc import Iterable, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_api.index.embedded.phrases import Open, Phrases, is_phrase
from search_api.index.embedded.row_chunk import Codes, Flags, Numbers
from search_api.language.codes import codes_of
from search_api.query.clauses import Clause
from search_api.query.syllables import fold
from search_api.ranking.signals import HEAD

WORDS = ("thông", "thong", "tư", "tu", "bộ", "15")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=8)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3)


class Held:
    """Rows of these words; what stands in front of them is the number of their first word, which is no word there."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.texts = texts
        self.looked = 0

    def none(self) -> Flags:
        return np.zeros(len(self.texts), dtype=np.uint8)

    def holding(self, words: Iterable[str], flags: Flags, *, folded: bool) -> None:
        wanted = set(words)
        flags[[bool(wanted & set(read(text, folded=folded))) for text in self.texts]] = 1

    def ranking(self, rows: Numbers) -> list[Codes]:
        self.looked += len(rows)
        return [self._numbers(self.texts[row]) for row in rows.tolist()]

    def _numbers(self, text: Sequence[str]) -> Codes:
        codes = codes_of(text, map(fold, text))
        return np.concatenate([np.repeat(np.append(codes, np.uint32(1))[:1], HEAD), codes])


def read(text: Sequence[str], *, folded: bool) -> list[str]:
    return [fold(word) for word in text] if folded else list(text)


def phrase(words: Sequence[str], *, folded: bool) -> Clause:
    return Clause("meaning", "text_folded" if folded else "text", tuple(read(words, folded=folded)), kind="phrase")


def stands(text: Sequence[str], clause: Clause) -> bool:
    words, size = read(text, folded=clause.field == "text_folded"), len(clause.tokens)
    return any(tuple(words[at : at + size]) == clause.tokens for at in range(len(words)))


@given(
    TEXTS,
    st.lists(st.tuples(st.lists(PHRASES, min_size=1, max_size=2), st.booleans(), st.integers(0, 255)), max_size=3),
    st.integers(1, 3),
    st.integers(0, 255),
)
def test_rows_answer_as_if_each_were_read(
    texts: list[list[str]], asked: list[tuple[list[list[str]], bool, int]], least: int, among: int
) -> None:
    rows, phrases = Held(texts), Phrases()
    chosen = flags_of(among, rows).view(np.bool_)
    needs = [
        Open(tuple(phrase(each, folded=folded) for each in some), flags_of(met, rows)) for some, folded, met in asked
    ]
    met = [
        [bool(need.met[row]) or any(stands(text, each) for each in need.phrases) for row, text in enumerate(texts)]
        for need in needs
    ]
    expected = [sum(each[row] for each in met) >= least for row in range(len(texts))]
    for _ in range(2):
        counted = rows.none()
        for need in needs:
            counted += need.met
        phrases.count(rows, needs, counted, least, chosen)
        assert [bool(n >= least) for n in counted[chosen]] == [expected[row] for row in np.flatnonzero(chosen)]


def flags_of(bits: int, rows: Held) -> Flags:
    return np.array([bits >> row & 1 for row in range(len(rows.texts))], dtype=np.uint8)


def test_a_row_is_looked_at_once_and_only_where_that_decides() -> None:
    rows, phrases = Held([["thông", "tư"], ["tư", "thông"], ["thông"], ["bộ"], ["thông", "tư"]]), Phrases()
    need = Open((phrase(["thông", "tư"], folded=False),), rows.none())
    for _ in range(2):
        counted = np.array([0, 0, 0, 1, 1], dtype=np.uint8)
        phrases.count(rows, [need], counted, 1, np.ones(5, dtype=np.bool_))
        assert counted.tolist() == [1, 0, 0, 1, 1]
        assert rows.looked == 2


def test_one_word_or_a_key_is_no_phrase() -> None:
    assert is_phrase(phrase(["thông", "tư"], folded=True))
    assert not is_phrase(phrase(["tư"], folded=False))
    assert not is_phrase(Clause("named_act", "whole_title", ("bo-luat", "dan-su"), kind="fixed"))
