"""A clerk reads a page once more by OCR, sees old and new side by side, and decides; by keyboard too."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server
from tests.e2e.samples import documents
from tests.e2e.test_clerk_desk import sign_in

pytestmark = pytest.mark.browser

READING_MS = 60_000


def to_the_difference(page: Page, number: str) -> None:
    """From a document to its page, from there to the form, from there to the result."""
    page.goto("/")
    page.locator("input[name=q]").first.fill(number)
    page.get_by_role("button", name="Tìm kiếm").click()
    page.locator(".hit h2 a, .hit h3 a").first.click()
    page.get_by_role("link", name="Xem bản gốc").click()
    page.get_by_role("link", name="Đọc lại trang này").click()
    page.get_by_label("Nhận dạng từ ảnh").check()
    page.get_by_label("Độ phân giải khi nhận dạng").select_option("300")
    page.get_by_role("button", name="Đọc lại và so sánh").click()
    expect(page.get_by_role("button", name="Giữ bản cũ")).to_be_visible(timeout=READING_MS)


@pytest.mark.timeout(240)
def test_a_page_is_read_again_compared_and_used(page: Page, server: Server, mode: str) -> None:
    number = documents("04-provincial-issue" if mode == "scripts" else "01-national-issue")[-1].number
    sign_in(page, server.token)
    to_the_difference(page, number)
    expect(page.locator("summary", has_text="lớp chữ của tệp")).to_contain_text("→ nhận dạng từ ảnh")
    expect(page.get_by_text("Bản đang lưu").first).to_be_visible()
    page.get_by_role("button", name="Giữ bản cũ").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã giữ bản cũ")
    to_the_difference(page, number)
    page.get_by_role("button", name="Dùng bản mới").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã dùng bản mới")
    page.get_by_role("link", name="Xem trang đã đọc lại").click()
    expect(page.locator(".facing-source")).to_contain_text(re.compile("nhận dạng từ ảnh"))
    page.get_by_role("link", name="Đọc lại trang này").click()
    expect(page.locator(".versions li").first).to_contain_text("bởi Lan")
