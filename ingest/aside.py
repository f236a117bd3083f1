"""Bytes that were refused at the door, kept for a person to look at: nothing that was sent is lost without a trace.

They are no originals: nothing reads them but a clerk who downloads them. Layout: `ROOT/SHA256.bin`.
"""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from ingest.errors import FileTooLarge, OriginalMissing, StorageFailed
from ingest.limits import MEGABYTE

_CHUNK = 1 << 20
_TOGETHER = 1_024 * MEGABYTE  # a folder of refused files must never fill the disk on which originals are kept


class Aside:
    """A folder of refused bytes, bounded as a whole."""

    def __init__(self, root: Path, most_bytes: int = _TOGETHER) -> None:
        self._root = root
        self._most = most_bytes

    def keep(self, stream: BinaryIO, limit: int) -> tuple[str, int]:
        """Keep the bytes of `stream` from where it stands; gives their sha256 and how many they are.

        Raises:
            FileTooLarge: more than `limit`, or than the folder may still take.
            StorageFailed: the disk refused.
        """
        temporary = self._root / f"{secrets.token_hex(16)}.part"
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            room = min(limit, self._most - sum(file.stat().st_size for file in self._root.iterdir()))
            sha256, size = _copy(stream, temporary, room)
            temporary.replace(self._root / f"{sha256}.bin")
        except OSError as error:
            raise StorageFailed(type(error).__name__) from error
        finally:
            with contextlib.suppress(OSError):  # gone after the rename
                temporary.unlink()
        return sha256, size

    def path(self, sha256: str) -> Path:
        """Where bytes with this sha256 lie; raises OriginalMissing."""
        place = self._root / f"{sha256}.bin"
        if not set(sha256) <= set("0123456789abcdef") or not place.is_file():
            raise OriginalMissing(sha256[:64])
        return place


def _copy(stream: BinaryIO, target: Path, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileTooLarge(f"more than {limit} bytes")
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size
