"""A lower document cannot change a higher one; official letters change nothing (handbook domain.md 3.4, 4.2)."""

import pytest

from nlp.relations.ranks import rank
from tests.nlp.relations.made import DECREE, LAW, A, stated


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("Luật", "31/2024/QH15", 2),
        ("Nghị quyết", "43/2022/QH15", 2),
        ("Nghị quyết", "114/2025/UBTVQH15", 3),
        ("Pháp lệnh", "15/2004/PL-UBTVQH11", 3),
        ("Quyết định", "12/2020/QĐ-CTN", 4),
        ("Nghị quyết", "66.18/2026/NQ-CP", 5),
        ("Quyết định", "19/2020/QĐ-TTg", 6),
        ("Nghị quyết", "01/2024/NQ-HĐTP", 7),
        ("Thông tư", "07/2026/TT-BNV", 8),
        ("Nghị quyết", "05/2026/NQ-HĐND", 9),
        ("Quyết định", "05/2026/QĐ-UBND", 10),
        ("Quyết định", "372/QĐ-BTC", None),
        (None, None, None),
    ],
)
def test_ranks(kind: str | None, number: str | None, expected: int | None) -> None:
    assert rank(kind, number) == expected


@pytest.mark.parametrize(
    ("kind", "number", "target", "changes"),
    [
        ("Thông tư", "1/2026/TT-BTC", f"Nghị định số {DECREE}", False),
        ("Nghị định", "6/2026/NĐ-CP", f"Luật Việc làm số {LAW}", False),
        ("Quyết định", "9/2026/QĐ-UBND", f"Thông tư số {A}", False),
        ("Nghị định", "6/2026/NĐ-CP", f"Thông tư số {A}", True),
        ("Thông tư", "1/2026/TT-BTC", f"Thông tư số {A}", True),
        ("Quyết định", "372/QĐ-BTC", f"Thông tư số {A}", True),
        ("Công văn", "125/BTC-CST", f"Thông tư số {A}", False),
        ("Công điện", "12/CĐ-TTg", f"Thông tư số {A}", False),
    ],
)
@pytest.mark.parametrize("verb", ["Bãi bỏ", "Thay thế", "Ngưng hiệu lực", "Đính chính"])
def test_who_may_change_whom(kind: str, number: str, target: str, *, changes: bool, verb: str) -> None:
    assert bool(stated(f"{verb} {target}.", type=kind, number=number)) == changes
