"""Pages over the stand-ins: what they show, what they never let through, where they lead."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from search_api.errors import EngineUnavailableError
from search_api.guard.roles import undeclared
from tests.ui.conftest import Site
from tests.ui.examples import FILE, HIT, SHA, STORED

DOCUMENT = f"/van-ban/{STORED.id}/{STORED.slug}"
PAGES = (
    "/",
    "/tim-kiem?q=lương",
    "/tim-kiem?q=lương&loai=Luật&tu=31/02/2020",
    DOCUMENT,
    f"/van-ban/{STORED.id}/dieu/art_2",
    "/cong-bao",
    "/cong-bao/qg-2026-447-448",
    f"/tep/{SHA}/trang/2",
    "/bien-tap/dang-nhap",
    "/van-ban/khong-co",
)


class Outline(HTMLParser):
    """The tags that matter to readers of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.mark.parametrize("address", PAGES)
def test_text_of_documents_is_never_markup(site: Site, address: str) -> None:
    site.sign_in()
    html = site.browser.get(address).text
    assert "<script>alert" not in html
    assert all(script["src"].startswith("/static/") for script in Outline(html).all("script"))
    assert not re.search(r"\son\w+=|style=|javascript:", html)


@pytest.mark.parametrize("address", PAGES)
def test_pages_have_language_landmarks_and_one_main_heading(site: Site, address: str) -> None:
    page = Outline(site.browser.get(address).text)
    assert page.all("html")[0]["lang"] == "vi"
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert page.all("header")
    assert page.all("footer")
    skip = page.all("a")[0]
    assert skip["href"].removeprefix("#") == page.all("main")[0]["id"]


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_every_field_has_a_label(site: Site, address: str) -> None:
    page = Outline(site.browser.get(address).text)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = {label["for"] for label in page.all("label") if "for" in label}
    fields = [one for one in page.all("input") if one.get("type") not in ("hidden", "checkbox")]
    assert all(one["id"] in labels for one in fields)
    assert all("alt" in image for image in page.all("img"))


def test_headings_of_a_document_skip_no_level(site: Site) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(site.browser.get(DOCUMENT).text).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_address_in_a_page_is_answered(site: Site) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = site.browser.get(address)
        own_files = (f"/api/v1/files/{SHA}", "/tra-so")  # the stand-in keeps no originals and knows one number only
        assert answer.status_code == 200 or address.startswith(own_files), address
        if "text/html" in answer.headers["Content-Type"]:
            links = Outline(answer.text).all("a") + Outline(answer.text).all("link")
            paths = {link["href"].partition("#")[0] for link in links}
            waiting += [path for path in paths if path.startswith("/") and path not in seen and path not in waiting]
    assert len(seen) > 20


def test_static_files_may_be_kept_for_good(site: Site) -> None:
    sheet = next(link for link in Outline(site.browser.get("/").text).all("link") if link["rel"] == "stylesheet")
    assert "immutable" in site.browser.get(sheet["href"]).headers["Cache-Control"]
    assert site.browser.get("/static/site.css").headers["Cache-Control"] == "no-cache"


def test_each_route_says_who_may_use_it(site: Site) -> None:
    assert undeclared(site.browser.app.routes) == []  # type: ignore[attr-defined]  # TestClient types it as any ASGI app


def test_an_unknown_address_is_a_page_that_helps(site: Site) -> None:
    answer = site.browser.get("/van-ban/khong-co")
    assert answer.status_code == 404
    assert "Không tìm thấy văn bản này" in answer.text
    assert "document-not-found" in answer.text
    assert Outline(answer.text).all("form")
    assert site.browser.get("/khong/co").status_code == 404


def test_a_page_shows_the_picture_beside_the_text(site: Site) -> None:
    html = site.browser.get(f"/tep/{SHA}/trang/2?o=85,100,500,115").text
    page = Outline(html)
    picture = next(image for image in page.all("img") if image["src"].startswith("/trang/"))
    assert picture["src"].startswith(f"/trang/{SHA}/2.png")
    mark = next(rect for rect in page.all("rect") if rect.get("class") == "here")
    assert (mark["x"], mark["y"], mark["width"], mark["height"]) == ("81.0", "97.0", "423.0", "21.0")
    assert "độ tin cậy 93 %" in html
    assert "Trang Công báo 22" in html
    assert [link["rel"] for link in page.all("a") if link.get("rel") in ("prev", "next")] == ["prev", "next"]


