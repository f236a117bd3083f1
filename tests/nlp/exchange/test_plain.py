"""Plain text: everything of a document, as it is read."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings

from ingest.document import LegalDocument, Signer
from nlp.exchange.plain import document_text
from tests.nlp.documents import article, attachment, clause, document, point
from tests.nlp.exchange.trees import DOCUMENTS, texts


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()).casefold())


@settings(max_examples=150)
@given(DOCUMENTS)
def test_all_of_the_document_is_there(made: LegalDocument) -> None:
    kept = letters(document_text(made))
    for text in texts(made):
        kept.subtract(letters(text))
    assert all(count >= 0 for count in kept.values())


def test_units_stand_with_their_labels() -> None:
    one = replace(article("1", "", clause("1", "Một:", point("đ", "x")), heading="Phạm vi"), notes=("Xem luật.",))
    made = document(
        one,
        preamble=("Căn cứ Luật A;",),
        signers=(Signer("Nguyễn Văn A"),),
        attachments=(attachment("Phụ lục", article("1", "Bảng"), title="Mức lương"),),
    )
    assert document_text(made).splitlines() == [
        "Chính phủ",
        "Số: 15/2020/NĐ-CP",
        "Ngày 03 tháng 02 năm 2020",
        "NGHỊ ĐỊNH",
        "Quy định về thử nghiệm",
        "",
        "Căn cứ Luật A;",
        "Điều 1. Phạm vi [1]",
        "1. Một:",
        "đ) x",
        "Nguyễn Văn A",
        "",
        "Phụ lục",
        "Mức lương",
        "Điều 1. Bảng",
        "",
        "[1] Xem luật.",
    ]
