"""The bench of exact things on records made by hand; it must stand on them as on the gazettes."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from bench.exact import CITED, WITH_YEAR, WRITTEN, Asked, drawn, is_right, main, wrong
from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery
from tests.search_api.engines import engine_of
from tests.search_api.index.records_made import CORPUS, record

RECORDS = (
    *CORPUS,
    record("ct", "21/CT-TTg", "Sắp xếp thôn, tổ dân phố", "Sắp xếp.", "Bố trí."),
    record("hn", "5161/VBHN-BLĐTBXH", "Hợp nhất thông tư", *["Đào tạo nghề."] * 12, kind="Văn bản hợp nhất"),
    record("tt3", "03/2023/TT-BLĐTBXH", "Định mức", "Ban hành định mức.", "Hiệu lực."),
    record(
        "qh", "69/2020/QH14", "Người lao động Việt Nam đi làm việc ở nước ngoài", "Phạm vi.", "Đối tượng.", kind="Luật"
    ),
)

engine = engine_of(RECORDS)


def test_every_number_and_citation_stands_first(engine: TantivyEngine) -> None:
    asked = drawn(RECORDS, 400, seed=3)
    assert len(asked) > 300
    assert wrong(engine, asked) == []


def test_every_spelling_is_asked() -> None:
    spellings = Counter(each.spelling for each in drawn(RECORDS, 300, seed=3))
    assert set(spellings) == {*WRITTEN, *WITH_YEAR, *CITED}


def test_ambiguous_numbers_stand_by_rank_of_type(engine: TantivyEngine) -> None:
    several = [each for each in drawn(RECORDS, 900, seed=3) if len(each.right) > 1]
    assert {each.right for each in several} == {("nd15", "tt15", "qd15")}
    page = search(engine, SearchQuery("15/2020"))
    assert is_right(several[0], page)
    assert not is_right(replace(several[0], right=("qd15", "nd15", "tt15")), page)


def test_a_document_that_is_lost_is_wrong(engine: TantivyEngine) -> None:
    page = search(engine, SearchQuery("15/2020", size=20))
    asked = Asked("15/2020", "number and year", ("nd15", "tt15", "qd15"))
    assert is_right(asked, page)
    assert not is_right(asked, replace(page, hits=page.hits[:1]))
    many = replace(asked, right=("nd15",) * 21)  # more than a page shows
    assert is_right(many, replace(page, hits=page.hits[:1] * 20))


def test_nothing_found_is_wrong() -> None:
    assert not is_right(Asked("15/2020", "as printed", ("nd15",)), SearchPage(0, (), (), 0.0))


def test_the_last_line_tells_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "records.json"
    kept.write_bytes(msgspec.json.encode(RECORDS))
    main(["--records", str(kept), "--count", "30"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures == {"engine": "tantivy", "documents": len(RECORDS), "questions": 30, "right": 30}
