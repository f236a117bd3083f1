"""Rows and questions for tests of the second stage."""

from search_api.language.codes import codes_of
from search_api.language.senses import sense_of_row
from search_api.query.analyse import analyse
from search_api.query.question import Question, question
from search_api.query.request import SearchQuery
from search_api.query.streams import streams
from search_api.ranking.signals import Standing, pack


def row(title: str, heading: str, text: str, standing: Standing | None = None) -> bytes:
    """An article as both engines store it."""
    above, words = f"{title} {heading}", streams(f"{title} {heading} {text}")
    held, named = (len(streams(part).words) for part in (above, title))
    codes = codes_of(words.words, words.folded_words)
    return pack(words.words[:held], codes, named, sense_of_row(codes, held), standing or Standing())


def asked(text: str) -> Question:
    """A question that the second stage ranks."""
    found = question(analyse(SearchQuery(text)))
    assert found is not None
    return found
