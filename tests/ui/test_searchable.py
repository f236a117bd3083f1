"""The link to the searchable copy stands where pages were read from pictures, with the original beside it."""

from dataclasses import replace

import pytest

from ingest.document import PageSource
from search_api.archive.entries import PageText
from tests.ui.conftest import Site
from tests.ui.examples import SHA, STORED, page

LINK = f"/api/v1/files/{SHA}/searchable.pdf"


def test_a_scanned_document_offers_a_copy_with_text(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/van-ban/{STORED.id}/{STORED.slug}"
    monkeypatch.setattr(site.library, "document", lambda _: replace(STORED, by_ocr=False))
    assert LINK not in site.browser.get(address).text
    monkeypatch.setattr(site.library, "document", lambda _: replace(STORED, by_ocr=True))
    shown = site.browser.get(address).text
    assert LINK in shown
    assert "không có chữ ký số" in shown


@pytest.mark.parametrize(("source", "offered"), [("text", False), ("ocr", True), ("mixed", True), ("blank", False)])
def test_a_scanned_page_offers_it_too(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    source: PageSource,
    offered: bool,  # noqa: FBT001 - parametrize passes it by name
) -> None:
    text = PageText(SHA, replace(page(1), source=source), 3)
    monkeypatch.setattr(site.library, "page_text", lambda *_: text)
    assert (LINK in site.browser.get(f"/tep/{SHA}/trang/1").text) is offered
