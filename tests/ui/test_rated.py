"""The editors' page of rated queries, and clicks that are counted without a trace of the reader."""

import io
import zipfile
from pathlib import Path

import pytest

from search_api.errors import EngineUnavailableError, IndexBroken, SearchApiError
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery
from search_api.searches.log import Popular, SilentLog
from tests.ui.conftest import BASE_URL, Site
from tests.ui.examples import SCRIPT, STORED
from tests.ui.test_pages import Outline
from ui.pages.search import SearchPages

PAGE = "/bien-tap/cau-hoi-mau"
ORIGIN = {"Origin": BASE_URL}


class ToldLog(SilentLog):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def asked(self, query: SearchQuery, page: SearchPage) -> None:
        self.told.append((query.text, query.page, page.total))

    def clicked(self, text: str, document_id: str, rank: int) -> None:
        self.told.append((text, document_id, rank))

    def without_results(self, most: int = 100) -> tuple[Popular, ...]:
        return (Popular(f"luật vũ trụ {SCRIPT}", 2, 1_234),)


@pytest.fixture
def told(site: Site, monkeypatch: pytest.MonkeyPatch) -> ToldLog:
    log = ToldLog()
    for route in site.browser.app.routes:  # type: ignore[attr-defined]  # the application under test
        endpoint = getattr(route, "endpoint", None)
        owner = getattr(getattr(endpoint, "__wrapped__", endpoint), "__self__", None)
        if isinstance(owner, SearchPages):
            monkeypatch.setattr(owner, "_searches", log)
    return log


def query_of(site: Site, text: str) -> str:
    answer = site.browser.post(PAGE, data={"q": text}, headers=ORIGIN, follow_redirects=False)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_visitors_are_led_to_the_door(site: Site) -> None:
    assert site.browser.get(PAGE, follow_redirects=False).headers["Location"] == "/bien-tap/dang-nhap"
    assert site.browser.get(f"{PAGE}/beir.zip", follow_redirects=False).status_code == 303
    assert site.browser.post(PAGE, data={"q": "x"}, headers=ORIGIN).status_code == 401
    assert site.browser.post(f"{PAGE}/1", data={}, headers=ORIGIN).status_code == 401


def test_a_query_is_added_rated_listed_and_removed(site: Site) -> None:
    site.sign_in()
    address = query_of(site, f"mức lương {SCRIPT}")
    page = Outline(html := site.browser.get(address).text)
    assert SCRIPT not in html
    names = {one["name"] for one in page.all("input") if one.get("type") == "radio"}
    assert names == {f"diem-{STORED.id}"}
    assert site.browser.post(address, data={f"diem-{STORED.id}": "3"}, headers=ORIGIN).status_code == 200
    again = Outline(site.browser.get(address).text)
    assert [one["value"] for one in again.all("input") if "checked" in one] == ["3"]
    listed = site.browser.get(PAGE).text
    assert "1,000" in listed
    assert f'href="{address}"' in listed
    site.browser.post(f"{address}/xoa", headers=ORIGIN)
    assert site.browser.get(address).status_code == 404


def test_a_rated_document_that_is_no_longer_found_stays_to_be_seen(site: Site) -> None:
    site.sign_in()
    address = query_of(site, "lương tối thiểu vùng")
    site.browser.post(address, data={f"diem-{STORED.id}": "2", "diem-gone": "1"}, headers=ORIGIN)
    site.library.hits = ()
    html = site.browser.get(address).text
    assert html.count("ngoài mười kết quả đầu") == 2
    assert "Không còn trong kho" in html
    site.browser.post(f"{address}/xoa", headers=ORIGIN)


@pytest.mark.parametrize("wrong", ["4", "9"])
def test_what_is_no_grade_is_told(site: Site, wrong: str) -> None:
    site.sign_in()
    address = query_of(site, "lương")
    answer = site.browser.post(address, data={f"diem-{STORED.id}": wrong}, headers=ORIGIN)
    assert answer.status_code == 422
    assert site.browser.post(PAGE, data={"q": " "}, headers=ORIGIN).status_code == 422
    assert site.browser.get(f"{PAGE}/khong-co").status_code == 404


@pytest.mark.parametrize("trouble", [EngineUnavailableError, IndexBroken])
def test_with_the_engine_away_the_list_goes_on(site: Site, trouble: type[SearchApiError]) -> None:
    site.sign_in()
    address = query_of(site, "lương cơ sở")
    site.browser.post(address, data={f"diem-{STORED.id}": "3"}, headers=ORIGIN)
    site.library.raises = trouble("away")
    answer = site.browser.get(PAGE)
    assert answer.status_code == 200
    assert "chưa tính được điểm" in answer.text


def test_the_folder_is_given_as_a_zip_file(site: Site) -> None:
    site.sign_in()
    site.library.everything = lambda: iter([STORED])  # type: ignore[method-assign]  # the stand-in holds one document
    answer = site.browser.get(f"{PAGE}/beir.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert set(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == {
        "corpus.jsonl",
        "queries.jsonl",
        "qrels/test.tsv",
    }


def test_the_log_is_told_what_was_asked_and_found(site: Site, told: ToldLog) -> None:
    site.browser.get("/tim-kiem?q=lương")
    site.browser.get("/tim-kiem?q=lương&trang=2")
    assert told.told == [("lương", 1, site.library.total), ("lương", 2, site.library.total)]


def test_a_followed_hit_is_counted(site: Site, told: ToldLog) -> None:
    data = {"q": "lương", "vb": STORED.id, "hang": "2"}
    assert site.browser.post("/tim-kiem/chon", data=data, headers=ORIGIN).status_code == 204
    assert site.browser.post("/tim-kiem/chon", data={**data, "hang": "x"}, headers=ORIGIN).status_code == 204
    assert site.browser.post("/tim-kiem/chon", data=data, headers={"Origin": "https://evil.example"}).status_code == 403
    assert told.told == [("lương", STORED.id, 2)]


def test_hits_say_what_a_click_would_count(site: Site) -> None:
    html = site.browser.get("/tim-kiem?q=lương").text
    assert 'data-asked="lương"' in html
    assert f'data-document="{STORED.id}"' in html
    assert "clicks.js" in html
    assert (Path("ui/static") / "clicks.js").read_text().count("sendBeacon") == 1
