"""The filters of a search as address parameters, and as people read them: one table for all facets and ranges of days.

Addresses are read by people and stay valid for years: values that are codes inside are Vietnamese words there.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from starlette.datastructures import QueryParams

from nlp.topics.taxonomy import topics
from search_api.index.facet_values import NO, YES, chosen_values
from search_api.query.hits import Facet
from search_api.query.request import STATUS_NAMES, Filters
from ui.pages.wording import day

MAX_CHOICES = 20
LONGEST_VALUE = 400
FACETS_SHOWN = 8

_STATUS_WORDS: dict[str, str] = {
    "not_yet": "chua-co",
    "in_force": "con",
    "partly_expired": "het-mot-phan",
    "expired": "het",
    "suspended": "ngung",
    "unknown": "chua-xac-dinh",
}
_YES_NO = {YES: "co", NO: "khong"}
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class FacetField:
    """A facet on the page: `words` are its values in addresses, `names` as people read them; '' means as they are."""

    facet: str
    parameter: str
    title: str
    chip: str
    attribute: str
    words: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    """What its counts mean, where that is not plain."""

    def word(self, value: str) -> str:
        """A value as addresses have it."""
        return self.words.get(value, value)

    def name(self, value: str) -> str:
        """A value as people read it."""
        return self.names.get(value, value)

    def read(self, typed: Sequence[str]) -> tuple[str, ...]:
        """The values that an address asks for; what is none of a code's words is left out."""
        if not self.words:
            return tuple(value for value in typed if self.attribute != "years" or _YEAR.fullmatch(value))
        return tuple(value for value, word in self.words.items() if word in typed)


FIELDS = (
    FacetField("type", "loai", "Loại văn bản", "Loại", "types"),
    FacetField("status", "hieu_luc", "Tình trạng hiệu lực", "Tình trạng", "statuses", _STATUS_WORDS, STATUS_NAMES),
    FacetField(
        *("issuer", "co_quan", "Cơ quan ban hành", "Cơ quan", "issuers"),
        told="Số của mỗi cơ quan gồm cả văn bản của cơ quan tiền thân.",
    ),
    FacetField("year", "nam", "Năm", "Năm", "years"),
    FacetField("topic", "linh_vuc", "Lĩnh vực", "Lĩnh vực", "topics", names={each.key: each.name for each in topics()}),
    FacetField("province", "tinh", "Tỉnh, thành phố", "Tỉnh, thành", "provinces"),
    FacetField("signer", "nguoi_ky", "Người ký", "Người ký", "signers"),
    FacetField("gazette", "so_cong_bao", "Số Công báo", "Công báo", "gazettes"),
    FacetField(
        *("attachments", "phu_luc", "Phụ lục", "Phụ lục", "has_attachments"),
        words=_YES_NO,
        names={YES: "Có phụ lục", NO: "Không có phụ lục"},
    ),
    FacetField(
        *("ocr", "ban_quet", "Nguồn chữ", "Nguồn", "by_ocr"),
        words=_YES_NO,
        names={YES: "Đọc từ bản quét", NO: "Chữ có sẵn trong tệp"},
    ),
)
"""In the order of the page: what narrows most searches first."""


@dataclass(frozen=True, slots=True)
class DayField:
    """A day on the page: one end of a range."""

    attribute: str
    parameter: str
    chip: str


DAYS = (
    DayField("issued_from", "tu", "Từ ngày"),
    DayField("issued_to", "den", "Đến ngày"),
    DayField("effective_from", "hieu_luc_tu", "Hiệu lực từ"),
    DayField("effective_to", "hieu_luc_den", "Hiệu lực đến"),
    DayField("gazetted_from", "dang_tu", "Đăng Công báo từ"),
    DayField("gazetted_to", "dang_den", "Đăng Công báo đến"),
)
AS_OF = "tinh_den"
"""The day of which the status is told."""

