"""The copy made in a child: whole or not at all, and only for scanned files."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from ingest.errors import IngestError, NotScanned
from ingest.searchable.download import LIMITS, make_searchable
from tests.ingest.searchable.scanned_pdfs import Sheet, text_page, write


def test_a_scanned_file_gets_its_copy(tmp_path: Path) -> None:
    source, target = tmp_path / "scan.pdf", tmp_path / "copies" / "copy.pdf"
    target.parent.mkdir()
    write(source, Sheet(text_page(1)), Sheet(text_page(2, skew=0.6)))
    make_searchable(source, target, [text_page(1), text_page(2, skew=0.6)], "Bản quét")
    with pikepdf.open(target) as pdf:
        assert (len(pdf.pages), str(pdf.docinfo["/Title"])) == (2, "Bản quét")
    assert list(target.parent.iterdir()) == [target]


def test_a_typed_file_has_its_text(tmp_path: Path) -> None:
    with pytest.raises(NotScanned):
        make_searchable(tmp_path / "typed.pdf", tmp_path / "copy.pdf", [text_page(1, source="text")], "")


def test_a_hostile_file_leaves_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "scan.pdf", tmp_path / "copies" / "copy.pdf"
    target.parent.mkdir()
    source.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>")
    with pytest.raises(IngestError):
        make_searchable(source, target, [text_page(1)], "Bản quét")
    write(source, Sheet(text_page(1)))
    with pytest.raises(IngestError):
        make_searchable(source, target, [text_page(1)], "Bản quét", replace(LIMITS, file_seconds=0.05))
    assert list(target.parent.iterdir()) == []
