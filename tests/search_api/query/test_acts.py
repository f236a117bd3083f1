"""Acts by their names and abbreviations, with the article that is asked for."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.query import acts
from search_api.query.acts import NamedAct, find_act
from search_api.query.analyse import analyse
from search_api.query.provisions import CitedArticle
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold_in_place


def act_in(text: str) -> NamedAct:
    act = find_act(text, fold_in_place(text))
    assert act is not None
    return act


@pytest.mark.parametrize(
    ("text", "title", "article"),
    [
        ("BLHS điều 168", "bo-luat-hinh-su", "168"),
        ("điều 168 blhs", "bo-luat-hinh-su", "168"),
        ("dieu 168 BLHS", "bo-luat-hinh-su", "168"),
        ("đ168 blhs", "bo-luat-hinh-su", "168"),
        ("điều 12 BLDS", "bo-luat-dan-su", "12"),
        ("điều 12 của Bộ luật Dân sự", "bo-luat-dan-su", "12"),
        ("dieu 12 bo luat dan su", "bo-luat-dan-su", "12"),
        ("khoản 2 điều 35 BLLĐ", "bo-luat-lao-dong", "35"),
        ("blld, điều 35", "bo-luat-lao-dong", "35"),
        ("điều 10 BLTTDS", "bo-luat-to-tung-dan-su", "10"),
        ("điều 3 luật cư trú", "luat-cu-tru", "3"),
        ("luật cư trú điều 3 khoản 1", "luat-cu-tru", "3"),
        ("Theo Điều 3 Luật Cư trú, tôi phải làm gì", "luat-cu-tru", "3"),
        ("điều 8 luật HN&GĐ", "luat-hon-nhan-va-gia-dinh", "8"),
        ("điều 8 LHNGĐ", "luat-hon-nhan-va-gia-dinh", "8"),
        ("luật hôn nhân gia đình điều 8", "luat-hon-nhan-va-gia-dinh", "8"),
        ("điều 54 luật BHXH", "luat-bao-hiem-xa-hoi", "54"),
        ("luật XLVPHC điều 3", "luat-xu-li-vi-pham-hanh-chinh", "3"),
        ("điều 3 pháp lệnh dân số", "phap-lenh-dan-so", "3"),
        ("điều 51 luật hình sự", "bo-luat-hinh-su", "51"),
        ("điều 5 luật phòng cháy chữa cháy", "luat-phong-chay-va-chua-chay", "5"),
        ("điều 2 luật tổ chức tín dụng", "luat-cac-to-chuc-tin-dung", "2"),
        ("điều 7 luật quốc tịch", "luat-quoc-tich-viet-nam", "7"),
        ("luật đất đai", "luat-dat-dai", None),
        ("LDN", "luat-doanh-nghiep", None),
        ("blhs", "bo-luat-hinh-su", None),
        ("xem toàn văn luật đất đai mới nhất", "luat-dat-dai", None),
        ("luật thanh niên quy định gì", "luat-thanh-nien", None),
        ("điều 7 hiến pháp Việt Nam", "hien-phap-nuoc-cong-hoa-xa-hoi-chu-nghia-viet-nam", "7"),
        ("điều 5 luật đất đai nói trên", "luat-dat-dai", "5"),
        ("hiến pháp 2013", "hien-phap-nuoc-cong-hoa-xa-hoi-chu-nghia-viet-nam", None),
    ],
)
def test_an_act_is_read_with_its_article(text: str, title: str, article: str | None) -> None:
    act = act_in(text)
    assert title in {each for name in act.names for each in name.titles}
    assert (act.cited.articles[0].article if act.cited else None) == article


@pytest.mark.parametrize(
    "text",
    [
        "pháp luật đất đai",
        "tách thửa theo luật đất đai thế nào",
        "điều 5 nghị định hướng dẫn luật cư trú",
        "văn phòng luật sư ở đâu tốt",
        "luật",
        "điều 5",
        "dự thảo luật đất đai",
        "kỷ luật lao động",
        "điều 5 thông tư 15",
    ],
)
def test_in_a_sentence_a_name_is_words(text: str) -> None:
    assert find_act(text, fold_in_place(text)) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("luật đất đai 2013", 2013),
        ("luật đất đai năm 2013", 2013),
        ("điều 5 luật đất đai năm 2013", 2013),
        ("BLLĐ 2012 điều 3", 2012),
        ("điều 3 BLHS 2015 sửa đổi bổ sung 2017", 2015),
        ("luật đất đai của quốc hội 2013", 2013),
        ("luật đất đai", None),
    ],
)
def test_the_year_behind_a_name_is_told_apart(text: str, year: int | None) -> None:
    (name,) = [
        name for name in act_in(text).names if name.titles[0] in ("luat-dat-dai", "bo-luat-lao-dong", "bo-luat-hinh-su")
    ][:1]
    assert name.year == year


def test_every_beginning_may_be_the_name_the_longest_first() -> None:
    names = act_in("điều 3 luật thi hành án hình sự cho phép").names
    assert [name.titles[0] for name in names][-1] == "luat-thi"
    assert "luat-thi-hanh-an-hinh-su" in [name.titles[0] for name in names]
    assert [len(name.titles[0]) for name in names] == sorted((len(name.titles[0]) for name in names), reverse=True)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("BLHS", "Bộ luật hình sự"),
        ("điều 5 luật chứng khoán", "luật chứng khoán"),
        ("luật chứng khoán 2019", "luật chứng khoán 2019"),
        ("luật bảo vệ rừng", ""),
        ("luật phòng chống bạo lực gia đình", "luật phòng chống bạo lực gia đình"),
        ("luật bảo vệ quyền lợi người tiêu dùng năm 2023", "luật bảo vệ quyền lợi người tiêu dùng năm 2023"),
        ("dieu 3 luat bao hiem y te muc huong the nao", "luat bao hiem y te"),
        (
            "luật hoạt động giám sát của quốc hội và hội đồng nhân dân",
            "luật hoạt động giám sát của quốc hội và hội đồng nhân dân",
        ),
        ("luật bảo hiểm y tế cho người nghèo", ""),
        ("điều 5 bộ luật", ""),
        ("dieu 5 phap lenh", ""),
        ("theo điều 5 của luật đó", ""),
        ("điều 5 luật trên", ""),
        ("điều 5 luật Việt Nam hiện hành", ""),
        ("luật sửa đổi 2013", ""),
        ("luật của Quốc hội năm 2013", ""),
        ("điều 7 hiến pháp 2013", "hiến pháp 2013"),
        ("theo điều 5 luật bảo vệ rừng tôi có được chặt cây", ""),
    ],
)
def test_what_may_be_no_name_is_never_lacking(text: str, lacking: str) -> None:
    assert act_in(text).lacking == lacking


def test_the_clause_and_the_point_are_read_as_well() -> None:
    cited = act_in("điểm a khoản 2 điều 35 BLLĐ").cited
    assert cited is not None
    assert cited.articles == (CitedArticle("35", ("2",), ("a",)),)


@pytest.mark.parametrize("text", ["điều 5 luật 45/2019/QH14", "luật 69", '"luật đất đai"', "thông tư 06 luật đất đai"])
def test_numbers_and_quotes_say_more_than_a_name(text: str) -> None:
    assert analyse(SearchQuery(text)).act is None


def test_asked_verbatim_a_name_is_words() -> None:
    assert analyse(SearchQuery("luật đất đai", verbatim=True)).act is None


def test_titles_are_made_of_names_alone_that_nothing_stands_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Sequence[str]] = []

    def titles(called: Sequence[str]) -> Iterator[str]:
        made.append(called)
        yield "-".join(called)

    monkeypatch.setattr(acts, "_titles", titles)
    text = "luật " * 100 + "điều 5"  # of each hundredth word up to 20 names: half a second
    act_in(text)
    assert 1 <= len(made) <= 40


_WORDS = ("điều", "luật", "bộ", "5", "168", "BLHS", "đất", "đai", "năm", "2013", "HN", "&", "GĐ", ",", "(", "khoản 2")


@given(st.lists(st.sampled_from(_WORDS), max_size=12))
def test_any_order_of_such_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    act = find_act(text, fold_in_place(text))
    if act:
        assert all(0 <= name.span[0] < name.span[1] <= len(text) for name in act.names)
