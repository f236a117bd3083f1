"""Timelines and the history of articles: quoted texts in order, old beside new, consolidated texts."""

from dataclasses import replace

from ingest.document import Provision
from search_api.archive.entries import StoredDocument
from search_api.standing.wording import begins_alike, wording
from tests.search_api.standing.shelf import Shelf, act, article, clause, day, effect, quote
from tests.search_api.standing.test_relations import AMENDER, NEW, OLD

SECOND = act(
    "25/2023/NĐ-CP",
    [
        article(
            "1",
            "",
            clause(
                "art_1__cl_1",
                "Sửa đổi, bổ sung khoản 1 Điều 5 như sau:",
                quote("art_1__cl_1", "1. Phí là 30 đồng.", target="Điều 5 khoản 1"),
            ),
            clause(
                "art_1__cl_2",
                "Bổ sung Điều 5a vào sau Điều 5 như sau:",
                quote("art_1__cl_2", "Điều 5a. Miễn phí\nNgười già được miễn phí.", "insert", "Điều 5a"),
            ),
            heading="Sửa đổi, bổ sung một số điều của Nghị định số 10/2020/NĐ-CP ngày 15 tháng 4 năm 2020",
        ),
        article(
            "2",
            "",
            clause(
                "art_2__cl_1",
                "Sửa đổi, bổ sung khoản 1 Điều 5 như sau:",
                quote("art_2__cl_1", "1. Của văn bản khác.", target="Điều 5 khoản 1"),
            ),
            heading="Sửa đổi, bổ sung một số điều của Nghị định số 99/2021/NĐ-CP ngày 01 tháng 4 năm 2021",
        ),
        effect("3", "01 tháng 9 năm 2023"),
    ],
    title="Sửa đổi, bổ sung một số điều của các Nghị định về bến thuyền",
    issued="1/8/2023",
)


_VBHN_LINES = (
    "Nghị định số 10/2020/NĐ-CP ngày 15 tháng 4 năm 2020 của Chính phủ về bến thuyền, được sửa đổi, bổ sung bởi:",
    "Nghị định số 20/2022/NĐ-CP ngày 20 tháng 5 năm 2022 của Chính phủ sửa đổi, bổ sung một số điều.",
)
VBHN = act(
    "3/VBHN-BXD",
    [article("5", "Phí là 20 đồng.")],
    kind="Văn bản hợp nhất",
    issuer="Bộ Xây dựng",
    issued="1/9/2022",
    preamble=_VBHN_LINES,
)


def three(shelf: Shelf) -> tuple[StoredDocument, StoredDocument, StoredDocument]:
    return shelf.add(OLD), shelf.add(AMENDER), shelf.add(SECOND)


def test_each_amendment_has_its_words_its_day_and_its_place(shelf: Shelf) -> None:
    old, first, second = three(shelf)
    found = shelf.standing.history(old, "art_5")
    assert [(one.source.id, one.target, one.operation, one.new) for one in found] == [
        (first.id, "Điều 5 khoản 1", "replace", "1. Phí là 20 đồng."),
        (second.id, "Điều 5 khoản 1", "replace", "1. Phí là 30 đồng."),
    ]
    assert [one.day for one in found] == [day("1/7/2022"), day("1/9/2023")]
    assert [one.eid for one in found] == ["art_1__cl_1", "art_1__cl_1"]
    assert {one.state for one in found} == {"proposed"}
    assert found == shelf.standing.history(old, "art_5__cl_2")  # the article's history, from any of its units


def test_old_words_are_those_before_the_change(shelf: Shelf) -> None:
    old, _, _ = three(shelf)
    assert [(one.old, one.new) for one in shelf.standing.history(old, "art_5")] == [
        ("1. Phí là 10 đồng.", "1. Phí là 20 đồng."),
        ("1. Phí là 20 đồng.", "1. Phí là 30 đồng."),
    ]


def test_articles_that_nobody_changed_have_no_history(shelf: Shelf) -> None:
    old, _, second = three(shelf)
    assert shelf.standing.history(old, "art_9") == ()
    assert shelf.standing.history(second, "art_1") == ()


def test_a_provision_that_is_ended_has_nothing_after(shelf: Shelf) -> None:
    old = shelf.add(OLD)
    text = "Bãi bỏ khoản 2 Điều 5 Nghị định số 10/2020/NĐ-CP ngày 15 tháng 4 năm 2020 của Chính phủ."
    last = shelf.add(
        act(
            "70/2024/NĐ-CP",
            [article("1", "Quy định."), effect("2", "01 tháng 6 năm 2024", clause("art_2__cl_2", text))],
        )
    )
    (one,) = shelf.standing.history(old, "art_5")
    assert (one.source.id, one.target, one.operation) == (last.id, "Điều 5 khoản 2", "delete")
    assert (one.old, one.new) == ("2. Phí nộp hằng năm.", "")


