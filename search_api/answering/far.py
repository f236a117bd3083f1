"""Telling that what was found holds the words of a question but is about other things."""

from collections.abc import Iterator, Sequence

import numpy as np

from search_api.language.codes import codes_of
from search_api.language.senses import Vectors, sense_of_question, sense_of_row
from search_api.query.analyse import QueryAnalysis
from search_api.query.asking import telling
from search_api.query.hits import MARK_END, MARK_START, SearchHit, SearchPage
from search_api.query.scoring import distinct
from search_api.query.streams import streams
from search_api.query.terms import Term
from search_api.query.understood import Note

_NEAR = 0.30
"""Cosine of a question and what a hit shows. The nearest of ten hits lies lower for 1 of 575 questions whose answer is
in the collection, for 0.2 % of 9,278 about acts that the vectors did not learn from, and for 4 % of 217 asked of 150
articles that none answers, which mostly hold its very words. Below 0.36 are 2 of 575, 0.4 % and 6 %."""

_LEAST = 3
"""Words that say what a question is about; a vector of two says too little."""

_FAR = Note(
    "far",
    "Kết quả có các từ đã gõ nhưng có vẻ nói về việc khác; kho có thể chưa có văn bản về vấn đề này.",
)


def far(page: SearchPage, analysis: QueryAnalysis) -> Iterator[Note]:
    """A note where a question in words finds nothing that is near to it in meaning.

    What shows the very words, one after the other, is what was asked for. Only the first page by relevance is judged,
    and nothing is said where an act was asked for that the collection lacks: that is told already.
    """
    query = analysis.query
    is_first = analysis.order == "relevance" and query.page == 1 and query.cursor is None
    others = analysis.more_than_words or analysis.titles_named or analysis.places.article
    lacks_act = any(note.code == "no-act" for note in analysis.notes)
    if not page.hits or not is_first or others or lacks_act:
        return
    said = telling(analysis.runs)
    if len(distinct(said)) < _LEAST:
        return
    sense = sense_of_question(
        [codes_of([term.likely for term in run], [term.folded for term in run]) for run in analysis.runs]
    )
    if sense.any() and not any(_is_near(hit, said, sense) for hit in page.hits):
        yield _FAR


def _is_near(hit: SearchHit, said: Sequence[Sequence[Term]], sense: Vectors) -> bool:
    """Whether the best provision that a hit shows is about the question, or holds its words as they stand.

    A hit that shows none was found by something else: the name of its signer.
    """
    if not hit.provisions:
        return True
    best = hit.provisions[0]
    heading, text = (streams(_plain(part)) for part in (f"{hit.title} {best.label} {best.heading}", best.snippet))
    shown = heading + text
    line = f" {shown.folded} "
    if all(f" {' '.join(term.folded for term in run)} " in line for run in said):
        return True
    row = sense_of_row(codes_of(shown.words, shown.folded_words), len(heading.words)).vector
    return float(np.dot(row, sense)) >= _NEAR


def _plain(marked: str) -> str:
    return marked.replace(MARK_START, "").replace(MARK_END, "")
