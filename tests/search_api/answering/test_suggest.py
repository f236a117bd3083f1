"""Suggestions: by any beginning, accents or not, numbers before titles, bounded, fresh without waiting."""

import datetime as dt
import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.answering.suggest import LONGEST, MOST, Suggester
from search_api.archive.named import Named
from search_api.errors import ArchiveBusy

NAMES = [
    Named("a", "a", "15/2020/NĐ-CP", "Nghị định", "Quy định xử phạt vi phạm hành chính", dt.date(2020, 2, 3)),
    Named("b", "b", "15/2020/TT-BTC", "Thông tư", "Hướng dẫn thuế thu nhập cá nhân", dt.date(2020, 3, 9)),
    Named("c", "c", "150/2021/NĐ-CP", "Nghị định", "Sửa đổi một số điều về đất đai", dt.date(2021, 3, 9)),
    Named("d", "d", "31/2024/QH15", "Luật", "Đất đai", dt.date(2024, 1, 18)),
    Named("e", "e", "45/2013/QH13", "Luật", "Đất đai", dt.date(2013, 11, 29)),
    Named("f", "f", None, None, None, None),
]


@dataclass(frozen=True, slots=True)
class Often:
    """A query that others ask."""

    text: str


def suggester(names: list[Named] | None = None) -> Suggester:
    def popular(prefix: str, most: int) -> tuple[Often, ...]:
        return tuple(Often(text) for text in ("lương tối thiểu vùng", "luật đất đai 2024") if text.startswith(prefix))[
            :most
        ]

    made = Suggester(lambda: names or NAMES, lambda: 1, popular)
    made.refresh()
    return made


def found(typed: str) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in suggester().suggest(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("15/2020", ("number", "15/2020/TT-BTC")),
        ("15/2020/nđ", ("number", "15/2020/NĐ-CP")),
        ("nghị định 15", ("number", "15/2020/NĐ-CP")),
        ("nghi dinh so 15", ("number", "15/2020/NĐ-CP")),
        ("nd 15", ("number", "15/2020/NĐ-CP")),
        ("Thông tư 15/2", ("number", "15/2020/TT-BTC")),
        ("thuế thu", ("title", "Thông tư hướng dẫn thuế thu nhập cá nhân")),
        ("thue thu nh", ("title", "Thông tư hướng dẫn thuế thu nhập cá nhân")),
        ("vi phạm", ("title", "Nghị định quy định xử phạt vi phạm hành chính")),
        ("dat dai", ("topic", "lĩnh vực: Đất đai")),
        ("Luật Đất", ("title", "Luật Đất đai")),
        ("luật đ", ("query", "luật đất đai 2024")),
        ("lương", ("query", "lương tối thiểu vùng")),
    ],
)
def test_the_likeliest_comes_first(typed: str, first: tuple[str, str]) -> None:
    assert found(typed)[0] == first


def test_a_number_with_its_zero_is_that_number() -> None:
    names = [
        Named(number, "", number, "Thông tư", "Hướng dẫn", dt.date(2020, 1, day))
        for day, number in enumerate(["1/2020/TT-BTC", "18/2020/TT-BTC", "14/2020/TT-BTC", "01/2021/TT-BCT"], start=1)
    ]
    made = suggester(names)
    assert [each.text for each in made.suggest("thong tu 01")] == ["01/2021/TT-BCT", "1/2020/TT-BTC"]
    assert [each.text for each in made.suggest("tt 01/2021")] == ["01/2021/TT-BCT"]
    assert [each.text for each in made.suggest("thông tư 1")][:2] == ["01/2021/TT-BCT", "1/2020/TT-BTC"]
    assert len(made.suggest("thông tư 1")) == 4


RENT = "Quy định về việc thực hiện chính sách hỗ trợ tiền thuê nhà cho người lao động ngoài khu công nghiệp"
BY_WORDS = [
    Named("r", "r", "08/2022/QĐ-TTg", "Quyết định", RENT, dt.date(2022, 3, 28)),
    Named("t", "t", "117/2022/NĐ-CP", "Nghị định", "Biểu thuế nhập khẩu ưu đãi", dt.date(2022, 12, 30)),
    Named("q", "q", "89/2025/UBTVQH15", "Nghị quyết", "Về mức chi bảo hiểm xã hội", dt.date(2025, 6, 1)),
    Named("v", "v", "09/VBHN-BYT", "Văn bản hợp nhất", "Bảo hiểm y tế", dt.date(2024, 6, 1)),
    Named("h", "h", "11/2021/TT-BNV", "Thông tư", "Hướng dẫn hỗ trợ nhà ở; lao động thuê", dt.date(2026, 6, 1)),
]


