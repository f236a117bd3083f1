"""Index records as rows of tokens: the one form that both engines are given, so that both see the same words.

A row is what matches and ranks: one provision with its document's title, or the document's head alone. Each row holds
the tokens of `search_api.query.plan.Field`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.numbers import find, index_keys
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.query.hits import MARK_END, MARK_START
from search_api.query.syllables import Streams, streams, syllables

# Marks are the product's own (promise P16); the others are invisible or no text, and would split words.
_NOT_TEXT = re.compile(f"[{MARK_START}{MARK_END}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `provision` is None on the document's head; token streams are parted by spaces, keys are whole.

    Row 0 is the head, the others count the provisions from 1.
    """

    ordinal: int
    provision: ProvisionRecord | None
    text: Streams
    heading: Streams
    whole_title: str
    label: str
    numbers: tuple[str, ...]
    mentions: tuple[str, ...]
    issues: tuple[str, ...]


def clean(record: DocumentRecord) -> DocumentRecord:
    """The record as it is stored and shown: NFC, without marks of ours and invisible characters."""
    return replace(
        record,
        number=_clean(record.number) if record.number else None,
        type=_clean(record.type) if record.type else None,
        issuers=tuple(map(_clean, record.issuers)),
        title=_clean(record.title),
        gazette_label=_clean(record.gazette_label) if record.gazette_label else None,
        signers=tuple(map(_clean, record.signers)),
        provisions=tuple(map(_clean_provision, record.provisions)),
    )


def rows(record: DocumentRecord) -> Iterator[Row]:
    """The rows of a cleaned record, the head first."""
    title = full_title(record)
    whole = key_of(title)
    issues = tuple(_issue_keys(record))
    head = " ".join(filter(None, (title, record.number, " ".join(record.issuers), " ".join(record.signers))))
    parts = re.sub(r"[-/.]", " ", record.number or "")
    yield Row(
        ordinal=0,
        provision=None,
        text=streams(f"{head} {parts}"),
        heading=streams(title),
        whole_title=whole,
        label="",
        numbers=record.number_keys,
        mentions=(),
        issues=issues,
    )
    for ordinal, provision in enumerate(record.provisions, start=1):
        heading = f"{title} {provision.label} {provision.heading}"
        yield Row(
            ordinal=ordinal,
            provision=provision,
            text=streams(f"{heading} {provision.text}"),
            heading=streams(heading),
            whole_title=whole,
            label=key_of(provision.label),
            numbers=(),
            mentions=_mentions(f"{provision.heading} {provision.text}"),
            issues=issues,
        )


def full_title(record: DocumentRecord) -> str:
    """Type and title as people say them: 'Luật Đất đai'; the type is not said twice."""
    if record.type is None or record.title.casefold().startswith(record.type.casefold()):
        return record.title
    return f"{record.type} {record.title}"


def key_of(text: str) -> str:
    """A whole text as one folded token: 'Điều 5.' gives 'dieu-5'."""
    return "-".join(syllable.folded for syllable in syllables(text))


def _mentions(text: str) -> tuple[str, ...]:
    """Keys of the document numbers that a text cites."""
    return tuple(dict.fromkeys(key for number in find(text) for key in index_keys(number.number)))


def _issue_keys(record: DocumentRecord) -> Iterator[str]:
    """Each number of the gazette issue, with its year and without (handbook 2.2)."""
    for number in record.gazette_numbers:
        yield str(number)
        if record.gazette_date:
            yield f"{number}/{record.gazette_date.year}"


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", _NOT_TEXT.sub("", text))


def _clean_provision(provision: ProvisionRecord) -> ProvisionRecord:
    return replace(
        provision,
        label=_clean(provision.label),
        heading=_clean(provision.heading),
        text=_clean(provision.text),
    )
