"""A clerk's answers: kept with who and when, put into text and heads, offered again after another reading."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ingest.corrections import documents_of
from ingest.document import Box, Doubt, Line, Page, ParsedFile
from search_api.errors import EngineUnavailableError, FileNotKnown, NotReadYet, QuestionGone, UnusableAnswer
from search_api.review.desk import FileReview, Review
from search_api.review.questions import Question
from tests.ingest.made import letterhead, running_text
from tests.ingest.typeset import INDENT
from tests.ingest.typeset import line as typed
from tests.search_api.made import MemoryIndex, PlainReader, Workshop, digest, pdf, workshop

CONTENT = pdf("một bản quét")
SHA = digest(CONTENT)
CLERK = "Lan"
ARTICLE = typed("Diều 1. Thâm quyền của Ủy ban nhân dân và thâm quyền khác", 12, left=INDENT)
HEAD = letterhead("CHÍNH PHỦ", "Số:      /2022/NĐ-CP", "Hà Nội, ngày     tháng 6 năm 2022")


def at(line: Line, word: str, nth: int = 1) -> Box:
    """Where a word stands in its line, as if all letters had one width."""
    start = -1
    for _ in range(nth):
        start = line.text.index(word, start + 1)
    width = (line.box.right - line.box.left) / len(line.text)
    left = line.box.left + start * width
    return Box(left, line.box.top, left + len(word) * width, line.box.bottom)


def pen(words: str) -> Doubt:
    """Ink on the line of the head that begins like this, behind its first words."""
    line = next(one for one in HEAD if one.text.startswith(words))
    return Doubt("", 1, Box(line.box.left + 20, line.box.top - 4, line.box.left + 50, line.box.bottom + 2), "pen", 0.3)


DOUBTS = (
    pen("Số:"),
    pen("Hà Nội"),
    Doubt("Diều", 1, at(ARTICLE, "Diều"), "not-a-syllable", 0.6),
    Doubt("thâm", 1, at(ARTICLE, "thâm"), "chosen", 0.7, "thấm"),
    Doubt("", 1, Box(300, 700, 380, 740), "pen", 0.2),
)


def scanned(*doubts: Doubt, article: Line = ARTICLE) -> ParsedFile:
    lines = tuple(replace(line, source="ocr", confidence=0.95) for line in (*HEAD, article, *running_text(3, 13)))
    page = Page(1, 595, 842, "ocr", lines, confidence=0.95, doubts=doubts or DOUBTS)
    return ParsedFile(SHA, None, (page,), documents_of((page,)))


@dataclass
class Desk:
    shop: Workshop
    reader: PlainReader
    review: Review

    def now(self) -> FileReview:
        return self.review.of_file(SHA)

    def words(self) -> dict[str, Question]:
        return {one.text: one for one in self.now().questions if one.field is None and one.text}

    def heads(self) -> dict[str | None, Question]:
        return {one.field: one for one in self.now().questions if one.field is not None}

    def say(self, text: str, value: str) -> None:
        question = self.words()[text]
        self.review.answer_word(SHA, question.page, question.box, value, CLERK)

    def fill(self, field: str, value: str) -> None:
        question = self.heads()[field]
        assert question.document_id is not None
        assert question.field is not None
        self.review.answer_head(SHA, question.document_id, question.field, value, CLERK)

    def lines(self) -> list[str]:
        return [line.text for line in self.now().pages[0].lines]

    def read_again(self, parsed: ParsedFile) -> None:
        self.reader.contents[SHA] = parsed
        self.shop.intake.read_again(SHA)
        self.shop.stages.run(SHA)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    reader = PlainReader({SHA: scanned()})
    shop = workshop(tmp_path, reader, MemoryIndex())
    (tmp_path / "quet.pdf").write_bytes(CONTENT)
    shop.intake.ingest_paths([tmp_path / "quet.pdf"])
    yield Desk(shop, reader, Review(shop.archive, shop.stages))
    shop.archive.close()


def test_a_file_asks_for_its_heads_first_and_for_each_doubt_once(desk: Desk) -> None:
    told = [(one.field, one.reason, one.text, one.state) for one in desk.now().questions]
    assert told == [
        ("number", "pen", "", "open"),
        ("issued_on", "pen", "", "open"),
        (None, "not-a-syllable", "Diều", "open"),
        (None, "chosen", "thâm", "open"),
        (None, "pen", "", "open"),
    ]
    assert desk.words()["thâm"].line == ARTICLE.text
    assert desk.words()["thâm"].first_reading == "thấm"
    assert desk.now().done == 0
    assert desk.now().quality is not None


def test_a_confirmed_word_changes_no_text(desk: Desk) -> None:
    puts = desk.shop.index.puts
    desk.say("thâm", "thâm")
    assert desk.words()["thâm"].state == "confirmed"
    answer = desk.words()["thâm"].answer
    assert answer is not None
    assert (answer.actor, answer.said.read) == (CLERK, "thâm")
    assert desk.now().done == 1
    assert desk.shop.index.puts == puts


def test_a_corrected_word_goes_into_text_document_and_index(desk: Desk) -> None:
    (before,) = desk.now().documents
    desk.say("Diều", "Điều")
    desk.say("thâm", "thẩm")
    assert desk.words()["thâm"].state == "corrected"
    assert "Điều 1. Thâm quyền của Ủy ban nhân dân và thẩm quyền khác" in desk.lines()
    (after,) = desk.now().documents
    assert after.id == before.id
    assert after.tagged.document.body[0].heading == "Thâm quyền của Ủy ban nhân dân và thẩm quyền khác"
    assert desk.shop.index.documents[after.id].tagged == after.tagged
    assert desk.now().pages[0].doubts == DOUBTS  # what the machine read stays
    assert [kind for _, kind, _, _ in desk.shop.archive.files.history(SHA)].count("reviewed") == 2


def test_an_answer_may_be_changed_and_taken_back(desk: Desk) -> None:
    desk.say("thâm", "thẩn")
    desk.say("thâm", "thẩm")
    assert any("thẩm quyền khác" in line for line in desk.lines())
    desk.say("thâm", "thâm")
    assert desk.words()["thâm"].state == "confirmed"
    assert ARTICLE.text in desk.lines()


def test_what_is_no_text_is_taken_out(desk: Desk) -> None:
    desk.say("Diều", "")
    assert desk.words()["Diều"].state == "corrected"
    assert any(line.startswith("1. Thâm quyền") for line in desk.lines())


def test_other_handwriting_can_only_be_seen(desk: Desk) -> None:
    ink = next(one for one in desk.now().questions if one.field is None and one.reason == "pen")
    with pytest.raises(UnusableAnswer):
        desk.review.answer_word(SHA, 1, ink.box, "Nguyễn Văn A", CLERK)
    desk.review.answer_word(SHA, 1, ink.box, "", CLERK)
    assert next(one for one in desk.now().questions if one.box == ink.box).state == "confirmed"


def test_a_head_is_filled_with_the_clerk_as_witness(desk: Desk) -> None:
    desk.fill("number", " 38 /2022/NĐ-CP")
    desk.fill("issued_on", "12/6/2022")
    (stored,) = desk.now().documents
    document = stored.tagged.document
    assert (document.number, document.issued_on) == ("38/2022/NĐ-CP", dt.date(2022, 6, 12))
    assert {one.field: one.evidence.source for one in document.evidence}["number"] == "clerk"
    assert {one.state for one in desk.heads().values()} == {"corrected"}
    assert desk.heads()["issued_on"].text == "12/06/2022"
    assert not {"number-missing", "date-missing"} & {finding.code for finding in desk.now().entry.findings}
    assert stored.slug.endswith("38-2022-nd-cp")


def test_a_filled_head_outlives_a_corrected_word(desk: Desk) -> None:
    desk.fill("number", "38/2022/NĐ-CP")
    desk.say("Diều", "Điều")
    (stored,) = desk.now().documents
    assert stored.tagged.document.number == "38/2022/NĐ-CP"
    assert stored.tagged.document.body[0].label == "Điều 1"


@pytest.mark.parametrize(("field", "value"), [("number", "38"), ("number", ""), ("issued_on", "31/2/2022")])
def test_what_is_no_number_and_no_day_is_refused(desk: Desk, field: str, value: str) -> None:
    with pytest.raises(UnusableAnswer):
        desk.fill(field, value)
    assert desk.shop.archive.corrections.of_file(SHA) == ()


def test_after_another_reading_answers_are_offered_again(desk: Desk) -> None:
    desk.say("thâm", "thẩm")
    desk.say("Diều", "Điều")
    desk.fill("number", "38/2022/NĐ-CP")
    desk.read_again(scanned())
    assert {one.state for one in desk.now().questions if one.answer} == {"offered"}
    assert desk.now().offered == 3
    assert desk.heads()["number"].value == "38/2022/NĐ-CP"
    assert ARTICLE.text in desk.lines()
    assert desk.review.take_again(SHA, "Mai") == 3
    assert desk.now().offered == 0
    (stored,) = desk.now().documents
    assert stored.tagged.document.number == "38/2022/NĐ-CP"
    assert "Điều 1. Thâm quyền của Ủy ban nhân dân và thẩm quyền khác" in desk.lines()
    assert desk.review.take_again(SHA, "Mai") == 0


def test_an_answer_is_offered_also_where_the_new_reading_has_no_doubt(desk: Desk) -> None:
    desk.say("thâm", "thẩm")
    moved = replace(DOUBTS[2], box=Box(*(side + 0.6 for side in (85.0, 300.0, 90.0, 310.0))))
    desk.read_again(scanned(moved))
    offered = [one for one in desk.now().questions if one.state == "offered"]
    assert [(one.text, one.value) for one in offered] == [("thâm", "thẩm")]
    desk.read_again(scanned(moved, article=replace(ARTICLE, text=ARTICLE.text.replace("thâm", "thẩm"))))
    assert desk.now().offered == 0


def test_an_engine_that_is_down_costs_no_answer(desk: Desk) -> None:
    desk.shop.index.failing = EngineUnavailableError()
    desk.say("thâm", "thẩm")
    assert desk.words()["thâm"].state == "corrected"
    assert desk.shop.archive.files.unindexed() == (SHA,)


def test_what_is_not_there_is_said(desk: Desk) -> None:
    with pytest.raises(QuestionGone):
        desk.review.answer_word(SHA, 1, Box(1, 1, 2, 2), "x", CLERK)
    with pytest.raises(QuestionGone):
        desk.review.answer_head(SHA, "khongco", "number", "1/QĐ-UBND", CLERK)
    with pytest.raises(UnusableAnswer):
        desk.say("thâm", "x" * 201)
    with pytest.raises(FileNotKnown):
        desk.review.of_file("ff" * 32)
    waiting = desk.shop.archive.files
    waiting.add("ee" * 32, "chờ.pdf", 1, None)
    with pytest.raises(NotReadYet):
        desk.review.of_file("ee" * 32)
