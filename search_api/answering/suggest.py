"""Suggestions while a query is typed: numbers, titles, topics and what others ask, by any beginning, accents or not.

The names are held in memory: numbers in order, titles by their words (title_words.py). They are read from the archive,
so suggestions are the same with either engine and go on when it is away.
"""

import logging
import re
import threading
import time
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal, Protocol

from nlp.knowledge import lexicon
from nlp.numbers import normal_key
from nlp.topics.taxonomy import topics
from search_api.answering.title_words import TitleWords
from search_api.archive.named import Named
from search_api.errors import SearchApiError
from search_api.query.names import type_at, type_words
from search_api.query.syllables import fold, fold_in_place
from search_api.searches.suggestible import may_be_suggested
from search_api.titles import in_capitals

log = logging.getLogger(__name__)

LONGEST = 120
"""Characters of a query for which anything is suggested; a longer one is written, not sought."""

MOST = 8
"""Suggestions at a time."""

FRESH_SECONDS = 30.0
"""How long the names may be behind the archive."""

SuggestionKind = Literal["number", "title", "topic", "query"]

_LOOKED_AT = 400
_TOPICS = 2
_POPULAR = 3
_NAMED_TYPES = frozenset(lexicon("types")["law"])
_GAP = re.compile(r"[^\w/.&-]+")
_NUMBERED = re.compile(
    rf"(?:(?P<type>{type_words()})\s+|(?P<code>[a-z]{{1,5}})\s*)?(?:so\s*:?\s*)?(?P<number>\d[\w/.&-]*)"
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query to go on with; `detail` says what it is, `document` and `slug` where it names one document."""

    kind: SuggestionKind
    text: str
    detail: str = ""
    document: str | None = None
    slug: str = ""


class Asked(Protocol):
    """A query that many ask."""

    @property
    def text(self) -> str:
        """As it was typed."""


class _Known:
    """Everything that is suggested, as it was read once."""

    def __init__(self, names: Iterable[Named]) -> None:
        self._names = sorted(names, key=lambda each: (each.issued_on is not None, each.issued_on), reverse=True)
        numbered = [(normal_key(each.number), place) for place, each in enumerate(self._names) if each.number]
        self._numbers = sorted(numbered)
        self._called = [_called(each) for each in self._names]
        self._titles = TitleWords(self._called)
        self._topics = [topic.name for topic in topics()]
        self._topic_words = TitleWords(self._topics)
        self.numbers = lru_cache(maxsize=4096)(self._find_numbers)
        self.titles = lru_cache(maxsize=4096)(self._find_titles)

    def _find_numbers(self, text: str) -> tuple[Suggestion, ...]:
        match = _NUMBERED.fullmatch(text)
        if match is None:
            return ()
        key = normal_key(match["number"])
        begun = f"{key}/" if match["number"].startswith("0") and key.isdigit() else key  # '01' is no beginning of 18
        first = bisect_left(self._numbers, (begun, -1))
        places = []
        for known, place in self._numbers[first : first + _LOOKED_AT]:
            if not known.startswith(begun):
                break
            if _is_of(self._names[place], match):
                places.append((len(known.split("/")[0]) != len(key.split("/")[0]), place))
        best = [self._names[place] for _, place in sorted(places)[:MOST]]
        return tuple(Suggestion("number", each.number or "", _called(each), each.id, each.slug) for each in best)

    def topics(self, text: str) -> tuple[Suggestion, ...]:
        """Topics that hold these words one after the other, as a query that narrows to them."""
        names = (self._topics[place] for place in self._topic_words.places(text))
        begun = [name for name in names if f" {_spaced(text)}" in f" {_spaced(name)}"]
        return tuple(Suggestion("topic", f"lĩnh vực: {name}", "Lĩnh vực") for name in begun[:_TOPICS])

    def _find_titles(self, text: str) -> tuple[Suggestion, ...]:
        once: dict[str, Suggestion] = {}
        for place in self._titles.places(text) or self._titles.places(_type_in_full(text)):
            called = self._called[place]
            if called not in once:
                named = self._names[place]
                once[called] = Suggestion("title", called, named.number or "", named.id, named.slug)
            if len(once) == MOST:
                break
        return tuple(once.values())


class Suggester:
    """Suggests; reads the names anew, in the background, when the archive has changed.

    Args:
        names: every document by what it is called.
        state: changes when documents come or go.
        popular: what others ask that begins so, the most asked first.
        clock: seconds, for how long names are held without a look at the archive.
    """

    def __init__(
        self,
        names: Callable[[], Iterable[Named]] = tuple,
        state: Callable[[], object] = lambda: None,
        popular: Callable[[str, int], Sequence[Asked]] = lambda prefix, most: (),  # noqa: ARG005 - the port's names
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._state, self._popular, self._clock = names, state, popular, clock
        self._known = _Known(())
        self._seen: object = None
        self._looked = -FRESH_SECONDS
        self._reading = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def suggest(self, typed: str, most: int = MOST) -> tuple[Suggestion, ...]:
        """What may be meant by what is typed so far: numbers, then what others ask, then topics and titles."""
        text = _spaced(typed[: LONGEST + 1])
        if not text or len(typed) > LONGEST:
            return ()
        self._look()
        popular = (each.text for each in self._popular(typed.strip(), 2 * _POPULAR) if may_be_suggested(each.text))
        asked = [Suggestion("query", each) for each in islice(popular, _POPULAR)]
        words = " ".join(typed.lower().split())
        found = [*self._known.numbers(text), *asked, *self._known.topics(words), *self._known.titles(words)]
        once: dict[str, Suggestion] = {}
        for each in found:
            once.setdefault(fold(each.text), each)
        return tuple(once.values())[:most]

    def warm(self, after: float = 0.0) -> None:
        """Read the names in the background, after so many seconds, so that the first suggestion has them."""
        self._looked = self._clock()
        self._thread = threading.Thread(target=self._read_aside, args=(after,), name="suggestions", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Read no more; what is being read is waited for."""
        self._stopped.set()
        if self._thread:
            self._thread.join()

    def refresh(self) -> None:
        """Read the names now, where the archive has changed."""
        with self._reading:
            state = self._state()
            if state != self._seen:
                self._known = _Known(self._read())
                self._seen = state
            self._looked = self._clock()

    def _look(self) -> None:
        if self._clock() - self._looked >= FRESH_SECONDS and not self._reading.locked():
            self.warm()

    def _read_aside(self, after: float) -> None:
        if self._stopped.wait(after) if after else self._stopped.is_set():
            return
        try:
            self.refresh()
        except SearchApiError as error:
            log.warning("suggestions stay as they are: %s", error)


def _called(named: Named) -> str:
    """Type and title; the type is not said twice."""
    title = " ".join((named.title or "").split())
    if not named.type or title.casefold().startswith(named.type.casefold()):
        return title or " ".join(part for part in (named.type, named.number) if part)
    as_it_is = named.type in _NAMED_TYPES or in_capitals(title)
    return f"{named.type} {title if as_it_is else title[:1].lower() + title[1:]}"


def _spaced(text: str) -> str:
    return " ".join(_GAP.sub(" ", fold_in_place(unicodedata.normalize("NFC", text))).split())


def _is_of(named: Named, match: re.Match[str]) -> bool:
    """Whether a document is of the type that was typed before the number."""
    of_type = fold(named.type or "")
    if match["type"]:
        return of_type == " ".join(match["type"].split())
    code = match["code"]
    return not code or code == "so" or f"/{code}" in fold(named.number or "") or of_type == fold(_type_in_full(code))


def _type_in_full(text: str) -> str:
    """A text that begins with the code of a type, with its name: 'vbhn bảo hiểm' is 'Văn bản hợp nhất bảo hiểm'."""
    found = type_at(fold_in_place(text))
    return f"{found[0][0]}{text[found[1] :]}" if found else text
