"""Lays a legal document out as one text with exact segments, so that spans lead back to provisions."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from ingest.document import LegalDocument, Provision
from nlp.annotation import DocumentText, Segment

Field = Literal["title", "preamble", "heading", "text", "closing"]

_WORDS = {
    "part": "Phần",
    "chapter": "Chương",
    "section": "Mục",
    "subsection": "Tiểu mục",
    "article": "Điều",
    "clause": "khoản",
    "point": "điểm",
    "subpoint": "tiết",
}
_UPPER = ("part", "chapter", "section", "subsection")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a provision stands: the path above articles, the path from the article down, its article and attachment."""

    upper: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    article: str = ""
    attachment: str = ""
    label: str = ""
    quoted: bool = False

    @property
    def where(self) -> str:
        """The path as people cite it: 'Điều 1 khoản 2', 'Quy chế điều 3'."""
        parts = self.path if self.article else (*self.upper, *self.path)
        return " ".join((self.label, *parts) if self.label else parts)

    def below(self, provision: Provision) -> "_Place":
        """The place of a child provision."""
        if provision.level == "quote":
            return replace(self, quoted=True)
        word = _WORDS.get(provision.level)
        name = _name(word, provision.label) if word else ""
        if not name:
            return self
        if provision.level in _UPPER:
            return replace(self, upper=(*self.upper, name))
        if provision.level == "article":
            shown = name[0].lower() + name[1:] if self.attachment else name
            return replace(self, path=(shown,), article=name)
        return replace(self, path=(*self.path, name))


@dataclass(slots=True)
class _Layout:
    """Text under construction."""

    pieces: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, eid: str, kind: Field, place: _Place) -> None:
        """Append one stretch on a line of its own; empty ones leave no segment."""
        if not text.strip():
            return
        if self.pieces:
            self.pieces.append("\n")
            self.length += 1
        start, self.length = self.length, self.length + len(text)
        self.pieces.append(text)
        self.segments.append(
            Segment(eid, kind, start, self.length, place.where, place.quoted, place.article, place.attachment)
        )


def flatten(document: LegalDocument) -> DocumentText:
    """The document's title, recitals, body, closing lines and attachments as one text, in reading order.

    Each segment is exactly the field that it names (`text[start:end]`); segments are joined by line breaks. Text inside
    a `quote` is marked as quoted, the cells of a table follow its text line by line. Footnotes are left out: in
    consolidated texts they quote other documents (handbook 3.11).
    """
    layout = _Layout()
    top = _Place()
    layout.add(document.title or "", "", "title", top)
    for line in document.preamble:
        layout.add(line, "", "preamble", top)
    for provision in document.body:
        _lay(layout, provision, top)
    for line in document.closing:
        layout.add(line, "", "closing", top)
    for attachment in document.attachments:
        label = (attachment.label or attachment.title or "Phụ lục").strip()
        place = _Place(attachment=attachment.eid, label=label)
        layout.add(attachment.title or "", attachment.eid, "heading", place)
        for provision in attachment.body:
            _lay(layout, provision, place)
    return DocumentText("".join(layout.pieces), tuple(layout.segments))


def _lay(layout: _Layout, provision: Provision, above: _Place) -> None:
    """Add a provision and, in order, those below it. Depth is bounded by the number of levels and nested quotes."""
    place = above.below(provision)
    layout.add(provision.heading, provision.eid, "heading", place)
    layout.add(provision.text, provision.eid, "text", place)
    layout.add("\n".join(_rows(provision)), provision.eid, "text", place)
    for child in provision.children:
        _lay(layout, child, place)


def _rows(provision: Provision) -> Iterator[str]:
    return ("\t".join(row) for row in provision.rows)


def _name(word: str, label: str) -> str:
    """'khoản 2' from the label '2.', 'Điều 5a' from 'Điều 5a.' or '5a'; '' without a label."""
    bare = label.strip().rstrip(".:)/ ")
    if not bare:
        return ""
    return bare if bare.lower().startswith(word.lower()) else f"{word} {bare}"
