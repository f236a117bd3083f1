"""What others typed is suggested only where everybody may see it."""

import pytest

from search_api.searches.suggestible import may_be_suggested


@pytest.mark.parametrize(
    "text",
    [
        *("luật đất đai 2024", "15/2020/NĐ-CP", "mức lương tối thiểu vùng", "quấy rối tình dục", "mại dâm", "giá trị"),
        *("vật liệu rơi vãi", "quả óc chó", "nuôi chó", "lon bia", "buổi họp", "du lịch", "quan hệ với Cu Ba"),
    ],
)
def test_words_of_the_law_are_suggested(text: str) -> None:
    assert may_be_suggested(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "cccd 001088012345", "gọi 0912 345 678", "an@example.com"),
        *("luật cặc", "ĐỊT luật", "đồ chó", "vcl thuế", "thuế, đéo!", "DIT ME"),
    ],
)
def test_others_are_not_shown_what_is_private_or_obscene(text: str) -> None:
    assert not may_be_suggested(text)
