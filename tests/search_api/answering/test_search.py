"""Asking again for less, and only then."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.numbers import index_keys
from search_api.answering.search import search
from search_api.errors import QueryTooLong
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord
from search_api.query.hits import MARK_END, MARK_START, SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import Filters, SearchQuery, Unit
from tests.search_api.engines import holding
from tests.search_api.index.records_made import CORPUS, record

NOTHING = SearchPage(0, (), (), 0.0)


class ScriptedEngine:
    """Gives these totals, one a search."""

    name = "scripted"

    def __init__(self, *totals: int) -> None:
        self.totals = list(totals)
        self.plans: list[SearchPlan] = []

    def search(self, plan: SearchPlan) -> SearchPage:
        self.plans.append(plan)
        return SearchPage(self.totals.pop(0), (), (), 0.0)

    def put(self, records: Iterable[DocumentRecord]) -> None:
        raise NotImplementedError

    def delete(self, ids: Iterable[str]) -> None:
        raise NotImplementedError

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def test_what_finds_something_is_asked_once() -> None:
    engine = ScriptedEngine(3)
    assert search(engine, SearchQuery("thuế")).total == 3
    assert len(engine.plans) == 1


def test_who_asks_strictly_is_answered_by_nothing_less(tmp_path: Path) -> None:
    with holding(tmp_path, [*CORPUS, record("nd38", "38/2022/NĐ-CP", "Quy định thuế", "Thuế suất.")]) as engine:
        for text in ("38/2023/NĐ-CP thuế", "quỷ đính", "viễn thông lạc đà"):
            less = search(engine, SearchQuery(text))
            assert (less.total > 0, less.by_less) == (True, True), text
            strict = search(engine, SearchQuery(text, strictly=True))
            assert (strict.total, strict.notes, strict.by_less) == (0, (), False), text
        plain, strict = (search(engine, SearchQuery("thuế", strictly=each)) for each in (False, True))
        assert plain.hits == strict.hits
        assert not plain.by_less


def test_what_finds_nothing_is_asked_again_without_marks() -> None:
    engine = ScriptedEngine(0, 2)
    assert search(engine, SearchQuery("thuể")).total == 2
    assert {clause.field for need in engine.plans[1].needs for clause in need.any_of} == {"text_folded"}


def test_filters_alone_never_loosen_a_question() -> None:
    engine = ScriptedEngine(0, 5)
    assert search(engine, SearchQuery("thuế", Filters(types=("Luật",)), page=4)).total == 0
    assert engine.plans[1].filters == Filters()
    loosened = ScriptedEngine(0, 0, 1)
    assert search(loosened, SearchQuery("thuể", Filters(types=("Luật",)))).total == 1
    assert loosened.plans[2].filters == Filters(types=("Luật",))


@pytest.mark.parametrize("text", ["thue", "", "15/2020"])
def test_what_cannot_be_loosened_is_asked_once(text: str) -> None:
    engine = ScriptedEngine(0)
    assert search(engine, SearchQuery(text)).total == NOTHING.total
    assert len(engine.plans) == 1


def test_a_question_too_long_reaches_no_engine() -> None:
    engine = ScriptedEngine()
    with pytest.raises(QueryTooLong):
        search(engine, SearchQuery("thuế " * 200))
    assert not engine.plans


def test_kinds_and_days_that_find_nothing_are_read_as_words_and_told() -> None:
    engine = ScriptedEngine(0, 0, 3)
    page = search(engine, SearchQuery("thông tư tháng 3/2024 thuế"))
    assert (page.total, [note.code for note in page.notes]) == (3, ["kind-as-words"])
    assert (engine.plans[0].filters.types, engine.plans[2].filters) == (("Thông tư",), Filters())
    dated = search(ScriptedEngine(0, 0, 3), SearchQuery("loại: luật thuế tháng 3/2024"))
    assert [note.code for note in dated.notes] == ["date-as-words"]


def test_days_on_which_nothing_was_issued_may_be_those_of_effect() -> None:
    engine = ScriptedEngine(0, 2)
    page = search(engine, SearchQuery("tăng lương hưu từ 1/7/2026"))
    assert [note.code for note in page.notes] == ["date-as-effect"]
    assert [chip.kind for chip in page.understood if chip.kind != "meaning"] == ["effect"]
    day, asked = dt.date(2026, 7, 1), engine.plans[1].filters
    assert (asked.effective_from, asked.effective_to, asked.issued_from) == (day, day, None)


def test_what_a_day_is_of_is_kept_where_it_is_said() -> None:
    engine = ScriptedEngine(0, 2)
    assert search(engine, SearchQuery("lương hưu ban hành tháng 7/2026")).notes[0].code == "date-as-words"


def test_a_gazette_of_a_day_on_which_none_was_printed_is_told() -> None:
    engine = ScriptedEngine(0)
    page = search(engine, SearchQuery("công báo ngày 1/1/2020"))
    assert (page.total, [note.code for note in page.notes], len(engine.plans)) == (0, ["no-gazette"], 1)


def test_a_list_of_a_kind_may_be_empty() -> None:
    engine = ScriptedEngine(0)
    page = search(engine, SearchQuery("thông tư của Bộ Y tế tháng 3/2024"))
    assert (page.total, page.notes, len(engine.plans)) == (0, (), 1)
    assert [chip.kind for chip in page.understood] == ["type", "issuer", "date"]


def test_what_contradicts_the_choices_is_not_asked_for_in_other_ways() -> None:
    engine = ScriptedEngine(0)
    page = search(engine, SearchQuery("nghị định tháng 5/2026", Filters(types=("Thông tư",))))
    assert (page.total, page.meant, [note.code for note in page.notes]) == (0, None, ["contradiction"])
    assert len(engine.plans) == 1


@pytest.mark.parametrize("text", ["nghị định 15", "15/NĐ-CP", "15/2020/NĐ-CP"])
def test_a_number_alone_shows_its_document_and_what_cites_it(tmp_path: Path, text: str) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(CORPUS)
    page = search(engine, SearchQuery(text))
    first, citing = page.hits[:2]
    assert (first.id, [each.eid for each in first.provisions]) == ("nd15", ["art_1", "art_2", "art_3"])
    assert set(page.asked) & set(index_keys(first.number or ""))
    assert f"{MARK_START}15/2020/NĐ-CP{MARK_END}" in citing.title
    assert f"{MARK_START}15/2020/NĐ-CP{MARK_END}" in citing.provisions[0].snippet
    engine.close()


@pytest.mark.parametrize("unit", ["document", "provision"])
def test_what_is_excluded_may_stand_last(tmp_path: Path, unit: Unit) -> None:
    engine = TantivyEngine(tmp_path)
    also = [record(identity, None, "Quy định về thuế", "Thuế và phí.") for identity in ("b", "c", "d")]
    engine.rebuild([record("a", None, "Thuế đất", "Thuế nộp hằng năm."), *also])
    assert [hit.id for hit in search(engine, SearchQuery("thuế -phí", unit=unit)).hits] == ["a"]
    assert {hit.id for hit in search(engine, SearchQuery("thuế", unit=unit)).hits} == {"a", "b", "c", "d"}
    engine.close()


@pytest.mark.parametrize("text", ["", "nghị định năm 2020", "thuế"])
def test_any_search_can_be_explained(tmp_path: Path, text: str) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(CORPUS)
    hits = search(engine, SearchQuery(text, explain=True)).hits
    assert hits
    assert all(hit.explanation is not None for hit in hits)
    assert any(hit.explanation.clauses for hit in hits if hit.explanation) == (text == "thuế")
    engine.close()


def test_a_part_of_a_name_stands_for_so_many_signers_only(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    names = [*(f"Nguyễn Thứ {n}" for n in range(60)), "Nguyễn Thứ 59"]
    engine.rebuild(
        replace(record(f"d{n}", None, "Văn bản", "giá đất"), signers=(name,)) for n, name in enumerate(names)
    )
    page = search(engine, SearchQuery("đất người ký: nguyễn"))
    (signers,) = (facet for facet in page.facets if facet.name == "signer")
    assert sum(value.chosen for value in signers.values) == 50
    assert "Nguyễn Thứ 59" in {value.value for value in signers.values if value.chosen}
    assert [note.code for note in page.notes] == ["many-signers"]
    assert "60 người ký" in page.notes[0].message


@pytest.mark.parametrize(
    ("typed", "chosen", "found"),
    [
        ("chính", (), {"a", "b"}),
        ("chính", ("Phạm Minh Chính",), {"a"}),
        ("chính", ("Nguyễn Văn An", "Lê Thị Chính"), {"b"}),
        ("chính", ("Nguyễn Văn An",), set()),
        ("không ai", ("Nguyễn Văn An",), set()),
    ],
)
def test_a_typed_signer_never_replaces_the_chosen_one(
    tmp_path: Path, typed: str, chosen: tuple[str, ...], found: set[str]
) -> None:
    names = {"a": "Phạm Minh Chính", "b": "Lê Thị Chính", "c": "Nguyễn Văn An"}
    with holding(
        tmp_path, [replace(record(d, None, "Giá", "giá đất"), signers=(n,)) for d, n in names.items()]
    ) as engine:
        page = search(engine, SearchQuery(f"người ký: {typed}", Filters(signers=chosen)))
    assert {hit.id for hit in page.hits} == found
    assert [note.code for note in page.notes] == ([] if found else ["contradiction"])
    assert found or f"nhưng bộ lọc chọn “{chosen[0]}”" in page.notes[0].message


def test_a_code_glued_to_a_figure_is_a_word_where_no_document_bears_it(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(
        [record("house", None, "Quyết định", "giao tòa nhà CT5"), record("other", None, "Quyết định", "giá")]
    )
    page = search(engine, SearchQuery("CT5"))
    assert [hit.id for hit in page.hits] == ["house"]
    assert [note.code for note in page.notes] == ["number-as-words"]
