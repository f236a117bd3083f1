"""Which areas of meaning rank rows beside the words of a question."""

from search_api.language.senses import AREAS_OF_A_QUESTION
from search_api.query.about import about
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.profile import profile
from search_api.query.request import SearchQuery
from tests.search_api.ranking.made import asked


def test_what_an_area_adds_grows_with_what_the_words_add() -> None:
    short, long = (
        next(about(asked(text), profile().weights))
        for text in ("xin phép xây nhà", "xin phép xây nhà ở nông thôn cần giấy tờ gì")
    )
    assert len(short.tokens) == AREAS_OF_A_QUESTION
    assert 0 < short.weight < long.weight


def test_only_questions_in_words_are_ranked_by_what_they_are_about() -> None:
    ranked = {
        text: any(clause.field == "areas" for clause in plan(analyse(SearchQuery(text))).scored)
        for text in ("xin phép xây nhà", "15/2020/NĐ-CP", "công báo số 1244 năm 2015", "zzzzqqq")
    }
    assert ranked == {
        "xin phép xây nhà": True,
        "15/2020/NĐ-CP": False,
        "công báo số 1244 năm 2015": False,
        "zzzzqqq": False,
    }


def test_areas_rank_but_decide_on_no_answer() -> None:
    made = plan(analyse(SearchQuery("xin phép xây nhà")))
    needed = [clause for need in (*made.needs, *made.required) for clause in need.any_of]
    assert not any(clause.field == "areas" for clause in needed)


def test_where_the_meaning_of_a_word_is_asked_articles_that_define_terms_count_more() -> None:
    named = [
        [clause.name for clause in about(asked(text), profile().weights)] for text in ("đất rừng là gì", "đất rừng")
    ]
    assert named == [["sense", "defining"], ["sense"]]
