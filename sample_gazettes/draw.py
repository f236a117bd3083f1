"""Pages to PDF bytes with reportlab: no clock, no random ids, fonts embedded as subsets."""

import io

from reportlab.pdfgen.canvas import Canvas

from sample_gazettes.blocks import LineOp, TextOp
from sample_gazettes.fonts import runs, width
from sample_gazettes.gazette_pages import DrawnIssue
from sample_gazettes.layout import HEIGHT, WIDTH


def draw_pdf(issue: DrawnIssue) -> bytes:
    """The file's bytes: the same for the same issue, on any day (reportlab's invariant mode)."""
    out = io.BytesIO()
    typeface = issue.plan.style.typeface
    # the first font is ours: reportlab would otherwise name Helvetica, unused and not embedded
    first = runs("a", "regular", typeface)[0][0]
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, initialFontName=first)
    canvas.setTitle("Công báo (bản mẫu)")
    for sheet in issue.sheets:
        for op in sheet.ops:
            if isinstance(op, LineOp):
                canvas.setLineWidth(op.weight)
                canvas.line(op.x0, HEIGHT - op.y0, op.x1, HEIGHT - op.y1)
            else:
                _text(canvas, op, typeface)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _text(canvas: Canvas, op: TextOp, typeface: str) -> None:
    """Words are placed one by one, each with its blank: a stretched line keeps true blanks in the text layer."""
    canvas.setFillGray(op.grey)
    x = op.x
    pieces = [op.text] if not op.stretch else [w for w in op.text.replace(" ", " \n").split("\n") if w]
    for piece in pieces:
        at = x
        for font, drawn in runs(piece, op.face, typeface):
            canvas.setFont(font, op.size)
            canvas.drawString(at, HEIGHT - op.y, drawn)
            at += canvas.stringWidth(drawn, font, op.size)
        x += width(piece, op.face, op.size, typeface) + op.stretch * piece.count(" ")
