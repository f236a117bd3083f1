"""A reading of some pages, by a way that was asked for, and one that goes on where it was cut off."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from ingest.document import Page, Progress
from ingest.errors import PageNotFound
from ingest.kept import KeptPages, put_pages
from ingest.limits import Limits
from ingest.pipeline import read_file
from ingest.request import ReadRequest, Watch, Way
from ingest.sandbox import read_in_child
from tests.ingest.drawn import Text, drawn
from tests.ingest.ocr.fake_tesseract import counting
from tests.ingest.test_sandbox import gone
from tests.tree import ROOT

DECREE = ROOT / "sample_gazettes" / "02-decree-part-one.pdf"
LIMITS = Limits(ocr_processes=1)


def ignore(_: Progress) -> None:
    pass


def scan(path: Path, pages: int) -> Path:
    """Pages of dark bars: pictures with ink, which go through OCR."""
    picture = Image.new("RGB", (827, 1_170), "white")
    for top in range(150, 900, 60):
        picture.paste("black", (120, top, 700, top + 18))
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=100, save_all=True, append_images=[picture] * (pages - 1))
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that grows by one line with each page that the Tesseract on PATH reads."""
    path, log = counting(tmp_path / "bin")
    monkeypatch.setenv("PATH", path)
    return log


def read(log: Path) -> int:
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_one_page_alone_is_given_without_documents() -> None:
    whole = read_file(DECREE, LIMITS, ignore)
    alone = read_file(DECREE, LIMITS, ignore, ReadRequest(pages=(2,)))
    assert alone.documents == ()
    assert alone.pages == (whole.pages[1],)
    assert (alone.issue, alone.sha256) == (whole.issue, whole.sha256)


@pytest.mark.parametrize("number", [0, 999])
def test_a_page_that_is_not_there_is_an_error(number: int) -> None:
    with pytest.raises(PageNotFound):
        read_file(DECREE, LIMITS, ignore, ReadRequest(pages=(number,)))


def test_only_the_page_asked_for_goes_through_ocr(tmp_path: Path, calls: Path) -> None:
    parsed = read_in_child(scan(tmp_path / "a.pdf", 5), LIMITS, ignore, request=ReadRequest(pages=(4,)))
    assert [page.number for page in parsed.pages] == [4]
    once = read(calls)
    assert once > 0
    read_in_child(tmp_path / "a.pdf", LIMITS, ignore)
    assert read(calls) == 6 * once


