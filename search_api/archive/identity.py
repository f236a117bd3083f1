"""Names that never change: ids of documents and issues, and the labels and slugs beside them.

The id decides, the slug is decoration (design.md, Identity). An issue is keyed by gazette, year and each of its
numbers (handbook domain.md 2.2).
"""

import base64
import hashlib
import re
import unicodedata

from ingest.document import Issue, LegalDocument

ID_LENGTH = 12
"""Characters of a document id: 60 bits, so that a million documents clash with a chance of one in two million."""

NATIONAL = "qg"
"""Key of the national gazette (quốc gia)."""

SLUG_LENGTH = 80

_PROVINCE = re.compile(r"công\s+báo\s+(?:tỉnh|thành\s+phố|tp\.?)\s+(?P<name>.+)", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def new_document_id(file_sha256: str, ordinal: int, attempt: int = 0) -> str:
    """The id that a document is given when it is first stored: lower-case base32 of a hash of where it stands.

    `attempt` counts up when the id is already another document's, as after a file was read again and split otherwise.
    """
    place = f"{file_sha256}/{ordinal}" + (f"/{attempt}" if attempt else "")
    digest = hashlib.sha256(place.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def fold(text: str) -> str:
    """Lower-case ASCII letters for `text`: marks dropped, đ as d."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def slugify(text: str) -> str:
    """`text` for an address: 'Nghị định 38/2022/NĐ-CP' gives 'nghi-dinh-38-2022-nd-cp'."""
    slug = _NOT_SLUG.sub("-", fold(text)).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    return slug[: SLUG_LENGTH + 1].rpartition("-")[0]


def document_slug(document: LegalDocument) -> str:
    """The readable end of a document's address: its type and number, or its title where no number is printed."""
    return readable(document.type, document.number, document.title)


def readable(kind: str | None, number: str | None, title: str | None) -> str:
    """The slug of a document of this type, number and title; 'van-ban' where nothing is known."""
    parts = [kind, number or title]
    return slugify(" ".join(part for part in parts if part)) or "van-ban"


def gazette_key(gazette: str | None) -> str:
    """'qg' for the national gazette, the province's slug for a provincial one: 'Công báo tỉnh Sơn La' is 'son-la'.

    Running headers of the national gazette do not name it, those of provincial ones are expected to (handbook
    domain.md 2.3), so an unnamed gazette is the national one.
    """
    province = _PROVINCE.search(gazette) if gazette else None
    return slugify(province["name"]) if province else NATIONAL


def issue_id(issue: Issue) -> str | None:
    """'qg-2022-447-448', or None when the numbers or the date are not known: a guess would merge strangers."""
    if not issue.numbers or issue.date is None:
        return None
    numbers = "-".join(str(number) for number in issue.numbers)
    return f"{gazette_key(issue.gazette)}-{issue.date.year}-{numbers}"


def issue_label(issue: Issue) -> str:
    """How an issue is called: 'Công báo số 447 + 448 ngày 25/6/2022', 'Công báo tỉnh Sơn La số 47 ngày 25/7/2026'."""
    province = _PROVINCE.search(issue.gazette) if issue.gazette else None
    parts = [province[0] if province else "Công báo"]
    if issue.numbers:
        parts.append("số " + " + ".join(str(number) for number in issue.numbers))
    if issue.date:
        parts.append(f"ngày {issue.date.day}/{issue.date.month}/{issue.date.year}")
    return " ".join(parts)
