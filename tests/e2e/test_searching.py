"""Searching as people do: filters with and without scripts, on a desk and on a phone; a followed hit is counted."""

import re

import pytest
from playwright.sync_api import Page, Request, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE = ViewportSize(width=390, height=844)
APPLY = "Áp dụng bộ lọc"


def total(page: Page) -> int:
    return int(page.locator(".found-head b").inner_text().replace(".", ""))


def test_a_filter_narrows_and_stays_with_its_count(page: Page, mode: str) -> None:
    page.goto("/tim-kiem?hieu_luc=con")
    everything = total(page)
    first = page.locator('.facet:has(input[name="loai"])').first
    name, count = first.locator("span").first.inner_text(), int(first.locator(".facet-count").inner_text())
    first.locator("input").check()
    if mode == "no-scripts":
        page.get_by_role("button", name=APPLY).click()
    expect(page).to_have_url(re.compile("loai=.*hieu_luc=con|hieu_luc=con.*loai="))
    assert total(page) == count < everything
    chosen = page.locator('.facet:has(input[name="loai"]:checked)')
    expect(chosen.locator("span").first).to_have_text(name)
    expect(chosen.locator(".facet-count")).to_have_text(str(count))
    page.locator('.chips a[href*="hieu_luc=con"]').first.click()
    expect(page).not_to_have_url(re.compile("loai="))
    assert total(page) == everything


def test_on_a_phone_several_are_chosen_in_a_sheet_before_it_is_applied(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/tim-kiem")
    expect(page.locator(".filters")).to_be_hidden()
    page.locator(".filter-open").click()
    boxes = page.locator('.facet input[name="loai"]')
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name=APPLY).click()
    expect(page).to_have_url(re.compile("loai=.*loai="))
    expect(page.locator(".filters")).to_be_hidden()


def test_on_a_phone_the_first_hit_is_seen_below_filters_and_chips(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/tim-kiem?q=van+ban+ve+quy+dinh+cua+chinh+phu&hieu_luc=con&co_quan=Chính+phủ")
    expect(page.locator(".chips:not(.understood) a")).to_have_count(2)
    expect(page.locator(".hits h2").first).to_be_in_viewport(ratio=1)


def test_a_reading_of_words_is_refused_by_keyboard_and_allowed_again(page: Page) -> None:
    page.goto("/tim-kiem?q=quy+dinh+cua+chinh+phu")
    as_typed = page.get_by_role("link", name=re.compile("^Tìm như đã gõ “quy dinh cua chinh phu”$")).first
    as_typed.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("nguyen_van=1"))
    expect(page.locator(".read-as")).to_have_count(0)
    page.get_by_role("link", name="Cho phép thêm dấu, sửa lỗi gõ").click()
    expect(page.locator(".read-as").first).to_contain_text("Đã thêm dấu")
    expect(page.locator(".search-meant")).to_contain_text("quy định của chính phủ")


def test_a_followed_hit_is_counted_without_anything_of_the_reader(scripted: Page) -> None:
    sent: list[Request] = []
    scripted.on("request", lambda request: sent.append(request) if request.url.endswith("/tim-kiem/chon") else None)
    scripted.goto("/tim-kiem?q=quy%20dinh")
    with scripted.expect_request(lambda request: request.url.endswith("/tim-kiem/chon")):
        scripted.locator(".hits h2 a").first.click()
    expect(scripted).to_have_url(re.compile("/van-ban/"))
    (request,) = sent
    assert request.method == "POST"
    answer = request.response()
    assert answer is None or answer.status == 204  # a beacon may still be on its way
