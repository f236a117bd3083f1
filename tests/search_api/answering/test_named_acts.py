"""An act named in words is the stored act of that name."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord
from search_api.query.hits import SearchPage
from search_api.query.request import Filters, SearchQuery, Unit
from tests.search_api.engines import engine_of, holding
from tests.search_api.index.records_made import record

DAY = dt.date(2026, 1, 1)


def _act(identity: str, number: str | None, title: str, issued: dt.date, kind: str = "Luật") -> DocumentRecord:
    made = record(identity, number, title, *[f"Quy định về {title.lower()}."] * 12, kind=kind, issued=issued)
    return replace(made, effective_on=issued)


CITING = (
    "Theo Điều 8 của Bộ luật Hình sự, Điều 5 Luật Đất đai và Điều 9 Luật Chứng khoán. Bộ luật hình sự, luật đất đai."
)
CORPUS = (
    _act("crime", "100/2015/QH13", "Hình sự", dt.date(2015, 11, 27), "Bộ luật"),
    _act("procedure", "101/2015/QH13", "Tố tụng hình sự", dt.date(2015, 11, 27), "Bộ luật"),
    _act("land13", "45/2013/QH13", "Đất đai", dt.date(2013, 11, 29)),
    _act("land24", "31/2024/QH15", "Đất đai", dt.date(2024, 1, 18)),
    replace(_act("homes27", "27/2023/QH15", "Nhà ở", dt.date(2023, 11, 27)), effective_on=dt.date(2027, 1, 1)),
    _act("homes14", "65/2014/QH13", "Nhà ở", dt.date(2014, 11, 25)),
    replace(_act("homes05", "56/2005/QH11", "Nhà ở", dt.date(2005, 11, 29)), expired_on=dt.date(2015, 7, 1)),
    _act("family", "52/2014/QH13", "Hôn nhân và gia đình", dt.date(2014, 6, 19)),
    _act("bank", "46/2010/QH12", "Ngân hàng Nhà nước Việt Nam", dt.date(2010, 6, 16)),
    _act("unnumbered", None, "Bảo vệ sức khỏe nhân dân", dt.date(1989, 6, 30)),
    _act("merged", "19/VBHN-VPQH", "BẢO HIỂM XÃ HỘI", dt.date(2026, 2, 12), "Văn bản hợp nhất"),
    _act("amending", "35/2018/QH14", "sửa đổi, bổ sung một số điều của Luật Đất đai", dt.date(2018, 11, 20)),
    record("citing", "1/2026/NĐ-CP", "Hướng dẫn Bộ luật Hình sự và Luật Đất đai", *[CITING] * 12),
)

acts = engine_of(CORPUS)


def test_what_follows_an_abbreviation_is_no_reason_to_say_that_the_act_is_lacking(acts: TantivyEngine) -> None:
    for text in ("BLHS đất đai", "BLTTHS thời hạn"):
        assert "no-act" not in [note.code for note in _asked(acts, text).notes]
    assert "no-act" in [note.code for note in _asked(acts, "BLDS").notes]


def test_the_number_tells_the_year_where_the_day_is_not_known(tmp_path: Path) -> None:
    with holding(tmp_path, [replace(CORPUS[0], issued_on=None)]) as engine:
        assert not _asked(engine, "bộ luật hình sự 2015").notes
        assert [note.code for note in _asked(engine, "bộ luật hình sự 1999").notes] == ["no-act"]


def _asked(engine: TantivyEngine, text: str, unit: Unit = "document", **filters: tuple[str, ...]) -> SearchPage:
    return search(engine, SearchQuery(text, Filters(**filters), unit=unit, size=50, as_of=DAY))  # type: ignore[arg-type] # as named


@pytest.mark.parametrize(
    ("text", "first", "label"),
    [
        ("BLHS điều 8", "crime", "Điều 8"),
        ("điều 8 blhs", "crime", "Điều 8"),
        ("blhs 8", "crime", "Điều 8"),
        ("điều 8 bộ luật hình sự", "crime", "Điều 8"),
        ("dieu 8 bo luat hinh su", "crime", "Điều 8"),
        ("điều 8 luật hình sự", "crime", "Điều 8"),
        ("đ8 BLTTHS", "procedure", "Điều 8"),
        ("khoản 1 điều 5 luật đất đai", "land24", "Điều 5"),
        ("luật đất đai năm 2013 điều 5", "land13", "Điều 5"),
        ("Theo Điều 5 Luật Đất đai thì quy định về đất đai thế nào?", "land24", "Điều 5"),
        ("điều 3 luật HN&GĐ", "family", "Điều 3"),
        ("điều 3 luật hôn nhân gia đình", "family", "Điều 3"),
        ("điều 3 luật bảo vệ sức khỏe nhân dân", "unnumbered", "Điều 3"),
        ("điều 3 luật BHXH", "merged", "Điều 3"),
    ],
)
@pytest.mark.parametrize("unit", ["document", "provision"])
def test_the_article_of_the_named_act_stands_first(
    acts: TantivyEngine, text: str, first: str, label: str, unit: Unit
) -> None:
    hit = _asked(acts, text, unit).hits[0]
    assert (hit.id, hit.provisions[0].label) == (first, label)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("luật đất đai", ["land24", "land13"]),
        ("luat dat dai", ["land24", "land13"]),
        ("luật đất đai 2013", ["land13", "land24"]),
        ("luật đất đai của Quốc hội năm 2013", ["land13", "land24"]),
        ("luật đất đai mới nhất năm 2026", ["land24", "land13"]),
        ("luật nhà ở", ["homes14", "homes27", "homes05"]),
        ("luật nhà ở 2005 còn hiệu lực không", ["homes05", "homes14", "homes27"]),
        ("luật đất đai có hiệu lực từ khi nào", ["land24", "land13"]),
        ("luật nhà ở năm 2005", ["homes05", "homes14", "homes27"]),
        ("luật ngân hàng nhà nước", ["bank"]),
    ],
)
def test_of_several_the_asked_year_stands_first_then_what_is_in_force(
    acts: TantivyEngine, text: str, order: list[str]
) -> None:
    page = _asked(acts, text)
    assert [hit.id for hit in page.hits][: len(order)] == order
    assert page.notes == ()


def test_what_amends_or_cites_comes_behind(acts: TantivyEngine) -> None:
    found = [hit.id for hit in _asked(acts, "luật đất đai").hits]
    assert {"amending", "citing"} <= set(found[2:])


def test_what_was_understood_is_told(acts: TantivyEngine) -> None:
    chips = [(chip.kind, chip.shown) for chip in _asked(acts, "điều 8 blhs").understood]
    assert chips[:2] == [("number", "Bộ luật Hình sự (100/2015/QH13)"), ("article", "Điều 8")]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("điều 9 luật chứng khoán", "Kho không có văn bản mang tên “luật chứng khoán”"),
        ("BLDS", "Kho không có văn bản mang tên “Bộ luật dân sự”"),
        ("luật đất đai 2003", "Kho không có “luật đất đai 2003”, chỉ có văn bản cùng tên của năm khác."),
        (
            "luật đất đai do Quốc hội ban hành năm 2003",
            "Kho không có “luật đất đai do Quốc hội ban hành năm 2003”, chỉ",
        ),
        ("điều 3 luật bảo hiểm xã hội", "“luật bảo hiểm xã hội”, chỉ có văn bản hợp nhất."),
    ],
)
def test_what_the_collection_lacks_is_told(acts: TantivyEngine, text: str, note: str) -> None:
    (told,) = [each for each in _asked(acts, text).notes if each.code == "no-act"]
    assert note in told.message


def test_where_the_act_is_not_here_what_cites_its_article_stands_first(acts: TantivyEngine) -> None:
    assert _asked(acts, "điều 9 luật chứng khoán").hits[0].id == "citing"


def test_an_article_that_no_act_of_that_name_has_is_told(acts: TantivyEngine) -> None:
    messages = [note.message for note in _asked(acts, "điều 99 luật đất đai").notes]
    assert messages == ["Không thấy Điều 99 trong các văn bản cùng tên."]


@pytest.mark.parametrize("text", ["luật của Quốc hội năm 2013", "luật năm 2013"])
def test_all_acts_of_a_kind_are_no_name(acts: TantivyEngine, text: str) -> None:
    page = _asked(acts, text)
    assert ({hit.id for hit in page.hits}, page.notes) == ({"land13"}, ())


def test_a_filter_leaves_the_act_out(acts: TantivyEngine) -> None:
    assert [hit.id for hit in _asked(acts, "luật đất đai", types=("Nghị định",)).hits] == ["citing"]


def test_a_status_beside_the_name_is_a_filter(acts: TantivyEngine) -> None:
    page = _asked(acts, "luật nhà ở còn hiệu lực")
    assert page.hits[0].id == "homes14"
    assert not {"homes05", "homes27"}.intersection(hit.id for hit in page.hits)
