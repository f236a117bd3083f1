"""A long file is opened anew now and then; its pages stay the same."""

from contextlib import closing
from pathlib import Path

import pytest

from ingest import reopening
from ingest.document import Progress
from ingest.errors import OriginalMissing
from ingest.limits import Limits
from ingest.pipeline import read_file
from ingest.reopening import Reopening
from tests.ingest.tiny_pdfs import pages
from tests.tree import ROOT

NATIONAL = ROOT / "sample_gazettes" / "01-national-issue.pdf"


def test_it_is_opened_anew_and_the_old_one_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reopening, "PAGES_AT_A_TIME", 2)
    path = tmp_path / "a.pdf"
    path.write_bytes(pages([(595.0, 842.0)] * 3))
    with closing(Reopening(path)) as file:
        given = [file.for_page() for _ in range(5)]
        assert [one is given[0] for one in given] == [True, True, False, False, False]
        assert len(given[-1]) == 3
    path.unlink()
    with pytest.raises(OriginalMissing):
        Reopening(path)


def test_pages_are_the_same_whatever_the_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    def ignore(_: Progress) -> None:
        pass

    whole = read_file(NATIONAL, Limits(), ignore)
    monkeypatch.setattr(reopening, "PAGES_AT_A_TIME", 1)
    assert read_file(NATIONAL, Limits(), ignore) == whole