def test_a_page_of_a_file_without_an_issue_leads_back_to_its_document(site: Site) -> None:
    site.library.files = (replace(FILE, issue_id=None),)
    html = site.browser.get(f"/tep/{SHA}/trang/2").text
    assert f'href="/van-ban/{STORED.id}/{STORED.slug}"' in html


@pytest.mark.parametrize("place", ["x", "1,2,3", "5,5,1,1", "nan,0,1,1", "1e9,0,2e9,1", "85,100,500,115,7"])
def test_a_place_that_is_none_is_not_drawn(site: Site, place: str) -> None:
    answer = site.browser.get(f"/tep/{SHA}/trang/2", params={"o": place})
    assert answer.status_code == 200
    assert not [rect for rect in Outline(answer.text).all("rect") if rect.get("class") == "here"]


@pytest.mark.parametrize(("wish", "width"), [("", 960), ("100", 100), ("99999", 1920), ("-4", 960), ("x", 960)])
def test_pictures_have_bounded_widths_and_are_kept(site: Site, wish: str, width: int) -> None:
    answer = site.browser.get(f"/trang/{SHA}/1.png", params={"rong": wish})
    assert answer.content.endswith(str(width).encode())
    assert answer.headers["Content-Type"] == "image/png"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", [f"/tep/{SHA}/trang/9", "/tep/../trang/1", f"/trang/{SHA}/0.png", "/tep/x/trang/1"])
def test_pages_that_are_not_there_are_not_found(site: Site, address: str) -> None:
    assert site.browser.get(address).status_code == 404


def test_issues_by_year(site: Site) -> None:
    assert "Công báo số 447 + 448" in site.browser.get("/cong-bao?nam=2026").text
    assert "Chưa có số Công báo nào của năm 1999" in site.browser.get("/cong-bao?nam=1999").text
    assert site.browser.get("/cong-bao?nam=abc&trang=-1").status_code == 200


def test_an_issue_shows_contents_and_files(site: Site) -> None:
    html = site.browser.get("/cong-bao/qg-2026-447-448").text
    assert "Công báo số 447 + 448 ngày 25/06/2026" in html
    assert "38/2026/NĐ-CP" in html
    assert f'href="/api/v1/files/{SHA}"' in html
    assert "1,2 MB, 3 trang, nhận lúc" in html


def test_the_search_page_goes_on_while_the_engine_is_down(site: Site) -> None:
    site.library.raises = EngineUnavailableError("away")
    assert site.browser.get("/").status_code == 200
    assert site.browser.get(DOCUMENT).status_code == 200
    answer = site.browser.get("/tim-kiem?q=a")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Hãy thử lại" in answer.text
    assert 'href="/tim-kiem?q=a"' in answer.text
    assert site.browser.get("/api/v1/search?q=a").headers["Content-Type"] == "application/problem+json"


def test_an_unforeseen_error_is_told_without_its_inside(site: Site) -> None:
    site.library.raises = RuntimeError("secret inside")
    site.browser._transport.raise_server_exceptions = False  # type: ignore[attr-defined]  # or the client raises it
    answer = site.browser.get("/tim-kiem?q=a")
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert "Hệ thống gặp lỗi" in answer.text


def test_a_number_leads_to_the_one_document_that_bears_it(site: Site) -> None:
    def target(number: str) -> str:
        return site.browser.get("/tra-so", params={"so": number}, follow_redirects=False).headers["Location"]

    assert target("38/2026/ND-CP") == DOCUMENT
    assert target("15/2020/NĐ-CP") == "/tim-kiem?q=15%2F2020%2FN%C4%90-CP"
    site.library.hits = (HIT, replace(HIT, id="vb2"))
    assert target("38/2026/NĐ-CP").startswith("/tim-kiem?q=38")
    assert target("") == "/tim-kiem"


def test_browsers_find_the_icon_where_they_look_for_it(site: Site) -> None:
    answer = site.browser.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.text.startswith("<svg")
    assert site.browser.head("/favicon.ico").status_code == 200
