"""The bench of structure compares units by path and whole text, and ends with its JSON line."""

import json
from pathlib import Path

import pytest

from bench import structure as bench
from bench.structure_units import allowed, read_units, true_units
from ingest.document import ParsedFile
from ingest.limits import Limits
from ingest.pipeline import read_file
from sample_gazettes.marked import Marked, MarkedDocument, MarkedLevel

PARAGRAPHS: tuple[tuple[MarkedLevel | None, str], ...] = (
    (None, "THÔNG TƯ"),
    (None, "Quy định về giá dịch vụ"),
    (None, "Căn cứ Luật Giá số 16/2023/QH15;"),
    ("chapter", "Chương I"),
    ("chapter", "QUY ĐỊNH CHUNG"),
    ("article", "Điều 1. Phạm vi điều chỉnh"),
    ("clause", "1. Thông tư này quy định về giá dịch vụ kiểm định và miễn kiểm định lần đầu cho xe cơ giới, gồm:"),
    ("item", "a) Giá tối đa của dịch vụ kiểm định;"),
    ("item", "b) Giá cụ thể của dịch vụ kiểm định."),
    ("content", "Giá nêu trên chưa gồm thuế giá trị gia tăng."),
    ("clause", "2. Thông tư này không áp dụng đối với xe của lực lượng vũ trang."),
    ("article", "Điều 2. Hiệu lực thi hành"),
    ("content", "Thông tư này có hiệu lực kể từ ngày 01 tháng 01 năm 2026."),
)


@pytest.fixture
def document() -> MarkedDocument:
    return MarkedDocument("Thông tư về giá", tuple(Marked(level, text) for level, text in PARAGRAPHS), ())


@pytest.fixture
def parsed(document: MarkedDocument, tmp_path: Path) -> ParsedFile:
    path = tmp_path / "gazette.pdf"
    path.write_bytes(bench.born_digital(1, document))
    return read_file(path, Limits(), lambda _: None)


def test_units_have_paths_and_the_text_of_all_below(document: MarkedDocument) -> None:
    units = {unit.path: unit.text for unit in true_units(document)}
    assert list(units) == [
        ("article 1",),
        ("article 1", "clause 1"),
        ("article 1", "clause 1", "point a"),
        ("article 1", "clause 1", "point b"),
        ("article 1", "clause 2"),
        ("article 2",),
    ]
    assert units["article 1", "clause 1"].endswith("giátrịgiatăng.")
    assert units["article 1",].endswith("vũtrang.")


def test_what_is_drawn_is_read_back(document: MarkedDocument, parsed: ParsedFile) -> None:
    tally = bench.Tally()
    assert bench.compare(true_units(document), read_units(parsed), 0.0, tally) == []
    assert tally.f1("article", tally.right) == tally.f1("point", tally.labels) == 1.0


def test_a_missing_unit_and_a_wrong_text_are_told(document: MarkedDocument, parsed: ParsedFile) -> None:
    tally = bench.Tally()
    read = [unit for unit in read_units(parsed) if unit.path[-1] != "point b"]
    found = bench.compare([*true_units(document), *true_units(document)[:1]], read, 0.0, tally)
    assert [line.split(":")[0] for line in found] == ["missed article 1 clause 1 point b", "missed article 1"]
    assert tally.f1("clause", tally.right) == 1.0
    assert 0 < tally.f1("point", tally.right) < 1


def test_a_scan_may_differ_in_few_letters() -> None:
    assert allowed("Thông tư này", "Thông tư nảy", 0.03)
    assert not allowed("Thông tư này", "Thông tư nảy", 0.0)
    assert not allowed("Thông tư này", "Thông tư", 0.03)


def test_the_bench_ends_with_its_figures(
    tmp_path: Path, document: MarkedDocument, capsys: pytest.CaptureFixture[str]
) -> None:
    form = {"title": document.title, "paragraphs": PARAGRAPHS, "after": []}
    source = tmp_path / "documents.jsonl"
    source.write_text(json.dumps(form) + "\n", encoding="utf-8")
    bench.main([str(source), "--scanned", "0"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["born_digital_documents"], figures["born_digital_documents_all_right"]) == (1, 1)
    assert figures["born_digital_article_f1"] == figures["born_digital_clause_f1"] == 1.0
