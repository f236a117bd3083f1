"""The bench of a large collection: articles found by heading and number, and by what the codification calls related."""

import gzip
import json
from pathlib import Path

import pytest

from bench import codification as bench

MATTERS = ("đất trồng lúa", "tiền lương làm thêm giờ", "giấy phép lái xe", "khai thác khoáng sản", "nuôi con nuôi")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    entries = [
        {
            "id": f"{act}{n}",
            "topic": "1",
            "act": f"{act}/2020/NĐ-CP",
            "subject": "Lĩnh vực chung",
            "heading": f"Điều 1.2.NĐ.{act}.{n}. Quy định về {matter} số {n}",
            "source": [f"(Điều {n} Nghị định số {act}/2020/NĐ-CP)"],
            "related": [[f"{act + 1}{n}", "…"]] if act == 14 else [],
            "text": f"Việc {matter} theo {act} khoản được hướng dẫn. (Điều này có nội dung liên quan đến Điều 9)",
        }
        for act in (14, 15, 16)
        for n, matter in enumerate(MATTERS, 1)
    ]
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, entries)).encode()))
    return path


def test_codes_and_notes_are_taken_off_and_articles_keep_their_numbers(articles: Path) -> None:
    held = bench.collection_of(articles, with_notes=False)
    provision = held.records[0].provisions[0]
    assert provision.label == "Điều 1"
    assert provision.heading.startswith("Quy định về")
    assert provision.text.endswith("hướng dẫn.")
    assert held.related("141") == {held.places["151"]}


def test_a_code_alone_is_no_heading() -> None:
    assert bench.heading_of({"heading": "Điều 20.4.TT.13.1."}) == ""
    assert bench.heading_of({"heading": "Điều 20.4.TT.13.1. Hiệu lực"}) == "Hiệu lực"


@pytest.mark.slow
def test_the_bench_runs_and_ends_with_its_json_line(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bench.main([str(articles)])
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["articles"] == 15
    assert told["heading@3"] == 1
    assert told["related@10"] == 1
