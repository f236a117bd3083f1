"""Documents cited in English, by english.toml: 'decree 15/2020', 'article 5 law on enterprises', 'land law 2024'.

Names of documents, of their parts and issuers are read as the Vietnamese ones, and beside them what acts are about.
Other English words stay as they are, and the user is told that the collection is in Vietnamese.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.syllables import may_be_syllable
from search_api.knowledge import knowledge
from search_api.query.profile import profile
from search_api.query.terms import Term
from search_api.query.understood import Note

_MOST = 0.5
_SOME = 2
"""At least half of the words, and two of them, are English in a query that is told to be: 'visa' is a word of any."""

_KEPT = re.compile(r'("[^"]*"?|(?<!\S)=\S+)')
"""What is to be found as it is typed: in quotes, behind '='."""

_LAW = "law"
"""Alone it is a word as any; it names an act beside a figure, a year, an article or what an act is about."""

_AFTER_FIGURE = "|".join(rf"(?<=\d\s{words})" for words in ("", r"of\s", r"the\s", r"of\sthe\s"))

_Reading = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """english.toml."""

    types: Mapping[str, str]
    parts: Mapping[str, str]
    issuers: Mapping[str, str]
    subjects: Mapping[str, str]
    between: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]


def in_vietnamese(text: str) -> str:
    """The text with the Vietnamese names of what it cites in English; any other text as it is.

    So is one that would grow beyond the limit of a query.
    """
    if not text.isascii() or not _named().search(text):
        return text
    names, others = _readings()
    pieces = _KEPT.split(text)
    read = _read(pieces, names)
    if read == pieces:
        return text
    written = " ".join("".join(_read(read, others)).split())
    return written if len(written) - written.count("=") <= profile().limits.length else text


def told_english(runs: Iterable[Sequence[Term]]) -> Iterator[Note]:
    """A note where the words of a query are English: the collection is in Vietnamese."""
    words = list(dict.fromkeys(term.accented for run in runs for term in run if term.accented.isalpha()))
    english = [word for word in words if word in _english()]
    if len(english) < _SOME or len(english) < _MOST * len(words):
        return
    message = (
        f"Kho văn bản bằng tiếng Việt, nên “{' '.join(english)}” được tìm như đã gõ. Hãy gõ bằng tiếng Việt. "
        "(The collection is in Vietnamese: please search with Vietnamese words.)"
    )
    yield Note("english-words", message)


def _read(pieces: Sequence[str], readings: Sequence[_Reading]) -> list[str]:
    """The pieces of a text, each second of which is kept."""
    read = list(pieces)
    for pattern, written in readings:
        read[::2] = [pattern.sub(written, piece) for piece in read[::2]]
    return read


@cache
def _lexicon() -> _Lexicon:
    return knowledge("search_api.query", "english", _Lexicon)


@cache
def _english() -> frozenset[str]:
    """The words of english.toml that tell the language: none may be Vietnamese without its marks, as 'vat' may."""
    held = _lexicon()
    words = (*held.words["english"], *(word for name in (*held.types, *held.subjects) for word in name.split()))
    return frozenset(word for word in words if not may_be_syllable(word))


@cache
def _named() -> re.Pattern[str]:
    """What a text must hold to be looked at: nearly none does."""
    held = _lexicon()
    return re.compile(rf"(?<![\w/-])(?:{_either((*held.types, *held.parts, *held.issuers, 'code'))})", re.IGNORECASE)


@cache
def _readings() -> tuple[Sequence[_Reading], Sequence[_Reading]]:
    """What is read in turn, and how: names, and what else is read in a text that has some."""
    held = _lexicon()
    subject = _either(held.subjects)
    act = rf"law\s+on\s+(?:the\s+)?(?P<about>{subject})|(?P<subject>{subject})\s+(?P<kind>law|code)"
    law = {name: held.types[name] for name in held.types if name == _LAW}
    types = {name: held.types[name] for name in held.types if name != _LAW}
    names = (
        _reading("{}", held.issuers),
        (_whole(act), _act),
        _reading(r"{}\.?(?=\s+(?:\d|[a-z]\b))", held.parts),
        _reading("(?P<new>(?:latest|newest)\\s+)?{}s?", types),
        _reading("(?P<new>(?:latest|newest)\\s+){}s?", law),
        _reading(rf"(?:{_AFTER_FIGURE}|(?=laws?\s+(?:(?:no\.?\s+)?\d|(?:{subject})(?!\w)))){{}}s?", law),
    )
    return names, (_reading("{}", held.subjects), _reading(r"{}\.?", held.between))


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/-])(?:the\s+)?(?:{pattern})(?!\w)", re.IGNORECASE)


def _reading(form: str, names: Mapping[str, str]) -> _Reading:
    """A pattern of names in a form, and what each of them is read as."""

    def _written(found: re.Match[str]) -> str:
        name = names[_spelt(found["name"])]
        return f"{name} mới nhất" if found.groupdict().get("new") else name

    return _whole(form.format(rf"(?P<name>{_either(names)})")), _written


def _act(found: re.Match[str]) -> str:
    """The name of an act: 'law on land', 'land law', 'labor code'."""
    kind = "bộ luật" if _spelt(found["kind"] or "") == "code" else "luật"
    return f"{kind} {_lexicon().subjects[_spelt(found['subject'] or found['about'])]}"


def _either(names: Iterable[str]) -> str:
    spelt = (re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))
    return "|".join(spelt)


def _spelt(words: str) -> str:
    return " ".join(words.lower().split())
