"""Documents made ready for reading: nothing is lost, spans lead where they should."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Attachment, Merge, Provision
from nlp.annotation import Citation, TaggedDocument
from nlp.entities.definitions import find_definitions
from nlp.entities.uses import find_uses
from nlp.text import flatten
from tests.ui.examples import TAGGED
from ui.pages import reading
from ui.pages.reading import Linker, Unit


def tagged(*body: Provision, attachments: tuple[Attachment, ...] = ()) -> TaggedDocument:
    """A document of these provisions, laid out as floor 2 does, without tags."""
    document = replace(TAGGED.document, title="Tên", preamble=(), body=body, attachments=attachments, closing=())
    return replace(TAGGED, document=document, text=flatten(document), citations=())


def cited(text: TaggedDocument, words: str, document: str | None, *provisions: str) -> Citation:
    """A citation of these words."""
    start = text.text.text.index(words)
    segment = next(one for one in text.text.segments if one.start <= start < one.end)
    return Citation(start, start + len(words), segment.eid, segment.where, words, document, None, provisions)


def clause(label: str, text: str, *children: Provision) -> Provision:
    level = "point" if label.isalpha() else "clause"
    return Provision(level, label, "", text, f"cl_{label}", children=children)  # type: ignore[arg-type]  # both are levels


def article(number: int, *children: Provision, text: str = "") -> Provision:
    made = tuple(replace(child, eid=f"art_{number}__{child.eid}") for child in children)
    return Provision("article", f"Điều {number}", f"Tên {number}", text, f"art_{number}", page=number, children=made)


def text_of(unit: Unit) -> str:
    return "\n".join("".join(run.text for run in paragraph) for paragraph in unit.paragraphs)


texts = st.text(alphabet=st.sampled_from("aé 1.\n“"), max_size=40)
spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(texts, spans)
def test_no_letter_is_lost_whatever_the_spans(text: str, wanted: list[tuple[int, int]]) -> None:
    document = tagged(article(1, text=text))
    starts = [one.start for one in document.text.segments if one.field == "text"]
    citations = tuple(
        Citation(starts[0] + start, starts[0] + end, "art_1", "", "", "1/2020/NĐ-CP", None, ())
        for start, end in wanted
        if starts and start < end
    )
    (unit,) = reading.units(document.document.body, Linker(replace(document, citations=citations)))
    assert text_of(unit) == "\n".join(line for line in text.split("\n") if line.strip())


def test_citations_lead_to_provisions_of_the_same_root() -> None:
    annex = Attachment("Quy chế", None, 3, (Provision("article", "Điều 2", "Tên", "", "att_1__art_2"),), "att_1")
    document = tagged(
        article(1, clause("1", "theo khoản 1 Điều 2 và Nghị định này")),
        article(2, clause("1", "nội dung")),
        attachments=(annex,),
    )
    citations = (
        cited(document, "khoản 1 Điều 2", "this", "Điều 2 khoản 1"),
        cited(document, "Nghị định này", "this"),
    )
    units = reading.units(document.document.body, Linker(replace(document, citations=citations)))
    runs = [run for run in units[0].children[0].paragraphs[0] if run.href]
    assert [(run.text, run.href) for run in runs] == [("khoản 1 Điều 2", "#art_2__cl_1")]


def test_names_without_a_number_lead_to_a_search() -> None:
    document = tagged(article(1, text="theo Luật Đất đai"))
    citation = replace(cited(document, "Luật Đất đai", None), document_name="Luật Đất đai")
    (unit,) = reading.units(document.document.body, Linker(replace(document, citations=(citation,))))
    assert unit.paragraphs[0][1].href == "/tim-kiem?q=Lu%E1%BA%ADt+%C4%90%E1%BA%A5t+%C4%91ai"


def test_a_new_page_is_noticed_once() -> None:
    body = (article(1, replace(clause("1", "a"), page=1), replace(clause("2", "b"), page=2)), article(2))
    units = reading.units(body, Linker(tagged(*body)))
    assert [units[0].turns, *(one.turns for one in units[0].children), units[1].turns] == [True, False, True, False]


def test_documents_without_articles_have_places_too() -> None:
    body = (Provision("clause", "1", "", "a", "cl_1"), Provision("clause", "2", "", "b", "cl_2"))
    found = reading.articles(tagged(*body).document)
    assert [place.provision.eid for place in found] == ["cl_1", "cl_2"]
    assert [place.name for place in found] == ["Khoản 1", "Khoản 2"]


def test_places_are_named_as_the_law_cites_them() -> None:
    document = tagged(article(5, clause("2", "", clause("đ", "điểm")))).document
    eids = [place.provision.eid for place in reading.places(document)]
    assert [place.name for place in reading.places(document)] == [
        "Điều 5. Tên 5",
        "Khoản 2 Điều 5",
        "Điểm đ khoản 2 Điều 5",
    ]
    assert reading.find_place(document, eids[1]) is not None
    assert reading.find_place(document, "không có") is None


def test_quotes_of_amending_articles_are_no_places() -> None:
    quote = Provision("quote", "", "", "", "qt_1", children=(article(9),))
    document = tagged(article(1, quote)).document
    assert [place.provision.label for place in reading.places(document)] == ["Điều 1"]
    assert [entry.label for entry in reading.contents(document.body)] == ["Điều 1"]


def test_a_table_is_shown_cell_by_cell() -> None:
    rows = (("TT", "Văn bản", ""), ("", "Số", "Ngày"), ("1", "15/2020/NĐ-CP", "3/2"))
    merges = (Merge(0, 0, 2, 1), Merge(0, 1, 1, 2))
    table = Provision("table", "", "", "", "tbl", rows=rows, head_rows=2, merges=merges)
    text = tagged(table)
    text = replace(text, citations=(cited(text, "15/2020/NĐ-CP", "15/2020/NĐ-CP"),))
    (unit,) = reading.units(text.document.body, Linker(text))
    assert unit.table is not None
    first, second = unit.table.head
    assert [(cell.scope, cell.rows, cell.columns) for cell in first] == [("col", 2, 1), ("colgroup", 1, 2)]
    assert [cell.runs[0].text for cell in second] == ["Số", "Ngày"]
    ((ordinal, number, day),) = unit.table.body
    assert [cell.scope for cell in (ordinal, number, day)] == [None, None, None]
    assert number.runs[0].href is not None
    assert (number.runs[0].text, day.runs[0].text) == ("15/2020/NĐ-CP", "3/2")


def test_empty_cells_stay_in_their_columns() -> None:
    table = Provision("table", "", "", "", "tbl", rows=(("", "Mức", ""), ("", "", "")))
    text = tagged(table)
    (unit,) = reading.units(text.document.body, Linker(text))
    assert unit.table is not None
    assert unit.table.head == ()
    assert [[len(cell.runs) for cell in row] for row in unit.table.body] == [[0, 1, 0], [0, 0, 0]]


def test_terms_lead_to_their_definitions_and_keep_the_text() -> None:
    terms = article(3, clause("1", "Mức lương là số tiền."))
    text = tagged(
        replace(terms, heading="Giải thích từ ngữ"), article(4, text="Trả mức lương theo Điều 3.\nMức lương.")
    )
    entities = find_definitions(text.text)
    uses = find_uses(text.text, entities)
    places = replace(text, citations=(cited(text, "Điều 3.", "this", "Điều 3"),))
    unit = reading.units(text.document.body, Linker(places, "/van-ban/x", uses=uses))[1]
    led = [(run.text, run.href, run.meaning) for row in unit.paragraphs for run in row if run.href]
    assert led == [
        ("mức lương", "/van-ban/x#art_3__cl_1", "Mức lương là số tiền."),
        ("Điều 3.", "/van-ban/x#art_3", None),
    ]
    assert text_of(unit) == "Trả mức lương theo Điều 3.\nMức lương."


def test_a_citation_goes_before_a_term_in_it() -> None:
    terms = article(3, clause("1", "Mức lương là số tiền."))
    text = tagged(replace(terms, heading="Giải thích từ ngữ"), article(4, text="Theo Luật Mức lương."))
    uses = find_uses(text.text, find_definitions(text.text))
    places = replace(text, citations=(cited(text, "Luật Mức lương", "1/2020/QH14"),))
    unit = reading.units(text.document.body, Linker(places, uses=uses))[1]
    assert [run.text for row in unit.paragraphs for run in row if run.href] == ["Luật Mức lương"]
