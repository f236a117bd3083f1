"""Ruled tables of pages drawn with reportlab, read from the PDF."""

from collections import Counter
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Merge
from tests.ingest.tables.ruled import Border, Drawing, read_drawn, ruled_pdf

TEXTS = [
    ["STT", "Tên hàng hóa,\ndịch vụ", "Mức thu"],
    ["1", "Cấp mới", "150.000"],
    ["2", "Cấp lại giấy\nphép đã mất", "75.000"],
]
ROWS = (
    ("STT", "Tên hàng hóa, dịch vụ", "Mức thu"),
    ("1", "Cấp mới", "150.000"),
    ("2", "Cấp lại giấy phép đã mất", "75.000"),
)
XS, YS = (85, 115, 320, 510), (100, 140, 165, 205)


@pytest.mark.parametrize("border", get_args(Border))
def test_cells_whatever_draws_their_borders(border: Border) -> None:
    (table,), lines = read_drawn(ruled_pdf([Drawing(XS, YS, TEXTS, border=border)]))
    assert table.rows == ROWS
    assert table.head_rows == 1
    assert table.merges == ()
    assert table.edges == pytest.approx(XS, abs=1)
    assert all(table.box.left <= line.box.left and line.box.right <= table.box.right for line in lines)


def test_merged_cells_keep_their_place() -> None:
    texts = [["TT", "Loại", "Mức thu", ""], ["", "", "Cá nhân", "Tổ chức"], ["1", "Cấp mới", "10", "20"]]
    spans = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2)]
    drawing = Drawing((85, 115, 320, 410, 510), (100, 125, 150, 175), texts, spans, bold_rows=2)
    (table,), _ = read_drawn(ruled_pdf([drawing]))
    assert table.rows == (("TT", "Loại", "Mức thu", ""), ("", "", "Cá nhân", "Tổ chức"), ("1", "Cấp mới", "10", "20"))
    assert set(table.merges) == {Merge(0, 0, 2, 1), Merge(0, 1, 2, 1), Merge(0, 2, 1, 2)}
    assert table.head_rows == 2


def test_a_side_parts_words_that_stand_close() -> None:
    texts = [["Mã chỉ tiêu 01", "02"], ["Mã chỉ tiêu 11", "12"]]
    width = 85 + 4 + 82
    (table,), lines = read_drawn(ruled_pdf([Drawing((85, width, 400), (100, 125, 150), texts)]))
    assert table.rows == (("Mã chỉ tiêu 01", "02"), ("Mã chỉ tiêu 11", "12"))
    assert [line.text for line in lines] == ["Mã chỉ tiêu 01", "02", "Mã chỉ tiêu 11", "12"]


def test_text_outside_stays_outside() -> None:
    items: list[Drawing | tuple[str, float, float]] = [
        ("Điều 5. Mức thu như sau:", 85.0, 80.0),
        Drawing(XS, YS, TEXTS),
        ("Tổng cộng: 3 dòng", 85.0, 230.0),
    ]
    (table,), lines = read_drawn(ruled_pdf(items))
    assert table.rows == ROWS
    outside = [line.text for line in lines if not table.box.top < line.box.bottom < table.box.bottom]
    assert outside == ["Điều 5. Mức thu như sau:", "Tổng cộng: 3 dòng"]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_read_as_its_reader_holds_it(rotation: int) -> None:
    (table,), _ = read_drawn(ruled_pdf([Drawing(XS, YS, TEXTS)], rotation=rotation))
    assert table.rows == ROWS


@pytest.mark.parametrize(
    ("xs", "ys", "texts"),
    [
        pytest.param((85, 510), (100, 300), [["Một khung quanh cả đoạn văn"]], id="a frame"),
        pytest.param((85, 510), (100, 120, 140), [["Dòng trên"], ["Dòng dưới"]], id="rows without columns"),
        pytest.param((85, 97, 109), (100, 112), [["1", "2"]], id="boxes to tick"),
    ],
)
def test_frames_and_boxes_are_no_tables(xs: tuple[float, ...], ys: tuple[float, ...], texts: list[list[str]]) -> None:
    tables, lines = read_drawn(ruled_pdf([Drawing(xs, ys, texts)]))
    assert tables == ()
    assert lines


WORDS = st.sampled_from(["", "Cấp mới", "150.000", "1", "Hà Nội", "Thửa đất\nsố 12", "Điều 5"])


@pytest.mark.parametrize("shown", ["1", "ươ", "m", "0,5"])
def test_short_cells_above_each_other_are_no_vertical_writing(shown: str) -> None:
    (table,), _ = read_drawn(ruled_pdf([Drawing((85, 169, 253), (100, 140, 180), [["", shown], ["", shown]])]))
    assert table.rows == (("", shown), ("", shown))


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_cell_comes_back(data: st.DataObject) -> None:
    columns, rows = data.draw(st.integers(2, 5)), data.draw(st.integers(2, 6))
    row = st.lists(WORDS, min_size=columns, max_size=columns)
    texts = data.draw(st.lists(row, min_size=rows, max_size=rows).filter(lambda found: any(map(any, found))))
    xs = [85 + 84 * place for place in range(columns + 1)]
    ys = [100 + 40 * place for place in range(rows + 1)]
    (table,), lines = read_drawn(ruled_pdf([Drawing(xs, ys, texts)]))
    assert table.rows == tuple(tuple(" ".join(cell.split()) for cell in row) for row in texts)
    in_cells = Counter("".join("".join(row) for row in table.rows).replace(" ", ""))
    assert in_cells == Counter("".join(line.text for line in lines).replace(" ", ""))
