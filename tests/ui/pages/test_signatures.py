"""Signatures in words."""

from dataclasses import replace
from typing import Literal

import pytest

from ingest import signatures
from ingest.document import Signature
from tests.ui.conftest import Site
from tests.ui.examples import FILE, SHA, STORED
from ui.pages.signatures import REASONS, signature_views

GOOD = Signature(
    verdict="valid",
    reason="trusted",
    signer="Công báo",
    signed_at="2026-05-08T09:44:56+00:00",
    whole_file=True,
    intact=True,
    trusted=True,
    timestamped=True,
    issuer="CA",
)


@pytest.mark.parametrize(
    ("signed_at", "timestamped", "shown"),
    [
        ("2026-05-08T09:44:56+00:00", True, "16:44, 08/05/2026 (dấu thời gian)"),
        ("2021-01-05T08:15:32+07:00", False, "08:15, 05/01/2021 (theo đồng hồ của người ký)"),
        ("2021-01-05T08:15:32", False, "08:15, 05/01/2021 (theo đồng hồ của người ký)"),
        ("2021-02-31T08:15:32", False, None),
        (None, False, None),
    ],
)
def test_times_are_vietnams_and_say_whose_clock_it_is(
    signed_at: str | None,
    timestamped: bool,  # noqa: FBT001 - parametrize passes it by name
    shown: str | None,
) -> None:
    (view,) = signature_views([replace(GOOD, signed_at=signed_at, timestamped=timestamped)])
    assert view.time == shown


def test_every_reason_has_its_sentence() -> None:
    assert tuple(REASONS) == signatures.REASONS


@pytest.mark.parametrize(("verdict", "label"), [("unverified", "Không kiểm chứng được"), ("invalid", "Không hợp lệ")])
def test_document_and_page_show_the_verdict(
    site: Site, monkeypatch: pytest.MonkeyPatch, verdict: Literal["unverified", "invalid"], label: str
) -> None:
    doubtful = replace(GOOD, verdict=verdict, reason="digest-mismatch", signer="Công báo <giả>")
    monkeypatch.setattr(site.library, "document", lambda _: replace(STORED, signatures=(doubtful,)))
    monkeypatch.setattr(site.library, "file", lambda _: replace(FILE, signatures=(doubtful,)))
    for address in (f"/van-ban/{STORED.id}/{STORED.slug}", f"/tep/{SHA}/trang/1"):
        shown = site.browser.get(address).text
        assert label in shown
        assert "Nội dung tệp khác với nội dung đã ký." in shown
        assert "Công báo &lt;giả&gt;" in shown


def test_a_file_without_signatures_says_nothing_of_them(site: Site) -> None:
    assert "Chữ ký số" not in site.browser.get(f"/tep/{SHA}/trang/1").text
