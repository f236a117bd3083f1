"""The Atom feed, held to the rules of RFC 4287."""

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from search_api.errors import EngineUnavailableError
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.request import SearchQuery
from tests.ui.conftest import BASE_URL, Site
from tests.ui.examples import HIT, STORED
from ui.feeds import atom
from ui.following import Followed, Told

ATOM = "{http://www.w3.org/2005/Atom}"
OLDER = replace(
    HIT, id="vb0", title="Cũ \x0b & <b>hơn</b>", stored_at=HIT.stored_at - dt.timedelta(days=2), issuers=(), number=None
)


def feed(site: Site, address: str = "/feed.atom?q=lương&loai=Nghị định") -> ET.Element:
    return ET.fromstring(site.browser.get(address).content)


def texts(element: ET.Element, name: str) -> list[str]:
    return [found.text or "" for found in element.findall(ATOM + name)]


def check_common(element: ET.Element) -> None:
    """What a feed and an entry have alike (RFC 4287, 4.1.1 and 4.1.2)."""
    for name in ("id", "title", "updated"):
        assert len(texts(element, name)) == 1, name
        assert texts(element, name)[0].strip(), name
    assert urlsplit(texts(element, "id")[0]).scheme == "tag"
    moment = dt.datetime.fromisoformat(texts(element, "updated")[0])
    assert moment.tzinfo is not None
    alternates = [link.attrib for link in element.findall(ATOM + "link") if link.get("rel") == "alternate"]
    assert len({(link["type"], link.get("hreflang")) for link in alternates}) == len(alternates) == 1
    assert all(link.get("href", "").startswith(BASE_URL + "/") for link in element.findall(ATOM + "link"))
    for author in element.findall(ATOM + "author"):
        assert len(texts(author, "name")) == 1


@pytest.mark.parametrize("hits", [(), (HIT,), (OLDER, HIT)])
def test_a_feed_keeps_the_rules(site: Site, hits: tuple[SearchHit, ...]) -> None:
    site.library.hits = hits
    root = feed(site)
    assert root.tag == ATOM + "feed"
    check_common(root)
    assert root.findall(ATOM + "author")  # so that entries need none
    assert [link.get("href") for link in root.findall(ATOM + "link") if link.get("rel") == "self"] == [
        f"{BASE_URL}/feed.atom?q=l%C6%B0%C6%A1ng&loai=Ngh%E1%BB%8B+%C4%91%E1%BB%8Bnh"
    ]
    entries = root.findall(ATOM + "entry")
    assert len(entries) == len(hits)
    for entry in entries:
        check_common(entry)
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(set(ids)) == len(ids)


def test_entries_are_the_newest_arrivals_first(site: Site) -> None:
    site.library.hits = (HIT, OLDER)
    entries = feed(site).findall(ATOM + "entry")
    assert site.library.queries[-1].sort == "arrived"
    assert [texts(entry, "id")[0] for entry in entries] == [
        f"tag:127.0.0.1,2026:van-ban/{one}" for one in ("vb1", "vb0")
    ]
    assert texts(entries[0], "updated") == ["2026-06-26T03:05:00Z"]
    assert texts(feed(site), "updated") == ["2026-06-26T03:05:00Z"]
    assert texts(entries[0], "title")[0].startswith("Nghị định 38/2026/NĐ-CP: Quy định mức lương tối thiểu <script>")
    assert texts(entries[1], "title") == ["Nghị định Cũ  & <b>hơn</b>"]
    link = next(one for one in entries[0].findall(ATOM + "link") if one.get("rel") == "alternate")
    assert link.get("href") == f"{BASE_URL}/van-ban/{STORED.id}/{STORED.slug}"


def test_the_title_says_what_is_followed(site: Site) -> None:
    assert texts(feed(site), "title") == ["Tra cứu Công báo: “lương”; loại Nghị định"]
    assert texts(feed(site, "/feed.atom"), "title") == ["Tra cứu Công báo: văn bản mới"]


