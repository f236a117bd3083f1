"""Which document may change which: the order of legal force (handbook domain.md 3.4, 4.2)."""

import re
from functools import cache

from ingest.document import LegalDocument
from nlp.annotation import Citation
from nlp.knowledge import lexicon

_LEXICON = lexicon("relations")
_RANKS: dict[str, int] = _LEXICON["ranks"]
_ISSUERS: dict[str, int] = _LEXICON["issuer_ranks"]
_ISSUER = re.compile(rf"[-/](?P<code>{'|'.join(_ISSUERS)})\d*$")
_POWERLESS: frozenset[str] = frozenset(_LEXICON["powerless"]["types"])


def may_change(document: LegalDocument, citation: Citation) -> bool:
    """Whether this document's rank lets it change the other; unknown ranks do, official letters never."""
    own, other = rank(document.type, document.number), rank(citation.type, citation.document)
    return document.type not in _POWERLESS and (own is None or other is None or own <= other)


def may_detail(document: LegalDocument, citation: Citation) -> bool:
    """Whether this document can detail, guide or promulgate the other: one of lower rank does not come before it."""
    own, other = rank(document.type, document.number), rank(citation.type, citation.document)
    return own is None or other is None or own >= other


@cache
def rank(kind: str | None, number: str | None) -> int | None:
    """The rank of a document by its issuer's code in the number, else by its type: 1 is the highest; None unknown."""
    issuer = _ISSUER.search(number) if number else None
    return _ISSUERS[issuer["code"]] if issuer else _RANKS.get(kind or "")
