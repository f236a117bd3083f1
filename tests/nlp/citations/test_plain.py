"""The plain form of a text, and spans that lead back to the text as given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.annotation import DocumentText, Segment
from nlp.citations.find import find_citations
from nlp.citations.plain import plain_of, small
from nlp.citations.spans import reference_spans
from tests.nlp.documents import document

NUMBERED = "theo khoản 2 Điều 5 Nghị định số 15/2020/NĐ-CP và Luật Đất đai năm 2013"


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def tone_first(text: str) -> str:
    """Letters cut up with the tone before the circumflex, as some fonts print them."""
    marks = unicodedata.normalize("NFD", text)
    return marks.replace("\u0302\u0301", "\u0301\u0302").replace("\u0302\u0323", "\u0323\u0302")


FORMS = {
    "composed": NUMBERED,
    "cut up": unicodedata.normalize("NFD", NUMBERED),
    "tone first": tone_first(NUMBERED),
    "hard spaces": NUMBERED.replace(" ", "\u00a0"),
    "thin spaces": NUMBERED.replace(" ", "\u2009"),
    "full width": full_width(NUMBERED),
    "soft hyphens": NUMBERED.replace("ị", "ị\u00ad"),
    "no width": NUMBERED.replace(" ", "\u200b \ufeff"),
    "look-alikes": NUMBERED.replace("Đ", "\u00d0").replace("-", "\u2011").replace("C", "\u0421"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_reads_the_same_and_spans_lie_in_the_text_as_given(form: str) -> None:
    text = f"İﬁ {FORMS[form]} ﬂ"
    made = document(number="9/2031/NĐ-CP")
    first, second = find_citations(made, DocumentText(text, (Segment("", "text", 0, len(text), ""),)))
    assert (first.document, first.provisions) == ("15/2020/NĐ-CP", ("Điều 5 khoản 2",))
    assert (second.document_name, second.year) == ("Luật Đất đai", 2013)
    assert plain_of(text[first.start : first.end]).text == "khoản 2 Điều 5 Nghị định số 15/2020/NĐ-CP"
    assert [plain_of(text[s.start : s.end]).text for s in reference_spans(text)] == [
        "Nghị định số 15/2020/NĐ-CP",
        "Luật Đất đai năm 2013",
    ]


def test_a_text_in_order_is_read_in_its_own_places() -> None:
    plain = plain_of(NUMBERED)
    assert (plain.text, plain.starts) == (NUMBERED, None)


PIECES = st.sampled_from(
    [
        *FORMS.values(),
        "điểm a khoản 1 Điều này",
        "(sau đây gọi là Nghị định số 15)",
        "Nghị định số 15",
        "các Nghị định nêu trên",
        "Quy chế ban hành kèm theo Quyết định số 3/2001/QĐ-BTC (sau đây gọi là Quy chế)",
        "Điều 4 Quy chế.",
        "“",
        "”",
        "İ",
        "ŉ",
        "ﬃ",
        "\u0301",
        "\u200d",
        "ＮĐ",
        "\n",
        "  ",
        unicodedata.normalize("NFD", "Luật Phòng, chống ma túy"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map(" ".join)


@given(TEXTS)
def test_spans_survive_any_mixture(text: str) -> None:
    """In bounds, in order, and the citation's words are those at its span; the same text gives the same citations."""
    made = document(number="9/2031/NĐ-CP")
    half = len(text) // 2
    while half < len(text) and unicodedata.combining(text[half]):
        half += 1  # a letter is not cut from its marks
    layout = DocumentText(
        text, (Segment("", "text", 0, half, "Điều 1"), Segment("", "text", half, len(text), "Điều 2"))
    )
    found = find_citations(made, layout)
    place = 0
    for citation in found:
        assert place <= citation.start < citation.end <= len(text)
        assert citation.text == " ".join(text[citation.start : citation.end].split())
        assert citation.start >= half or citation.end <= half
        place = citation.start
    assert found == find_citations(made, layout)


@given(TEXTS)
def test_reference_spans_survive_any_mixture(text: str) -> None:
    spans = list(reference_spans(text))
    place = 0
    for span in spans:
        assert place <= span.start < span.end <= len(text)
        place = span.end


@given(st.text())
def test_the_plain_form_is_plain_and_keeps_a_way_back(text: str) -> None:
    plain = plain_of(text)
    assert len(plain.text) == len(plain.lower)
    assert plain_of(plain.text).text == plain.text
    places = [plain.span(place, place + 1) for place in range(len(plain.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text())
def test_small_letters_keep_every_place(text: str) -> None:
    assert len(small(text)) == len(text)
