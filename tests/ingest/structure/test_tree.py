"""Handbook domain.md 3.8 and 3.9: paragraphs to the tree of a body."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from ingest.document import Box, Provision, Table
from ingest.structure.blocks import Block
from ingest.structure.tree import Tree, build_tree, has_articles
from tests.ingest.typeset import paragraph, paragraphs

Outline = list[str]


def tree(*texts: str, continued: bool = False) -> Tree:
    return build_tree(paragraphs(texts), continued=continued)


def walk(provisions: Sequence[Provision], depth: int = 0) -> Iterator[tuple[int, Provision]]:
    for provision in provisions:
        yield depth, provision
        yield from walk(provision.children, depth + 1)


def outline(built: Tree) -> Outline:
    """One line a provision, two spaces a level: 'clause 1: text', 'article Điều 5 | heading: text'."""
    return [
        "  " * depth
        + f"{provision.level} {provision.label}".strip()
        + (f" | {provision.heading}" if provision.heading else "")
        + (f": {provision.text}" if provision.text else "").replace("\n", " / ")
        for depth, provision in walk(built.provisions)
    ]


def labels(built: Tree) -> Outline:
    return [f"{'  ' * depth}{provision.label or provision.level}" for depth, provision in walk(built.provisions)]


def codes(built: Tree) -> list[str]:
    return [finding.code for finding in built.findings]


def test_all_levels() -> None:
    built = tree(
        "^**Phần thứ nhất",
        "^**NHỮNG QUY ĐỊNH CHUNG",
        "^**Chương I",
        "^**PHẠM VI VÀ",
        "^**NGUYÊN TẮC",
        "^**Mục 1. TRÌNH TỰ",
        "^**Tiểu mục 1. HỒ SƠ",
        "**Điều 1. Phạm vi",
        "1. Luật này quy định:",
        "a) Lưu trữ;",
        "b) Việc sau:",
        "b1) Thu thập;",
        "b2) Bảo quản.",
        "2. Không áp dụng.",
        "Đoạn nữa của khoản 2.",
        "**Điều 2. Nguyên tắc",
        "Công khai.",
    )
    assert outline(built) == [
        "part Phần thứ nhất | NHỮNG QUY ĐỊNH CHUNG",
        "  chapter Chương I | PHẠM VI VÀ NGUYÊN TẮC",
        "    section Mục 1 | TRÌNH TỰ",
        "      subsection Tiểu mục 1 | HỒ SƠ",
        "        article Điều 1 | Phạm vi",
        "          clause 1: Luật này quy định:",
        "            point a: Lưu trữ;",
        "            point b: Việc sau:",
        "              subpoint b1: Thu thập;",
        "              subpoint b2: Bảo quản.",
        "          clause 2: Không áp dụng. / Đoạn nữa của khoản 2.",
        "        article Điều 2 | Nguyên tắc: Công khai.",
    ]
    assert built.findings == ()


def test_ids_follow_the_naming_convention() -> None:
    built = tree(
        "^**Phần thứ mười một",
        "^**Chương I",
        "**Điều 9a. Tên",
        "**Điều 10. Tên",
        "1. Việc:",
        "a) Một;",
        "b) Hai;",
        "c) Ba;",
        "d) Bốn;",
        "đ) Năm;",
    )
    assert [provision.eid for _, provision in walk(built.provisions)] == [
        "part_11",
        "part_11__chp_I",
        "part_11__chp_I__art_9a",
        "part_11__chp_I__art_10",
        "part_11__chp_I__art_10__cl_1",
        *(f"part_11__chp_I__art_10__cl_1__pnt_{letter}" for letter in ("a", "b", "c", "d", "dd")),
    ]


def test_units_of_an_attachment_have_its_prefix() -> None:
    (article,) = build_tree(paragraphs(["**Điều 1. Tên"]), "att_2").provisions
    assert article.eid == "att_2__art_1"


def test_a_unit_knows_its_page_and_box() -> None:
    blocks = paragraphs(["**Điều 1. Tên", "1. Việc."])
    ((_, article), (_, clause)) = walk(build_tree(blocks).provisions)
    assert (article.page, article.box) == (1, blocks[0].box)
    assert clause.box == blocks[1].box


# -- labels and their sequence


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("**Điều 9. A", "**Điều 9a. B", "**Điều 9b. C", "**Điều 10. D"), ["Điều 9", "Điều 9a", "Điều 9b", "Điều 10"]),
        (("**Điều 1. A", "1. a", "1a. b", "2. c"), ["Điều 1", "  1", "  1a", "  2"]),
        (
            ("**Điều 1. A", "d) ngoài thứ tự", "a) a", "b) b", "c) c", "d) d", "d) đ", "e) e"),
            ["Điều 1", "  a", "  b", "  c", "  d", "  đ", "  e"],
        ),
        (
            ("**Điều 1. A", "a) a", "c) c", "đ) đ", "g) g", "i) i", "k) k", "1) l", "m) m"),
            ["Điều 1", "  a", "  c", "  đ", "  g", "  i", "  k", "  l", "  m"],
        ),
        (("**Điều 1. A", "1. a", "1. lại", "9. xa quá", "3. gần"), ["Điều 1", "  1", "  3"]),
        (("**Điều 1. A", "a) a", "a1) chèn", "b) b"), ["Điều 1", "  a", "  a1", "  b"]),
    ],
    ids=["inserted articles", "inserted clause", "second d is đ", "1) is l)", "out of sequence", "inserted point"],
)
def test_sequences(texts: tuple[str, ...], expected: list[str]) -> None:
    assert labels(tree(*texts)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Điều 2 của Luật này và các quy định khác",
        "Điều 2, Điều 3 và Điều 4",
        "Điều 2 không in đậm nên là đoạn văn",
        "Chương II của Luật này.",
        "Mục 2 kèm theo Nghị định này;",
        "15.000 đồng",
        "Điều 50. Xa quá để là điều tiếp theo",
        "Điều 1. Lại là điều một",
    ],
)
def test_references_are_text_of_the_open_unit(text: str) -> None:
    built = tree("**Điều 1. Tên", "1. Theo quy định sau:", text)
    assert outline(built)[-1] == f"  clause 1: Theo quy định sau: / {text}"


def test_cells_of_a_table_in_smaller_type_are_no_units() -> None:
    blocks = (*paragraphs(["**Điều 1. Tên", "1. Bảng sau:"]), paragraph("2. Ô của bảng", 2, size=12.0))
    assert labels(build_tree(blocks)) == ["Điều 1", "  1"]


def test_a_heading_in_bold_before_its_text_and_a_text_right_behind_the_label() -> None:
    assert outline(tree("**Điều 1. Tên điều", "**Điều 2. Tên", "Nội dung.")) == [
        "article Điều 1 | Tên điều",
        "article Điều 2 | Tên: Nội dung.",
    ]
    # older documents set no bold: a short line is a heading, a sentence is text
    assert outline(tree("Điều 1. Tên điều", "Nội dung.", "Điều 2. Bộ trưởng chịu trách nhiệm thi hành.")) == [
        "article Điều 1 | Tên điều: Nội dung.",
        "article Điều 2: Bộ trưởng chịu trách nhiệm thi hành.",
    ]


def test_an_article_without_label_is_inferred_and_told() -> None:
    built = tree("**Điều 4. Tên", "Nội dung.", "**Thời hạn bảo quản", "1. Một.", "2. Hai.", "**Điều 6. Tên")
    assert labels(built) == ["Điều 4", "Điều 5", "  1", "  2", "Điều 6"]
    assert outline(built)[1] == "article Điều 5 | Thời hạn bảo quản"
    assert codes(built) == ["article-label-inferred"]


def test_a_bold_line_is_no_article_where_no_number_is_free() -> None:
    built = tree("**Điều 4. Tên", "Nội dung.", "**Thời hạn bảo quản", "1. Một.", "**Điều 5. Tên")
    assert labels(built) == ["Điều 4", "  1", "Điều 5"]
    assert built.findings == ()


def test_consolidated_texts_leave_repealed_articles_out() -> None:
    assert labels(tree("**Điều 1. A", "**Điều 2. B", "**Điều 12. C")) == ["Điều 1", "Điều 2", "Điều 12"]


def test_repealed_sections_keep_their_note() -> None:
    notes = {"1": "Mục này được bãi bỏ."}
    built = build_tree(paragraphs(["^**Chương I", "^MỤC 1¹ (được bãi bỏ)", "**Điều 3. Tên¹"]), "", notes)
    ((_, chapter), (_, section), (_, article)) = walk(built.provisions)
    assert (chapter.notes, section.heading, section.notes) == ((), "(được bãi bỏ)", ("Mục này được bãi bỏ.",))
    assert (article.heading, article.notes) == ("Tên", ("Mục này được bãi bỏ.",))


def test_a_later_part_may_begin_anywhere() -> None:
    assert labels(tree("đ) Việc năm;", "**Điều 17. Tên", continued=True))[-1] == "Điều 17"
    assert labels(tree("3. Khoản ba.", "4. Khoản bốn.", continued=True)) == ["3", "4"]


def test_numbers_before_the_first_article_are_text() -> None:
    built = tree("1. Phần mở đầu", "a) cũng vậy", "**Điều 1. Tên", "1. Khoản")
    assert labels(built) == ["paragraph", "paragraph", "Điều 1", "  1"]


def test_documents_without_articles() -> None:
    built = tree(
        "Mở đầu:", "**I. MỤC TIÊU", "1. Việc một:", "a) Một;", "b) Hai.", "**II. TỔ CHỨC", "1. Việc.", "- Gạch."
    )
    assert outline(built) == [
        "paragraph: Mở đầu:",
        "paragraph I | MỤC TIÊU",
        "  clause 1: Việc một:",
        "    point a: Một;",
        "    point b: Hai.",
        "paragraph II | TỔ CHỨC",
        "  clause 1: Việc. / - Gạch.",
    ]
    assert labels(tree("1. Một.", "2. Hai.", "3. Ba.")) == ["1", "2", "3"]
    assert labels(tree("**A. MỤC TIÊU", "**B. TỔ CHỨC", "**D. Xa quá")) == ["A", "B"]


def test_text_without_any_unit_is_kept_as_paragraphs() -> None:
    assert outline(tree("Một đoạn.", "Đoạn hai.")) == ["paragraph: Một đoạn.", "paragraph: Đoạn hai."]
    assert tree() == Tree((), ())


# -- quotes


AMENDING = "**Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2020/NĐ-CP"


def test_the_worked_example_of_an_amending_article() -> None:
    built = tree(
        AMENDING,
        "1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:",
        "“2. Nội dung mới của khoản 2.",
        "a) …;",
        "b) ….”.",
        "2. Bổ sung Điều 5a vào sau Điều 5 như sau:",
        "“Điều 5a. Tên điều",
        "1. …”.",
        "3. Bãi bỏ Điều 12 và Điều 13.",
        "4. Thay thế cụm từ “Bộ Thông tin và Truyền thông” bằng cụm từ “Bộ Khoa học và Công nghệ” tại Điều 3.",
        "**Điều 2. Hiệu lực thi hành",
    )
    assert labels(built) == ["Điều 1", "  1", "    quote", "  2", "    quote", "  3", "  4", "Điều 2"]
    first, second = [provision for _, provision in walk(built.provisions) if provision.level == "quote"]
    assert (first.operation, first.target) == ("replace", "Điều 5 khoản 2")
    assert first.text == "“2. Nội dung mới của khoản 2.\na) …;\nb) ….”."
    assert (second.operation, second.target) == ("insert", "Điều 5a")
    assert second.text == "“Điều 5a. Tên điều\n1. …”."
    assert built.findings == ()


def test_a_quote_inherits_the_operation_of_the_unit_above() -> None:
    built = tree(AMENDING, "1. Sửa đổi, bổ sung Điều 5 như sau:", "a) Khoản 2 như sau:", "“2. Mới.”", "b) Việc khác.")
    (quote,) = [provision for _, provision in walk(built.provisions) if provision.level == "quote"]
    assert (quote.operation, quote.target) == ("replace", "khoản 2")
    assert labels(built) == ["Điều 1", "  1", "    a", "      quote", "    b"]


def test_inner_quotes_do_not_end_the_block() -> None:
    built = tree(
        AMENDING,
        "1. Sửa đổi khoản 2 như sau:",
        "“2. Trong Nghị định này:",
        "a) “Lưu trữ” là việc giữ;",
        "b) Cụm từ “hồ sơ”.",
        "c) Hết.”;",
        "2. Bãi bỏ Điều 6.",
    )
    assert labels(built) == ["Điều 1", "  1", "    quote", "  2"]


def test_a_quote_on_the_line_of_its_instruction() -> None:
    built = tree(AMENDING, "1. Bổ sung khoản 3 như sau: “3. Mới:", "a) Một.”", "2. Bãi bỏ Điều 6.")
    assert outline(built)[1:3] == ["  clause 1: Bổ sung khoản 3 như sau:", "    quote: “3. Mới: / a) Một.”"]
    assert labels(built)[-1] == "  2"


def test_an_inline_quote_without_any_unit() -> None:
    built = tree("Sửa đổi như sau: “1. Mới:", "2. Mới.”", "Hết.")
    assert outline(built) == ["paragraph: Sửa đổi như sau: / Hết.", "  quote: “1. Mới: / 2. Mới.”"]


@pytest.mark.parametrize("following", ["2. Sửa đổi khoản 3 như sau:", "**Điều 2. Hiệu lực thi hành"])
def test_a_quote_that_is_never_closed_survives_with_a_finding(following: str) -> None:
    built = tree(AMENDING, "1. Sửa đổi khoản 2 như sau:", "“2. Nội dung mới.", "3. Khoản trong trích dẫn.", following)
    assert labels(built)[:3] == ["Điều 1", "  1", "    quote"]
    assert labels(built)[-1].strip() in {"2", "Điều 2"}
    assert codes(built) == ["unclosed-quote"]


def test_a_quote_open_to_the_end_is_told() -> None:
    built = tree(AMENDING, "1. Sửa đổi khoản 2 như sau:", "“2. Nội dung mới.", "Hết văn bản.")
    assert outline(built)[-1] == "    quote: “2. Nội dung mới. / Hết văn bản."
    assert codes(built) == ["unclosed-quote"]
    assert built.findings[0].page == 1


def test_quoted_words_are_no_block() -> None:
    assert labels(tree("**Điều 1. Giải thích từ ngữ", "1. “Lưu trữ” là việc giữ.", "“Hồ sơ” là tài liệu.")) == [
        "Điều 1",
        "  1",
    ]


# -- has_articles


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Điều 1. Tên"], True),
        (["**Điều 17. Tên"], True),
        (["Điều 17. Tên"], False),
        (["Điều 1 của Luật"], False),
        (["I. MỤC TIÊU", "1. Việc"], False),
        ([], False),
    ],
)
def test_has_articles(texts: list[str], *, expected: bool) -> None:
    blocks: tuple[Block, ...] = paragraphs(texts)
    assert has_articles(blocks) is expected


def table(*rows: tuple[str, ...], row: float = 0) -> Block:
    own = Table(1, Box(85, 0, 510, 100), rows, head_rows=1)
    return replace(paragraph(" ".join(rows[0]), row), text="", table=own)


def test_a_table_is_a_child_where_it_stands() -> None:
    blocks = (
        *paragraphs(["**Điều 1. Mức thu", "1. Mức thu như sau:"]),
        table(("TT", "Mức"), ("1", "10.000"), ("a)", "Điều 2. Không phải điều")),
        *paragraphs(["Mức trên đã gồm thuế.", "2. Không thu thêm."]),
    )
    built = build_tree(blocks)
    assert outline(built) == [
        "article Điều 1 | Mức thu",
        "  clause 1: Mức thu như sau:",
        "    table",
        "    paragraph: Mức trên đã gồm thuế.",
        "  clause 2: Không thu thêm.",
    ]
    found = built.provisions[0].children[0].children[0]
    assert found.rows == (("TT", "Mức"), ("1", "10.000"), ("a)", "Điều 2. Không phải điều"))
    assert (found.eid, found.head_rows) == ("art_1__cl_1__table_1", 1)


def test_a_table_inside_a_quote_is_part_of_it() -> None:
    blocks = (
        *paragraphs(["**Điều 1. Sửa đổi", "1. Sửa đổi khoản 1 Điều 5 như sau:", "“1. Mức thu:"]),
        table(("TT", "Mức"), ("1", "10.000")),
        *paragraphs(["Đã gồm thuế.”.", "2. Bãi bỏ khoản 3."]),
    )
    assert outline(build_tree(blocks)) == [
        "article Điều 1 | Sửa đổi",
        "  clause 1: Sửa đổi khoản 1 Điều 5 như sau:",
        "    quote: “1. Mức thu:",
        "      table",
        "      paragraph: Đã gồm thuế.”.",
        "  clause 2: Bãi bỏ khoản 3.",
    ]


def test_a_table_may_be_all_of_a_quote() -> None:
    blocks = (
        *paragraphs(["**Điều 1. Sửa đổi", "1. Thay thế bảng tại Điều 5 như sau:"]),
        table(("“TT", "Mức"), ("1", "10.000”")),
        *paragraphs(["2. Bãi bỏ khoản 3."]),
    )
    built = build_tree(blocks)
    assert labels(built) == ["Điều 1", "  1", "    quote", "      table", "  2"]
    assert codes(built) == []
