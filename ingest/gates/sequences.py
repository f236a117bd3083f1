"""Gates 2 and 3 (handbook domain.md 3.15): articles, clauses and points follow one another."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.document import Finding, LegalDocument, Provision
from ingest.lexicon import load
from ingest.structure.markers import point_key, sort_key

_NUMBER = re.compile(r"\d+[a-zđ]*")
_COUNTED = re.compile(r"này\s+(?:gồm|có)\s+(?:\d+\s+chương,?\s+(?:và\s+)?)?(?P<count>\d{1,4})\s+điều\b", re.IGNORECASE)
_NAMED = re.compile(r"Điều\s+(?P<numbers>\d+(?:\s*(?:,|và)\s*\d+)*)")
_FEW = 3


def check_sequences(document: LegalDocument) -> Iterator[Finding]:
    """Gaps, repetitions and wrong order among the articles of the body and of each attachment, and below them."""
    articles = list(articles_in(document.body))
    partial = bool(document.continues_from or document.continued_in)
    if not articles and document.type in load("gates")["words"]["articled"] and not partial:
        yield Finding("articles-missing", f"{document.type} không có điều nào.", document.pdf_pages[0])
    yield from _articles(articles, _repealed(document), begins=not document.continues_from)
    for attachment in document.attachments:
        yield from _articles(list(articles_in(attachment.body)), frozenset(), begins=False)
    if articles and not partial:
        yield from _count(document, articles)
    yield from _units(document.body, partial=bool(document.continues_from))
    for attachment in document.attachments:  # forms count as they like ('1. Họ và tên: … 2. Giới tính: …')
        for article in articles_in(attachment.body):
            yield from _units(article.children, partial=False)


def articles_in(provisions: Sequence[Provision]) -> Iterator[Provision]:
    """The articles of a tree in their order, those inside quotes left out."""
    for provision in provisions:
        if provision.level == "article":
            yield provision
        elif provision.level != "quote":
            yield from articles_in(provision.children)


def _repealed(document: LegalDocument) -> frozenset[int]:
    """Articles that the notes of a consolidated text name as repealed: it may leave them out (handbook 3.11)."""
    notes = " ".join(note for note in _notes(document) if "bãi bỏ" in note)
    return frozenset(int(number) for match in _NAMED.finditer(notes) for number in re.findall(r"\d+", match["numbers"]))


def _notes(document: LegalDocument) -> Iterator[str]:
    def _below(provisions: Sequence[Provision]) -> Iterator[str]:
        for provision in provisions:
            yield from provision.notes
            yield from _below(provision.children)

    yield from document.notes
    yield from _below(document.body)


def _articles(articles: Sequence[Provision], repealed: frozenset[int], *, begins: bool) -> Iterator[Finding]:
    numbered = [(_key(article.label), article) for article in articles]
    if begins and numbered and not set(range(1, numbered[0][0][0])) <= repealed:
        first = numbered[0][1]
        yield Finding("article-gap", f"Điều đầu tiên là {first.label}: có thể thiếu điều.", first.page)
    seen: set[tuple[int, int]] = set()
    for (before, one), (key, other) in pairwise(numbered):
        seen.add(before)
        if key in seen:
            yield Finding("article-twice", f"{other.label} xuất hiện hai lần.", other.page)
        elif key < before:
            yield Finding("article-order", f"{other.label} đứng sau {one.label}.", other.page)
        elif not set(range(before[0] + 1, key[0])) <= repealed:
            message = f"Sau {_name(before)} là {other.label}: có thể thiếu điều."
            yield Finding("article-gap", message, other.page)


def _name(key: tuple[int, int]) -> str:
    return f"Điều {key[0]}"


def _key(label: str) -> tuple[int, int]:
    match = _NUMBER.search(label)
    return sort_key(match[0]) if match else (0, 0)


def _count(document: LegalDocument, articles: Sequence[Provision]) -> Iterator[Finding]:
    """'Luật này gồm 8 chương và 92 điều' against the articles that were found."""
    for article in articles[:_FEW]:
        match = _COUNTED.search(article.text)
        if match and int(match["count"]) != len({_key(one.label)[0] for one in articles}):
            message = f"Văn bản ghi gồm {match['count']} điều nhưng đọc được {len(articles)} điều."
            yield Finding("article-count", message, document.pdf_pages[0])


def _units(provisions: Sequence[Provision], *, partial: bool) -> Iterator[Finding]:
    """Clauses and points below each unit; a later part of a document begins in the middle of one."""
    clauses = [each for each in provisions if each.level == "clause"]
    points = [each for each in provisions if each.level == "point"]
    yield from _clauses(clauses, partial=partial)
    yield from _points(points, partial=partial)
    for place, provision in enumerate(provisions):
        if provision.level not in ("quote", "table"):
            yield from _units(provision.children, partial=partial and place == 0)


def _clauses(clauses: Sequence[Provision], *, partial: bool) -> Iterator[Finding]:
    before = None if partial else (0, 0)
    for clause in clauses:
        key = _key(clause.label)
        if before is not None and key[0] > before[0] + 1:
            missing = f"khoản {before[0] + 1}"
            yield Finding("clause-gap", f"Thiếu {missing} trước khoản {clause.label}.", clause.page)
        before = key


def _points(points: Sequence[Provision], *, partial: bool) -> Iterator[Finding]:
    before = None if partial else (-1, 0)
    for point in points:
        key = point_key(point.label)
        if before is not None and key[0] > before[0] + 1:
            yield Finding("point-gap", f"Thiếu điểm trước điểm {point.label}.", point.page)
        before = key
