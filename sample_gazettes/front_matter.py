"""Cover, contents page and imprint of an issue (handbook/domain.md 2.4, 2.5, 2.9)."""

from sample_gazettes.blocks import Align, LineOp, Op, Run, TextOp, break_lines, centred, line_ops, tokens
from sample_gazettes.fonts import width
from sample_gazettes.layout import HEIGHT, WIDTH, Sheet
from sample_gazettes.model import Document, IssuePlan

IMPRINT = (
    "VĂN PHÒNG CHÍNH PHỦ XUẤT BẢN",
    "Địa chỉ: Số 1, Hoàng Hoa Thám, Ba Đình, Hà Nội",
    "Điện thoại: 080.44946 – 080.44417",
    "Email: congbao@example.gov.vn",
    "Giá: 10.000 đồng",
)


def cover(plan: IssuePlan) -> Sheet:
    """The first page: masthead, issue number and date, publisher."""
    style = plan.style
    middle = WIDTH / 2
    day = plan.date
    ops: list[Op] = [
        centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", middle, 130, "bold", 15, style),
        LineOp(middle - 60, 140, middle + 60, 140, 0.75),
        centred("CÔNG BÁO", middle, 270, "bold", 56, style),
    ]
    ops += [centred(line, middle, 315 + 22 * i, "bold", 16, style) for i, line in enumerate(plan.masthead)]
    dated = f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    ops.append(TextOp(style.left + 40, 420, f"Số {plan.numbers_label}", "bold", 15))
    x = WIDTH - style.right - 40 - width(dated, "bold", 15, style.typeface)
    ops.append(TextOp(x, 420, dated, "bold", 15))
    ops.append(LineOp(style.left, 432, WIDTH - style.right, 432, 1.0))
    ops.append(centred(f"XUẤT BẢN BỞI: {plan.publisher}", middle, 700, "bold", 13, style))
    return Sheet(tuple(ops))


def contents_entry(doc: Document) -> str:
    """'12-06-2022 - Nghị định số 38/2022/NĐ-CP quy định …' (handbook/domain.md 2.5)."""
    title = doc.title[0].lower() + doc.title[1:]
    about = f"{doc.type} số {doc.number} {title}."
    return f"{doc.issued_on:%d-%m-%Y} - {about}" if doc.issued_on else about


def contents(plan: IssuePlan, starts: list[int]) -> Sheet:
    """MỤC LỤC: issuer headings, and for each document its date, name and printed page at the right margin."""
    style = plan.style
    right = WIDTH - style.right
    y = style.top + 14
    ops: list[Op] = [centred("MỤC LỤC", WIDTH / 2, y, "bold", 16, style)]
    y += 26
    ops.append(TextOp(right - 32, y, "Trang", "italic", 13))
    for doc, start in zip(plan.documents, starts, strict=True):
        for banner, size in ((doc.section_banner, 15.0), (doc.issuer_banner, 14.0)):
            if banner:
                y += 28
                ops.append(centred(banner, WIDTH / 2, y, "bold", size, style))
        y += 8
        room = right - style.left - 46
        lines = break_lines(tokens((Run(contents_entry(doc)),)), room, room, style.size, style.typeface)
        for i, line in enumerate(lines):
            y += style.leading
            align: Align = "left" if i == len(lines) - 1 else "justify"
            ops += line_ops(line, style.left, y, room, align, style.size, style.typeface)
        page = str(start)
        ops.append(TextOp(right - width(page, "regular", style.size, style.typeface), y, page, "regular", style.size))
    return Sheet(tuple(ops))


def with_imprint(plan: IssuePlan, sheets: list[Sheet], last_y: float) -> list[Sheet]:
    """The publisher's imprint at the foot of the last page when there is room, or on a page of its own."""
    if plan.style.imprint == "none":
        return sheets
    if plan.style.imprint == "foot" and HEIGHT - plan.style.bottom - last_y < 110:
        return sheets
    top = HEIGHT - plan.style.bottom - 70
    ops: list[Op] = [LineOp(plan.style.left, top - 14, WIDTH - plan.style.right, top - 14, 0.75)]
    for i, line in enumerate(IMPRINT):
        ops.append(centred(line, WIDTH / 2, top + 13 * i, "bold" if i == 0 else "regular", 10.5, plan.style))
    if plan.style.imprint == "page":
        return [*sheets, Sheet(tuple(ops))]
    return [*sheets[:-1], Sheet((*sheets[-1].ops, *ops))]
