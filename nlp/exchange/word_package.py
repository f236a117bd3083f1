"""The zip file of a Word document, taken apart under bounds and put together clean.

Only the parts with words are kept: no macros, pictures or embedded files reach the reader, and no XML with a document
type definition. Some programs write the names of parts with backslashes, which Word itself survives: so do we.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from ingest.errors import BrokenDocx, UnpacksTooLarge

MOST_PARTS = 4_000
MOST_BYTES = 150 << 20
"""Bytes that the XML of one document may unpack to; a law of 300 pages has 4 MB."""

_PART = re.compile(r"(?:\[Content_Types\]\.xml|.*\.rels|(?:word|docProps|customXml)/.*\.xml)", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_PIECE = 1 << 20


def clean_package(data: bytes) -> bytes:
    """The document's parts with words in a zip file of their own; other parts are there, but empty.

    Raises:
        BrokenDocx: no zip file, no Word document, or XML that declares a document type.
        UnpacksTooLarge: more parts or bytes than any document has.
    """
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
            names = set()
            for name, content in _parts(source):
                if name not in names:
                    names.add(name)
                    target.writestr(name, content)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise BrokenDocx(f"{type(error).__name__}: {error}") from error
    if not any(name.lower() == "word/document.xml" for name in names):
        raise BrokenDocx("no word/document.xml")
    return out.getvalue()


def _parts(source: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Names with slashes, and contents; those of other parts are empty, so that references to them still lead there."""
    entries = source.infolist()
    if len(entries) > MOST_PARTS:
        raise UnpacksTooLarge(f"{len(entries)} parts")
    left = MOST_BYTES
    for entry in entries:
        name = entry.filename.replace("\\", "/").lstrip("/")
        if entry.is_dir() or not name or ".." in name.split("/"):
            continue
        if not _PART.fullmatch(name):
            yield name, b""
            continue
        content = _unpacked(source, entry, left)
        left -= len(content)
        if _DOCTYPE.search(content) or _DOCTYPE.search(content.replace(b"\x00", b"")):
            raise BrokenDocx(f"{name} declares a document type")
        yield name, _as_plain_document(content) if name == "[Content_Types].xml" else content


def _unpacked(source: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The part's bytes; what the zip file says of its size is not trusted."""
    content = bytearray()
    with source.open(entry) as part:
        while piece := part.read(_PIECE):
            content += piece
            if len(content) > most:
                raise UnpacksTooLarge(f"{entry.filename}: more than {most} bytes")
    return bytes(content)


def _as_plain_document(types: bytes) -> bytes:
    """Documents with macros and templates read like any other: their code is not in the package any more."""
    for other in _OTHER_MAINS:
        types = types.replace(other, _MAIN)
    return types
