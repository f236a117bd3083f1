"""When the second stage ranks, and by which words."""

from search_api.query.analyse import analyse
from search_api.query.asking import is_sentence
from search_api.query.question import question
from search_api.query.request import SearchQuery
from tests.search_api.ranking.made import asked


def counted(text: str) -> list[str]:
    return [word.accented for run in asked(text).runs for word in run if word.counts]


def test_words_that_only_ask_do_not_count() -> None:
    assert counted("Thời hạn kháng cáo là bao nhiêu ngày?") == ["thời", "hạn", "kháng", "cáo", "là", "ngày"]
    assert counted("thoi han khang cao la bao lau, dung hay sai") == ["thoi", "han", "khang", "cao", "la"]


def test_where_nothing_else_is_said_they_do() -> None:
    assert counted("là gì") == ["là", "gì"]


def test_a_number_alone_or_with_a_few_words_is_ranked_by_the_first_stage() -> None:
    assert question(analyse(SearchQuery("15/2020/NĐ-CP"))) is None
    assert question(analyse(SearchQuery("15/2020/NĐ-CP mức phạt"))) is None
    assert question(analyse(SearchQuery(""))) is None


def test_a_number_in_a_sentence_is_a_part_of_the_question() -> None:
    text = "Định nghĩa về không gian mạng nằm ở luật số 24/2018/QH14 do Quốc hội ban hành"
    assert is_sentence(analyse(SearchQuery(text)).runs)
    assert question(analyse(SearchQuery(text))) is not None


def test_the_meaning_of_a_word_is_asked() -> None:
    assert asked("cư trú là gì").defines
    assert asked("cu tru la gi").defines
    assert not asked("cư trú ở đâu").defines
