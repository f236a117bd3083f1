"""Lists of documents count one by one, wherever they stand (handbook domain.md 4.2)."""

import pytest

from tests.nlp.documents import article, attachment, clause, provision
from tests.nlp.relations.made import DECREE, A, B, C, brief, relations, stated


@pytest.mark.parametrize(
    "sentence",
    [
        f"Các văn bản sau đây hết hiệu lực: a) Thông tư số {A} về phí; b) Thông tư số {B} về thuế.",
        f"Bãi bỏ các Thông tư: Thông tư số {A} hướng dẫn Thông tư số {C}; Thông tư số {B}.",
        f"Bãi bỏ các văn bản sau:\n- Thông tư số {A} hướng dẫn Thông tư số {C};\n- Thông tư số {B}.",
        f"Bãi bỏ: 1. Thông tư số {A}; 2. Thông tư số {B}.",
    ],
)
def test_a_list_in_one_paragraph(sentence: str) -> None:
    assert brief(stated(sentence)) == [("repeals", A, "whole"), ("repeals", B, "whole")]


def test_a_list_of_parts_in_one_paragraph() -> None:
    listed = f"Bãi bỏ các quy định sau: a) Khoản 2 Điều 5 Thông tư số {A}; b) Thông tư số {B}."
    assert brief(stated(listed)) == [("repeals", A, "part"), ("repeals", B, "whole")]


def test_what_follows_the_list_is_not_of_it() -> None:
    text = f"Thông tư này thay thế: Thông tư số {A}. Nội dung khác thực hiện theo Thông tư số {B}; Thông tư số {C}."
    assert brief(stated(text)) == [("replaces", A, "whole")]


def test_a_table_in_an_annex() -> None:
    body = article("1", "Bãi bỏ các văn bản tại Phụ lục ban hành kèm theo Thông tư này.")
    text = f"1\tThông tư số {A} ngày 01/01/2020 về phí\tBộ Tài chính\n2\tThông tư số {B} sửa đổi Thông tư số {C}\tnt"
    annex = attachment("Phụ lục", provision("table", "", text))
    found = relations(body, attachments=(annex,))
    assert brief(found) == [("repeals", A, "whole"), ("repeals", B, "whole")]
    assert {one.confidence for one in found} == {0.94}


def test_a_list_attached_under_another_name() -> None:
    body = article("1", "Bãi bỏ các văn bản tại Danh mục ban hành kèm theo Thông tư này.")
    annex = attachment("Danh mục", clause("1", f"Thông tư số {A}."), clause("2", f"Thông tư số {B}."))
    assert brief(relations(body, attachments=(annex,))) == [("repeals", A, "whole"), ("repeals", B, "whole")]


def test_lists_of_what_has_ended_are_only_announced() -> None:
    body = article("1", "Công bố hết hiệu lực các văn bản tại Danh mục ban hành kèm theo Thông tư này.")
    annex = attachment("Danh mục", clause("1", f"Thông tư số {A}."))
    assert relations(body, attachments=(annex,)) == []


def test_a_lower_document_in_a_list_of_its_betters_changes_none_of_them() -> None:
    assert brief(stated(f"Bãi bỏ: a) Nghị định số {DECREE}; b) Thông tư số {A}.")) == [("repeals", A, "whole")]
