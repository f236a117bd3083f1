"""bench.relevance on a folder of three texts: its figures are those counted by hand."""

import json
from pathlib import Path

import pytest

from bench import relevance

TEXTS = {
    "rượu": (
        "Luật Phòng, chống tác hại của rượu - Điều 1. Độ tuổi",
        "Người chưa đủ 18 tuổi không được uống rượu, bia.",
    ),
    "xe": ("Luật Đường bộ - Điều 9. Mũ bảo hiểm", "Người điều khiển xe mô tô phải đội mũ bảo hiểm."),
    "đất": ("Luật Đất đai - Điều 3. Thu hồi đất", "Nhà nước thu hồi đất vì mục đích quốc phòng, an ninh."),
}
QUESTIONS = {"q1": "Bao nhiêu tuổi được uống rượu bia?", "q2": "thu hồi đất vì mục đích gì", "q3": "không có câu này"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "qrels").mkdir()
    corpus = [{"_id": key, "title": title, "text": text} for key, (title, text) in TEXTS.items()]
    questions = [{"_id": key, "text": text} for key, text in QUESTIONS.items()]
    for name, entries in (("corpus", corpus), ("queries", questions)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\trượu\t1\nq2\tđất\t1\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("tones", [[], ["--strip-tones"], ["--half-tones"]])
def test_figures_of_the_last_line(folder: Path, tones: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    relevance.main([str(folder), *tones])
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["texts"], last["questions"]) == (3, 2)
    assert (last["recall@1"], last["recall@20"], last["ndcg@10"], last["mrr@10"]) == (1, 1, 1, 1)
    assert 0 < last["p50_ms"] <= last["p99_ms"]


def test_every_second_marked_syllable_loses_its_marks() -> None:
    assert relevance.half_toned("Độ tuổi được uống rượu, bia") == "do tuổi duoc uống ruou, bia"


def test_an_answer_counts_by_its_places() -> None:
    answer = relevance.Answer(relevance.Question("?", {"a": 2, "b": 1, "c": 0}), ("x", "b", "c", "a"), 1.0)
    assert (answer.first, answer.recall(1), answer.recall(2), answer.recall(10)) == (2, 0, 0.5, 1)
    assert answer.ndcg(1) == 0
    assert answer.ndcg(10) == pytest.approx((1 / 1.5849625 + 3 / 2.3219281) / (3 + 1 / 1.5849625))