def test_order_and_page_do_not_make_another_feed(site: Site) -> None:
    assert texts(feed(site, "/feed.atom?q=a&trang=4&sap_xep=cu-nhat"), "id") == texts(
        feed(site, "/feed.atom?q=a"), "id"
    )
    assert site.library.queries[-2].page == 1
    assert texts(feed(site, "/feed.atom?q=b"), "id") != texts(feed(site, "/feed.atom?q=a"), "id")


def test_a_reader_that_has_it_is_told_so(site: Site) -> None:
    first = site.browser.get("/feed.atom?q=a")
    tag = first.headers["ETag"]
    assert "Last-Modified" not in first.headers  # entries leave and change between two dates

    def status(**headers: str) -> int:
        return site.browser.get("/feed.atom?q=a", headers=headers).status_code

    assert status(**{"If-None-Match": tag}) == 304
    assert status(**{"If-None-Match": f'"x", W/{tag}'}) == 304
    assert status(**{"If-None-Match": "*"}) == 304
    assert status(**{"If-None-Match": '"x"'}) == 200
    assert status(**{"If-Modified-Since": "Fri, 26 Jun 2099 03:05:00 GMT"}) == 200
    assert site.browser.get("/feed.atom?q=a", headers={"If-None-Match": tag}).content == b""


def test_what_changes_without_a_new_date_is_no_304(site: Site) -> None:
    tag = site.browser.get("/feed.atom?q=a").headers["ETag"]
    site.library.hits = (HIT, OLDER)
    assert site.browser.get("/feed.atom?q=a", headers={"If-None-Match": tag}).status_code == 200


def test_the_search_itself_is_followed(site: Site) -> None:
    feed(site, "/feed.atom?q=a&loai=Nghị định&nguyen_van=1&tinh_den=01/02/2025&don_vi=dieu&giai_thich=1&trang=3")
    asked = site.library.queries[-1]
    assert (asked.verbatim, asked.as_of, asked.strictly) == (True, dt.date(2025, 2, 1), True)
    assert (asked.unit, asked.explain, asked.page, asked.filters.types) == ("document", False, 1, ("Nghị định",))
    assert texts(feed(site, "/feed.atom?q=a&nguyen_van=1"), "title") == ["Tra cứu Công báo: “a”; đúng như đã gõ"]


def test_a_feed_that_was_cut_says_so_once_a_day(site: Site) -> None:
    def last(at: dt.datetime) -> ET.Element:
        page = Followed((Told(HIT, at),), cut_at=at)
        root = ET.fromstring(atom(BASE_URL, SearchQuery("a"), page))
        return root.findall(ATOM + "entry")[-1]

    morning, evening = (dt.datetime(2026, 6, 26, hour, 5, tzinfo=dt.UTC) for hour in (3, 12))
    check_common(last(morning))
    assert ET.tostring(last(morning)) == ET.tostring(last(evening))
    assert texts(last(morning), "id") != texts(last(morning + dt.timedelta(days=1)), "id")
    assert "từ ngày 26/06/2026 trở về trước" in texts(last(morning), "summary")[0]
    (link,) = last(morning).findall(ATOM + "link")
    assert link.get("href") == f"{BASE_URL}/tim-kiem?q=a&sap_xep=moi-vao-kho"


def test_a_page_of_another_search_is_none(site: Site) -> None:
    assert site.browser.get("/feed.atom?q=a&sau=abc").status_code == 400


def test_results_lead_to_their_feed(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=a&trang=2").text
    assert 'href="/feed.atom?q=a" type="application/atom+xml"' in html
    assert "Theo dõi tìm kiếm này<span" in html


def test_results_that_were_found_by_less_say_what_is_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "chỉ được báo khi có văn bản khớp đúng"
    assert said not in site.browser.get("/tim-kiem?q=a").text
    monkeypatch.setattr(site.library, "search", lambda _: SearchPage(1, (HIT,), (), 1.0, by_less=True))
    assert said in site.browser.get("/tim-kiem?q=a").text


def test_a_feed_without_its_engine_asks_to_come_back(site: Site) -> None:
    site.library.raises = EngineUnavailableError("away")
    answer = site.browser.get("/feed.atom?q=a")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
