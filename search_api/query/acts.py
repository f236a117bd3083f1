"""Acts of the Quốc hội that a query names, with the article that is asked for: 'điều 168 BLHS', 'luật đất đai 2013'.

What is called so, and where a name ends, only the titles of the collection tell: a name is read as all that it may be,
each with the whole titles that may be meant (handbook domain.md 8, 9.1). It is read where an article stands beside it,
or where nothing else is said: in a sentence a name is words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from nlp.knowledge import lexicon
from search_api.knowledge import knowledge
from search_api.query.asking import only_asking
from search_api.query.profile import profile
from search_api.query.provisions import Citation, CitedArticle, citations_in
from search_api.query.spans import Span
from search_api.query.syllables import Syllable, fold, key_of, syllables
from search_api.query.synonyms import abbreviations
from search_api.query.terms import begin_with, term_of

_YEAR = re.compile(r"(?:19|20)\d{2}")
_FIGURE = re.compile(r"\d{1,3}[a-z]?")
_LONGEST = 20
"""Words of a name: 'Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người' has 19."""

_SHORTEST = 2
"""Words of a name, with its type; of two or more behind 'luật' it can be told that the collection lacks them."""

_MOST_UNKNOWN = 6
_MOST_BESIDE = 16
"""Words before a name, or behind it, that may say nothing: more of them always say something."""

_IN_NAMES = frozenset({"các", "của", "và"})

_BETWEEN = re.compile(r"[\s,.:;(-]*(?:(?:cua|tai|theo|trong)\s+)?")
_CONSOLIDATED = "van-ban-hop-nhat"


@dataclass(frozen=True, slots=True)
class Name:
    """What an act may be called: `titles` are keys of whole titles, the likeliest first.

    `consolidated` are those of consolidated texts. A `year` may stand behind; `span` is the place of both.
    """

    titles: tuple[str, ...]
    consolidated: tuple[str, ...]
    span: Span
    year: int | None


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act that a query names by one of `names`, the longest first, and what of it is `cited`.

    `lacking` is what the collection lacks where none of the names is a title; '' where that may be no name.
    """

    names: tuple[Name, ...]
    lacking: str
    cited: Citation | None = None


