"""Which words of a query are marked in what is shown, and which of them only together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from search_api.days import today
from search_api.query.analyse import QueryAnalysis
from search_api.query.cited import FIRST_YEAR
from search_api.query.clauses import Marked
from search_api.query.names import issuer_at, type_at
from search_api.query.profile import profile
from search_api.query.scoring import distinct, is_strict, is_together
from search_api.query.syllables import PAIR, fold
from search_api.query.terms import Term

Run = tuple[Term, ...]


def marked(analysis: QueryAnalysis) -> Marked:
    """The words to mark: asked numbers, all of a quoted phrase; of the rest those that say something.

    What the law writes for an abbreviation, and names of types and issuers, are marked where all their words stand:
    'định' of nghị định is no answer in 'quy định'.
    """
    unmarked = profile().shown.unmarked
    parts = _Parts()
    for run in analysis.runs:
        parts.read(run)
    loose = distinct([parts.loose])
    telling = [term for term in loose if term.likely not in unmarked]
    asked = [side.terms for side in chain(*analysis.choices)]
    asked += [phrase for near in analysis.nears for phrase in (near.left, near.right)]
    rest = telling or (() if parts.names else loose)
    terms = distinct((*analysis.phrases, *asked, *analysis.titles, rest))
    together = [term for term in terms if is_together(term, analysis)]
    strict, others = _parted([term for term in terms if term not in together], analysis)
    whole = [name for name in parts.names if all(is_strict(term, analysis) for term in name)]
    bare = [name for name in parts.names if name not in whole]
    return Marked(
        frozenset(chain.from_iterable((term.accented, *term.others, *term.figures) for term in strict))
        | frozenset(term.likely for term in together),
        frozenset(fold(form) for term in others for form in (term.folded, *term.others, *term.figures))
        | frozenset(_printed(analysis)),
        frozenset(phrase for meaning in analysis.meanings for phrase in meaning.phrases)
        | frozenset(tuple(term.accented for term in name) for name in whole),
        frozenset(tuple(term.folded for term in name) for name in bare)
        | frozenset(tuple(pair.split(PAIR)) for term in together for pair in term.sure),
    )


@dataclass(slots=True)
class _Parts:
    """The names of several words in runs, and the words beside them."""

    names: list[Run] = field(default_factory=list)
    loose: list[Term] = field(default_factory=list)

    def read(self, run: Run) -> None:
        """Take in a run."""
        at = 0
        while at < len(run):
            length = _name_length(run[at:])
            if length > 1:
                self.names.append(run[at : at + length])
            else:
                self.loose.append(run[at])
            at += max(1, length)


def _name_length(run: Run) -> int:
    """How many words a name of a type or an issuer takes that the run begins with, 0 for none."""
    folded = " ".join(term.folded for term in run)
    found = max((name[1] for name in (type_at(folded), issuer_at(folded)) if name), default=0)
    return len(folded[:found].split())


def _parted(terms: Sequence[Term], analysis: QueryAnalysis) -> tuple[list[Term], list[Term]]:
    """The terms that must have their very marks, and the others."""
    strict = [term for term in terms if is_strict(term, analysis)]
    return strict, [term for term in terms if term not in strict]


def _printed(analysis: QueryAnalysis) -> Iterator[str]:
    """The asked numbers as folded tokens, also with the zero before a single figure, and without a year with each."""
    for number in analysis.numbers:
        no, *rest = number.keys[0].lower().split("/")
        years = [[str(year)] for year in range(FIRST_YEAR, today().year + 1)] if rest and not rest[0].isdigit() else []
        for spelt in (no, f"0{no}") if no.isdigit() and len(no) == 1 else (no,):
            yield from ("-".join([spelt, *year, *rest]) for year in ([], *years))
