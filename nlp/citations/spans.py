"""References to documents in running text as typed spans: no provisions, no document around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.citations.documents import DocumentReference, find_documents
from nlp.citations.keys import scan
from nlp.citations.plain import Plain, plain_of
from nlp.knowledge import lexicon
from nlp.numbers import find

_CODES: dict[str, str] = lexicon("types")["codes"]
# '(sau đây gọi tắt là Nghị định số 24/2009/NĐ-CP)' gives the reference just before it a name: it is no second one.
_ALIAS = re.compile(
    r"(?:sau\s+đây|dưới\s+đây|gọi|viết)\s+(?:(?:được\s+)?(?:gọi|viết)\s+)?(?:tắt|chung|gọn)?\s*là\s+$", re.IGNORECASE
)
_ALIAS_REACH = 40
# A text that begins with a name and goes on with the recitals is that act: 'Luật Biển Việt Nam Căn cứ Hiến pháp …'.
_RECITAL = re.compile(r"\s+Căn\s+cứ\s")


@dataclass(frozen=True, slots=True)
class ReferenceSpan:
    """A reference at [start, end) of the text; `code` is that of its type: L, BL, HP, PL, NĐ, NQ, QĐ, TT, TTLT."""

    start: int
    end: int
    code: str


def reference_spans(text: str) -> Iterator[ReferenceSpan]:
    """The references to legal documents in a text, in order; a document's 'Nghị định này' is none."""
    plain = plain_of(text)
    for reference in find_documents(plain.text, scan(plain.lower), find(plain.text), 0, len(plain.text)):
        code = _CODES.get(reference.type or "")
        if code and not (reference.own or reference.back or _is_alias(plain, reference) or _is_title(plain, reference)):
            yield ReferenceSpan(*plain.span(reference.start, reference.core_end), code)


def _is_alias(plain: Plain, reference: DocumentReference) -> bool:
    return bool(_ALIAS.search(plain.text, max(0, reference.start - _ALIAS_REACH), reference.start))


def _is_title(plain: Plain, reference: DocumentReference) -> bool:
    named_only = reference.number is None and reference.year is None
    return named_only and not plain.text[: reference.start].strip() and bool(_RECITAL.match(plain.text, reference.end))
