"""Articles related to an article: found by its own words, never itself, its pieces taken together."""

from dataclasses import replace
from pathlib import Path

import pytest

from search_api.answering.likeness import related, related_plan, whole
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.ranking.likeness import likeness, telling_words
from tests.search_api.index.records_made import CORPUS

WORK = "Người lao động làm thêm giờ được trả lương làm thêm giờ theo đơn giá tiền lương của công việc đang làm."
OVERTIME = ProvisionRecord("art_1", "Điều 1", "Tiền lương làm thêm giờ", WORK, 1, 1)
LIMIT = ProvisionRecord(
    "art_2",
    "Điều 2",
    "Giới hạn làm thêm giờ",
    "Số giờ làm thêm giờ của người lao động không quá 200 giờ trong năm.",
    1,
    2,
)
RICE = ProvisionRecord("art_3", "Điều 3", "Đất trồng lúa", "Việc chuyển đất trồng lúa phải được phép của tỉnh.", 1, 3)


def made(identity: str, *provisions: ProvisionRecord) -> DocumentRecord:
    return replace(CORPUS[0], id=identity, number=None, number_keys=(), title="Luật", provisions=provisions)


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    built = TantivyEngine(tmp_path / "index")
    built.rebuild([made("a", OVERTIME, RICE), made("b", LIMIT)])
    return built


def test_an_article_leads_to_another_of_the_same_matter_and_never_to_itself(engine: TantivyEngine) -> None:
    hits = related(engine.search, "a", OVERTIME, 5)
    assert [(hit.id, hit.provisions[0].eid) for hit in hits][:1] == [("b", "art_2")]
    assert ("a", "art_1") not in {(hit.id, hit.provisions[0].eid) for hit in hits}


def test_only_so_many_are_given(engine: TantivyEngine) -> None:
    assert len(related(engine.search, "a", OVERTIME, 1)) == 1


def test_an_article_without_words_is_related_to_nothing(engine: TantivyEngine) -> None:
    assert related(engine.search, "a", replace(OVERTIME, heading="", text="1. 2. 3."), 5) == ()


def test_what_says_most_is_asked_first() -> None:
    words = telling_words(likeness("Đất trồng lúa", "Việc chuyển đất trồng lúa của các hộ và của các tổ chức."))
    assert words.index("lúa") < words.index("của")
    assert related_plan(likeness("", "lúa"), 3).least == 1


def test_pieces_of_an_article_are_one_and_a_clause_leads_to_its_article() -> None:
    pieces = (OVERTIME, replace(OVERTIME, text="Phần hai.", ordinal=2), RICE)
    joined = whole(pieces, "art_1__cl_2")
    assert joined is not None
    assert joined.text == f"{WORK}\nPhần hai."
    assert whole(pieces, "art_9") is None