@dataclass(frozen=True, slots=True)
class _Spoken:
    """acts.toml."""

    types: tuple[str, ...]
    leading: tuple[str, ...]
    trailing: tuple[str, ...]
    issued: tuple[str, ...]
    spoken: Mapping[str, str]
    abbreviations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name spelt out, and how many typed words of the query end with it; `is_short` of an abbreviation."""

    word: str
    end: int
    is_short: bool


def find_act(text: str, folded: str) -> NamedAct | None:
    """The first act that a query names; `folded` is its text folded in place."""
    typed = tuple(syllables(text))
    for at in range(len(typed)):
        words = _spelt(text, typed, at)
        if words and (act := _act(text, folded, typed, at, words)):
            return act
    return None


def _act(text: str, folded: str, typed: Sequence[Syllable], at: int, words: Sequence[_Word]) -> NamedAct | None:
    """The act named by `words`, which begin with the typed word `at`; None where these may be words of a question."""
    start = typed[at].start
    every = [*citations_in(text, folded), *_figure_behind(typed, words)]
    cited = next((each for each in every if _joins(folded, each.span[1], start)), None)
    last = len(typed)
    if cited is None:
        cited = next((each for each in every if each.span[0] > start), None)
        if cited is None and not _is_said(text, typed[:at], "leading"):
            return None
        if cited:
            last = sum(each.end <= cited.span[0] for each in typed)
    is_last = cited is None or cited.span[0] > start  # nothing stands behind it, or between it and the article
    names = tuple(_names(text, typed[:last], at, words, is_last=is_last))
    if not names:
        return None
    short = typed[words[0].end - 1].end if words[0].is_short else None  # where 'BLDS' ends, of 'BLDS thừa kế'
    known = next((name for name in names if not _known().isdisjoint(name.titles)), None)
    sure = known is not None or any(name.year or name.span[1] == short for name in names)
    sure = sure or (cited is not None and _is_name(text, names[0]))
    is_one = sure and not _is_any(text, names[0])
    return NamedAct(names, _lacking(text, names, words, known) if is_one else "", cited)


def _figure_behind(typed: Sequence[Syllable], words: Sequence[_Word]) -> Iterator[Citation]:
    """The article of which only its figure stands behind an abbreviation: 'blhs 173'."""
    end = words[0].end
    if words[0].is_short and len(typed) == end + 1 and _FIGURE.fullmatch(typed[end].folded):
        article = CitedArticle(typed[end].folded.lstrip("0") or "0")
        yield Citation((article,), (typed[end].start, typed[end].end))


def _is_any(text: str, name: Name) -> bool:
    """Whether words tell the type of an act and nothing else: 'bộ luật', 'luật này', 'luật Việt Nam'."""
    called = text[slice(*name.span)]
    typed = tuple(syllables(called))
    terms = tuple(term_of(called, each) for each in typed)
    kind = next((phrase for phrase in _phrases("types") if begin_with(terms, phrase)), ())
    has_title = name.titles[0] in _spoken().values()  # 'hiến pháp'
    return bool(kind) and not has_title and _is_said(called, typed[len(kind) :], "trailing")


def _is_name(text: str, name: Name) -> bool:
    """Whether words are so few, and say so much, that they are a name even if the collection does not know it."""
    words = [each.accented for each in syllables(text[slice(*name.span)])]
    return len(words) <= _MOST_UNKNOWN and not (profile().shown.unmarked - _IN_NAMES).intersection(words)


def _lacking(text: str, names: Sequence[Name], words: Sequence[_Word], known: Name | None) -> str:
    """How the user is told of an act: as it was typed, or what its abbreviation stands for."""
    if known and not words[0].is_short:
        return text[slice(*known.span)]
    if words[0].is_short:
        first = [word.word for word in words if word.end == words[0].end]
        spelt = " ".join(first)
        return spelt[:1].upper() + spelt[1:]
    dated = [name for name in names if name.year]
    return text[slice(*(dated or names)[0].span)]


def _joins(folded: str, end: int, start: int) -> bool:
    """Whether an article that ends at `end` is that of the name that begins at `start`."""
    return end <= start and bool(_BETWEEN.fullmatch(folded, end, start))


def _is_said(text: str, typed: Sequence[Syllable], place: str) -> bool:
    """Whether these words say nothing beside a name: they only ask, or are in acts.toml."""
    if len(typed) > _MOST_BESIDE:
        return False
    terms = tuple(term_of(text, each) for each in typed)
    asks, at = only_asking(terms), 0
    while at < len(terms):
        taken = next((len(each) for each in _phrases(place) if begin_with(terms[at:], each)), 0) or _year(typed[at:])[1]
        if not taken and not asks[at]:
            return False
        at += taken or 1
    return True


def _names(text: str, typed: Sequence[Syllable], at: int, words: Sequence[_Word], *, is_last: bool) -> Iterator[Name]:
    """What the words from `at` on may be called, the longest first; `is_last` where nothing may be said behind it."""
    for count in range(len(words), _SHORTEST - 1, -1):
        end = words[count - 1].end
        if end > len(typed) or (count < len(words) and words[count].end == end):
            continue  # half of an abbreviation
        called = tuple(word.word for word in words[:count])
        rest = typed[end:]
        year, behind = _year(rest)
        if _YEAR.fullmatch(called[-1]) or (year and fold(called[-1]) == "nam"):
            continue
        if is_last and not _is_said(text, rest[behind:], "trailing"):
            continue
        stop = typed[end + behind - 1].end
        titles = tuple(_titles(called))
        yield Name(titles, tuple(_consolidated(titles)), (typed[at].start, stop), year)


def _year(behind: Sequence[Syllable]) -> tuple[int | None, int]:
    """The year that stands behind a name, and how many words it takes: 'luật đất đai của Quốc hội năm 2013'."""
    bare = tuple(each.folded for each in behind)
    issued = (tuple(each.folded for each in phrase) for phrase in _phrases("issued"))
    at = next((len(phrase) for phrase in issued if bare[: len(phrase)] == phrase), 0)
    at += bare[at : at + 1] == ("nam",)
    return (int(bare[at]), at + 1) if at < len(bare) and _YEAR.fullmatch(bare[at]) else (None, 0)


def _titles(called: Sequence[str]) -> Iterator[str]:
    """Keys of the whole titles that may be meant by a name: people leave words out, and say 'luật' of a code."""
    bare = tuple(map(fold, called))
    if spoken := _spoken().get("-".join(bare)):
        yield spoken
    forms = [bare]
    if bare[0] == "luat":
        forms.append(("bo", *bare))
    elif bare[:2] == ("bo", "luat"):
        forms.append(bare[1:])
    every = chain.from_iterable((form, (*form, "viet", "nam"), *_with_and(form)) for form in forms)
    yield from dict.fromkeys("-".join(form) for form in every)


def _with_and(form: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name with the 'và' that people leave out: 'luật phòng cháy chữa cháy'."""
    for at in range(_SHORTEST, len(form)):
        yield (*form[:at], "va", *form[at:])


