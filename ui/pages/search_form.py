"""The search form: address parameters to a query, and a query to chips, facets, pages and orders with their links."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from search_api.query.hits import Facet, FacetValue
from search_api.query.request import Filters, SearchQuery, Sort
from ui.pages import addresses
from ui.pages.wording import day

PAGE_SIZE = 10
LAST_PAGE = 100
"""Deeper pages are not offered: 1,000 hits are past what anyone reads, and deep paging is costly (P15)."""

MAX_CHOICES = 20
FACETS_SHOWN = 8

_SORT_LABELS: dict[Sort, str] = {
    "relevance": "Liên quan nhất",
    "newest": "Mới ban hành",
    "gazetted": "Mới đăng Công báo",
    "oldest": "Cũ nhất",
}
_SORTS = {name: sort for sort, name in addresses.SORT_NAMES.items()}
_DAY = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s*")
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")

_FACET_FIELDS = {"type": ("loai", "Loại văn bản"), "issuer": ("co_quan", "Cơ quan ban hành"), "year": ("nam", "Năm")}


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A search as asked; `typed` are the dates as typed, `problems` says by field why a date was not understood."""

    query: SearchQuery
    typed: Mapping[str, str]
    problems: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter with the address of the same search without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet as shown: `field` is the parameter's name, `more` are the values behind 'Xem thêm'."""

    field: str
    title: str
    shown: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An order or a page to go to."""

    label: str
    href: str
    current: bool


def read(parameters: QueryParams) -> SearchForm:
    """Give the search that address parameters ask for. What is not understood is left out, never an error page."""
    typed = {name: parameters.get(name, "").strip() for name in ("tu", "den")}
    days = {name: parse_day(text) for name, text in typed.items()}
    problems = {
        name: "Ngày không hợp lệ. Hãy nhập theo dạng dd/mm/yyyy, ví dụ 01/07/2025."
        for name, text in typed.items()
        if text and days[name] is None
    }
    text = parameters.get("q", "").strip()
    filters = Filters(
        types=_several(parameters, "loai"),
        issuers=_several(parameters, "co_quan"),
        years=tuple(int(value) for value in _several(parameters, "nam") if re.fullmatch(r"[0-9]{4}", value)),
        issued_from=days["tu"],
        issued_to=days["den"],
    )
    sort = _SORTS.get(parameters.get("sap_xep", ""), addresses.default_sort(text))
    query = SearchQuery(text, filters, sort, page_number(parameters.get("trang", "1"), LAST_PAGE), PAGE_SIZE)
    return SearchForm(query, typed, problems)


def page_number(text: str, last: int) -> int:
    """Give a page number between 1 and `last`; 1 for what is no number."""
    return min(max(int(text), 1), last) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def parse_day(text: str) -> dt.date | None:
    """Give the day of dd/mm/yyyy (also 2025-07-01, as date pickers send it), or None."""
    typed, iso = _DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    numbers = typed.groups()[::-1] if typed else iso.groups() if iso else None
    if numbers is None:
        return None
    try:
        return dt.date(*(int(number) for number in numbers))
    except ValueError:  # 31/02: a day that does not exist
        return None


def _several(parameters: QueryParams, name: str) -> tuple[str, ...]:
    values = (value.strip() for value in parameters.getlist(name))
    return tuple(dict.fromkeys(value for value in values if value))[:MAX_CHOICES]


def chips(query: SearchQuery) -> tuple[Chip, ...]:
    """Give the chosen filters, each with the address of the search without it."""
    filters = query.filters

    def _chip(name: str, value: str, left: Filters) -> Chip:
        return Chip(name, value, addresses.search(replace(query, filters=left, page=1)))

    found = [
        _chip("Loại", one, replace(filters, types=tuple(other for other in filters.types if other != one)))
        for one in filters.types
    ]
    found += [
        _chip("Cơ quan", one, replace(filters, issuers=tuple(other for other in filters.issuers if other != one)))
        for one in filters.issuers
    ]
    found += [
        _chip("Năm", str(one), replace(filters, years=tuple(other for other in filters.years if other != one)))
        for one in filters.years
    ]
    if filters.issued_from:
        found.append(_chip("Từ ngày", day(filters.issued_from), replace(filters, issued_from=None)))
    if filters.issued_to:
        found.append(_chip("Đến ngày", day(filters.issued_to), replace(filters, issued_to=None)))
    return tuple(found)


def unfiltered(query: SearchQuery) -> str:
    """Give the address of the search with its words alone."""
    return addresses.search(SearchQuery(text=query.text, sort=query.sort))


def facet_groups(facets: Sequence[Facet], query: SearchQuery) -> tuple[FacetGroup, ...]:
    """Give facets ready to show: chosen values first, then by count; facets without a value are left out."""
    groups = []
    for facet in facets:
        if facet.name not in _FACET_FIELDS or not _with_chosen(facet, query):
            continue
        field, title = _FACET_FIELDS[facet.name]
        by_year = facet.name == "year"
        ordered = sorted(_with_chosen(facet, query), key=lambda one: one.value, reverse=by_year)
        ordered.sort(key=lambda one: (not one.chosen, 0 if by_year else -one.count))
        shown = max(FACETS_SHOWN, sum(one.chosen for one in ordered))
        groups.append(FacetGroup(field, title, tuple(ordered[:shown]), tuple(ordered[shown:])))
    return tuple(groups)


def _with_chosen(facet: Facet, query: SearchQuery) -> tuple[FacetValue, ...]:
    """Give the facet's values and, with count 0, chosen ones that it lacks: a new search must not lose them."""
    filters = query.filters
    chosen = {"type": filters.types, "issuer": filters.issuers, "year": tuple(map(str, filters.years))}[facet.name]
    known = {one.value for one in facet.values}
    return (*facet.values, *(FacetValue(value, 0, chosen=True) for value in chosen if value not in known))


def sorts(query: SearchQuery) -> tuple[Choice, ...]:
    """Give the orders to choose from; relevance only where there are words."""
    return tuple(
        Choice(label, addresses.search(replace(query, sort=sort, page=1)), sort == query.sort)
        for sort, label in _SORT_LABELS.items()
        if query.text or sort != "relevance"
    )


def page_choices(query: SearchQuery, total: int) -> tuple[Choice | None, ...]:
    """Give the pages to go to: first, last and two on each side of this one; None stands for a gap."""
    last = min(LAST_PAGE, -(-total // query.size))
    wanted = sorted({1, last, *range(query.page - 2, query.page + 3)} & set(range(1, last + 1)))
    found: list[Choice | None] = []
    for number in wanted:
        before = found[-1] if found else None
        if before is not None and int(before.label) + 1 < number:
            found.append(None)
        href = addresses.search(replace(query, page=number))
        found.append(Choice(str(number), href, number == query.page))
    return tuple(found) if last > 1 else ()
