"""The subjects (chủ đề) of the official codification: the controlled list of topics."""

import re
from dataclasses import dataclass
from functools import cache

from nlp.knowledge import lexicon


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject: `number` in the codification, `key` in addresses and data, `name` as people read it."""

    number: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class TitleRule:
    """Words in a title that tell a subject of which nothing could be learned; see the lexicon."""

    topic: str
    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    probability: float
    others: float

    def speaks(self, title: str) -> bool:
        """Whether the title tells the subject."""
        return bool(self.words.search(title)) and not (self.unless and self.unless.search(title))


@cache
def topics() -> tuple[Topic, ...]:
    """All 45 subjects in the codification's order."""
    return tuple(Topic(entry["number"], entry["key"], entry["name"]) for entry in lexicon("topics")["topic"])


@cache
def _by_key() -> dict[str, Topic]:
    return {topic.key: topic for topic in topics()}


@cache
def _by_number() -> dict[int, Topic]:
    return {topic.number: topic for topic in topics()}


def topic_of(key: str) -> Topic | None:
    """The subject of this key, or None."""
    return _by_key().get(key)


def key_of(number: int) -> str:
    """The key of the subject of this number; raises KeyError."""
    return _by_number()[number].key


@cache
def title_rules() -> tuple[TitleRule, ...]:
    """For each subject that the codification has no articles of yet: the words in a title that tell it."""
    return tuple(
        TitleRule(
            rule["topic"],
            _any_of(rule["words"]),
            _any_of(rule["unless"]) if rule["unless"] else None,
            rule["probability"],
            rule["others"],
        )
        for rule in lexicon("topics")["title_rule"]
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)
