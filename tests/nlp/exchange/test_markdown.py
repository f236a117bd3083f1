"""Markdown: what a CommonMark reader shows of it holds all words of the document."""

import re
from collections import Counter
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ingest.document import LegalDocument, Provision
from nlp.exchange.markdown import document_markdown, escaped
from tests.nlp.documents import article, attachment, clause, document, point, quote
from tests.nlp.exchange.trees import DOCUMENTS, texts

READER = MarkdownIt("commonmark").enable("table")

FOOTNOTE = re.compile(r"^(\[\^\d+\]):", re.MULTILINE)
"""GitHub's footnotes, which plain CommonMark may take for the addresses of links."""


class Shown(HTMLParser):
    """The words of an HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shown(markdown: str) -> str:
    page = Shown()
    page.feed(READER.render(FOOTNOTE.sub(r"\1", markdown)))
    return "".join(page.words)


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.replace("\x00", "\ufffd").split()))


@settings(max_examples=200)
@given(DOCUMENTS)
def test_a_reader_of_markdown_sees_all_of_the_document(made: LegalDocument) -> None:
    kept = letters(shown(document_markdown(made)))
    for text in texts(made):
        kept.subtract(letters(text))
    assert all(count >= 0 for count in kept.values())


@given(st.text(alphabet="\\`*_[]<>|~&$!#-+=:1.) ahtps/@w", max_size=30))
def test_no_text_is_taken_for_a_command(text: str) -> None:
    plain = " ".join(text.split())
    html = READER.render(escaped(text))
    assert shown(escaped(text)).strip() == plain
    assert set(re.findall(r"</?(\w+)", html)) <= {"p"}


def test_headings_tables_quotes_and_notes() -> None:
    rows = (("Stt", "Mức | đồng"), ("1", "a\nb"))
    table = Provision("table", "", "", "", "", rows=rows)
    made = document(
        article("1", "Điều này quy định:", clause("1", "Một;", point("a", "x")), quote("“2. Mới”"), heading="Phạm vi"),
        attachments=(attachment("Phụ lục I", table, title="Bảng"),),
        notes=("Ghi chú",),
    )
    assert document_markdown(made).split("\n\n") == [
        "# Nghị định 15/2020/NĐ-CP",
        "**Quy định về thử nghiệm**",
        "Chính phủ",
        "ngày 03 tháng 02 năm 2020",
        "## Điều 1. Phạm vi",
        "Điều này quy định:",
        "1\\. Một;",
        "a) x",
        "> “2. Mới”",
        "---",
        "## Phụ lục I. Bảng",
        "| Stt | Mức \\| đồng |\n| --- | --- |\n| 1 | a<br>b |",
        "[^1]: Ghi chú\n",
    ]
