"""Tables from the PDF to the document: over a page break, in the unit where they stand, in contract and search."""

from pathlib import Path

from ingest.document import LegalDocument, Provision
from ingest.limits import Limits
from ingest.pipeline import read_file
from nlp.text import flatten
from tests.ingest.tables.ruled import Drawing, ruled_pdf

XS = (85, 115, 320, 510)
HEAD = ["STT", "Văn bản bị bãi bỏ", "Ngày"]


def read(path: Path, data: bytes) -> LegalDocument:
    path.write_bytes(data)
    (document,) = read_file(path, Limits(), lambda _: None).documents
    return document


def tables(provisions: tuple[Provision, ...]) -> list[Provision]:
    found = []
    for provision in provisions:
        found += [provision] if provision.rows else tables(provision.children)
    return found


def test_a_table_over_a_page_break_is_one(tmp_path: Path) -> None:
    upper = [HEAD, ["1", "Thông tư số 01/2020/TT-BTC", "03/01/2020"], ["2", "Thông tư số 02/2020/TT-BTC\nvề phí", ""]]
    lower = [HEAD, ["3", "Thông tư số 03/2020/TT-BTC", "05/01/2020"]]
    data = ruled_pdf(
        [
            ("Điều 1. Bãi bỏ các văn bản sau đây:", 113.0, 120.0),
            Drawing(XS, (140, 165, 190, 230), upper, bold_rows=1),
        ],
        [
            Drawing(XS, (100, 125, 150), lower, bold_rows=1),
            ("Điều 2. Điều khoản thi hành", 113.0, 200.0),
            ("Thông tư này có hiệu lực từ ngày 01 tháng 7 năm 2026.", 113.0, 225.0),
        ],
    )
    document = read(tmp_path / "repealed.pdf", data)
    assert [provision.label for provision in document.body] == ["Điều 1", "Điều 2"]
    (table,) = tables(document.body)
    assert table.rows == (
        ("STT", "Văn bản bị bãi bỏ", "Ngày"),
        ("1", "Thông tư số 01/2020/TT-BTC", "03/01/2020"),
        ("2", "Thông tư số 02/2020/TT-BTC về phí", ""),
        ("3", "Thông tư số 03/2020/TT-BTC", "05/01/2020"),
    )
    assert (table.level, table.head_rows, table.page) == ("table", 1, 1)
    assert "3\tThông tư số 03/2020/TT-BTC\t05/01/2020" in flatten(document).text


def test_articles_in_cells_are_cells(tmp_path: Path) -> None:
    texts = [["TT", "Nội dung", "Cũ"], ["1", "Điều 2. Đối tượng", "Chương II"], ["2", "Phụ lục I", "1. Mức"]]
    data = ruled_pdf(
        [
            ("Điều 1. Phạm vi", 113.0, 120.0),
            ("1. Sửa các nội dung sau:", 113.0, 140.0),
            Drawing(XS, (160, 185, 210, 235), texts),
            ("2. Không sửa nội dung khác.", 113.0, 260.0),
        ]
    )
    document = read(tmp_path / "cells.pdf", data)
    (article,) = document.body
    assert [child.label for child in article.children] == ["1", "2"]
    assert tables(document.body)[0].rows[2] == ("2", "Phụ lục I", "1. Mức")
    assert document.attachments == ()
