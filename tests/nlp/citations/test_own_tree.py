"""'This' is resolved to the provisions of the document's own tree."""

import pytest

from nlp.annotation import Citation
from nlp.citations.own_tree import tree_of
from nlp.citations.provisions import LEVELS
from tests.nlp.citations.test_find import cite
from tests.nlp.documents import article, attachment, clause, document, point, provision

CHAPTERS = (
    provision(
        "chapter",
        "Chương I",
        "",
        provision(
            "section", "Mục 1", "", article("1", "Một", clause("1.", "Một một", point("a)", "a"), point("đ)", "đ")))
        ),
        provision("section", "Mục 2", "", article("2", "Hai", clause("1.", ""), clause("2.", "Hai hai"))),
    ),
    provision(
        "chapter", "Chương II", "", provision("section", "Mục 1", "", article("3a", "Ba", clause("1", "Ba một")))
    ),
)


def cited(text: str) -> Citation:
    """The only citation of a text that stands in clause 9 of Điều 9, in section 1 of chapter II."""
    (second,) = CHAPTERS[1].children
    place = provision("section", "Mục 1", "", *second.children, article("9", "", clause("9", text)))
    (found,) = cite(CHAPTERS[0], provision("chapter", "Chương II", "", place), attachments=ATTACHMENTS)
    return found


ATTACHMENTS = (
    attachment("PHỤ LỤC I", clause("1", "một")),
    attachment("Phụ lục số 02", provision("paragraph", "", "hai")),
)


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("khoản này", ("chp_II__sec_1__art_9__cl_9",)),
        ("theo Điều 1 và", ("chp_I__sec_1__art_1",)),
        ("điểm a, điểm đ khoản 1 Điều 1", tuple(f"chp_I__sec_1__art_1__cl_1.__pnt_{x})" for x in "ađ")),
        ("khoản 1 và khoản 2 Điều 2 Nghị định này", tuple(f"chp_I__sec_2__art_2__cl_{n}." for n in (1, 2))),
        ("đoạn 2 khoản 1 Điều 3a", ("chp_II__sec_1__art_3a__cl_1",)),
        ("quy định tại Chương I của Nghị định này", ("chp_I",)),
        ("quy định tại Mục 2 Nghị định này", ("chp_I__sec_2",)),
        ("quy định tại Mục 1 Nghị định này", ("chp_II__sec_1",)),
        ("quy định tại Mục 1 Chương I Nghị định này", ("chp_I__sec_1",)),
        ("quy định tại Mục 1 Chương này", ("chp_II__sec_1",)),
        # broken references: the document has no such provision
        ("theo Điều 77 và", ()),
        ("điểm e khoản 1 Điều 1", ()),
        ("Phụ lục III Nghị định này", ()),
    ],
)
def test_this_document(text: str, eids: tuple[str, ...]) -> None:
    found = cited(text)
    assert (found.document, found.eids) == ("this", eids)


@pytest.mark.parametrize("label", ["Phụ lục I", "Phụ lục 1", "Phụ lục II", "Phụ lục số 2"])
def test_appendices_are_known_by_either_kind_of_number(label: str) -> None:
    made = document(attachments=ATTACHMENTS)
    found = tree_of(made).attachment(label)
    assert found == "att_1"


def test_an_attached_regulation_has_articles_of_its_own() -> None:
    regulation = attachment(
        "Quy chế", article("4", "Như Điều 5 Quy chế này, Điều 1 Nghị định này và khoản 7 Điều này."), article("5", "x")
    )
    inside, outside, broken = cite(article("1", "Ban hành Quy chế."), article("5", "y"), attachments=(regulation,))
    assert (inside.provisions, inside.eids) == (("Quy chế Điều 5",), ("att_1__art_5",))
    assert (outside.provisions, outside.eids) == (("Điều 1",), ("art_1",))
    assert broken.eids == ()


def test_a_regulation_cited_from_the_main_body() -> None:
    regulation = attachment("Quy chế", article("5", "x", clause("1", "y")))
    (found,) = cite(
        article("1", "Theo khoản 1 Điều 5 Quy chế ban hành kèm theo Nghị định này."),
        article("5", ""),
        attachments=(regulation,),
    )
    assert (found.provisions, found.eids) == (("Quy chế Điều 5 khoản 1",), ("att_1__art_5__cl_1",))


def test_another_document_has_no_provisions_here() -> None:
    (found,) = cite(article("1", "Theo Điều 1 Luật Đất đai."))
    assert found.eids == ()


def test_levels_are_those_of_the_grammar() -> None:
    assert LEVELS[:2] == ("Phụ lục", "Phần")
