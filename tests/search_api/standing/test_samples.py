"""From PDF to status: sample gazettes read in a child, tagged, stored, and what came later is joined to them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.aside import Aside
from ingest.document import ParsedFile
from ingest.limits import Limits
from ingest.request import ReadRequest, Watch
from ingest.sandbox import read_in_child
from nlp.exchange.files import READER
from nlp.pipeline import Tagger
from search_api.intake import Intake
from search_api.standing.extract import MADE_BY
from search_api.standing.standing import Standing
from tests.search_api.made import workshop
from tests.search_api.standing.shelf import Shelf, act, article, clause, day, effect
from tests.search_api.standing.test_relations import of_kind
from tests.tree import ROOT

SAMPLES = [
    ROOT / "sample_gazettes" / f"{name}.pdf"
    for name in ("01-national-issue", "02-decree-part-one", "03-decree-part-two")
]
AMENDED = act(
    "58/2021/TT-BTTTT",
    [
        article("7", "", clause("art_7__cl_1", "Một."), clause("art_7__cl_2", "Lấy người dùng làm gốc.")),
        article("13", "", clause("art_13__cl_1", "Điều kiện:", clause("art_13__cl_1__pnt_b", "Có 02 người;"))),
        effect("20", "01 tháng 02 năm 2022", kind="Thông tư"),
    ],
    kind="Thông tư",
    issuer="Bộ Thông tin và Truyền thông",
    issued="16/12/2021",
)


def _read(path: Path, request: ReadRequest, watch: Watch) -> ParsedFile:
    return read_in_child(path, Limits(), watch.progress, request=request, watch=watch, reader=READER)


@pytest.fixture
def shelf(tmp_path: Path, tagger: Tagger) -> Iterator[Shelf]:
    """The samples, taken in as `congbao ingest` takes them."""
    shop = workshop(tmp_path / "data")
    stages = replace(shop.stages, reader=_read, tagger=lambda: tagger)
    intake = Intake(shop.archive, shop.vault, stages, Limits(), 1, Aside(tmp_path / "refused"))
    results = intake.ingest_paths(SAMPLES)
    assert [result.outcome for result in results] == ["read"] * 3
    yield Shelf(shop.archive, stages, shop.index, Standing(shop.archive, stages.spread), tagger)
    shop.archive.close()


def test_sample_gazettes_from_pdf_to_status(shelf: Shelf) -> None:
    stored = list(shelf.archive.documents.everything())
    amender = next(one for one in stored if one.tagged.document.number == "27/2022/TT-BTTTT")
    joined = next(one for one in stored if one.tagged.document.number == "31/2022/NĐ-CP")
    assert len(joined.tagged.document.parts) == 2
    assert {node.id for node in shelf.archive.related.everybody()} == {one.id for one in stored}  # parts are no nodes
    assert shelf.standing.relations(joined).outgoing
    assert shelf.archive.related.unrelated(MADE_BY) == ()
    assert set(shelf.archive.related.ranks()) == {one.id for one in stored}  # counted at the end of the run

    assert of_kind(shelf.standing.relations(amender).outgoing, "amends").target.found == "absent"
    amended = shelf.add(replace(AMENDED, number="58/2021/TT-BTTTT"), issue=None)
    relation = of_kind(shelf.standing.relations(amender).outgoing, "amends")
    assert relation.target.document
    assert relation.target.document.id == amended.id

    (change,) = shelf.standing.history(amended, "art_7")
    assert (change.target, change.operation, change.old) == ("Điều 7 khoản 2", "replace", "2. Lấy người dùng làm gốc.")
    assert change.new
    assert change.new.startswith("2. Lấy người dùng dữ liệu làm trung tâm; khuyến k")
    change, added = shelf.standing.history(amended, "art_13")
    assert (change.target, change.old) == ("Điều 13 khoản 1 điểm b", "b) Có 02 người;")
    assert (added.target, added.old) == ("Điều 13 khoản 1 điểm c", None)

    assert [one.target for one in shelf.standing.history(amended, "art_20")] == []

    assert shelf.standing.status(amended, day("1/3/2022")).value == "in_force"
    shelf.standing.decide(amender.id, relation.mark, "confirmed", "Lan")
    assert shelf.standing.status(amended, day("1/3/2022")).value == "partly_expired"
    assert shelf.standing.status(amended, day("1/2/2022")).value == "in_force"
    assert shelf.standing.status(amended, day("1/3/2022"), "art_7__cl_1").value == "in_force"
