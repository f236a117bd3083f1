"""Tables without rulings: only lists that count their rows below a head."""

import pytest

from ingest.document import Line, Page
from ingest.tables.aligned import with_aligned_tables
from tests.ingest.typeset import full, line, page

HEAD = ("STT", "Tên dịch vụ", "Mức thu")
LEFTS = (85.0, 130.0, 420.0)


def row(at: float, *cells: str) -> list[Line]:
    return [line(cell, at, left=left) for cell, left in zip(cells, LEFTS, strict=False) if cell]


def listed(*rows: tuple[str, ...]) -> Page:
    return page(*(piece for at, cells in enumerate(rows) for piece in row(at, *cells)))


ROWS = (HEAD, ("1", "Cấp mới giấy phép", "150.000"), ("2", "Cấp lại", "75.000"), ("3", "Gia hạn", "50.000"))


def test_a_counted_list_is_a_table() -> None:
    (table,) = with_aligned_tables(listed(*ROWS)).tables
    assert table.rows == ROWS
    assert table.head_rows == 1
    assert len(table.edges) == 4


def test_wrapped_cells_are_one_string() -> None:
    wrapped = listed(*ROWS[:2], ("", "để hoạt động", ""), *ROWS[2:])
    (table,) = with_aligned_tables(wrapped).tables
    assert table.rows[1] == ("1", "Cấp mới giấy phép để hoạt động", "150.000")


def test_text_below_ends_it() -> None:
    own = listed(*ROWS)
    own = page(*own.lines, full("Mức thu trên đã bao gồm thuế giá trị gia tăng theo quy định.", 4))
    (table,) = with_aligned_tables(own).tables
    assert table.rows == ROWS
    assert table.box.bottom < own.lines[-1].box.top + own.lines[-1].size


@pytest.mark.parametrize(
    "own",
    [
        pytest.param(listed(*ROWS[:3]), id="two rows"),
        pytest.param(listed(*ROWS[1:]), id="no head"),
        pytest.param(listed(HEAD, *ROWS[2:], ROWS[1]), id="not counted"),
        pytest.param(page(line("STT"), line("1", 1), line("2", 2), line("3", 3)), id="one column"),
        pytest.param(
            page(*row(0, *HEAD), *(full(f"{at}. Đoạn văn chạy hết chiều ngang của trang.", at) for at in (1, 2, 3))),
            id="prose below",
        ),
    ],
)
def test_what_is_no_table(own: Page) -> None:
    assert with_aligned_tables(own).tables == ()
