"""A class word before a name need not stand in a text."""

from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import analyse
from search_api.query.classes import classed
from search_api.query.request import SearchQuery
from tests.search_api.index.records_made import record


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xe ô tô", {"xe": "ô tô"}),
        ("thuế xe o to", {"xe": "o to"}),
        ("cây cà phê", {"cây": "cà phê"}),
        ("xe ở tổ", {}),
        ("xe máy", {}),
        ("ô tô", {}),
        ("xe ô", {}),
    ],
)
def test_what_classes_the_name_behind_it(text: str, found: dict[str, str]) -> None:
    held = classed(analyse(SearchQuery(text)).runs)
    assert {word: " ".join(term.accented for term in name) for word, name in held.items()} == found


@pytest.mark.parametrize("text", ["xe ô tô", "xe hơi", "xe o to"])
def test_a_text_that_lacks_the_class_word_answers(tmp_path: Path, text: str) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild([record("a", None, "Lệ phí", "Ô tô chạy bằng pin."), record("b", None, "Phí", "Xe đạp và tô phở.")])
    assert [hit.id for hit in search(engine, SearchQuery(text)).hits] == ["a"]
    engine.close()
