"""Handbook domain.md 3.12: where the body ends and who signed."""

import pytest

from ingest.document import Line, Signer
from ingest.structure.blocks import blocks_of
from ingest.structure.signature import (
    is_authentication,
    is_authority,
    is_position,
    is_recipients,
    person_name,
    read_signers,
    signature_start,
)
from tests.ingest.made import running_text
from tests.ingest.typeset import INDENT, centred, full, left_column, line, page, paragraphs, right_column


@pytest.mark.parametrize(
    "text", ["TM. CHÍNH PHỦ", "KT. BỘ TRƯỞNG", "TL. BỘ TRƯỞNG", "TUQ. GIÁM ĐỐC", "Q. BỘ TRƯỞNG", "T/M CHÍNH PHỦ"]
)
def test_authorities(text: str) -> None:
    assert is_authority(text)


@pytest.mark.parametrize("text", ["TM. Chính phủ", "TL BỘ TRƯỞNG", "KTTH", "THỦ TƯỚNG", "Q.", ""])
def test_no_authorities(text: str) -> None:
    assert not is_authority(text)


def test_positions() -> None:
    assert is_position("PHÓ CHỦ NHIỆM")
    assert is_position("CHỦ TỊCH QUỐC HỘI")
    assert not is_position("Phó Chủ nhiệm")
    assert not is_position("BỘ TRƯỞNG BỘ TÀI CHÍNH")


def test_recipients_and_authentication() -> None:
    assert is_recipients("Nơi nhận:")
    assert is_recipients("NƠI NHẬN")
    assert not is_recipients("Nơi ở")
    assert is_authentication("XÁC THỰC VĂN BẢN HỢP NHẤT")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nguyễn Sỹ Hiệp", "Nguyễn Sỹ Hiệp"),
        ("Đại tướng Phan Văn Giang", "Phan Văn Giang"),
        ("Thượng tướng, TS. Lê Quang Hùng", "Lê Quang Hùng"),
        ("GS.TS. Nguyễn Thanh Long", "Nguyễn Thanh Long"),
        ("PGS.TS Trần Văn A", "Trần Văn A"),
        ("H’Yim Kđoh", "H’Yim Kđoh"),
        ("Trần Lưu Quang¹", "Trần Lưu Quang"),
        ("Tsan Ngọc Hoa", "Tsan Ngọc Hoa"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert person_name(text) == name


@pytest.mark.parametrize(
    "text",
    ["Nguyễn", "NGUYỄN VĂN A", "nguyễn văn a", "Lưu: VT, KSTT", "Điều 5", "Nơi nhận", "Bộ Tài chính về việc", ""],
)
def test_no_names(text: str) -> None:
    assert person_name(text) is None


def signers(*lines: Line) -> list[Signer]:
    return [item.signer for item in read_signers(lines)]


RECEIVERS = (
    left_column("Nơi nhận:", 0),
    left_column("- Văn phòng Chính phủ;", 1),
    left_column("- Lưu: VT, TTĐT (3b).", 2),
)


@pytest.mark.parametrize(
    ("column", "signer"),
    [
        (["TM. CHÍNH PHỦ", "THỦ TƯỚNG", "(Đã ký)", "Phạm Minh A"], Signer("Phạm Minh A", "THỦ TƯỚNG", "TM. CHÍNH PHỦ")),
        (
            ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Nguyễn Sỹ Hiệp"],
            Signer("Nguyễn Sỹ Hiệp", "PHÓ CHỦ NHIỆM", "KT. BỘ TRƯỞNG, CHỦ NHIỆM"),
        ),
        (
            ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "[daky]", "Vũ Đức B"],
            Signer("Vũ Đức B", "PHÓ THỦ TƯỚNG", "TM. CHÍNH PHỦ; KT. THỦ TƯỚNG"),
        ),
        (
            ["TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG", "Đại tá Lê Văn C"],
            Signer("Lê Văn C", "CHÁNH VĂN PHÒNG", "TL. BỘ TRƯỞNG"),
        ),
        (["CHỦ TỊCH QUỐC HỘI", "Nguyễn Thị D"], Signer("Nguyễn Thị D", "CHỦ TỊCH QUỐC HỘI", None)),
        (
            ["TM. ỦY BAN THƯỜNG VỤ", "QUỐC HỘI", "CHỦ TỊCH", "Nguyễn Thị D"],
            Signer("Nguyễn Thị D", "CHỦ TỊCH", "TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI"),
        ),
        (["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNGy]", "Vũ Đức B"], Signer("Vũ Đức B", "PHÓ THỦ TƯỚNG", "KT. THỦ TƯỚNG")),
    ],
)
def test_a_signer_beside_the_recipients(column: list[str], signer: Signer) -> None:
    assert signers(*RECEIVERS, *(right_column(text, row) for row, text in enumerate(column))) == [signer]


