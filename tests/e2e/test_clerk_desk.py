"""A clerk's way: sign in, send gazettes, see each to its end, find what was read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SAMPLES, Server
from tests.e2e.samples import documents

pytestmark = pytest.mark.browser

READING_MS = 60_000


def sign_in(page: Page, token: str) -> None:
    page.goto("/bien-tap")
    page.get_by_label("Mã truy cập").fill(token)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Biên tập")


def test_a_gazette_goes_up_and_is_found(page: Page, server: Server, mode: str, tmp_path: Path) -> None:
    name = "02-decree-part-one" if mode == "scripts" else "06-tcvn3-decree"
    decree = documents(name)[0]
    no_pdf = tmp_path / "thu.pdf"
    no_pdf.write_text("Kính gửi")
    sign_in(page, server.token)
    page.locator("#tep").set_input_files([SAMPLES / f"{name}.pdf", no_pdf])
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator("[data-refusals]")).to_contain_text("thu.pdf: Tệp này không phải PDF")
    if mode == "no-scripts":
        page.goto("/bien-tap")  # the answer to a refused file does not refresh itself
    file = page.locator(".file").filter(has_text=f"{name}.pdf")
    expect(file.locator(".state")).to_have_text(re.compile("Đã đọc|Cần xem lại|Cần rà soát"), timeout=READING_MS)
    file.locator(".file-documents a").first.click()
    expect(page.locator(".document-top .number")).to_have_text(decree.number)

    page.goto("/")
    page.locator("input[name=q]").first.fill(decree.number)
    page.get_by_role("button", name="Tìm kiếm").click()
    expect(page.locator(".hit .number").first).to_have_text(decree.number)


def test_leaving_closes_the_desk(page: Page, server: Server) -> None:
    sign_in(page, server.token)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/bien-tap")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập biên tập")


def test_a_wrong_token_is_told_beside_its_field(page: Page, server: Server) -> None:
    page.goto("/bien-tap")
    page.get_by_label("Mã truy cập").fill("cb_sai")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.get_by_role("button", name="Đăng nhập").click()
    assert answer.value.status == 401
    expect(page.locator("#ma-loi")).to_contain_text("Mã truy cập không đúng")
