"""Documents that the page tests show: small, but with each kind of unit, and with text that tries to be markup."""

import datetime as dt
from collections.abc import Iterator, Sequence

from ingest.document import (
    Attachment,
    Box,
    Finding,
    Issue,
    LegalDocument,
    Level,
    Line,
    Merge,
    Page,
    Provision,
    Quality,
    Signer,
)
from nlp.annotation import Citation, DocumentText, EffectiveDate, Segment, TaggedDocument
from search_api.archive.entries import Correction, DocumentSummary, FileEntry, Said, StoredDocument, StoredIssue
from search_api.archive.identity import document_slug
from search_api.query.hits import MARK_END, MARK_START, Facet, FacetValue, ProvisionHit, SearchHit
from search_api.review.questions import Question

SHA = "ab" * 32
SCRIPT = "<script>alert('x')</script>"
ISSUE = Issue("Công báo nước CHXHCN Việt Nam", (447, 448), dt.date(2026, 6, 25))
RECEIVED = dt.datetime(2026, 6, 26, 3, 5, tzinfo=dt.UTC)
EFFECT = "Nghị định này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký."


def article(number: int, heading: str, *children: Provision, text: str = "", page: int = 1) -> Provision:
    """An article in chapter I; its eid is art_N."""
    box = Box(85.0, 100.0 + number, 500.0, 115.0 + number)
    return Provision("article", f"Điều {number}", heading, text, f"art_{number}", page, box, children=tuple(children))


def clause(eid: str, label: str, text: str, *children: Provision, page: int = 1) -> Provision:
    """A clause or, by its eid, a point."""
    level: Level = "point" if "__pnt_" in eid else "clause"
    return Provision(level, label, "", text, eid, page, children=tuple(children))


QUOTE = Provision(
    "quote",
    "",
    "",
    "",
    "art_3__qt_1",
    2,
    operation="replace",
    target="Điều 5 khoản 2",
    children=(clause("art_3__qt_1__cl_2", "2", "Nội dung mới của khoản 2."),),
)
TABLE = Provision(
    "table",
    "",
    "",
    "",
    "att_1__tbl_1",
    3,
    rows=(("Vùng", "Mức (đồng)"), ("Vùng I", "4.680.000"), ("Vùng II", SCRIPT), ("Theo 15/2020/NĐ-CP", "")),
    head_rows=1,
    merges=(Merge(3, 0, 1, 2),),
)

BODY = (
    Provision(
        "chapter",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "",
        "chp_I",
        1,
        children=(
            article(1, "Phạm vi điều chỉnh", text="Nghị định này quy định mức lương tối thiểu."),
            article(
                2,
                f"Áp dụng {SCRIPT}",
                clause(
                    "art_2__cl_1",
                    "1",
                    "Thực hiện theo Nghị định số 15/2020/NĐ-CP và Điều 1.",
                    clause("art_2__cl_1__pnt_đ", "đ", "Điểm đ."),
                ),
                clause("art_2__cl_2", "2", "Đoạn một.\nĐoạn hai.", page=2),
            ),
        ),
    ),
    article(3, "Sửa đổi, bổ sung", QUOTE, page=2),
    article(4, "Hiệu lực thi hành", text=EFFECT, page=2),
)


def flat(provisions: Sequence[Provision]) -> Iterator[Provision]:
    """Provisions in reading order."""
    for one in provisions:
        yield one
        yield from flat(one.children)


def joined(provisions: Sequence[Provision]) -> DocumentText:
    """Headings and texts as one text, with a segment for each."""
    text, segments = "", []
    for one in flat(provisions):
        for field in ("heading", "text"):
            piece = getattr(one, field)
            if piece:
                where = one.label if one.level == "article" else f"{one.level} {one.label}"
                segments.append(Segment(one.eid, field, len(text), len(text) + len(piece), where))
                text += piece + "\n"
    return DocumentText(text, tuple(segments))


def citation(text: DocumentText, words: str, document: str, *provisions: str) -> Citation:
    """A citation of these words, wherever they first stand."""
    start = text.text.index(words)
    eid = next(one.eid for one in text.segments if one.start <= start < one.end)
    return Citation(start, start + len(words), eid, "", words, document, None, provisions)