@pytest.mark.parametrize(
    ("typed", "documents"),
    [
        ("thuê nhà", ["r", "h"]),  # the words as they stand before a newer title with them apart
        ("thuê", ["h", "r"]),
        ("thuế", ["t"]),
        ("thue nha", ["t", "r", "h"]),  # 'thuế nhập' goes on so
        ("tiền thuê", ["r"]),
        ("tien thue nha", ["r"]),
        ("khu công nghiệp", ["r"]),
        ("nhà tiền", ["r"]),
        ("đông lao", []),
        ("đươ", []),
        ("tiê", ["r"]),  # its tone is still to come
        ("nq 89", ["q"]),
        ("vbhn bao", ["v"]),
        ("VBHN bảo hiểm", ["v"]),
    ],
)
def test_words_anywhere_in_a_title_each_as_a_beginning(typed: str, documents: list[str]) -> None:
    assert [each.document for each in suggester(BY_WORDS).suggest(typed) if each.document] == documents


def test_a_topic_of_another_tone_is_not_suggested() -> None:
    assert [kind for kind, _ in found("thuê")] == []
    assert "topic" in [kind for kind, _ in found("thuế")]


def test_one_title_is_suggested_once() -> None:
    assert [text for _, text in found("đất đai")].count("Luật Đất đai") == 1


def test_a_title_that_stays_in_capitals_keeps_its_first_letter() -> None:
    names = [Named("v", "v", "1/VBHN-BYT", "Văn bản hợp nhất", "BẢO HIỂM Y TẾ", None)]
    assert [each.text for each in suggester(names).suggest("bảo hiểm y")][-1] == "Văn bản hợp nhất BẢO HIỂM Y TẾ"


def test_a_document_is_named() -> None:
    (only,) = suggester().suggest("31/2024")
    assert (only.document, only.slug, only.detail) == ("d", "d", "Luật Đất đai")


@pytest.mark.parametrize("typed", ["", "   ", "😀", "xyz", "x" * (LONGEST + 1), "\x00", "((("])
def test_nothing_to_suggest(typed: str) -> None:
    assert found(typed) == []


@given(st.text(max_size=200))
def test_any_text_is_answered(typed: str) -> None:
    assert len(SHARED.suggest(typed)) <= MOST


SHARED = suggester()


def test_what_nobody_should_be_shown_is_not_suggested_from_others() -> None:
    said = (
        "luật cặc",
        "luật 0912345678",
        "luật a@example.com",
        "luật đất đai 2024",
        "luật nhà ở",
        "luật thuế",
        "luật y",
    )

    def popular(prefix: str, most: int) -> tuple[Often, ...]:
        return tuple(Often(text) for text in said if text.startswith(prefix))[:most]

    shown = [each.text for each in Suggester(popular=popular).suggest("luật") if each.kind == "query"]
    assert shown == ["luật đất đai 2024", "luật nhà ở", "luật thuế"]


def test_names_are_there_before_the_first_use() -> None:
    made = Suggester(lambda: NAMES, lambda: 1)
    made.warm(0.001)
    deadline = time.monotonic() + 60
    while not made.suggest("31/2024") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert made.suggest("31/2024")[0].document == "d"
    made.close()


def test_an_archive_out_of_reach_leaves_suggestions_as_they_are() -> None:
    def gone() -> int:
        raise ArchiveBusy("locked")

    made = Suggester(lambda: NAMES, gone)
    made.warm()
    made.close()
    assert made.suggest("31/2024") == ()


def test_names_are_read_anew_in_the_background_when_the_archive_changed() -> None:
    names, moment, state = list(NAMES[:1]), [0.0], [1]
    made = Suggester(lambda: list(names), lambda: state[0], clock=lambda: moment[0])
    made.refresh()
    names.append(Named("n", "n", "99/2026/NĐ-CP", "Nghị định", "Mới", None))
    state[0] = 2
    assert made.suggest("99/2026") == ()
    moment[0] = 60.0
    deadline = time.monotonic() + 60
    while not made.suggest("99/2026") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert made.suggest("99/2026")[0].document == "n"
