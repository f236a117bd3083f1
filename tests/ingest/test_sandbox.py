"""Promises P5 and P6 of handbook reliability.md: one bad file never stops the line, and every reading is bounded."""

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from ingest.document import Box, ParsedFile, Progress
from ingest.errors import (
    EncryptedFile,
    IngestError,
    NoPages,
    OriginalMissing,
    OutOfMemory,
    PageNotFound,
    PageTooLarge,
    ReaderCrashed,
    ReaderFailed,
    Stalled,
    TimedOut,
)
from ingest.limits import Limits
from ingest.sandbox import crop_in_child, read_in_child, render_in_child
from tests.ingest.tiny_pdfs import pages, pdf

MODULE = "tests.ingest.stand_in_readers"
LIMITS = Limits(memory_bytes=512 << 20)
A4 = (595.0, 842.0)


def ignore(_: Progress) -> None:
    pass


def read(path: Path, reader: str, limits: Limits = LIMITS) -> ParsedFile:
    return read_in_child(path, limits, ignore, reader=f"{MODULE}:{reader}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "số 1.pdf"
    path.write_bytes(pages([A4]))
    return path


def test_the_answer_and_the_progress_come_back(file: Path) -> None:
    steps: list[Progress] = []
    parsed = read_in_child(file, LIMITS, steps.append, reader=f"{MODULE}:good")
    assert parsed == ParsedFile("số 1.pdf", None, (), ())
    assert steps == [Progress("text", page, 3) for page in (1, 2, 3)]


def test_a_large_answer_comes_back_whole(file: Path) -> None:
    assert read(file, "large").sha256 == "đ" * 5_000_000


def test_what_libraries_print_is_no_answer(file: Path) -> None:
    assert read(file, "printing").sha256 == "số 1.pdf"


@pytest.mark.parametrize(
    ("reader", "limits", "outcome"),
    [
        ("refusing", LIMITS, EncryptedFile),
        ("raising", LIMITS, ReaderFailed),
        ("nonexistent", LIMITS, ReaderFailed),
        ("hanging", Limits(stall_seconds=0.7), Stalled),
        ("crawling", Limits(file_seconds=5, stall_seconds=4), TimedOut),  # no start of a child takes four seconds
        ("spinning", Limits(cpu_seconds=1), TimedOut),
        ("segfaulting", LIMITS, ReaderCrashed),
        ("killed", LIMITS, ReaderCrashed),
        ("leaving", LIMITS, ReaderCrashed),
        ("gorging", LIMITS, OutOfMemory),
        ("writing", Limits(written_bytes=10 << 20), ReaderFailed),
        ("lying", LIMITS, ReaderFailed),
        ("flooding", Limits(answer_bytes=1 << 20), ReaderFailed),
        ("closing", LIMITS, ReaderCrashed),
    ],
)
def test_each_way_to_fail_has_its_reason(file: Path, reader: str, limits: Limits, outcome: type[IngestError]) -> None:
    start = time.monotonic()
    with pytest.raises(outcome) as caught:
        read(file, reader, limits)
    assert type(caught.value) is outcome
    assert time.monotonic() - start < 60
    assert read(file, "good", limits).sha256 == "số 1.pdf", "the next file is read"


TELL = """
import sys
from pathlib import Path
from ingest.errors import IngestError
from ingest.limits import Limits
from ingest.sandbox import read_in_child
try:
    read_in_child(Path(sys.argv[1]), Limits(), lambda _: None, reader=sys.argv[2])
except IngestError as error:
    print(type(error).__name__)
"""


def test_memory_that_c_takes_has_its_reason(file: Path) -> None:
    """Read by a process of its own: the kernel lends a child its parent's peak, and other tests have raised ours."""
    command = [sys.executable, "-c", TELL, str(file), f"{MODULE}:gorging_in_c"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "OutOfMemory\n"


def test_the_place_of_an_unknown_error_is_in_the_detail(file: Path) -> None:
    with pytest.raises(ReaderFailed, match=r"TypeError: 'NoneType' object is not iterable at stand_in_readers.py:\d+"):
        read(file, "raising")


def sleepers(mark: str) -> list[str]:
    """Processes whose command line holds `mark`."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and mark.encode() in (entry / "cmdline").read_bytes():
                found.append(entry.name)
        except OSError:
            continue
    return found


def gone(mark: str, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while sleepers(mark) and time.monotonic() < until:
        time.sleep(0.02)
    return not sleepers(mark)


@pytest.fixture
def forker(tmp_path: Path) -> tuple[Path, str]:
    mark = f"{700_000 + os.getpid() % 10_000}.{time.monotonic_ns() % 1_000_000:06}"
    path = tmp_path / "file.pdf"
    path.write_text(mark)
    return path, mark


def test_grandchildren_die_with_a_timeout(forker: tuple[Path, str]) -> None:
    path, mark = forker
    with pytest.raises(Stalled):
        read(path, "forking", Limits(stall_seconds=1.5))
    assert gone(mark)


def test_grandchildren_die_when_the_caller_gives_up(forker: tuple[Path, str]) -> None:
    path, mark = forker
    seen: list[list[str]] = []

    def cancel(_: Progress) -> None:
        time.sleep(0.5)
        seen.append(sleepers(mark))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_in_child(path, LIMITS, cancel, reader=f"{MODULE}:forking")
    assert seen[0], "the grandchild was there"
    assert gone(mark)


def test_the_child_dies_with_its_parent(file: Path) -> None:
    code = (
        "from pathlib import Path; from ingest.limits import Limits; from ingest.sandbox import read_in_child;"
        f"read_in_child(Path({str(file)!r}), Limits(), lambda e: print(e, flush=True), reader='{MODULE}:hanging')"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stdout.readline()
        mark = str(file.parent)  # the test's own folder, in the child's order
        children = sleepers(mark)
        parent.send_signal(signal.SIGKILL)
    assert len(children) == 2
    assert gone(mark)


def descriptors() -> set[tuple[str, str]]:
    """Open descriptors and what they lead to; what other tests have left open may be closed at any moment."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the one by which this folder is read
            found.add((entry.name, str(entry.readlink())))
    return {(name, target) for name, target in found if target != f"/proc/{os.getpid()}/fd"}


def test_no_folder_and_no_descriptor_is_left(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    (tmp_path / "work").mkdir()
    before = descriptors()
    for reader in ("good", "segfaulting", "raising"):
        try:
            read(file, reader)
        except IngestError:
            continue
    assert [one.name for one in (tmp_path / "work").iterdir()] == [f"congbao-ocr-{os.getuid()}"]  # for all readings
    assert not descriptors() - before


def test_a_child_that_cannot_be_started_leaves_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = descriptors()
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    with pytest.raises(ReaderCrashed, match="cannot be started"):
        read(file, "good")
    assert not descriptors() - before


def test_the_child_is_bound_and_sees_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGBAO_DATABASE_URL", "postgresql://name:secret@host/db")
    path = tmp_path / "port"
    with socket.create_server(("127.0.0.1", 0)) as server:
        path.write_text(str(server.getsockname()[1]))
        memory, core, files, leads_session, reach, folder, names = read(path, "boasting").sha256.split("\n")
    assert (int(memory), int(core), int(files)) == (LIMITS.memory_bytes, 0, LIMITS.open_files)
    assert leads_session == "True"
    assert folder == "stderr"
    assert "CONGBAO" not in names
    if os.geteuid() == 0:  # an ordinary user's kernel may not allow to give the network up
        assert reach == "alone"


def test_many_files_can_be_read_at_a_time(file: Path) -> None:
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(read(file, "good").sha256)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["số 1.pdf"] * 6


def test_a_page_is_drawn(file: Path) -> None:
    image = Image.open(io.BytesIO(render_in_child(file, 1, 600, Limits())), formats=["PNG"])
    assert image.width == 600
    assert abs(image.height - 600 * 842 / 595) <= 1


@pytest.mark.parametrize(
    ("sizes", "page", "outcome"),
    [([A4], 2, PageNotFound), ([A4], 0, PageNotFound), ([(595.0, 2_147_483_647.0)], 1, PageTooLarge)],
)
def test_a_page_that_cannot_be_drawn_has_a_reason(
    tmp_path: Path, sizes: list[tuple[float, float]], page: int, outcome: type[IngestError]
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pages(sizes))
    with pytest.raises(outcome):
        render_in_child(path, page, 600, Limits())


def test_a_part_of_a_page_is_drawn(file: Path) -> None:
    part = Box(36.0, 780.0, 96.0, 810.0)
    across = Image.open(io.BytesIO(crop_in_child(file, 1, part, 0, Limits())), formats=["PNG"])
    assert across.width > across.height
    upright = Image.open(io.BytesIO(crop_in_child(file, 1, part, 90, Limits())), formats=["PNG"])
    assert upright.size == (across.height, across.width)
    with pytest.raises(PageNotFound):
        crop_in_child(file, 1, Box(600, 10, 620, 20), 0, Limits())


def test_drawing_a_file_that_cannot_be_opened_has_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    with pytest.raises(OriginalMissing):
        render_in_child(path, 1, 600, Limits())
    path.write_bytes(pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]))
    with pytest.raises(NoPages):
        render_in_child(path, 1, 600, Limits())


HANG = """
import sys
from pathlib import Path
from ingest.limits import Limits
from ingest.sandbox import read_in_child
read_in_child(Path(sys.argv[1]), Limits(), lambda e: print(e, flush=True), reader=sys.argv[2])
"""


def test_folders_of_killed_readings_are_removed_at_the_next_start(file: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    command = [sys.executable, "-c", HANG, str(file), f"{MODULE}:hanging"]
    environment = {**os.environ, "TMPDIR": str(work)}
    with (
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as killed,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as living,
    ):
        assert killed.stdout
        assert living.stdout
        assert killed.stdout.readline()
        assert living.stdout.readline()
        both = set(work.glob("congbao-read-*"))
        killed.kill()
        killed.wait()
        old = time.time() - 3_600
        for folder in both:
            os.utime(folder, (old, old))
        code = "from ingest.sandbox import remove_abandoned; remove_abandoned()"
        subprocess.run([sys.executable, "-c", code], env=environment, check=True)
        kept = set(work.glob("congbao-read-*"))
        living.kill()
    assert (len(both), len(kept)) == (2, 1), "the one that is at work stays"
