"""The bench of the search path runs end to end and ends with its JSON line."""

import gzip
import json
from pathlib import Path

import pytest

from bench import search as bench
from bench.search_records import grown, questions_of, records_of


@pytest.fixture
def codification(tmp_path: Path) -> Path:
    articles = [
        {
            "act": f"{act}/2020/NĐ-CP",
            "subject": f"Lĩnh vực số {act}",
            "heading": f"Điều {n}. Quy định về hồ sơ",
            "text": f"Hồ sơ thứ {n} của lĩnh vực {act} gồm đơn đề nghị và bản sao giấy phép kinh doanh còn hiệu lực.",
        }
        for act in range(14, 24)
        for n in range(1, 6)
    ]
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, articles)).encode()))
    return path


def test_questions_are_of_every_kind_and_always_the_same(codification: Path) -> None:
    records = records_of([codification])
    questions = questions_of(records, 24)
    assert questions == questions_of(records, 24)
    assert len(records) == 10
    assert any("/2020/" in question.text for question in questions)
    assert any(question.text.isascii() for question in questions)
    assert sum(bool(question.filters.types) for question in questions) == 6


@pytest.mark.slow
def test_the_bench_measures_every_way(codification: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.main([str(codification), "--questions", "12"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["documents"], figures["articles"], figures["questions"]) == (10, 50, 12)
    for way in ("bare", "engine", "search", "http"):
        assert 0 < figures[f"{way}_p50_ms"] <= figures[f"{way}_p99_ms"]
    assert figures["search_over_bare_p50_ms"] > 0


def test_a_grown_collection_has_so_many_distinct_articles_and_numbers(codification: Path) -> None:
    records = records_of([codification])
    more = list(grown(records, 120))
    texts = [provision.text for record in more for provision in record.provisions]
    assert len(texts) == 120
    assert more[: len(records)] == records
    assert len({record.id for record in more}) == len({record.number for record in more}) == len(more)
