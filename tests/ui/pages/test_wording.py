"""How values are written, and that marked text stays text (promise P16)."""

import datetime as dt
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Level, Provision
from search_api.query.hits import MARK_END, MARK_START
from ui.pages import wording

marked_texts = st.lists(st.sampled_from([MARK_START, MARK_END, "<", ">", "&", '"', "a", "ế ", "<b>"])).map("".join)


class Parts(HTMLParser):
    """Tags and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(str(html))  # a plain string: Markup would escape what is added to it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tags.append("/" + tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(marked_texts)
def test_marked_text_is_the_text_with_pairs_of_one_tag(text: str) -> None:
    html = wording.marked(text)
    parts = Parts(html)
    assert parts.text == wording.unmarked(text)
    assert parts.tags == ["mark", "/mark"] * (len(parts.tags) // 2)


def test_matches_are_marked() -> None:
    assert wording.marked(f"mức {MARK_START}lương & <thưởng>{MARK_END}.") == (
        "mức <mark>lương &amp; &lt;thưởng&gt;</mark>."
    )


@pytest.mark.parametrize(
    ("level", "label", "shown"),
    [
        ("article", "Điều 5a", "Điều 5a."),
        ("clause", "2", "2."),
        ("clause", "1.1.", "1.1."),
        ("point", "đ", "đ)"),
        ("point", "a)", "a)"),
        ("subpoint", "-", "-"),
        ("chapter", "Chương II", "Chương II"),
        ("paragraph", "", ""),
    ],
)
def test_labels_are_written_as_printed(level: Level, label: str, shown: str) -> None:
    assert wording.provision_label(Provision(level, label, "", "", "x")) == shown


def test_numbers_days_and_sizes_are_vietnamese() -> None:
    assert wording.count(1_234_567) == "1.234.567"
    assert wording.day(dt.date(2026, 7, 1)) == "01/07/2026"
    assert wording.moment(dt.datetime(2026, 6, 30, 18, 5, tzinfo=dt.UTC)) == "01:05, 01/07/2026"
    assert [wording.size(size) for size in (1, 900_000, 1_300_000, 209_715_200)] == [
        "1 KB",
        "879 KB",
        "1,2 MB",
        "200 MB",
    ]


def test_names_use_what_is_known() -> None:
    assert wording.document_name("Nghị định", "38/2022/NĐ-CP", "Tên") == "Nghị định 38/2022/NĐ-CP"
    assert wording.document_name("Thông báo", None, "Kết luận") == "Thông báo Kết luận"
    assert wording.document_name(None, None, None) == "Văn bản chưa rõ số"
    assert wording.article_name("Điều 5.", "Tên") == "Điều 5. Tên"
    assert wording.article_name("", "Tên") == "Tên"
    assert wording.article_name("Điều 5", "") == "Điều 5"


def test_issue_names_have_one_form_of_date() -> None:
    assert wording.issue_name("Công báo số 1 ngày 2/3/2026", dt.date(2026, 3, 2)) == "Công báo số 1 ngày 02/03/2026"
    assert wording.issue_name("Công báo số 1 ngày 2/3/2026", None) == "Công báo số 1"


@given(st.text(max_size=60), st.integers(1, 40))
def test_clipped_text_is_short(text: str, limit: int) -> None:
    assert len(wording.clipped(text, limit)) <= max(limit + 1, len(text) if len(text) <= limit else 0)


@pytest.mark.parametrize(
    ("level", "label", "name"),
    [
        ("article", "Điều 5.", "Điều 5"),
        ("clause", "2.", "khoản 2"),
        ("point", "a)", "điểm a"),
        ("chapter", "Chương II", "Chương II"),
        ("paragraph", "", "đoạn này"),
    ],
)
def test_a_unit_is_read_aloud_by_its_name(level: str, label: str, name: str) -> None:
    assert wording.spoken(level, label) == name


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Ban hành Quy định  về quản lý vườn ươm", "quản lý vườn ươm"),
        ("Về việc ban hành quy chế", "quy chế"),
        ("BẢO HIỂM Y TẾ", "bảo hiểm y tế"),
        ("Một hai ba bốn năm sáu bảy, tám. Chín", "một hai ba bốn năm sáu bảy, tám"),
        ("Về", "về"),
        (" ", ""),
    ],
)
def test_the_subject_of_a_title_is_what_it_is_about(title: str, shown: str) -> None:
    assert wording.subject(title) == shown


def test_a_number_is_asked_for_in_whichever_spelling() -> None:
    assert wording.is_asked("15/2020/NĐ-CP", ("15/ND/CP",))
    assert wording.is_asked("15/2020/NĐ-CP", ("15/2020/ND/CP", "15/2020"))
    assert not wording.is_asked("16/2020/NĐ-CP", ("15/ND/CP",))
    assert not wording.is_asked("15/2020/NĐ-CP", ())
    assert not wording.is_asked(None, ("15/ND/CP",))
