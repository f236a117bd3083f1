"""From stored records to what a hit shows; the same for both engines."""

from collections.abc import Iterable, Iterator

from search_api.index.facet_values import chosen_values, status_on
from search_api.index.highlight import first_matches, mark, matches, snippet
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.rows import key_of
from search_api.query.clauses import Clause, Need
from search_api.query.hits import Contribution, Explanation, Facet, FacetValue, ProvisionHit, SearchHit
from search_api.query.plan import SearchPlan
from search_api.query.syllables import fold

EXACT_SCORE = 1_000_000.0
"""What the first clause of `exact` counts as: above any sum of relevance (32 terms in ten clauses stay below 2,000)."""

EXACT_STEP = 10_000.0
"""What each further clause of `exact` counts less."""


def hit(
    record: DocumentRecord,
    provisions: Iterable[ProvisionHit],
    score: float,
    plan: SearchPlan,
    explanation: Explanation | None = None,
) -> SearchHit:
    """A hit. `record` needs no provisions."""
    return SearchHit(
        id=record.id,
        number=record.number,
        type=record.type,
        issuers=record.issuers,
        title=mark(record.title, plan.marked),
        issued_on=record.issued_on,
        effective_on=record.effective_on,
        gazette_label=record.gazette_label,
        gazette_date=record.gazette_date,
        file_sha256=record.file_sha256,
        first_page=record.first_page,
        by_ocr=record.by_ocr,
        score=score,
        stored_at=record.stored_at,
        provisions=tuple(provisions),
        status=status_on(record, plan.as_of),
        explanation=explanation,
    )


def exact_reason(plan: SearchPlan, level: int) -> Contribution:
    """Why a document that a clause of `exact` names stands first."""
    clause = plan.exact[level]
    return Contribution(clause.name, clause.field, EXACT_SCORE - level * EXACT_STEP)


def facet(name: str, counts: dict[str, int], plan: SearchPlan) -> Facet:
    """A facet from its counts: years from the latest, the rest by count; what is chosen stays even with none."""
    chosen = chosen_values(name, plan.filters)
    order = sorted(counts, key=lambda value: (-int(value), "") if name == "year" else (-counts[value], value))
    shown = order[: plan.facet_values] + [value for value in order[plan.facet_values :] if value in chosen]
    shown += [value for value in chosen if value not in counts]
    return Facet(name, tuple(FacetValue(value, counts.get(value, 0), value in chosen) for value in shown))


def provision_hit(provision: ProvisionRecord, plan: SearchPlan) -> ProvisionHit:
    """A provision as it is shown, with a piece of its text."""
    piece = snippet(provision.text, plan.marked, plan.snippet)
    return ProvisionHit(provision.eid, provision.label, provision.heading, piece, provision.page)


def best_provisions(best: Iterable[ProvisionRecord], plan: SearchPlan) -> Iterator[ProvisionHit]:
    """Of candidates in falling order the first few that show a good part of what was asked, each once.

    There may be none: only the title may have matched.
    """
    cited = {token for clause in plan.scored if clause.field == "label" for token in clause.tokens}
    seen: set[str] = set()
    for provision in best:
        if len(seen) == plan.provisions:
            return
        if provision.eid not in seen and (key_of(provision.label) in cited or _answers(provision, plan)):
            seen.add(provision.eid)
            yield provision_hit(provision, plan)


def _answers(provision: ProvisionRecord, plan: SearchPlan) -> bool:
    """Whether a provision itself, without its document's title, holds a good part of what was asked.

    That is a whole phrase or alternative; else half of the asked words that are marked, at most as many as any answer
    must hold: of 'thuế thu nhập doanh nghiệp' one that only names a head (thủ trưởng) shows nothing.
    """
    found = (*matches(provision.heading, plan.marked, 1), *first_matches(provision.text, plan.marked))
    held = {match.word for match in found}
    bound = [frozenset(map(fold, clause.tokens)) for clause in _bound(plan)]
    folded = frozenset(map(fold, held))
    if any(words <= folded for words in bound):
        return True
    marked = plan.marked.accented | plan.marked.folded
    asked = [need for need in plan.needs if _words(need) & marked]
    if asked:
        met = sum(_is_met(need, held) for need in asked)
        return met >= max(1, min(plan.least, (len(asked) + 1) // 2))
    return bool(folded.difference(*bound))


def _bound(plan: SearchPlan) -> Iterator[Clause]:
    """What is asked for word by word: phrases, words near each other, alternatives."""
    for need in plan.required:
        yield from (clause for clause in need.any_of if clause.kind in ("phrase", "near", "all"))


def _is_met(need: Need, held: set[str]) -> bool:
    """Whether `held` has one of the words, or all of a phrase that may stand for them."""
    phrases = (clause for clause in need.any_of if clause.kind == "phrase")
    return not held.isdisjoint(_words(need)) or any(held.issuperset(clause.tokens) for clause in phrases)


def _words(need: Need) -> set[str]:
    """The single words any of which meets a need."""
    return {token for clause in need.any_of if clause.kind == "tokens" for token in clause.tokens}
