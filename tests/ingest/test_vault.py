"""Promises P1, P2, P4, P9 and P10 of handbook reliability.md for the vault."""

import errno
import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import (
    EmptyFile,
    FileTooLarge,
    LegacyWord,
    NotAPdf,
    OriginalMissing,
    StorageFailed,
    StorageFull,
)
from ingest.vault import Vault, clean_name

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 20_000
SHA = hashlib.sha256(PDF).hexdigest()
LIMIT = 10_000_000


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_the_bytes_are_kept_under_their_sha256(tmp_path: Path) -> None:
    stored = Vault(tmp_path).store(io.BytesIO(PDF), LIMIT)
    assert (stored.sha256, stored.size, stored.new) == (SHA, len(PDF), True)
    assert stored.path == Vault(tmp_path).path(SHA)
    assert stored.path.read_bytes() == PDF
    assert files(tmp_path) == [stored.path]
    assert stored.path.stat().st_mode & 0o222 == 0, "an original is never altered"


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    first, again = vault.store(io.BytesIO(PDF), LIMIT), vault.store(io.BytesIO(PDF), LIMIT)
    assert (first.new, again.new) == (True, False)
    assert files(tmp_path) == [first.path]


def test_a_cut_original_is_replaced_by_whole_bytes(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    path = vault.store(io.BytesIO(PDF), LIMIT).path
    path.chmod(0o640)
    path.write_bytes(PDF[:100])
    assert vault.damaged(SHA)
    assert vault.store(io.BytesIO(PDF), LIMIT).new
    assert not vault.damaged(SHA)


def test_many_workers_race_on_one_file(tmp_path: Path) -> None:
    vault, names = Vault(tmp_path), []
    threads = [
        threading.Thread(target=lambda: names.append(vault.store(io.BytesIO(PDF), LIMIT).sha256)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == [SHA] * 8
    assert files(tmp_path) == [vault.path(SHA)]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"PK\x03\x04 not a gazette", NotAPdf),
        (b"x" * 1_024 + b"%PDF-1.4", NotAPdf),
        (PDF + b"x" * LIMIT, FileTooLarge),
    ],
)
def test_refused_bytes_leave_nothing(tmp_path: Path, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        Vault(tmp_path).store(io.BytesIO(content), LIMIT)
    assert files(tmp_path) == []


def test_junk_before_the_header_is_allowed(tmp_path: Path) -> None:
    assert Vault(tmp_path).store(io.BytesIO(b"\x00" * 1_019 + b"%PDF-1.4"), LIMIT).new


class Endless(io.RawIOBase):
    """A stream that never ends and notes how much was taken from it."""

    taken = 0

    def read(self, size: int = -1, /) -> bytes:
        self.taken += size
        return b"%PDF-" + b"\0" * (size - 5)


def test_the_limit_holds_while_streaming(tmp_path: Path) -> None:
    stream = Endless()
    with pytest.raises(FileTooLarge):
        Vault(tmp_path).store(stream, 5_000_000)  # type: ignore[arg-type]  # a raw stream has all that store() uses
    assert stream.taken < 8_000_000
    assert files(tmp_path) == []


def test_a_stream_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        Vault(tmp_path).store(Broken(), LIMIT)
    assert files(tmp_path) == []


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, SHA.upper(), SHA + "0", SHA[:-1] + "/"])
def test_only_a_sha256_finds_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(OriginalMissing):
        Vault(tmp_path).path(name)


def test_what_a_crash_left_is_swept_when_it_is_old(tmp_path: Path) -> None:
    Vault(tmp_path)
    old, fresh = (tmp_path / "incoming" / name for name in ("old.part", "fresh.part"))
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    Vault(tmp_path)
    assert files(tmp_path) == [fresh]


def test_a_vault_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageFailed):
        Vault(tmp_path / "file" / "vault")


