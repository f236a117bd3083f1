"""Articles related to an article: found by its own words, whatever documents they stand in."""

from collections.abc import Callable, Iterable
from itertools import groupby

from search_api.days import today
from search_api.index.record import ProvisionRecord
from search_api.query.clauses import Clause, Marked, Need
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.question import Likeness
from search_api.query.request import Filters
from search_api.ranking.likeness import clauses, likeness, rules, telling_words

MOST = 20
"""Related articles that are given at most."""

_SNIPPET = 240


def related(
    answer: Callable[[SearchPlan], SearchPage], document_id: str, provision: ProvisionRecord, most: int
) -> tuple[SearchHit, ...]:
    """The articles most related to a provision of a document, the best first; each hit has one provision.

    The article itself is none of them; others of its own document may be.

    Raises:
        EngineUnavailableError: the engine cannot be reached.
    """
    article = likeness(provision.heading, provision.text)
    if not telling_words(article):
        return ()
    hits = answer(related_plan(article, most + 1)).hits
    own = (document_id, provision.eid)
    return tuple(hit for hit in hits if (hit.id, hit.provisions[0].eid) != own)[:most]


def related_plan(article: Likeness, limit: int) -> SearchPlan:
    """What an engine has to do to find articles like one."""
    words = telling_words(article)
    return SearchPlan(
        exact=(),
        required=(),
        needs=tuple(Need((Clause("like", "text", (word,)),)) for word in words),
        least=min(rules().least, len(words)),
        scored=clauses(article),
        filters=Filters(),
        sort="relevance",
        offset=0,
        limit=limit,
        marked=Marked(),
        provisions=1,
        snippet=_SNIPPET,
        facets=(),
        unit="provision",
        as_of=today(),
        question=article,
    )


def whole(provisions: Iterable[ProvisionRecord], eid: str) -> ProvisionRecord | None:
    """The article that is `eid` or encloses it, its pieces together; None where there is none."""
    for own, pieces in groupby(provisions, key=lambda each: each.eid):
        if eid == own or eid.startswith(f"{own}__"):
            first, *more = pieces
            text = "\n".join(piece.text for piece in (first, *more))
            return ProvisionRecord(own, first.label, first.heading, text, first.page, first.ordinal)
    return None
