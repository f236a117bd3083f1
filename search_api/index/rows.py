"""Index records as rows of tokens: the one form that both engines are given, so that both see the same words.

A row is what matches and ranks: one provision together with its document's title and issuers. The first row also
carries what is the document's alone. A document without provisions has one row. Each row holds the tokens of
`search_api.query.clauses.Field`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.numbers import find, index_keys
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.tiers import tier
from search_api.language.senses import AREAS_OF_A_ROW, areas, sense_of_row
from search_api.query.hits import MARK_END, MARK_START, SearchHit
from search_api.query.streams import Streams, streams
from search_api.query.syllables import key_of
from search_api.ranking.signals import Standing, pack

# Marks are the product's own (promise P16); the others are invisible or no text, and would split words.
_NOT_TEXT = re.compile(f"[{MARK_START}{MARK_END}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f]")


_NUMBER_BREAKS = re.compile(r"[-/.]+")
_NO_WORDS = streams("")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Token streams are parted by spaces, keys are whole; `ordinal` counts from 0.

    `own` are the words of the provision's heading and text alone.

    `provision` is None in the one row of a document without provisions. `ranking` is what the second stage reads,
    `areas` are what the row is about.
    """

    ordinal: int
    provision: ProvisionRecord | None
    text: Streams
    heading: Streams
    ranking: bytes
    whole_title: str
    label: str
    numbers: tuple[str, ...]
    mentions: tuple[str, ...]
    issues: tuple[str, ...]
    areas: tuple[str, ...]
    own: Streams = _NO_WORDS


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
    """The rows of a cleaned record.

    A head of its own beside the provisions would be a short row in the same fields, and shorten what counts as average:
    that cost 0.02 of recall@10 on alqac-dev.
    """
    title = full_title(record)
    number = f"{record.number} {_NUMBER_BREAKS.sub(' ', record.number)}" if record.number else ""
    issuers, alone = (streams(" ".join(each)) for each in (record.issuers, (number, *record.signers)))
    whole, issues = key_of(title), tuple(_issue_keys(record))
    above, standing = streams(title), standing_of(record)
    provisions: tuple[ProvisionRecord | None, ...] = record.provisions or (None,)
    for ordinal, provision in enumerate(provisions):
        text, name, heading = provision.text if provision else "", _NO_WORDS, above
        if provision:
            name = streams(provision.heading)
            heading = above.followed_by(streams(provision.label), name)
        is_first = ordinal == 0
        body = streams(text)
        words = heading.followed_by(body, issuers, *([alone] if is_first else []))
        codes = words.codes
        sense = sense_of_row(codes, len(heading))
        yield Row(
            ordinal=ordinal,
            provision=provision,
            text=words,
            heading=heading,
            ranking=pack(heading.words, codes, len(above), sense, standing),
            whole_title=whole,
            label=key_of(provision.label) if provision else "",
            numbers=record.number_keys if is_first else (),
            mentions=_mentions(f"{provision.heading} {text}") if provision else (),
            issues=issues,
            areas=areas(sense.vector, AREAS_OF_A_ROW),
            own=name + body,
        )


def standing_of(record: DocumentRecord) -> Standing:
    """What ranks all rows of a record for the document's sake."""
    return Standing(tier(record), record.authority, record.issued_on, record.expired_on)


def full_title(document: DocumentRecord | SearchHit) -> str:
    """Type and title as people say them: 'Luật Đất đai'; the type is not said twice."""
    if document.type is None or document.title.casefold().startswith(document.type.casefold()):
        return document.title
    return f"{document.type} {document.title}"


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