class FailingDisk:
    """SQLite's method: the Nth call to the system fails, for N = 1, 2, 3 ... until all goes well."""

    calls: ClassVar[tuple[str, ...]] = ("open", "write", "fsync", "replace", "mkdir", "close")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, number: int, code: int) -> None:
        self.left, self.code, self.failed = number, code, ""
        for name in self.calls:
            monkeypatch.setattr(os, name, self._failing(name, getattr(os, name)))

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                self.failed = name
                if name == "close":
                    real(*args, **kwargs)  # Linux frees the descriptor even when close reports an error
                raise OSError(self.code, os.strerror(self.code))
            return real(*args, **kwargs)

        return call


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_any_failing_call_leaves_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    expected = StorageFull if code == errno.ENOSPC else StorageFailed
    failed = []
    for number in range(1, 60):
        vault = Vault(tmp_path / str(number))
        with monkeypatch.context() as patch:
            disk = FailingDisk(patch, number, code)
            try:
                stored = vault.store(io.BytesIO(PDF), LIMIT)
            except expected:
                stored = None
        failed.append(disk.failed)
        kept = files(tmp_path / str(number))
        assert all(path.read_bytes() == PDF for path in kept), f"half a file after {disk.failed}"
        assert vault.store(io.BytesIO(PDF), LIMIT).sha256 == SHA, "the next attempt succeeds"
        if stored and not disk.failed:
            break
    assert set(failed) == {"open", "write", "fsync", "replace", "mkdir", "close", ""}, failed


def test_a_failed_sync_is_never_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault, calls = Vault(tmp_path), []

    def fsync(_: int) -> None:
        calls.append(1)
        raise OSError(errno.EIO, "lost")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(StorageFailed):
        vault.store(io.BytesIO(PDF), LIMIT)
    assert calls == [1]
    assert files(tmp_path) == []


WRITER = """
import io, sys
from pathlib import Path
from ingest.vault import Vault
vault = Vault(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(100_000):
    print(vault.store(io.BytesIO(b"%PDF-" + b"%d " % number * 60_000), 10**8).sha256, flush=True)
"""


def killed_writers(root: Path, rounds: int) -> Iterator[list[str]]:
    for turn in range(rounds):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
        ) as writer:
            assert writer.stdout
            assert writer.stdout.readline() == "ready\n"
            time.sleep(0.005 + 0.013 * turn)
            writer.send_signal(signal.SIGKILL)
            yield [line.strip() for line in writer.stdout if line.endswith("\n")]


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    for acknowledged in killed_writers(tmp_path, 8):
        vault = Vault(tmp_path)
        for sha256 in acknowledged:
            assert not vault.damaged(sha256)
        for path in files(tmp_path):
            assert path.suffix == ".part" or not vault.damaged(path.stem), "a half file has a whole file's name"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Công báo số 447.pdf", "Công báo số 447.pdf"),
        (unicodedata.normalize("NFD", "Nghị định.pdf"), "Nghị định.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\số 1.pdf", "số 1.pdf"),
        ("\u202efdp.exe\u2066\u200b.pdf", "fdp.exe.pdf"),
        ("a\x00b\r\nc\t.pdf", "ab c.pdf"),
        ("...", "tep.pdf"),
        ("", "tep.pdf"),
        ("\udcff\udcfe.pdf", "pdf"),
    ],
)
def test_names_are_cleaned(name: str, shown: str) -> None:
    assert clean_name(name) == shown


def test_a_long_name_keeps_its_extension() -> None:
    name = clean_name("ộ" * 10_000 + ".pdf")
    assert name.endswith("ộ.pdf")
    assert 250 < len(name.encode()) <= 255


@given(st.text(max_size=400) | st.text("ộ./\\ \u202e\x00\u0301a", max_size=400))
def test_a_name_is_never_a_path(name: str) -> None:
    shown = clean_name(name)
    assert shown
    assert shown not in {".", ".."}
    assert not set(shown) & set("/\\\0\r\n\u202e")
    assert len(shown.encode()) <= 255
    assert shown == unicodedata.normalize("NFC", shown)
    assert clean_name(shown) == shown


def test_each_kind_is_kept_under_its_own_end(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    for content, kind, end in (
        (b"%PDF-1.7", "pdf", ".pdf"),
        (b"PK\x03\x04[Content_Types].xml", "docx", ".docx"),
        (b"<?xml version='1.0'?>", "akn", ".xml"),
        (b'{"issue": null}', "json", ".json"),
    ):
        stored = vault.store(io.BytesIO(content), 1_000)
        assert (vault.kind(stored.sha256), vault.path(stored.sha256).suffix) == (kind, end)
        assert not vault.store(io.BytesIO(content), 1_000).new
    with pytest.raises(LegacyWord):
        vault.store(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 1_000)
