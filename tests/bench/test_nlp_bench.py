import json
from pathlib import Path

import pytest

from bench.nlp import chosen, main, measure
from bench.nlp_documents import structured_documents
from nlp.components import COMPONENTS
from nlp.text import flatten

FORM = {
    "number": "12/2026/NĐ-CP",
    "title": "Nghị định số 12/2026/NĐ-CP về thử nghiệm",
    "paragraphs": [
        [None, "CHÍNH PHỦ"],
        [None, "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;"],
        ["chapter", "Chương I"],
        ["chapter", "QUY ĐỊNH CHUNG"],
        ["article", "Điều 1. Phạm vi điều chỉnh"],
        ["content", "Nghị định này quy định về thử nghiệm."],
        ["clause", "1. Thứ nhất:"],
        ["item", "a) Một;"],
        ["item", "đ) Năm."],
        ["article", "Điều 2. Hiệu lực"],
        ["clause", "1. Nghị định này có hiệu lực từ ngày 01/7/2026."],
    ],
    "after": [],
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "documents.jsonl"
    path.write_text(json.dumps(FORM, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_levels_become_a_tree_with_labels_and_eids(source: Path) -> None:
    (document,) = structured_documents(source)
    assert document.type == "Nghị định"
    assert document.preamble == ("Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",)
    places = [(s.where, s.field, s.eid) for s in flatten(document).segments if s.eid]
    assert ("Điều 1 khoản 1 điểm đ", "text", "cha_1__art_1__cl_1__pnt_đ") in places
    assert ("Điều 2", "heading", "cha_1__art_2") in places


def test_every_side_is_measured(source: Path) -> None:
    documents = list(structured_documents(source))
    speeds = measure(documents, rounds=1, every=1)
    assert {"all components", "with word segmentation", "underthesea word_tokenize", *COMPONENTS} <= set(speeds)
    assert all(speed > 0 for speed in speeds.values())


def test_without_the_file_the_samples_stand_in_loudly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents, name = chosen(tmp_path / "none.jsonl", 1)
    assert (len(documents), name) == (1, "sample_gazettes")
    assert "the sample gazettes stand in" in " ".join(capsys.readouterr().err.split())


def test_the_last_line_is_json(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(source), "--rounds", "1", "--words", "1"])
    summary = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert summary["documents"] == 1
    assert isinstance(summary["fast_enough"], bool)
