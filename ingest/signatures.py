"""Digital signatures of a file as they are found while it is read; ingest.signature_check says what they are worth.

Finding them costs the reading nothing (pdfium has the file open). Checking them loads pyHanko, half a second of
processor time, so it happens in a child of its own (ingest.signed), and only for files with a signature in their form.
"""

import ctypes
import mmap
import re
from contextlib import closing
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.document import Signature

NOT_CHECKED = "not-checked"
REMNANT = "remnant"
REASONS = (
    "trusted",
    "no-root",
    "unknown-issuer",
    "expired",
    "revoked",
    "weak-algorithm",
    "untrusted",
    "digest-mismatch",
    "broken-signature",
    "changed-after-signing",
    "not-whole-file",
    "unsupported-algorithm",
    REMNANT,
    NOT_CHECKED,
    "check-stopped",
    "check-failed",
)
"""Every word that a Signature's reason may be."""

_BYTE_RANGE = b"/ByteRange"
_MOST = 64  # signature fields of one file that are looked at; the most seen is 2
_PDF_DATE = re.compile(r"^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?)?")


def find_signatures(document: pdfium.PdfDocument, path: Path) -> tuple[Signature, ...]:
    """The signatures in the file's form, not checked yet, with the time that the signer's own clock gave.

    57 of 93 gazette files hold what is left of a signature: they were cut out of a signed issue, which takes the form
    away and leaves a signature over bytes that are not there. One such remnant is told for all: it neither vouches for
    this file nor speaks against it.
    """
    if not _mentions_byte_range(path):
        return ()
    count = min(raw.FPDF_GetSignatureCount(document.raw), _MOST)
    if count > 0:
        return tuple(_not_vouched(NOT_CHECKED, _claimed_time(document, index)) for index in range(count))
    has_form = raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE
    return (_not_vouched(NOT_CHECKED if has_form else REMNANT, None),)


def _not_vouched(reason: str, time: str | None) -> Signature:
    return Signature("unverified", reason, None, time, whole_file=False, intact=False, trusted=False)


def _mentions_byte_range(path: Path) -> bool:
    """Whether the bytes name a signed range. It can't be compressed away: a signer must know where its digits stand."""
    with path.open("rb") as file, closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as content:
        return content.find(_BYTE_RANGE) >= 0


def _claimed_time(document: pdfium.PdfDocument, index: int) -> str | None:
    signature = raw.FPDF_GetSignatureObject(document.raw, index)
    text = ctypes.create_string_buffer(64)
    length = raw.FPDFSignatureObj_GetTime(signature, text, len(text)) if signature else 0
    return iso_time(text.value.decode("ascii", "replace")) if 0 < length <= len(text) else None


def iso_time(pdf_date: str) -> str | None:
    """A date of PDF (ISO 32000-1, 7.9.4) to the second in ISO 8601, None for anything else."""
    match = _PDF_DATE.match(pdf_date)
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
    zone = f"{sign}{hours}:{minutes or '00'}" if sign else "+00:00" if "Z" in pdf_date else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"
