"""Grids that only lay text out stay text (handbook domain.md 3.10, 3.12)."""

from dataclasses import replace

import pytest

from ingest.document import Box, Page, Table
from ingest.structure.layouts import without_layouts
from tests.ingest.made import MOTTO
from tests.ingest.typeset import line, page


def gridded(*rows: tuple[str, ...]) -> Page:
    lines = [line(cell, at, left=85 + 200 * column) for at, row in enumerate(rows) for column, cell in enumerate(row)]
    box = Box(80, 100, 520, 150 + 19 * len(rows))
    return replace(page(*(item for item in lines if item.text)), tables=(Table(1, box, rows),))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("CHÍNH PHỦ", MOTTO)], id="letterhead"),
        pytest.param([("Nơi nhận:", "TM. CHÍNH PHỦ")], id="signature"),
        pytest.param([("", "KT. BỘ TRƯỞNG"), ("", "THỨ TRƯỞNG")], id="signature in two rows"),
        pytest.param([("", "Mẫu số 01")], id="one cell filled"),
        pytest.param([("1", ""), ("", "2")], id="hardly a letter"),
        pytest.param([("Đoạn văn dài " * 60, "Đoạn kia")], id="a form's page in two"),
    ],
)
def test_layouts(rows: list[tuple[str, ...]]) -> None:
    own = gridded(*rows)
    found = without_layouts(own)
    assert found.tables == ()
    assert found.lines == own.lines


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("Mẫu số 01", "Đơn đề nghị"), ("Mẫu số 02", "Giấy phép")], id="list"),
        pytest.param([("TT", "Chức danh"), ("1", "CHỦ TỊCH"), ("2", "BỘ TRƯỞNG"), ("3", "Thư ký")], id="positions"),
        pytest.param([("1", "Cấp mới", "10.000")], id="one row"),
    ],
)
def test_tables(rows: list[tuple[str, ...]]) -> None:
    own = gridded(*rows)
    assert without_layouts(own) is own
