"""All quality gates of one document (handbook domain.md 3.15), for every way in which documents come."""

from collections.abc import Iterable

from ingest.document import Finding, LegalDocument
from ingest.gates.head import check_end, check_head
from ingest.gates.sequences import check_sequences
from ingest.gates.text import check_text
from ingest.structure.numbers import OwnNumber


def check_document(
    document: LegalDocument, printed: Iterable[str] | None = None, number: OwnNumber | None = None
) -> tuple[Finding, ...]:
    """What the gates find, each with its page.

    Args:
        document: the document as read.
        printed: the lines of its pages behind the head; None where it was not read from pages.
        number: its number as printed, also where digits are blank.
    """
    return (
        *check_head(document, number),
        *check_end(document),
        *check_sequences(document),
        *check_text(document, printed),
    )
