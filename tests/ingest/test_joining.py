"""Handbook domain.md 2.8 and 2.13, case 3: parts of a document over several files become one, in any order."""

import datetime as dt
from dataclasses import replace

import pytest

from ingest.corrections import HeadCorrection
from ingest.document import Box, Issue, LegalDocument, Line, Page
from ingest.joining import Part, join, locate
from tests.ingest.made import letterhead
from tests.ingest.typeset import centred, line, page

DAY = dt.date(2022, 3, 1)
FIRST = (
    *letterhead(),
    line("Điều 1. Phạm vi", 8),
    line("Nghị định này quy định việc lưu trữ.", 9),
    line("Điều 2. Đối tượng", 10),
    line("1. Cơ quan nhà nước lưu trữ hồ sơ", 11),
)
LINK = line("(Xem tiếp Công báo số 303 + 304)", 12)
BANNERS = (
    centred("VĂN BẢN QUY PHẠM PHÁP LUẬT", 1),
    centred("Nghị định số 15/2022/NĐ-CP ngày 20 tháng 2 năm 2022", 2),
    centred("(Tiếp theo Công báo số 301 + 302)", 3),
)
SECOND = (
    line("theo quy định của pháp luật.", 4),
    line("2. Tổ chức khác.", 5),
    line("Điều 3. Hiệu lực thi hành", 6),
    line("Nghị định này có hiệu lực từ ngày 01 tháng 5 năm 2022.", 7),
)


def part(name: str, numbers: tuple[int, ...], *contents: tuple[Line, ...]) -> Part:
    pages = tuple(page(*lines, number=number) for number, lines in enumerate(contents, 2))
    return Part(name * 64, Issue(None, numbers, DAY), pages)


ONE = part("a", (301, 302), (*FIRST, LINK))
TWO = part("b", (303, 304), (*BANNERS, *SECOND))


def articles(document: LegalDocument) -> list[str]:
    return [each.label for each in document.body if each.level == "article"]


@pytest.mark.parametrize("parts", [(ONE, TWO), (TWO, ONE)], ids=["in order", "reversed"])
def test_two_parts_are_one_document_whatever_comes_first(parts: tuple[Part, ...]) -> None:
    document = join(parts)
    assert articles(document) == ["Điều 1", "Điều 2", "Điều 3"]
    clauses = document.body[1].children
    assert [clause.text for clause in clauses] == [
        "Cơ quan nhà nước lưu trữ hồ sơ theo quy định của pháp luật.",
        "Tổ chức khác.",
    ]
    assert (document.continues_from, document.continued_in) == ((), ())
    assert "part-missing" not in [finding.code for finding in document.findings]


def test_pages_are_counted_through_and_lead_back_to_their_file() -> None:
    document = join((ONE, TWO))
    assert document.pdf_pages == (2, 3)
    assert [(each.file_sha256[0], each.pdf_pages, each.first_page) for each in document.parts] == [
        ("a", (2, 2), 2),
        ("b", (2, 2), 3),
    ]
    last = document.body[-1]
    assert last.page == 3
    assert locate(document, last.page) == ("b" * 64, 2)
    assert locate(document, 2) == ("a" * 64, 2)
    assert locate(replace(document, parts=()), 2) == (None, 2)


def test_links_and_repeated_banners_are_not_in_the_text() -> None:
    document = join((ONE, TWO))
    everything = repr(document.body)
    assert "Công báo số" not in everything
    assert "VĂN BẢN QUY PHẠM" not in everything


def test_what_is_missing_is_named() -> None:
    far = part("c", (305, 306), (*BANNERS[:-1], centred("(Tiếp theo Công báo số 303 + 304)", 3), *SECOND))
    document = join((far, ONE))
    findings = {finding.code: finding for finding in document.findings}
    assert findings["part-missing"].message == "Còn thiếu phần đăng ở Công báo số 303 + 304."
    assert findings["part-missing"].page == 3
    assert [f.message for f in join((TWO,)).findings if f.code == "part-missing"] == [
        "Còn thiếu phần đăng ở Công báo số 301 + 302."
    ]


def test_two_files_of_one_issue_join_by_their_printed_pages() -> None:
    def printed(part: Part, number: int) -> Part:
        pages: tuple[Page, ...] = tuple(replace(each, printed_page=number) for each in part.pages)
        return replace(part, pages=pages)

    head, tail = part("z", (301,), FIRST), part("b", (301,), SECOND)
    document = join((printed(tail, 9), printed(head, 8)))
    assert articles(document) == ["Điều 1", "Điều 2", "Điều 3"]
    assert "part-missing" not in [finding.code for finding in document.findings]


def test_what_a_clerk_filled_into_the_head_of_a_part_is_in_the_whole() -> None:
    first = part("a", (301, 302), (*letterhead(date=None), *FIRST[-4:], LINK))
    assert join([first, TWO]).issued_on is None
    read = HeadCorrection("issued_on", "2022-02-20", 2, Box(300, 60, 500, 80))
    other = replace(read, value="2022-02-21")
    document = join([replace(TWO, heads=(other,)), replace(first, heads=(read,))])
    assert document.issued_on == dt.date(2022, 2, 20)
    (evidence,) = [one.evidence for one in document.evidence if one.field == "issued_on"]
    assert (evidence.source, evidence.page) == ("clerk", 2)
    (late,) = [one.evidence for one in join([first, replace(TWO, heads=(other,))]).evidence if one.field == "issued_on"]
    assert (late.text, late.page) == ("2022-02-21", 3)
