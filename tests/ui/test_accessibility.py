"""Every page that can be reached, for readers and for clerks, has no plain accessibility fault."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from lxml.html import document_fromstring
from starlette.routing import Match, Route
from starlette.testclient import TestClient

from search_api.settings import Settings
from tests.tree import ROOT
from tests.ui.accessible import faults
from tests.ui.conftest import BASE_URL, Site
from tests.ui.examples import SHA
from ui.app import create_app
from ui.assembly import assemble

SAMPLE = ROOT / "sample_gazettes" / "04-provincial-issue.pdf"
FIRST = (
    "/",
    "/tim-kiem?q=quyết định",
    "/tim-kiem?q=xyzzy",
    "/tim-kiem?q=&tu=31/02/2020",
    "/van-ban/khong-co",
    "/bien-tap",
)
SECTIONS = {"", "tim-kiem", "tra-so", "van-ban", "cong-bao", "linh-vuc", "tep", "tro-giup", "bien-tap"}
"""What the links must have led to, or the crawl has looked at less than there is."""

A_ROUTE = 3
"""Addresses looked at of each route: their pages differ in their text only."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with assemble(Settings(data_dir=tmp_path_factory.mktemp("site"), base_url=BASE_URL)) as services:
        (result,) = services.intake.ingest_paths([SAMPLE])
        assert result.outcome == "read"
        token = services.tokens.create("Lan")
        with TestClient(create_app(services), base_url=BASE_URL) as browser:
            browser.post("/bien-tap/dang-nhap", data={"ma": token}, headers={"Origin": BASE_URL})
            yield browser


def crawled(browser: TestClient) -> dict[str, str]:
    """The pages by their address: from the first ones on by their links, a few of each route."""
    routes = [route for route in browser.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]  # Starlette's
    waiting = list(FIRST)
    seen: dict[str, int] = {}
    pages: dict[str, str] = {}
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        scope = {"type": "http", "method": "GET", "path": path, "headers": []}
        route = next((one.path for one in routes if one.matches(scope)[0] is Match.FULL), None)
        if route is None or address in pages or seen.get(route, 0) >= A_ROUTE:
            continue
        seen[route] = seen.get(route, 0) + 1
        answer = browser.get(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        pages[address] = answer.text
        found = document_fromstring(answer.text).xpath("//a/@href")
        waiting += [urljoin(address, href).partition("#")[0] for href in found if href.startswith(("/", "?"))]
    return pages


def test_pages_have_no_plain_fault(browser: TestClient) -> None:
    pages = crawled(browser)
    told = {address: found for address, html in pages.items() if (found := faults(html))}
    assert told == {}
    assert {urlsplit(address).path.split("/")[1] for address in pages} >= SECTIONS


def test_pages_of_the_desk_have_no_plain_fault(site: Site) -> None:
    """Those to which no link leads while nothing waits for a clerk."""
    site.sign_in()
    asked = site.browser.post("/bien-tap/cau-hoi-mau", data={"q": "mức lương"}, headers={"Origin": BASE_URL})
    pages = [str(asked.url), f"/bien-tap/ra-soat/{SHA}", f"/bien-tap/doc-lai/{SHA}?trang=2", "/bien-tap/lan-doc-lai/7"]
    for address in pages:
        answer = site.browser.get(address)
        assert (address, faults(answer.text)) == (address, [])
        assert answer.status_code in (200, 404), address


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<h2>Bộ lọc</h2><h1>Kết quả</h1>", "h2 after h0: Bộ lọc"),
        ("<h1>a</h1><h3>b</h3>", "h3 after h1: b"),
        ("<h1>a</h1><input name=q>", "a field without a label: q"),
        ("<h1>a</h1><label for=q>b</label><input id=p name=q>", "for leads nowhere: q"),
        ("<h1>a</h1><img src=x>", "a picture without alt: x"),
        ("<h1>a</h1><p id=x></p><p id=x></p>", "id twice: x"),
        ("<h1>a</h1><a href='/'><svg aria-hidden=true></svg></a>", "a control without a name"),
        ("<h1>a</h1><div aria-hidden=true><a href='/'>b</a></div>", "a hidden control that takes the focus"),
        ("<h1>a</h1><nav></nav>", "a nav without a name"),
        ("<h1>a</h1><a href='#b'>b</a>", "a link to no place: #b"),
        ("<h1>a</h1><ul><p>b</p></ul>", "p straight in a list"),
        ("<h1>a</h1><button><a href='/'>b</a></button>", "a inside of button: b"),
    ],
)
def test_faults_are_found(html: str, fault: str) -> None:
    page = f"<html lang=vi><head><title>t</title></head><body><main>{html}</main></body></html>"
    assert [found for found in faults(page) if found.startswith(fault)]
    assert not faults(page.replace(html, "<h1>a</h1>"))
    assert "the page does not say its language" in faults(page.replace(" lang=vi", ""))
