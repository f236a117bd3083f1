"""Words that the collection lacks: slips of typing are mended, other words are not taken for slips."""

import pytest

from search_api.query.slips import meant, misspelt, other_tone
from tests.search_api.query.words_counted import counted

TEXTS = (
    "Bảo vệ môi trường. Nơi tạm giữ xe tải. Tại ngân hàng bán. Sử dụng đất. Đất dùng cho. Tài sản. Thi hành án.",
    "Quyết định này có hiệu lực. Nghị định quy định. Thuế thu nhập. Hợp đồng. Quần áo. Bản sao. Hàng hóa. Đất đai.",
    "Người lao động. Khiếu nại.",
)
TABLE = counted((*TEXTS, "Ai được gì.") * 40)


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("taxi", "", ""),
        ("taxi", "xe", ""),  # xe tải
        ("rung", "vệ", ""),  # bảo vệ rừng, not dụng
        ("rung", "đất", "cho"),  # đất rừng, not đất dùng
        ("camera", "", "xe"),
        ("bank", "hàng", ""),
        ("shop", "", "quần"),
        ("mail", "", ""),
        ("wifi", "", ""),
        ("visa", "", ""),
        ("robot", "", ""),
        ("karaoke", "", ""),
        ("phao", "áo", ""),
        ("quyt", "", ""),
        ("tojs", "", "xin"),  # two tones are no keys
    ],
)
def test_a_word_that_is_no_slip_is_left(word: str, before: str, after: str) -> None:
    assert meant(word, before, after, TABLE) == ()


@pytest.mark.parametrize("word", ["vnx", "qr", "hs", "bos", "thx"])
def test_short_codes_and_what_has_no_vowel_are_never_mended(word: str) -> None:
    assert meant(word, "", "", counted(["Tên miền vn; q, h, bó rau và th."])) == ()


@pytest.mark.parametrize(
    ("word", "before", "after", "instead"),
    [
        ("nghịi", "", "định", "nghị"),
        ("đingh", "nghị", "", "định"),
        ("thuuế", "", "thu", "thuế"),
        ("nhhập", "thu", "", "nhập"),
        ("hiẹeu", "có", "lực", "hiệu"),
        ("trườngg", "môi", "", "trường"),
        ("datdai", "", "", "đất đai"),
        ("nghij", "", "định", "nghị"),
        ("quyeets", "", "định", "quyết"),
        ("quy61t", "", "", None),
    ],
)
def test_slips_are_mended(word: str, before: str, after: str, instead: str | None) -> None:
    assert " ".join(meant(word, before, after, TABLE)) == (instead or "")


@pytest.mark.parametrize(
    ("word", "before", "after", "right"),
    [
        ("nguời", "", "lao", "người"),
        ("truờng", "môi", "", "trường"),
        ("quyêt", "", "định", ""),  # lacks its tone: marks are put back elsewhere
        ("quyét", "", "định", "quyết"),
        ("hiẹu", "có", "lực", "hiệu"),
        ("ngừoi", "", "lao", ""),  # no form has that mark there
        ("thuể", "", "thu", ""),
        ("đuợc", "", "", "được"),
        ("wèb", "", "", ""),
    ],
)
def test_a_word_with_its_tone_that_lacks_a_mark_is_no_syllable_and_mended(
    word: str, before: str, after: str, right: str
) -> None:
    assert misspelt(word, before, after, TABLE) == right


def test_what_the_collection_holds_often_is_no_misspelling() -> None:
    table = counted(["Nguời dân. Người lao động."] * 5)
    assert misspelt("nguời", "", "dân", table) == ""


_REPAIRS = counted(
    ["Sửa chữa nhà ở; giấy phép sửa chữa. Nghỉ việc, cửa hàng."] * 120
    + ["Bảo dưỡng, sữa chữa. Sữa tươi, sữa bột. Người được cải tạo. Tranh cãi."]
)


@pytest.mark.parametrize(
    ("word", "before", "after", "meant_so"),
    [
        ("sữa", "", "chữa", "sửa"),  # the collection has the slip itself, once
        ("nghĩ", "", "việc", "nghỉ"),
        ("cữa", "", "hàng", "cửa"),
        ("bõ", "", "", ""),
        ("sữa", "", "tươi", ""),
        ("sữa", "uống", "chữa", ""),
        ("nghĩ", "", "ngợi", ""),
        ("cải", "tranh", "nhau", ""),
        ("cãi", "được", "", ""),
        ("sửa", "", "chữa", ""),
        ("nghi", "", "việc", ""),
    ],
)
def test_hook_and_tilde_are_exchanged_where_the_neighbour_tells(
    word: str, before: str, after: str, meant_so: str
) -> None:
    assert other_tone(word, before, after, _REPAIRS) == meant_so
