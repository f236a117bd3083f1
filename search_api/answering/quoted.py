"""Telling why a quoted phrase finds nothing: it stands nowhere, or nowhere beside the other words.

Filters count: what stands nowhere within them may stand elsewhere, and the note says so much.
"""

from collections.abc import Iterator
from dataclasses import replace

from search_api.index.gateway import SearchEngine
from search_api.query.analyse import QueryAnalysis
from search_api.query.plan import plan
from search_api.query.request import Filters
from search_api.query.syllables import printed
from search_api.query.understood import Note

_MOST = 3
"""Phrases that are looked for one by one."""


def unmet_phrases(engine: SearchEngine, analysis: QueryAnalysis) -> Iterator[Note]:
    """A note on the quotes of a query that found nothing, with what to do.

    Raises:
        EngineUnavailableError: the engine cannot be reached.
    """
    phrases = [phrase for phrase in analysis.phrases if len(phrase) > 1][:_MOST]
    for phrase in phrases:
        alone = replace(analysis, query=replace(analysis.query, page=1, cursor=None), phrases=(phrase,), runs=())
        only = plan(replace(alone, numbers=(), issues=(), choices=(), nears=(), titles=(), excluded=())).counting()
        if engine.search(only).total == 0:
            yield _nowhere(" ".join(printed(term.accented) for term in phrase), analysis)
            return
    if phrases:
        message = (
            "Không điều khoản nào vừa có nguyên cụm trong ngoặc kép vừa có phần còn lại của câu tìm. "
            "Bỏ dấu ngoặc kép hoặc bớt từ."
        )
        yield Note("phrase-apart", message)


def _nowhere(words: str, analysis: QueryAnalysis) -> Note:
    where, what = "Không có", "Bỏ dấu ngoặc kép"
    if analysis.filters != Filters():
        where, what = "Trong phạm vi đang lọc không có", "Bỏ bộ lọc, hoặc bỏ dấu ngoặc kép"
    message = f"{where} văn bản nào có nguyên cụm “{words}”. {what} để các từ không phải đứng liền nhau."
    return Note("phrase-nowhere", message)
