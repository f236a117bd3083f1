"""What of a document is searched, and in which pieces."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Attachment, Issue, LegalDocument, Provision, Signer
from nlp.annotation import TaggedDocument
from search_api.archive.entries import StoredDocument
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.records import LONGEST_PIECE, to_record
from tests.search_api.made import NATIONAL, document, tag


def stored(legal: LegalDocument, issue: Issue | None = NATIONAL) -> StoredDocument:
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return StoredDocument(
        id="id1",
        slug="slug",
        file_sha256="ab" * 32,
        file_name="tep.pdf",
        issue_id="qg-2022-447-448",
        issue=issue,
        stored_at=moment,
        by_ocr=True,
        tagged=tag(legal),
    )


def provisions(*body: Provision, attachments: tuple[Attachment, ...] = ()) -> tuple[ProvisionRecord, ...]:
    return to_record(stored(replace(document(), body=body, attachments=attachments))).provisions


def clause(label: str, text: str, *children: Provision, page: int = 1) -> Provision:
    return Provision("clause", label, "", text, f"art_1__cl_{label}", page, children=children)


def test_the_head() -> None:
    legal = replace(document(), signers=(Signer("Lê Văn Thành", "PHÓ THỦ TƯỚNG"),), preamble=("Căn cứ Luật …",))
    found = to_record(stored(legal))
    assert replace(found, provisions=()) == DocumentRecord(
        id="id1",
        number="38/2022/NĐ-CP",
        number_keys=("38/2022/ND/CP", "38/ND/CP", "38/2022/ND", "38/2022", "382022NDCP"),
        type="Nghị định",
        issuers=("Chính phủ",),
        title="Quy định mức lương tối thiểu",
        issued_on=dt.date(2022, 6, 12),
        effective_on=dt.date(2022, 7, 1),
        gazette_label="Công báo số 447 + 448 ngày 25/6/2022",
        gazette_date=dt.date(2022, 6, 25),
        file_sha256="ab" * 32,
        first_page=1,
        signers=("Lê Văn Thành",),
        by_ocr=True,
        provisions=(),
        stored_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        gazette_numbers=(447, 448),
    )


def test_a_document_of_which_little_is_known() -> None:
    bare = replace(document(number=None), type=None, title=None, issued_on=None, issuers=(), body=())
    plain = replace(stored(bare, issue=None), tagged=replace(tag(bare), effective=None))
    found = to_record(plain)
    assert (found.title, found.number, found.number_keys, found.effective_on) == ("tep.pdf", None, (), None)
    assert (found.gazette_label, found.gazette_date, found.provisions) == (None, None, ())
    named = to_record(stored(replace(bare, type="Nghị định", number="1/2022/NĐ-CP")))
    assert named.title == "Nghị định 1/2022/NĐ-CP"


@pytest.mark.parametrize(
    ("kind", "number", "normative"),
    [
        ("Nghị định", "38/2022/NĐ-CP", True),
        ("Quyết định", "12/2022/QĐ-TTg", True),
        ("Quyết định", "654/QĐ-TTg", False),
        ("Công văn", "5555/VPCP-KTTH", False),
        ("Thông báo", "125/TB-VPCP", False),
        ("Văn bản hợp nhất", "3/VBHN-BTC", False),
        (None, None, False),
    ],
)
def test_only_normative_documents_have_a_status(kind: str | None, number: str | None, *, normative: bool) -> None:
    assert to_record(stored(replace(document(), type=kind, number=number))).has_status is normative


def test_an_article_holds_its_clauses_and_points_as_printed() -> None:
    point = Provision("point", "a", "", "đối với cá nhân;", "art_1__cl_1__pnt_a", 2)
    article = Provision(
        "article",
        "Điều 1",
        "Phạm vi",
        "Nghị định này quy định:",
        "art_1",
        1,
        children=(clause("1", "Mức phạt", point),),
    )
    (found,) = provisions(article)
    assert found == ProvisionRecord(
        "art_1", "Điều 1", "Phạm vi", "Nghị định này quy định:\n1. Mức phạt\na) đối với cá nhân;", 1, 1
    )


def test_articles_are_found_below_chapters_and_what_chapters_say_is_kept() -> None:
    article = Provision("article", "Điều 2", "Hiệu lực", "Có hiệu lực từ ngày ký.", "chp_I__art_2", 3)
    chapter = Provision("chapter", "Chương I", "QUY ĐỊNH CHUNG", "Lời dẫn.", "chp_I", 2, children=(article,))
    assert [(found.eid, found.label, found.text) for found in provisions(chapter)] == [
        ("chp_I", "Chương I", "Lời dẫn."),
        ("chp_I__art_2", "Điều 2", "Có hiệu lực từ ngày ký."),
    ]


def test_quoted_articles_belong_to_the_article_that_quotes_them() -> None:
    inner = Provision("article", "Điều 5", "Mới", "Nội dung mới.", "art_1__q__art_5", 1)
    quote = Provision("quote", "", "", "", "art_1__q", 1, children=(inner,))
    article = Provision("article", "Điều 1", "Sửa đổi", "", "art_1", 1, children=(clause("1", "Sửa Điều 5:", quote),))
    (found,) = provisions(article)
    assert found.text == "\n1. Sửa Điều 5:\nĐiều 5. Mới Nội dung mới."


def test_without_articles_top_units_are_searched_and_loose_lines_together() -> None:
    section = Provision("section", "I", "MỤC ĐÍCH", "", "sec_I", 1, children=(clause("1", "Nâng cao."),))
    lines = [Provision("paragraph", "", "", f"Đoạn {n}.", f"p_{n}", 1) for n in (1, 2)]
    table = Provision("table", "", "", "", "tbl_1", 1, rows=(("STT", "Tên"), ("1", "Lương", "")))
    found = provisions(lines[0], section, lines[1], table)
    assert [(each.eid, each.label, each.heading, each.text) for each in found] == [
        ("p_1", "", "", "Đoạn 1."),
        ("sec_I", "Mục I", "MỤC ĐÍCH", "\n1. Nâng cao."),
        ("p_2", "", "", "Đoạn 2.\nSTT | Tên\n1 | Lương"),
    ]
    assert [each.ordinal for each in found] == [1, 2, 3]


def test_attachments_are_called_by_their_name() -> None:
    article = Provision("article", "Điều 3", "Trách nhiệm", "Các đơn vị thực hiện.", "att_1__art_3", 7)
    loose = Provision("paragraph", "", "", "Danh mục hàng hóa", "att_2__p_1", 9)
    found = provisions(
        attachments=(
            Attachment("Quy chế", "Về quản lý", 7, (article,), "att_1"),
            Attachment("Phụ lục II", "DANH MỤC", 9, (loose,), "att_2"),
            Attachment(None, "Mẫu đơn", 11, (), "att_3"),
        )
    )
    assert [(each.eid, each.label, each.heading, each.page) for each in found] == [
        ("att_1__art_3", "Quy chế, điều 3", "Trách nhiệm", 7),
        ("att_2__p_1", "Phụ lục II", "DANH MỤC", 9),
        ("att_3", "Mẫu đơn", "Mẫu đơn", 11),
    ]


def test_a_long_article_becomes_pieces_that_know_their_page() -> None:
    clauses = tuple(clause(str(n), "quy định chi tiết. " * 60, page=n) for n in range(1, 10))
    article = Provision("article", "Điều 1", "Dài", "", "art_1", 1, children=clauses)
    found = provisions(article)
    assert len(found) > 2
    assert {(each.eid, each.label, each.heading) for each in found} == {("art_1", "Điều 1", "Dài")}
    assert all(len(each.text) <= LONGEST_PIECE for each in found)
    assert found[1].text.startswith(f"{found[1].page}. ")


@given(st.lists(st.text(alphabet="điều khoản. \n", max_size=9_000), max_size=4))
def test_no_word_is_lost_in_cutting(texts: list[str]) -> None:
    body = tuple(Provision("paragraph", "", "", text, f"p_{n}", 1) for n, text in enumerate(texts))
    found = provisions(*body)
    assert "".join("".join(each.text for each in found).split()) == "".join("".join(texts).split())
    assert all(len(each.text) <= LONGEST_PIECE + len(texts) for each in found)


def test_an_index_record_needs_nothing_else_of_the_tagged_document() -> None:
    assert isinstance(stored(document()).tagged, TaggedDocument)
    assert [each.label for each in to_record(stored(document())).provisions] == ["Điều 1", "Điều 2"]


def test_a_title_in_capitals_is_written_as_the_document_writes_it() -> None:
    capitals = replace(document(), title="MỨC LƯƠNG TỐI THIỂU")
    assert to_record(stored(capitals)).title == "Mức lương tối thiểu"
    assert to_record(stored(replace(capitals, title="MỨC PHỤ CẤP"))).title == "MỨC PHỤ CẤP"
