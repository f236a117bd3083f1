"""A citizen's way: search, open the article, see the page of the gazette."""

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from search_api.archive.identity import fold
from tests.e2e.conftest import Server, opened
from tests.e2e.samples import documents

pytestmark = pytest.mark.browser

LAW = next(one for one in documents("01-national-issue") if len(one.articles) >= 4)
ARTICLE = next(one for one in LAW.articles[2:] if one.heading)
PHONE = ViewportSize(width=360, height=740)


def is_drawn(page: Page, picture: str) -> bool:
    """Whether the picture has pixels. Decoding is the browser's own word, so that it works without page scripts.

    Hovering scrolls to it, and unlike scrolling alone begins again when the pane redraws itself meanwhile.
    """
    locator = page.locator(picture)
    locator.hover(force=True)
    expect(locator).to_have_js_property("complete", value=True)
    return bool(locator.evaluate("image => image.naturalWidth > 0"))


def test_from_the_words_to_the_article_to_its_page(page: Page, mode: str) -> None:
    page.goto("/")
    page.locator("input[name=q]").first.fill(f"{LAW.number} {fold(ARTICLE.heading)}")
    page.get_by_role("button", name="Tìm kiếm").click()
    hit = page.locator(".hit").first
    expect(hit).to_contain_text(LAW.number)
    hit.locator(".hit-article > a").filter(has_text=ARTICLE.heading).first.click()
    expect(page).to_have_url(re.compile(r"/van-ban/[^/]+/[^/#]+#.+"))
    article = page.locator(f'[id="{page.url.rpartition("#")[2]}"]')
    expect(article.locator(".unit-head")).to_contain_text(f"{ARTICLE.label}. {ARTICLE.heading}")
    expect(article).to_be_in_viewport()
    article.locator(".page-link").first.click()
    if mode == "scripts":
        expect(page.locator("[data-pane-page]")).to_have_text(str(ARTICLE.page))
        picture = f'[data-pane-picture] img[src*="/{ARTICLE.page}.png"]'
        expect(page.locator("[data-pane-picture] rect.here")).to_have_count(1)
    else:
        expect(page).to_have_url(re.compile(rf"/tep/[0-9a-f]{{64}}/trang/{ARTICLE.page}\?o="))
        expect(page.locator(".lines").last).to_contain_text(ARTICLE.heading)
        picture = f'.facing img[src*="/{ARTICLE.page}.png"]'
    assert is_drawn(page, picture)


def test_the_picture_follows_the_reader(scripted: Page) -> None:
    last = LAW.articles[-1]
    assert last.page != LAW.articles[0].page
    scripted.goto(f"/tim-kiem?q={LAW.number}")
    scripted.locator(".hit h2 a").first.click()
    expect(scripted.locator("[data-pane-page]")).to_have_text(str(LAW.articles[0].page))
    scripted.locator(".signers").scroll_into_view_if_needed()
    expect(scripted.locator("[data-pane-page]")).to_have_text(str(last.page))
    expect(scripted.locator(".contents-wide a.here")).to_have_count(1)
    scripted.get_by_role("button", name="Trước").click()
    expect(scripted.locator("[data-pane-page]")).to_have_text(str(last.page - 1))


def test_filters_narrow_and_chips_widen(page: Page, mode: str) -> None:
    page.goto("/tim-kiem")
    everything = page.locator(".found-head b").inner_text()
    page.get_by_label(LAW.type).check()
    if mode == "no-scripts":
        page.get_by_role("button", name="Áp dụng bộ lọc").click()
    expect(page).to_have_url(re.compile("loai="))
    expect(page.locator(".hit .kind").first).to_have_text(LAW.type)
    assert page.locator(".found-head b").inner_text() != everything
    page.locator(".chips a").click()
    expect(page.locator(".found-head b")).to_have_text(everything)


