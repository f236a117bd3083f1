"""Documents asked for by their effect in plain words: 'nghị định về đất đai còn hiệu lực', 'chưa có hiệu lực'.

That is a filter where documents are named first, or nothing else is said, and nothing is asked: 'nghị định 15/2020 có
còn hiệu lực không' and 'luật hết hiệu lực khi nào' ask for effect itself, and 'giấy phép còn hiệu lực' is no document
of the collection. There it stays words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from search_api.knowledge import knowledge
from search_api.query.kinds import MOST_WORDS, Kind, are_acts, asks_nothing, either, is_plain_word, unread
from search_api.query.request import EffectStatus
from search_api.query.spans import Span, Spans
from search_api.query.syllables import fold, lower_in_place

_MEANT: dict[str, tuple[EffectStatus, ...]] = {"in_force": ("in_force", "partly_expired")}
"""What still holds in part is still in force."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words around those of a status: see statuses.toml."""

    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    never_before: tuple[str, ...]
    never_behind: tuple[str, ...]
    never_beside: tuple[str, ...]
    never_last: tuple[str, ...]
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    said: dict[EffectStatus, tuple[str, ...]]
    words: _Words


@dataclass(frozen=True, slots=True)
class AskedStatus:
    """Statuses asked for, any of them, and where the text says so."""

    span: Span
    statuses: tuple[EffectStatus, ...]


def find_status(text: str, spans: Spans, kinds: Sequence[Kind]) -> AskedStatus | None:
    """The status of documents that a text asks for, None where it says none or asks about effect itself.

    Its place is spoken for. `kinds` are those that the text names.
    """
    if len(text.split()) > MOST_WORDS:
        return None
    lowered = lower_in_place(text)
    matches = [match for match in _pattern().finditer(lowered) if spans.is_free(match.span())]
    if len(matches) != 1:
        return None
    (match,) = matches
    spans.take(match.span())
    if not _is_asked_for(text, match, spans, kinds):
        spans.release(match.span())
        return None
    status = _statuses()[fold(" ".join(match["said"].split()))]
    return AskedStatus(match.span(), _MEANT.get(status, (status,)))


def _is_asked_for(text: str, match: re.Match[str], spans: Spans, kinds: Sequence[Kind]) -> bool:
    """Whether documents of a status are asked for, by what stands around the words that say it."""
    before, behind = lower_in_place(text[: match.start()]), lower_in_place(text[match.end() :])
    words = _lexicon().words
    if _around(words.never_before, r"{}\s*$").search(before) or _around(words.never_behind, r"\s*{}").match(behind):
        return False
    if re.match(r"\s*\d", behind):
        return False
    rest = tuple(unread(text, kinds, spans))
    if not rest:
        return True
    first = next((kind for kind in kinds if kind.begins), None)
    if first is None or not are_acts(first) or is_plain_word(first) or not asks_nothing(rest):
        return False
    beside = lower_in_place(" ".join(rest))
    if _around(words.never_beside, "{}").search(beside) or _around(words.never_last, r"{}\W*$").search(beside):
        return False
    between = tuple(unread(text[: match.start()], kinds, spans))
    if between and any(not text[kind.span[1] : match.start()].strip() for kind in kinds if kind is not first):
        return False  # 'thông tư về rà soát văn bản hết hiệu lực'
    return not _around(words.holders, "{}").search(lower_in_place(" ".join(between)))


@cache
def _lexicon() -> _Lexicon:
    return knowledge("search_api.query", "statuses", _Lexicon)


@cache
def _statuses() -> dict[str, EffectStatus]:
    """The status that folded words say."""
    return {fold(phrase): status for status, phrases in _lexicon().said.items() for phrase in phrases}


@cache
def _pattern() -> re.Pattern[str]:
    said = either(*(phrase for phrases in _lexicon().said.values() for phrase in phrases))
    words = _lexicon().words
    return re.compile(
        rf"(?<!\w)(?:{either(*words.leading)}\s+)*(?P<said>{said})(?!\w)(?:\s+{either(*words.trailing)}(?!\w))*"
    )


@cache
def _around(words: tuple[str, ...], form: str) -> re.Pattern[str]:
    """A pattern of some of the words around, whole; `form` says where they stand."""
    return re.compile(form.format(rf"(?<!\w){either(*words)}(?!\w)"))
