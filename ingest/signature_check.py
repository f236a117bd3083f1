"""What the digital signatures of a file are worth, by pyHanko: unchanged, over the whole file, from a known issuer.

Works without network: no revocation list is fetched, so 'valid' never says that a certificate was not revoked. Only
inside a child (ingest.signed): a signature is a stranger's ASN.1 in a stranger's PDF. Loading takes half a second.

A signature is judged at this moment; where its certificate has expired since, at the moment that a timestamp from a
trusted authority gives. The signer's own clock counts for nothing but being shown.
"""

import datetime as dt
import logging
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import msgspec
from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from ingest.document import Progress, Signature
from ingest.limits import Limits

TRUSTED = "trusted"
_LONGEST_NAME = 200
_WHOLE = SignatureCoverageLevel.ENTIRE_FILE
_USAGES = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
_FORMS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached")
_TIMESTAMP = "/DocTimeStamp"
_MOST = 64  # signatures of one file that are checked; the most seen is 2
_HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)  # nothing, or only data for checking it later
_TRUST_PROBLEMS: dict[AdESSubIndic, str] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "unknown-issuer",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "expired",
    AdESIndeterminate.EXPIRED: "expired",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "weak-algorithm",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak-algorithm",
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked",
    AdESFailure.REVOKED: "revoked",
}


@dataclass(frozen=True, slots=True)
class _Examined:
    """A signature, what is known of it before it is judged, and pyHanko's findings where it came that far."""

    revision: int
    about: Signature
    status: PdfSignatureStatus | None = None


def check_job(path: Path, order: str, limits: Limits, progress: Callable[[Progress], None]) -> str:  # noqa: ARG001 - the form of ingest.child.Job
    """`check_signatures` as a child's work: the order is the folder of roots, '' for none; the answer is JSON."""
    logging.disable(logging.CRITICAL)  # pyHanko logs each doubt with a traceback; the verdict is all that is kept
    return msgspec.json.encode(check_signatures(path, Path(order) if order else None)).decode()


def check_signatures(path: Path, roots: Path | None) -> tuple[Signature, ...]:
    """Each signature in the file's form, checked, in the order in which they were made.

    Args:
        path: a PDF file.
        roots: folder with the certificates (PEM or DER) that are trusted; None: none is.

    Raises:
        Whatever pyHanko raises for a PDF that it cannot read: the caller is a child of ingest.signed.
    """
    trusted = load_roots(roots)
    with path.open("rb") as stream:
        reader = PdfFileReader(stream, strict=False)
        fields = [each for _, each in zip(range(_MOST), enumerate_sig_fields(reader, filled_status=True), strict=False)]
        examined = [
            _examined(reader, name, field, trusted) for name, value, field in fields if not _is_timestamp(value)
        ]
    examined.sort(key=lambda each: each.revision)
    closed = any(_covers_all(each.status) for each in examined)
    return tuple(_judged(each, closed=closed, rooted=bool(trusted)) for each in examined)


def load_roots(folder: Path | None) -> tuple[x509.Certificate, ...]:
    """The certificates in the files of a folder; what is no certificate is passed over."""
    found: list[x509.Certificate] = []
    for path in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
        try:
            found.extend(load_certs_from_pemder([str(path)]))  # type: ignore[no-untyped-call] # pyHanko left it out
        except (OSError, ValueError):
            continue
    return tuple(found)


def _is_timestamp(value: Any) -> bool:
    """Whether a field holds a timestamp over the document: it says when, not who."""
    held = value.get_object()
    return bool(held.get("/Type") == _TIMESTAMP)


def _examined(reader: PdfFileReader, name: str, field: Any, roots: Sequence[x509.Certificate]) -> _Examined:
    try:
        if field.get_object()["/V"].get("/SubFilter") not in _FORMS:
            return _Examined(0, _unread("unverified", "unsupported-algorithm"))
        embedded = EmbeddedPdfSignature(reader, field, name)
        revision, about = embedded.signed_revision, _about(embedded)
    except Exception:  # noqa: BLE001 - hostile ASN.1 raises whatever pyHanko, asn1crypto and Python can (promise P5)
        return _Examined(0, _unread("invalid", "broken-signature"))
    try:
        return _Examined(revision, about, _status(embedded, roots))
    except SignatureValidationError as error:
        if isinstance(error.ades_subindication, AdESFailure):
            return _Examined(revision, replace(about, verdict="invalid", reason="broken-signature"))
        return _Examined(revision, replace(about, reason="unsupported-algorithm"))
    except Exception:  # noqa: BLE001 - as above; a check that fails says nothing against the file
        return _Examined(revision, replace(about, reason="check-failed"))


