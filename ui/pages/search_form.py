"""The search form: address parameters to a query, and a query to chips, facets, pages and orders with their links."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from search_api.query.request import Filters, SearchQuery, Sort, Unit
from ui.pages import addresses, search_facets
from ui.pages.wording import day

PAGE_SIZE = 10
LAST_PAGE = 100
"""Deeper pages are not offered: 1,000 hits are past what anyone reads, and deep paging is costly (P15)."""

_SORT_LABELS: dict[Sort, str] = {
    "relevance": "Liên quan nhất",
    "newest": "Mới ban hành",
    "effective": "Mới có hiệu lực",
    "gazetted": "Mới đăng Công báo",
    "oldest": "Cũ nhất",
}
_SORTS = {name: sort for sort, name in addresses.SORT_NAMES.items()}
_DAY = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s*")
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")


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
class Choice:
    """An order or a page to go to."""

    label: str
    href: str
    current: bool


def read(parameters: QueryParams) -> SearchForm:
    """Give the search that address parameters ask for. What is not understood is left out, never an error page."""
    names = [each.parameter for each in search_facets.DAYS]
    typed = {name: parameters.get(name, "").strip() for name in (*names, search_facets.AS_OF)}
    days = {name: parse_day(text) for name, text in typed.items()}
    problems = {
        name: "Ngày không hợp lệ. Hãy nhập theo dạng dd/mm/yyyy, ví dụ 01/07/2025."
        for name, text in typed.items()
        if text and days[name] is None
    }
    text = parameters.get("q", "").strip()
    sort = _SORTS.get(parameters.get("sap_xep", ""), addresses.default_sort(text))
    query = SearchQuery(
        text=text,
        filters=search_facets.read(parameters, days),
        sort=sort,
        page=page_number(parameters.get("trang", "1"), LAST_PAGE),
        size=PAGE_SIZE,
        unit="provision" if parameters.get("don_vi") == "dieu" else "document",
        as_of=days[search_facets.AS_OF],
        verbatim=parameters.get("nguyen_van") == "1",
        explain=parameters.get("giai_thich") == "1",
    )
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


def chips(query: SearchQuery) -> tuple[Chip, ...]:
    """Give the chosen filters, each with the address of the search without it."""
    found = [
        Chip(name, value, addresses.search(replace(query, filters=left, page=1)))
        for name, value, left in search_facets.without_each(query.filters)
    ]
    if query.as_of:
        found.append(Chip("Hiệu lực tính đến", day(query.as_of), addresses.search(replace(query, as_of=None, page=1))))
    return tuple(found)


def unfiltered(query: SearchQuery) -> SearchQuery:
    """Give the search without its filters, and without a day of its own for the status."""
    return replace(query, filters=Filters(), as_of=None, page=1)


def sorts(query: SearchQuery) -> tuple[Choice, ...]:
    """Give the orders to choose from; relevance only where there are words."""
    return tuple(
        Choice(label, addresses.search(replace(query, sort=sort, page=1)), sort == query.sort)
        for sort, label in _SORT_LABELS.items()
        if query.text or sort != "relevance"
    )


def units(query: SearchQuery) -> tuple[Choice, ...]:
    """Give the switch of what a hit is: documents, or articles each by itself."""
    choices: tuple[tuple[str, Unit], ...] = (("Văn bản", "document"), ("Điều", "provision"))
    return tuple(
        Choice(label, addresses.search(replace(query, unit=unit, page=1)), unit == query.unit)
        for label, unit in choices
    )


def last_page(query: SearchQuery, total: int) -> Choice:
    """Give the last page that there is, or the last that is offered."""
    last = max(1, min(LAST_PAGE, -(-total // query.size)))
    return Choice(str(last), addresses.search(replace(query, page=last)), last == query.page)


def page_choices(query: SearchQuery, total: int) -> tuple[Choice | None, ...]:
    """Give the pages to go to: first, last and two on each side of this one; None stands for a gap."""
    last = int(last_page(query, total).label)
    wanted = sorted({1, last, *range(query.page - 2, query.page + 3)} & set(range(1, last + 1)))
    found: list[Choice | None] = []
    for number in wanted:
        before = found[-1] if found else None
        if before is not None and int(before.label) + 1 < number:
            found.append(None)
        href = addresses.search(replace(query, page=number))
        found.append(Choice(str(number), href, number == query.page))
    return tuple(found) if last > 1 else ()
