"""What a new reading of a file would change: pages, heads of documents, articles, word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from ingest.document import LegalDocument, Page, PageSource, ParsedFile, Provision
from search_api.archive.documents import Known, match, number_key

Kind = Literal["added", "removed", "changed"]

MOST_PAGES, MOST_UNITS = 60, 200
"""Differences shown in full; more are only counted: nobody reads them one by one."""

_MOST_PAIRS = 1_000_000  # words times words compared one by one; beyond it the whole paragraph counts as changed
_FIELDS = ("number", "type", "issuers", "title", "issued_on", "signers", "pdf_pages", "legal_basis")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both readings, or (`changed`) in one only."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text in both readings, side by side."""

    old: tuple[Run, ...]
    new: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page whose text, or whose way of reading, is another one."""

    number: int
    old_source: PageSource
    new_source: PageSource
    text: TextChange


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a document's head, named as in the JSON contract; None: not read."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """An article (or another unit that stands outside of articles) of a document."""

    kind: Kind
    eid: str
    label: str
    text: TextChange


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that changes. `id` is None for one that the archive does not have yet."""

    kind: Kind
    id: str | None
    name: str
    fields: tuple[FieldChange, ...] = ()
    units: tuple[UnitChange, ...] = ()
    more_units: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a new reading would change; `more_pages` are those not shown in full."""

    pages: tuple[PageChange, ...]
    documents: tuple[DocumentChange, ...]
    more_pages: int = 0

    @property
    def is_same(self) -> bool:
        """Whether the new reading changes nothing."""
        return not self.pages and not self.documents


def compare(old: ParsedFile, ids: Sequence[str], new: ParsedFile) -> Comparison:
    """The differences between a stored reading, whose documents have these ids in order, and a new one."""
    pages = [change for pair in zip_longest(old.pages, new.pages) if (change := _page_change(*pair))]
    documents = tuple(_document_changes(old.documents, ids, new.documents))
    return Comparison(tuple(pages[:MOST_PAGES]), documents, max(0, len(pages) - MOST_PAGES))


def _page_change(old: Page | None, new: Page | None) -> PageChange | None:
    before, after = _page_text(old), _page_text(new)
    shown = new or old
    if shown is None or (before == after and old and new and old.source == new.source):
        return None
    sources = (old.source if old else "failed", new.source if new else "failed")
    return PageChange(shown.number, *sources, text_change(before, after))


def _page_text(page: Page | None) -> str:
    return "\n".join(line.text for line in page.lines) if page else ""


def _document_changes(
    old: Sequence[LegalDocument], ids: Sequence[str], new: Sequence[LegalDocument]
) -> Iterator[DocumentChange]:
    known = [
        Known(wanted, one.ordinal, number_key(one.number), one.pdf_pages[0])
        for wanted, one in zip(ids, old, strict=True)
    ]
    kept = match(known, new)
    before = dict(zip(ids, old, strict=True))
    for document in new:
        wanted = kept.get(document.ordinal)
        if wanted is None:
            yield DocumentChange("added", None, _name(document))
            continue
        was = before.pop(wanted)
        fields, units = tuple(_field_changes(was, document)), tuple(_unit_changes(was, document))
        if fields or units:
            more = max(0, len(units) - MOST_UNITS)
            yield DocumentChange("changed", wanted, _name(document), fields, units[:MOST_UNITS], more)
    for wanted, was in before.items():
        yield DocumentChange("removed", wanted, _name(was))


def _name(document: LegalDocument) -> str:
    return " ".join(part for part in (document.type, document.number or document.title) if part) or "Văn bản"


def _field_changes(old: LegalDocument, new: LegalDocument) -> Iterator[FieldChange]:
    for field in _FIELDS:
        before, after = _field(old, field), _field(new, field)
        if before != after:
            yield FieldChange(field, before, after)


def _field(document: LegalDocument, name: str) -> str | None:
    """A field as one line, None where it is not read."""
    match name:
        case "issuers":
            return "; ".join(document.issuers) or None
        case "signers":
            signers = (", ".join(part for part in (one.name, one.position) if part) for one in document.signers)
            return "; ".join(signers) or None
        case "pdf_pages":
            return "–".join(map(str, document.pdf_pages))
        case "issued_on":
            return document.issued_on.isoformat() if document.issued_on else None
        case "legal_basis":
            return "; ".join(one.number or one.name or "?" for one in document.legal_basis) or None
        case _:
            value: str | None = getattr(document, name)
            return value


@dataclass(frozen=True, slots=True)
class _Unit:
    label: str
    text: str


def _unit_changes(old: LegalDocument, new: LegalDocument) -> Iterator[UnitChange]:
    before, after = _units(old), _units(new)
    for eid, unit in after.items():
        was = before.pop(eid, None)
        if was is None:
            yield UnitChange("added", eid, unit.label, text_change("", unit.text))
        elif was.text != unit.text:
            yield UnitChange("changed", eid, unit.label, text_change(was.text, unit.text))
    for eid, unit in before.items():
        yield UnitChange("removed", eid, unit.label, text_change(unit.text, ""))


def _units(document: LegalDocument) -> dict[str, _Unit]:
    """The parts of a document's text by their ids: preamble, articles, what stands outside of them, attachments."""
    units = {"preamble": _Unit("Căn cứ", "\n".join(document.preamble))} if document.preamble else {}
    units |= dict(_below(document.body, ""))
    for one in document.attachments:
        label = one.label or one.title or "Phần kèm theo"
        units[one.eid] = _Unit(label, "\n".join(part for part in (one.label, one.title) if part))
        units |= dict(_below(one.body, f"{label}, "))
    if document.closing:
        units["closing"] = _Unit("Phần cuối", "\n".join(document.closing))
    return units


