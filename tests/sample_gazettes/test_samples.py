"""The committed samples are what the generator draws, and every drawn file says what its truth says."""

import hashlib
import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2 as pdfium
import pytest

from sample_gazettes.blocks import TextOp
from sample_gazettes.fonts import width
from sample_gazettes.gazette_pages import lay_out
from sample_gazettes.layout import WIDTH
from sample_gazettes.plans import plans
from sample_gazettes.samples import COMMITTED_SEED, Sample, draw_samples
from sample_gazettes.tcvn3_font import CODES
from sample_gazettes.truth import label_form

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "sample_gazettes"
SCHEMA = ROOT.parent / "shared" / "contract" / "parse.schema.json"
NAMES = [
    "01-national-issue",
    "02-decree-part-one",
    "03-decree-part-two",
    "04-provincial-issue",
    "05-national-issue-scan",
    "06-tcvn3-decree",
    "07-vni-decree",
]
SEEDS = (11, 12, 13, 14, 15)
TCVN3 = {chr(code): letter for letter, code in CODES.items()}


@cache
def drawn(seed: int) -> dict[str, Sample]:
    """The files born digital; scans take seconds and are drawn for two seeds only."""
    return {sample.name: sample for sample in draw_samples(seed, scans=False)}


@cache
def scanned(seed: int) -> Sample:
    return next(sample for sample in draw_samples(seed) if "scan" in sample.name)


