"""bluebell's promise (handbook style.md 2.2, gate 9 of domain.md 3.15): any text yields a tree, and none of it is lost.

What stands in the tree is the text of the paragraphs without the labels of the units that they open: a provision keeps
its label apart, in normal form ('Điều 5.' as 'Điều 5', a misprinted '1)' as 'l').
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Level, Provision
from ingest.letters import without_marks
from ingest.structure.blocks import Align, Block
from ingest.structure.markers import POINT_LETTERS, read_marker, roman_heading
from ingest.structure.tree import build_tree
from tests.ingest.typeset import paragraph

ALIGNS: tuple[Align, ...] = ("left", "center", "right")
LABELS = st.one_of(
    st.builds("Điều {}{}".format, st.integers(1, 8), st.sampled_from([".", ":", "", "a."])),
    st.builds("{}{}".format, st.integers(1, 8), st.sampled_from([".", ")", "a.", ".000 đồng"])),
    st.builds("{}{}".format, st.sampled_from(POINT_LETTERS), st.sampled_from([")", "1)", "2)", "a)"])),
    st.builds("Chương {}".format, st.sampled_from(["I", "II", "III", "IV", "1", "IIa."])),
    st.sampled_from(
        [
            "Phần thứ nhất",
            "PHẦN II",
            "Mục 1.",
            "MỤC 2¹",
            "Tiểu mục 1",
            "I.",
            "II -",
            "A.",
            "-",
            "+",
            "“1.",
            "“Điều 2.",
            "",
        ]
    ),
)
WORDS = st.sampled_from(
    [
        "Sửa đổi, bổ sung khoản 2 Điều 5 như sau:",
        "Bổ sung như sau: “3. Mới",
        "Bãi bỏ Điều 6.",
        "Hiệu lực thi hành",
        "của Luật này",
        "QUY ĐỊNH CHUNG",
        "Phạm vi",
        "nội dung”.",
        '"trích dẫn"',
        "“A” là B;",
        "gồm:",
        "dấu¹ chú²",
        "diện tích 5 m²",
        "",
    ]
)
TEXTS = st.one_of(
    st.builds("{} {}".format, LABELS, WORDS),
    st.builds("{} {}".format, LABELS, st.text(max_size=12)),
    st.text(max_size=20),
).map(lambda text: " ".join(text.split()))


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    """Paragraphs of a body, each at a place of its own."""
    texts = draw(st.lists(TEXTS.filter(bool), max_size=24))
    return tuple(
        paragraph(
            text,
            row,
            bold=draw(st.booleans()),
            align=draw(st.sampled_from(ALIGNS)),
            size=draw(st.sampled_from([14.0, 14.0, 14.0, 12.0])),
        )
        for row, text in enumerate(texts)
    )


def walk(provisions: Sequence[Provision]) -> Iterator[Provision]:
    for provision in provisions:
        yield provision
        yield from walk(provision.children)


def letters(text: str) -> Counter[str]:
    return Counter("".join(without_marks(text).split()))


def printed_label(provision: Provision, block: Block) -> Counter[str]:
    """Letters of the label in the paragraph that opens the provision; none where it is inferred or there is none."""
    marker = read_marker(block.text) or roman_heading(block.text)
    level: Level = "point" if provision.level == "subpoint" else provision.level
    if level == "point" and marker is not None and marker.bracket:
        level = "clause"  # '1)' misprinted for 'l)'
    if not provision.label or marker is None or marker.level != level:
        return Counter()
    return letters(block.text) - letters(marker.text)  # a note's mark may stand inside: 'MỤC 0¹:A' is '¹ A' under MỤC 0


@settings(max_examples=300)
@given(bodies(), st.booleans())
def test_any_paragraphs_make_a_tree_that_holds_all_of_their_text(blocks: tuple[Block, ...], continued: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    provisions = list(walk(build_tree(blocks, continued=continued).provisions))
    at = {block.box: block for block in blocks}
    kept: Counter[str] = Counter()
    for provision in provisions:
        assert provision.box is not None
        kept += letters(provision.heading) + letters(provision.text)
        kept += printed_label(provision, at[provision.box])
    assert kept == sum((letters(block.text) for block in blocks), Counter())


@settings(max_examples=100)
@given(bodies(), st.booleans())
def test_ids_are_unique_and_stable(blocks: tuple[Block, ...], continued: bool) -> None:  # noqa: FBT001 - hypothesis gives it by place
    built = build_tree(blocks, "att_1", continued=continued)
    eids = [provision.eid for provision in walk(built.provisions)]
    assert len(set(eids)) == len(eids)
    assert all(eid.startswith("att_1__") for eid in eids)
    assert built == build_tree(blocks, "att_1", continued=continued)


@settings(max_examples=100)
@given(bodies())
def test_numbers_rise_among_siblings(blocks: tuple[Block, ...]) -> None:
    """No clause or point stands twice under one unit: what is out of sequence is text."""

    def check(provisions: Sequence[Provision]) -> None:
        for level in ("clause", "point", "subpoint"):
            own = [provision.label for provision in provisions if provision.level == level]
            assert len(set(own)) == len(own)
        for provision in provisions:
            check(provision.children)

    check(build_tree(blocks).provisions)
