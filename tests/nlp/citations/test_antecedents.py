"""Short names defined in a text and references back: what they mean, and when they say that it is not known."""

import pytest

from nlp.annotation import Citation
from tests.nlp.citations.test_find import cite
from tests.nlp.documents import article, clause

DECREE = "Nghị định số 10/2021/NĐ-CP ngày 09 tháng 02 năm 2021 của Chính phủ về thử nghiệm"


def last_of(*texts: str) -> Citation:
    """The last citation of a document with these articles."""
    return cite(*(article(str(place), text) for place, text in enumerate(texts, 1)), number="9/2031/NĐ-CP")[-1]


@pytest.mark.parametrize(
    ("definition", "use", "number", "provisions"),
    [
        (
            f"{DECREE} (sau đây gọi là Nghị định số 10)",
            "khoản 2 Điều 5 Nghị định số 10",
            "10/2021/NĐ-CP",
            "Điều 5 khoản 2",
        ),
        (f"{DECREE} (sau đây viết tắt là Nghị định 10)", "Điều 5 Nghị định 10 quy định", "10/2021/NĐ-CP", "Điều 5"),
        (f"{DECREE}, sau đây gọi tắt là Nghị định A.", "theo Điều 5 Nghị định A thì", "10/2021/NĐ-CP", "Điều 5"),
        (f"{DECREE} (dưới đây gọi chung là “Nghị định”)", "theo Điều 5 của Nghị định.", "10/2021/NĐ-CP", "Điều 5"),
        (
            "Luật Đất đai số 31/2024/QH15 (sau đây gọi là Luật Đất đai)",
            "Điều 4 Luật Đất đai",
            "31/2024/QH15",
            "Điều 4",
        ),
        ("Luật Đất đai số 31/2024/QH15 (gọi tắt là Luật số 31)", "Điều 4 Luật số 31", "31/2024/QH15", "Điều 4"),
        (
            "Quy chế cung ứng séc ban hành kèm theo Quyết định số 30/2006/QĐ-NHNN (sau đây viết tắt là Quy chế)",
            "khoản 1 Điều 8 Quy chế.",
            "30/2006/QĐ-NHNN",
            "Quy chế Điều 8 khoản 1",
        ),
        (
            "Quy chế cung ứng séc ban hành kèm theo Quyết định số 30/2006/QĐ-NHNN (sau đây gọi là Quy chế 30)",
            "tại Điều 8 Quy chế 30 và",
            "30/2006/QĐ-NHNN",
            "Quy chế Điều 8",
        ),
        # the head is meant by its number, though another document stands nearer
        (
            f"Nghị định số 11/2022/NĐ-CP sửa đổi {DECREE} (sau đây gọi là Nghị định số 11)",
            "Điều 2 Nghị định số 11",
            "11/2022/NĐ-CP",
            "Điều 2",
        ),
        (
            "Thông tư số 40/2015/TT-BYT của Bộ Y tế (viết gọn là Thông tư 40)",
            "Điều 2 Thông tư 40",
            "40/2015/TT-BYT",
            "Điều 2",
        ),
        (
            "Thông tư số 40/2015/TT-BYT của Bộ Y tế về thuốc (Thông tư 40)",
            "Điều 2 Thông tư 40",
            "40/2015/TT-BYT",
            "Điều 2",
        ),
        (
            "Thông tư liên tịch số 42/2013/TTLT-BTC-BCA (Thông tư số 42)",
            "Điều 2 Thông tư số 42",
            "42/2013/TTLT-BTC-BCA",
            "Điều 2",
        ),
        # no definition: a number cut short means the one document named so before
        (DECREE, "Điều 2 Nghị định số 10", "10/2021/NĐ-CP", "Điều 2"),
        (DECREE, "Điều 2 Nghị định 10/2021", "10/2021/NĐ-CP", "Điều 2"),
        (f"{DECREE} và Nghị định số 11/2022/NĐ-CP", "Điều 2 Nghị định số 11", "11/2022/NĐ-CP", "Điều 2"),
    ],
)
def test_a_short_name_means_the_document_it_was_given(definition: str, use: str, number: str, provisions: str) -> None:
    found = last_of(f"Căn cứ {definition}.", f"Thực hiện {use}")
    assert (found.document, found.provisions, found.where) == (number, (provisions,), "Điều 2")
    assert not found.ambiguous


