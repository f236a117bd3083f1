"""A clerk reviews a scan: a doubtful word beside its picture is put right, another confirmed, by keyboard."""

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SAMPLES, Server
from tests.e2e.test_clerk_desk import sign_in

pytestmark = pytest.mark.browser

READING_MS = 90_000


def one_page(number: int, path: Path) -> None:
    """One page of the drawn scan as a file of its own."""
    with pdfium.PdfDocument(SAMPLES / "05-national-issue-scan.pdf") as scan, pdfium.PdfDocument.new() as cut:
        cut.import_pages(scan, [number - 1])
        cut.save(path)


@pytest.mark.timeout(240)
def test_a_doubtful_word_is_put_right_and_another_confirmed(
    page: Page, server: Server, mode: str, tmp_path: Path
) -> None:
    name = f"ban-quet-{mode}.pdf"
    one_page(3 if mode == "scripts" else 4, tmp_path / name)
    sign_in(page, server.token)
    page.locator("#tep").set_input_files([tmp_path / name])
    page.get_by_role("button", name="Tải lên").click()
    file = page.locator(".file").filter(has_text=name)
    expect(file.locator(".state")).to_have_text(re.compile("Đã đọc|Cần"), timeout=READING_MS)
    file.get_by_role("link", name="Rà soát chữ đọc được").click()

    words = page.locator(".question").filter(has=page.locator("input[name=trang]"))
    first = words.first
    picture = first.locator(".crop img")
    expect(picture).to_be_visible()
    if mode == "scripts":
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("picture => picture.naturalWidth") > 40
    first.get_by_label("Chữ đúng").fill("Thử")
    first.get_by_label("Chữ đúng").press("Enter")
    expect(words.first.locator(".question-said")).to_contain_text("Lan đã sửa")
    expect(page.locator("[data-done]")).to_have_text("1")
    words.nth(1).get_by_label("Chữ đúng").press("Enter")
    expect(words.nth(1).locator(".question-said")).to_contain_text("Lan đã xác nhận")
    expect(page.locator("[data-done]")).to_have_text("2")

    words.first.get_by_role("link", name="Trang 1", exact=True).click()
    expect(page.locator(".facing-text .lines")).to_contain_text("Thử")
    expect(page.locator("rect.here")).to_have_count(1)
