"""References in running text as typed spans (`congbao cite`)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations.spans import reference_spans


def found(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.code) for span in reference_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Căn cứ Nghị định số 12/2006/NĐ-CP ngày 23 tháng 01 năm 2006 quy định chi tiết thi hành Luật Thương mại;",
            [("Nghị định số 12/2006/NĐ-CP", "NĐ"), ("Luật Thương mại", "L")],
        ),
        (
            "Nghị định số 24/2009/NĐ-CP của Chính phủ (sau đây gọi tắt là Nghị định số 24/2009/NĐ-CP) về hộ tịch",
            [("Nghị định số 24/2009/NĐ-CP", "NĐ")],
        ),
        ("Nghị định này thay thế Thông tư số 1/2020/TT-BTC.", [("Thông tư số 1/2020/TT-BTC", "TT")]),
        (
            "Luật này thay thế Luật tổ chức Hội đồng Chính phủ ngày 14 tháng 7 năm 1960.",
            [("Luật tổ chức Hội đồng Chính phủ", "L")],
        ),
        ("sửa đổi một số điều khoản của Pháp lệnh năm 1961.", [("Pháp lệnh năm 1961", "PL")]),
        ("Luật này được Quốc hội thông qua ngày 13 tháng 6 năm 2019.", []),
        ("pháp luật năm 2019 và các quy định khác", []),
        (
            "theo luật ban hành văn bản quy phạm pháp luật năm 2008",
            [("luật ban hành văn bản quy phạm pháp luật năm 2008", "L")],
        ),
        ("căn cứ luật Đất đai; theo luật đất đai; pháp luật Đất đai", [("luật Đất đai", "L")]),
        ("theo quy định của Pháp lệnh thuế nông nghiệp.", [("Pháp lệnh thuế nông nghiệp", "PL")]),
        ("Điều 29 Luật Các tổ chức tín dung và", [("Luật Các tổ chức tín dung", "L")]),
        ("Luật Biển Việt Nam Căn cứ Hiến pháp", [("Hiến pháp", "HP")]),
        ("Quyết định số 150 CP ngày 10/6/1977", [("Quyết định số 150 CP", "QĐ")]),
        (
            "tại Thông tư số 43 TC/QLCS và Nghị quyết số 30a có",
            [("Thông tư số 43 TC/QLCS", "TT"), ("Nghị quyết số 30a", "NQ")],
        ),
        ("phụ lục kèm theo Thông tư liên bộ số 12/TT-LB", [("Thông tư liên bộ số 12/TT-LB", "TT")]),
        ("theo Nghị định nêu trên", []),
        ("kỷ luật Trưởng phòng; theo Luật và thiệt hại; của Luật sư ban hành", []),
        (
            "Điều 13 Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch năm 2018",
            [("Luật sửa đổi, bổ sung một số điều của 37 Luật có liên quan đến quy hoạch năm 2018", "L")],
        ),
        ("Quyết định số 25 ĐL/KT ngày 22", [("Quyết định số 25 ĐL/KT", "QĐ")]),
    ],
)
def test_references_with_their_types(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@given(st.text(max_size=300))
def test_any_text_is_accepted(text: str) -> None:
    spans = list(reference_spans(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans, key=lambda span: span.start)


def test_the_labelled_corpus(shared_dir: Path) -> None:
    """F1 as ../shared/eval/score_references.py counts it; its labels leave out about a tenth of the numbered ones."""

    right = wanted = given_ = 0
    for line in (shared_dir / "data/references/sentences.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        left = [(span.start, span.end, span.code) for span in reference_spans(entry["text"])]
        given_ += len(left)
        for start, end, kind in entry["spans"]:
            wanted += 1
            hit = next((s for s in left if s[2] == kind and s[0] < end and start < s[1]), None)
            if hit:
                left.remove(hit)
                right += 1
    assert 2 * right / (wanted + given_) >= 0.95