def test_the_definition_itself_is_no_second_citation() -> None:
    for definition in ("sau đây gọi là Nghị định số 10/2021/NĐ-CP", "Nghị định số 10", "dưới đây gọi là Nghị định"):
        (found,) = cite(article("1", f"Căn cứ {DECREE} ({definition})."))
        assert found.document == "10/2021/NĐ-CP"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"Theo {DECREE}. Điều 4 Nghị định nêu trên", "10/2021/NĐ-CP"),
        (f"Theo {DECREE}. Điều 4 Nghị định đã nói trên", "10/2021/NĐ-CP"),
        (f"Theo {DECREE}. Điều 4 Nghị định trên.", "10/2021/NĐ-CP"),
        ("Theo Thông tư số 1/2020/TT-BTC. Theo Thông tư số 2/2020/TT-BTC, Điều 4 Thông tư đó", "2/2020/TT-BTC"),
        ("Theo Luật số 1/2020/QH14 và Thông tư số 2/2020/TT-BTC, Điều 4 Luật đó", "1/2020/QH14"),
    ],
)
def test_above_means_the_nearest_of_the_type(text: str, number: str) -> None:
    found = last_of(text)
    assert (found.document, found.provisions, found.ambiguous) == (number, ("Điều 4",), False)


@pytest.mark.parametrize(
    "texts",
    [
        ("Theo Nghị định số 1/2020/NĐ-CP và Nghị định số 2/2020/NĐ-CP, Điều 4 Nghị định nêu trên",),
        ("Điều 4 Nghị định nêu trên",),
        ("Nghị định số 1/2020/NĐ-CP. Nghị định số 2/2020/NĐ-CP.", "Điều 4 Nghị định đó"),
        ("Nghị định số 1/2020/NĐ-CP. Nghị định số 1/2021/NĐ-CP.", "Điều 4 Nghị định số 1"),
        ("Theo Nghị định số 1/2020/NĐ-CP. Điều 4 các Nghị định nêu trên",),
    ],
)
def test_what_could_be_several_says_so(texts: tuple[str, ...]) -> None:
    found = last_of(*texts)
    assert found.ambiguous
    assert found.document is None


def test_several_documents_above_are_each_cited() -> None:
    text = "Theo Nghị định số 1/2020/NĐ-CP, Nghị định số 2/2020/NĐ-CP. Các Nghị định trên hết hiệu lực."
    *_, first, second = cite(article("1", text), number="9/2031/NĐ-CP")
    assert (first.document, second.document) == ("1/2020/NĐ-CP", "2/2020/NĐ-CP")
    assert first.text == second.text == "Nghị định trên"


def test_references_back_to_a_long_list_do_not_multiply() -> None:
    listed = ", ".join(f"Nghị định số {n}/2020/NĐ-CP" for n in range(1, 60))
    found = cite(article("1", f"{listed}. " + "Các Nghị định nêu trên. " * 50), number="9/2031/NĐ-CP")
    assert len(found) == 59 + 50
    assert found[-1].ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "khí dầu mỏ hóa lỏng (sau đây viết tắt là LPG)",
        "Quyết định trên cơ sở đề nghị của Bộ",
        "theo quyết định đó",
        "(sau đây gọi là Luật)",
        "Quy chế làm việc; Điều 5 Quy chế.",
    ],
)
def test_other_words_are_no_references(text: str) -> None:
    assert cite(article("1", text)) == []


def test_a_regulation_of_another_name_is_not_the_short_one() -> None:
    text = "Quy chế séc ban hành kèm theo Quyết định số 30/2006/QĐ-NHNN (sau đây gọi là Quy chế)."
    found = cite(article("1", text, clause("1", "Theo Quy chế làm việc của Chính phủ.")))
    assert [citation.document for citation in found] == ["30/2006/QĐ-NHNN"]
