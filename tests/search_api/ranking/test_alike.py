"""Units of rows that stand for those of a question, one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.language.codes import codes_of
from search_api.language.senses import NO_UNIT, TELLING, Units, senses, units_of_question
from search_api.query.streams import streams
from search_api.ranking.alike import alike


def units(text: str) -> Units:
    held = streams(text)
    return units_of_question([codes_of(held.words, held.folded_words)], TELLING)


def rows(*texts: str) -> Units:
    every = np.full((len(texts), TELLING), NO_UNIT, dtype=np.uint16)
    for row, text in zip(every, texts, strict=True):
        row[: len(units(text))] = units(text)
    return every


def test_the_words_themselves_are_as_alike_as_can_be() -> None:
    share, lacking = alike(rows("cấp giấy phép xây dựng nhà ở"), units("giấy phép xây dựng"))
    assert share == pytest.approx([1.0], abs=1e-4)
    assert lacking == pytest.approx([1.0])


def test_other_words_for_the_same_are_more_alike_than_words_for_something_else() -> None:
    told = rows("giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở", "đăng ký kết hôn có yếu tố nước ngoài")
    share, lacking = alike(told, units("sổ đỏ đứng tên"))
    assert share[0] > share[1]
    assert lacking[0] > lacking[1]
    assert (lacking < 1).all()


def test_a_row_of_no_known_word_and_a_question_of_none() -> None:
    share, lacking = alike(rows("", "giấy phép"), units("giấy phép xây dựng"))
    assert share[0] == lacking[0] == 0
    for none in alike(rows("", "giấy phép"), units("zzzzqqq")):
        assert none.tolist() == [0, 0]


@given(st.integers(0, 9), st.integers(1, 4), st.integers(0, 2**32))
def test_both_lie_between_none_and_all_and_are_those_of_each_row_alone(asking: int, many: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).integers(0, len(senses().vectors), (many, TELLING + asking)).astype(np.uint16)
    told, asked = drawn[:, :TELLING], drawn[0, TELLING:]
    both = np.stack(alike(told, asked))
    assert ((both >= 0) & (both <= 1.001)).all()
    for place, row in enumerate(told):
        assert np.allclose(np.stack(alike(row[None, :], asked))[:, 0], both[:, place], atol=1e-5)
        if len(asked):
            near = senses().vectors[asked] @ senses().vectors[row].T
            best = (near / senses().lengths[asked][:, None] / senses().lengths[row]).max(axis=1).clip(0)
            weights = senses().lengths[asked]
            assert both[0, place] == pytest.approx(float(best @ weights / weights.sum()), abs=1e-4)
