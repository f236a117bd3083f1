"""The quality gates (handbook domain.md 3.15): each fails on its own fault, none on a sound document."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from ingest.document import Finding, Furniture, LegalDocument, Provision, Signer
from ingest.gates.catalogue import FailedGate, failed_gates, gate_codes, needs_review
from ingest.gates.checking import check_document
from ingest.gates.text import texts
from tests.nlp.documents import article, attachment, clause, document, point
from tests.nlp.exchange.trees import DOCUMENTS

LAST = "Nghị định này có hiệu lực thi hành kể từ ngày ký ban hành."


def sound(*body: Provision, **fields: Any) -> LegalDocument:
    """A decree that passes every gate, with other articles before its last, or other values in its head."""
    first = body or (
        article("1", "", clause("1", "Nghị định này quy định việc lưu trữ."), clause("2", "Đối tượng áp dụng.")),
        article("2", "Gồm:", point("a", "hồ sơ;"), point("b", "tài liệu.")),
    )
    number = str(max(int("".join(filter(str.isdigit, each.label)) or 0) for each in first) + 1)
    values: dict[str, Any] = {"signers": (Signer("Nguyễn Văn A", "THỦ TƯỚNG", "TM. CHÍNH PHỦ"),)}
    return document(*first, article(number, LAST), **(values | fields))


def codes(made: LegalDocument, printed: list[str] | None = None) -> list[str]:
    return [finding.code for finding in check_document(made, printed)]


def test_a_sound_document_passes() -> None:
    made = sound()
    assert codes(made, list(texts(made))) == []
    assert not needs_review(check_document(made))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (sound(number=None), ["number-missing"]),
        (sound(type=None), ["type-missing"]),
        (sound(issuers=()), ["issuer-missing"]),
        (sound(title=None), ["title-missing"]),
        (sound(issued_on=None), ["date-missing"]),
        (sound(issued_on=dt.date(2021, 2, 3)), ["number-year"]),
        (sound(number="15/2020/TT-CP"), ["number-type"]),
        (sound(number="15/2020/NĐ-BTC"), ["number-issuer"]),
        (sound(signers=()), ["signer-missing"]),
        (sound(issuers=("Chính phủ", "Tòa án nhân dân tối cao")), ["signer-count"]),
        (sound(continues_from=(713,)), ["part-missing"]),
        (sound(continued_in=(717,), signers=()), ["part-missing"]),
        (document(signers=(Signer("A B"),)), ["articles-missing"]),
        (sound(article("2", "Hai.")), ["article-gap"]),
        (sound(article("1", "A."), article("4", "B."), article("2", "C.")), ["article-gap"] * 2 + ["article-order"]),
        (sound(article("1", "Một."), article("2", "Hai."), article("2", "Lại hai.")), ["article-twice"]),
        (sound(article("1", "Nghị định này gồm 3 chương, 20 điều.")), ["article-count"]),
        (sound(article("1", "", clause("1", "Một."), clause("3", "Ba."))), ["clause-gap"]),
        (sound(article("1", "", clause("2", "Hai."))), ["clause-gap"]),
        (sound(article("1", "Gồm:", point("a", "một;"), point("c", "ba."))), ["point-gap"]),
        (sound(article("1", "của Luật này và")), ["lower-case-articles"]),
        (sound(Provision("paragraph", "", "", "Căn cứ Luật A;", "p"), article("1", "Một.")), ["recitals-in-body"]),
        (sound(article("1", "Mở đầu.\n2 CÔNG BÁO/Số 447 + 448/Ngày 25-6-2022\nTiếp.")), ["furniture-in-text"]),
        (sound(article("1", "Nghl dlnh nàv quv đlnh vlệc lưu trử hổ sơx " * 12)), ["few-syllables"]),
        (sound(attachments=(attachment("Quy chế", article("1", "Một"), article("3", "Ba")),)), ["article-gap"]),
    ],
)  # fmt: skip
def test_each_fault_has_its_finding(made: LegalDocument, expected: list[str]) -> None:
    found = [code for code in codes(made) if code != "effect-missing"]
    assert sorted(found) == sorted(expected)
    assert set(found) <= gate_codes()
    assert needs_review(check_document(made))


def test_a_text_without_an_end_is_told() -> None:
    made = document(article("1", "Phạm vi."), signers=(Signer("A B"),))
    assert codes(made) == ["effect-missing"]
    assert codes(replace(made, type="Thông báo")) == ["number-type"]


def test_lost_text_is_told_with_its_share() -> None:
    made = sound(article("1", "Nghị định này quy định việc lưu trữ hồ sơ. " * 12))
    printed = list(texts(made))
    continued = Furniture("continuation", "(Xem tiếp Công báo số 713 + 714)", 1)
    assert codes(replace(made, furniture=(continued,)), [*printed, continued.text]) == []
    (lost,) = check_document(made, [*printed, "Một đoạn dài không có trong văn bản đã đọc được ở trên."])
    assert (lost.code, lost.page) == ("text-lost", 1)


def test_inserted_articles_and_points_are_no_gaps() -> None:
    inserted = article("2", "Gồm:", point("a", "x;"), point("a1", "x;"), point("b", "x;"))
    assert codes(sound(article("1", "Một."), article("1a", "Một a."), inserted)) == []


def test_a_consolidated_text_may_leave_repealed_articles_out() -> None:
    note = "Mục này bao gồm các Điều 1, 2 và 3 được bãi bỏ theo quy định tại Thông tư số 18/2022/TT-BLĐTBXH."
    made = sound(replace(article("4", "Bốn."), notes=(note,)))
    assert codes(made) == []
    assert codes(sound(article("4", "Bốn."))) == ["article-gap"]


def test_forms_count_as_they_like() -> None:
    form = attachment("Mẫu số 01", clause("1", "Họ và tên: …"), clause("3", "Ngày sinh: …"))
    assert codes(sound(attachments=(form,))) == []
    regulation = attachment("Quy chế", article("1", "", clause("1", "Một."), clause("3", "Ba.")))
    assert codes(sound(attachments=(regulation,))) == ["clause-gap"]


def test_failed_gates_have_names_and_pages() -> None:
    found = [Finding("clause-gap", "", 4), Finding("point-gap", "", 2), Finding("unclosed-quote", "", 3)]
    assert failed_gates(found) == (FailedGate("Khoản, điểm liên tục", (2, 4)),)
    assert not needs_review([Finding("unclosed-quote", "", 3)])


@settings(max_examples=100)
@given(DOCUMENTS)
def test_any_document_can_be_checked(made: LegalDocument) -> None:
    found = check_document(made, texts(made))
    assert {finding.code for finding in found} <= gate_codes()
    assert "text-lost" not in {finding.code for finding in found}
    assert all(finding.message.endswith(".") for finding in found)
