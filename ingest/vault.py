"""The vault keeps the originals: content-addressed, never altered, each stored once.

Promises P1, P2, P4, P9 and P10 of handbook reliability.md. A file is written beside its place under another name,
synced, renamed, and its folder is synced; only then does `store` return. A failed sync is never tried again: after it
nobody knows what is on the disk, so the temporary file is thrown away and the caller told.

Layout: `ROOT/ab/abcdef….pdf` by sha256, the end by the file's kind, and `ROOT/incoming/` for files on their way. What
lies in `incoming` for more than a day was left by a crash and is removed when the vault is opened.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.errors import EmptyFile, FileTooLarge, NotAPdf, OriginalMissing, StorageFailed, StorageFull
from ingest.kinds import HEAD, MAGIC, FileKind, kind_of

MAGIC_WITHIN = HEAD
"""Bytes of junk that Acrobat, pdfium and CourtListener's doctor allow before the header."""

_ENDS: dict[FileKind, str] = {"pdf": ".pdf", "docx": ".docx", "akn": ".xml", "json": ".json"}
_CHUNK = 1 << 20
_ABANDONED_SECONDS = 24 * 3_600.0  # far longer than any upload or copy may take
_NAME_BYTES = 255  # the limit of common file systems
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # control, bidi and zero width, lone surrogates, private use


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An original in the vault. `size` in bytes; `new` is False where the same bytes were there already."""

    sha256: str
    size: int
    path: Path
    new: bool


class Vault:
    """A folder of originals, named by the sha256 of their bytes.

    Raises StorageError (StorageFailed, StorageFull) when the folder cannot be made or written.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        with _storage():
            self._incoming.mkdir(parents=True, exist_ok=True)
            self._remove_abandoned()

    def path(self, sha256: str) -> Path:
        """Where the original with this sha256 lies.

        Raises:
            OriginalMissing: it is not in the vault, or `sha256` is not 64 hexadecimal digits.
        """
        return self._place(sha256, self.kind(sha256))

    def kind(self, sha256: str) -> FileKind:
        """What kind of file the original with this sha256 is; raises OriginalMissing."""
        for kind in _ENDS:
            if self._place(sha256, kind).is_file():
                return kind
        raise OriginalMissing(sha256)

    def store(self, stream: BinaryIO, limit: int) -> StoredFile:
        """The bytes of `stream`, kept; on return they survive a crash.

        Args:
            stream: an open binary stream; it is read once, in pieces, and not closed.
            limit: the most bytes to take; the stream's own claim of a length is not trusted.

        Raises:
            EmptyFile, NotAPdf, LegacyWord, FileTooLarge: the bytes are refused, nothing is kept.
            StorageFailed, StorageFull: the disk refused, nothing is kept.
        """
        temporary = self._incoming / f"{secrets.token_hex(16)}.part"
        try:
            sha256, size, kind = _copy(stream, temporary, limit)
            with _storage():
                return self._settle(temporary, sha256, size, kind)
        finally:
            with contextlib.suppress(OSError):  # gone after a rename; else the sweep at the next start takes it
                temporary.unlink()

    def damaged(self, sha256: str) -> bool:
        """Whether the stored bytes no longer give their name; raises OriginalMissing where there are none."""
        with _storage(), self.path(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() != sha256

    def _settle(self, temporary: Path, sha256: str, size: int, kind: FileKind) -> StoredFile:
        place = self._place(sha256, kind)
        if not place.parent.is_dir():
            place.parent.mkdir(exist_ok=True)
            _sync_folder(self._root)
        new = not (place.is_file() and place.stat().st_size == size)
        if new:
            temporary.replace(place)
        # Also where the file was there: another process may have renamed it this moment and not synced yet.
        _sync_folder(place.parent)
        return StoredFile(sha256, size, place, new)

    def _place(self, sha256: str, kind: FileKind) -> Path:
        if len(sha256) != hashlib.sha256().digest_size * 2 or not set(sha256) <= set("0123456789abcdef"):
            raise OriginalMissing("not a sha256")
        return self._root / sha256[:2] / f"{sha256}{_ENDS[kind]}"

    def _remove_abandoned(self) -> None:
        before = time.time() - _ABANDONED_SECONDS
        for left in self._incoming.glob("*.part"):
            with contextlib.suppress(FileNotFoundError):  # another process opens the vault at the same time
                if left.stat().st_mtime < before:
                    left.unlink()


def clean_name(name: str) -> str:
    """A file name fit to be shown and offered for download, never used as a path (P9).

    The last part of a path, in NFC, without control, bidi and invisible characters, white space folded, at most 255
    bytes of UTF-8 with the extension kept; "tep.pdf" where nothing is left.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    spaced = "".join(" " if char.isspace() else char for char in last)
    kept = "".join(char for char in spaced if unicodedata.category(char) not in _DROPPED)
    folded = " ".join(unicodedata.normalize("NFC", kept).split()).strip(". ")
    return _shortened(folded) or "tep.pdf"


def _shortened(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    tail = f".{extension}" if dot and stem and len(extension.encode()) <= 8 else ""  # noqa: PLR2004 - ".pdf", ".docx.p7s"
    head = name[: len(name) - len(tail)]
    return head.encode()[: _NAME_BYTES - len(tail.encode())].decode("utf-8", "ignore").rstrip() + tail


@contextlib.contextmanager
def _storage() -> Iterator[None]:
    """The operating system's errors as ours."""
    try:
        yield
    except OSError as error:
        kind = StorageFull if error.errno in _FULL else StorageFailed
        raise kind(f"{type(error).__name__} {errno.errorcode.get(error.errno or 0, '')}") from error


def _copy(stream: BinaryIO, target: Path, limit: int) -> tuple[str, int, FileKind]:
    """`stream` written to the new file `target` and synced; its sha256, size and kind."""
    digest, size, head = hashlib.sha256(), 0, b""
    with _storage():
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o440)
    try:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileTooLarge(f"more than {limit} bytes")
            if len(head) < MAGIC_WITHIN:
                head += chunk[: MAGIC_WITHIN - len(head)]
                if len(head) == MAGIC_WITHIN:
                    kind_of(head)
            digest.update(chunk)
            _write(descriptor, chunk)
        kind = kind_of(head)
        with _storage():
            os.fsync(descriptor)
    finally:
        with _storage():
            os.close(descriptor)
    return digest.hexdigest(), size, kind


def check_magic(head: bytes) -> None:
    """Nothing, if `head` (the first 1,024 bytes, or all) starts like a PDF; else EmptyFile or NotAPdf (P10)."""
    if not head:
        raise EmptyFile
    if MAGIC not in head[:MAGIC_WITHIN]:
        raise NotAPdf("no %PDF- within the first 1,024 bytes")


def _write(descriptor: int, chunk: bytes) -> None:
    rest = memoryview(chunk)
    with _storage():
        while rest:
            rest = rest[os.write(descriptor, rest) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