def _unread(verdict: Literal["unverified", "invalid"], reason: str) -> Signature:
    return Signature(verdict, reason, None, None, whole_file=False, intact=False, trusted=False)


def _about(embedded: EmbeddedPdfSignature) -> Signature:
    """Who says to have signed, and when, before anything is checked."""
    certificate, time = embedded.signer_cert, embedded.self_reported_timestamp
    return Signature(
        "unverified",
        "check-failed",
        _name(certificate.subject),
        time.isoformat() if time else None,
        whole_file=False,
        intact=False,
        trusted=False,
        issuer=_name(certificate.issuer),
    )


def _name(name: x509.Name) -> str | None:
    """The common name with the organisation behind it where that is another one."""
    parts = name.native
    found = [parts.get(key) for key in ("common_name", "organization_name")]
    texts = [unicodedata.normalize("NFC", " ".join(str(part).split())) for part in found if isinstance(part, str)]
    kept = [text for place, text in enumerate(texts) if text.casefold() not in (t.casefold() for t in texts[:place])]
    return ", ".join(kept)[:_LONGEST_NAME] or None


def _status(embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> PdfSignatureStatus:
    """What pyHanko finds at this moment; for an expired certificate, at the moment of a trusted timestamp."""
    status = _status_at(embedded, roots, None)
    stamped = status.timestamp_validity
    if _trust_problem(status) == "expired" and stamped is not None and stamped.trusted:
        return _status_at(embedded, roots, stamped.timestamp)
    return status


def _status_at(
    embedded: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], moment: dt.datetime | None
) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)
    now = ValidationContext(trust_roots=list(roots), allow_fetching=False)
    return validate_pdf_signature(embedded, context, ts_validation_context=now, key_usage_settings=_USAGES)


def _covers_all(status: PdfSignatureStatus | None) -> bool:
    return status is not None and status.intact and status.valid and status.coverage is _WHOLE


def _judged(examined: _Examined, *, closed: bool, rooted: bool) -> Signature:
    """The verdict. `closed`: some good signature covers the file to its end; `rooted`: there are trusted certificates.

    What was added after a signature counts as a change, unless it is data for checking alone, or another signature
    that covers it: an authority signs, then the gazette signs over it (6 of 11 provincial scans).
    """
    status = examined.status
    if status is None:
        return examined.about
    about = _with_facts(examined.about, status)
    if not status.intact:
        return replace(about, verdict="invalid", reason="digest-mismatch")
    if not status.valid:
        return replace(about, verdict="invalid", reason="broken-signature")
    if not about.whole_file:
        level = status.modification_level
        if level is ModificationLevel.OTHER or status.docmdp_ok is False:
            return replace(about, verdict="invalid", reason="changed-after-signing")
        signed_over = closed and level is ModificationLevel.FORM_FILLING
        if level not in _HARMLESS and not signed_over:
            return replace(about, reason="not-whole-file")
    if not rooted:
        return replace(about, reason="no-root")
    if not about.trusted:
        return replace(about, reason=_trust_problem(status))
    return replace(about, verdict="valid", reason=TRUSTED)


def _with_facts(about: Signature, status: PdfSignatureStatus) -> Signature:
    stamped = status.timestamp_validity
    sound = stamped is not None and stamped.intact and stamped.valid
    return replace(
        about,
        signed_at=stamped.timestamp.isoformat() if stamped is not None and sound else about.signed_at,
        timestamped=sound,
        whole_file=status.coverage is _WHOLE,
        intact=status.intact and status.valid,
        trusted=status.trusted,
    )


def _trust_problem(status: PdfSignatureStatus) -> str:
    """Why the certificate does not lead to a trusted one, as a stable word."""
    problem = status.trust_problem_indic
    if problem is AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE and status.error_time_horizon is not None:
        return "expired"  # a certificate on the way, not the signer's own
    return _TRUST_PROBLEMS.get(problem, "untrusted") if problem is not None else "untrusted"
