"""The JSON contract in: the inverse of what goes out."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import (
    Box,
    Doubt,
    Evidence,
    FieldEvidence,
    Finding,
    Issue,
    Judgement,
    LegalBasis,
    LegalDocument,
    Page,
    ParsedFile,
    Quality,
    Signature,
)
from ingest.errors import BrokenContract
from nlp.annotation import Citation, EffectiveDate, Relation, TaggedDocument
from nlp.contract import to_contract
from nlp.exchange.contract_reading import from_contract, read_contract
from nlp.text import flatten
from tests.nlp.documents import article, document
from tests.nlp.exchange.trees import DOCUMENTS, bare

EFFECT = EffectiveDate(dt.date(2020, 4, 1), "computed", "có hiệu lực sau 45 ngày", "art_2", 0, 0, has_exceptions=True)
CITATION = Citation(
    0, 0, "art_1", "Điều 1", "Nghị định số 10/2019/NĐ-CP", "10/2019/NĐ-CP", None, ("Điều 5",), "Nghị định", 2019,
    dt.date(2019, 1, 30), inherited=True, ambiguous=True,
)  # fmt: skip
RELATION = Relation("amends", "10/2019/NĐ-CP", "Nghị định 10", "Điều 5 khoản 1", "part", "Sửa đổi …", 0.75)
QUALITY = Quality("B", 400, 0.99, 0.01, 1)
PARSED = ParsedFile(
    "ab" * 32,
    Issue("Công báo", (447, 448), dt.date(2020, 2, 20)),
    (
        Page(1, 0, 0, "text", (), printed_page=3, confidence=1.0),
        Page(2, 0, 0, "failed", ()),
        Page(
            3,
            0,
            0,
            "ocr",
            (),
            confidence=0.9,
            judgement=Judgement("ocr", "image", image_cover=1.0),
            doubts=(Doubt("thẩm", 3, Box(85, 100, 120, 114), "chosen", 0.6, "thâm"),),
            quality=QUALITY,
        ),
    ),
    (),
    (Finding("page-failed", "Không đọc được trang 2.", 2),),
    "2020-02-20 08:00",
    (Signature("valid", "ok", "VPCP", "2020-02-20T08:00:00+07:00", True, True, True, True, "CA"),),  # noqa: FBT003 - the fields of a check
)


def tagged(made: LegalDocument) -> TaggedDocument:
    return TaggedDocument(made, flatten(made), (CITATION,), (RELATION,), EFFECT, dt.date(2026, 12, 31), EFFECT)


def plain(value: object) -> Any:
    """The value as JSON brings it back: lists for tuples."""
    return msgspec.json.decode(msgspec.json.encode(value))


@settings(max_examples=60)
@given(st.lists(DOCUMENTS, max_size=2))
def test_what_goes_out_comes_back(made: list[LegalDocument]) -> None:
    whole = [
        replace(
            each,
            legal_basis=(LegalBasis("Luật A", None, dt.date(2015, 6, 19)),),
            evidence=(FieldEvidence("number", Evidence(1, Box(1, 2, 3, 4), "ocr", "Số", 0.5)),),
            findings=(Finding("gap", "Thiếu", None),),
        )
        for each in made
    ]
    out = to_contract(PARSED, [tagged(each) for each in whole])
    parsed, again = from_contract(out)
    assert to_contract(parsed, again) == out
    read, documents = read_contract(msgspec.json.encode(out))
    assert plain(to_contract(read, documents)) == plain(out)


def test_a_file_of_the_schema_alone_is_enough() -> None:
    head: dict[str, Any] = {
        "number": None,
        "type": "Thông báo",
        "issuers": [],
        "title": None,
        "issued_on": "2020-02-03",
    }
    lists: dict[str, Any] = {
        name: [] for name in ("signers", "legal_basis", "attachments", "relations", "citations", "findings")
    }
    unit = {"level": "paragraph", "label": "", "heading": "", "text": "Một", "children": []}
    made = {**head, **lists, "effective_on": "2020-03-01", "pdf_pages": [1, 1], "body": [unit], "new_field": 1}
    parsed, (one,) = read_contract(json.dumps({"issue": None, "pages": [], "documents": [made]}).encode())
    assert parsed.documents[0].issued_on == dt.date(2020, 2, 3)
    assert (one.effective and one.effective.date) == dt.date(2020, 3, 1)
    assert parsed.documents[0].body[0].text == "Một"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b'{"issue": null, "pages": []}',
        b'{"issue": null, "pages": [{"page": "1", "source": "text"}], "documents": []}',
        b'{"issue": {"numbers": [1], "date": "20/02/2020"}, "pages": [], "documents": []}',
        b'{"issue": null, "pages": [], "documents": ' + b"[" * 100_000,
        b'{"issue": null, "pages": [], "documents": [], "signed_at": "\xff"}',
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenContract):
        read_contract(data)
    with pytest.raises(BrokenContract):
        from_contract({"documents": 1})


def test_the_schema_admits_what_is_read(shared_dir: Path) -> None:
    import jsonschema

    schema = json.loads((shared_dir / "contract" / "parse.schema.json").read_text())
    out = plain(to_contract(PARSED, [tagged(document(article("1", "x")))]))
    jsonschema.validate(out, schema)
    assert bare(from_contract(out)[0].documents[0].body)
