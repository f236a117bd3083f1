"""What the command line's words mean: filters as typed, and the addresses worth opening."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from ingest.document import Provision
from search_api.errors import SearchApiError
from search_api.index.facet_values import YES
from search_api.library import Library
from search_api.permalinks import absolute
from search_api.query.hits import SearchPage
from search_api.query.names import Found, issuer_at, province_at, topic_at, type_at
from search_api.query.request import Filters, SearchQuery
from search_api.query.syllables import fold
from ui.pages import addresses
from ui.pages.search_facets import FIELDS, FacetField
from ui.pages.search_form import parse_day
from ui.pages.wording import subject

DAYS = {
    "from": "issued_from",
    "to": "issued_to",
    "effective_from": "effective_from",
    "effective_to": "effective_to",
    "gazetted_from": "gazetted_from",
    "gazetted_to": "gazetted_to",
}
"""Names of days with what they narrow; both ends count."""

NAMES = (*(field.facet for field in FIELDS), *DAYS)
"""What a filter may be called: the facets, then the days."""

_KNOWN: dict[str, Callable[[str], Found | None]] = {
    "type": type_at,
    "issuer": issuer_at,
    "province": province_at,
    "topic": topic_at,
}


def filters_of(chosen: list[str]) -> Filters:
    """The filters that NAME=VALUE pairs name; values may be typed as people do ('btc', 'còn hiệu lực', 'có').

    Raises:
        ValueError: a pair is not understood; the text says what is expected, in Vietnamese.
    """
    values: dict[str, list[str]] = {name: [] for name in NAMES}
    for pair in chosen:
        name, equals, value = (part.strip() for part in pair.partition("="))
        if name not in values or not equals or not value:
            raise ValueError(f"“{pair}” không đúng dạng TÊN=GIÁ TRỊ, TÊN là một trong: {', '.join(NAMES)}.")
        values[name].append(value)
    found: dict[str, Any] = {attribute: day_of(values[name][-1]) for name, attribute in DAYS.items() if values[name]}
    for field in FIELDS:
        meant = tuple(dict.fromkeys(each for value in values[field.facet] for each in _meant(field, value)))
        if field.attribute in ("has_attachments", "by_ocr"):
            found[field.attribute] = meant == (YES,) if len(meant) == 1 else None
        else:
            found[field.attribute] = tuple(map(int, meant)) if field.attribute == "years" else meant
    return Filters(**found)


def _meant(field: FacetField, value: str) -> tuple[str, ...]:
    """The values of a facet that a typed one names."""
    folded = fold(value)
    if field.attribute == "years":
        if not value.isdecimal():
            raise ValueError(f"“{value}” không phải là năm.")
        return (value,)
    if field.words:
        known = [code for code in field.words if folded in map(fold, (code, field.word(code), field.name(code)))]
        if not known:
            words = ", ".join(field.words.values())
            raise ValueError(f"Không hiểu “{value}” sau {field.facet}=; hãy dùng một trong: {words}.")
        return tuple(known)
    at = _KNOWN[field.facet](folded) if field.facet in _KNOWN else None
    return at[0] if at and at[1] == len(folded) else (value,)


def day_of(value: str) -> dt.date:
    """The day that 2022-06-30 or 30/6/2022 names; raises ValueError with a Vietnamese sentence."""
    found = parse_day(value)
    if found is None:
        raise ValueError(f"“{value}” không phải là ngày dạng 2022-06-30 hoặc 30/6/2022.")
    return found


def links_of(library: Library, base_url: str) -> list[tuple[str, str]]:
    """Three addresses worth opening, each with its name: a search, an article, the clerk's page."""
    found = _newest(library)
    links = [("Tìm kiếm", addresses.search_for("")), ("Các số Công báo", addresses.issue_year(None))]
    if found and found.hits:
        hit = found.hits[0]
        document = library.document(hit.id)
        legal = document.tagged.document
        words = subject(legal.title) if legal.title else legal.number or ""
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
