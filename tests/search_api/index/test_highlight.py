"""Marks around matched words of the accented source; promise P16."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.index.highlight import ELLIPSIS, look, mark, matches
from search_api.query.clauses import Marked
from search_api.query.hits import MARK_END, MARK_START
from search_api.query.syllables import syllables

TAX = Marked(accented=frozenset({"thuế"}), folded=frozenset({"thu", "nhap"}))


def snippet(text: str, marked: Marked, length: int) -> str:
    return look(text, marked).snippet(length)


def shown(text: str) -> str:
    return text.replace(MARK_START, "[").replace(MARK_END, "]")


def test_neighbours_share_one_pair_of_marks() -> None:
    assert shown(mark("Luật Thuế thu nhập cá nhân", TAX)) == "Luật [Thuế thu nhập] cá nhân"


def test_only_the_typed_tone_is_marked_where_it_was_typed() -> None:
    assert shown(mark("thuế, thuê, THUẾ; thủ kho", TAX)) == "[thuế], thuê, [THUẾ]; [thủ] kho"


def test_words_inside_words_are_no_matches() -> None:
    assert not matches("thuyết, thung, nhậpkhẩu", TAX)


def test_other_spellings_of_the_same_word_are_marked() -> None:
    marked = Marked(accented=frozenset({"kĩ", "hòa", "đất"}), folded=frozenset({"ti", "thuy"}))
    assert shown(mark("Kỹ, hoà, hòa, Ðất, công ty, thuỷ", marked)) == "[Kỹ], [hoà], [hòa], [Ðất], công [ty], [thuỷ]"


@pytest.mark.parametrize(
    ("marked", "text", "as_shown"),
    [
        (Marked(frozenset({"hưu", "lương"}), frozenset({"huu", "luong"})), "Lương hưu, lương", "[Lương hưu], [lương]"),
        (Marked(frozenset({"nghiệp"}), frozenset({"that", "nghiep"})), "thất nghiệp", "[thất nghiệp]"),
        (Marked(frozenset({"thất", "nghiệp"}), frozenset({"nghiep"})), "thất nghiệp", "[thất nghiệp]"),
        (Marked(frozenset({"15-2020-nđ-cp", "cp"}), frozenset({"2020"})), "số 15/2020/NĐ-CP.", "số [15/2020/NĐ-CP]."),
        (Marked(frozenset({"nđ"}), frozenset({"15-nd-cp"})), "15/NĐ-CP", "[15/NĐ-CP]"),
        (Marked(frozenset({"y", "tế"}), frozenset({"te"})), "y\ntế y", "[y tế y]"),
    ],
)
def test_what_is_found_in_two_ways_is_shown_once(marked: Marked, text: str, as_shown: str) -> None:
    assert shown(mark(text, marked)) == as_shown
    assert shown(snippet(text, marked, 100)) == as_shown


@pytest.mark.parametrize(
    ("text", "as_shown"),
    [
        ("quy định của Nghị định này", "quy định của [Nghị định] này"),
        ("đình chỉ; chỉ thị", "đình chỉ; [chỉ thị]"),
        ("Chỉ có thị trường", "Chỉ có thị trường"),
        ("nghị, định và NGHỊ\nĐỊNH", "[nghị], [định] và [NGHỊ ĐỊNH]"),
        ("Hòa giải, hoà giải cơ sở", "[Hòa giải], [hoà giải] cơ sở"),
        ("nghị định nghị định", "[nghị định nghị định]"),
    ],
)
def test_words_of_a_phrase_are_marked_where_all_of_it_stands(text: str, as_shown: str) -> None:
    accented = frozenset({("nghị", "định"), ("chỉ", "thị"), ("hòa", "giải")})
    folded = frozenset({("nghi", "dinh"), ("chi", "thi"), ("hoa", "giai")})
    for marked in (
        Marked(phrases=accented),
        Marked(folded_phrases=folded),
        Marked(frozenset({"có"}), phrases=accented),
    ):
        assert shown(mark(text, marked)).replace("[có]", "có") == as_shown
        assert shown(snippet(text, marked, 200)).replace("[có]", "có") == as_shown


@given(
    st.text(alphabet="thuế nhập-/15. ", max_size=60),
    st.frozensets(st.sampled_from(["thuế", "15", "15-1-thuế", "nhập", "5"])),
    st.frozensets(st.sampled_from(["thue", "15", "nhap", "1-nhap"])),
)
def test_marks_change_no_letter(text: str, accented: frozenset[str], folded: frozenset[str]) -> None:
    found = mark(text, Marked(accented, folded)).replace(MARK_START, "").replace(MARK_END, "")
    assert found == " ".join(text.split())


def test_document_numbers_are_marked_as_printed() -> None:
    numbers = ("15/2020/NĐ-CP", "125/TB-VPCP", "45/2019/QH14", "85/2005/TTLT-BTC-BCA")
    for number in numbers:
        (token,) = syllables(number)
        assert shown(mark(f"số {number}.", Marked(accented=frozenset({token.accented})))) == f"số [{number}]."


def test_a_figure_inside_a_figure_is_no_match() -> None:
    assert shown(mark("Điều 5: 0,5 và 1.500", Marked(folded=frozenset({"5", "500"})))) == "Điều [5]: 0,5 và 1.500"


def test_a_snippet_shows_the_densest_place_in_whole_words() -> None:
    text = "thuế " + "khác biệt " * 60 + "quy định thuế thu nhập của cá nhân " + "còn lại " * 60
    found = shown(snippet(text, TAX, 120))
    assert "[thuế thu nhập]" in found
    assert found.startswith(ELLIPSIS)
    assert found.endswith(ELLIPSIS)
    assert set(found.strip(ELLIPSIS).split()) <= set(shown(mark(text, TAX)).split())


def asked(words: str) -> Marked:
    return Marked(accented=frozenset(words.split()), folded=frozenset())


@pytest.mark.parametrize("often", [1, 6, 13])
def test_a_snippet_shows_rare_words_rather_than_the_same_again(often: int) -> None:
    everywhere = "Mức đóng bảo hiểm y tế của người tham gia bảo hiểm y tế, thẻ bảo hiểm y tế. " + "còn lại " * 40
    text = everywhere * often + "Học sinh, sinh viên đóng bảo hiểm y tế tại trường. " + everywhere * often
    found = shown(snippet(text, asked("bảo hiểm y tế học sinh"), 160))
    assert "[Học sinh], [sinh] viên đóng [bảo hiểm y tế]" in found


def test_a_rare_word_is_shown_also_where_the_others_stand_elsewhere() -> None:
    everywhere = "Mức đóng bảo hiểm y tế của người tham gia bảo hiểm y tế. " + "còn lại " * 40
    found = shown(snippet(everywhere * 9 + "học sinh nội trú " + "còn lại " * 40, asked("bảo hiểm y tế học sinh"), 160))
    assert "[học sinh] nội trú" in found


def test_a_place_with_more_words_goes_before_a_place_that_repeats_some() -> None:
    text = "lương hưu, lương hưu, lương hưu, lương hưu " + "còn lại " * 60 + "hưu và lương tăng mức"
    assert "[lương tăng mức]" in shown(snippet(text, asked("lương hưu tăng mức"), 60))


def test_a_snippet_begins_with_its_line_and_stays_on_one() -> None:
    text = "1. " + "đoạn trước " * 30 + "\n2. Thuế thu nhập\ncá nhân"
    assert shown(snippet(text, TAX, 200)) == f"{ELLIPSIS}2. [Thuế thu nhập] cá nhân"


def test_without_a_match_the_beginning_is_shown() -> None:
    assert shown(snippet("Phạm vi điều chỉnh của văn bản", TAX, 12)) == f"Phạm vi điều{ELLIPSIS}"
    assert snippet("", TAX, 240) == ""
    assert snippet("Ngắn", Marked(), 240) == "Ngắn"


WAGES = (
    "1. Quy định mức lương tối thiểu theo vùng như sau:\n"
    "Vùng | Mức lương tháng (Đơn vị: đồng/tháng) | Mức lương giờ (Đơn vị: đồng/giờ)\n"
    "Vùng I | 4.680.000 | 22.500\nVùng II | 4.160.000 | 20.000\n2. Danh mục địa bàn vùng I, vùng II, theo Phụ lục."
)


@pytest.mark.parametrize("marked", [Marked(), asked("lương tối thiểu vùng")])
def test_a_table_is_shown_with_its_first_rows_and_these_stay_apart(marked: Marked) -> None:
    found = snippet(WAGES, marked, 110).replace(MARK_START, "").replace(MARK_END, "")
    assert found == (
        "1. Quy định mức lương tối thiểu theo vùng như sau: "
        "Vùng | Mức lương tháng (Đơn vị: đồng/tháng) | Mức lương giờ (Đơn vị: đồng/giờ); "
        f"Vùng I | 4.680.000 | 22.500{ELLIPSIS}"
    )


def test_a_table_that_begins_behind_the_snippet_of_a_cited_article_is_shown_as_well() -> None:
    text = "Mức thu như sau: " + "theo mức " * 6 + "dưới đây:\nLoại | Phí\nA | 10\nB | 20\n" + "còn lại " * 60
    assert snippet(text, Marked(), 70).endswith(f"dưới đây: Loại | Phí; A | 10; B | 20{ELLIPSIS}")
    assert "Loại" not in snippet(text, asked("mức thu"), 70)


@given(st.text(alphabet="thuếnhập |\n.:", max_size=400), st.integers(min_value=1, max_value=120))
def test_a_snippet_with_a_table_is_a_piece_of_the_text_of_bounded_length(text: str, length: int) -> None:
    for marked in (TAX, Marked()):
        found = snippet(text, marked, length).replace(MARK_START, "").replace(MARK_END, "").strip(ELLIPSIS)
        assert "".join(found.replace(";", "").split()) in "".join(text.split())
        assert len(found) <= 4 * length + 20


def test_in_the_snippet_every_match_is_marked_also_of_a_word_that_stands_everywhere() -> None:
    text = "thuế, " * 200 + "thuế thu nhập 5; thuế; 0,5 (thuế) 5. " + "còn lại " * 60
    found = shown(snippet(text, Marked(frozenset({"thuế", "5"}), frozenset({"nhap"})), 60))
    assert "[thuế] thu [nhập 5]; [thuế]; 0,5 ([thuế]) [5]." in found
    assert found.count("thuế") == found.count("[thuế")


def test_what_lies_beyond_what_is_looked_at_is_marked_where_it_is_shown() -> None:
    text = "x" * 5_980 + " thu nhập thu thuế thuộc thuế thu nhập"
    assert shown(snippet(text, TAX, 60)).endswith("[thu nhập thu thuế] thuộc [thuế thu nhập]")


def test_long_texts_full_of_matches_take_no_time() -> None:
    text = "thuế thu nhập " * 100_000
    started = time.process_time()
    assert len(snippet(text, TAX, 240)) < 300
    assert time.process_time() - started < 1


@given(st.text(alphabet='thuếnhập .,\n"<>&', max_size=400), st.integers(min_value=1, max_value=120))
def test_marks_pair_up_and_nothing_is_invented(text: str, length: int) -> None:
    for found in (mark(text, TAX), snippet(text, TAX, length)):
        depth = 0
        for letter in found:
            depth += (letter == MARK_START) - (letter == MARK_END)
            assert depth in (0, 1)
        assert depth == 0
        bare = found.replace(MARK_START, "").replace(MARK_END, "").strip(ELLIPSIS)
        assert bare in " ".join(text.split())


MEANT = {"thuế": "thuế", "THUẾ": "thuế", "Thủ": "thu", "thu": "thu", "5": "5", "Đ": "đ", "Ð": "đ"}


@given(st.lists(st.sampled_from([*MEANT, "thuê", "nhập", "0,5", "1.500", "thut", "🙂"]), max_size=40))
def test_words_are_matched_wherever_they_stand(words: list[str]) -> None:
    places = [sum(len(word) + 1 for word in words[:place]) for place in range(len(words))]
    wanted = [(at, at + len(word), MEANT[word]) for at, word in zip(places, words, strict=True) if word in MEANT]
    assert matches(" ".join(words), Marked(frozenset({"thuế", "đ"}), frozenset({"thu", "5"}))) == wanted
