"""Which documents are normative and have a status."""

import datetime as dt

import pytest

from nlp.status.kinds import has_status, is_normative


@pytest.mark.parametrize(
    ("kind", "number", "year", "expected"),
    [
        ("Luật", "31/2024/QH15", 2024, True),
        ("Nghị định", "15/2020/NĐ-CP", 2020, True),
        ("Nghị quyết", "66.18/2026/NQ-CP", 2026, True),
        ("Nghị quyết", "99/NQ-CP", 2026, False),
        ("Quyết định", "19/2020/QĐ-TTg", 2020, True),
        ("Quyết định", "1131/QĐ-TTg", 2025, False),
        ("Quyết định", "123-TTg", 1995, None),
        ("Quyết định", None, 2020, None),
        ("Chỉ thị", "21/CT-TTg", 2026, False),
        ("Chỉ thị", "02/2010/CT-UBND", 2010, True),
        ("Công văn", "125/VPCP-KTTH", 2024, False),
        (None, "15/2020", 2020, None),
    ],
)
def test_normative(kind: str | None, number: str | None, year: int, *, expected: bool | None) -> None:
    assert is_normative(kind, number, dt.date(year, 5, 1)) is expected


def test_has_status() -> None:
    assert has_status("Nghị định")
    assert not has_status("Văn bản hợp nhất")
    assert not has_status("Thông báo")
    assert not has_status("Quyết định", normative=False)
    assert not has_status(None)