def tagged() -> TaggedDocument:
    """The example decree with its tags."""
    document = LegalDocument(
        ordinal=1,
        number="38/2026/NĐ-CP",
        type="Nghị định",
        issuers=("Chính phủ",),
        title=f"Quy định mức lương tối thiểu {SCRIPT}",
        issued_on=dt.date(2026, 6, 12),
        signers=(Signer("Nguyễn Văn Mẫu", "PHÓ THỦ TƯỚNG", "TM. CHÍNH PHỦ; KT. THỦ TƯỚNG"),),
        pdf_pages=(1, 3),
        section="VĂN BẢN QUY PHẠM PHÁP LUẬT",
        preamble=("Căn cứ Luật Tổ chức Chính phủ;",),
        legal_basis=(),
        body=BODY,
        attachments=(Attachment("Phụ lục I", "Mức lương theo vùng", 3, (TABLE,), "att_1"),),
        findings=(Finding("number-differs", "Số ký hiệu khác với mục lục.", 1),),
        continued_in=(449,),
    )
    text = joined(BODY)
    start = text.text.index(EFFECT)
    effect = EffectiveDate(dt.date(2026, 7, 27), "computed", EFFECT, "art_4", start, start + len(EFFECT))
    citations = (citation(text, "15/2020/NĐ-CP", "15/2020/NĐ-CP"), citation(text, "Điều 1.", "this", "Điều 1"))
    return TaggedDocument(document, text, citations, (), effect)


TAGGED = tagged()
STORED = StoredDocument(
    id="vb1",
    slug=document_slug(TAGGED.document),
    file_sha256=SHA,
    file_name="cong-bao-447.pdf",
    issue_id="qg-2026-447-448",
    issue=ISSUE,
    stored_at=RECEIVED,
    by_ocr=False,
    tagged=TAGGED,
)
SUMMARY = DocumentSummary(
    "vb1",
    STORED.slug,
    TAGGED.document.number,
    TAGGED.document.type,
    TAGGED.document.title,
    TAGGED.document.issuers,
    TAGGED.document.issued_on,
    1,
    3,
    SHA,
)
FILE = FileEntry(
    sha256=SHA,
    name=f"cong-bao-447 {SCRIPT}.pdf",
    size=1_300_000,
    received_at=RECEIVED,
    state="partial",
    issue_id="qg-2026-447-448",
    document_ids=("vb1",),
    findings=(Finding("page-failed", "Không đọc được trang.", 2),),
    pages=3,
    indexed=True,
)
STORED_ISSUE = StoredIssue("qg-2026-447-448", "Công báo số 447 + 448 ngày 25/6/2026", ISSUE, (FILE,), (SUMMARY,))
HIT = SearchHit(
    id="vb1",
    number="38/2026/NĐ-CP",
    type="Nghị định",
    issuers=("Chính phủ",),
    title=f"Quy định {MARK_START}mức lương{MARK_END} tối thiểu {SCRIPT}",
    issued_on=dt.date(2026, 6, 12),
    effective_on=dt.date(2026, 7, 27),
    gazette_label="Công báo số 447 + 448 ngày 25/6/2026",
    gazette_date=dt.date(2026, 6, 25),
    file_sha256=SHA,
    first_page=1,
    by_ocr=True,
    score=1.0,
    stored_at=RECEIVED,
    provisions=(
        ProvisionHit(
            "art_1", "Điều 1", "Phạm vi", f"quy định {MARK_START}mức lương{MARK_END} {SCRIPT}{MARK_START}dở", 1
        ),
    ),
)
FACETS = (
    Facet("type", (FacetValue("Nghị định", 2, chosen=True), FacetValue("Thông tư", 1_234))),
    Facet("issuer", tuple(FacetValue(f"Cơ quan {number}", number) for number in range(1, 13))),
    Facet("year", (FacetValue("2025", 1), FacetValue("2026", 2))),
)


def page(number: int) -> Page:
    """A page with two lines."""
    lines = tuple(
        Line(text, number, Box(85.0, top, 500.0, top + 14.0), 13.0)
        for text, top in ((f"Trang {number} {SCRIPT}", 100.0), ("Điều 1. Phạm vi", 120.0))
    )
    return Page(number, 595.0, 842.0, "ocr", lines, printed_page=number + 20, confidence=0.93)


QUALITY = Quality("B", 1_234, 0.995, 0.0123, 5)
HERE = Box(120.0, 100.0, 160.0, 114.0)
SAID = Said(1, HERE, "thâm", "thẩm", "chosen")
QUESTIONS = (
    Question(1, Box(85.0, 60.0, 250.0, 80.0), "pen", "", "Số:     /QĐ-UBND", field="number", document_id="vb1"),
    Question(1, HERE, "unsure", "quyên", f"Thẩm quyên {SCRIPT}", 5, first_reading="quyền", confidence=0.61),
    Question(2, HERE, "chosen", "thâm", "thẩm quyền", 0, "corrected", answer=Correction(SAID, "Lan", RECEIVED)),
    Question(2, Box(300.0, 300.0, 340.0, 314.0), "pen", "", ""),
    Question(3, HERE, "not-a-syllable", "đưng", "đưng", 0, "offered", answer=Correction(SAID, "Mai", RECEIVED)),
)
