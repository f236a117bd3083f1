"""Paths of provisions, written either way."""

import pytest

from nlp.status.paths import covers, excepted, path_of, spoken


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("Điều 5", "khoản 1 Điều 5", True),
        ("Điều 5 khoản 1", "khoản 1 Điều 5", True),
        ("Điều 5 khoản 1", "Điều 5", False),
        ("Điều 5", "Điều 50", False),
        ("Quy chế", "Quy chế điều 3", True),
        ("Điều 3", "Quy chế điều 3", False),
        ("", "Điều 3", False),
    ],
)
def test_covers(wide: str, narrow: str, *, expected: bool) -> None:
    assert covers(path_of(wide), path_of(narrow)) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Điều 9 khoản 2 điểm a", "điểm a khoản 2 Điều 9"),
        ("khoản 2 Điều 9", "khoản 2 Điều 9"),
        ("Điều 9", "Điều 9"),
        ("Phụ lục I", "Phụ lục I"),
        ("Quy chế điều 3", "Quy chế điều 3"),
        ("", ""),
    ],
)
def test_spoken(path: str, expected: str) -> None:
    assert spoken(path) == expected


def test_exceptions_of_the_target() -> None:
    assert excepted("trừ khoản 2 Điều 5, Điều 6") == (path_of("Điều 5 khoản 2"), path_of("Điều 6"))
    assert excepted("trừ trường hợp quy định tại khoản 2 Điều này") == ()
    assert excepted(None) == ()
