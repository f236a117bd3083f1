"""A file's kind by its first bytes."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import EmptyFile, IngestError, LegacyWord, NotAPdf
from ingest.kinds import kind_of


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"junk " * 100 + b"%PDF-1.4", "pdf"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", "docx"),
        (b"PK\x03\x04\x14\x00word\\document.xml", "docx"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><akomaNtoso>", "akn"),
        (b"\n<akomaNtoso xmlns='x'>", "akn"),
        ("\ufeff<?xml version='1.0'?>".encode("utf-16"), "akn"),
        (b' {"issue": null}', "json"),
    ],
)
def test_kinds(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


@pytest.mark.parametrize(
    ("head", "error"),
    [
        (b"", EmptyFile),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", LegacyWord),
        (b"PK\x03\x04 a zip", NotAPdf),
        (b"<html>", NotAPdf),
        (b"[]", NotAPdf),
        (b"x" * 1_024 + b"%PDF-1.4", NotAPdf),
    ],
)
def test_anything_else_is_refused(head: bytes, error: type[IngestError]) -> None:
    with pytest.raises(error):
        kind_of(head)


@given(st.binary(max_size=40))
def test_any_bytes_have_a_kind_or_a_reason(head: bytes) -> None:
    with contextlib.suppress(EmptyFile, LegacyWord, NotAPdf):
        assert kind_of(head) in ("pdf", "docx", "akn", "json")
