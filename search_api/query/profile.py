"""The relevance profile: profile.toml as a value."""

from dataclasses import dataclass
from functools import cache

from search_api.knowledge import knowledge


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may cost (promise P15): characters, syllables of different letters, of different marks, depth."""

    length: int
    terms: int
    forms: int
    depth: int


@dataclass(frozen=True, slots=True)
class Needed:
    """How many asked syllables a match must hold, by how many were asked."""

    all_up_to: int
    share: float
    share_up_to: int
    same_up_to: int
    share_beyond: float

    def of(self, asked: int) -> int:
        """The least number of `asked` units that a match holds: 3 of 3, 3 of 5, 3 of 12, 6 of 23."""
        if asked <= self.all_up_to:
            return asked
        within = min(asked, self.share_up_to)
        beyond = max(0, asked - self.same_up_to)
        return max(self.all_up_to, round(within * self.share) + int(beyond * self.share_beyond))


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each named clause adds to a score."""

    text: float
    pairs: float
    heading: float
    heading_pairs: float
    accented: float
    unmarked: float
    phrase: float
    mention: float
    whole_title: float
    all_in_heading: float
    cited_article: float
    article_of_number: float
    meaning: float
    sense: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What a hit shows: provisions of each document, characters of a snippet, values of a facet, words not marked."""

    provisions: int
    snippet: int
    facet_values: int
    unmarked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Profile:
    """All numbers of relevance."""

    limits: Limits
    needed: Needed
    weights: Weights
    shown: Shown


@cache
def profile() -> Profile:
    """The profile that ships with the product."""
    return knowledge("search_api.query", "profile", Profile)
