"""Kinds of documents that a query names in plain words: 'thông tư của Bộ Tài chính tháng 3/2024', 'văn bản năm 2025'.

A type or an issuer is a filter only where it can be nothing else: where the query says no more than types ('nghị định
mới nhất'), or kinds and days of issue, or where it begins with a type, or a type stands before the day, and nothing is
asked. Everywhere else ('nghị định nào quy định về …', 'thông tư hướng dẫn thuế') it is words, which rank by titles and
issuers (handbook domain.md 3.3, 7.7).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nlp.knowledge import lexicon
from search_api.query.asking import only_asking
from search_api.query.names import Found, issuer_at, type_at
from search_api.query.spans import Span, Spans, without
from search_api.query.syllables import fold, lower_in_place, syllables
from search_api.query.terms import term_of
from search_api.query.understood import Chip

MOST_WORDS = 16
"""A query with more words is a question: nobody lists kinds of documents at such length."""

_ANY = "Văn bản"
_LAW_ITSELF = re.compile(r"phap\s+luat(?!\w)")  # 'hiệu lực pháp luật' names no type
_OF_LAWS = re.compile(r"\s+(?:quy\s+pham\s+)?phap\s+luat(?!\w)")
_CODES = frozenset({"nd", "nq", "qd", "tt", "ttlt", "vbhn"})
"""Codes of types that are no words of the language, whatever marks they lack."""

_NO_KINDS = frozenset({"Hiến pháp", "Quy định", "Hướng dẫn"})
"""'Hiến pháp năm 2013' is a name; the others say 'what is laid down', whatever the type."""

_PLAIN_WORDS = frozenset({"Quyết định", "Lệnh"})
"""Among topics they are also what somebody decides or orders, unless their issuer follows."""

_LONG_NUMBERED = frozenset({"Quyết định", "Công văn", "Thông báo"})
"""Their numbers reach those of years: 'quyết định 2022' may be 2022/QĐ-TTg."""


def either(*phrases: str) -> str:
    """A pattern of phrases, each word with its marks or without any ('độ' is no 'do'), the longer ones first."""
    spelt = (r"\s+".join(map(_spelt, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))
    return f"(?:{'|'.join(spelt)})"


def _spelt(word: str) -> str:
    bare = fold(word)
    return word if word == bare else f"(?:{word}|{bare})"


_FIRST = re.compile(rf"(?:{either('tất cả', 'các', 'những', 'mọi', 'và', 'hoặc', 'của', 'do')}\s+|,\s*)+")
_LAST = re.compile(rf"(?:\s+{either('mới', 'nhất', 'được', 'ban hành', 'ra', 'trong', 'vào', 'về')}(?!\w)|\s*,)+")
_OF = re.compile(rf"\s+(?:{either('của', 'do')}\s+)?")
_WORD = re.compile(r"[^\W_][\w&]*")


@dataclass(frozen=True, slots=True)
class Kind:
    """A stretch of a query that names a type, an issuer or both; `types` is () of 'văn bản', which may be any.

    `parts` are the places of the type and of the issuer, each with the words that belong to it. `begins` where nothing
    stands before it.
    """

    span: Span
    types: tuple[str, ...]
    issuers: tuple[str, ...]
    parts: tuple[Span, Span]
    has_type: bool
    begins: bool


@dataclass(slots=True)
class Kinds:
    """The filters that kinds are, as they are read."""

    types: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)


def find_kinds(text: str, folded: str, spans: Spans) -> tuple[Kind, ...]:
    """The kinds that a query names where nothing was read yet; `folded` is its text folded in place."""
    if len(text.split()) > MOST_WORDS:
        return ()
    forms = (lower_in_place(text), folded)
    return tuple(kind for start, end in spans.gaps() for kind in _within(forms, start, end))


def bare_years_may_follow(kinds: Sequence[Kind]) -> bool:
    """Whether a year alone beside these kinds is a year: 'thông tư 2020', but not 'quyết định 2022'."""
    return bool(kinds) and not any(_LONG_NUMBERED.intersection(kind.types) for kind in kinds)


def read_kinds(text: str, kinds: Sequence[Kind], dates: Sequence[Span], spans: Spans) -> Kinds:
    """The kinds that filter, by the days and the status (`dates`) beside them; their places are spoken for."""
    found = Kinds()
    rest = list(unread(text, kinds, spans))
    is_all = not rest
    asks = not asks_nothing(rest)
    before: Kind | None = None
    for kind in kinds:
        named = bool(dates) and not asks and (_is_named(kind, dates) or _goes_on(text, before, kind, spans))
        before = kind if named else None
        filters = bool(dates) or _is_list(kinds) if is_all else named
        if filters:
            spans.take(kind.span)
            _put(text, kind, found)
            if not (found.chips or dates):
                found.chips.append(Chip("type", "mọi văn bản", without(text, kind.span)))
    return found


def _is_list(kinds: Sequence[Kind]) -> bool:
    """Whether kinds alone ask for all of them: acts ('nghị định mới nhất'), or a type with its issuer."""
    typed = [kind for kind in kinds if kind.has_type]
    if any(kind.issuers for kind in kinds):
        return bool(typed)
    return bool(typed) and all(map(are_acts, typed))


def _put(text: str, kind: Kind, found: Kinds) -> None:
    of_type, of_issuer = kind.parts
    if kind.types:
        found.types += kind.types
        found.chips.append(Chip("type", ", ".join(kind.types), without(text, of_type)))
    if kind.issuers:
        found.issuers += kind.issuers
        found.chips.append(Chip("issuer", " hoặc ".join(kind.issuers), without(text, of_issuer)))


def _is_named(kind: Kind, dates: Sequence[Span]) -> bool:
    """Whether a kind among other words is the kind of what is sought: it begins the query or stands before a day."""
    if not kind.has_type or is_plain_word(kind):
        return False
    if kind.begins and any(kind.span[0] < start < kind.span[1] for start, _ in dates):
        return are_acts(kind)  # 'luật mới nhất về đất đai'; 'luật đất đai mới nhất' is a name
    is_before = any(start <= kind.span[1] + 1 < end for start, end in dates)
    return is_act_only(kind) and (kind.begins or is_before)


def _goes_on(text: str, before: Kind | None, kind: Kind, spans: Spans) -> bool:
    """Whether a kind belongs to one before it that is sought: another type ('nghị định, thông tư về thuế'), its issuer.

    Nothing but a day or an order stands between them.
    """
    if before is None or any(text[slice(*gap)].strip() for gap in spans.gaps_within((before.span[1], kind.span[0]))):
        return False
    if kind.has_type:
        return not is_plain_word(kind) and is_act_only(kind)
    return not before.issuers


def are_acts(kind: Kind) -> bool:
    """Whether a kind names acts by a type: 'văn bản', 'nghị định', 'luật', but not 'công văn'."""
    return kind.has_type and (_acts() | frozenset(lexicon("types")["law"])).issuperset(kind.types)


def is_act_only(kind: Kind) -> bool:
    """Whether a kind names acts that are no laws, which have names of their own."""
    return kind.has_type and _acts().issuperset(kind.types)


def is_plain_word(kind: Kind) -> bool:
    """Whether a kind may be what somebody decides or orders: 'quyết định' without its issuer."""
    return not kind.issuers and not _PLAIN_WORDS.isdisjoint(kind.types)


def _acts() -> frozenset[str]:
    return frozenset(lexicon("types")["act"])


def unread(text: str, kinds: Iterable[Kind], spans: Spans) -> Iterator[str]:
    """What is said besides kinds and what was read."""
    taken = [kind.span for kind in kinds]
    for start, end in spans.gaps():
        at = start
        for first, last in sorted(taken):
            if start <= first < end:
                yield from _words_in(text[at:first])
                at = last
        yield from _words_in(text[at:end])


def asks_nothing(pieces: Iterable[str]) -> bool:
    """Whether no word of these pieces of a query only asks."""
    return not any(any(only_asking(tuple(term_of(piece, each) for each in syllables(piece)))) for piece in pieces)


def _words_in(piece: str) -> Iterator[str]:
    if _WORD.search(piece):
        yield piece


def _within(forms: tuple[str, str], start: int, end: int) -> Iterator[Kind]:
    at = start
    while word := _WORD.search(forms[1], at, end):
        law = _LAW_ITSELF.match(forms[1], word.start(), end)
        if law:
            at = law.end()
            continue
        kind = _kind_at(forms, word.start(), end)
        if kind:
            yield kind
        at = kind.span[1] if kind else word.end()


def _kind_at(forms: tuple[str, str], start: int, end: int) -> Kind | None:
    """The kind that the text names from here on, with the words that only join it to others."""
    lowered, folded = forms
    joined = _FIRST.match(lowered, start, end)
    at = joined.end() if joined else start
    known = _type_at(folded[at:end])
    split = at + known[1] if known else at
    of = _OF.match(lowered, split, end) if known else None
    after = of.end() if of else split
    body = _issuer_at(folded[after:end])
    if known is None and body is None:
        return None
    last = after + body[1] if body else split
    trailing = _LAST.match(lowered, last, end)
    last = trailing.end() if trailing else last
    return Kind(
        span=(start, last),
        types=tuple(value for value in known[0] if value != _ANY) if known else (),
        issuers=body[0] if body else (),
        parts=((start, split if body else last), (split if known else start, last)),
        has_type=known is not None,
        begins=not folded[:start].strip(),
    )


def _type_at(folded: str) -> Found | None:
    found = type_at(folded)
    if found is None or _NO_KINDS.intersection(found[0]):
        return None
    values, length = found
    if " " not in folded[:length].strip() and values[0] not in ("Luật", "Lệnh") and folded[:length] not in _CODES:
        return None
    if values == (_ANY,):
        laws = _OF_LAWS.match(folded, length)
        return values, laws.end() if laws else length
    return found


def _issuer_at(folded: str) -> Found | None:
    """An issuer by name or by a code that is no word; 'UBND' alone is none."""
    found = issuer_at(folded)
    if found is None or (" " not in folded[: found[1]].strip() and (found[1] < _SHORTEST_CODE or _is_local(folded))):
        return None
    return found


_SHORTEST_CODE = 3


def _is_local(folded: str) -> bool:
    return folded.startswith(("ubnd", "hdnd"))
