"""A document as Markdown (CommonMark, with tables and footnotes as GitHub writes them)."""

import re
from collections.abc import Iterator, Sequence

from ingest.document import LegalDocument, Provision
from nlp.exchange.notes import Footnotes
from nlp.exchange.plain import day_words, numbered_label

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$!#]")
_LIST_SIGN = re.compile(r"^([-+=:]|\d+[.)])")
_GAPS = re.compile(r"\s+")
_HEADED = ("part", "chapter", "section", "subsection", "article")
_DEEPEST = 6


def document_markdown(document: LegalDocument) -> str:
    """The document in reading order; a heading for each unit down to the article, tables, footnotes at the end."""
    notes = Footnotes()
    blocks = [*_head(document), *map(escaped, document.preamble), *_tree(document.body, 2, notes)]
    blocks += [escaped(line) for line in document.closing]
    blocks += [f"**{_strong(signer.name)}**" for signer in document.signers if signer.name not in document.closing]
    for attachment in document.attachments:
        name = ". ".join(filter(None, (attachment.label, attachment.title))) or "Phần kèm theo"
        issued = [f"*{escaped(attachment.issued_with)}*"] if attachment.issued_with else []
        blocks += ["---", f"## {escaped(name)}", *issued, *_tree(attachment.body, 3, notes)]
    notes.extend(document.notes)
    blocks += [f"[^{number}]: {escaped(note)}" for number, note in enumerate(notes.texts, 1)]
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def escaped(text: str) -> str:
    """The text on one line, each sign that Markdown reads as a command told to be itself."""
    line = _SPECIAL.sub(lambda sign: f"\\{sign[0]}", _GAPS.sub(" ", text).strip())
    return _LIST_SIGN.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", line)


def _strong(text: str) -> str:
    return escaped(text) or "…"


def _head(document: LegalDocument) -> Iterator[str]:
    name = " ".join(filter(None, (document.type, document.number)))
    yield f"# {escaped(name) or 'Văn bản'}"
    if document.title:
        yield f"**{_strong(document.title)}**"
    facts = [", ".join(document.issuers), day_words(document), document.section]
    yield from (escaped(fact) for fact in facts if fact)


def _tree(body: Sequence[Provision], depth: int, notes: Footnotes) -> Iterator[str]:
    for provision in body:
        if provision.level == "quote":
            inner = [*_own(provision, depth, notes), *_tree(provision.children, depth, notes)]
            yield "\n>\n".join("\n".join(f"> {line}" for line in block.split("\n")) for block in inner if block)
            continue
        yield from _own(provision, depth, notes)
        headed = provision.level in _HEADED and (provision.label or provision.heading)
        yield from _tree(provision.children, depth + 1 if headed else depth, notes)


def _own(provision: Provision, depth: int, notes: Footnotes) -> Iterator[str]:
    marks = "".join(f"[^{number}]" for number in notes.extend(provision.notes))
    label = escaped(numbered_label(provision))
    lines = [escaped(line) for line in provision.text.split("\n")] if provision.text else []
    if provision.level in _HEADED and (label or provision.heading):
        title = " ".join(filter(None, (label, escaped(provision.heading))))
        yield f"{'#' * min(depth, _DEEPEST)} {title}{'' if lines else marks}"
    elif provision.heading:
        yield f"{label} **{_strong(provision.heading)}**{'' if lines else marks}".lstrip()
    elif label:
        lines = [f"{label} {lines[0]}".rstrip() if lines else label, *lines[1:]]
    if marks and lines:
        lines[-1] += marks
    elif marks and not (label or provision.heading):
        lines = [marks]
    yield from lines
    if provision.rows:
        yield _table(provision)


def _table(table: Provision) -> str:
    """The rows as a table; Markdown knows one row of heads, which the first becomes, and no merged cells."""
    columns = max(1, *(len(row) for row in table.rows))
    rows = [[*row, *[""] * (columns - len(row))] for row in table.rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * columns, *lines[1:]])


def _cell(text: str) -> str:
    return "<br>".join(escaped(line) for line in text.split("\n"))
