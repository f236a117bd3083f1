from pathlib import Path

import pypdfium2 as pdfium
import pytest

from sample_gazettes.errors import NotANotice
from sample_gazettes.notice import draw_notice, read_notice

NOTICE = Path(__file__).parent.parent.parent.parent / "shared" / "data" / "notice-125-TB-VPCP.txt"
TEXT = """**VĂN PHÒNG CHÍNH PHỦ**    **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**

Số: 7/TB-VPCP

Hà Nội, ngày 05 tháng 3 năm 2024

**THÔNG BÁO**

**Kết luận tại buổi làm việc về
thư viện cộng đồng**

1. Mở cửa cả ngày chủ nhật.

Văn phòng Chính phủ thông báo để các cơ quan biết./.

*Nơi nhận:*

- Các Vụ;
- Lưu: VT.

**KT. BỘ TRƯỞNG, CHỦ NHIỆM
PHÓ CHỦ NHIỆM**

**Trần Văn Mẫu**
"""


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in document)
    finally:
        document.close()


def test_a_notice_is_read_and_drawn() -> None:
    doc = read_notice(TEXT)
    assert (doc.number, doc.type, doc.letterhead) == ("7/TB-VPCP", "Thông báo", ("VĂN PHÒNG CHÍNH PHỦ",))
    assert doc.title == "Kết luận tại buổi làm việc về thư viện cộng đồng"
    assert doc.signers[0].authority == ("KT. BỘ TRƯỞNG, CHỦ NHIỆM",)
    pdf = draw_notice(TEXT)
    assert pdf == draw_notice(TEXT)
    for line in ("THÔNG BÁO", "PHÓ CHỦ NHIỆM", "Trần Văn Mẫu", "- Lưu: VT."):
        assert line in text_of(pdf).split("\n")


@pytest.mark.parametrize("missing", ["*Nơi nhận:*", "Số: 7/TB-VPCP", "Hà Nội, ngày", "**Trần Văn Mẫu**\n"])
def test_a_text_without_a_piece_is_refused(missing: str) -> None:
    with pytest.raises(NotANotice):
        read_notice(TEXT.replace(missing, "Không có" if missing != "**Trần Văn Mẫu**\n" else ""))


def test_the_real_notice_can_be_drawn() -> None:
    if not NOTICE.exists():
        pytest.skip(f"{NOTICE} is missing: the real notice was not drawn")
    text = text_of(draw_notice(NOTICE.read_text(encoding="utf-8")))
    assert "Số: 125/TB-VPCP Hà Nội, ngày 26 tháng 5 năm 2021" in text
    assert "Nguyễn Sỹ Hiệp" in text.split("\n")
