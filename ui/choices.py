"""What the command line's words mean: filters as typed, and the addresses worth opening."""

import datetime as dt
from collections.abc import Iterator

from ingest.document import Provision
from search_api.errors import SearchApiError
from search_api.library import Library
from search_api.permalinks import absolute
from search_api.query.hits import SearchPage
from search_api.query.request import Filters, SearchQuery
from ui.pages import addresses

NAMES = ("type", "issuer", "year", "from", "to")
TITLE_WORDS = 4
"""Words of a title that make a search worth a click: enough to find it, few enough to find others."""


def filters_of(chosen: list[str]) -> Filters:
    """The filters that NAME=VALUE pairs name.

    Raises:
        ValueError: a pair is not understood; the text says what is expected, in Vietnamese.
    """
    values: dict[str, list[str]] = {name: [] for name in NAMES}
    for pair in chosen:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if name not in values or not equals or not value:
            raise ValueError(f"“{pair}” không đúng dạng TÊN=GIÁ TRỊ, TÊN là một trong: {', '.join(NAMES)}.")
        values[name].append(value)
    return Filters(
        types=tuple(values["type"]),
        issuers=tuple(values["issuer"]),
        years=tuple(_year(value) for value in values["year"]),
        issued_from=_day(values["from"]),
        issued_to=_day(values["to"]),
    )


def _year(value: str) -> int:
    if not value.isdecimal():
        raise ValueError(f"“{value}” không phải là năm.")
    return int(value)


def _day(values: list[str]) -> dt.date | None:
    if not values:
        return None
    try:
        return dt.date.fromisoformat(values[-1])
    except ValueError:
        raise ValueError(f"“{values[-1]}” không phải là ngày dạng 2022-06-30.") from None


def links_of(library: Library, base_url: str) -> list[tuple[str, str]]:
    """Three addresses worth opening, each with its name: a search, an article, the clerk's page."""
    found = _newest(library)
    links = [("Tìm kiếm", addresses.search_for("")), ("Các số Công báo", addresses.issue_year(None))]
    if found and found.hits:
        hit = found.hits[0]
        document = library.document(hit.id)
        legal = document.tagged.document
        words = " ".join((legal.title or legal.number or "").split()[:TITLE_WORDS])
        article = next((each.eid for each in _walk(legal.body) if each.level == "article"), None)
        links = [
            ("Tìm kiếm", addresses.search_for(words)),
            ("Văn bản", addresses.document(document.id, document.slug, article)),
        ]
    links.append(("Biên tập viên (mã: congbao admin token)", "/bien-tap"))
    return [(name, absolute(base_url, path)) for name, path in links]


def _newest(library: Library) -> SearchPage | None:
    try:
        return library.search(SearchQuery(sort="newest", size=1))
    except SearchApiError:
        return None


def _walk(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    for provision in provisions:
        yield provision
        yield from _walk(provision.children)
