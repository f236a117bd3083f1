"""The notice of ../shared, drawn as a gazette page by the samples' generator and parsed back: every field."""

import datetime as dt
from pathlib import Path

import pytest

from ingest.document import Issue, ParsedFile, Provision, Signer
from ingest.furniture import NATIONAL
from nlp.annotation import TaggedDocument
from sample_gazettes.notice import draw_notice
from tests.corpus.reading import read

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def text(shared_dir: Path) -> str:
    return (shared_dir / "data" / "notice-125-TB-VPCP.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def parsed(text: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[ParsedFile, TaggedDocument]:
    path = tmp_path_factory.mktemp("notice") / "notice.pdf"
    path.write_bytes(draw_notice(text, numbers=(603, 604), date=dt.date(2021, 6, 12)))
    file, (tagged,) = read(path)
    return file, tagged


def test_the_issue(parsed: tuple[ParsedFile, TaggedDocument]) -> None:
    file, _ = parsed
    assert file.issue == Issue(NATIONAL, (603, 604), dt.date(2021, 6, 12))
    assert file.findings == ()


def test_the_head(parsed: tuple[ParsedFile, TaggedDocument]) -> None:
    document = parsed[1].document
    assert (document.number, document.type) == ("125/TB-VPCP", "Thông báo")
    assert (document.issuers, document.issued_on) == (("Văn phòng Chính phủ",), dt.date(2021, 5, 26))
    assert document.title == (
        "Kết luận của Thủ tướng Chính phủ Phạm Minh Chính tại buổi làm việc với Cổng TTĐT Chính phủ ngày 12/05/2021"
    )
    assert document.pdf_pages == (1, len(parsed[0].pages))
    assert document.findings == ()


def test_the_signature(parsed: tuple[ParsedFile, TaggedDocument]) -> None:
    document = parsed[1].document
    assert document.signers == (Signer("Nguyễn Sỹ Hiệp", "PHÓ CHỦ NHIỆM", "KT. BỘ TRƯỞNG, CHỦ NHIỆM"),)
    assert any("Lưu: Văn thư, TTĐT (3b)." in line for line in document.closing)


def levels(provisions: tuple[Provision, ...]) -> list[tuple[str, str]]:
    return [(each.level, each.label) for each in provisions if each.label]


def test_the_body(parsed: tuple[ParsedFile, TaggedDocument], text: str) -> None:
    """Clauses 1 to 3, no article; misprints of the original stay ('chờ,ỷ lại', 'tinh huyết', handbook 7.5)."""
    document = parsed[1].document
    assert levels(document.body) == [("clause", "1"), ("clause", "2"), ("clause", "3")]
    words = " ".join(each.text for each in document.body)
    for misprint in ("trông chờ,ỷ lại", "những nhiễu", "tinh huyết"):
        assert misprint in text
        assert misprint in words
    assert document.attachments == ()
    assert document.legal_basis == ()


def test_a_notice_has_no_effective_date(parsed: tuple[ParsedFile, TaggedDocument]) -> None:
    assert parsed[1].effective is None or parsed[1].effective.date is None
