"""A notice given as text, drawn as a gazette page: what a test parses back (../shared/data/notice-125-TB-VPCP.txt).

Form of the text: paragraphs between blank lines; bold as **…**; the first bold line holds issuer and State's name in
two columns; then `Số: …`, the dateline, type and title in bold, body paragraphs, `*Nơi nhận:*` with its list, and the
signature in bold: lines of authority and position in one paragraph, the name in another.
"""

import datetime as dt
import re

from sample_gazettes.draw import draw_pdf
from sample_gazettes.errors import NotANotice
from sample_gazettes.gazette_pages import lay_out
from sample_gazettes.model import Document, IssuePlan, Signer, Style, Unit

DATELINE = re.compile(r"(?P<place>[^,]+), ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})")
NUMBER = re.compile(r"Số:\s*(?P<number>\S+)")
RECEIVERS = "*Nơi nhận:*"


def draw_notice(text: str, *, numbers: tuple[int, ...] = (603, 604), date: dt.date = dt.date(2021, 6, 12)) -> bytes:
    """A PDF with the notice as a page or two of the gazette issue `numbers` of `date`. Raises NotANotice."""
    plan = IssuePlan(
        gazette="Công báo nước CHXHCN Việt Nam",
        header_name="CÔNG BÁO",
        numbers=numbers,
        date=date,
        documents=(read_notice(text),),
        style=Style(),
        first_page=44,
    )
    return draw_pdf(lay_out(plan))


def read_notice(text: str) -> Document:
    """The pieces of a notice. Raises NotANotice where one is missing."""
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", text) if p.strip()]
    receivers = next((i for i, p in enumerate(paragraphs) if p.startswith(RECEIVERS)), None)
    if len(paragraphs) < 8 or receivers is None or receivers + 4 > len(paragraphs):
        raise NotANotice("letterhead, number, dateline, type, title, body, Nơi nhận and signature are needed")
    head, number, dateline, type_line, title = paragraphs[:5]
    numbered, dated = NUMBER.match(number), DATELINE.match(dateline)
    if not numbered or not dated:
        raise NotANotice("the third line must be 'Số: …', the fourth 'Hà Nội, ngày … tháng … năm …'")
    issuer = head.split("**")[1].strip()
    body = paragraphs[5:receivers]
    issued = dt.date(int(dated["y"]), int(dated["m"]), int(dated["d"]))
    lines = _lines(paragraphs[receivers + 2])
    signer = Signer(" ".join(_lines(paragraphs[receivers + 3])), lines[-1], tuple(lines[:-1]))
    return Document(
        number=numbered["number"],
        type=" ".join(_lines(type_line)).capitalize(),
        issuers=(),  # not printed but in capitals, which the letterhead holds
        letterhead=(issuer,),
        title=" ".join(_lines(title)),
        issued_on=issued,
        place=dated["place"],
        effective_on=None,
        signers=(signer,),
        body=tuple(Unit("paragraph", text=" ".join(_lines(p))) for p in body),
        receivers=tuple(_lines(paragraphs[receivers + 1])),
        section_banner="VĂN BẢN PHÁP LUẬT KHÁC",
        issuer_banner=issuer,
    )


def _lines(paragraph: str) -> list[str]:
    """The lines of a paragraph without marks of bold."""
    return [line.replace("**", "").strip() for line in paragraph.split("\n") if line.strip()]