def test_an_article_alone_leads_to_the_next(page: Page) -> None:
    page.goto(f"/tim-kiem?q={LAW.number}")
    page.locator(".hit h2 a").first.click()
    page.locator(".unit.article .alone").first.click()
    first, second = LAW.articles[:2]
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{first.label}. {first.heading}")
    page.locator('a[rel="next"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{second.label}. {second.heading}")
    assert is_drawn(page, ".single-page img")


def test_a_slash_goes_to_the_search_box_and_every_focus_is_seen(scripted: Page) -> None:
    scripted.goto("/cong-bao")
    scripted.keyboard.press("/")
    expect(scripted.locator("input[name=q]").first).to_be_focused()
    scripted.goto("/cong-bao")
    scripted.keyboard.press("Tab")
    expect(scripted.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    expect(scripted.get_by_role("link", name="Đến nội dung chính")).to_be_in_viewport()
    outline = "getComputedStyle(document.activeElement).outlineWidth"
    for _ in range(8):
        scripted.keyboard.press("Tab")
        inside_box = scripted.evaluate("document.activeElement.matches('.box-input')")  # its frame shows the focus
        assert inside_box or scripted.evaluate(outline) == "3px"


def addresses(page: Page) -> list[str]:
    """One address of each kind of page."""
    page.goto(f"/tim-kiem?q={LAW.number}")
    document = page.locator(".hit h2 a").first.get_attribute("href") or ""
    picture = page.locator(".hit .page-link").first.get_attribute("href") or ""
    page.goto(document)
    article = page.locator(".alone").first.get_attribute("href") or ""
    page.goto("/cong-bao")
    issue = page.locator(".issue-list h2 a").first.get_attribute("href") or ""
    tables = "/tim-kiem?q=bảng"
    return [
        "/",
        "/tim-kiem?q=quy+dinh",
        f"/tim-kiem?q=quy+dinh+so+{LAW.number}&hieu_luc=con&loai={LAW.type}&giai_thich=1",
        tables,
        document,
        article,
        picture,
        issue,
        "/cong-bao",
        "/khong-co",
        "/bien-tap",
    ]


def test_a_phone_needs_no_sideways_scrolling(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(base_url=server.address, viewport=PHONE)
    page = opened(context, [])
    for address in addresses(page):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    page.goto("/tim-kiem")
    expect(page.locator(".filters")).to_be_hidden()
    page.locator("label.filter-open").click()
    expect(page.locator(".filters")).to_be_visible()
    context.close()


def test_a_phone_shows_title_status_and_contents_at_once(chromium: Browser, server: Server, mode: str) -> None:
    scripts = mode == "scripts"
    context = chromium.new_context(
        base_url=server.address, viewport=ViewportSize(width=390, height=844), java_script_enabled=scripts
    )
    page = opened(context, [])
    page.goto(f"/tim-kiem?q={LAW.number}")
    page.locator(".hit h2 a").first.click()
    for first in ("h1", ".state-now .status", ".actions .button", ".contents-narrow > summary"):
        expect(page.locator(first).first).to_be_in_viewport(ratio=1)
    box = page.locator("section.unit.article").first.bounding_box()
    assert box is not None
    assert box["y"] < 1000, "the text begins a screen and a bit below the top; it was 2,000 pixels"
    expect(page.locator(".facts")).to_be_hidden()
    page.get_by_text("Thông tin văn bản").click()
    expect(page.locator(".facts")).to_be_visible()
    page.set_viewport_size(ViewportSize(width=1280, height=900))
    page.reload()
    for folded in (".facts", ".downloads", "#quan-he", ".preamble"):
        expect(page.locator(folded)).to_be_visible()
    expect(page.locator(".fold > summary").first).to_be_hidden()
    context.close()


# Text whose contrast with the nearest painted ground is below WCAG AA (1.4.3): 4.5, or 3 for large text.
FAINT = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.checkVisibility({ checkOpacity: true })) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(parse(style.color)), light(ground(element))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) faint.push(walk.currentNode.data.trim().slice(0, 40));
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(chromium: Browser, server: Server, scheme: str) -> None:
    context = chromium.new_context(base_url=server.address, color_scheme=scheme)  # type: ignore[arg-type]  # a literal
    page = opened(context, [])
    for address in addresses(page):
        page.goto(address)
        faint = [text for text in page.evaluate(FAINT) if not text.isdigit() or len(text) != 3]  # the big 404 is decor
        assert not faint, address
    context.close()