def test_a_way_is_followed(tmp_path: Path, calls: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(drawn((Text("Điều 1. Phạm vi điều chỉnh của Nghị định này", y=120),)))
    ways: tuple[tuple[Way, str], ...] = (("judged", "text"), ("text", "text"), ("ocr", "ocr"))
    for way, source in ways:
        (page,) = read_in_child(path, LIMITS, ignore, request=ReadRequest(way)).pages
        assert page.source == source
    assert read(calls) > 0
    (page,) = read_in_child(scan(path, 1), LIMITS, ignore, request=ReadRequest("text")).pages
    assert (page.source, page.lines) == ("text", ())


def test_other_pages_stay_as_an_earlier_reading_left_them(tmp_path: Path) -> None:
    whole = read_file(DECREE, LIMITS, ignore)
    put_pages(tmp_path, whole.pages)
    again = read_file(DECREE, LIMITS, ignore, ReadRequest(pages=(2,), earlier=str(tmp_path)))
    assert again == whole
    changed = Page(1, 595, 842, "ocr", (), confidence=0.2)
    put_pages(tmp_path, [changed])
    again = read_file(DECREE, LIMITS, ignore, ReadRequest(pages=(2,), earlier=str(tmp_path)))
    assert again.pages[0] == changed
    assert again.pages[1].lines == whole.pages[1].lines
    assert "page-without-text" in {finding.code for finding in again.findings}


def test_a_picture_without_letters_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = counting(tmp_path / "bin", words="")
    monkeypatch.setenv("PATH", path)
    parsed = read_in_child(scan(tmp_path / "a.pdf", 1), LIMITS, ignore)
    assert ("page-without-text", 1) in [(finding.code, finding.page) for finding in parsed.findings]


def test_a_page_that_fails_tells_its_own_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = counting(tmp_path / "bin", seconds=60)
    monkeypatch.setenv("PATH", path)
    parsed = read_in_child(scan(tmp_path / "a.pdf", 2), Limits(page_seconds=0.5), ignore)
    assert [page.source for page in parsed.pages] == ["failed", "failed"]
    assert [(each.code, each.page) for each in parsed.findings if each.page] == [("stalled", 1), ("stalled", 2)]


def test_pages_that_were_kept_are_not_read_again(tmp_path: Path, calls: Path) -> None:
    path, kept = scan(tmp_path / "a.pdf", 6), KeptPages(tmp_path / "kept")
    request = ReadRequest(kept=str(kept.folder))
    steps: list[Progress] = []

    class CutOffError(Exception):
        pass

    def cut(event: Progress) -> None:
        if event.stage == "ocr" and event.done == 4:
            raise CutOffError

    with pytest.raises(CutOffError):
        read_in_child(path, LIMITS, cut, request=request, watch=Watch(keep=kept.keep))
    assert kept.count() >= 3
    before, left = read(calls), 6 - kept.count()
    parsed = read_in_child(path, LIMITS, steps.append, request=request, watch=Watch(keep=kept.keep))
    assert len(parsed.pages) == kept.count() == 6
    assert {page.source for page in parsed.pages} == {"ocr"}
    assert [step.done for step in steps if step.stage == "ocr"] == list(range(7 - left, 7))
    assert read(calls) - before == left


RUN = """
import sys
from pathlib import Path
from ingest.kept import KeptPages
from ingest.limits import Limits
from ingest.request import ReadRequest, Watch, Way
from ingest.sandbox import read_in_child

kept = KeptPages(Path(sys.argv[2]))
read_in_child(
    Path(sys.argv[1]),
    Limits(ocr_processes=1),
    lambda step: print(step.stage, step.done, flush=True),
    request=ReadRequest(kept=str(kept.folder)),
    watch=Watch(keep=kept.keep),
)
"""


def child_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


@pytest.mark.parametrize("victim", ["worker", "child"])
def test_a_reading_killed_in_mid_ocr_goes_on_at_the_next_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, victim: str
) -> None:
    """kill -9 of the worker or of its child; the pages that were done are not read again."""
    path, calls = counting(tmp_path / "bin", halt=5)
    file = scan(tmp_path / "a.pdf", 8)
    command = [sys.executable, "-c", RUN, str(file), str(tmp_path / "kept")]
    environment = {**os.environ, "PATH": path}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
        assert run.stdout
        for line in run.stdout:
            if line.startswith(b"ocr 3"):
                break
        os.kill(run.pid if victim == "worker" else child_of(run.pid), signal.SIGKILL)
    assert run.returncode != 0
    done = KeptPages(tmp_path / "kept").count()
    assert 2 <= done < 5
    (tmp_path / "bin" / "go").touch()
    assert gone(str(tmp_path / "bin"))  # a Tesseract that was running has ended
    before = read(calls)
    again = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert again.stdout.splitlines()[-1] == "structure 1"
    assert read(calls) - before == 8 - done, "each page that was left was read, and no other"


def test_a_reading_is_ended_in_the_middle_of_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C must not wait for the page that Tesseract has at hand."""
    path, calls = counting(tmp_path / "bin", seconds=600)
    monkeypatch.setenv("PATH", path)
    file, start = scan(tmp_path / "a.pdf", 1), time.monotonic()

    def alive() -> None:
        if read(calls):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_in_child(file, LIMITS, ignore, watch=Watch(alive=alive))
    assert time.monotonic() - start < 60
    assert gone(str(tmp_path / "bin"))


def test_tesseract_has_the_memory_bound_of_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, log = counting(tmp_path / "bin")
    program = tmp_path / "bin" / "tesseract"
    program.write_text(program.read_text().replace("echo call", "ulimit -v"))
    monkeypatch.setenv("PATH", path)
    limits = Limits(memory_bytes=900 << 20)
    read_in_child(scan(tmp_path / "a.pdf", 1), limits, ignore)
    assert {int(line) << 10 for line in log.read_text().split()} == {limits.memory_bytes}
