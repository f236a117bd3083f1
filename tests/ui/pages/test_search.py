"""Queries to try on the home page."""

import datetime as dt

from ingest.document import Issue
from search_api.archive.entries import DocumentSummary, StoredIssue
from ui.pages.search import examples


def issue(*titles: str) -> StoredIssue:
    documents = tuple(
        DocumentSummary(f"id{place}", "slug", f"{place}/2026/NĐ-CP", "Nghị định", title, (), None, 1, 2, "ab" * 32)
        for place, title in enumerate(titles, 1)
    )
    return StoredIssue("qg-2026-1", "Công báo số 1", Issue(None, (1,), dt.date(2026, 1, 1)), (), documents)


def test_examples_say_what_a_document_is_about() -> None:
    titles = (
        "Về thuế",
        "Sửa đổi, bổ sung một số điều của Luật A",
        "Quy định chi tiết một số điều của Luật B",
        "Giá đất ở",
    )
    assert [example.text for example in examples([issue(*titles)])] == ["1/2026/NĐ-CP", "giá đất ở", "gia dat o"]


def test_examples_begin_with_what_is_ruled_not_with_that_it_is() -> None:
    titles = ("Về thuế", "Ban hành Quy định quản lý, sử dụng vườn ươm cây xanh trên địa bàn", "VIỆC LÀM")
    shown = [example.text for example in examples([issue(*titles)])]
    assert shown == ["1/2026/NĐ-CP", "quản lý, sử dụng vườn ươm cây xanh", "viec lam"]


def test_where_all_titles_are_formulas_one_is_shown_all_the_same() -> None:
    found = examples([issue("Sửa đổi một số điều của Luật A", "Bãi bỏ văn bản")])
    assert [example.text for example in found] == ["1/2026/NĐ-CP", "bãi bỏ văn bản", "bai bo van ban"]


def test_without_documents_there_is_nothing_to_try() -> None:
    assert examples([]) == ()
