"""Gates 1, 6 and 7 (handbook domain.md 3.15): the head agrees with itself, somebody signed, all parts are there."""

from collections.abc import Iterator

from ingest.document import Finding, LegalDocument
from ingest.issuers import issuers_by_code
from ingest.letters import squeeze
from ingest.structure.numbers import OwnNumber, own_number
from ingest.structure.types import type_by_code

PART_MISSING = "part-missing"


def check_head(document: LegalDocument, number: OwnNumber | None = None) -> Iterator[Finding]:
    """What is missing in the head or contradicts itself; `number` where its printed form is known, blanks and all."""
    page = document.pdf_pages[0]
    for value, code, message in (
        (document.number, "number-missing", "Không đọc được số, ký hiệu của văn bản."),
        (document.type, "type-missing", "Không nhận ra loại văn bản."),
        (document.issuers, "issuer-missing", "Không đọc được cơ quan ban hành."),
        (document.title, "title-missing", "Không đọc được trích yếu."),
        (document.issued_on, "date-missing", "Không đọc được ngày ban hành (có thể để trống hoặc viết tay)."),
    ):
        if not value:
            yield Finding(code, message, page)
    yield from contradictions(document, number)


def contradictions(document: LegalDocument, number: OwnNumber | None = None) -> Iterator[Finding]:
    """A number whose year, type or issuers are not those of the document."""
    number = number or (own_number(f"Số: {document.number}") if document.number else None)
    if number is None:
        return
    page = document.pdf_pages[0]
    if number.year and document.issued_on and number.year != document.issued_on.year:
        yield Finding("number-year", f"Năm trong số {number.text} khác năm ban hành.", page)
    coded = type_by_code(number.type_code)
    if coded and document.type and squeeze(coded) != squeeze(document.type):
        yield Finding("number-type", f"Ký hiệu {number.text} không khớp loại {document.type}.", page)
    named = {squeeze(name) for name in document.issuers}
    by_code = {squeeze(name) for name in issuers_by_code(number.codes)}
    if named and by_code and not named & by_code:
        yield Finding("number-issuer", f"Ký hiệu {number.text} không khớp cơ quan ban hành.", page)


def check_end(document: LegalDocument) -> Iterator[Finding]:
    """Who signed, and whether all parts of a document that stands in several issues are there."""
    page = document.pdf_pages[1]
    joint = len(document.issuers) > 1
    if not document.signers and not document.continued_in:
        yield Finding("signer-missing", "Không đọc được người ký.", document.pdf_pages[0])
    elif document.signers and joint and len(document.signers) < len(document.issuers):
        message = f"Có {len(document.issuers)} cơ quan ban hành nhưng chỉ đọc được {len(document.signers)} người ký."
        yield Finding("signer-count", message, page)
    for numbers, where in ((document.continues_from, document.pdf_pages[0]), (document.continued_in, page)):
        if numbers:
            yield part_missing(numbers, where)


def part_missing(numbers: tuple[int, ...], page: int) -> Finding:
    """The finding of a part that stands in another issue and is not joined yet."""
    named = " + ".join(map(str, numbers))
    message = f"Còn thiếu phần đăng ở Công báo số {named}." if named else "Còn thiếu một phần của văn bản."
    return Finding(PART_MISSING, message, page)