@cache
def pages_of(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def walk(units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [found for unit in units for found in (unit, *walk(unit["children"]))]


def printed(text: str) -> str:
    """A text as it is compared, without capitals and blanks; pdfium gives U+FFFE for a hyphen at a line end."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-")).lower()


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_file_is_the_drawn_one(name: str) -> None:
    sample = scanned(COMMITTED_SEED) if "scan" in name else drawn(COMMITTED_SEED)[name]
    committed = (FOLDER / f"{name}.pdf").read_bytes()
    assert hashlib.sha256(committed).hexdigest() == hashlib.sha256(sample.pdf).hexdigest()
    assert json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) == sample.truth


def test_nothing_else_lies_beside_them() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.pdf")) == NAMES
    assert sum(path.stat().st_size for path in FOLDER.glob("*.pdf")) < 6_000_000


@pytest.mark.parametrize("seed", [COMMITTED_SEED, *SEEDS])
def test_truth_has_the_form_of_the_contract(seed: int) -> None:
    if not SCHEMA.exists():
        pytest.skip(f"{SCHEMA} is missing: the truth was not checked against the contract")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    scans = [scanned(seed)] if seed == COMMITTED_SEED else []
    for sample in [*drawn(seed).values(), *scans]:
        jsonschema.validate(sample.truth, schema, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "name", ["01-national-issue", "02-decree-part-one", "03-decree-part-two", "04-provincial-issue"]
)
def test_the_text_layer_holds_what_the_truth_says(seed: int, name: str) -> None:
    sample = drawn(seed)[name]
    pages = pages_of(sample.pdf)
    assert len(pages) == len(sample.truth["pages"])
    for doc in sample.truth["documents"]:
        first, last = doc["pdf_pages"]
        text = printed(" ".join(pages[first - 1 : last]))
        wanted = [doc["number"], doc["title"], *(s["name"] for s in doc["signers"])]
        wanted += [f"{u['label']}. {u['heading']}".rstrip() for u in walk(doc["body"]) if u["level"] == "article"]
        assert [w for w in wanted if printed(w) not in text] == []
        for unit in walk(doc["body"]):
            shown = unit["label"] or unit["text"][:25] or unit["rows"][0][0]
            assert printed(shown) in printed(pages[unit["page"] - 1]), unit
        for annex in doc["attachments"]:
            assert printed(annex["label"]) in printed(pages[annex["pdf_page"] - 1])


@pytest.mark.parametrize("seed", [COMMITTED_SEED, *SEEDS])
def test_headers_print_the_gazette_page(seed: int) -> None:
    for name in ("01-national-issue", "02-decree-part-one", "04-provincial-issue"):
        sample = drawn(seed)[name]
        numbers = " + ".join(str(n) for n in sample.truth["issue"]["numbers"])
        for page, text in zip(sample.truth["pages"], pages_of(sample.pdf), strict=True):
            if page["printed_page"] is not None:
                assert f"/Số {numbers}/Ngày" in text
                number = page["printed_page"]
                assert re.search(rf"(^| ){number} CÔNG BÁO|/Ngày [\d-]+ {number}( |$)", text), text[:200]
            assert "BẢN MẪU" in text


@pytest.mark.parametrize("seed", [COMMITTED_SEED, *SEEDS, *range(40, 52)])
def test_nothing_is_drawn_over_something_else(seed: int) -> None:
    for name, plan in plans(seed):
        for number, sheet in enumerate(lay_out(plan).sheets, 1):
            spans = sorted(
                (round(op.y), op.x, op.x + width(op.text.rstrip(), op.face, op.size, plan.style.typeface), op.text)
                for op in sheet.ops
                if isinstance(op, TextOp)
            )
            assert all(left > 20 and right < WIDTH - 20 for _, left, right, _ in spans), (name, number)
            for (y, _, right, text), (below, left, _, other) in pairwise(spans):
                assert y != below or left > right - 0.1, (name, number, text, other)


@pytest.mark.parametrize("seed", SEEDS)
def test_seeds_differ_in_numbers_names_and_layout(seed: int) -> None:
    here, there = (
        drawn(seed)["01-national-issue"],
        drawn(seed + 1 if seed + 1 in SEEDS else SEEDS[0])["01-national-issue"],
    )
    assert [d["number"] for d in here.truth["documents"]] != [d["number"] for d in there.truth["documents"]]
    assert [d["signers"] for d in here.truth["documents"]] != [d["signers"] for d in there.truth["documents"]]


@pytest.mark.parametrize("seed", [COMMITTED_SEED, *SEEDS])
def test_the_two_parts_point_at_each_other(seed: int) -> None:
    one, two = (drawn(seed)[name].truth for name in ("02-decree-part-one", "03-decree-part-two"))
    head, tail = one["documents"][0], two["documents"][0]
    assert head["continued_in"] == two["issue"]["numbers"]
    assert tail["continues_from"] == one["issue"]["numbers"]
    assert head["number"] == tail["number"]
    assert head["signers"] == []
    assert tail["signers"]
    labels = [u["label"] for d in (head, tail) for u in walk(d["body"]) if u["level"] == "article"]
    assert labels == [f"Điều {i}" for i in range(1, len(labels) + 1)]


@pytest.mark.parametrize("seed", [COMMITTED_SEED, SEEDS[0]])
def test_the_scan_has_no_text_and_colour_only_under_seals(seed: int) -> None:
    scan = scanned(seed)
    assert set(pages_of(scan.pdf)) == {""}
    assert len(scan.pdf) < 2_700_000
    document = pdfium.PdfDocument(scan.pdf)
    coloured = []
    for i in range(len(document)):
        small = document[i].render(scale=0.2).to_pil().convert("HSV").getchannel("S")
        if small.getextrema()[1] > 100:
            coloured.append(i + 1)
    document.close()
    assert coloured == [
        d["pdf_pages"][1] if not d["attachments"] else d["attachments"][0]["pdf_page"] - 1
        for d in scan.truth["documents"]
    ]


@pytest.mark.parametrize("seed", [COMMITTED_SEED, *SEEDS])
def test_the_old_font_reads_as_tcvn3(seed: int) -> None:
    sample = drawn(seed)["06-tcvn3-decree"]
    pages = pages_of(sample.pdf)
    assert "nghÞ ®Þnh" in pages[0]
    text = " ".join(pages)
    assert "NghÞ ®Þnh" in text
    decoded = printed("".join(TCVN3.get(c, c) for c in text))
    doc = sample.truth["documents"][0]
    wanted = [doc["title"], doc["signers"][0]["name"]]
    wanted += [f"{u['label']}. {u['heading']}" for u in walk(doc["body"]) if u["level"] == "article"]
    assert [w for w in wanted if printed(w) not in decoded] == []


def test_the_old_font_has_its_name() -> None:
    pdf = drawn(COMMITTED_SEED)["06-tcvn3-decree"].pdf
    assert b"+.VnTime" in pdf
    assert b"+.VnTimeH" in pdf


def test_label_form_counts_what_the_scorer_counts() -> None:
    sample = drawn(COMMITTED_SEED)["01-national-issue"]
    label = label_form(sample.truth, sample.name)
    law, decree, circular, notice = label["documents"]
    assert [c[0] for c in law["chapters"]][:2] == ["Chương I", "Chương II"]
    assert decree["attachments"][0]["articles"] == 0
    assert [a["label"] for a in circular["articles"]] == ["Điều 1", "Điều 2"]
    assert circular["articles"][0]["points"] == {"3": ["a", "b"]}
    assert notice["articles"] == []
    assert "citations" not in law
