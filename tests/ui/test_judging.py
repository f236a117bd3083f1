"""Topics of articles in lines of JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.citing import BadLineError
from ui.cli import app
from ui.judging import judged_lines

TEXT = "Người sử dụng lao động trả lương cho người lao động theo hợp đồng lao động; thời giờ làm việc theo nội quy."
NOTE = "(Điều 1 Nghị định số 1/2030/NĐ-CP Nghị định Về tiền lương, hợp đồng lao động ngày 01/02/2030 của Chính phủ)"


def written(folder: Path, *entries: object) -> Path:
    path = folder / "articles.jsonl"
    path.write_text("\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries), "utf-8")
    return path


def first_topics(path: Path) -> list[str | None]:
    found = [json.loads(line)["topics"] for line in judged_lines(path)]
    return [topics[0]["topic"] if topics else None for topics in found]


def test_articles_of_one_document_are_judged_together(tmp_path: Path) -> None:
    last = {"heading": "Hiệu lực", "text": "Có hiệu lực kể từ ngày ký."}
    work = {"heading": "Trả lương cho người lao động", "text": TEXT}
    path = written(tmp_path, last, {**last, "document": "a"}, {**work, "document": "a"}, {**work, "document": "a"})
    assert first_topics(path) == [None, "lao-dong", "lao-dong", "lao-dong"]


def test_lines_of_the_codification_are_taken_as_they_come(tmp_path: Path) -> None:
    line = {"heading": "Điều 37.1.NĐ.1.2. Trả lương", "text": TEXT, "act": "1/2030/NĐ-CP", "source": [NOTE]}
    assert first_topics(written(tmp_path, line, {**line, "source": []})) == ["lao-dong", "lao-dong"]
    assert first_topics(written(tmp_path, {**line, "act": "Điều 9a", "source": ["Điều 9a"]})) == ["lao-dong"]


def test_what_is_no_article_is_told_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadLineError, match="2"):
        list(judged_lines(written(tmp_path, {"text": TEXT}, {"heading": "…"})))


def test_on_the_command_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["topics", str(written(tmp_path, {"text": TEXT}))])
    assert (done.exit_code, '"lao-dong"' in done.output) == (0, True)
    assert CliRunner().invoke(app, ["topics", str(tmp_path / "none.jsonl")]).exit_code == 2
