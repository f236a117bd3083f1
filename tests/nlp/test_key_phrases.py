"""Key phrases of made texts: as printed, what tells and not what orders, none inside another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.key_phrases import key_phrases, phrases_of
from nlp.text import flatten
from nlp.topics.classify import Article
from tests.nlp.documents import article, document


def texts(title: str, *articles: tuple[str, str]) -> list[str]:
    return [one.text for one in phrases_of(title, [Article(*one) for one in articles])]


def test_a_title_gives_what_it_is_about() -> None:
    found = texts("Quy định mức lương tối thiểu đối với người lao động làm việc theo hợp đồng lao động")
    assert found[0] == "mức lương tối thiểu"
    assert "hợp đồng lao động" in found


def test_turns_of_phrase_and_function_words_are_none() -> None:
    found = texts(
        "Sửa đổi, bổ sung một số điều của Nghị định quy định chi tiết và hướng dẫn thi hành Luật Phí trước bạ"
    )
    assert found == ["Phí trước bạ"]


def test_words_that_hold_a_function_word_stay_whole() -> None:
    assert texts("Quy định về lệ phí trước bạ") == ["lệ phí trước bạ"]
    assert texts("Ban hành mẫu giấy chứng nhận", ("Cho vay hàng không", ""))[-1] == "Cho vay hàng không"


def test_what_is_said_often_counts_and_what_is_said_once_in_passing_does_not() -> None:
    found = texts("Quy định về tàu cá", ("Đăng kiểm tàu cá", "Chủ tàu nộp đơn đăng kiểm tàu cá. Bến cảng neo đậu."))
    assert found[0].lower() in {"tàu cá", "đăng kiểm tàu cá"}
    assert "Bến cảng neo đậu" not in found


def test_names_of_bodies_and_single_letters_are_none() -> None:
    assert texts("Về việc cấp thẻ nhà báo", ("", "a) Bộ Tài chính; b) Sở Y tế; Bộ Tài chính; Sở Y tế.")) == [
        "cấp thẻ nhà báo"
    ]


def test_capitals_are_shown_as_the_text_prints_them_elsewhere() -> None:
    assert texts("THUẾ TIÊU THỤ ĐẶC BIỆT", ("", "Người nộp; thuế tiêu thụ đặc biệt."))[0] == "thuế tiêu thụ đặc biệt"
    assert texts("THUẾ TIÊU THỤ ĐẶC BIỆT") == ["THUẾ TIÊU THỤ ĐẶC BIỆT"]


@pytest.mark.parametrize("title", ["", "Quy định", "Về việc sửa đổi", "12/2020", "…"])
def test_nothing_is_said_where_nothing_stands_out(title: str) -> None:
    assert texts(title) == []


def test_of_a_document() -> None:
    legal = document(article("1", "Tàu cá đăng kiểm.", heading="Đăng kiểm tàu cá"), title="Về đăng kiểm tàu cá")
    (phrase,) = key_phrases(flatten(legal))
    assert (phrase.text.lower(), phrase.weight) == ("đăng kiểm tàu cá", 1.0)


@given(st.text(max_size=200), st.lists(st.tuples(st.text(max_size=60), st.text(max_size=400)), max_size=3))
def test_any_text_gives_few_phrases_with_weights(title: str, articles: list[tuple[str, str]]) -> None:
    found = phrases_of(title, [Article(*one) for one in articles])
    assert len(found) <= 8
    assert all(0 < one.weight <= 1 for one in found)
