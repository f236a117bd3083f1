"""Relations both ways: targets that come late, several of one number, files read again, clerks' decisions."""

import datetime as dt
from dataclasses import replace

import pytest

from ingest.document import Issue, LegalBasis
from search_api.archive.entries import StoredDocument
from search_api.errors import RelationGone
from search_api.standing.entries import RelationView
from search_api.standing.extract import MADE_BY
from tests.search_api.made import parsed
from tests.search_api.standing.shelf import Shelf, act, article, clause, day, effect, quote

OLD = act(
    "10/2020/NĐ-CP",
    [
        article("5", "", clause("art_5__cl_1", "Phí là 10 đồng."), clause("art_5__cl_2", "Phí nộp hằng năm.")),
        effect("9", "01 tháng 6 năm 2020"),
    ],
    issued="15/4/2020",
)
AMENDER = act(
    "20/2022/NĐ-CP",
    [
        article(
            "1",
            "",
            clause(
                "art_1__cl_1",
                "Sửa đổi, bổ sung khoản 1 Điều 5 như sau:",
                quote("art_1__cl_1", "1. Phí là 20 đồng.", target="Điều 5 khoản 1"),
            ),
            heading="Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP ngày 15 tháng 4 năm 2020",
        ),
        effect("2", "01 tháng 7 năm 2022"),
    ],
    title="Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP",
    issued="20/5/2022",
)
NEW = act(
    "30/2024/NĐ-CP",
    [
        article("1", "Nghị định này quy định về bến thuyền."),
        effect(
            "2",
            "01 tháng 5 năm 2024",
            clause(
                "art_2__cl_2",
                "Nghị định số 10/2020/NĐ-CP ngày 15 tháng 4 năm 2020 của Chính phủ hết hiệu lực kể từ ngày Nghị định "
                "này có hiệu lực thi hành.",
            ),
        ),
    ],
)


def of_kind(views: tuple[RelationView, ...], kind: str) -> RelationView:
    (view,) = [one for one in views if one.kind == kind]
    return view


def status(shelf: Shelf, stored: StoredDocument, date: str) -> tuple[str, str | None]:
    found = shelf.standing.status(stored, day(date))
    return found.value, found.pending.value if found.pending else None


def test_a_target_that_comes_later_is_found_at_once(shelf: Shelf) -> None:
    new = shelf.add(NEW)
    repeal = of_kind(shelf.standing.relations(new).outgoing, "repeals")
    assert (repeal.target.found, repeal.called) == ("absent", "Nghị định số 10/2020/NĐ-CP ngày 15/04/2020")
    old = shelf.add(OLD)
    repeal = of_kind(shelf.standing.relations(new).outgoing, "repeals")
    assert (repeal.target.document and repeal.target.document.id, repeal.label) == (old.id, "Bãi bỏ")
    incoming = of_kind(shelf.standing.relations(old).incoming, "repeals")
    assert (incoming.source.id, incoming.label, incoming.where) == (new.id, "Bị bãi bỏ bởi", "Điều 2 khoản 2")
    assert "hết hiệu lực" in incoming.evidence


