"""Handbook domain.md 7.1 and 7.3: text at the edge, its folded form, the marks of notes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letters import clean_text, fold, note_marks, renumbered, squeeze, without_marks

SOUP = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("aeoÂâ\u0301\u0323\u0302\u0306\u031b\u00ad\u0130СТ")
)


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("  Điều\u00a01. \t Phạm vi\n", "Điều 1. Phạm vi"),
        ("Q\u00d0-TTg, \u0189i\u1ec1u, \u00f0\u1ec3", "QĐ-TTg, Điều, để"),
        ("TT\u2011BTC", "TT-BTC"),
        (unicodedata.normalize("NFD", "Nghị định"), "Nghị định"),
        ("thu\u00adế", "thuế"),
        ("Công\u200b báo\ufeff", "Công báo"),
        ("chương\x0bmục\x0cđiều", "chương mục điều"),
        ("01/2018/TT-BТС", "01/2018/TT-BTC"),
        ("ΤHÔNG ΤƯ, NGHỊ ĐỊΝH", "THÔNG TƯ, NGHỊ ĐỊNH"),
        ("75 μm, 5 kΩ, ΔT, Φ 4", "75 μm, 5 kΩ, ΔT, Φ 4"),
        ("trƣờng, ĐƢỜNG", "trường, ĐƯỜNG"),
        ("a\u0340 a\u0341", "à á"),
        ("a\u0301\u0302\u0323", "ậ\u0301"),
        ("ca\u0301\u0302p", "cấp"),
        ("đa\u0323\u0306c", "đặc"),
        ("", ""),
    ],
    ids=str,
)
def test_clean_text(printed: str, clean: str) -> None:
    assert clean_text(printed) == clean


def test_words_wholly_in_cyrillic_are_not_ours_to_spell() -> None:
    assert clean_text("báo Нева") == "báo Нева"


@given(SOUP)
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ĐƯỜNG Thuỷ", "duong thuy"), ("ưởng ậ ỹ", "uong a y"), ("Số 5", "so 5"), ("İ", "i"), ("m²", "m²")],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(SOUP)
def test_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["B Ộ  X Â Y  D Ự N G", "Bộ Xây dựng", "BỘ XÂY DỰNG¹", "Bộ_Xây-dựng."])
def test_headings_are_compared_by_their_letters(text: str) -> None:
    assert squeeze(text) == "BOXAYDUNG"


@pytest.mark.parametrize(
    ("text", "plain", "marks"),
    [
        ("Điều 5.¹² Tên điều³", "Điều 5. Tên điều", ("12", "3")),
        ("không có", "không có", ()),
        ("rộng 3.000m², 5 km² và 2 ha²", "rộng 3.000m², 5 km² và 2 ha²", ()),
        ("Việt Nam²", "Việt Nam", ("2",)),
        ("dặm² Nga", "dặm Nga", ("2",)),
    ],
)
def test_note_marks(text: str, plain: str, marks: tuple[str, ...]) -> None:
    assert without_marks(text) == plain
    assert note_marks(text) == marks


def test_only_marks_of_known_notes_are_left_out() -> None:
    assert without_marks("Điều 5.¹² công suất 10³ m³", {"12"}) == "Điều 5. công suất 10³ m³"


def test_marks_are_renumbered() -> None:
    assert (
        renumbered("Điều 5.¹² công suất 10³ m³, 5 m²", {"12": "1001", "2": "7"}) == "Điều 5.¹⁰⁰¹ công suất 10³ m³, 5 m²"
    )
