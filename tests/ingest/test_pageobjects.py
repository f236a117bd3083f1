import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pageobjects import count_page_objects
from tests.ingest.tiny_pdfs import pages, pdf, stream

A4 = (595.0, 842.0)


def counted(folder: Path, content: bytes) -> int:
    path = folder / "file.pdf"
    path.write_bytes(content)
    return count_page_objects(path)


def test_plain_page_objects_are_counted(tmp_path: Path) -> None:
    assert counted(tmp_path, pages([A4] * 7)) == 7


def test_a_page_repeated_by_a_later_revision_counts_once(tmp_path: Path) -> None:
    signed = pages([A4] * 3) + b"\n5 0 obj\n<</Type /Page /Parent 2 0 R /Annots[9 0 R]>>\nendobj\n"
    assert counted(tmp_path, signed) == 3


def test_pages_inside_object_streams_are_counted(tmp_path: Path) -> None:
    first = b"<</Type/Page/Parent 2 0 R>>"
    header = b"10 0 11 %d 12 %d " % (len(first), 2 * len(first))
    inner = header + first + first + b"<</Type/Pages>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", stream(inner, b"/Type/ObjStm/N 3/First %d" % len(header))]
    assert counted(tmp_path, pdf(objects)) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-" + b"/Type/Page " * 400_000,
        b"%PDF-" + b"1 0 obj /Type/ObjStm " * 200_000,
        b"%PDF-" + (b"1 0 obj " + stream(b"1 0 " * 4_000, b"/Type/ObjStm/N 999999/First 16000") + b"\n") * 300,
        b"%PDF-" + (b"1 0 obj " + stream(b"\0" * 30_000_000, b"/Type/ObjStm/N 1/First 4") + b"\n") * 60,
        b"%PDF-" + b"1 0 obj " + stream(b"9" * 9_000 + b" 1 ", b"/Type/ObjStm/N 1/First 9002"),
    ],
)
def test_hostile_bytes_take_no_time(tmp_path: Path, content: bytes) -> None:
    start = time.process_time()
    assert counted(tmp_path, content) <= 1
    assert time.process_time() - start < 5


@given(
    st.binary(max_size=300) | st.text("0123456789 obj</Type/PageObjStmNFirst>stream\n", max_size=300).map(str.encode)
)
def test_any_bytes_give_a_number(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    assert counted(tmp_path_factory.mktemp("any"), content) >= 0
