"""No more pages are read at once than there are cores, whoever reads them."""

import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from ingest.ocr.slots import SLOTS, core, slots_folder


def hold(started: Event) -> None:
    with core(1):
        started.set()
        time.sleep(60)


def test_a_page_waits_for_a_free_core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SLOTS, str(tmp_path))
    now, most, lock = 0, 0, threading.Lock()
    two = threading.Barrier(2)

    def read() -> None:
        nonlocal now, most
        with core(2):
            with lock:
                now += 1
                most = max(most, now)
            two.wait(30)  # for another one that reads now
            time.sleep(0.05)  # in which a third could come
            with lock:
                now -= 1

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert most == 2


def test_a_reader_that_is_killed_frees_its_core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SLOTS, str(tmp_path))
    context = multiprocessing.get_context("spawn")
    started = context.Event()
    other = context.Process(target=hold, args=(started,))
    other.start()
    assert started.wait(30)
    begun = time.monotonic()
    threading.Timer(0.2, os.kill, (other.pid, signal.SIGKILL)).start()
    with core(1):
        assert time.monotonic() - begun > 0.1
    other.join()


def test_without_a_folder_nothing_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SLOTS, raising=False)
    with core(1), core(1):
        pass
    monkeypatch.setenv(SLOTS, str(tmp_path / "gone"))
    with core(1), core(1):
        pass


def test_the_folder_is_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = slots_folder()
    assert folder is not None
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()
    folder.symlink_to(tmp_path)
    assert slots_folder() is None
    folder.unlink()
    folder.write_text("no folder")
    assert slots_folder() is None
