"""Documents for the bench of tagging: ../shared/data/structured as trees of provisions, or the sample gazettes."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.document import LegalDocument, Level, Provision
from ingest.limits import Limits
from ingest.pipeline import read_file
from nlp.numbers import type_of_number

RANKS: dict[str, int] = {
    "part": 0, "chapter": 1, "section": 2, "subsection": 3, "article": 4, "clause": 5, "point": 6, "paragraph": 7
}  # fmt: skip
_LEVELS: dict[str, Level] = {
    "part": "part",
    "chapter": "chapter",
    "section": "section",
    "subsection": "subsection",
    "article": "article",
    "clause": "clause",
    "item": "point",
}
_NAMES = {"article": "art", "clause": "cl", "point": "pnt", "paragraph": "p"}
_LABEL = re.compile(r"(?:Điều \w+|\w{1,5}(?=[.)]))[.:)]?\s*")
_HEADED = ("part", "chapter", "section", "subsection", "article")


@dataclass(slots=True)
class _Open:
    """A provision whose children are still being read."""

    provision: Provision
    rank: int
    children: list["_Open"] = field(default_factory=list)

    def closed(self) -> Provision:
        """The provision with all below it."""
        return replace(self.provision, children=tuple(child.closed() for child in self.children))


def structured_documents(path: Path) -> Iterator[LegalDocument]:
    """The documents of a file in the form of ../shared/data/structured (its README tells it)."""
    with path.open(encoding="utf-8") as file:
        for ordinal, line in enumerate(file, 1):
            form = json.loads(line)
            head = tuple(text for level, text in form["paragraphs"] if level is None)
            body = _body((level, text) for level, text in form["paragraphs"] if level is not None)
            number = form["number"] or None
            yield LegalDocument(
                ordinal=ordinal,
                number=number,
                type=type_of_number(number) if number else None,
                issuers=(),
                title=form["title"] or None,
                issued_on=None,
                signers=(),
                pdf_pages=(1, 1),
                section=None,
                preamble=tuple(text for text in head if text.startswith(("Căn cứ", "Theo", "Xét"))),
                legal_basis=(),
                body=body,
                attachments=(),
            )


def sample_documents(folder: Path) -> Iterator[LegalDocument]:
    """The documents of the repository's own sample gazettes that have a text layer."""
    for path in sorted(folder.glob("*.pdf")):
        if "scan" not in path.name:
            yield from read_file(path, Limits(), lambda _: None).documents


def _body(paragraphs: Iterable[tuple[str, str]]) -> tuple[Provision, ...]:
    top: list[_Open] = []
    opened: list[_Open] = []
    for name, text in paragraphs:
        level = _LEVELS.get(name, "paragraph")
        rank = RANKS[level]
        opened = [unit for unit in opened if unit.rank < rank]
        above = opened[-1] if opened else None
        siblings = above.children if above else top
        unit = _Open(_provision(level, text, above.provision.eid if above else "", len(siblings)), rank)
        siblings.append(unit)
        opened.append(unit)
    return tuple(unit.closed() for unit in top)


def _provision(level: Level, text: str, above: str, place: int) -> Provision:
    found = _LABEL.match(text) if level in _NAMES and level != "paragraph" else None
    label = found[0].strip() if found else ""
    rest = text[found.end() :] if found else text
    own = f"{_NAMES.get(level, level[:3])}_{label.split()[-1].rstrip('.):') if label else place}"
    eid = f"{above}__{own}" if above else own
    heading, body = (rest, "") if level in _HEADED else ("", rest)
    return Provision(level, label, heading, body, eid, page=1)
