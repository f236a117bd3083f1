import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.annotation import DocumentText, Segment
from nlp.entities.definitions import find_definitions
from nlp.text import flatten
from tests.nlp.documents import article, clause, document, point
from tests.nlp.entities.documents import assert_in_bounds, bare, layout

HEADING = "Giải thích từ ngữ"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Hóa đơn là chứng từ kế toán.", ["Hóa đơn"]),
        ("“Công ty mẹ” là doanh nghiệp nắm vốn.", ["Công ty mẹ"]),
        ("“Công ty mẹ” được hiểu là doanh nghiệp.", ["Công ty mẹ"]),
        ("Nhà ở xã hội (sau đây gọi là NOXH) là nhà ở.", ["Nhà ở xã hội", "NOXH"]),
        ("Giấy tờ tùy thân bao gồm: hộ chiếu, thẻ căn cước.", ["Giấy tờ tùy thân"]),
        ("Nền tảng số: là hệ thống.", ["Nền tảng số"]),
        ("1. Hộ gia đình là những người.", ["Hộ gia đình"]),
        ("Trong Thông tư này, hồ sơ là tập tài liệu.", ["hồ sơ"]),
        ("Các từ ngữ khác được hiểu theo Luật Đất đai.", []),
        ("Thông tư này, những từ ngữ dưới đây được hiểu như sau:", []),
        ("Tổ chức (của các bên " + "a b " * 12 + ") là đơn vị.", ["Tổ chức"]),
        ("Từ ngữ viết tắt", []),
        ("Hóa đơn. Là chứng từ.", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert [entity.value for entity in find_definitions(layout(text, heading=HEADING))] == terms


def test_the_span_is_the_sentence() -> None:
    (found,) = find_definitions(layout("1. “Hóa đơn” là chứng từ kế toán.", heading=HEADING))
    assert (found.text, found.eid) == ("Hóa đơn” là chứng từ kế toán.", "art_3__cl_1")


def test_only_articles_of_definitions_define() -> None:
    body = (
        article("1", "", clause("1", "Thuế là khoản nộp."), heading="Phạm vi"),
        article("2", "Trong Luật này, các từ ngữ dưới đây được hiểu như sau:", clause("1", "Đất là tài nguyên.")),
        article("3", "", clause("1", "Nhà là công trình."), heading="Hiệu lực"),
    )
    assert [entity.value for entity in find_definitions(flatten(document(*body)))] == ["Đất"]


def test_points_below_a_definition_define_nothing_by_themselves() -> None:
    body = article(
        "3",
        "",
        clause("1", "Tài sản là vật, tiền:", point("a)", "Vật là nhà;")),
        clause("2", "Gồm các loại sau", point("a)", "Tiền là đồng Việt Nam;")),
        heading=HEADING,
    )
    assert [entity.value for entity in find_definitions(flatten(document(body)))] == ["Tài sản", "Tiền"]


def test_bare_text_has_no_articles_and_no_definitions() -> None:
    assert find_definitions(bare("Hóa đơn là chứng từ.")) == ()


@given(st.text(max_size=120), st.text(alphabet="abc là:“”(). gồmsauđâyi\n", max_size=120))
def test_any_text_is_read(text: str, likely: str) -> None:
    assert_in_bounds(find_definitions, text or "x")
    assert_in_bounds(find_definitions, likely or "x")


def test_a_segment_that_ends_with_its_mark_is_read() -> None:
    text = "Giải thích từ ngữ\n“"
    segments = (
        Segment("art_1", "heading", 0, 17, "", article="Điều 1"),
        Segment("a", "text", 18, 19, "", article="Điều 1"),
    )
    assert find_definitions(DocumentText(text, segments)) == ()
