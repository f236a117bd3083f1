import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.distances import bare, edit_distance, fold, line_errors

EVAL = Path(__file__).parents[3] / "shared" / "eval"
TEXT = st.text(alphabet="aạâậbdđ .", max_size=12)


def plain_distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, c in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, d in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (c != d))
    return row[-1]


@given(one=TEXT, other=TEXT)
def test_edit_distance(one: str, other: str) -> None:
    assert edit_distance(one, other) == plain_distance(one, other)


def test_a_line_is_looked_for_where_it_fits_best() -> None:
    assert line_errors("Điều 1", "CÔNG BÁO Điều 1 Phạm vi") == (0, 0)
    assert line_errors("thẩm quyền", "xx thâm quyền yy") == (1, 1)
    assert line_errors("thẩm quyền", "xx thảm quyen yy") == (2, 2)
    assert line_errors("đất", "dat") == (2, 2)
    assert line_errors("Điều 1", "Điều l") == (1, 0)


def test_letters_without_marks() -> None:
    assert [bare(letter) for letter in "ậđĐơ"] == ["a", "d", "D", "o"]
    assert fold(" Đi\u1ec1u\n 1 ") == "Điều 1"


@given(line=TEXT.filter(str.strip), output=TEXT)
def test_same_figures_as_the_scorer(line: str, output: str) -> None:
    if not (EVAL / "score_ocr.py").exists():
        pytest.skip(f"{EVAL} is missing: not compared with the scorer")
    scorer = _scorer()
    assert line_errors(line, output) == scorer.line_errors(line, output)


@cache
def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_ocr", EVAL / "score_ocr.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
