"""Filters as address parameters and as people read them."""

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from search_api.query.hits import Facet, FacetValue
from search_api.query.plan import FACETS
from search_api.query.request import STATUS_NAMES, EffectStatus, Filters
from ui.pages import search_facets, understood
from ui.pages.search_facets import FIELDS, groups, pairs, read, without_each


def test_every_facet_and_status_has_a_place_on_the_page() -> None:
    assert {each.facet for each in FIELDS} == set(FACETS)
    assert set(STATUS_NAMES) == set(get_args(EffectStatus))
    parameters = [each.parameter for each in FIELDS] + [each.parameter for each in search_facets.DAYS]
    assert len(parameters) == len(set(parameters))


def test_addresses_are_words() -> None:
    filters = Filters(statuses=("in_force", "expired"), has_attachments=True, by_ocr=False, topics=("Đất đai",))
    assert list(pairs(filters)) == [
        ("hieu_luc", "con"),
        ("hieu_luc", "het"),
        ("linh_vuc", "Đất đai"),
        ("phu_luc", "co"),
        ("ban_quet", "khong"),
    ]


@given(st.lists(st.tuples(st.sampled_from([each.parameter for each in FIELDS]), st.text(max_size=30)), max_size=20))
def test_any_parameters_are_read(parameters: list[tuple[str, str]]) -> None:
    filters = read(QueryParams(parameters), {})
    assert read(QueryParams(list(pairs(filters))), {}) == filters


def test_both_sides_of_a_yes_or_no_ask_for_nothing() -> None:
    assert read(QueryParams("phu_luc=co&phu_luc=khong&ban_quet=sai&hieu_luc=sai&nam=20x6"), {}) == Filters()


def test_a_filter_has_one_name_whether_chosen_or_typed() -> None:
    named = {each.facet: each.chip for each in FIELDS}
    typed = {kind: name for kind, name in understood.NAMES.items() if kind in named}
    assert typed.keys() == {"type", "status", "issuer", "topic", "province", "signer"}
    assert typed == {kind: named[kind] for kind in typed}


def test_each_choice_can_be_taken_away() -> None:
    filters = Filters(
        types=("Luật", "Lệnh"), statuses=("suspended",), by_ocr=True, years=(2026,), effective_from=dt.date(2026, 7, 1)
    )
    told = list(without_each(filters))
    assert [(chip, value) for chip, value, _ in told] == [
        ("Loại", "Luật"),
        ("Loại", "Lệnh"),
        ("Tình trạng", "Ngưng hiệu lực"),
        ("Năm", "2026"),
        ("Nguồn", "Đọc từ bản quét"),
        ("Hiệu lực từ", "01/07/2026"),
    ]
    assert told[0][2].types == ("Lệnh",)
    left = filters
    while choices := list(without_each(left)):
        left = choices[0][2]
    assert left == Filters()


@pytest.mark.parametrize("chosen", [(), ("expired",)])
def test_chosen_values_stay_with_their_count(chosen: tuple[EffectStatus, ...]) -> None:
    facets = (Facet("status", (FacetValue("in_force", 7),)), Facet("signer", ()))
    (group,) = groups(facets, Filters(statuses=chosen))
    shown = [(value.value, value.name, value.count, value.chosen) for value in group.shown]
    zero = [("het", "Hết hiệu lực toàn bộ", 0, True)] if chosen else []
    assert shown == [*zero, ("con", "Còn hiệu lực", 7, False)]


def test_groups_with_a_choice_and_the_first_ones_are_open() -> None:
    facets = tuple(
        Facet(name, (FacetValue("true" if name in ("ocr", "attachments") else "2026", 1),)) for name in FACETS
    )
    opened = [group.field for group in groups(facets, Filters(signers=("Lê Chi",))) if group.is_open]
    assert opened == ["loai", "hieu_luc", "co_quan", "nguoi_ky"]


def test_many_values_fold() -> None:
    facet = Facet("year", tuple(FacetValue(str(year), 1) for year in range(2000, 2026)))
    (group,) = groups((facet,), Filters(years=(2003,)))
    assert [value.name for value in group.shown[:3]] == ["2003", "2025", "2024"]
    assert len(group.shown) == search_facets.FACETS_SHOWN
    assert len(group.more) == 26 - search_facets.FACETS_SHOWN


def test_topics_are_named() -> None:
    (group,) = groups((Facet("topic", (FacetValue("dat-dai", 3), FacetValue("la", 1))),), Filters())
    assert [(value.value, value.name) for value in group.shown] == [("dat-dai", "Đất đai"), ("la", "la")]
