"""Ids, keys, labels and slugs."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Issue
from search_api.archive.identity import (
    SLUG_LENGTH,
    document_slug,
    gazette_key,
    issue_id,
    issue_label,
    new_document_id,
    slugify,
)
from tests.search_api.made import document

SHA = "ab" * 32
DAY = dt.date(2022, 6, 25)


def test_an_id_is_given_by_place_and_never_again() -> None:
    ids = {new_document_id(SHA, ordinal, attempt) for ordinal in (1, 2, 11) for attempt in (0, 1, 2)}
    assert len(ids) == 9
    assert new_document_id(SHA, 1) == new_document_id(SHA, 1)
    assert all(len(each) == 12 and each.isascii() and each == each.lower() and each.isalnum() for each in ids)


@pytest.mark.parametrize(
    ("gazette", "key"),
    [
        (None, "qg"),
        ("Công báo nước Cộng hòa xã hội chủ nghĩa Việt Nam", "qg"),
        ("Công báo nước CHXHCN Việt Nam", "qg"),
        ("Công báo tỉnh Sơn La", "son-la"),
        ("CÔNG BÁO TỈNH ĐỒNG NAI", "dong-nai"),
        ("Công báo thành phố Hồ Chí Minh", "ho-chi-minh"),
        ("Công báo TP. Hà Nội", "ha-noi"),
    ],
)
def test_each_gazette_has_its_key(gazette: str | None, key: str) -> None:
    assert gazette_key(gazette) == key


def test_an_issue_is_known_by_gazette_year_and_numbers() -> None:
    assert issue_id(Issue(None, (447, 448), DAY)) == "qg-2022-447-448"
    assert issue_id(Issue("Công báo tỉnh Sơn La", (47,), DAY)) == "son-la-2022-47"


def test_an_issue_that_is_not_fully_read_has_no_id() -> None:
    assert issue_id(Issue(None, (), DAY)) is None
    assert issue_id(Issue(None, (447,), None)) is None


def test_labels_are_what_people_say() -> None:
    assert issue_label(Issue(None, (447, 448), DAY)) == "Công báo số 447 + 448 ngày 25/6/2022"
    assert issue_label(Issue("Công báo tỉnh Sơn La", (47,), DAY)) == "Công báo tỉnh Sơn La số 47 ngày 25/6/2022"


def test_slugs_read_well() -> None:
    assert document_slug(document()) == "nghi-dinh-38-2022-nd-cp"
    assert document_slug(document(number=None)) == "nghi-dinh-quy-dinh-muc-luong-toi-thieu"
    assert slugify("Đường Ðiện biên phủ") == "duong-dien-bien-phu"


@given(st.text(max_size=300))
def test_any_text_gives_a_slug_fit_for_an_address(text: str) -> None:
    slug = slugify(text)
    assert len(slug) <= SLUG_LENGTH
    assert all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
