"""Word documents made for tests with python-docx, set as offices set theirs."""

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add(document: Document | _Cell, text: str, *, bold: bool = False, centred: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def beside(document: Document, left: Sequence[str], right: Sequence[str], *, bold: bool = False) -> None:
    """A table without lines that sets two columns, as letterheads and signature blocks have them."""
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        for text in lines:
            add(cell, text, bold=bold, centred=True)


def decree(*more: Callable[[Document], object]) -> Document:
    """A decree of three articles with letterhead, recitals and signature; `more` add to it behind."""
    made = docx.Document()
    made.styles["Normal"].font.size = Pt(14)
    beside(
        made,
        ["CHÍNH PHỦ", "-------", "Số: 15/2020/NĐ-CP"],
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Hà Nội, ngày 03 tháng 02 năm 2020",
        ],
    )
    add(made, "NGHỊ ĐỊNH", bold=True, centred=True)
    add(made, "Quy định về thử nghiệm các hệ thống thông tin", bold=True, centred=True)
    add(made, "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;")
    add(made, "Theo đề nghị của Bộ trưởng Bộ Thông tin và Truyền thông;")
    add(made, "Chính phủ ban hành Nghị định quy định về thử nghiệm.")
    add(made, "Chương I", bold=True, centred=True)
    add(made, "QUY ĐỊNH CHUNG", bold=True, centred=True)
    add(made, "Điều 1. Phạm vi điều chỉnh", bold=True)
    add(
        made,
        "1. Nghị định này quy định việc thử nghiệm các hệ thống thông tin theo quy định tại khoản 2 Điều 5 của Luật "
        "Công nghệ thông tin, khoản 3 Điều 7 của Luật An toàn thông tin mạng và điểm a) khoản 1 Điều 9 của Luật Giao "
        "dịch điện tử.",
    )
    add(made, "2. Nghị định này áp dụng đối với:")
    add(made, "a) Cơ quan nhà nước;")
    add(made, "b) Tổ chức, cá nhân khác.")
    add(made, "Điều 2. Mức thu", bold=True)
    add(made, "Mức thu như sau:")
    table = made.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows, [["Stt", "Tên", "Mức"], ["1", "Máy chủ", "100"], ["2", "Máy trạm", "50"]], strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    add(made, "Điều 3. Hiệu lực thi hành", bold=True)
    add(made, "Nghị định này có hiệu lực thi hành kể từ ngày 20 tháng 3 năm 2020.")
    beside(
        made,
        ["Nơi nhận:", "- Ban Bí thư Trung ương Đảng;", "- Lưu: VT, KSTT."],
        ["TM. CHÍNH PHỦ", "THỦ TƯỚNG", "(Đã ký)", "Nguyễn Văn An"],
    )
    for each in more:
        each(made)
    return made


def rezipped(data: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """The file with each part as `change` gives it; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            made = change(entry.filename, source.read(entry))
            if made is not None:
                info = zipfile.ZipInfo(made[0])
                info.filename = made[0]  # ZipInfo turns the system's separators into slashes
                target.writestr(info, made[1])
    return out.getvalue()


def numbered(document: Document, texts: Sequence[tuple[int, str]]) -> None:
    """Paragraphs of one list by (depth, text): '1.', '2.' and below them 'a)', 'b)', drawn by Word alone."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate([("decimal", "%1."), ("lowerLetter", "%2)")])
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, text in texts:
        properties = add(document, text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'))
