"""Asking with fewer of the words, where no row holds as many of them as an answer must."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.syllables import may_be_syllable
from search_api.language.codes import codes_of
from search_api.language.rarity import folded, pair_rarities, rarities
from search_api.query.analyse import QueryAnalysis
from search_api.query.asking import only_asking
from search_api.query.clauses import Clause, Field, Need
from search_api.query.plan import SearchPlan, plan
from search_api.query.profile import profile
from search_api.query.scoring import is_strict
from search_api.query.syllables import PAIR, fold
from search_api.query.terms import Term
from search_api.query.together import COMPOUND

_RARE_PAIR, _HALF_OF_PAIR, _RARE_WORD = math.log(100), math.log(25), math.log(250)
"""A pair says something that stands in at most one of a hundred articles of legal Vietnamese ('cửa hàng', not 'thủ tục'
or 'giấy phép') with a word that is in at most one of 25: 'bán cần' is rare because it is no word. A syllable alone says
something if it is in one of 250 ('rượu', not 'bán' or 'giờ'): it is half of many words."""

_MEANT = "meaning"
"""Clauses of a need that are what the law writes for its word."""


def partial(analysis: QueryAnalysis) -> Iterator[SearchPlan]:
    """Plans that ask for half of the words that an answer must hold, then for one; none where not only words are asked.

    What answers holds something that says what the question is about: two rare neighbours, such a pair of what the law
    writes for an everyday word, or a rare word; where one is enough no syllable of Vietnamese, since 'tiệm' alone may
    be tiệm cận, but 'karaoke' is karaoke. Of a question of two words, which may be one, only what the law writes
    counts. By other orders than relevance, and as typed (verbatim), nothing is left out: what holds little would stand
    among the first.
    """
    if not _is_of_words(analysis) or analysis.query.sort != "relevance" or analysis.query.verbatim:
        return
    whole = plan(analysis)
    meant = tuple(_meant(whole))
    pairs, words = (tuple(_pairs(analysis)), tuple(_words(whole))) if len(whole.needs) > COMPOUND else ((), ())
    alone = tuple(word for word in words if not may_be_syllable(fold(word.tokens[0])))
    needs = (*whole.needs, Need(meant)) if meant else whole.needs
    tries = dict.fromkeys((((whole.least + 1) // 2, (*meant, *pairs, *words)), (1, (*meant, *pairs, *alone))))
    for least, telling in tries:
        if telling and least < whole.least:
            yield replace(whole, needs=needs, least=least, required=(Need(telling),))


def _is_of_words(analysis: QueryAnalysis) -> bool:
    """Whether words that are not quoted are asked for, and nothing else but filters."""
    others = analysis.more_than_words or analysis.excluded or analysis.places.only or analysis.contradicted
    return bool(analysis.runs) and not others


def _words(whole: SearchPlan) -> Iterator[Clause]:
    """The rare words of the question; a half-typed one, which may be many, is none."""
    for need in whole.needs:
        for clause in need.any_of:
            if clause.name != _MEANT and len(clause.tokens) == 1 and _is_rare(clause.field, clause.tokens):
                yield clause


def _pairs(analysis: QueryAnalysis) -> Iterator[Clause]:
    """The rare pairs of neighbours that both say something."""
    for run in analysis.runs:
        says = [_says(term, asks=asks) for term, asks in zip(run, only_asking(run), strict=True)]
        for pair, both in zip(pairwise(run), map(all, pairwise(says)), strict=True):
            if both and all(is_strict(term, analysis) for term in pair):
                yield from _pair("pairs", tuple(term.accented for term in pair))
            elif both:
                yield from _pair("pairs_folded", tuple(term.folded for term in pair))


def _says(term: Term, *, asks: bool) -> bool:
    return not asks and term.accented.isalpha() and term.likely not in profile().shown.unmarked


def _meant(whole: SearchPlan) -> Iterator[Clause]:
    """What the law writes for words of the question: the rare pairs of it, and all of it where it is longer or rare."""
    clauses = (clause for need in whole.needs for clause in need.any_of if clause.name == _MEANT)
    for clause in dict.fromkeys(clauses):
        if len(clause.tokens) > COMPOUND or _is_rare(clause.field, clause.tokens):
            yield clause
        for pair in pairwise(clause.tokens):
            yield from _pair("pairs", pair)


def _pair(field: Field, pair: tuple[str, ...]) -> Iterator[Clause]:
    if _is_rare(field, pair):
        yield Clause("partly", field, (PAIR.join(pair),))


def _is_rare(field: Field, words: tuple[str, ...]) -> bool:
    """Whether a word or a pair says something, in the form in which it is looked for."""
    codes = codes_of(words, map(fold, words))
    if field in ("text_folded", "pairs_folded"):
        codes = folded(codes)
    rarest = float(rarities(codes).max())
    if len(words) == 1:
        return words[0].isalpha() and rarest >= _RARE_WORD
    return rarest >= _HALF_OF_PAIR and float(pair_rarities(codes[:1], codes[1:])[0]) >= _RARE_PAIR
