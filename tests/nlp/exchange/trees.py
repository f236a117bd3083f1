"""Documents of any shape, for hypothesis."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from ingest.document import Attachment, LegalDocument, Level, Merge, Operation, Provision, Signer

TEXTS = st.one_of(
    st.sampled_from(
        ["", "Phạm vi", "a\nb", "\n", " x ", "<b>&amp;", "]]>", "# một", "1. hai", "| ba |", "\x00\x0b\ufffe"]
    ),
    st.text(max_size=12),
)
NAMES = st.one_of(st.none(), TEXTS)
EIDS = st.one_of(st.sampled_from(["art_1", "cl_1", "a b", "", "org_1", "signer_1"]), st.text(max_size=6))
LEVELS: tuple[Level, ...] = get_args(Level)
OPERATIONS: tuple[Operation, ...] = get_args(Operation)


MERGES = st.builds(Merge, st.integers(-1, 2), st.integers(0, 2), st.integers(-1, 2), st.integers(0, 2))


def provisions(children: st.SearchStrategy[tuple[Provision, ...]]) -> st.SearchStrategy[Provision]:
    return st.builds(
        Provision,
        level=st.sampled_from(LEVELS),
        label=TEXTS,
        heading=TEXTS,
        text=TEXTS,
        eid=EIDS,
        page=st.one_of(st.none(), st.integers(1, 500)),
        notes=st.lists(TEXTS, max_size=2).map(tuple),
        rows=st.lists(st.lists(TEXTS, max_size=2).map(tuple), max_size=2).map(tuple),
        operation=st.one_of(st.none(), st.sampled_from(OPERATIONS)),
        target=NAMES,
        children=children,
        merges=st.lists(MERGES, max_size=2).map(tuple),
    )


TREES = st.recursive(st.just(()), lambda below: st.lists(provisions(below), max_size=3).map(tuple), max_leaves=8)
TYPES = st.sampled_from(["Nghị định", "Thông báo", "Luật", "Công văn", None, "?"])
SIGNERS = st.builds(Signer, TEXTS, NAMES, NAMES)
LINES = st.lists(st.one_of(TEXTS, st.sampled_from(["Căn cứ Luật A;", "NGHỊ ĐỊNH:", "Nguyễn Văn A"])), max_size=4)
ATTACHMENTS = st.builds(Attachment, NAMES, NAMES, st.integers(1, 99), TREES, EIDS)
DOCUMENTS = st.builds(
    LegalDocument,
    ordinal=st.integers(1, 9),
    number=NAMES,
    type=TYPES,
    issuers=st.lists(TEXTS, max_size=2).map(tuple),
    title=NAMES,
    issued_on=st.one_of(st.none(), st.dates(dt.date(1945, 9, 2), dt.date(2030, 1, 1))),
    signers=st.lists(SIGNERS, max_size=2).map(tuple),
    pdf_pages=st.just((1, 2)),
    section=NAMES,
    preamble=LINES.map(tuple),
    legal_basis=st.just(()),
    body=TREES,
    attachments=st.lists(ATTACHMENTS, max_size=2).map(tuple),
    closing=LINES.map(tuple),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
)


def bare(body: Sequence[Provision]) -> tuple[Provision, ...]:
    """The tree without what Akoma Ntoso has no place for: boxes on pages, spans of cells, labels as printed."""
    return tuple(replace(each, box=None, merges=(), printed="", children=bare(each.children)) for each in body)


def texts(document: LegalDocument) -> Iterator[str]:
    """Every piece of text that a document holds, once for each time that it stands there."""
    yield from filter(None, (document.number, document.type, document.title, document.section))
    yield from (*document.issuers, *document.preamble, *document.closing, *document.notes)
    yield from (signer.name for signer in document.signers if signer.name not in document.closing)
    for attachment in document.attachments:
        yield from filter(None, (attachment.label, attachment.title))
        yield from _below(attachment.body)
    yield from _below(document.body)


def _below(body: Sequence[Provision]) -> Iterator[str]:
    for provision in body:
        yield from (provision.label, provision.heading, provision.text, *provision.notes)
        yield from (cell for row in provision.rows for cell in row)
        yield from _below(provision.children)
