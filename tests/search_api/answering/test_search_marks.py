"""What a search does with marks: taken as typed, ignored only where the words stand together, offered where better."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord
from search_api.index.wordbook import CountingEngine, WordBook
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery
from tests.search_api.index.records_made import record

FILLER = "Bảo hiểm xã hội bắt buộc do cơ quan bảo hiểm xã hội chi trả. Thuế nhập khẩu. "


def scattered(identity: str, text: str) -> DocumentRecord:
    return record(identity, None, "", text, kind="Thông tư")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CountingEngine]:
    folder: Path = tmp_path_factory.mktemp("marks")
    held = CountingEngine(TantivyEngine(folder / "index"), WordBook(folder / "words.npz"))
    held.rebuild(
        [
            scattered(
                "ly", "Lý do hủy bỏ. " * 5 + "Thời hạn dài hơn. Phương tiện xịt hơi cay, áo giáp. Rằng quy định."
            ),
            scattered(
                "hon",
                "Hồ sơ có lý lịch. Nhiều hơn một. " + "Bán hàng rong, bàn giao đất. " * 5 + "Sử dụng rừng phòng hộ.",
            ),
            scattered("xa", FILLER * 8),
            scattered("hop", "Hợp đồng thuê nhà ở. " * 5 + "Người bán đất nộp thuế. Tại cơ sở đó tạm giữ xe tải."),
            scattered("nhap", "Thu nhập chịu thuế. Thuế thu nhập cá nhân. " * 5),
        ]
    )
    yield held
    held.close()


def asked(engine: CountingEngine, text: str) -> SearchPage:
    return search(engine, SearchQuery(text), engine.words)


@pytest.mark.parametrize(
    "text",
    [
        "ly hôn",
        "tiên ảo",
        "hon lý",
        "áo tiến",
        "taxi",
        "bao ve rung",
        "xe taxi",
        "rứng dụng hộ",
        "hàng đạt",
        "sổ đỏ",
        "lỳ dọ",
        "về quê không",
    ],
)
def test_where_only_scattered_syllables_agree_nothing_is_found(engine: CountingEngine, text: str) -> None:
    found = asked(engine, text)
    assert (found.total, found.meant) == (0, None)


@pytest.mark.parametrize(
    ("text", "identity"), [("hàng rọng", "hon"), ("thuệ nhà ở", "hop"), ("thuệ nhà ở là gì", "hop")]
)
def test_words_that_stand_together_are_found_without_their_marks_and_told(
    engine: CountingEngine, text: str, identity: str
) -> None:
    found = asked(engine, text)
    assert [hit.id for hit in found.hits] == [identity]
    (note,) = found.notes
    assert note.code == "marks-ignored"
    assert "số hiệu" not in note.message


@pytest.mark.parametrize(("text", "identity", "told"), [("hủy bõ", "ly", "bõ → bỏ")])
def test_hook_and_tilde_taken_for_one_another_are_mended(
    engine: CountingEngine, text: str, identity: str, told: str
) -> None:
    found = asked(engine, text)
    assert [hit.id for hit in found.hits] == [identity]
    assert [chip.shown for chip in found.understood if chip.kind == "corrected"] == [told]
    assert found.notes == ()


def test_another_spelling_of_words_with_marks_is_offered_where_it_finds_no_less(engine: CountingEngine) -> None:
    assert asked(engine, "bảo hiễm xã").meant == "bảo hiểm xã"
    assert asked(engine, "thuễ nhập khẩu").meant == "thuế nhập khẩu"
    assert asked(engine, "thuế nhập khẩu").meant is None
    assert asked(engine, "bảo hiểm xã hỗi bắt buộc").meant == "bảo hiểm xã hội bắt buộc"  # it finds as much


def test_no_spelling_is_offered_that_finds_nothing(engine: CountingEngine) -> None:
    found = asked(engine, "bao hiem quyt")
    assert (found.total, found.meant) == (0, None)
    assert asked(engine, "bao hiem xa hoi").meant == "bảo hiểm xã hội"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hồ thuế", []),
        ("lý hơn", ["words-scattered"]),
        ("hon ly", ["words-scattered"]),
        ("xịt hơi", []),
        ("do bởi", []),
    ],
)
def test_a_word_that_stands_nowhere_whole_is_told(engine: CountingEngine, text: str, told: list[str]) -> None:
    found = asked(engine, text)
    assert [note.code for note in found.notes] == told
    assert not told or f"“{text}”" in found.notes[0].message
