import pytest

from ingest.ocr.choice import choose, with_choices
from ingest.ocr.engine import Word
from ingest.ocr.pieces import Piece
from ingest.ocr.variants import slots, variants


def line(text: str, confidence: float = 0.96) -> Piece:
    words, left = [], 0
    for part in text.split():
        words.append(Word(part, left, 0, left + 10 * len(part), 20, confidence, (0, 0, 1)))
        left += 10 * len(part) + 8
    return Piece(tuple(words))


def chosen(*lines: str) -> list[str]:
    return [piece.text for piece in with_choices([line(text) for text in lines])]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Luật sửa đồi, bồ sung một số điều của Luật", "Luật sửa đổi, bổ sung một số điều của Luật"),
        ("cấp có thâm quyên xem xét, quyết định", "cấp có thẩm quyền xem xét, quyết định"),
        (
            "đề nghị cơ quan có thầm quyền gửi văn bản đề thực hiện",
            "đề nghị cơ quan có thẩm quyền gửi văn bản để thực hiện",
        ),
        ("TỎ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("ĐIÊU KHOẢN THỊ HÀNH", "ĐIỀU KHOẢN THI HÀNH"),
        ("Bồ sung khoản 3 vào sau khoản 2", "Bổ sung khoản 3 vào sau khoản 2"),
        ("ủy ban nhân dân thành phó trực thuộc trung ương", "ủy ban nhân dân thành phố trực thuộc trung ương"),
    ],
)
def test_wrong_marks_are_seen_by_the_words_around(read: str, printed: str) -> None:
    assert chosen(read) == [printed]


def test_the_words_around_may_stand_on_other_lines() -> None:
    assert chosen("Điều 1. Luật này quy định về sửa đổi, bồ", "sung một số điều") == [
        "Điều 1. Luật này quy định về sửa đổi, bổ",
        "sung một số điều",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ban Chấp hàng Trung ương",  # misprints of real documents: other letters, not other marks
        "giá trị trường",
        "với tinh huyết của mình",
        "Quyết định số 15/2022/QĐ-UBND ngày 3 tháng 4",
        "mã số DA-TÔ/2024 và 10Ô",
        "do ông Nguyễn Đôi Bô làm chủ tịch",  # a name inside a sentence
        "Nguyễn Văn Đô",
        "theo TÔ và BÔ",  # capitals inside a sentence: abbreviations
        "thư gửi về bô@chinhphu.vn",
    ],
)
def test_names_numbers_identifiers_and_other_letters_stay(text: str) -> None:
    assert chosen(text) == [text]


def test_a_word_so_chosen_keeps_its_first_reading_and_its_place() -> None:
    before = line("sửa đồi, bổ sung")
    (after,) = with_choices([before])
    assert [word.first for word in after.words] == [None, "đồi,", None, None]
    assert after.words[1].text == "đổi,"
    assert [word.left for word in after.words] == [word.left for word in before.words]


def test_the_way_to_place_a_tone_stays_that_of_the_print() -> None:
    assert chosen("Uỷ ban nhân dân và Toà án; hoà giải") == ["Uỷ ban nhân dân và Toà án; hoà giải"]


def test_odds_say_how_sure_a_choice_is() -> None:
    choices = choose(slots([line("sửa đồi bổ sung")]))
    assert [choice.chosen.text for choice in choices] == ["sửa", "đổi", "bổ", "sung"]
    assert choices[1].odds > 2
    assert choices[0].odds == 0.0


def test_variants_have_the_same_letters_and_are_known() -> None:
    texts = [variant.text for variant in variants("đề")]
    assert texts[0] == "đề"
    assert "để" in texts
    assert all(text[0] in "đd" and len(text) == 2 for text in texts)
    assert variants("xyzzy")[1:] == ()


def test_a_page_without_words_has_no_choices() -> None:
    assert with_choices([]) == []
    assert choose([]) == []