RANGES = (
    ("Ngày ban hành", ("tu", "den")),
    ("Ngày có hiệu lực", ("hieu_luc_tu", "hieu_luc_den")),
    ("Ngày đăng Công báo", ("dang_tu", "dang_den")),
)
"""Titles of the ranges, each with its two parameters."""


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a facet as shown: `value` is its address parameter."""

    value: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet as shown: `field` is the parameter's name, `more` are the values behind 'Xem thêm'."""

    field: str
    title: str
    shown: tuple[ShownValue, ...]
    more: tuple[ShownValue, ...]
    is_open: bool
    told: str = ""


@lru_cache(maxsize=64)  # the addresses on one page, near thirty, have the same filters
def pairs(filters: Filters) -> tuple[tuple[str, str], ...]:
    """Filters as address parameters."""
    return tuple(_pairs(filters))


def _pairs(filters: Filters) -> Iterator[tuple[str, str]]:
    for each in FIELDS:
        yield from ((each.parameter, each.word(value)) for value in chosen_values(each.facet, filters))
    for each_day in DAYS:
        date: dt.date | None = getattr(filters, each_day.attribute)
        if date:
            yield each_day.parameter, day(date)


def read(parameters: QueryParams, days: Mapping[str, dt.date | None]) -> Filters:
    """The filters that address parameters ask for, with the days that were understood, by parameter."""
    chosen: dict[str, Any] = {}
    for each in FIELDS:
        values = each.read(_several(parameters, each.parameter))
        if each.attribute in ("has_attachments", "by_ocr"):
            chosen[each.attribute] = values == (YES,) if len(values) == 1 else None
        else:
            chosen[each.attribute] = tuple(map(int, values)) if each.attribute == "years" else values
    chosen |= {each.attribute: days.get(each.parameter) for each in DAYS}
    return Filters(**chosen)


def without_each(filters: Filters) -> Iterator[tuple[str, str, Filters]]:
    """Each choice as people read it (of what, which), with the filters that are left without it."""
    for each in FIELDS:
        for value in chosen_values(each.facet, filters):
            held = getattr(filters, each.attribute)
            left: Any = tuple(one for one in held if str(one) != value) if isinstance(held, tuple) else None
            yield each.chip, each.name(value), replace(filters, **{each.attribute: left})
    for each_day in DAYS:
        date: dt.date | None = getattr(filters, each_day.attribute)
        if date:
            none: Any = None
            yield each_day.chip, day(date), replace(filters, **{each_day.attribute: none})


def groups(facets: Sequence[Facet], filters: Filters) -> tuple[FacetGroup, ...]:
    """Facets ready to show, in the order of the page; those without a value are left out.

    The first three, and those with a choice, are open.
    """
    held = {facet.name: facet for facet in facets}
    shown = [(each, _values(each, held.get(each.facet), filters)) for each in FIELDS]
    return tuple(_group(each, values, place < _OPEN) for place, (each, values) in enumerate(shown) if values)


_OPEN = 3


def _group(each: FacetField, values: tuple[ShownValue, ...], is_early: bool) -> FacetGroup:  # noqa: FBT001 - a fact
    chosen = sum(value.chosen for value in values)
    most = max(FACETS_SHOWN, chosen)
    return FacetGroup(each.parameter, each.title, values[:most], values[most:], is_early or chosen > 0, each.told)


def _values(each: FacetField, facet: Facet | None, filters: Filters) -> tuple[ShownValue, ...]:
    """Chosen values first, then by count, years from the latest; chosen ones that nothing holds stay with 0."""
    chosen = chosen_values(each.facet, filters)
    counts = {value.value: value.count for value in facet.values} if facet else {}
    counts = dict.fromkeys(chosen, 0) | counts
    order = sorted(counts, reverse=each.facet == "year")
    order.sort(key=lambda value: (value not in chosen, 0 if each.facet == "year" else -counts[value]))
    return tuple(ShownValue(each.word(value), each.name(value), counts[value], value in chosen) for value in order)


def _several(parameters: QueryParams, name: str) -> tuple[str, ...]:
    values = (value.strip()[:LONGEST_VALUE] for value in parameters.getlist(name))
    return tuple(dict.fromkeys(value for value in values if value))[:MAX_CHOICES]
