"""Signatures checked in a child: what happens there is told as the signature's reason, and costs the file nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest import signed
from ingest.document import ParsedFile
from ingest.limits import Limits
from ingest.pipeline import read_file
from ingest.signed import SignatureCheck
from tests.ingest.signed_pdfs import SIGNER, Authority
from tests.ingest.signed_pdfs import signed as signed_pdf
from tests.ingest.tiny_pdfs import pages


@pytest.fixture(scope="module")
def gazette(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A signed file and the folder with its root."""
    authority, folder = Authority(), tmp_path_factory.mktemp("signed")
    path = folder / "signed.pdf"
    path.write_bytes(signed_pdf(authority.signer()))
    return path, authority.write_to(folder / "roots")


def parsed(path: Path) -> ParsedFile:
    return read_file(path, Limits(), lambda _: None)


def test_a_read_file_has_its_signatures_checked(gazette: tuple[Path, Path]) -> None:
    path, roots = gazette
    unchecked = parsed(path)
    assert [each.reason for each in unchecked.signatures] == ["not-checked"]
    (found,) = SignatureCheck(roots)(unchecked, path).signatures
    assert (found.verdict, found.signer) == ("valid", SIGNER)
    (found,) = SignatureCheck()(unchecked, path).signatures
    assert (found.verdict, found.reason) == ("unverified", "no-root")


def test_a_file_without_signatures_starts_no_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(pages([(595, 842)]))
    monkeypatch.setattr(signed, "JOB", "tests.ingest.stand_in_jobs:crash")
    assert SignatureCheck()(parsed(path), path).signatures == ()


@pytest.mark.parametrize(
    ("job", "reason"),
    [("crash", "check-stopped"), ("hang", "check-stopped"), ("refuse", "check-failed"), ("babble", "check-failed")],
)
def test_a_check_that_goes_wrong_leaves_the_signature_unverified(
    gazette: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, job: str, reason: str
) -> None:
    path, roots = gazette
    monkeypatch.setattr(signed, "JOB", f"tests.ingest.stand_in_jobs:{job}")
    monkeypatch.setattr(signed, "_LIMITS", replace(signed._LIMITS, file_seconds=1.5))
    (found,) = SignatureCheck(roots)(parsed(path), path).signatures
    assert (found.verdict, found.reason, found.signed_at is not None) == ("unverified", reason, True)
