"""From stored records to what a hit shows; the same for both engines."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from search_api.index.facet_values import chosen_values, status_on
from search_api.index.highlight import Looked, look, mark
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.query.clauses import Clause, Marked, Need
from search_api.query.hits import Contribution, Explanation, Facet, FacetValue, ProvisionHit, SearchHit
from search_api.query.plan import SearchPlan
from search_api.query.syllables import fold, key_of

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
        said_at=record.said_at,
    )


def exact_reason(plan: SearchPlan, level: int) -> Contribution:
    """Why a document that a clause of `exact` names stands first."""
    clause = plan.exact[level]
    return Contribution(clause.name, clause.field, EXACT_SCORE - level * EXACT_STEP)


def facet(name: str, counts: dict[str, int], plan: SearchPlan) -> Facet:
    """A facet from its counts: years from the latest, the rest by count; what is chosen stays even with none."""
    chosen = chosen_values(name, plan.filters)
    if name == "year":
        order = sorted(counts, key=int, reverse=True)
    else:
        order = sorted(sorted(counts), key=counts.__getitem__, reverse=True)  # which leaves equals in their order
    shown = order[: plan.facet_values] + [value for value in order[plan.facet_values :] if value in chosen]
    shown += [value for value in chosen if value not in counts]
    return Facet(name, tuple(FacetValue(value, counts.get(value, 0), value in chosen) for value in shown))


def provision_hit(provision: ProvisionRecord, plan: SearchPlan) -> ProvisionHit:
    """A provision as it is shown, with a piece of its text."""
    return _shown(provision, look(provision.text, plan.marked), plan)


def _shown(provision: ProvisionRecord, looked: Looked, plan: SearchPlan) -> ProvisionHit:
    piece = looked.snippet(plan.snippet)
    return ProvisionHit(provision.eid, provision.label, provision.heading, piece, provision.page)


def best_provisions(best: Iterable[ProvisionRecord], plan: SearchPlan) -> Iterator[ProvisionHit]:
    """Of candidates in falling order the first few that show a good part of what was asked, each once.

    There may be none: only the title may have matched.
    """
    asked = _asked(_Same(plan))
    seen: set[str] = set()
    for provision in best:
        if len(seen) == plan.provisions:
            return
        if provision.eid in seen:
            continue
        looked = look(provision.text, plan.marked)
        if (asked.cited and key_of(provision.label) in asked.cited) or _answers(provision, looked, asked, plan.marked):
            seen.add(provision.eid)
            yield _shown(provision, looked, plan)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a plan asks of a provision that is shown.

    `cited` are the keys of labels that are asked for, `bound` what is asked for word by word (folded), `needs` the
    other needs whose words are marked: single words, any of which meets it, and phrases all of which do so as well.
    `least` is how many of these must be met. `folded` has the marked words without their marks.
    """

    cited: frozenset[str]
    bound: tuple[frozenset[str], ...]
    needs: tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]
    least: int
    folded: Mapping[str, str]


class _Same:
    """A plan as a key: it is this very one. A plan is large, comparing it costs more than reading it."""

    __slots__ = ("plan",)

    def __init__(self, plan: SearchPlan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.plan is self.plan


@lru_cache(maxsize=16)  # read once for all documents of a page; several are answered at the same time
def _asked(same: _Same) -> _Asked:
    plan = same.plan
    together = chain(plan.marked.phrases, plan.marked.folded_phrases)
    marked = plan.marked.accented.union(plan.marked.folded, *together)
    needs = [(_words(need), _phrases(need)) for need in plan.needs]
    asked = tuple((words, phrases) for words, phrases in needs if not words.isdisjoint(marked))
    return _Asked(
        cited=frozenset(token for clause in plan.scored if clause.field == "label" for token in clause.tokens),
        bound=tuple(frozenset(map(fold, clause.tokens)) for clause in _bound(plan)),
        needs=asked,
        least=max(1, min(plan.least, (len(asked) + 1) // 2)),
        folded={word: fold(word) for word in marked},
    )


def _answers(provision: ProvisionRecord, looked: Looked, asked: _Asked, marked: Marked) -> bool:
    """Whether a provision itself, without its document's title, holds a good part of what was asked.

    That is a whole phrase or alternative; else half of the asked words that are marked, at most as many as any answer
    must hold: of 'thuế thu nhập doanh nghiệp' one that only names a head (thủ trưởng) shows nothing. Its heading is
    looked at where its text does not say enough.
    """
    held = {match[2] for match in looked.matches}
    if _is_answer(held, asked):
        return True
    more = {match[2] for match in look(provision.heading, marked).matches}
    return not more <= held and _is_answer(held | more, asked)


def _is_answer(held: set[str], asked: _Asked) -> bool:
    if asked.bound or not asked.needs:
        folded = {asked.folded[word] for word in held}
        if any(words <= folded for words in asked.bound):
            return True
        if not asked.needs:
            return bool(folded.difference(*asked.bound))
    met = 0
    for words, phrases in asked.needs:
        if not words.isdisjoint(held) or any(phrase <= held for phrase in phrases):
            met += 1
            if met == asked.least:
                return True
    return False


def _bound(plan: SearchPlan) -> Iterator[Clause]:
    """What is asked for word by word: phrases, words near each other, alternatives."""
    for need in plan.required:
        yield from (clause for clause in need.any_of if clause.kind in ("phrase", "near", "all"))


def _words(need: Need) -> frozenset[str]:
    """The single words any of which meets a need."""
    return frozenset(token for clause in need.any_of if clause.kind == "tokens" for token in clause.tokens)


def _phrases(need: Need) -> tuple[frozenset[str], ...]:
    """The phrases that may stand for a need's words."""
    return tuple(frozenset(clause.tokens) for clause in need.any_of if clause.kind == "phrase")
