"""The bench of OCR: its pages have true texts, its sides are timed and scored alike, its table is Markdown."""

import json
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from bench import ocr as bench
from bench import ocr_jobs
from bench.ocr_damage import markdown
from bench.ocr_jobs import Job, page_text, picture_job, prose_pages, real_jobs, sample_pages
from bench.ocr_sides import Score, compared, without_header
from bench.ocr_speed import Race, raced
from bench.ocr_tables import CellScore
from bench.ocr_tables import compared as cells_compared
from ingest.document import Box, Line, Page, Table
from sample_gazettes.damage import Damage

TABLE = Table(1, Box(0, 0, 1, 1), (("STT", "Tên hồ sơ lưu trữ"), ("1", "Sổ đăng ký văn bản đến"), ("2", "")))


def test_texts_are_scored_by_page_line_and_tone() -> None:
    score = compared({1: "Điều 1\nThẩm quyền"}, {1: "Thâm quyền\nĐiều 1"}, 2.0)
    assert (score.pages, score.seconds, score.line, score.tone, score.characters) == (1, 2.0, 1, 1, 17)
    assert score.page > 5
    assert (score + score).rates == score.rates
    assert compared({1: "Điều 1"}, {}, 1.0).rates[:2] == (1.0, 1.0)


def test_headers_are_no_text() -> None:
    text = "CÔNG BÁO/Số 713 + 714/Ngày 24-7-2020 3\nĐiều 1. Phạm vi\n12\n"
    assert without_header(text) == "Điều 1. Phạm vi"
    box = Box(100, 40, 400, 52)
    page = Page(
        1, 595, 842, "ocr", (Line(text.splitlines()[0], 1, box, 14.0), Line("Chữ", 1, Box(85, 200, 500, 212), 14))
    )
    assert page_text(page) == "Chữ"


def test_drawn_pages_become_pictures_with_their_text(tmp_path: Path) -> None:
    pages = sample_pages("unicode", 2, tmp_path)
    assert len(pages) == 2
    job = picture_job("clean", pages, Damage(), 72, tmp_path)
    assert [len(text) > 800 for text in job.truths.values()] == [True, True]
    assert not any("CÔNG BÁO" in text or "CỘNG HÒA" in text for text in job.truths.values())
    document = pdfium.PdfDocument(job.path)
    try:
        assert len(document) == 2
        assert not document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_prose_pages_are_spread_evenly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "\n".join(f"f{i}.pdf\t{i + 1}\t2000" for i in range(10))
    (tmp_path / "prose_pages.tsv").write_text(f"file\tpage\tcharacters\n{rows}\n", encoding="utf-8")
    monkeypatch.setattr(ocr_jobs, "SHARED", tmp_path)
    assert prose_pages(5) == [(f"f{i}.pdf", i + 1) for i in (0, 2, 4, 6, 8)]
    assert len(prose_pages(99)) == 10


def test_handwriting_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "a.json").write_text('{"file": "a.pdf", "page": 2}')
    (tmp_path / "truth" / "a.txt").write_text("Số: ⟦12⟧/QĐ-UBND", encoding="utf-8")
    (job,) = real_jobs(tmp_path / "truth")
    assert (job.path, job.truths, job.bare) == (tmp_path / "a.pdf", {2: "Số:  /QĐ-UBND"}, False)


def test_sides_take_turns_and_change_who_is_first(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def side(name: str, seconds: float) -> Score:
        order.append(name)
        return Score(pages=1, seconds=seconds)

    monkeypatch.setattr("bench.ocr_speed.scored", lambda *_: side("ours", 2.0))
    race = raced("clean", [Job("g", Path("x"), {1: ""})] * 2, lambda _: side("peer", 1.0))
    assert order == ["ours", "peer", "ours", "ours", "peer"]
    assert isinstance(race, Race)
    assert race.ratio == pytest.approx(0.5)


def test_the_table_is_markdown() -> None:
    table = markdown("damage", [("skew", "light", [0.001, 0.0123, 1.0])])
    assert table.splitlines()[0] == "| damage | strength | 150 dpi | 200 dpi | 300 dpi |"
    assert table.splitlines()[-1] == "| skew | light | 0.10 % | 1.23 % | 100.00 % |"
    assert len({line.count("|") for line in table.splitlines()}) == 1


def test_cells_count_by_place_and_by_text() -> None:
    assert cells_compared([TABLE], [TABLE]) == CellScore(1, 5, 5, 5, 5)
    moved = Table(1, TABLE.box, (*TABLE.rows[1:], TABLE.rows[0]))
    assert cells_compared([TABLE], [moved]) == CellScore(1, 5, 5, 0, 5)
    misread = Table(1, TABLE.box, (("STT", "Tên hồ sơ lưu trử"), ("7", "Sổ đăng ký văn bản đến")))
    assert cells_compared([TABLE], [misread]) == CellScore(1, 5, 4, 3, 3)
    assert cells_compared([TABLE], []).f1 == 0.0


@pytest.mark.slow
def test_the_bench_ends_with_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    bench.main(["--no-real", "--speed", "1"])
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["clean_speed_ratio"] > 0
    assert figures["clean_page"] < 0.01
