"""What ranks rows by what they are about, whatever their words."""

from collections.abc import Iterator, Sequence

from search_api.language.codes import Codes, codes_of
from search_api.language.rarity import pair_rarities, rarities
from search_api.language.senses import AREAS_OF_A_QUESTION, areas, sense_of_question
from search_api.query.clauses import Clause
from search_api.query.profile import Weights
from search_api.query.question import Asked, Question
from search_api.query.syllables import PAIR

_DEFINING = (f"giải{PAIR}thích", f"từ{PAIR}ngữ")
"""How the article of an act is called that defines its terms."""


def about(question: Question, weights: Weights) -> Iterator[Clause]:
    """The areas of meaning that a question is nearest to: a row counts by how many of them it shares.

    What words add to a score grows with their number and rarity; so does what an area adds, to be of the same weight in
    questions of five words and of thirty. Where the meaning of a word is asked, articles that define terms count more.
    """
    runs = [run_codes(run) for run in question.runs]
    tokens = areas(sense_of_question(runs), AREAS_OF_A_QUESTION)
    worth = sum(float(rarities(run).sum() + pair_rarities(run[:-1], run[1:]).sum()) for run in runs)
    yield Clause("sense", "areas", tokens, weights.sense * worth, "fixed")
    if question.defines:
        yield Clause("defining", "heading_pairs", _DEFINING, weights.heading_pairs)


def run_codes(run: Sequence[Asked]) -> Codes:
    """The words of a run as numbers."""
    return codes_of([word.accented for word in run], [word.folded for word in run])
