"""What a document says of terms, fines and time limits, as its page shows it."""

from dataclasses import replace

from nlp.pipeline import Tagger
from search_api.archive.entries import StoredDocument
from tests.nlp.documents import article, clause, document
from tests.ui.examples import STORED
from ui.pages import told
from ui.pages.told import told_view

TAGGER = Tagger(["money", "time_limits", "definitions"])
BODY = (
    article("3", "", clause("1", "Hóa đơn là chứng từ."), heading="Giải thích từ ngữ"),
    article("4", "", clause("1", "Phạt tiền từ 1 triệu đồng đến 2 triệu đồng đối với hành vi lập khống.")),
    article("5", "Trong thời hạn 10 ngày kể từ ngày nhận hồ sơ, cơ quan thuế trả lời.", heading="Thời hạn"),
)


def stored(**fields: object) -> StoredDocument:
    return replace(STORED, tagged=TAGGER.tag(document(*BODY, **fields), None))


def test_the_lists_say_what_is_told_and_where() -> None:
    found = told_view(stored())
    assert [one.title for one in found.lists] == ["Thuật ngữ", "Mức phạt", "Thời hạn"]
    terms, fines, limits = (one.lines[0] for one in found.lists)
    assert (terms.name, terms.text, terms.eid, terms.where) == (
        "Hóa đơn",
        " là chứng từ.",
        "art_3__cl_1",
        "Điều 3 khoản 1",
    )
    assert (fines.name, fines.text) == ("từ 1 triệu đồng đến 2 triệu đồng", " đối với hành vi lập khống")
    assert (limits.name, limits.where) == ("Trong thời hạn 10 ngày", "Điều 5")
    assert limits.text.startswith(" kể từ ngày nhận hồ sơ")
    assert found.renamed == ()


def test_an_issuer_that_is_gone_is_named_as_it_is_called_today() -> None:
    found = told_view(stored(issuers=("Bộ Kế hoạch và Đầu tư", "Bộ Y tế", "Công ty A")))
    assert found.renamed == ("Bộ Kế hoạch và Đầu tư nay là Bộ Tài chính (Nghị quyết 176/2025/QH15)",)


def test_long_lists_are_cut_and_say_so() -> None:
    many = article("5", "Chậm nhất 10 ngày; " * (told.SHOWN + 3))
    found = told_view(replace(STORED, tagged=TAGGER.tag(document(many), None)))
    assert (len(found.lists[0].lines), found.lists[0].more) == (told.SHOWN, 3)


def test_a_document_that_says_nothing_of_it_has_no_lists() -> None:
    assert told_view(STORED).lists == ()


def test_a_short_name_has_the_whole_definition_beside_it() -> None:
    body = article("3", "", clause("1", "“Nhà ở xã hội” (gọi tắt là NOXH) là nhà ở."), heading="Giải thích từ ngữ")
    (terms,) = told_view(replace(STORED, tagged=TAGGER.tag(document(body), None))).lists
    assert [(line.name, line.text) for line in terms.lines] == [
        ("Nhà ở xã hội", " (gọi tắt là NOXH) là nhà ở."),
        ("NOXH", ": Nhà ở xã hội” (gọi tắt là NOXH) là nhà ở."),
    ]
