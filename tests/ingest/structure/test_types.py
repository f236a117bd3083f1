"""Handbook domain.md 3.4: document types by their line in capitals and by their code."""

import pytest

from ingest.structure.types import type_by_code, type_on_line


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("NGHỊ ĐỊNH", "Nghị định"),
        ("N G H Ị  Đ Ị N H", "Nghị định"),
        ("THÔNG TƯ LIÊN TỊCH", "Thông tư liên tịch"),
        ("THÔNG TƯ", "Thông tư"),
        ("BỘ LUẬT", "Bộ luật"),
        ("LUẬT", "Luật"),
        ("LUẬT¹", "Luật"),
        ("NGHỊ QUYẾT LIÊN TỊCH", "Nghị quyết liên tịch"),
        ("Nghị định", None),
        ("NGHỊ ĐỊNH CỦA CHÍNH PHỦ", None),
        ("", None),
    ],
)
def test_type_on_line(line: str, kind: str | None) -> None:
    assert type_on_line(line) == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("NĐ", "Nghị định"),
        ("L", "Lệnh"),
        ("TTLT", "Thông tư liên tịch"),
        ("QyĐ", "Quy định"),
        ("UBND", None),
        (None, None),
    ],
)
def test_type_by_code(code: str | None, kind: str | None) -> None:
    assert type_by_code(code) == kind