def _consolidated(titles: Sequence[str]) -> Iterator[str]:
    """Keys of the titles of consolidated texts of acts, which may leave out the type of the act."""
    for title in titles:
        yield f"{_CONSOLIDATED}-{title}"
        kind = next((each for each in _types() if title.startswith(f"{each}-")), "")
        yield f"{_CONSOLIDATED}-{title.removeprefix(f'{kind}-')}"


def _spelt(text: str, typed: Sequence[Syllable], at: int) -> tuple[_Word, ...]:
    """The words from `at` on, abbreviations spelt out; none where they do not begin as the name of an act."""
    short, _ = _spelt_out(text, typed, at)
    if not (short or _begins(text, typed, at)):  # nearly all words
        return ()
    words: list[_Word] = []
    end = at
    while end < len(typed) and len(words) < _LONGEST:
        phrase, taken = _spelt_out(text, typed, end)
        end += taken
        words += (_Word(word, end, is_short=bool(phrase)) for word in phrase or (typed[end - 1].accented,))
    return tuple(words) if not short or _is_of_a_type(words) else ()


def _spelt_out(text: str, typed: Sequence[Syllable], at: int) -> tuple[tuple[str, ...], int]:
    """What an abbreviation stands for, and how many words it takes; of none nothing, and one."""
    for taken in range(min(2, len(typed) - at), 0, -1):
        short = " ".join(each.folded for each in typed[at : at + taken])
        if short in _short():
            return _short()[short], taken
    return abbreviations(term_of(text, typed[at])), 1


def _is_of_a_type(words: Sequence[_Word]) -> bool:
    """Whether what an abbreviation stands for begins with the type of an act."""
    key = "-".join(fold(word.word) for word in words)
    return any(key.startswith(f"{kind}-") for kind in _types())


def _begins(text: str, typed: Sequence[Syllable], at: int) -> bool:
    """Whether the words from `at` on begin with the type of an act, typed with its marks or without any."""
    phrases = [phrase for phrase in _phrases("types") if phrase[0].folded == typed[at].folded]
    before = typed[at - 1].folded if at else ""
    if not phrases or (before, typed[at].folded) in {("phap", "luat"), ("bo", "luat")}:
        return False
    terms = tuple(term_of(text, each) for each in typed[at : at + _SHORTEST])
    return any(begin_with(terms, phrase) for phrase in phrases)


@cache
def _knowledge() -> _Spoken:
    return knowledge("search_api.query", "acts", _Spoken)


@cache
def _types() -> tuple[str, ...]:
    """Keys of the types, the longest first."""
    return tuple(key_of(each) for each in sorted(_knowledge().types, key=len, reverse=True))


@cache
def _known() -> frozenset[str]:
    """Keys of the titles of acts of the Quốc hội, whether the collection has them or not: these are names for sure."""
    held = lexicon("laws")
    lists = (("bộ luật", held["codes"]), ("luật", held["laws"]), ("pháp lệnh", held["ordinances"]))
    titles = [f"{kind} {name}" for kind, names in lists for name in names]
    amending = [f"luật {said} {title}" for said in held["stop"]["amending"] for title in titles]
    return frozenset(map(key_of, (*titles, *amending)))


@cache
def _short() -> Mapping[str, tuple[str, ...]]:
    table = _knowledge().abbreviations
    return {fold(short): tuple(each.accented for each in syllables(spelt)) for short, spelt in table.items()}


@cache
def _spoken() -> Mapping[str, str]:
    return {key_of(said): key_of(title) for said, title in _knowledge().spoken.items()}


@cache
def _phrases(place: str) -> tuple[tuple[Syllable, ...], ...]:
    """The phrases of a list of acts.toml, the longest first."""
    held = _knowledge()
    lists = {
        "types": held.types,
        "leading": held.leading,
        "trailing": held.trailing + held.issued,
        "issued": held.issued,
    }
    return tuple(sorted((tuple(syllables(each)) for each in lists[place]), key=len, reverse=True))
