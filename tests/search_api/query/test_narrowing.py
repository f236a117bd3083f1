"""What the text narrows of the choices, and what contradicts them."""

import datetime as dt

import pytest

from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import Filters, SearchQuery


def test_prefixes_narrow_what_was_chosen() -> None:
    chosen = SearchQuery("loại: luật", Filters(types=("Luật", "Nghị định")))
    assert analyse(chosen).filters.types == ("Luật",)
    assert not analyse(chosen).contradicted


PLANNING, FINANCE = "Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"


@pytest.mark.parametrize(
    ("typed", "chosen", "meant"),
    [
        (PLANNING, (FINANCE,), (PLANNING,)),  # what it issued counts under its successor as well
        (FINANCE, (PLANNING,), (PLANNING,)),
        (FINANCE, (PLANNING, "Bộ Y tế"), (PLANNING,)),
        (PLANNING, (PLANNING, FINANCE), (PLANNING,)),
    ],
)
@pytest.mark.parametrize("text", ["cơ quan: {}, thuế", "thông tư của {} năm 2022"])
def test_an_issuer_agrees_with_one_that_it_has_become(
    text: str, typed: str, chosen: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    found = analyse(SearchQuery(text.format(typed), Filters(issuers=chosen)))
    assert (found.filters.issuers, found.contradicted, found.notes) == (meant, False, ())


@pytest.mark.parametrize(
    ("text", "chosen", "told"),
    [
        (
            "cơ quan: Bộ Y tế",
            Filters(issuers=(FINANCE, PLANNING)),
            [f"“Bộ Y tế” nhưng bộ lọc chọn “{FINANCE}, {PLANNING}”"],
        ),
        ("loại: luật lương", Filters(types=("Nghị định",)), ["“Luật” nhưng bộ lọc chọn “Nghị định”"]),
        ("nghị định tháng 5/2026", Filters(types=("Thông tư",)), ["“Nghị định” nhưng bộ lọc chọn “Thông tư”"]),
        ("tỉnh: Sơn La 15/2020/NĐ-CP", Filters(provinces=("Hà Nội",)), ["nhưng bộ lọc chọn “Hà Nội”"]),
    ],
)
def test_what_the_choices_leave_out_finds_nothing_and_is_told(text: str, chosen: Filters, told: list[str]) -> None:
    found = analyse(SearchQuery(text, chosen))
    assert [part in note.message for part, note in zip(told, found.notes, strict=True)] == [True]
    assert [note.code for note in found.notes] == ["contradiction"]
    asked = plan(found)
    assert (asked.exact, asked.required[0].any_of) == ((), ())


def test_chosen_days_that_end_before_they_begin_are_told() -> None:
    day = dt.date(2023, 1, 1)
    turned = analyse(SearchQuery("thuế", Filters(gazetted_from=day, gazetted_to=dt.date(2022, 1, 1))))
    assert (turned.contradicted, [note.code for note in turned.notes]) == (True, ["turned-days"])
    assert "01/01/2023" in turned.notes[0].message
    assert not analyse(SearchQuery("thuế", Filters(issued_from=day, issued_to=day))).notes
