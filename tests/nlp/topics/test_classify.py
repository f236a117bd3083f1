"""Topics of made texts: sane subjects, none where nothing tells, articles beside their document."""

import io
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.annotation import TopicScore
from nlp.text import flatten
from nlp.topics.classify import Article, article_alone, article_topics, document_topics, judge
from nlp.topics.model import MODEL, load_model
from nlp.topics.taxonomy import topic_of, topics
from tests.nlp.documents import article, attachment, clause, document

MOST_BYTES = 5_000_000
LAST = Article("Hiệu lực thi hành", "Thông tư này có hiệu lực kể từ ngày ký.")

TEXTS = [
    (
        "lao-dong",
        "Quy định chi tiết một số điều của Bộ luật Lao động về tiền lương",
        "Trả lương cho người lao động",
        "Người sử dụng lao động trả lương cho người lao động theo hợp đồng lao động; thời giờ làm việc theo nội quy.",
    ),
    (
        "giao-thong-van-tai",
        "Quy định về đào tạo, sát hạch, cấp giấy phép lái xe cơ giới đường bộ",
        "Giấy phép lái xe",
        "Người điều khiển xe cơ giới tham gia giao thông đường bộ phải có giấy phép lái xe phù hợp với loại xe.",
    ),
    (
        "y-te-duoc",
        "Quy định về hành nghề khám bệnh, chữa bệnh và kinh doanh thuốc",
        "Kê đơn thuốc",
        "Người hành nghề tại bệnh viện kê đơn thuốc cho người bệnh, ghi hồ sơ bệnh án, theo dõi phản ứng của thuốc.",
    ),
    (
        "ngan-hang-tien-te",
        "Quy định về hoạt động cho vay của tổ chức tín dụng",
        "Lãi suất cho vay",
        "Tổ chức tín dụng và khách hàng thỏa thuận lãi suất cho vay theo quy định của Ngân hàng Nhà nước Việt Nam.",
    ),
    (
        "tai-nguyen",
        "Quy định về cấp phép thăm dò, khai thác khoáng sản",
        "Khai thác khoáng sản",
        "Tổ chức được cấp giấy phép khai thác khoáng sản nộp tiền cấp quyền theo trữ lượng khoáng sản được phê duyệt.",
    ),
    (
        "giao-duc-dao-tao",
        "Ban hành Quy chế thi tốt nghiệp trung học phổ thông",
        "Tuyển sinh",
        "Nhà trường tổ chức thi tốt nghiệp cho học sinh trung học phổ thông, giáo viên coi thi và chấm thi.",
    ),
]


def keys(found: tuple[TopicScore, ...]) -> list[str]:
    return [one.topic for one in found]


@pytest.mark.parametrize(("topic", "title", "heading", "text"), TEXTS, ids=[topic for topic, *_ in TEXTS])
def test_texts_of_one_subject_are_told(topic: str, title: str, heading: str, text: str) -> None:
    assert keys(article_alone(heading, text))[:1] == [topic]
    assert keys(article_alone(heading, text, title))[:1] == [topic]
    assert keys(judge(title, [Article(heading, text), LAST]).document)[:1] == [topic]


@pytest.mark.parametrize("text", ["", " \n ", "12345 67 89", "…", "Thông tư này có hiệu lực kể từ ngày ký."])
def test_nothing_is_said_where_nothing_tells(text: str) -> None:
    assert article_alone("", text) == ()


def test_an_article_that_tells_nothing_has_the_topic_of_its_document() -> None:
    topic, title, heading, text = TEXTS[0]
    found = judge(title, [Article(heading, text), Article("Thời giờ làm việc", text), LAST])
    assert [keys(one)[:1] for one in found.articles] == [[topic]] * 3


def test_by_the_title_alone() -> None:
    assert keys(judge("Quy định mức thu học phí của cơ sở giáo dục đại học", []).document) == ["giao-duc-dao-tao"]
    assert judge(None, []).document == judge("  ", []).document == ()


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Quy định chi tiết một số điều của Luật Đất đai", "dat-dai"),
        ("Ban hành bảng giá đất trên địa bàn tỉnh", "dat-dai"),
        ("Về việc tặng Huân chương Lao động", "thi-dua-khen-thuong-cac-danh-hieu-vinh-du-nha-nuoc"),
    ],
)
def test_subjects_without_articles_are_told_by_their_title(title: str, topic: str) -> None:
    assert keys(judge(title, []).document)[:1] == [topic]


def test_a_tax_on_land_is_a_tax() -> None:
    assert keys(judge("Hướng dẫn về thuế sử dụng đất nông nghiệp", []).document) == [
        "thue-phi-le-phi-cac-khoan-thu-khac"
    ]


def test_probabilities_fall_and_stand_between_0_and_1() -> None:
    for _, _, heading, text in TEXTS:
        chances = [one.probability for one in article_alone(heading, text)]
        assert chances == sorted(chances, reverse=True)
        assert all(0 < chance <= 1 for chance in chances)
        assert len(chances) <= 3


def test_documents_and_their_articles_by_eid() -> None:
    _, title, heading, text = TEXTS[0]
    legal = document(
        article("1", text, heading=heading),
        article("2", "", clause("1", text), clause("2", "Hợp đồng lao động."), heading="Hợp đồng lao động"),
        title=title,
        attachments=(attachment("Phụ lục", clause("1", "Bảng lương của người lao động")),),
    )
    layout = flatten(legal)
    assert keys(document_topics(layout)) == ["lao-dong"]
    assert {eid: keys(found) for eid, found in article_topics(layout).items()} == {
        "art_1": ["lao-dong"],
        "art_2": ["lao-dong"],
    }


def test_a_document_without_articles_is_judged_by_its_beginning() -> None:
    legal = document(clause("1", "Cơ sở giáo dục đại học tuyển sinh sinh viên, học sinh."), title=None)
    assert keys(document_topics(flatten(legal))) == ["giao-duc-dao-tao"]


@given(st.text(max_size=300), st.lists(st.tuples(st.text(max_size=50), st.text(max_size=300)), max_size=4))
def test_any_text_is_judged(title: str, articles: list[tuple[str, str]]) -> None:
    found = judge(title, [Article(*one) for one in articles])
    assert len(found.articles) == len(articles)
    assert all(topic_of(one.topic) for one in found.document)


def test_very_long_documents_are_judged_in_pieces() -> None:
    _, title, heading, text = TEXTS[0]
    found = judge(title, [Article(heading, f"{text} " * 5_000)] * 3)
    assert {tuple(keys(one)) for one in (found.document, *found.articles)} == {("lao-dong",)}


def test_the_model_is_small_and_holds_no_words() -> None:
    content = files("nlp.topics").joinpath(MODEL).read_bytes()
    assert len(content) <= MOST_BYTES
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        assert {parts[name].dtype.kind for name in parts.files} <= {"i", "u", "f"}


def test_the_model_is_of_the_taxonomy() -> None:
    numbers = {topic.number for topic in topics()}
    assert len(numbers) == len({topic.key for topic in topics()}) == 45
    assert numbers - set(load_model().classes) == {11, 29}
