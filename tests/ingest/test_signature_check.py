"""Verdicts on signatures: valid, unverified or invalid, each with its reason (handbook domain.md 2.9)."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Signature
from ingest.signature_check import check_signatures, load_roots
from ingest.signatures import find_signatures, iso_time
from tests.ingest.signed_pdfs import DAY, SIGNER, Authority, cut_out, signed, with_another_page_text
from tests.ingest.tiny_pdfs import pages


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def roots(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return authority.write_to(tmp_path_factory.mktemp("roots"))


@pytest.fixture(scope="module")
def gazette(authority: Authority) -> bytes:
    return signed(authority.signer())


def check(folder: Path, content: bytes, roots: Path | None) -> list[Signature]:
    path = folder / "signed.pdf"
    path.write_bytes(content)
    return list(check_signatures(path, roots))


def told(signatures: list[Signature]) -> list[tuple[str, str]]:
    return [(signature.verdict, signature.reason) for signature in signatures]


def test_a_signature_under_a_configured_root_is_valid(gazette: bytes, roots: Path, tmp_path: Path) -> None:
    (found,) = check(tmp_path, gazette, roots)
    assert (found.verdict, found.reason, found.signer, found.issuer) == ("valid", "trusted", SIGNER, "Gốc thử nghiệm")
    assert (found.whole_file, found.intact, found.trusted, found.timestamped) == (True, True, True, False)
    assert found.signed_at is not None
    assert abs(dt.datetime.fromisoformat(found.signed_at) - dt.datetime.now(dt.UTC)) < DAY


def test_without_a_root_nothing_is_vouched_for(gazette: bytes, tmp_path: Path) -> None:
    (found,) = check(tmp_path, gazette, None)
    assert (found.verdict, found.reason, found.signer) == ("unverified", "no-root", SIGNER)
    assert (found.whole_file, found.intact, found.trusted) == (True, True, False)


def test_an_empty_folder_or_one_of_other_files_is_no_root(gazette: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "roots"
    folder.mkdir()
    (folder / "note.txt").write_text("không phải chứng thư")
    assert load_roots(folder) == ()
    assert told(check(tmp_path, gazette, folder)) == [("unverified", "no-root")]


def test_another_authority_is_not_known(gazette: bytes, tmp_path: Path) -> None:
    other = Authority("Gốc khác").write_to(tmp_path / "other")
    assert told(check(tmp_path, gazette, other)) == [("unverified", "unknown-issuer")]


def test_a_changed_byte_is_seen(gazette: bytes, roots: Path, tmp_path: Path) -> None:
    place = gazette.index(b"/MediaBox[0 0 595") + len(b"/MediaBox[0 0 ")
    changed = gazette[:place] + b"5" + b"8" + gazette[place + 2 :]
    (found,) = check(tmp_path, changed, roots)
    assert (found.verdict, found.reason, found.intact) == ("invalid", "digest-mismatch", False)


def test_what_is_added_behind_the_signature_is_a_change(gazette: bytes, roots: Path, tmp_path: Path) -> None:
    (found,) = check(tmp_path, with_another_page_text(gazette), roots)
    assert (found.verdict, found.reason, found.whole_file) == ("invalid", "changed-after-signing", False)


def test_junk_behind_the_end_leaves_the_file_not_whole(gazette: bytes, roots: Path, tmp_path: Path) -> None:
    (found,) = check(tmp_path, gazette + b"\n% more\n", roots)
    assert (found.verdict, found.whole_file) != ("valid", True)


def test_a_second_signature_over_the_first_takes_nothing_from_it(
    authority: Authority, gazette: bytes, roots: Path, tmp_path: Path
) -> None:
    first, second = check(tmp_path, signed(authority.signer(), gazette, name="Chu-ky-2"), roots)
    assert told([first, second]) == [("valid", "trusted")] * 2
    assert (first.whole_file, second.whole_file) == (False, True)


def test_a_broken_second_signature_closes_nothing(
    authority: Authority, gazette: bytes, roots: Path, tmp_path: Path
) -> None:
    twice = signed(authority.signer(), gazette, name="Chu-ky-2")
    place = twice.rindex(b"/ID [ <") + len(b"/ID [ <")
    digit = b"0" if twice[place : place + 1] != b"0" else b"1"
    first, second = check(tmp_path, twice[:place] + digit + twice[place + 1 :], roots)
    assert (second.verdict, second.reason) == ("invalid", "digest-mismatch")
    assert (first.verdict, first.reason) == ("unverified", "not-whole-file")


def test_an_expired_certificate_needs_a_timestamp(authority: Authority, roots: Path, tmp_path: Path) -> None:
    gone = authority.signer(-400, -100)
    assert told(check(tmp_path, signed(gone), roots)) == [("unverified", "expired")]
    moment = dt.datetime.now(dt.UTC).replace(microsecond=0) - 200 * DAY
    (found,) = check(tmp_path, signed(gone, timestamper=authority.clock(moment)), roots)
    assert (found.verdict, found.reason, found.timestamped) == ("valid", "trusted", True)
    assert found.signed_at == moment.isoformat()


def test_a_strangers_timestamp_proves_nothing(authority: Authority, roots: Path, tmp_path: Path) -> None:
    clock = Authority("Gốc khác").clock(dt.datetime.now(dt.UTC) - 200 * DAY)
    assert told(check(tmp_path, signed(authority.signer(-400, -100), timestamper=clock), roots)) == [
        ("unverified", "expired")
    ]


def test_contents_that_are_no_signature(gazette: bytes, roots: Path, tmp_path: Path) -> None:
    start = gazette.index(b"/Contents <30") + len(b"/Contents <")
    broken = gazette[:start] + b"31" + gazette[start + 2 :]
    assert told(check(tmp_path, broken, roots)) == [("invalid", "broken-signature")]


def test_a_form_of_signature_that_nobody_can_check(gazette: bytes, roots: Path, tmp_path: Path) -> None:
    other = gazette.replace(b"/adbe.pkcs7.detached", b"/adbe.x509.rsa_sha1 ")
    assert told(check(tmp_path, other, roots)) == [("unverified", "unsupported-algorithm")]


@settings(max_examples=60)
@given(st.data())
def test_no_changed_byte_makes_it_valid(
    gazette: bytes, roots: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    start, end = gazette.index(b"/Contents <") + len(b"/Contents <"), gazette.index(b">", gazette.index(b"/Contents <"))
    place = data.draw(st.integers(0, len(gazette) - 1).filter(lambda at: not start <= at < end))
    changed = gazette[:place] + bytes([gazette[place] ^ data.draw(st.integers(1, 255))]) + gazette[place + 1 :]
    try:
        found = check(tmp_path_factory.mktemp("changed"), changed, roots)
    except Exception:  # noqa: BLE001 - a PDF that cannot be read any more: the child's parent tells it
        return
    assert all(signature.verdict != "valid" for signature in found)


# --- finding them ---


def find(folder: Path, content: bytes) -> list[tuple[str, str | None]]:
    path = folder / "found.pdf"
    path.write_bytes(content)
    with pdfium.PdfDocument(path) as document:
        return [(signature.reason, signature.signed_at) for signature in find_signatures(document, path)]


def test_a_file_without_signature_has_none(tmp_path: Path) -> None:
    assert find(tmp_path, pages([(595, 842)])) == []


def test_a_signature_is_found_with_the_time_that_it_claims(gazette: bytes, tmp_path: Path) -> None:
    ((reason, time),) = find(tmp_path, gazette)
    assert reason == "not-checked"
    assert time is not None
    assert abs(dt.datetime.fromisoformat(time) - dt.datetime.now(dt.UTC)) < DAY


def test_what_is_left_of_a_signature_is_told_as_such(gazette: bytes, tmp_path: Path) -> None:
    assert find(tmp_path, cut_out(gazette)) == [("remnant", None)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("D:20260508164219+07'00'", "2026-05-08T16:42:19+07:00"),
        ("D:20150119085624+07'00", "2015-01-19T08:56:24+07:00"),
        ("D:20260508164219Z", "2026-05-08T16:42:19+00:00"),
        ("D:20260508164219", "2026-05-08T16:42:19"),
        ("D:2026", None),
        ("hôm qua", None),
    ],
)
def test_dates_of_pdf(written: str, read: str | None) -> None:
    assert iso_time(written) == read


@pytest.mark.shared
@pytest.mark.slow
def test_no_real_gazette_is_called_invalid(shared_dir: Path) -> None:
    """34 of 93 are signed as they stand, 57 hold the remnant of the issue that they were cut from, 2 are not signed."""
    found: Counter[str] = Counter()
    for path in sorted((shared_dir / "data" / "gazettes").glob("*.pdf")):
        with pdfium.PdfDocument(path) as document:
            signatures = find_signatures(document, path)
        if any(signature.reason == "not-checked" for signature in signatures):
            signatures = check_signatures(path, None)
            assert all(signature.signer and signature.whole_file and signature.intact for signature in signatures)
        assert all(signature.verdict == "unverified" for signature in signatures), path.name
        found[" ".join(signature.reason for signature in signatures)] += 1
    print(json.dumps(found))
    assert found == {"no-root": 34, "remnant": 57, "": 2}
