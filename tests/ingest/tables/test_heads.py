"""How many rows are column heads."""

import pytest

from ingest.tables.heads import count_head_rows

ALL, NONE = 1.0, 0.0


@pytest.mark.parametrize(
    ("rows", "bold", "depths", "count"),
    [
        ([("STT", "Tên", "Mức"), ("1", "Cấp mới", "10")], [NONE, NONE], [1, 1], 1),
        ([("Số TT", "Tên"), ("1", "Cấp mới")], [NONE, NONE], [1, 1], 1),
        ([("Tên", "Mức"), ("Cấp mới", "10")], [ALL, NONE], [1, 1], 1),
        ([("TT", "Mức", ""), ("", "Cũ", "Mới"), ("1", "10", "20")], [ALL, ALL, NONE], [2, 1, 1], 2),
        ([("Tên", "Mức"), ("(1)", "(2)"), ("Cấp mới", "10")], [NONE, NONE, NONE], [1, 1, 1], 2),
        ([("Tên", "Mức", "Tỷ lệ"), ("A", "1", "2"), ("Cấp mới", "10", "5")], [NONE] * 3, [1] * 3, 2),
        ([("Mẫu số 01", "Đơn đề nghị"), ("Mẫu số 02", "Giấy phép")], [NONE, NONE], [1, 1], 0),
        ([("Tên", "Mức"), ("Cấp mới", "10")], [ALL, ALL], [1, 1], 0),
        ([("I", "Phần một", "", ""), ("1", "Cấp mới", "10", "")], [ALL, NONE], [1, 1], 0),
        ([("STT", "Tên", "Mức")], [ALL], [1], 0),
        ([("1", "2"), ("3", "4")], [NONE, NONE], [1, 1], 1),
    ],
)
def test_heads(rows: list[tuple[str, ...]], bold: list[float], depths: list[int], count: int) -> None:
    assert count_head_rows(rows, bold, depths) == count


def test_a_long_paragraph_is_no_head() -> None:
    assert count_head_rows([("STT", "Văn bản " * 40), ("1", "2 bản")], [ALL, NONE], [1, 1]) == 0


def test_a_title_over_the_head_is_part_of_it() -> None:
    rows = [("MỨC TRỢ CẤP", "", ""), ("STT", "Đối tượng", "Mức"), ("1", "Thương binh", "10")]
    assert count_head_rows(rows, [ALL, ALL, NONE], [1, 1, 1]) == 2


def test_columns_that_are_divided_below_their_head() -> None:
    rows = [("Chức danh", "Mức lương", ""), ("", "Loại 1", "Loại 2"), ("Chủ tịch", "70", "60")]
    assert count_head_rows(rows, [NONE] * 3, [2, 1, 1]) == 2
    assert count_head_rows([("1. Vốn", "≥ 200", "15"), ("", "< 100", "4"), ("2", "", "")], [NONE] * 3, [2, 1, 1]) == 0
