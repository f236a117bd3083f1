"""Signers by a part of their name."""

import pytest

from search_api.query.signers import signers_named

NAMES = (
    "Lương Tam Quang",
    "Phạm Minh Chính",
    "Trần Quang Phương",
    "Phạm Thị Thanh Trà",
    "Nguyễn Văn Tra",
    "Lê Quảng Ba",
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Lương Tam Quang", ("Lương Tam Quang",)),
        ("luong tam quang", ("Lương Tam Quang",)),
        ("LUONG TAM QUANG", ("Lương Tam Quang",)),
        ("quang", ("Lương Tam Quang", "Trần Quang Phương", "Lê Quảng Ba")),
        ("Quảng", ("Lê Quảng Ba",)),
        ("trà", ("Phạm Thị Thanh Trà",)),
        ("văn tra", ("Nguyễn Văn Tra",)),
        ("thanh tra", ("Phạm Thị Thanh Trà",)),
        ("pham", ("Phạm Minh Chính", "Phạm Thị Thanh Trà")),
        ("phạm trà", ()),
        ("Quang Tam", ()),
        ("Lường Tám Quáng", ("Lương Tam Quang",)),
        ("?", ()),
    ],
)
def test_a_part_of_a_name_names_those_that_hold_it(typed: str, names: tuple[str, ...]) -> None:
    assert signers_named(typed, NAMES) == names


def test_a_whole_name_is_that_one_alone() -> None:
    assert signers_named("le van a", ("Lê Văn A", "Lê Văn A Bảo")) == ("Lê Văn A",)
