"""Which document a reference means: a table of what fits, what is certain, and what is neither."""

import datetime as dt
from dataclasses import replace

import pytest

from nlp.numbers import normal_key
from search_api.archive.edges import Node, Reference
from search_api.standing.resolve import resolve

CITED = dt.date(2023, 6, 1)


def node(
    wanted: str, number: str | None, kind: str = "Quyết định", issued: dt.date | None = CITED, **more: str
) -> Node:
    key = normal_key(number) if number else None
    values: dict[str, str | None] = {"title": None, "name_key": None, "issuer": None, "place": None, **more}
    return Node(
        wanted,
        "s",
        number,
        key,
        kind,
        values["title"],
        values["name_key"],
        values["issuer"],
        values["place"],
        issued,
        None,
        None,
    )


SOURCE = node("src", "1/2024/NĐ-CP", "Nghị định", dt.date(2024, 1, 5))
HANOI = node("hn", "37/2023/QĐ-UBND", place="p ha noi")
SONLA = node("sl", "37/2023/QĐ-UBND", place="p son la")
DECREE = node("nd", "15/2020/NĐ-CP", "Nghị định", dt.date(2020, 2, 3))
BARE = node("qd", "611/QĐ-TTg")
LAW = node("lw", "45/2013/QH13", "Luật", dt.date(2013, 11, 29), name_key="luat dat dai")


def reference(number: str | None = None, **more: object) -> Reference:
    key = normal_key(number) if number else None
    return replace(Reference(number=number, number_key=key), **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("asked", "candidates", "found"),
    [
        (reference("15/2020/NĐ-CP"), [DECREE], "resolved"),
        (reference("15/2020/NĐ-CP", type="Nghị định"), [DECREE], "resolved"),
        (reference("15/2020/NĐ-CP", type="Thông tư"), [DECREE], "absent"),
        (reference("15/2020/NĐ-CP", date=dt.date(2020, 2, 30 - 1)), [DECREE], "resolved"),  # a misprinted day
        (reference("15/2020/NĐ-CP"), [], "absent"),
        (reference("15/2020/NĐ-CP"), [replace(DECREE, id="src")], "absent"),  # itself
        (reference("15/2020/NĐ-CP"), [replace(DECREE, issued_on=dt.date(2024, 1, 6))], "absent"),  # not yet issued
        (reference("15/2020/NĐ-CP"), [DECREE, replace(DECREE, id="copy")], "resolved"),  # from two files
        (reference("611/QĐ-TTg"), [BARE], "ambiguous"),
        (reference("611/QĐ-TTg", year=2023), [BARE], "resolved"),
        (reference("611/QĐ-TTg", date=CITED), [BARE, replace(BARE, id="x", issued_on=dt.date(2022, 1, 1))], "resolved"),
        (reference("611/QĐ-TTg", date=dt.date(2023, 6, 2)), [BARE], "absent"),
        (reference("611/QĐ-TTg", date=CITED), [replace(BARE, issued_on=None)], "ambiguous"),
        (reference("37/2023/QĐ-UBND"), [HANOI, SONLA], "ambiguous"),
        (reference("37/2023/QĐ-UBND"), [HANOI], "ambiguous"),  # the archive may lack the one that is meant
        (reference("37/2023/QĐ-UBND", place="p ha noi"), [HANOI, SONLA], "resolved"),
        (reference("37/2023/QĐ-UBND", place="p lao cai"), [HANOI, SONLA], "absent"),
        (reference("37/2023/QĐ-UBND", date=CITED), [HANOI], "resolved"),
        (reference(type="Luật", name_key="luat dat dai", year=2013), [LAW], "resolved"),
        (reference(type="Bộ luật", name_key="luat dat dai", year=2013), [LAW], "resolved"),
        (reference(type="Luật", name_key="luat dat dai", year=2003), [LAW], "absent"),
        (reference(type="Luật", name_key="luat dat dai"), [LAW], "ambiguous"),
        (reference(), [LAW], "absent"),
    ],
)
def test_what_a_reference_means(asked: Reference, candidates: list[Node], found: str) -> None:
    answer = resolve(asked, SOURCE, candidates)
    assert answer.found == found
    assert (answer.document is not None) == (found == "resolved")
    assert bool(answer.documents) == (found != "absent")


def test_a_local_body_means_its_own_province() -> None:
    local = replace(SOURCE, place="p son la")
    assert resolve(reference("37/2023/QĐ-UBND"), local, [HANOI, SONLA]).document == SONLA
    assert resolve(reference("37/2023/QĐ-UBND", place="p ha noi"), local, [HANOI, SONLA]).document == HANOI


def test_copies_lead_to_the_same_one_whatever_their_order() -> None:
    copy = replace(DECREE, id="aa")
    for row in ([DECREE, copy], [copy, DECREE]):
        assert resolve(reference("15/2020/NĐ-CP"), SOURCE, row).document == copy
