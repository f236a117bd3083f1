"""Tables over page breaks (handbook domain.md 3.10)."""

from dataclasses import replace
from typing import Any

from ingest.document import Box, Merge, Table
from ingest.tables.linked import goes_on, joined, repeated_cells

EDGES = (85.0, 115.0, 320.0, 510.0)
HEAD = ("TT", "Tên", "Mức thu")


def table(*rows: tuple[str, ...], page: int = 1, edges: tuple[float, ...] = EDGES, **fields: Any) -> Table:
    return Table(page, Box(edges[0], 100, edges[-1], 700), rows, edges=edges, **fields)


def test_the_same_columns_on_the_next_page_go_on() -> None:
    first = table(HEAD, ("1", "Cấp mới", "10"), head_rows=1)
    assert goes_on(first, table(("2", "Cấp lại", "5"), page=2))
    shifted = tuple(edge + 28 for edge in EDGES)
    assert goes_on(first, table(("2", "Cấp lại", "5"), page=2, edges=shifted))
    assert not goes_on(first, table(("2", "Cấp lại", "5"), page=3))
    assert not goes_on(first, table(("2", "Cấp lại", "5"), page=2, edges=(85, 200, 320, 510)))
    assert not goes_on(first, table(("2", "Cấp lại", "5"), page=2, edges=(85, 115, 320, 480)))


def test_a_repeated_head_is_dropped() -> None:
    first = table(HEAD, ("1", "Cấp mới", "10"), head_rows=1)
    whole = joined(first, table(HEAD, ("2", "Cấp lại", "5"), page=2, head_rows=1))
    assert whole.rows == (HEAD, ("1", "Cấp mới", "10"), ("2", "Cấp lại", "5"))
    assert (whole.head_rows, whole.page) == (1, 2)


def test_a_cut_row_is_put_together() -> None:
    first = table(HEAD, ("1", "Cấp mới giấy", "10"), head_rows=1)
    whole = joined(first, table(("", "phép hành nghề", ""), ("2", "Cấp lại", "5"), page=2))
    assert whole.rows == (HEAD, ("1", "Cấp mới giấy phép hành nghề", "10"), ("2", "Cấp lại", "5"))


def test_a_row_of_its_own_stays_one() -> None:
    first = table(HEAD, ("1", "Cấp mới", "10"), head_rows=1)
    rest = ("", "Cấp lại", "5")  # no ordinal, yet a new sentence
    assert joined(first, table(rest, page=2)).rows[-1] == rest
    other = table(HEAD, ("1", "Cấp mới", ""), head_rows=1)
    assert joined(other, table(("", "cấp lại", "5"), page=2)).rows[-1] == ("", "cấp lại", "5")


def test_columns_that_only_one_page_divides() -> None:
    first = table(("TT", "Mức", ""), ("1", "10", "20"), head_rows=1, merges=(Merge(0, 1, 1, 2),))
    rest = table(("II", "Phần hai"), page=2, edges=(85.0, 115.0, 510.0))
    whole = joined(first, rest)
    assert whole.rows == (("TT", "Mức", ""), ("1", "10", "20"), ("II", "Phần hai", ""))
    assert joined(rest, table(("1", "10", "20"), page=3)).rows == (("II", "Phần hai", ""), ("1", "10", "20"))


def test_merged_cells_move_along() -> None:
    first = table(HEAD, ("1", "Cấp mới", "10"), head_rows=1)
    rest = table(HEAD, ("2", "Cấp lại", "5"), ("", "Gia hạn", "3"), page=2, head_rows=1, merges=(Merge(1, 0, 2, 1),))
    assert joined(first, rest).merges == (Merge(2, 0, 2, 1),)


def test_cells_that_repeat_a_head_are_known() -> None:
    first = table(HEAD, ("1", "Cấp mới", "10"), head_rows=1)
    rest = table(HEAD, ("2", "Cấp lại", "5"), page=2, head_rows=1)
    assert repeated_cells(first, rest) == HEAD
    assert repeated_cells(first, replace(rest, rows=rest.rows[1:], head_rows=0)) == ()
    assert repeated_cells(first, replace(rest, edges=(0.0, 20.0))) == ()
    assert rest.rows[1] in joined(first, rest).rows
