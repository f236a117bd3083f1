"""The review of a file: what to look at, and what becomes of a clerk's answer.

An answer is kept first (who, when, what the machine had), then put into the text; documents are built and tagged anew
and the index is told. When a file is read again, its answers are offered again.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from ingest.corrections import (
    Field,
    HeadCorrection,
    checked,
    documents_of,
    heads_filled,
    stands_at,
    with_head,
    with_word,
)
from ingest.document import Box, LegalDocument, Page, ParsedFile, Quality
from ingest.letters import clean_text
from search_api.archive.entries import FileEntry, Said, StoredDocument
from search_api.archive.store import Archive
from search_api.errors import NotReadYet, QuestionGone, UnusableAnswer
from search_api.review.questions import Question, questions_of, same_place

LONGEST_WORD = 200
"""Letters of an answer: a doubt is a word, sometimes a short run of words."""

READ = ("read", "partial")


class Workbench(Protocol):
    """What puts a changed reading in the place of the stored one (search_api.jobs.stages)."""

    def claim(self, sha256: str) -> AbstractContextManager[None]:
        """Keep other workers from this file."""
        ...

    def store_again(self, parsed: ParsedFile) -> None:
        """Tag and store a reading once more, and tell the index."""
        ...


@dataclass(frozen=True, slots=True)
class FileReview:
    """A read file as a clerk reviews it; `quality` is that of all its pages together."""

    entry: FileEntry
    quality: Quality | None
    pages: tuple[Page, ...]
    documents: tuple[StoredDocument, ...]
    questions: tuple[Question, ...]

    @property
    def done(self) -> int:
        """How many questions have their answer in the text."""
        return sum(question.is_done for question in self.questions)

    @property
    def offered(self) -> int:
        """How many answers of before the last reading wait to be taken again."""
        return sum(question.state == "offered" for question in self.questions)


class Review:
    """Questions and answers over the archive."""

    def __init__(self, archive: Archive, bench: Workbench) -> None:
        self._archive = archive
        self._bench = bench

    def of_file(self, sha256: str) -> FileReview:
        """The review of a file.

        Raises:
            FileNotKnown: there is no such file.
            NotReadYet: it was refused, or is still to be read.
        """
        entry = self._entry(sha256)
        pages = self._archive.corrections.pages(sha256)
        documents = self._archive.documents.of_file(sha256)
        known = [(one.id, one.tagged.document) for one in documents]
        questions = questions_of(pages, known, self._archive.corrections.of_file(sha256))
        return FileReview(entry, entry.quality, pages, documents, questions)

    def answer_word(self, sha256: str, page: int, box: Box, value: str, actor: str) -> None:
        """Keep what a clerk reads at a doubtful word and put it into the text; the machine's own word confirms it.

        Raises:
            FileNotKnown, NotReadYet: see `of_file`.
            QuestionGone: there is no such doubt: the file was read again meanwhile.
            UnusableAnswer: the answer is too long, or handwriting that stands in no line.
        """
        value = clean_text(value)
        with self._bench.claim(sha256):
            question = self._question(sha256, page, box)
            if len(value) > LONGEST_WORD or (question.text == "" and value):
                raise UnusableAnswer(f"{len(value)} letters for '{question.text[:20]}'")
            said = Said(page, question.box, question.text, value, question.reason)
            self._archive.corrections.add(sha256, said, actor)
            self._put_in(sha256, [(question, value)], ())

    def answer_head(self, sha256: str, document_id: str, field: Field, value: str, actor: str) -> None:
        """Keep the number or the day of issue that a clerk reads in a document's head and fill it in.

        Raises:
            FileNotKnown, NotReadYet: see `of_file`.
            QuestionGone: the document asks for no such field.
            UnusableAnswer: the value is no document number, or no day.
        """
        kept = checked(field, value)
        if kept is None:
            raise UnusableAnswer(f"{field} '{value[:40]}'")
        with self._bench.claim(sha256):
            asked = self.of_file(sha256).questions
            question = next((one for one in asked if (one.field, one.document_id) == (field, document_id)), None)
            if question is None:
                raise QuestionGone(f"{field} of {document_id}")
            said = Said(question.page, question.box, question.text, kept, "pen", field, document_id)
            self._archive.corrections.add(sha256, said, actor)
            self._put_in(sha256, (), [said])

    def take_again(self, sha256: str, actor: str) -> int:
        """Put all answers that are offered again into the text; gives how many there were.

        Raises:
            FileNotKnown, NotReadYet: see `of_file`.
        """
        with self._bench.claim(sha256):
            offered = [one for one in self.of_file(sha256).questions if one.state == "offered" and one.answer]
            again = [_said_again(question) for question in offered]
            for said in again:
                self._archive.corrections.add(sha256, said, actor)
            words = [(one, one.value or "") for one in offered if one.field is None]
            self._put_in(sha256, words, [said for said in again if said.field is not None])
        return len(offered)

    def _entry(self, sha256: str) -> FileEntry:
        entry = self._archive.files.known(sha256)
        if entry.state not in READ:
            raise NotReadYet(sha256)
        return entry

    def _question(self, sha256: str, page: int, box: Box) -> Question:
        asked = (one for one in self.of_file(sha256).questions if one.field is None and one.page == page)
        found = next((one for one in asked if same_place(one.box, box)), None)
        if found is None:
            raise QuestionGone(f"page {page} {box}")
        return found

    def _put_in(self, sha256: str, words: Sequence[tuple[Question, str]], heads: Sequence[Said]) -> None:
        """Store the file again with these words in their lines and these heads filled, beside those filled before."""
        read = self._archive.corrections.reading(sha256)
        pages = tuple(_with_words(page, words) for page in read.pages)
        if pages == read.pages and not heads:
            return
        ids = [one.id for one in self._archive.documents.of_file(sha256)]
        documents = documents_of(pages) if pages != read.pages else read.documents
        said = [*_filled(read.documents, ids), *heads]
        self._bench.store_again(replace(read, pages=pages, documents=_with_heads(documents, ids, said)))


def _said_again(question: Question) -> Said:
    """An earlier answer as one about the present reading."""
    if question.answer is None:
        raise QuestionGone(f"page {question.page}")
    return replace(question.answer.said, page=question.page, box=question.box, read=question.text)


def _filled(documents: Sequence[LegalDocument], ids: Sequence[str]) -> list[Said]:
    """What clerks have filled into the documents' heads, as it stands there."""
    return [
        Said(one.page, one.box, "", one.value, "pen", one.field, document_id)
        for document_id, document in zip(ids, documents, strict=True)
        for one in heads_filled(document)
    ]


def _with_words(page: Page, words: Sequence[tuple[Question, str]]) -> Page:
    for question, value in words:
        if question.page != page.number:
            continue
        standing = [one for one in (question.value, question.text) if one and stands_at(page, question.box, one)]
        mended = with_word(page, question.box, standing[0], value) if standing and standing[0] != value else None
        page = mended or page
    return page


def _with_heads(
    documents: Sequence[LegalDocument], ids: Sequence[str], said: Sequence[Said]
) -> tuple[LegalDocument, ...]:
    """The documents, in the order of their ids, with the last answer for each field.

    Where corrected words have changed how many documents there are, none is filled: its answer is offered again.
    """
    if len(documents) != len(ids):
        return tuple(documents)
    filled = list(documents)
    last = {(one.document_id, one.field): one for one in said}
    for (document_id, field), one in last.items():
        if field is not None and document_id in ids:
            place = ids.index(document_id)
            filled[place] = with_head(filled[place], HeadCorrection(field, one.value, one.page, one.box))
    return tuple(filled)
