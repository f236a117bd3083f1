"""The thesaurus: what it holds, and when an entry counts."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import search_api.query
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from search_api.query.syllables import syllables
from search_api.query.synonyms import meanings_in, thesaurus


def shown(text: str) -> list[str]:
    return [meaning.shown for meaning in meanings_in(analyse(SearchQuery(text)).runs)]


def test_every_entry_is_written_as_it_must_be_typed_and_leads_to_something_else() -> None:
    for field, table in thesaurus().fields.items():
        for words, phrases in table.items():
            assert words == words.lower().strip(), (field, words)
            assert phrases, (field, words)
            assert all(f" {words} " not in f" {phrase} " for phrase in phrases), (field, words)
            assert all(list(syllables(phrase)) and phrase == phrase.lower() for phrase in phrases), (field, words)


def test_no_entry_stands_twice() -> None:
    every = [words for table in thesaurus().fields.values() for words in table]
    assert len(every) == len(set(every))


def test_no_field_of_law_stands_in_two_files() -> None:
    folder = Path(search_api.query.__file__).with_name("thesaurus")
    fields = [field for path in folder.glob("*.toml") for field in tomllib.loads(path.read_text("utf-8"))["fields"]]
    assert sorted(fields) == sorted(thesaurus().fields)


def test_what_means_itself_is_no_entry() -> None:
    every = {words for table in thesaurus().fields.values() for words in table}
    assert not thesaurus().itself & every, thesaurus().itself & every
    assert all(" " in words and words == words.lower() for words in thesaurus().itself)


def test_what_counts_only_with_its_marks_is_an_entry_of_several_words() -> None:
    every = {words for table in thesaurus().fields.values() for words in table}
    assert thesaurus().only_marked <= every
    assert all(" " in words for words in thesaurus().only_marked)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bị đuổi việc có được bồi thường không", ["sa thải"]),
        ("bi duoi viec", ["sa thải"]),
        ("lấy trộm xe", ["trộm cắp tài sản"]),
        ("sổ đỏ", ["giấy chứng nhận quyền sử dụng đất"]),
        ("so do", ["giấy chứng nhận quyền sử dụng đất"]),
        ("toa an cap tinh", []),  # án cấp, not ăn cắp
        ("xklđ", ["đi làm việc ở nước ngoài theo hợp đồng"]),
        ("xkld nhật bản", ["đi làm việc ở nước ngoài theo hợp đồng"]),
        ("xk lao động", ["xuất khẩu"]),
        ("nhà ở tphcm", ["thành phố hồ chí minh"]),
        ("TP.HCM", ["thành phố", "hồ chí minh"]),
        ("csgt dừng xe", ["cảnh sát giao thông"]),
        ("gcn đầu tư", ["giấy chứng nhận"]),
        ("cty cổ phần", ["công ty"]),
        ("LĐTBXH", ["lao động thương binh và xã hội"]),
        ("giấy phép lái xe", []),
        ("xe máy chuyên dùng", []),
        ("đất công", ["quỹ đất nông nghiệp sử dụng vào mục đích công ích"]),
        ("đất công viên", []),
        ("điều kiện", []),
        ("quyền sử dụng đất", []),
    ],
)
def test_when_an_entry_counts(text: str, meant: list[str]) -> None:
    assert [each for each in shown(text) if each in meant] == meant
    assert bool(shown(text)) == bool(meant)


def test_a_meaning_is_weaker_than_the_words_and_no_condition() -> None:
    found = plan(analyse(SearchQuery("bằng lái")))
    weights = {clause.name: clause.weight for clause in found.scored}
    assert weights["meaning"] < weights["pairs_accented"]
    assert all(need.any_of[0].tokens[0] in {"bằng", "lái"} for need in found.needs)


def test_a_long_query_has_a_bounded_number_of_meanings() -> None:
    words = [words for table in thesaurus().fields.values() for words in table if " " in words][:40]
    assert len(analyse(SearchQuery(", ".join(words)[:512])).meanings) == 8


def test_marks_that_were_put_back_tell_meanings_as_well() -> None:
    read = analyse(SearchQuery("toi an cap"))
    (run,) = read.runs
    marks = {"toi": "tội", "an": "ăn", "cap": "cắp"}
    restored = tuple(replace(term, restored=marks[term.accented]) for term in run)
    assert not read.meanings
    found = plan(replace(read, runs=(restored,), restored=True))
    assert any("trộm_cắp" in clause.tokens for clause in found.scored if clause.name == "meaning")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tăng lương hưu", ["lương hưu"]),
        ("tăng lương", ["tăng lương"]),
        ("mua nhà đất", ["mua nhà đất"]),
        ("tăng lương hưu mất thẻ", ["lương hưu", "mất thẻ"]),
    ],
)
def test_of_meanings_that_share_a_word_the_longer_stands_then_the_later(text: str, told: list[str]) -> None:
    assert [" ".join(each.words) for each in analyse(SearchQuery(text)).meanings] == told


@pytest.mark.parametrize("border", [", ", ". ", "; ", ": ", " (", "? ", " - ", " – "])
def test_no_meaning_reaches_over_the_end_of_a_phrase(border: str) -> None:
    assert shown("xem sổ đỏ") == ["giấy chứng nhận quyền sử dụng đất"]
    assert shown(f"xem sổ{border}đỏ mặt") == []


def test_what_stands_on_either_side_has_its_own_meaning() -> None:
    assert shown("sổ đỏ, lương hưu") == ["giấy chứng nhận quyền sử dụng đất", "chế độ hưu trí"]
    assert shown("bảo hiểm TP.HCM") == ["thành phố", "hồ chí minh"]


def test_what_the_law_writes_with_a_comma_is_its_own_phrase_with_and_without() -> None:
    for text in ("dịch bệnh động vật", "dịch bệnh, động vật"):
        assert shown(text) == []
