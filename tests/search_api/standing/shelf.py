"""An archive that is filled with small acts, tagged as real ones are, and stands behind a `Standing`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.document import Issue, LegalBasis, LegalDocument, Operation, ParsedFile, Provision
from nlp.annotation import TaggedDocument
from nlp.pipeline import Tagger
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.jobs.stages import Stages
from search_api.standing.standing import Standing
from tests.search_api.made import MemoryIndex, digest, page

GAZETTE = Issue(None, (101, 102), dt.date(2024, 4, 1))


def day(text: str) -> dt.date:
    """'15/3/2024' as a date."""
    date, month, year = map(int, text.split("/"))
    return dt.date(year, month, date)


def clause(eid: str, text: str, *children: Provision) -> Provision:
    """A clause or a point by its eid: art_5__cl_2, art_5__cl_2__pnt_a."""
    name, label = eid.rpartition("__")[2].split("_")
    return Provision("clause" if name == "cl" else "point", label, "", text, eid, 1, children=children)


def article(label: str, text: str = "", *children: Provision, heading: str = "") -> Provision:
    """An article; its eid is art_5 for '5'."""
    return Provision("article", f"Điều {label}", heading, text, f"art_{label}", 1, children=children)


def quote(eid: str, text: str, operation: Operation = "replace", target: str | None = None) -> Provision:
    """What an amending unit quotes."""
    return Provision("quote", "", "", f"“{text}”.", f"{eid}__quote_1", 1, operation=operation, target=target)


def act(
    number: str | None,
    body: Sequence[Provision],
    *,
    kind: str = "Nghị định",
    title: str = "Quy định về bến thuyền",
    issued: str = "15/3/2024",
    issuer: str = "Chính phủ",
    preamble: tuple[str, ...] = (),
    basis: tuple[LegalBasis, ...] = (),
) -> LegalDocument:
    """A small act of one page."""
    return LegalDocument(
        1, number, kind, (issuer,), title, day(issued), (), (1, 1), None, preamble, basis, tuple(body), ()
    )


def effect(label: str, date: str, *more: Provision, kind: str = "Nghị định") -> Provision:
    """The last article: 'Nghị định này có hiệu lực …'."""
    return article(label, f"{kind} này có hiệu lực thi hành kể từ ngày {date}.", *more, heading="Hiệu lực thi hành")


@dataclass
class Shelf:
    """The archive with its stages, index and standing; `tagger` says what texts say."""

    archive: Archive
    stages: Stages
    index: MemoryIndex
    standing: Standing
    tagger: Tagger
    known: dict[str, str] = field(default_factory=dict)

    def add(self, legal: LegalDocument, *, name: str | None = None, issue: Issue | None = GAZETTE) -> StoredDocument:
        """Store an act from a file of its own and put it; the same name again is another reading of the file."""
        sha256 = digest((name or legal.number or legal.title or "").encode())
        self.archive.files.add(sha256, f"{name or legal.number}.pdf", 100, None)
        parsed = ParsedFile(sha256, issue, (page(1),), (legal,))
        (wanted,) = self.archive.documents.store(parsed, [self.tag(legal, issue)])
        self.stages.put(sha256)
        return self.get(wanted)

    def tag(self, legal: LegalDocument, issue: Issue | None) -> TaggedDocument:
        """What the act says."""
        return self.tagger.tag(legal, issue)

    def get(self, wanted: str) -> StoredDocument:
        """The stored document of this id."""
        found = self.archive.documents.get(wanted)
        assert found is not None
        return found
