"""One door for every kind of file: what comes out is fit for the archive, and goes round unchanged."""

import hashlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings

from ingest.document import LegalDocument, ParsedFile, Provision
from ingest.errors import BrokenDocx, BrokenXml, IngestError
from ingest.limits import Limits
from ingest.sandbox import read_in_child
from nlp.annotation import TaggedDocument
from nlp.contract import to_contract
from nlp.exchange.akn import document_akn, issue_akn
from nlp.exchange.files import READER, read_structured
from nlp.text import flatten
from tests.nlp.exchange.trees import DOCUMENTS, bare
from tests.nlp.exchange.words import decree, saved
from tests.tree import ROOT

SAMPLES = ROOT / "sample_gazettes"


def tagged(made: LegalDocument) -> TaggedDocument:
    return TaggedDocument(made, flatten(made), (), (), None)


def read(path: Path) -> ParsedFile:
    return read_in_child(path, Limits(), lambda _: None, reader=READER)


def every(document: LegalDocument) -> list[str]:
    def below(body: tuple[Provision, ...]) -> list[str]:
        return [eid for each in body for eid in (each.eid, *below(each.children))]

    attached = [eid for one in document.attachments for eid in (one.eid, *below(one.body))]
    return below(document.body) + attached


def labels(body: tuple[Provision, ...]) -> list[str]:
    return [label for each in body for label in (each.printed, *labels(each.children))]


@pytest.mark.parametrize("name", ["02-decree-part-one.pdf", "04-provincial-issue.pdf"])
def test_a_gazette_goes_out_and_comes_back(name: str, tmp_path: Path) -> None:
    parsed = read(SAMPLES / name)
    assert parsed.documents
    documents = [tagged(one) for one in parsed.documents]
    for content, kind in (
        (msgspec.json.encode(to_contract(parsed, documents)), "json"),
        (issue_akn(parsed.issue, documents), "xml"),
    ):
        path = tmp_path / f"a.{kind}"
        path.write_bytes(content)
        again = read(path)
        assert again.sha256 == hashlib.sha256(content).hexdigest()
        assert again.issue == parsed.issue
        assert [bare(one.body) for one in again.documents] == [bare(one.body) for one in parsed.documents]
        for before, after in zip(parsed.documents, again.documents, strict=True):
            assert (after.number, after.type, after.issuers, after.title) == (
                before.number,
                before.type,
                before.issuers,
                before.title,
            )
            assert (after.issued_on, after.signers, after.preamble) == (
                before.issued_on,
                before.signers,
                before.preamble,
            )
            assert (after.closing, after.legal_basis) == (before.closing, before.legal_basis)
            assert [bare(one.body) for one in after.attachments] == [bare(one.body) for one in before.attachments]
            assert [one.issued_with for one in after.attachments] == [one.issued_with for one in before.attachments]
            if kind == "json":
                assert labels(after.body) == labels(before.body)
                assert (after.head, after.furniture) == (before.head, before.furniture)


def test_a_word_file_is_read_in_the_child(tmp_path: Path) -> None:
    path = tmp_path / "tờ trình.docx"
    path.write_bytes(saved(decree()))
    parsed = read(path)
    (made,) = parsed.documents
    assert made.number == "15/2020/NĐ-CP"
    assert all(one.evidence.box is None for one in made.evidence)
    assert made.body[0].box is None
    assert parsed.pages[0].lines


@pytest.mark.parametrize(
    ("content", "error"), [(b"<?xml version='1.0'?><html/>", BrokenXml), (b"PK\x03\x04word/", BrokenDocx)]
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    content: bytes, error: type[IngestError], tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    with pytest.raises(error):
        read(path)


@settings(max_examples=60)
@given(DOCUMENTS)
def test_ids_stand_once_and_text_is_clean(made: LegalDocument) -> None:
    for data, kind in (
        (document_akn(tagged(made), None), "akn"),
        (msgspec.json.encode(to_contract(ParsedFile("", None, (), (made,)), [tagged(made)])), "json"),
    ):
        (one,) = read_structured(data, "akn" if kind == "akn" else "json").documents
        eids = every(one)
        assert len(set(eids)) == len(eids)
        assert "" not in eids
        assert "\x00" not in "".join(one.preamble + one.closing)
