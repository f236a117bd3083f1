"""`congbao reread` in the terminal: the difference first, then what the person says."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.request import ReadRequest
from search_api.archive.entries import Rereading
from search_api.comparison import Comparison
from search_api.errors import DocumentNotFound
from tests.ui.examples import SHA, STORED
from tests.ui.fakes import REREADING, FakeRereader
from tests.ui.test_rereading import CHANGES
from ui.rereading import reread, show, wish_of

OCR = ReadRequest("ocr", (2,), 300)


class Running(FakeRereader):
    """Fulfils the wish at once."""

    def __init__(self, ended: Rereading, changes: Comparison | None = None) -> None:
        super().__init__()
        self.ended, self.comparison = ended, changes

    def run(self, wanted: int) -> Rereading:
        self.wish = self.ended
        return self.wish


def ready(changes: Comparison) -> Running:
    return Running(replace(REREADING, state="ready"), changes)


def test_a_file_is_named_by_path_digest_or_document(tmp_path: Path) -> None:
    rereader = FakeRereader()
    (tmp_path / "a.pdf").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert wish_of(rereader, str(tmp_path / "a.pdf"), 2, "ocr", 300) == (empty, OCR)
    assert wish_of(rereader, SHA, None, "text", None) == (SHA, ReadRequest("text"))
    assert wish_of(rereader, STORED.id, None, "judged", None) == (SHA, ReadRequest("judged", (1, 2)))
    assert wish_of(rereader, STORED.id, 2, "judged", None) == (SHA, ReadRequest("judged", (2,)))
    with pytest.raises(DocumentNotFound):
        wish_of(rereader, "nothing", None, "judged", None)


@pytest.mark.parametrize(("answer", "verb"), [(True, "use"), (False, "keep")])
def test_what_is_said_is_done(*, answer: bool, verb: str) -> None:
    rereader = ready(CHANGES)
    reread(rereader, SHA, OCR, lambda: answer)
    assert rereader.asked == [(SHA, OCR, None)]
    assert rereader.decided == [(verb, 7, None)]


def test_nothing_is_asked_where_nothing_changes() -> None:
    def never() -> bool:
        raise AssertionError

    rereader = ready(Comparison((), ()))
    reread(rereader, SHA, OCR, never)
    assert rereader.decided == [("keep", 7, None)]


def test_a_failure_is_told_and_nothing_decided(capsys: pytest.CaptureFixture[str]) -> None:
    rereader = Running(replace(REREADING, state="failed", reason="stalled", remedy="Một trang mất quá lâu."))
    assert reread(rereader, SHA, OCR, lambda: True).state == "failed"
    assert rereader.decided == []
    assert "stalled: Một trang mất quá lâu." in capsys.readouterr().err


def test_changes_are_shown_without_colours(capsys: pytest.CaptureFixture[str]) -> None:
    show(CHANGES)
    told = capsys.readouterr().out
    for line in (
        "Đổi: Nghị định 38/2022/NĐ-CP",
        "number: 38/2022 → 38/2022/NĐ-CP",
        "Thêm Điều 3",
        "+ [Hiệu lực]",
        "Mất: Thông tư 1/2022/TT-BTC",
        "Trang 2: text → ocr",
        "- Mức [lưong <b>]",
        "+ Mức [lương]",
        "và 9 trang khác",
        "và 4 điều, đoạn khác",
    ):
        assert line in told, line
