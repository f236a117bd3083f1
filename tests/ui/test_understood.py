"""What was understood on the results page: chips that can be taken off, slips, other ways to ask; the help page."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from ingest.document import Box, Line, Page
from search_api.query.hits import SearchPage
from search_api.query.request import Filters, SearchQuery
from search_api.query.understood import Chip, Note
from tests.ui.conftest import Site
from tests.ui.test_pages import Outline
from ui.pages import addresses
from ui.pages.answered import Answered
from ui.pages.search_form import Chip as Chosen
from ui.pages.search_form import unfiltered
from ui.pages.understood import NAMES, UnderstoodChip, attempts, told_once, understood_chips
from ui.pages.word_marks import MOST_MARKS, word_boxes

PAGE = SearchPage(
    3,
    (),
    (),
    1.0,
    understood=(
        Chip("number", "15/2020/NĐ-CP", "hóa đơn"),
        Chip("article", "Điều 5", "15/2020/NĐ-CP hóa đơn"),
        Chip("restored", "thuế thu nhập"),
    ),
    notes=(Note("unbalanced-quote", "Thiếu một dấu ngoặc kép."),),
    meant="thuế thu nhập",
)


def test_each_chip_leads_to_the_search_without_it() -> None:
    query = SearchQuery("x", Filters(types=("Luật",)), page=3)
    number, article, restored = understood_chips(PAGE, query)
    assert (number.name, number.shown) == ("Số hiệu", "15/2020/NĐ-CP")
    assert parse_qs(urlsplit(number.without).query) == {"q": ["hóa đơn"], "loai": ["Luật"]}
    assert (article.name, article.shown) == ("Điều", "5")
    assert parse_qs(urlsplit(restored.without).query) == {"q": ["x"], "loai": ["Luật"], "nguyen_van": ["1"]}
    assert [chip.as_typed for chip in (number, article, restored)] == [False, False, True]


def test_all_kinds_have_a_name() -> None:
    assert all(NAMES.values())


def test_the_page_shows_what_was_understood(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.library, "search", lambda _: PAGE)
    html = site.browser.get("/tim-kiem?q=thue").text
    assert "Thiếu một dấu ngoặc kép." in html
    assert "Có phải bạn muốn tìm" in html
    assert "Đã thêm dấu" in html
    assert html.count("thuế thu nhập") == 1, "the offer says it"
    assert {"href": "/tim-kiem?q=h%C3%B3a+%C4%91%C6%A1n"} in Outline(html).all("a")


def test_what_words_were_read_as_can_be_refused_and_taken_back(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.library, "search", lambda _: PAGE)
    html = site.browser.get("/tim-kiem?q=thue+thu+nhap&loai=Luật").text
    restored = html[html.index("Đã thêm dấu") :]
    typed = "/tim-kiem?q=thue+thu+nhap&amp;loai=Lu%E1%BA%ADt&amp;nguyen_van=1"
    assert restored.index(f'href="{typed}"') < restored.index("Tìm như đã gõ<") < restored.index("</li>")
    html = site.browser.get("/tim-kiem?q=thue+thu+nhap&loai=Luật&nguyen_van=1").text
    assert 'href="/tim-kiem?q=thue+thu+nhap&amp;loai=Lu%E1%BA%ADt"' in html
    assert '<input type="hidden" name="nguyen_van" value="1">' in html, "a filter chosen now keeps the words as typed"
    assert 'name="nguyen_van"' not in site.browser.get("/tim-kiem?q=thue").text


def test_taking_the_filters_off_keeps_what_is_searched_for() -> None:
    query = SearchQuery("x", Filters(types=("Luật",)), page=3, unit="provision", verbatim=True)
    assert addresses.search(unfiltered(query)) == "/tim-kiem?q=x&don_vi=dieu&nguyen_van=1"


def test_verbatim_and_unit_are_parameters(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=thue&nguyen_van=1&don_vi=dieu").text
    query = site.library.queries[-1]
    assert query.verbatim
    assert query.unit == "provision"
    assert "Đang tìm đúng như đã gõ" in html
    assert '<input type="hidden" name="don_vi" value="dieu">' in html
    assert addresses.search(query) == "/tim-kiem?q=thue&don_vi=dieu&nguyen_van=1"


def test_a_feed_is_one_of_documents() -> None:
    assert addresses.feed(SearchQuery("thue", unit="provision")) == "/feed.atom?q=thue"


def test_the_switch_leads_from_documents_to_articles(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=thuế").text
    assert "don_vi=dieu" in html
    assert ">Điều</a>" in html


def test_what_finds_nothing_is_tried_with_less() -> None:
    asked: list[SearchQuery] = []

    def search(query: SearchQuery) -> SearchPage:
        asked.append(query)
        return replace(PAGE, total=0 if query.filters == Filters() and query.text == "x" else 7)

    empty = replace(PAGE, total=0)
    found = attempts(empty, SearchQuery("x", Filters(types=("Luật",))), search)
    assert [each.label for each in found] == ["Bỏ “Số hiệu: 15/2020/NĐ-CP”", "Bỏ “Điều: 5”"]
    assert all(each.total == 7 for each in found)
    assert all(query.size == 1 for query in asked)


def test_words_are_left_out_one_by_one() -> None:
    found = attempts(SearchPage(0, (), (), 0.0), SearchQuery("thuế xyzt ô tô con"), lambda _: PAGE)
    assert len(found) == 4
    assert found[0].label == "Bỏ từ “thuế”"


def test_a_number_that_nothing_bears_asks_to_check_it_and_to_follow(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = SearchPage(0, (), (), 0.0, understood=(Chip("number", "38/2022", ""),))
    monkeypatch.setattr(site.library, "search", lambda _: none)
    html = site.browser.get("/tim-kiem?q=38/2022").text
    assert "Kiểm tra lại số ký hiệu" in html
    assert Outline(html).all("a").count({"href": "/feed.atom?q=38%2F2022", "type": "application/atom+xml"}) == 1
    assert "Dùng ít từ hơn" not in html


def test_words_are_left_out_though_they_were_read_as_others() -> None:
    read = SearchPage(0, (), (), 0.0, understood=(Chip("meaning", "hút thuốc → thuốc lá"), Chip("restored", "hút")))
    assert [each.label for each in attempts(read, SearchQuery("hút thuốc"), lambda _: PAGE)] == [
        "Bỏ từ “thuốc”",
        "Bỏ từ “hút”",
    ]


def test_the_help_page_shows_every_form(site: Site) -> None:
    html = site.browser.get("/tro-giup/tim-kiem").text
    links = [link["href"] for link in Outline(html).all("a")]
    assert addresses.search_for('"giấy phép" gần "thu hồi"') in links
    assert 'lang="vi"' in html


def test_examples_of_the_help_page_are_of_this_archive(site: Site) -> None:
    links = [link["href"] for link in Outline(site.browser.get("/tro-giup/tim-kiem").text).all("a")]
    assert addresses.search_for("38/2026/NĐ-CP") in links
    assert addresses.search_for("nghị định mới nhất") in links


def test_examples_that_find_nothing_are_not_shown(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def search(_: Answered, text: str) -> bool:
        return "thu hồi" in text or "sau năm" in text

    monkeypatch.setattr(Answered, "finds", search)
    html = site.browser.get("/tro-giup/tim-kiem").text
    links = [link["href"] for link in Outline(html).all("a")]
    assert addresses.search_for("đất đai sau năm 2019") in links
    assert "thuế tháng 5/2024" not in html
    assert addresses.search_for("tiêu đề: giá đất") not in links
    assert "<code>tiêu đề: giá đất</code>" in html  # how it is written


def line(text: str) -> Line:
    return Line(text, 1, Box(100, 50, 300, 62), 12)


def page(*texts: str) -> Page:
    return Page(1, 595, 842, "text", tuple(line(text) for text in texts))


def test_the_words_of_the_query_have_boxes() -> None:
    (box,) = word_boxes(page("Mức lương tối thiểu vùng", "không có gì"), "lương tối thiểu")
    assert 100 < box.left < box.right < 300
    assert (box.top, box.bottom) == (50, 62)


@pytest.mark.parametrize("text", ["", "x" * 3_000, '"', "😀"])
def test_queries_that_mark_nothing(text: str) -> None:
    assert word_boxes(page("Mức lương"), text) == ()


def test_marks_of_a_page_are_bounded() -> None:
    assert len(word_boxes(page(*["thuế và thuế"] * 300), "thuế")) == MOST_MARKS


def test_the_picture_carries_the_words(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=lương").text
    assert "/trang/1?tu=l%C6%B0%C6%A1ng" in html


def test_what_a_chosen_filter_says_is_told_once() -> None:
    said = (UnderstoodChip("Loại", "nghị định", "/a"), UnderstoodChip("Loại", "thông tư", "/b"))
    assert told_once(said, (Chosen("Loại", "Nghị định", "/c"),)) == said[1:]
    assert told_once(said, (Chosen("Cơ quan", "Nghị định", "/c"),)) == said


def test_a_phrase_that_finds_nothing_is_tried_without_its_quotes() -> None:
    chip = Chip("phrase", "sổ đỏ", "mất")
    empty = SearchPage(0, (), (), 0.0, understood=(chip,))
    (first, *_) = attempts(empty, SearchQuery("mất “sổ đỏ”"), lambda query: PAGE if '"' not in query.text else empty)
    assert (first.label, first.href) == ("Bỏ dấu ngoặc kép", addresses.search(SearchQuery("mất sổ đỏ")))
