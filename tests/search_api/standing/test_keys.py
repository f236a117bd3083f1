"""Keys by which documents and references meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.annotation import Relation
from search_api.archive.edges import Reference
from search_api.standing.keys import (
    as_cited,
    is_dated,
    is_local,
    last_level,
    mark_of,
    name_key,
    parent_of,
    place_of,
    place_of_gazette,
    words,
)


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("Ủy ban nhân dân thành phố Hà Nội", "p ha noi"),
        ("ỦY BAN NHÂN DÂN TỈNH SƠN LA", "p son la"),
        ("của Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu về việc ban hành", "p ba ria vung tau"),
        ("Hội đồng nhân dân thành phố Thủ Dầu Một, tỉnh Bình Dương", "p thu dau mot"),
        ("Ủy ban nhân dân phường Vân Xuân", "phuong van xuan"),
        ("Ủy ban nhân dân huyện Kỳ Anh", "huyen ky anh"),
        ("Chính phủ", None),
        ("Ủy ban nhân dân tỉnh", None),
        ("Ủy ban nhân dân tỉnh ban hành", None),
    ],
)
def test_places_of_issuers(issuer: str, place: str | None) -> None:
    assert place_of(issuer) == place


def test_places_of_gazettes() -> None:
    assert place_of_gazette("Công báo tỉnh Sơn La") == "p son la"
    assert place_of_gazette("Công báo nước Cộng hòa xã hội chủ nghĩa Việt Nam") is None
    assert place_of_gazette(None) is None


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("Luật", "ĐẤT ĐAI", "luat dat dai"),
        ("Luật", "Luật Đất đai", "luat dat dai"),
        ("Luật", "Phòng, chống tác hại của rượu, bia", "luat phong chong tac hai cua ruou bia"),
        ("Bộ luật", "Lao động", "bo luat lao dong"),
        ("Nghị định", "Quy định", None),
        ("Luật", None, None),
        (None, "Đất đai", None),
    ],
)
def test_names_of_laws(kind: str | None, name: str | None, key: str | None) -> None:
    assert name_key(kind, name) == key


def test_numbers_that_are_one_of_their_kind() -> None:
    assert is_dated("15/2020/ND/CP")
    assert is_dated("45/2019/QH14")
    assert not is_dated("611/QD/TTG")
    assert is_local("37/2026/QD/UBND")
    assert is_local("49/2026/NQ/HDND")
    assert not is_local("15/2020/ND/CP")


def test_paths_as_the_law_cites_them() -> None:
    assert as_cited("Điều 9 khoản 2 điểm a") == "điểm a khoản 2 Điều 9"
    assert as_cited("Điều 12a") == "Điều 12a"
    assert as_cited("") == ""
    assert (parent_of("Điều 9 khoản 2"), parent_of("Điều 9")) == ("Điều 9", "")
    assert (last_level("Điều 9 khoản 2"), last_level("Điều 9"), last_level("")) == ("khoản", "điều", "")


def relation(**changes: object) -> Relation:
    values: dict[str, object] = {"kind": "amends", "scope": "part", "evidence": "x", "confidence": 0.9}
    values |= {"target": "1/2020/NĐ-CP", "target_name": None, "target_provision": None}
    return Relation(**(values | changes))  # type: ignore[arg-type]  # made of names and values for a test


def test_a_claim_keeps_its_mark_whatever_its_words_are() -> None:
    target = Reference(number="1/2020/NĐ-CP", number_key="1/2020/ND/CP")
    mark = mark_of(relation(), target)
    assert mark == mark_of(relation(evidence="y", confidence=0.5, eid="art_9", start=7, end=9), target)
    two, turned = ("Điều 1", "Điều 2"), ("Điều 2", "Điều 1")
    assert mark_of(relation(provisions=two), target) == mark_of(relation(provisions=turned), target)
    others = [relation(kind="repeals"), relation(scope="whole"), relation(provisions=two)]
    assert len({mark, *(mark_of(one, target) for one in others)}) == 4
    assert mark_of(relation(), Reference(name_key="luat dat dai", year=2013)) != mark


@given(st.text(max_size=60))
def test_keys_are_made_of_any_text(text: str) -> None:
    assert words(words(text)) == words(text)
    place_of(f"tỉnh {text}")
    as_cited(text)
