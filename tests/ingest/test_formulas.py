import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Box, Line
from ingest.formulas import by_columns
from ingest.tables.geometry import printed_rows
from tests.ingest.drawn import Text, read

STEP = 16


def line(text: str, left: float, top: float) -> Line:
    return Line(text, 1, Box(left, top, left + 6 * len(text), top + 14), 14)


def ordered(lines: list[Line]) -> list[str]:
    return [each.text for each in by_columns(printed_rows(lines))]


PROSE = line("Trường hợp có ngày lẻ không trọn tháng thì mức hưởng được tính theo công thức dưới đây", 60, 0)
AFTER = line("Trong đó: tỷ lệ hưởng theo quy định tại khoản này, số ngày tính cả ngày nghỉ lễ, nghỉ Tết", 60, 200)
COLUMNS = (
    [line(text, 70, 40 + STEP * row) for row, text in enumerate(("Mức hưởng", "chế độ", "ốm đau"))],
    [line("=", 150, 40 + STEP)],
    [line(text, 180, 40 + STEP * row) for row, text in enumerate(("Tiền lương", "tháng trước", "24 ngày"))],
    [line("x", 270, 40 + STEP)],
    [line(text, 300, 40 + STEP * row) for row, text in enumerate(("Số ngày", "nghỉ việc"))],
)
FORMULA = [each for column in COLUMNS for each in column]


def test_a_formula_is_read_column_by_column() -> None:
    texts = [each.text for each in FORMULA]
    assert ordered([PROSE, *FORMULA, AFTER]) == [PROSE.text, *texts, AFTER.text]
    assert ordered(FORMULA) == texts


def test_columns_without_an_equals_sign_go_by_rows() -> None:
    names = [line(text, left, top) for top in (40, 56) for left, text in ((70, f"trái {top}"), (300, f"phải {top}"))]
    assert ordered([PROSE, *names]) == [PROSE.text, "trái 40", "phải 40", "trái 56", "phải 56"]
    checked = [line("x" if each.text == "=" else each.text, each.box.left, each.box.top) for each in FORMULA]
    assert ordered([PROSE, *checked])[1:3] == ["Mức hưởng", "Tiền lương"]


@pytest.mark.parametrize("shown", ["x = y + 1", "= 7.000.000 đồng"])
def test_a_sum_on_one_line_stays_where_it_is(shown: str) -> None:
    rows = [PROSE, line(shown, 70, 40), line("Như vậy mức hưởng", 70, 56)]
    assert ordered(rows) == [each.text for each in rows]


@given(st.lists(st.tuples(st.sampled_from("=xab"), st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_no_line_is_lost_or_doubled(shown: list[tuple[str, int, int]]) -> None:
    lines = [line(text * 3 if text.isalpha() else text, 40.0 * left, 18.0 * top) for text, left, top in shown]
    assert sorted(ordered(lines)) == sorted(each.text for each in lines)


def test_a_drawn_formula_whose_stream_goes_backwards_is_read_by_columns() -> None:
    texts = [Text(each.text, each.box.left, 100 + each.box.top) for each in reversed(FORMULA)]
    shown = read(Text(PROSE.text, 60, 90), *texts, Text(AFTER.text, 60, 320))
    assert [each.text for each in shown][1:-1] == [each.text for each in FORMULA]
