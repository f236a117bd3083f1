"""What texts are about: vectors of words of law and of everyday words, by which a question is near its answer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_api.language import senses
from search_api.language.codes import Codes, codes_of
from search_api.language.senses import (
    Vectors,
    areas,
    nearness,
    packed,
    sense_of_question,
    sense_of_row,
    units_of_question,
)
from search_api.query.streams import streams


def codes(text: str) -> Codes:
    held = streams(text)
    return codes_of(held.words, held.folded_words)


def question(*runs: str) -> Vectors:
    return sense_of_question(map(codes, runs))


def article(heading: str, text: str) -> Vectors:
    above = codes(heading)
    return sense_of_row(np.concatenate([above, codes(text)]), len(above)).vector


LICENCE = article(
    "Cấp giấy phép xây dựng",
    "Hồ sơ đề nghị cấp giấy phép xây dựng đối với nhà ở riêng lẻ gồm đơn đề nghị, bản vẽ thiết kế xây dựng.",
)
MARRIAGE = article(
    "Thẩm quyền đăng ký kết hôn",
    "Ủy ban nhân dân cấp xã nơi cư trú của một trong hai bên nam, nữ thực hiện đăng ký kết hôn.",
)


def test_a_question_is_nearer_to_the_article_that_answers_it_in_other_words() -> None:
    asked = question("muốn cất nhà cấp 4 thì phải xin giấy tờ gì")
    assert asked @ LICENCE > asked @ MARRIAGE
    other = question("hai đứa cưới nhau thì ra phường nào làm giấy")
    assert other @ MARRIAGE > other @ LICENCE


def test_vectors_have_length_one_and_those_of_unknown_words_none() -> None:
    assert np.isclose(np.linalg.norm(LICENCE), 1)
    assert not question("zzzzqqq").any()
    assert not question().any()
    assert areas(question("zzzzqqq"), 8) == ()


def test_packed_vectors_are_as_near_as_they_were() -> None:
    asked = question("xin phép xây nhà")
    rows = np.stack([packed(LICENCE), packed(MARRIAGE), packed(question())])
    wanted = np.stack([LICENCE, MARRIAGE, question()]) @ asked
    assert np.allclose(nearness(rows, asked), wanted, atol=0.02)


def test_a_text_lies_in_the_areas_of_a_question_about_it() -> None:
    near = set(areas(question("thủ tục xin giấy phép xây dựng nhà ở"), senses.AREAS_OF_A_QUESTION))
    assert len(near) == senses.AREAS_OF_A_QUESTION
    shared = [len(near.intersection(areas(each, senses.AREAS_OF_A_ROW))) for each in (LICENCE, MARRIAGE)]
    assert shared[0] > shared[1]


def test_words_far_behind_do_not_count() -> None:
    long = "giấy phép xây dựng " * 60
    assert np.array_equal(article("Điều 1", long), article("Điều 1", f"{long} kết hôn"))


def test_units_that_tell_a_text_are_those_that_say_the_most() -> None:
    held = senses.senses()
    line = codes("việc cấp giấy phép xây dựng và quản lý trật tự xây dựng theo quy định của pháp luật")
    every, few = (set(units_of_question([line], many).tolist()) for many in (100, 5))
    assert len(few) == 5
    assert few < every
    lengths = held.lengths[sorted(every)]
    assert min(held.lengths[sorted(few)]) >= np.sort(lengths)[-5]
    assert len(units_of_question([codes("zzzzqqq")], 5)) == 0
    assert len(units_of_question([], 5)) == 0


def test_there_are_fewer_units_than_two_bytes_tell() -> None:
    assert len(senses.senses().vectors) < senses.NO_UNIT


@given(st.lists(st.integers(1, 2**32 - 1), max_size=40), st.integers(0, 40))
def test_any_words_give_a_vector_that_can_be_packed(words: list[int], heading: int) -> None:
    line = np.array(words, dtype=np.uint32)
    found = sense_of_row(line, min(heading, len(words)))
    assert len(packed(found.vector)) == senses.PACKED
    assert np.isfinite(found.vector).all()
    assert len(found.units) <= senses.TELLING
    assert len(set(found.units.tolist())) == len(found.units)
