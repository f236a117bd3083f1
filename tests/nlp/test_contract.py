import datetime as dt
import json
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from ingest.document import (
    Box,
    Doubt,
    Evidence,
    FieldEvidence,
    Finding,
    Issue,
    Judgement,
    LegalBasis,
    Page,
    ParsedFile,
    Provision,
    Quality,
    Signature,
    Signer,
)
from nlp.contract import to_contract
from nlp.pipeline import Tagger
from tests.nlp.documents import article, attachment, clause, document


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def example() -> ParsedFile:
    table = Provision(
        "table", "", "", "", "tbl", page=1, rows=(("Vùng", "Mức"), ("I", "4.680.000")), notes=("1 Ghi chú",)
    )
    quoted = Provision("quote", "", "", "“2. Mới.”", "q", page=1, operation="replace", target="Điều 5 khoản 2")
    body = (
        article("1", "Sửa đổi, bổ sung khoản 2 Điều 5 Nghị định số 10/2019/NĐ-CP như sau:", quoted, heading="Sửa đổi"),
        article("2", "Mức lương:", table),
        article("3", "", clause("1", "Nghị định này có hiệu lực kể từ ngày ký đến hết ngày 31/12/2026.")),
        article(
            "4", "Nghị định số 11/2019/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực; Luật Đất đai năm 2013."
        ),
    )
    made = document(
        *body,
        signers=(Signer("Nguyễn Văn A", "THỦ TƯỚNG", "TM. CHÍNH PHỦ"),),
        legal_basis=(LegalBasis("Luật Tổ chức Chính phủ", None, dt.date(2015, 6, 19)),),
        attachments=(attachment("Phụ lục", title="Bảng lương"),),
        evidence=(FieldEvidence("number", Evidence(1, Box(1, 2, 3, 4), "text", "Số: 15/2020/NĐ-CP", 0.99)),),
        findings=(Finding("gap", "Thiếu khoản 2", 1),),
    )
    bare = document(ordinal=2, number=None, type=None, issuers=(), title=None, issued_on=None, pdf_pages=(2, 2))
    pages = (Page(1, 595, 842, "text", (), printed_page=3, confidence=1.0), Page(2, 595, 842, "blank", ()))
    signature = Signature(
        verdict="valid",
        reason="trusted",
        signer="Công báo",
        signed_at="2020-02-20T09:00:00+07:00",
        whole_file=True,
        intact=True,
        trusted=True,
        timestamped=True,
        issuer="CA",
    )
    issue = Issue("Công báo", (447, 448), dt.date(2020, 2, 20))
    return ParsedFile("ab" * 32, issue, pages, (made, bare), signatures=(signature,))


def contract(parsed: ParsedFile, tagger: Tagger) -> dict[str, Any]:
    made = to_contract(parsed, [tagger.tag(item, parsed.issue) for item in parsed.documents])
    again: dict[str, Any] = json.loads(json.dumps(made))
    return again


def test_a_parsed_file_fits_the_schema(shared_dir: Path, tagger: Tagger) -> None:
    schema = json.loads((shared_dir / "contract" / "parse.schema.json").read_text())
    jsonschema.validate(contract(example(), tagger), schema, format_checker=jsonschema.FormatChecker())
    empty = ParsedFile("00" * 32, None, (), ())
    jsonschema.validate(contract(empty, tagger), schema)


def test_values_are_plain_and_dates_iso(tagger: Tagger) -> None:
    made = contract(example(), tagger)
    first, bare = made["documents"]
    assert made["issue"] == {"gazette": "Công báo", "numbers": [447, 448], "date": "2020-02-20"}
    assert (first["issued_on"], first["effective_on"], first["expires_on"]) == (
        "2020-02-03",
        "2020-02-03",
        "2026-12-31",
    )
    assert first["effect"]["kind"] == "explicit"
    assert first["evidence"]["number"]["box"] == [1, 2, 3, 4]
    assert first["body"][1]["children"][0]["rows"][1] == ["I", "4.680.000"]
    assert first["body"][0]["children"][0]["operation"] == "replace"
    assert [(r["kind"], r["target"]) for r in first["relations"]] == [
        ("amends", "10/2019/NĐ-CP"),
        ("repeals", "11/2019/NĐ-CP"),
    ]
    assert [c["document"] for c in first["citations"]] == ["10/2019/NĐ-CP", "11/2019/NĐ-CP", None]
    assert first["citations"][2]["year"] == 2013
    assert (bare["number"], bare["effective_on"], bare["effect"], bare["citations"]) == (None, None, None, [])


def test_signatures_say_what_their_check_gave(tagger: Tagger) -> None:
    assert contract(example(), tagger)["signatures"] == [
        {
            "verdict": "valid",
            "reason": "trusted",
            "signer": "Công báo",
            "issuer": "CA",
            "signed_at": "2020-02-20T09:00:00+07:00",
            "timestamped": True,
            "whole_file": True,
            "intact": True,
            "trusted": True,
        }
    ]


def test_pages_tell_how_they_were_judged_and_what_is_doubtful() -> None:
    scan = Page(
        1,
        595,
        842,
        "ocr",
        (),
        confidence=0.9,
        judgement=Judgement("ocr", "image", image_cover=1.0),
        doubts=(Doubt("thẩm", 1, Box(85, 100, 120, 114), "chosen", 0.6, "thâm"),),
        quality=Quality("B", 400, 0.99, 0.01, 1),
    )
    (told,) = cast("list[dict[str, object]]", to_contract(ParsedFile("ab" * 32, None, (scan,), ()), ())["pages"])
    assert cast("dict[str, object]", told["judgement"])["why"] == "image"
    assert told["quality"] == {"grade": "B", "words": 400, "syllable_share": 0.99, "tone_doubt": 0.01, "doubtful": 1}
    assert told["doubts"] == [
        {"text": "thẩm", "reason": "chosen", "box": [85, 100, 120, 114], "confidence": 0.6, "first_reading": "thâm"}
    ]


def test_entities_say_what_they_are_and_where(tagger: Tagger) -> None:
    body = article("1", "Bộ Y tế nộp 5 triệu đồng chậm nhất 10 ngày.")
    made = contract(ParsedFile("ab" * 32, None, (), (document(body),)), tagger)
    assert made["documents"][0]["entities"] == [
        {"kind": "issuer", "text": "Bộ Y tế", "value": "Bộ Y tế", "eid": "art_1"},
        {"kind": "money", "text": "5 triệu đồng", "value": None, "eid": "art_1", "low": 5_000_000, "high": 5_000_000},
        {
            "kind": "time_limit", "text": "chậm nhất 10 ngày", "value": None, "eid": "art_1",
            "low": None, "high": 10, "unit": "day",
        },
    ]  # fmt: skip