def test_what_a_clerk_rejected_is_no_history(shelf: Shelf) -> None:
    old, first, second = three(shelf)
    for view in shelf.standing.relations(first).outgoing:
        if view.changes_status:
            shelf.standing.decide(first.id, view.mark, "rejected", "Lan")
    assert {one.source.id for one in shelf.standing.history(old, "art_5")} == {second.id}
    assert "changed" in {event.kind for event in shelf.standing.timeline(old)}


def test_a_timeline_tells_all_that_happened_by_day(shelf: Shelf) -> None:
    old, first, _ = three(shelf)
    shelf.add(NEW)
    events = shelf.standing.timeline(old)
    assert [(one.day, one.kind) for one in events][:4] == [
        (day("15/4/2020"), "issued"),
        (day("1/6/2020"), "effective"),
        (day("1/7/2022"), "changed"),
        (day("1/9/2023"), "changed"),
    ]
    assert (events[-1].kind, events[-1].day, events[-1].label) == ("expired", day("1/5/2024"), "Bị bãi bỏ")
    amended = events[2]
    assert amended.by
    assert (amended.by.id, amended.state) == (first.id, "proposed")
    assert "gazetted" in {one.kind for one in events}
    effective = events[1]
    assert (effective.eid, effective.by) == ("art_9", None)
    assert "01 tháng 6 năm 2020" in effective.evidence


def test_consolidated_texts_stand_with_their_original(shelf: Shelf) -> None:
    old, first, _ = three(shelf)
    consolidated = shelf.add(VBHN)
    assert [one.id for one in shelf.standing.consolidated(old)] == [consolidated.id]
    assert shelf.standing.status(consolidated, day("1/1/2023")).value == "none"
    assert "consolidated" in {event.kind for event in shelf.standing.timeline(first)}


def test_wordings_are_printed_line_by_line() -> None:
    whole = Provision(
        "article",
        "Điều 7",
        "Phí",
        "",
        "art_7",
        children=(clause("art_7__cl_1", "Một.", clause("art_7__cl_1__pnt_a", "Chữ a;")),),
    )
    assert wording(whole) == "Điều 7. Phí\n1. Một.\na) Chữ a;"
    assert wording(quote("x", "1. Mới.")) == "1. Mới."


def test_parts_are_not_compared_with_wholes() -> None:
    assert begins_alike("1. Phí là 10 đồng.", "1. Phí là 20 đồng.")
    assert begins_alike("Điều 7. Phí", "Điều 7. Chi phí")
    assert begins_alike("Không có nhãn.", "Cũng không.")
    assert not begins_alike("g) Chi thuê:\n- Mức một.", "- Mức hai.")
    assert not begins_alike("Điều 7. Phí", "Phí")


def test_a_new_name_leaves_the_text_as_it_is(shelf: Shelf) -> None:
    named = replace(OLD, body=(replace(OLD.body[0], heading="Phí"), OLD.body[1]))
    old = shelf.add(named)
    clauses = (
        clause(
            "art_1__cl_1",
            "Sửa đổi, bổ sung tên Điều 5 như sau:",
            quote("art_1__cl_1", "Điều 5. Phí và lệ phí", target="Điều 5"),
        ),
        clause(
            "art_1__cl_2",
            "Sửa đổi, bổ sung khoản 1 Điều 5 như sau:",
            quote("art_1__cl_2", "1. Phí là 20 đồng.", target="Điều 5 khoản 1"),
        ),
    )
    shelf.add(replace(AMENDER, body=(replace(AMENDER.body[0], children=clauses), AMENDER.body[1])))
    name, text = shelf.standing.history(old, "art_5")
    assert (name.name_only, name.old, name.new) == (True, "Điều 5. Phí", "Điều 5. Phí và lệ phí")
    assert (text.name_only, text.old, text.new) == (False, "1. Phí là 10 đồng.", "1. Phí là 20 đồng.")


def test_an_article_of_which_a_part_has_changed_has_no_old_wording(shelf: Shelf) -> None:
    old = shelf.add(OLD)
    shelf.add(AMENDER)
    whole = clause(
        "art_1__cl_1",
        "Sửa đổi, bổ sung Điều 5 như sau:",
        quote("art_1__cl_1", "Điều 5. Phí là 40 đồng.", target="Điều 5"),
    )
    body = (replace(SECOND.body[0], children=(whole,)), SECOND.body[2])
    shelf.add(replace(SECOND, body=body))
    part, article_anew = shelf.standing.history(old, "art_5")
    assert (part.target, part.old) == ("Điều 5 khoản 1", "1. Phí là 10 đồng.")
    assert (article_anew.target, article_anew.old) == ("Điều 5", None)
