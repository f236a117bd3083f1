"""Titles in capitals take the spelling of the document's own sentences, or stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.archive.named import Named
from search_api.titles import ShownTitles, sentence_case

LABOUR = "NGƯỜI LAO ĐỘNG VIỆT NAM ĐI LÀM VIỆC Ở NƯỚC NGOÀI"


@pytest.mark.parametrize(
    ("title", "texts", "shown"),
    [
        (
            LABOUR,
            ["Quyền của người lao động Việt Nam đi làm việc\nở nước ngoài."],
            LABOUR[:1] + "gười lao động Việt Nam đi làm việc ở nước ngoài",
        ),
        ("BẢO HIỂM Y TẾ", ["1. Bảo hiểm y tế là hình thức bảo hiểm."], "Bảo hiểm y tế"),
        ("THỦ ĐÔ", ["Luật Thủ đô quy định.", "của Thủ đô", "của THỦ ĐÔ"], "Thủ đô"),
        ("BIỂN VIỆT NAM", ["vùng biển việt nam", "vùng biển Việt Nam", "trên biển Việt Nam"], "Biển Việt Nam"),
        ("QUY HOẠCH CẢNG CÁT LÁI", ["Quy hoạch này có hiệu lực."], "QUY HOẠCH CẢNG CÁT LÁI"),
        ("GIÁ ĐẤT", ["LUẬT GIÁ ĐẤT", "giá đất đai"], "Giá đất"),
        ("GIÁ ĐẤT", ["LUẬT GIÁ ĐẤT", "siêugiá đất"], "GIÁ ĐẤT"),
        ("PCCC", ["về pccc"], "PCCC"),
        ("Y TẾ", ["ngành y tế"], "Y tế"),
        ("Quy định về GIÁ", ["quy định về giá"], "Quy định về GIÁ"),
        ("(1) [2] 3", ["(1) [2] 3"], "(1) [2] 3"),
        ("", [""], ""),
    ],
)
def test_titles(title: str, texts: list[str], shown: str) -> None:
    assert sentence_case(title, texts) == shown


@given(st.text(max_size=40), st.lists(st.text(max_size=80), max_size=3))
def test_no_letter_is_lost(title: str, texts: list[str]) -> None:
    shown = sentence_case(title, [*texts, title.lower(), title.title()])
    assert " ".join(shown.casefold().split()) == " ".join(title.casefold().split()) or shown == title


def test_only_documents_with_a_title_in_capitals_are_looked_into_and_once() -> None:
    looked: list[str] = []

    def shown(document: str) -> str | None:
        looked.append(document)
        return "Bảo hiểm y tế" if document == "a" else None

    titles = {"a": "BẢO HIỂM Y TẾ", "b": "Về bảo hiểm y tế", "c": None, "d": "BIỂN VIỆT NAM"}
    names = ShownTitles(lambda: [Named(each, each, None, None, title, None) for each, title in titles.items()], shown)
    for _ in range(2):
        assert [each.title for each in names.all()] == ["Bảo hiểm y tế", "Về bảo hiểm y tế", None, "BIỂN VIỆT NAM"]
    assert looked == ["a", "d"]
