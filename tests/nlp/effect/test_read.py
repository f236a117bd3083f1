"""Every sentence of handbook domain.md 3.14, and the traps around them."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Issue, Provision
from nlp.effect import Effect, read_effect
from nlp.text import flatten
from tests.nlp.documents import article, attachment, clause, document, quote

SIGNED = dt.date(2020, 2, 3)
GAZETTE = Issue(None, (1,), dt.date(2020, 2, 20))


def effect(*body: Provision, issue: Issue | None = None, **fields: Any) -> Effect:
    made = document(*body, **fields)
    return read_effect(made, flatten(made), issue)


SENTENCES = [
    (
        "Nghị định",
        "Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 5 năm 2026.",
        dt.date(2026, 5, 1),
        "explicit",
    ),
    ("Luật", "Luật này có hiệu lực thi hành từ ngày 01/7/2025, trừ khoản 2 Điều này.", dt.date(2025, 7, 1), "explicit"),
    ("Quyết định", "Quyết định này có hiệu lực kể từ ngày ký.", SIGNED, "explicit"),
    ("Quyết định", "Quyết định này có hiệu lực thi hành từ ngày ký ban hành./.", SIGNED, "explicit"),
    ("Thông tư", "Thông tư này có hiệu lực sau 45 ngày, kể từ ngày ký.", SIGNED + dt.timedelta(45), "computed"),
    (
        "Thông tư",
        "Thông tư này có hiệu lực thi hành sau bốn mươi lăm ngày kể từ ngày ký ban hành.",
        SIGNED + dt.timedelta(45),
        "computed",
    ),
    (
        "Quyết định",
        "Quyết định này có hiệu lực sau 10 (mười) ngày kể từ ngày ký ban hành.",
        SIGNED + dt.timedelta(10),
        "computed",
    ),
    (
        "Nghị quyết",
        "Nghị quyết này có hiệu lực thi hành kể từ ngày được Quốc hội thông qua.",
        SIGNED,
        "explicit",
    ),
    ("Nghị quyết", "Nghị quyết này có hiệu lực thi hành từ ngày thông qua.", SIGNED, "explicit"),
    ("Thông tư liên tịch", "Thông tư liên tịch này có hiệu lực từ ngày 15/11/2015.", dt.date(2015, 11, 15), "explicit"),
    ("Bộ luật", "Bộ luật này chính thức có hiệu lực từ ngày 1-1-2021.", dt.date(2021, 1, 1), "explicit"),
    (
        "Nghị quyết",
        "Nghị quyết này đã được Hội đồng nhân dân tỉnh thông qua ngày 10/7/2020 và có hiệu lực từ ngày 20/7/2020.",
        dt.date(2020, 7, 20),
        "explicit",
    ),
    ("Thông tư", "Thông tư này có hiệu lực thi hành kể từ 01/7/2020.", dt.date(2020, 7, 1), "explicit"),
    (
        "Quyết định",
        "Quyết định này có hiệu lực sau mười lăm ngày kể từ ngày được Hội đồng nhân dân tỉnh thông qua.",
        SIGNED + dt.timedelta(15),
        "computed",
    ),
    ("Thông tư", "Thông tư này có hiệu lực từ năm ngân sách 2021.", None, "unknown"),
    ("Thông tư", "Thông tư này có hiệu lực thi hành từ ngày tháng năm 2026.", None, "unknown"),
    ("Nghị định", "Nghị định này có hiệu lực từ ngày 31 tháng 02 năm 2020.", None, "unknown"),
    ("Luật", "Luật này có hiệu lực từ ngày công bố.", None, "unknown"),
]


@pytest.mark.parametrize(("kind", "sentence", "date", "how"), SENTENCES)
def test_accepted_sentences(kind: str, sentence: str, date: dt.date | None, how: str) -> None:
    found = effect(article("9", "", clause("1", sentence), heading="Hiệu lực thi hành"), type=kind).effective
    assert found is not None
    assert (found.date, found.kind) == (date, how)
    assert found.has_exceptions == ("trừ" in sentence)
    assert found.eid == "art_9__cl_1"
    assert sentence.startswith(found.sentence.rstrip("/"))


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("Bộ luật", "Hợp đồng lao động có hiệu lực kể từ ngày 01 tháng 5 năm 2026."),
        ("Luật", "Hồ sơ nộp trước kể từ ngày Luật này có hiệu lực thi hành từ ngày 01/7/2025 thì tiếp tục."),
        ("Luật", "Các quyết định này có hiệu lực kể từ ngày ký ban hành."),
        ("Luật", "Quy định tại khoản 4 Điều 16 của Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026."),
        ("Nghị định", "Nghị định số 42/2022/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực."),
        ("Nghị định", "Thông tư này có hiệu lực kể từ ngày 01 tháng 5 năm 2026."),
        ("Nghị định", "Sửa cụm từ “Nghị định này có hiệu lực từ ngày 01/5/2019” tại Điều 9."),
        ("Chỉ thị", "Báo cáo trước ngày 30 tháng 6 năm 2026."),
        ("Thông tư", "Thông tư có hiệu lực kể từ ngày 01 tháng 5 năm 2026."),
    ],
)
def test_other_sentences_give_no_date(kind: str, sentence: str) -> None:
    assert effect(article("9", sentence, heading="Hiệu lực thi hành"), type=kind).effective is None


def test_days_from_the_gazette_need_its_date() -> None:
    body = article("9", "Nghị định này có hiệu lực thi hành sau 15 ngày, kể từ ngày đăng Công báo.")
    known = effect(body, issue=GAZETTE).effective
    assert known
    assert (known.date, known.kind) == (dt.date(2020, 3, 6), "computed")
    for unknown in (effect(body).effective, effect(body, issue=GAZETTE, continues_from=(11,)).effective):
        assert unknown
        assert (unknown.date, unknown.kind) == (None, "unknown")


def test_the_day_of_adoption_is_that_of_the_closing_sentence() -> None:
    body = article("3", "Nghị quyết này có hiệu lực kể từ ngày thông qua.")
    closing = ("Nghị quyết này được Hội đồng nhân dân thông qua ngày 10 tháng 7 năm 2020.",)
    found = effect(body, type="Nghị quyết", closing=closing, issued_on=dt.date(2020, 7, 14)).effective
    assert found
    assert found.date == dt.date(2020, 7, 10)


def test_the_effect_article_is_believed_before_others() -> None:
    early = article("2", "Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2021 với doanh nghiệp.")
    late = article("30", "Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2021.", heading="Hiệu lực thi hành")
    found = effect(early, late).effective
    assert found
    assert (found.date, found.eid) == (dt.date(2021, 3, 1), "art_30")


def test_quoted_text_and_attachments_do_not_count() -> None:
    sentence = "Nghị định này có hiệu lực từ ngày 01 tháng 01 năm 2021."
    amending = article("1", "Sửa đổi Điều 9 như sau:", quote("“", article("9", sentence, heading="Hiệu lực thi hành")))
    attached = attachment("Quy chế", article("9", sentence))
    assert effect(amending, attachments=(attached,)).effective is None


def test_a_decision_that_promulgates_a_regulation_has_its_own_date() -> None:
    body = article("2", "Quyết định này có hiệu lực kể từ ngày ký.")
    attached = attachment("Quy chế", article("20", "Quy chế này có hiệu lực từ ngày 01/01/2030."))
    found = effect(body, type="Quyết định", attachments=(attached,)).effective
    assert found
    assert found.date == SIGNED


def test_consolidated_texts_have_no_date_of_their_own() -> None:
    body = article("11", "Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026.", heading="Hiệu lực thi hành")
    assert effect(body, type="Văn bản hợp nhất", number="111/VBHN-VPQH") == Effect(None, None)


def test_unknown_signing_date_stays_unknown() -> None:
    found = effect(article("3", "Quyết định này có hiệu lực kể từ ngày ký."), type="Quyết định", issued_on=None)
    assert found.effective
    assert (found.effective.date, found.effective.kind) == (None, "unknown")


@pytest.mark.parametrize(
    ("sentence", "effective", "last_day"),
    [
        (
            "Thông tư này có hiệu lực thi hành kể từ ngày ký đến hết ngày 31 tháng 12 năm 2026.",
            SIGNED,
            dt.date(2026, 12, 31),
        ),
        (
            "Thông tư này có hiệu lực từ ngày 01/01/2026 đến ngày 28/02/2027 trừ trường hợp khác.",
            dt.date(2026, 1, 1),
            dt.date(2027, 2, 28),
        ),
        ("Thông tư này có hiệu lực đến hết ngày 31 tháng 12 năm 2026.", None, dt.date(2026, 12, 31)),
        ("Thông tư này hết hiệu lực kể từ ngày 01 tháng 01 năm 2027.", None, dt.date(2026, 12, 31)),
        (
            "Thông tư này có hiệu lực từ ngày 01/01/2026 và được áp dụng đến hết ngày 30/6/2026.",
            dt.date(2026, 1, 1),
            dt.date(2026, 6, 30),
        ),
        ("Thông tư này có hiệu lực từ ngày ký đến hết năm 2027.", SIGNED, dt.date(2027, 12, 31)),
        ("Thông tư này có hiệu lực từ ngày ký đến hết tháng 02 năm 2028.", SIGNED, dt.date(2028, 2, 29)),
        (
            "Thông tư này có hiệu lực từ ngày ký và hết hiệu lực kể từ ngày 01/01/2027.",
            SIGNED,
            dt.date(2026, 12, 31),
        ),
        ("Thông tư này có hiệu lực từ ngày ký đến hết ngày 31/02/2027.", SIGNED, None),
        ("Thông tư này có hiệu lực từ ngày ký đến ngày Luật Đất đai hết hiệu lực.", SIGNED, None),
        ("Thông tư này có hiệu lực từ ngày 01/01/2026. Báo cáo đến hết ngày 30/6/2026.", dt.date(2026, 1, 1), None),
    ],
)
def test_the_last_day_in_force(sentence: str, effective: dt.date | None, last_day: dt.date | None) -> None:
    found = effect(article("9", sentence), type="Thông tư")
    assert (found.effective.date if found.effective else None) == effective
    assert (found.expiry.date if found.expiry else None) == last_day


PIECES = st.sampled_from(
    [
        "Nghị định này",
        "có hiệu lực",
        "thi hành",
        "kể từ",
        "ngày",
        "ký",
        "01/01/2020",
        "đến hết",
        "hết hiệu lực",
        ".",
        "“",
    ]
)


@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_reading_is_total_and_sentences_lie_in_the_text(sentence: str) -> None:
    made = document(article("1", sentence))
    text = flatten(made)
    found = read_effect(made, text, GAZETTE)
    for value in (found.effective, found.expiry):
        if value:
            assert text.text[value.start : value.end] == value.sentence
            assert (value.date is None) == (value.kind == "unknown")
