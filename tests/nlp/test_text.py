from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Provision
from nlp.text import flatten
from tests.nlp.documents import article, attachment, clause, document, point, provision, quote


def test_segments_are_the_fields_in_reading_order() -> None:
    body = provision(
        "chapter",
        "Chương I",
        "",
        article("1", "Mở đầu.", clause("1", "Khoản một.", point("a", "Điểm a."), point("b", "Điểm b."))),
        heading="QUY ĐỊNH CHUNG",
    )
    text = flatten(document(body, preamble=("Căn cứ Luật X;",), closing=("Thông qua.",), title="Về việc Y"))
    assert [(s.field, s.where, s.eid) for s in text.segments] == [
        ("title", "", ""),
        ("preamble", "", ""),
        ("heading", "Chương I", "chp_I"),
        ("text", "Điều 1", "chp_I__art_1"),
        ("text", "Điều 1 khoản 1", "chp_I__art_1__cl_1"),
        ("text", "Điều 1 khoản 1 điểm a", "chp_I__art_1__cl_1__pnt_a"),
        ("text", "Điều 1 khoản 1 điểm b", "chp_I__art_1__cl_1__pnt_b"),
        ("closing", "", ""),
    ]
    assert [text.text[s.start : s.end] for s in text.segments][:3] == ["Về việc Y", "Căn cứ Luật X;", "QUY ĐỊNH CHUNG"]
    assert text.text.splitlines() == [text.text[s.start : s.end] for s in text.segments]


def test_quotes_and_all_below_them_are_marked() -> None:
    amending = clause("1", "Sửa đổi Điều 5 như sau:", quote("“", article("5", "Nội dung mới.")))
    text = flatten(document(article("1", "", amending)))
    assert [(s.where, s.quoted) for s in text.segments if s.field == "text"] == [
        ("Điều 1 khoản 1", False),
        ("Điều 1 khoản 1", True),
        ("Điều 5", True),
    ]


def test_attachments_have_their_label_and_a_small_dieu() -> None:
    regulation = attachment("Quy chế", article("3", "Một.", clause("2", "Hai.")), title="Quy chế làm việc")
    text = flatten(document(article("1", "Ban hành Quy chế."), attachments=(regulation,)))
    assert [(s.where, s.attachment) for s in text.segments][-3:] == [
        ("Quy chế", "att_1"),
        ("Quy chế điều 3", "att_1"),
        ("Quy chế điều 3 khoản 2", "att_1"),
    ]


def test_tables_are_laid_out_row_by_row_and_notes_left_out() -> None:
    table = Provision(
        "table", "", "", "", "", page=1, rows=(("Mức", "Vùng"), ("I", "4.680.000")), notes=("Luật số 1/2020/QH14",)
    )
    text = flatten(document(article("1", "Bảng:", table)))
    assert text.text.endswith("Bảng:\nMức\tVùng\nI\t4.680.000")
    assert "QH14" not in text.text


LABELS = st.sampled_from(["1", "2a", "đ", "Điều 7.", "I", "", " "])
LEVELS = st.sampled_from(["chapter", "article", "clause", "point", "paragraph", "quote", "table"])
TREES = st.recursive(
    st.builds(provision, LEVELS, LABELS, st.text(max_size=20)),
    lambda below: st.builds(
        lambda level, label, text, children: provision(level, label, text, *children),
        LEVELS,
        LABELS,
        st.text(max_size=20),
        st.lists(below, max_size=3),
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4), st.text(max_size=30))
def test_segments_rise_and_cover_the_text(body: list[Provision], title: str) -> None:
    text = flatten(document(*body, title=title))
    place = 0
    for segment in text.segments:
        assert segment.start >= place
        assert text.text[place : segment.start].strip("\n") == ""
        assert text.text[segment.start : segment.end].strip()
        place = segment.end
    assert place == len(text.text)
