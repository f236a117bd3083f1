"""When words of effect are a filter, and when they are words."""

from dataclasses import replace
from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import analyse
from search_api.query.request import STATUS_NAMES, EffectStatus, Filters, SearchQuery
from search_api.query.syllables import fold_in_place
from tests.search_api.index.records_made import record

IN_FORCE: tuple[EffectStatus, ...] = ("in_force", "partly_expired")

FILTERING: tuple[tuple[str, tuple[EffectStatus, ...], str], ...] = (
    ("nghị định về đất đai còn hiệu lực", IN_FORCE, "đất đai"),
    ("văn bản còn hiệu lực về bảo hiểm y tế", IN_FORCE, "về bảo hiểm y tế"),
    ("các nghị định, thông tư đang có hiệu lực về hải quan", IN_FORCE, "về hải quan"),
    ("luật đất đai vẫn còn hiệu lực pháp lý", IN_FORCE, "luật đất đai"),
    ("nghị định chưa hết hiệu lực về thuế", IN_FORCE, "về thuế"),
    ("thông tư còn hiệu lực về hợp đồng lao động", IN_FORCE, "về hợp đồng lao động"),
    ("thông tư hướng dẫn thuế tncn hết hiệu lực", ("expired",), "hướng dẫn thuế tncn"),
    ("thông tư về hóa đơn đã bị bãi bỏ", ("expired",), "hóa đơn"),
    ("luật không còn hiệu lực", ("expired",), ""),
    ("văn bản hết hiệu lực một phần", ("partly_expired",), ""),
    ("chưa có hiệu lực", ("not_yet",), ""),
    ("nghị định sắp có hiệu lực", ("not_yet",), ""),
    ("thông tư năm 2020 hết hiệu lực", ("expired",), ""),
)


@pytest.mark.parametrize(("text", "statuses", "rest"), FILTERING)
def test_words_of_effect_beside_named_documents_filter(
    text: str, statuses: tuple[EffectStatus, ...], rest: str
) -> None:
    found = analyse(SearchQuery(text))
    assert found.filters.statuses == statuses
    assert " ".join(term.accented for run in found.runs for term in run) == rest
    assert analyse(SearchQuery(fold_in_place(text))).filters.statuses == statuses
    (chip,) = (chip for chip in found.chips if chip.kind == "status")
    assert chip.shown in text
    assert chip.without is not None
    assert not analyse(SearchQuery(chip.without)).filters.statuses


@pytest.mark.parametrize(
    "text",
    [
        "nghị định 15/2020 có còn hiệu lực không",
        "nghị định 100/2019/NĐ-CP còn hiệu lực",
        "nghị định về đất đai còn hiệu lực không",
        "luật đất đai 2013 hết hiệu lực chưa",
        "khi nào luật đất đai có hiệu lực",
        "luật hết hiệu lực khi nào",
        "nghị định nào về đất đai còn hiệu lực",
        "điều khoản chưa có hiệu lực thi hành là gì",
        "luật đất đai còn hiệu lực hay hết hiệu lực",
        "trường hợp văn bản quy phạm pháp luật hết hiệu lực",
        "danh mục văn bản hết hiệu lực",
        "thông tư về rà soát văn bản hết hiệu lực",
        "văn bản hết hiệu lực năm 2024",
        "nghị định hết hiệu lực từ 1/7/2025",
        "giấy phép lái xe còn hiệu lực",
        "nghị định về giấy phép lái xe còn hiệu lực",
        "thông tư về thẻ tạm trú còn hiệu lực",
        "quyết định xử phạt hết hiệu lực",
        "nghị định xử phạt đăng kiểm hết hiệu lực",
        "thông tư về giấy khám sức khỏe hết hiệu lực",
        "luật 69 hết hiệu lực",
        "thông tư có quy định bị bãi bỏ",
        "bảo hiểm xã hội còn hiệu lực",
        "nghị định côn hiệu lực",
        '"văn bản còn hiệu lực"',
    ],
)
def test_effect_that_is_asked_about_or_of_other_things_stays_words(text: str) -> None:
    assert not analyse(SearchQuery(text)).filters.statuses
    assert not analyse(SearchQuery(fold_in_place(text))).filters.statuses or "côn" in text


def test_as_typed_there_is_no_filter() -> None:
    assert analyse(SearchQuery("chưa có hiệu lực", verbatim=True)).filters == Filters()


def test_a_choice_that_says_otherwise_is_told() -> None:
    query = SearchQuery("nghị định về thuế còn hiệu lực", Filters(statuses=("expired",)))
    assert [note.code for note in analyse(query).notes] == ["contradiction"]
    (note,) = analyse(query).notes
    assert "“Còn hiệu lực, Hết hiệu lực một phần”" in note.message
    assert f"“{STATUS_NAMES['expired']}”" in note.message
    chosen = replace(query, filters=Filters(statuses=("in_force", "expired")))
    assert analyse(chosen).filters.statuses == ("in_force",)


def test_what_is_at_no_such_status_is_read_as_words_and_told(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    held = record("land", "1/2020/NĐ-CP", "Về đất đai", "Nghị định về giá đất đai hết hiệu lực khi có luật mới.")
    engine.rebuild([replace(held, effective_on=held.issued_on)])
    found = search(engine, SearchQuery("nghị định về đất đai còn hiệu lực"))
    assert ([hit.id for hit in found.hits], found.notes) == (["land"], ())
    found = search(engine, SearchQuery("nghị định về đất đai hết hiệu lực"))
    assert ([hit.id for hit in found.hits], [note.code for note in found.notes]) == (["land"], ["status-as-words"])
    assert search(engine, SearchQuery("nghị định hết hiệu lực")).total == 0  # that is the answer
    engine.close()