def test_only_what_a_clerk_confirms_changes_a_status(shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    assert status(shelf, old, "1/5/2020") == ("not_yet", None)
    assert status(shelf, old, "1/6/2023") == ("in_force", None)
    assert status(shelf, old, "1/6/2024") == ("in_force", "expired")
    mark = of_kind(shelf.standing.relations(old).incoming, "repeals").mark
    shelf.index.documents.clear()
    decided = shelf.standing.decide(new.id, mark, "confirmed", "Lan")
    assert decided.decision
    assert (decided.decision.actor, decided.state) == ("Lan", "confirmed")
    assert status(shelf, old, "30/4/2024") == ("in_force", None)
    assert status(shelf, old, "1/5/2024") == ("expired", None)
    assert list(shelf.index.documents) == [old.id]  # it is in the index again
    assert shelf.archive.related.restated(10) == {}
    shelf.standing.decide(new.id, mark, "rejected", "Mai")
    assert status(shelf, old, "1/6/2024") == ("in_force", None)
    history = [(one.state, one.actor) for one in shelf.standing.decided(new.id, mark)]
    assert history == [("confirmed", "Lan"), ("rejected", "Mai")]


def test_a_decision_survives_another_reading_that_finds_the_same(shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    mark = of_kind(shelf.standing.relations(new).outgoing, "repeals").mark
    shelf.standing.decide(new.id, mark, "confirmed", "Lan")
    again = shelf.add(replace(NEW, title="Quy định về bến thuyền (đọc lại)"))
    assert again.id == new.id
    assert status(shelf, old, "1/6/2024") == ("expired", None)
    shelf.index.documents.clear()
    without = shelf.add(replace(NEW, body=NEW.body[:1]))  # a reading that does not find it
    assert shelf.standing.relations(without).outgoing == ()
    assert status(shelf, old, "1/6/2024") == ("in_force", None)
    assert set(shelf.index.documents) == {old.id, new.id}
    shelf.add(NEW)
    assert status(shelf, old, "1/6/2024") == ("expired", None)


def test_a_claim_that_is_not_made_cannot_be_decided(shelf: Shelf) -> None:
    new = shelf.add(NEW)
    for source, mark in ((new.id, "ffff"), (new.id, ""), ("nobody", "ffff")):
        with pytest.raises(RelationGone):
            shelf.standing.decide(source, mark, "confirmed", "Lan")


def test_documents_that_leave_take_their_edges_along(shelf: Shelf) -> None:
    old, new = shelf.add(OLD), shelf.add(NEW)
    mark = of_kind(shelf.standing.relations(new).outgoing, "repeals").mark
    shelf.standing.decide(new.id, mark, "confirmed", "Lan")
    sha256 = new.file_sha256
    shelf.archive.documents.store(replace(parsed(sha256), documents=()), [])
    assert shelf.standing.relations(old).incoming == ()  # before the file is put, too
    shelf.stages.put(sha256)
    assert status(shelf, old, "1/6/2024") == ("in_force", None)
    assert shelf.archive.related.node(new.id) is None
    assert old.id in shelf.index.documents
    sha256 = old.file_sha256
    shelf.archive.documents.store(replace(parsed(sha256), documents=()), [])
    again = shelf.add(NEW)
    assert of_kind(shelf.standing.relations(again).outgoing, "repeals").target.found == "absent"


def test_a_number_without_a_year_is_told_by_its_day(shelf: Shelf) -> None:
    early = act(
        "611/QĐ-TTg", [article("1", "Phê duyệt.")], kind="Quyết định", issued="1/7/2022", issuer="Thủ tướng Chính phủ"
    )
    late = replace(early, issued_on=day("2/2/2024"))
    shelf.add(early, name="early")
    later = shelf.add(late, name="late")
    text = "Thực hiện Quyết định số 611/QĐ-TTg ngày 02 tháng 02 năm 2024 của Thủ tướng Chính phủ."
    citing = shelf.add(act("40/2024/NĐ-CP", [article("1", text), article("2", "Xem Quyết định số 611/QĐ-TTg.")]))
    cited = of_kind(shelf.standing.relations(citing).outgoing, "cites")
    assert cited.target.document
    assert cited.target.document.id == later.id
    assert [spot.eid for spot in cited.spots] == ["art_1", "art_2"]
    vague = shelf.add(act("41/2024/NĐ-CP", [article("1", "Thực hiện Quyết định số 611/QĐ-TTg.")]))
    cited = of_kind(shelf.standing.relations(vague).outgoing, "cites")
    assert (cited.target.found, len(cited.target.documents)) == ("ambiguous", 2)
    earlier = shelf.add(act("1/2022/NĐ-CP", [article("1", "Thực hiện Quyết định số 611/QĐ-TTg.")], issued="5/1/2022"))
    assert of_kind(shelf.standing.relations(earlier).outgoing, "cites").target.found == "absent"


def test_each_province_has_its_own_numbers(shelf: Shelf) -> None:
    def decision(province: str, number: str, text: str, issued: str) -> StoredDocument:
        issuer = f"Ủy ban nhân dân {province}"
        legal = act(number, [article("1", text)], kind="Quyết định", issuer=issuer, issued=issued)
        return shelf.add(legal, name=f"{province} {number}", issue=Issue(f"Công báo {province}", (3,), day(issued)))

    hanoi = decision("thành phố Hà Nội", "37/2023/QĐ-UBND", "Quy định giá.", "1/6/2023")
    sonla = decision("tỉnh Sơn La", "37/2023/QĐ-UBND", "Quy định giá.", "1/8/2023")
    own = decision("tỉnh Sơn La", "9/2024/QĐ-UBND", "Thực hiện Quyết định số 37/2023/QĐ-UBND.", "1/2/2024")
    assert of_kind(shelf.standing.relations(own).outgoing, "cites").target.document == shelf.archive.related.node(
        sonla.id
    )
    named = "Thực hiện Quyết định số 37/2023/QĐ-UBND ngày 01 tháng 6 năm 2023 của Ủy ban nhân dân thành phố Hà Nội."
    other = decision("tỉnh Sơn La", "10/2024/QĐ-UBND", named, "1/2/2024")
    assert of_kind(shelf.standing.relations(other).outgoing, "cites").target.document == shelf.archive.related.node(
        hanoi.id
    )
    central = shelf.add(act("50/2024/NĐ-CP", [article("1", "Xem Quyết định số 37/2023/QĐ-UBND.")]))
    cited = of_kind(shelf.standing.relations(central).outgoing, "cites")
    assert (cited.target.found, {one.id for one in cited.target.documents}) == ("ambiguous", {hanoi.id, sonla.id})


def test_laws_are_called_by_name_and_year(shelf: Shelf) -> None:
    law = act(
        "45/2013/QH13",
        [article("1", "Luật này quy định.")],
        kind="Luật",
        title="ĐẤT ĐAI",
        issued="29/11/2013",
        issuer="Quốc hội",
    )
    stored = shelf.add(law)
    basis = LegalBasis("Luật Đất đai", None, day("29/11/2013"))
    line = "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013;"
    text = "Thực hiện theo Điều 1 Luật Đất đai."
    citing = shelf.add(act("7/2020/NĐ-CP", [article("1", text)], issued="1/2/2020", preamble=(line,), basis=(basis,)))
    view = of_kind(shelf.standing.relations(citing).outgoing, "based_on")
    assert view.target.document
    assert view.target.document.id == stored.id
    links = {citation.text: resolution.found for citation, resolution in shelf.standing.links(citing)}
    assert set(links.values()) == {"resolved"}  # the bare name in the article is the law of the recitals
    older = act("9/2020/NĐ-CP", [article("1", f"{text} Luật Đất đai số 13/2003/QH11 hết hiệu lực.")], issued="1/2/2020")
    resting = shelf.add(replace(older, preamble=(line,), legal_basis=(basis,)))
    found = [resolution.found for citation, resolution in shelf.standing.links(resting) if not citation.document]
    assert found == ["resolved", "resolved"]  # the law on which it rests, not the one that it says has ended
    bare = shelf.add(act("8/2020/NĐ-CP", [article("1", text)], issued="1/2/2020"))
    assert of_kind(shelf.standing.relations(bare).outgoing, "cites").target.found == "ambiguous"
    incoming = shelf.standing.relations(stored).incoming
    assert {(one.kind, one.source.id) for one in incoming} == {("based_on", citing.id), ("based_on", resting.id)}


def test_provisions_of_the_target_are_led_to(shelf: Shelf) -> None:
    old, amender = shelf.add(OLD), shelf.add(AMENDER)
    view = of_kind(shelf.standing.relations(amender).outgoing, "amends")
    assert view.target.document
    assert view.target.document.id == old.id
    (link,) = [
        resolution
        for citation, resolution in shelf.standing.links(amender)
        if citation.provisions == ("Điều 5 khoản 1",)
    ]
    assert link.document
    assert dict(link.document.anchors)["Điều 5 khoản 1"] == "art_5__cl_1"


def test_an_archive_of_before_gets_its_edges_at_the_next_start(shelf: Shelf) -> None:
    old = shelf.add(OLD)
    new = shelf.add(NEW)
    shelf.archive.related.keep(new.file_sha256, [], [new.id], made_by=0)
    assert shelf.standing.relations(old).incoming == ()
    assert shelf.archive.related.unrelated(MADE_BY) == (new.file_sha256,)
    shelf.stages.catch_up()
    assert [one.source.id for one in shelf.standing.relations(old).incoming] == [new.id]
    assert shelf.archive.related.unrelated(MADE_BY) == ()


def test_computed_day_counts_from_the_gazette_of_a_copy(shelf: Shelf) -> None:
    text = "Nghị định này có hiệu lực thi hành sau 15 ngày, kể từ ngày đăng Công báo."
    legal = act("12/2005/NĐ-CP", [article("1", "Quy định."), article("2", text)], issued="1/3/2005")
    word = shelf.add(legal, name="van-ban.docx", issue=None)
    assert shelf.standing.status(word, day("1/1/2006")).value == "unknown"
    shelf.add(legal, name="cong-bao.pdf", issue=Issue(None, (7,), dt.date(2005, 3, 10)))
    assert shelf.standing.status(word, day("24/3/2005")).value == "not_yet"
    assert shelf.standing.status(word, day("25/3/2005")).value == "in_force"
