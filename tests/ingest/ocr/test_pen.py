import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.pen import without_pen
from ingest.ocr.pieces import Piece
from tests.ingest.ocr.drawn_pages import word


def piece(*parts: str) -> Piece:
    """Words as "text" or "text~" for one that was read unsurely."""
    return Piece(
        tuple(
            word(part.rstrip("~"), 100 + 150 * place, 50, confidence=0.7 if part.endswith("~") else 0.96)
            for place, part in enumerate(parts)
        )
    )


@pytest.mark.parametrize(
    ("read", "kept", "taken"),
    [
        (("Số:", "445~", "/NQ-CP"), "Số: /NQ-CP", ["445"]),
        (("Số:4@`~", "/TB-UBND"), "Số: /TB-UBND", ["4@`"]),
        (("Số:", "27/2022/TT-BTTTT~"), "Số: 27/2022/TT-BTTTT", []),
        (("Số:", "94~", "/QĐĐ-UBND~"), "Số: /QĐĐ-UBND", ["94"]),
        (("Số:", "57/2022/NĐ-CP"), "Số: 57/2022/NĐ-CP", []),
        (("Hà", "Nội,", "ngày", "#3~", "tháng", "!†~", "năm", "2026"), "Hà Nội, ngày tháng năm 2026", ["#3", "!†"]),
        (("ngày", "4~", "tháng", "01", "năm", "2025"), "ngày tháng 01 năm 2025", ["4"]),
        (("Ngãi,", "ngày0P~", "tháng", "02", "năm", "2025"), "Ngãi, ngày tháng 02 năm 2025", ["0P"]),
        (("ngày", "24", "tháng", "01", "năm", "2021]~"), "ngày 24 tháng 01 năm 2021]", []),
        (("phương", "ngày", "l6~", "tháng", "6", "năm", "2025;"), "phương ngày l6 tháng 6 năm 2025;", []),
        (("ngày", "1ì~", "tháng", "6", "năm", "2020", "của", "Quốc"), "ngày 1ì tháng 6 năm 2020 của Quốc", []),
        (("khoản", "3~", "Điều", "4"), "khoản 3 Điều 4", []),
        (("mỗi", "ngày", "3~", "lần"), "mỗi ngày 3 lần", []),
    ],
)
def test_unsure_numerals_leave_the_places_of_the_pen(read: tuple[str, ...], kept: str, taken: list[str]) -> None:
    lines, handwritten = without_pen([piece(*read)])
    assert [line.text for line in lines] == [kept]
    assert [one.text for one in handwritten] == taken


def test_a_number_in_one_word_goes_only_when_it_is_read_badly() -> None:
    (line,), (taken,) = without_pen([Piece((word("Số:", 100, 50), word("115/NQ-CP", 200, 50, confidence=0.4)))])
    assert (line.text, taken.text) == ("Số: /NQ-CP", "115")


def test_what_is_taken_keeps_its_place() -> None:
    (line,), (taken,) = without_pen([piece("Số:4@`~", "/TB-UBND")])
    assert line.words[0].right == taken.left
    assert taken.right == piece("Số:4@`~").right


@given(
    st.lists(
        st.sampled_from(["Số:", "Số:4~", "ngày", "ngày4~", "tháng", "năm", "4~", "12", "/NQ-CP~", "a/b~"]), min_size=1
    )
)
def test_no_sign_is_lost(parts: list[str]) -> None:
    before = piece(*parts)
    kept, taken = without_pen([before])
    signs = sorted("".join(one.text for part in (*kept, *taken) for one in part.words))
    assert signs == sorted(before.text.replace(" ", ""))
