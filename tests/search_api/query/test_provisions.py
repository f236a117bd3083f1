"""Articles, khoản and điểm as people cite them: all that a list names."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.provisions import MOST_ARTICLES, CitedArticle, citations_in
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold_in_place
from tests.search_api.query.test_forms import understood, words


def cited(text: str) -> list[CitedArticle]:
    return [article for each in citations_in(text, fold_in_place(text)) for article in each.articles]


@pytest.mark.parametrize(
    ("text", "article", "clauses", "points"),
    [
        ("điểm d khoản 12 Điều 3 Nghị định 1/2020/NĐ-CP", "3", "12", "d"),
        ("Điểm Đ, khoản 1a, điều 3a luật", "3a", "1a", "đ"),
        ("khoản 02 điều 02 luật 69", "2", "2", ""),
        ("khoản 9 và khoản 2 điều 2 luật 69", "2", "9 2", ""),
        ("các khoản 1, 2 và 3 Điều 5", "5", "1 2 3", ""),
        ("khoan 1, 3 dieu 5 luat dat dai", "5", "1 3", ""),
        ("từ khoản 2 đến khoản 5 Điều 7", "7", "2 3 4 5", ""),
        ("điểm a và điểm z khoản 2 điều 2 luật 69", "2", "2", "a z"),
        ("điểm a, b khoản 2 điều 2 luật 69", "2", "2", "a b"),
        ("từ điểm b đến điểm đ khoản 1 Điều 3", "3", "1", "b c d đ"),
        ("điểm a1 khoản 8a Điều 9a", "9a", "8a", "a"),
        ("điều 173 k2 blhs", "173", "2", ""),
        ("đ173 k2 đa blhs", "173", "2", "a"),
        ("k2 đ173", "173", "2", ""),
        ("đ2 k1 đa 17/2022/UBTVQH15", "2", "1", "a"),
        ("k1, k3 đ5 nđ 15/2020", "5", "1 3", ""),
        ("a k2 đ5 15/2020/NĐ-CP", "5", "2", "a"),
        ("Điều 5 khoản 2 điểm a", "5", "2", "a"),
        ("khoản 4 luật 69, điều 7", "7", "", ""),
        ("điều 4 về khoản 3", "4", "", ""),
        ("điều 5 145/2020/NĐ-CP", "5", "", ""),
    ],
)
def test_one_article(text: str, article: str, clauses: str, points: str) -> None:
    assert cited(text) == [CitedArticle(article, tuple(clauses.split()), tuple(points.split()))]


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("điều 4 - 6 luật đất đai", "4 5 6"),
        ("điều 4 – 6 luật đất đai", "4 5 6"),
        ("điều 4 - 900", "4"),
        ("điều 4-900 nghị định 15/2020", "4"),
        ("điều 4 - 900.000 đồng", "4"),
        ("điều 5, 7 - 9", "5 7 8 9"),
        ("điều 9 - 5", "9 5"),
        ("từ điều 9 đến điều 5", "5 6 7 8 9"),
        ("từ điều 5 đến điều 90", "5 6 7 8 9 10 11 12 13 14"),
    ],
)
def test_a_span_of_articles_is_one_where_it_makes_sense(text: str, articles: str) -> None:
    assert [each.article for each in cited(text)] == articles.split()
    assert [each.article for each in understood(text).places.articles] == articles.split()


def test_what_is_no_end_of_a_span_is_words() -> None:
    assert words(understood("điều 4-900 nghị định 15/2020")) == "900"


def test_what_stands_before_the_next_article_is_its_own() -> None:
    both = [CitedArticle("5", ("3",)), CitedArticle("6", ("2",))]
    for text in ("khoản 3 điều 5, khoản 2 điều 6", "k3 đ5, k2 đ6", "điều 5 khoản 3, điều 6 khoản 2"):
        assert cited(text) == both
    points = cited("điểm a khoản 1 điều 5, điểm b, c khoản 1, 2 điều 6")
    assert points == [CitedArticle("5", ("1",), ("a",)), CitedArticle("6", ("1", "2"), ("b", "c"))]


@pytest.mark.parametrize("piece", ["k1, 2, 3, ", "a k1, 2, ", "khoản 1, 2, ", "điểm a, b, ", "điều 5, k1, a k2, "])
def test_a_long_list_is_read_at_once(piece: str) -> None:
    text = (piece * 50)[:500]
    begun = time.process_time()
    cited(text)
    assert time.process_time() - begun < 1  # 0.01 s; lists that could be read in two ways took for ever


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("dieu 4 va dieu 5 luat dat dai", "4 5"),
        ("điều 4, 5 và 7a luật đất đai", "4 5 7a"),
        ("từ Điều 5 đến Điều 9", "5 6 7 8 9"),
        ("điều 5-7 luật đất đai", "5 6 7"),
        ("khoản 1 điều 5 và khoản 2 điều 7 luật đất đai", "5 7"),
        ("đ4, đ5 nđ 15/2020", "4 5"),
        ("điều 5, 10 ngày", "5"),
        ("điều 5, 145/2020/NĐ-CP", "5"),
        ("điều 5 và 15/2020/NĐ-CP", "5"),
        ("Điều 20.4.TT.13.1.", ""),
    ],
)
def test_lists_of_articles(text: str, articles: str) -> None:
    assert [each.article for each in cited(text)] == articles.split()


def test_all_the_articles_of_a_list_are_asked_for() -> None:
    found = understood("điều 4 và điều 5 nghị định 15/2020/NĐ-CP phạt tiền")
    assert (found.places.labels, words(found)) == (("Điều 4", "Điều 5"), "phạt tiền")
    assert [chip.shown for chip in found.chips if chip.kind == "article"] == ["Điều 4, Điều 5"]
    (clause,) = (clause for clause in plan(found).scored if clause.name == "cited_article")
    assert clause.tokens == ("dieu-4", "dieu-5")


def test_as_many_articles_are_shown_as_are_asked_for() -> None:
    assert plan(understood("điều 1, 2, 3, 4, 5 15/2020/NĐ-CP")).provisions == 5
    assert len(understood("điều 1 đến 99 15/2020/NĐ-CP").places.articles) == MOST_ARTICLES


def test_a_verbatim_query_has_no_clauses() -> None:
    (article,) = analyse(SearchQuery("khoản 2 điều 5 15/2020/NĐ-CP", verbatim=True)).places.articles
    assert article == CitedArticle("5")


@given(st.text(alphabet="điềukhoảmkđabc 0123456789,.;-&/và", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for each in citations_in(text, fold_in_place(text)):
        assert 0 <= each.span[0] < each.span[1] <= len(text)
        assert 0 < len(each.articles) <= MOST_ARTICLES
