"""What kinds of files are taken in, told by their first bytes, never by their names."""

from typing import Literal

from ingest.errors import EmptyFile, LegacyWord, NotAPdf

FileKind = Literal["pdf", "docx", "akn", "json"]
"""PDF; Word's .docx; Akoma Ntoso (XML); the JSON contract. Only a PDF has pages that can be shown."""

HEAD = 1_024
"""Bytes that tell a file's kind; Acrobat, pdfium and CourtListener's doctor allow that much junk before a PDF's."""

MAGIC = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word's .doc, and any Office file under a password
_ZIP = b"PK\x03\x04"
_OFFICE_NAMES = (b"[Content_Types].xml", b"_rels", b"docProps", b"word/", b"word\\", b"customXml")
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of(head: bytes) -> FileKind:
    """The kind of the file that begins with `head` (its first 1,024 bytes, or all).

    Raises:
        EmptyFile: there is not one byte.
        LegacyWord: Word's old format.
        NotAPdf: none of the kinds that are taken in.
    """
    if not head:
        raise EmptyFile
    head = head[:HEAD]
    if MAGIC in head:
        return "pdf"
    if head.startswith(_OLE):
        raise LegacyWord
    if head.startswith(_ZIP) and any(name in head for name in _OFFICE_NAMES):
        return "docx"
    text = head.decode(_WIDE.get(head[:2], "utf-8-sig"), "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml") or (text.startswith("<") and "akomaNtoso" in text):
        return "akn"
    if text.startswith("{"):
        return "json"
    raise NotAPdf("no %PDF- within the first 1,024 bytes, nor another kind that is taken in")
