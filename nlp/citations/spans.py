"""References to documents in running text as typed spans: no provisions, no document around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.citations.documents import DocumentReference, find_documents
from nlp.citations.find import small
from nlp.citations.keys import scan
from nlp.knowledge import lexicon
from nlp.numbers import find, latin

_CODES: dict[str, str] = lexicon("types")["codes"]
# '(sau đây gọi tắt là Nghị định số 24/2009/NĐ-CP)' gives the reference just before it a name: it is no second one.
_ALIAS = re.compile(
    r"(?:sau\s+đây|dưới\s+đây|gọi|viết)\s+(?:(?:được\s+)?(?:gọi|viết)\s+)?(?:tắt|chung)?\s*là\s+$", re.IGNORECASE
)
_ALIAS_REACH = 40


@dataclass(frozen=True, slots=True)
class ReferenceSpan:
    """A reference at [start, end) of the text; `code` is that of its type: L, BL, HP, PL, NĐ, NQ, QĐ, TT, TTLT."""

    start: int
    end: int
    code: str


def reference_spans(text: str) -> Iterator[ReferenceSpan]:
    """The references to legal documents in a text, in order; a document's 'Nghị định này' is none."""
    plain = latin(text).replace("\u00a0", " ")
    for reference in find_documents(plain, scan(small(plain)), find(plain), 0, len(plain)):
        code = _CODES.get(reference.type or "")
        if code and not reference.own and not _is_alias(plain, reference):
            yield ReferenceSpan(reference.start, reference.core_end, code)


def _is_alias(plain: str, reference: DocumentReference) -> bool:
    return bool(_ALIAS.search(plain, max(0, reference.start - _ALIAS_REACH), reference.start))
