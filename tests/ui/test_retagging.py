"""`congbao retag` on the screen and for programs."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from search_api.retagging import DateChange, FileRetagged, Gain, Retagged, TagChange
from tests.ui.conftest import Site
from tests.ui.fakes import FakeRetagger
from ui.cli import app
from ui.retagging import as_json, show

CHANGES = (
    TagChange(
        "k3v6c2qx7bna",
        "38/2022/NĐ-CP",
        citations=Gain(("Điều 5 01/2020/NĐ-CP",)),
        topics=Gain(("lao-dong",), ("thong-ke",)),
        dates=(DateChange("effective_on", None, dt.date(2022, 7, 1)),),
    ),
    TagChange("k3v6c2qx7bnb", "39/2022/NĐ-CP", other=True),
)
DONE = Retagged(
    "2-abc", (FileRetagged("a" * 64, 2, CHANGES), FileRetagged("b" * 64, 0, (), "archive-busy", "Hãy thử lại."))
)


def test_what_changed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    show(DONE)
    told = capsys.readouterr()
    for text in (
        "Phiên bản 2-abc",
        "38/2022/NĐ-CP (k3v6c2qx7bna)",
        "viện dẫn: + Điều 5 01/2020/NĐ-CP",
        "lĩnh vực: + Lao động",
        "lĩnh vực: - Thống kê",
        "ngày có hiệu lực: chưa rõ → 2022-07-01",
        "chỉ khác ở từ khóa",
    ):
        assert text in told.out
    assert "archive-busy: Hãy thử lại." in told.err


def test_much_of_the_same_is_told_shortly(capsys: pytest.CaptureFixture[str]) -> None:
    change = TagChange("k3v6c2qx7bna", "38/2022/NĐ-CP", citations=Gain(tuple(f"Điều {n}" for n in range(40))))
    failed = tuple(FileRetagged(f"{n:064}", 0, (), "index-broken", "Hãy chạy lệnh.") for n in range(9))
    show(Retagged("2-abc", (FileRetagged("a" * 64, 1, (change,)), *failed)))
    told = capsys.readouterr()
    assert told.out.count("viện dẫn: +") == 12
    assert "… và 28 thay đổi khác" in told.out
    assert told.err.count("index-broken") == 1
    assert "và 6 tệp khác" in told.err


def test_programs_get_all_of_it() -> None:
    told = json.loads(as_json(DONE))
    assert told["counts"] == {
        "documents": 2, "changed": 2, "citations": 1, "relations": 0, "dates": 1, "topics": 1, "failed": 1,
    }  # fmt: skip
    assert told["changes"][0]["dates"] == [{"field": "effective_on", "old": None, "new": "2022-07-01"}]
    assert told["failed"] == [{"sha256": "b" * 64, "reason": "archive-busy", "remedy": "Hãy thử lại."}]


def test_it_is_said_what_to_tag_again() -> None:
    asked = CliRunner().invoke(app, ["retag"])
    assert asked.exit_code == 2
    assert "--outdated" in asked.output


def test_the_desk_says_how_many_an_older_version_tagged(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeRetagger, "outdated", lambda _: 1234)
    site.sign_in()
    assert "1.234 văn bản do phiên bản cũ phân tích" in site.browser.get("/bien-tap").text
    monkeypatch.setattr(FakeRetagger, "outdated", lambda _: 0)
    assert "phiên bản cũ" not in site.browser.get("/bien-tap").text