def _below(provisions: Sequence[Provision], where: str) -> Iterator[tuple[str, _Unit]]:
    for one in provisions:
        label = where + (one.label or "Đoạn văn")
        if one.level != "article" and any(child.level in ("article", "section", "chapter") for child in one.children):
            yield one.eid, _Unit(label, "\n".join(part for part in (one.label, one.heading, one.text) if part))
            yield from _below(one.children, where)
        else:
            yield one.eid, _Unit(label, "\n".join(_lines(one)))


def _lines(provision: Provision) -> Iterator[str]:
    head = " ".join(part for part in (provision.label, provision.heading) if part)
    yield from (part for part in (head, provision.text) if part)
    yield from (" | ".join(row) for row in provision.rows)
    for child in provision.children:
        yield from _lines(child)


def text_change(old: str, new: str) -> TextChange:
    """Two texts side by side, with the words that only one of them has marked; line breaks are kept."""
    sides: tuple[list[Run], list[Run]] = ([], [])
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        first, second = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            _add(sides[0], first, changed=False)
            _add(sides[1], second, changed=False)
        else:
            _compare_words(sides, first, second)
    return TextChange(tuple(sides[0]), tuple(sides[1]))


def _compare_words(sides: tuple[list[Run], list[Run]], old: str, new: str) -> None:
    before, after = _words(old), _words(new)
    if len(before) * len(after) > _MOST_PAIRS:
        _add(sides[0], old, changed=True)
        _add(sides[1], new, changed=True)
        return
    bare = [[word.rstrip(" ") for word in words] for words in (before, after)]  # a word at a line's end is the same
    for tag, a, b, c, d in SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes():
        _add(sides[0], "".join(before[a:b]), changed=tag != "equal")
        _add(sides[1], "".join(after[c:d]), changed=tag != "equal")


def _words(text: str) -> list[str]:
    """Words with the white space after them; a line break is a word of its own."""
    words: list[str] = []
    for line in text.splitlines(keepends=True):
        body, end = (line[:-1], line[-1:]) if line.endswith("\n") else (line, "")
        parts = body.split(" ")
        words += [f"{part} " for part in parts[:-1]] + [parts[-1]] * bool(parts[-1]) + [end] * bool(end)
    return words


def _add(runs: list[Run], text: str, *, changed: bool) -> None:
    if text and runs and runs[-1].changed == changed:
        runs[-1] = Run(runs[-1].text + text, changed)
    elif text:
        runs.append(Run(text, changed))
