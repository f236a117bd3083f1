"""An issue as finished pages: its documents, running headers, signature stamp, the sample's own mark."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sample_gazettes.blocks import Block, LineOp, Op, TextOp, centred
from sample_gazettes.document_blocks import document_blocks
from sample_gazettes.fonts import width
from sample_gazettes.front_matter import contents, cover, with_imprint
from sample_gazettes.layout import HEIGHT, WIDTH, Sheet, compose
from sample_gazettes.model import IssuePlan, Path, Style

SAMPLE_MARK = "BẢN MẪU – không có giá trị pháp lý"


@dataclass(frozen=True, slots=True)
class DrawnIssue:
    """Pages of a file; `where` maps units to PDF pages from 1, `printed` gives each page its gazette page or None."""

    plan: IssuePlan
    sheets: tuple[Sheet, ...]
    where: dict[Path, int]
    printed: tuple[int | None, ...]
    spans: tuple[tuple[int, int], ...]


def lay_out(plan: IssuePlan) -> DrawnIssue:
    """Set all documents of an issue and put furniture around them."""
    sheets: list[Sheet] = []
    last_y = 0.0
    where: dict[Path, int] = {}
    spans: list[tuple[int, int]] = []
    offset = 2 if plan.front else 0
    for i, doc in enumerate(plan.documents):
        layout = compose(list(document_blocks(doc, ("d", i), plan.style)), plan.style)
        first = offset + len(sheets) + 1
        where |= {mark: page + first - 1 for mark, page in layout.where.items()}
        sheets += layout.sheets
        last_y = layout.last_y
        spans.append((first, offset + len(sheets)))
    return _furnished(plan, sheets, last_y, where, spans)


def lay_out_blocks(plan: IssuePlan, blocks: Sequence[Block]) -> DrawnIssue:
    """Set blocks as the pages of an issue without front matter; the plan's documents are not asked."""
    layout = compose(blocks, plan.style)
    return _furnished(plan, list(layout.sheets), layout.last_y, dict(layout.where), [(1, len(layout.sheets))])


def _furnished(
    plan: IssuePlan, sheets: list[Sheet], last_y: float, where: dict[Path, int], spans: list[tuple[int, int]]
) -> DrawnIssue:
    """Imprint, running headers, cover and contents, stamp and the sample's mark around the text."""
    offset = 2 if plan.front else 0
    sheets = with_imprint(plan, sheets, last_y)
    numbers: list[int | None] = [plan.first_page + offset + i for i in range(len(sheets))]
    pages = [Sheet((*_header(plan, n or 0), *s.ops)) for n, s in zip(numbers, sheets, strict=True)]
    if plan.front:
        starts = [plan.first_page + first - 1 for first, _ in spans]
        pages = [cover(plan), contents(plan, starts), *pages]
        numbers = [None, None, *numbers]
    pages[0] = Sheet((*_stamp(plan), *pages[0].ops))
    marked = tuple(Sheet((*s.ops, _mark(plan.style))) for s in pages)
    return DrawnIssue(plan, marked, where, tuple(numbers), tuple(spans))


def _mark(style: Style) -> Op:
    return replace(centred(SAMPLE_MARK, WIDTH / 2, HEIGHT - 24, "regular", 8, style), grey=0.55)


def _header(plan: IssuePlan, number: int) -> list[Op]:
    style = plan.style
    day = f"{plan.date.day}-{plan.date.month}-{plan.date.year}"
    if plan.date.year >= 2025:
        day = f"{plan.date:%d-%m-%Y}"
    text = f"{plan.header_name}/Số {plan.numbers_label}/Ngày {day}"
    y = style.header_top + 12
    left, right = style.left, WIDTH - style.right
    page = str(number)
    title = centred(text, (left + right) / 2, y, "regular", 14, style)
    at_right = TextOp(right - width(page, "regular", 14, style.typeface), y, page, "regular", 14)
    rules: list[Op] = [LineOp(left, y + 5, right, y + 5), LineOp(left, y + 7, right, y + 7)]
    if style.header == "own_line":
        return [centred(page, (left + right) / 2, y - 17, "regular", 13, style), title, *rules]
    if style.header == "alternating" and number % 2 == 0:
        return [TextOp(left, y, page, "regular", 14), title, *rules]
    return [title, at_right, *rules]


def _stamp(plan: IssuePlan) -> list[Op]:
    """The digital signature's stamp: glyphs of 5 pt at the very top of the first page (handbook/domain.md 2.9)."""
    signed = plan.date - dt.timedelta(days=2)
    lines: tuple[str, ...] = ()
    if plan.style.stamp == "2025":
        lines = (
            "Ký bởi: Cổng Thông tin điện tử Chính phủ",
            "Email: thongtinchinhphu@chinhphu.vn",
            "Cơ quan: Văn phòng Chính phủ",
            f"Thời gian ký: {signed:%d.%m.%Y} 10:13:36 +07:00",
        )
    elif plan.style.stamp == "2026":
        owner = "CÔNG BÁO " + " ".join(plan.masthead)
        lines = (
            f"Ký bởi: {owner}",
            f"Cơ quan: {plan.publisher}",
            f"Ngày ký: {signed:%Y-%m-%d} 15:16:01 +07:00",
        )
    return [TextOp(80, 12 + 6 * i, line, "regular", 5) for i, line in enumerate(lines)]
