"""The results page: what is asked, what is shown, and how filters, orders and pages lead on."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from search_api.index.facet_values import STATUSES
from search_api.query.hits import Contribution, Explanation
from search_api.query.request import Filters, SearchQuery
from tests.ui.conftest import Site
from tests.ui.examples import HIT, SHA, STORED
from tests.ui.test_pages import Outline
from ui.pages import addresses, search_form


def asked(site: Site, **parameters: object) -> SearchQuery:
    """The query that the library is asked for these parameters."""
    assert site.browser.get("/tim-kiem", params=parameters).status_code == 200  # type: ignore[arg-type]  # lists too
    return site.library.queries[-1]


def test_parameters_become_the_query(site: Site) -> None:
    query = asked(
        site,
        q=" lương ",
        loai=["Luật", "Nghị định", "Luật", ""],
        co_quan="Chính phủ",
        nam=["2026", "x"],
        tu="1/2/2025",
        den="2026-03-04",
        sap_xep="moi-dang",
        trang="3",
    )
    assert query.text == "lương"
    assert query.filters.types == ("Luật", "Nghị định")
    assert query.filters.issuers == ("Chính phủ",)
    assert query.filters.years == (2026,)
    assert str(query.filters.issued_from) == "2025-02-01"
    assert str(query.filters.issued_to) == "2026-03-04"
    assert query.sort == "gazetted"
    assert query.page == 3


@pytest.mark.parametrize(("page", "read"), [("0", 1), ("-1", 1), ("x", 1), ("", 1), ("101", 100), ("9" * 30, 1)])
def test_page_numbers_are_bounded(site: Site, page: str, read: int) -> None:
    assert asked(site, trang=page).page == read


@pytest.mark.parametrize(("total", "page", "last"), [(2, 9, 1), (25, 9, 3), (25, 99999, 3)])
def test_a_page_past_the_last_leads_to_it(site: Site, total: int, page: int, last: int) -> None:
    site.library.hits, site.library.total = (), total
    html = site.browser.get(f"/tim-kiem?q=lương&trang={page}").text
    assert f"Kết quả chỉ có {last} trang" in html
    assert "Không có văn bản nào khớp" not in html
    number = f"&trang={last}" if last > 1 else ""
    links = Outline(html).all("a")
    assert {"href": f"/tim-kiem?q=l%C6%B0%C6%A1ng{number}"} in links
    assert {"href": "/tim-kiem?q=l%C6%B0%C6%A1ng"} in links


def test_browsing_begins_with_the_newest(site: Site) -> None:
    assert asked(site).sort == "newest"
    assert asked(site, q="a").sort == "relevance"
    assert asked(site, q="a", sap_xep="sai").sort == "relevance"


def test_a_day_that_does_not_exist_is_told_beside_its_field(site: Site) -> None:
    html = site.browser.get("/tim-kiem?tu=31/02/2025&den=mai").text
    fields = {one["id"]: one for one in Outline(html).all("input") if one.get("id") in ("tu", "den")}
    assert fields["tu"]["value"] == "31/02/2025"
    assert fields["tu"]["aria-invalid"] == "true"
    assert fields["tu"]["aria-describedby"] == "tu-loi"
    assert html.count("Ngày không hợp lệ") == 2
    head = html[html.index('class="found"') :]
    assert "Chưa lọc theo “31/02/2025”" in head
    assert "Chưa lọc theo “mai”" in head
    assert site.library.queries[-1].filters == Filters()
    assert "Chưa lọc theo" not in site.browser.get("/tim-kiem?tu=28/02/2025").text


def test_a_hit_shows_dates_gazette_and_marked_articles(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=lương").text
    assert "Quy định <mark>mức lương</mark> tối thiểu &lt;script&gt;" in html
    assert "quy định <mark>mức lương</mark> &lt;script&gt;" in html
    assert "\ue000" not in html
    assert "dở" in html
    assert "Ban hành <time" in html
    assert "12/06/2026" in html
    assert "Hiệu lực <time" in html
    assert "Công báo số 447 + 448 ngày 25/06/2026" in html
    assert "Đọc từ bản quét" in html
    links = [link["href"] for link in Outline(html).all("a")]
    assert f"/van-ban/{STORED.id}/{STORED.slug}#art_1" in links
    assert f"/tep/{SHA}/trang/1?tu=l%C6%B0%C6%A1ng" in links


def test_an_unknown_effective_date_is_said_to_be_unknown(site: Site) -> None:
    site.library.hits = (replace(HIT, effective_on=None, issued_on=None, gazette_label=None, provisions=()),)
    html = site.browser.get("/tim-kiem?q=lương").text
    assert "Ngày hiệu lực chưa xác định" in html
    assert "Xem trang 1 của tệp gốc" in html


def test_facets_are_boxes_of_one_form_with_counts(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=lương&loai=Nghị định&co_quan=Cơ quan lạ").text
    boxes = [one for one in Outline(html).all("input") if one.get("type") == "checkbox" and one.get("name")]
    assert {"name": "loai", "value": "Nghị định", "type": "checkbox", "checked": ""} in boxes
    assert "1.234" in html
    assert "Xem thêm 5" in html
    assert [one["value"] for one in boxes if one["name"] == "nam"] == ["2026", "2025"]
    assert next(one["value"] for one in boxes if one["name"] == "co_quan") == "Cơ quan lạ"


def test_counts_among_articles_are_said_to_be_of_documents(site: Site) -> None:
    told = "Số bên cạnh mỗi mục là số văn bản"
    assert told in site.browser.get("/tim-kiem?q=lương&don_vi=dieu").text
    assert told not in site.browser.get("/tim-kiem?q=lương").text


def test_issuers_say_that_predecessors_count(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=lương").text
    assert html.count("gồm cả văn bản của cơ quan tiền thân") == 1


def test_chips_take_one_filter_away_each(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=lương&loai=Luật&loai=Nghị định&nam=2026&tu=01/02/2025&trang=2").text
    chips = search_form.chips(site.library.queries[-1])
    assert [(chip.name, chip.value) for chip in chips] == [
        ("Loại", "Luật"),
        ("Loại", "Nghị định"),
        ("Năm", "2026"),
        ("Từ ngày", "01/02/2025"),
    ]
    for chip in chips:
        assert f'href="{chip.without.replace("&", "&amp;")}"' in html
    left = parse_qsl(urlsplit(chips[0].without).query)
    assert left == [("q", "lương"), ("loai", "Nghị định"), ("nam", "2026"), ("tu", "01/02/2025")]


def test_nothing_found_says_what_to_try(site: Site) -> None:
    site.library.hits, site.library.total = (), 0
    html = site.browser.get("/tim-kiem?q=xyz&loai=Luật").text
    assert "Không có kết quả" in html
    assert "Xóa 1 bộ lọc đang chọn" in html
    assert "ngoặc kép" not in html, "there are none in the query"
    assert "Bỏ dấu ngoặc kép" in site.browser.get('/tim-kiem?q="xyz"').text
    assert "Không có văn bản nào khớp với bộ lọc" in site.browser.get("/tim-kiem?loai=Luật").text
    assert "Kho chưa có văn bản nào" in site.browser.get("/tim-kiem").text
    assert "38/2022/NĐ-CP" in html


def test_pages_lead_to_first_last_and_near_ones(site: Site) -> None:
    site.library.total = 345
    html = site.browser.get("/tim-kiem?q=lương&trang=10").text
    query = site.library.queries[-1]
    shown = ["…" if choice is None else choice.label for choice in search_form.page_choices(query, 345)]
    assert shown == ["1", "…", "8", "9", "10", "11", "12", "…", "35"]
    assert "<b>345</b> văn bản, trang 10" in html
    assert search_form.page_choices(query, 10**7)[-1].label == "100"  # type: ignore[union-attr]  # the last is a page
    assert search_form.page_choices(replace(query, page=1), 9) == ()


def test_orders_keep_the_search(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=lương&loai=Luật&sap_xep=cu-nhat").text
    assert '<input type="hidden" name="sap_xep" value="cu-nhat">' in html
    assert [choice.label for choice in search_form.sorts(SearchQuery(sort="newest"))] == [
        "Mới ban hành",
        "Mới có hiệu lực",
        "Mới đăng Công báo",
        "Cũ nhất",
    ]


def test_examples_on_the_first_page_come_from_the_newest_issues(site: Site) -> None:
    html = site.browser.get("/").text
    assert "/tim-kiem?q=38%2F2026%2FN%C4%90-CP" in html
    assert "muc luong toi thieu" in html


values = st.lists(st.text(min_size=1, max_size=9).map(str.strip).filter(bool), unique=True, max_size=3).map(tuple)
days = st.none() | st.dates()
queries = st.builds(
    SearchQuery,
    text=st.text(max_size=40).map(str.strip),
    filters=st.builds(
        Filters,
        types=values,
        issuers=values,
        years=st.lists(st.integers(1945, 2099), unique=True, max_size=3).map(tuple),
        issued_from=days,
        effective_to=days,
        gazetted_from=days,
        statuses=st.sets(st.sampled_from(STATUSES), max_size=3).map(
            lambda some: tuple(s for s in STATUSES if s in some)
        ),
        topics=values,
        provinces=values,
        gazettes=values,
        signers=values,
        has_attachments=st.none() | st.booleans(),
        by_ocr=st.none() | st.booleans(),
    ),
    sort=st.sampled_from(["newest", "oldest", "effective", "gazetted"]),
    page=st.integers(1, 100),
    as_of=days,
)


@given(queries)
def test_an_address_asks_for_the_search_that_it_was_made_from(query: SearchQuery) -> None:
    address = addresses.search(query)
    read = search_form.read(QueryParams(urlsplit(address).query)).query
    assert read == replace(query, size=search_form.PAGE_SIZE)


def test_a_hit_says_why_it_stands_there_when_asked(site: Site) -> None:
    why = Explanation((Contribution("pairs", "second_stage", 3.25), Contribution("age", "second_stage", -0.5)))
    site.library.hits = (replace(HIT, explanation=why),)
    assert "Giải thích thứ hạng" not in site.browser.get("/tim-kiem?q=lương").text
    html = site.browser.get("/tim-kiem?q=lương&giai_thich=1").text
    assert site.library.queries[-1].explain
    assert '<tr><th scope="row">Các từ đi liền nhau</th><td>+3,25</td></tr>' in html
    assert '<tr><th scope="row">Tuổi của văn bản</th><td>−0,50</td></tr>' in html
    site.sign_in()
    html = site.browser.get("/tim-kiem?q=lương").text
    assert {"class": "explained", "href": "/tim-kiem?q=l%C6%B0%C6%A1ng&giai_thich=1"} in Outline(html).all("a")
    assert "giai_thich" not in addresses.feed(site.library.queries[-1])
