"""Gazette files read as `congbao parse` reads them, but in this process."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ingest.document import LegalDocument, Page, ParsedFile, Progress, Provision
from ingest.gates.text import texts
from ingest.letters import without_marks
from ingest.limits import Limits
from ingest.pipeline import read_file
from nlp.annotation import TaggedDocument
from nlp.contract import Json, to_contract
from nlp.pipeline import Tagger


def read(path: Path) -> tuple[ParsedFile, list[TaggedDocument]]:
    """The file with its documents tagged."""
    parsed = read_file(path, Limits(), _ignore)
    tagger = Tagger()
    return parsed, [tagger.tag(document, parsed.issue) for document in parsed.documents]


def write_outputs(paths: Sequence[Path], folder: Path) -> None:
    """NAME.json in the contract's form for each NAME.pdf, as the scorer of ../shared wants them."""
    for path in paths:
        form: Json = to_contract(*read(path))
        (folder / f"{path.stem}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")


def _ignore(_: Progress) -> None:
    pass


def characters(pieces: Iterable[str]) -> Counter[str]:
    return Counter("".join("".join(without_marks(piece).split()) for piece in pieces))


def printed(document: LegalDocument, pages: Iterable[Page]) -> Iterator[str]:
    first, last = document.pdf_pages
    return (line.text for page in pages if first <= page.number <= last for line in page.lines)


def notes_of(provisions: Iterable[Provision]) -> Iterator[str]:
    for provision in provisions:
        yield from provision.notes
        yield from notes_of(provision.children)


def unaccounted(document: LegalDocument, pages: Iterable[Page]) -> tuple[Counter[str], Counter[str]]:
    """Characters printed on the document's pages that stand nowhere in it, and those that stand there too often.

    Counted without white space and without the raised numbers that point to notes. A note's own number becomes its
    place, and a note that two units point to is kept with both.
    """
    wanted = characters(printed(document, pages))
    held = characters((*document.head, *texts(document)))
    bodies = (document.body, *(attachment.body for attachment in document.attachments))
    notes = [*document.notes, *(note for body in bodies for note in notes_of(body))]
    doubled = characters(notes) - characters(set(notes))
    lost, extra = wanted - held, held - wanted - doubled
    if notes:
        lost = Counter({sign: count for sign, count in lost.items() if not sign.isdecimal()})
    return lost, extra
