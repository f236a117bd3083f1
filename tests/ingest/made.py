"""Documents and letterheads made by hand for the tests of floor 1."""

from dataclasses import replace
from typing import Any

from ingest.document import LegalDocument, Line
from tests.ingest.typeset import INDENT, centred, full, left_column, line, right_column

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_BELOW = "Độc lập - Tự do - Hạnh phúc"
PLACE_AND_DATE = "Hà Nội, ngày 12 tháng 6 năm 2022"

_EMPTY = LegalDocument(
    ordinal=1,
    number=None,
    type=None,
    issuers=(),
    title=None,
    issued_on=None,
    signers=(),
    pdf_pages=(1, 1),
    section=None,
    preamble=(),
    legal_basis=(),
    body=(),
    attachments=(),
)


def document(**fields: Any) -> LegalDocument:
    """A document of which nothing is known but these fields."""
    return replace(_EMPTY, **fields)


def letterhead(
    issuer: str = "CHÍNH PHỦ",
    number: str | None = "Số: 15/2022/NĐ-CP",
    date: str | None = PLACE_AND_DATE,
    kind: str | None = "NGHỊ ĐỊNH",
    title: tuple[str, ...] = ("Quy định về công tác lưu trữ",),
    *,
    row: float = 0,
) -> tuple[Line, ...]:
    """The head of a document as in handbook 3.2, five rows and more, then its first recital."""
    columns = [left_column(issuer, row), right_column(MOTTO, row), right_column(MOTTO_BELOW, row + 1)]
    columns += [left_column(number, row + 3)] if number else []
    columns += [right_column(date, row + 3, italic=True)] if date else []
    headed = [centred(kind, row + 5, bold=True)] if kind else []
    titles = [centred(text, row + 6 + at, bold=True) for at, text in enumerate(title)]
    recital = row + 7.5 + len(title)
    return (
        *columns,
        *headed,
        *titles,
        full("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;", recital, left=INDENT),
    )


def running_text(rows: int, row: float = 0) -> tuple[Line, ...]:
    """Indented one-line paragraphs."""
    return tuple(line(f"Nội dung thứ {at + 1} của văn bản.", row + at, left=INDENT) for at in range(rows))
