"""Akoma Ntoso in: what we write comes back the same; what others write comes back with its units."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings

from ingest.document import LegalDocument, Merge, Provision
from ingest.errors import BrokenXml
from nlp.annotation import TaggedDocument
from nlp.exchange.akn import document_akn, issue_akn
from nlp.exchange.akn_names import AKN, xml_text
from nlp.exchange.akn_reading import read_akn
from nlp.text import flatten
from tests.nlp.documents import article, document
from tests.nlp.exchange.trees import DOCUMENTS, bare


def tagged(made: LegalDocument) -> TaggedDocument:
    return TaggedDocument(made, flatten(made), (), (), None)


def whole(body: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The tree as XML can hold it: without boxes, and U+FFFD for characters that XML has not."""
    return tuple(
        replace(
            each,
            label=xml_text(each.label),
            heading=xml_text(each.heading),
            text=xml_text(each.text),
            eid=xml_text(each.eid),
            notes=tuple(map(xml_text, each.notes)),
            rows=tuple(tuple(map(xml_text, row)) for row in each.rows),
            target=None if each.target is None else xml_text(each.target),
            children=whole(each.children),
        )
        for each in bare(body)
    )


@settings(max_examples=200)
@given(DOCUMENTS)
def test_what_we_write_comes_back(made: LegalDocument) -> None:
    (again,) = read_akn(document_akn(tagged(made), None))
    assert bare(again.body) == whole(made.body)
    assert [bare(one.body) for one in again.attachments] == [whole(one.body) for one in made.attachments]
    assert again.preamble == tuple(map(xml_text, made.preamble))
    assert again.closing == tuple(map(xml_text, made.closing))
    assert again.notes == tuple(map(xml_text, made.notes))
    assert [one.name for one in again.signers] == [xml_text(one.name) for one in made.signers]
    assert (again.issued_on, again.pdf_pages) == (made.issued_on, made.pdf_pages)
    assert (again.number or "", again.title or "") == (xml_text(made.number or ""), xml_text(made.title or ""))


def test_a_table_keeps_its_heads_and_merged_cells() -> None:
    rows = (("Stt", "Mức", ""), ("", "A", "B"), ("1", "2", "3"))
    merges = (Merge(0, 0, 2, 1), Merge(0, 1, 1, 2))
    table = Provision("table", "", "", "", "art_1__table_1", 1, rows=rows, head_rows=2, merges=merges)
    made = document(replace(article("1", "Mức lương:"), children=(table,)))
    xml = document_akn(tagged(made), None)
    assert xml.count(b'rowspan="2"') == xml.count(b'colspan="2"') == 1
    (again,) = read_akn(xml)
    assert again.body[0].children[0] == replace(table, eid=made.body[0].children[0].eid)


def test_the_documents_of_an_issue_come_back_one_by_one() -> None:
    first, second = document(article("1", "một")), document(article("1", "hai"), ordinal=2, number="16/2020/NĐ-CP")
    again = read_akn(issue_akn(None, [tagged(first), tagged(second)]))
    assert [one.number for one in again] == ["15/2020/NĐ-CP", "16/2020/NĐ-CP"]
    assert [one.body for one in again] == [first.body, second.body]


FOREIGN = f"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="{AKN}"><act name="act"><meta><identification source="#x">
<FRBRWork><FRBRthis value="/akn/za/act/2005/5/!main"/><FRBRuri value="/akn/za/act/2005/5"/>
<FRBRdate date="2005-06-01" name="Generation"/><FRBRauthor href="#council"/><FRBRcountry value="za"/>
<FRBRnumber value="5"/></FRBRWork></identification>
<references source="#x"><TLCOrganization eId="council" href="/o/council" showAs="Hội đồng"/></references></meta>
<preface><p>Act <docNumber>5</docNumber> of 2005</p>
<longTitle><p>on <docTitle>fences</docTitle></p></longTitle></preface>
<body><chapter eId="chp_1"><num>1</num><heading>General</heading>
  <section eId="sec_1"><num>1.</num><heading>Terms</heading>
    <subsection eId="sec_1__subsec_1"><num>(1)</num><content><p>A <b>fence</b>
      is high<authorialNote marker="1"><p>See 2.</p></authorialNote>.</p>
      <blockList eId="l"><listIntroduction>It is of:</listIntroduction><item eId="i"><num>(a)</num><p>wood</p></item>
      </blockList><table eId="t"><tr><th><p>m</p></th></tr><tr><td>2</td></tr></table></content></subsection>
  </section></chapter><hcontainer eId="h" name="schedule"><content><p>End.</p></content></hcontainer></body>
<conclusions><p>Signed</p>
<p><signature><role refersTo="#r">Mayor</role> <person refersTo="#p">An</person></signature></p>
</conclusions></act></akomaNtoso>"""


def test_another_makers_act_is_read() -> None:
    (made,) = read_akn(FOREIGN.encode())
    assert (made.number, made.title, made.issuers) == ("5", "fences", ("Hội đồng",))
    assert made.issued_on == dt.date(2005, 6, 1)
    chapter, schedule = made.body
    assert (chapter.level, chapter.label, chapter.heading) == ("chapter", "1", "General")
    inner = chapter.children[0].children[0]
    assert (inner.level, inner.eid, inner.label) == ("subsection", "sec_1__subsec_1", "(1)")
    assert inner.text == "A fence is high.\nIt is of:\n(a)\nwood"
    assert inner.notes == ("See 2.",)
    assert [one.rows for one in inner.children] == [(("m",), ("2",))]
    assert (schedule.level, schedule.text) == ("paragraph", "End.")
    assert [(one.name, one.position) for one in made.signers] == [("An", "Mayor")]


BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a",
        b"<html><body/></html>",
        BOMB.encode() + b"<akomaNtoso><act>&b;</act></akomaNtoso>",
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><akomaNtoso/>',
        f"{BOMB}<akomaNtoso><act/></akomaNtoso>".encode("utf-16"),
        b"<akomaNtoso>" + b"<act><body>" * 5_000,
    ],
)
def test_what_is_no_akoma_ntoso_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenXml):
        read_akn(data)