def test_several_signers_side_by_side() -> None:
    left = ["KT. BỘ TRƯỞNG", "BỘ TÀI CHÍNH", "THỨ TRƯỞNG", "Nguyễn Văn A"]
    right = ["KT. VIỆN TRƯỞNG", "VIỆN KIỂM SÁT", "PHÓ VIỆN TRƯỞNG", "Trần Thị B"]
    rows = [item for row in range(4) for item in (left_column(left[row], row), right_column(right[row], row))]
    assert signers(*rows) == [
        Signer("Nguyễn Văn A", "THỨ TRƯỞNG", "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH"),
        Signer("Trần Thị B", "PHÓ VIỆN TRƯỞNG", "KT. VIỆN TRƯỞNG VIỆN KIỂM SÁT"),
    ]


def test_signers_below_one_another() -> None:
    column = ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Nguyễn Văn A", "KT. CHÁNH ÁN", "PHÓ CHÁNH ÁN", "Trần Thị B"]
    found = signers(*(right_column(text, row) for row, text in enumerate(column)))
    assert [signer.name for signer in found] == ["Nguyễn Văn A", "Trần Thị B"]


def test_without_a_name_nobody_signed() -> None:
    assert signers(right_column("TM. CHÍNH PHỦ", 0), right_column("THỦ TƯỚNG", 1)) == []
    assert signers(right_column("Nguyễn Văn A", 0)) == []


# -- where the signature block begins

BODY = (*running_text(3), *(full(f"Dòng đầy suốt bề rộng của trang thứ {row}", 3 + row) for row in range(5)))


def begins(*lines: Line) -> str | None:
    blocks = blocks_of([page(*BODY, *lines)])
    start = signature_start(blocks)
    return None if start is None else blocks[start].text


def test_at_the_recipients() -> None:
    signed = [right_column(text, 12 + row) for row, text in enumerate(("TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Phạm Minh A"))]
    assert begins(line("Nơi nhận:", 12, left=90), *signed) == "Nơi nhận:"


def test_at_the_authority_with_the_columns_left_of_it() -> None:
    assert begins(right_column("TM. CHÍNH PHỦ", 12), right_column("Phạm Minh A", 15)) == "TM. CHÍNH PHỦ"
    assert begins(left_column("BỘ TRƯỞNG BỘ NỘI VỤ", 12), right_column("KT. BỘ TRƯỞNG", 12)) == "BỘ TRƯỞNG BỘ NỘI VỤ"


def test_at_a_position_alone_with_a_name_below() -> None:
    assert begins(centred("CHỦ TỊCH QUỐC HỘI", 12), centred("Nguyễn Thị D", 15)) == "CHỦ TỊCH QUỐC HỘI"


def test_a_position_among_headings_is_no_signature() -> None:
    """'BỘ TRƯỞNG' before 'Điều 1' enacts, and a recipients' list without any signer is a form's."""
    assert begins(centred("BỘ TRƯỞNG", 12), line("Điều 1. Phạm vi", 13, left=INDENT), *running_text(6, 14)) is None
    assert begins(line("Nơi nhận:", 12, left=90), *running_text(3, 13)) is None
    assert begins() is None


def test_at_the_authentication_of_a_consolidated_text() -> None:
    assert (
        begins(
            left_column("VĂN PHÒNG QUỐC HỘI", 12),
            right_column("XÁC THỰC VĂN BẢN HỢP NHẤT", 12),
            left_column("Số: 67/VBHN-VPQH", 14),
            right_column("CHỦ NHIỆM", 15),
        )
        == "VĂN PHÒNG QUỐC HỘI"
    )


def test_searched_from_a_place_on() -> None:
    blocks = paragraphs(["TM. CHÍNH PHỦ", "Nội dung."])
    assert signature_start(blocks) == 0
    assert signature_start(blocks, 1) is None
