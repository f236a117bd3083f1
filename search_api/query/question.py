"""What the second stage of ranking needs to know of a query: its words, how each was typed, which of them only ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_api.query.analyse import QueryAnalysis
from search_api.query.asking import asks_for_effect, asks_for_meaning, is_sentence, only_asking
from search_api.query.scoring import is_strict, title_words
from search_api.query.syllables import fold
from search_api.query.terms import Term


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question. `is_strict` where it must stand with its very marks; `counts` unless it only asks."""

    accented: str
    folded: str
    is_strict: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """Neighbours in a question that the law writes otherwise, and its phrases for them, all with their marks."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The words as runs of neighbours, and what some of them mean; what is asked: see the fields.

    `defines` where the meaning of a word is asked, `effect` where effect, repeal or carrying out is; `title` is the
    whole name of an act, `label` an article.
    """

    runs: tuple[tuple[Asked, ...], ...]
    meant: tuple[Meant, ...] = ()
    defines: bool = False
    effect: bool = False
    title: tuple[str, ...] = ()
    label: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article of which others are sought: its words in order, of which the first `heading` are its heading."""

    words: tuple[str, ...]
    heading: int


def question(analysis: QueryAnalysis) -> Question | None:
    """The question in an analysed query; None where the first stage alone decides.

    It does where nothing is asked in words, and where numbers or issues are asked for (exact things stand first) unless
    they are part of a sentence.
    """
    runs = [run for run in (*analysis.runs, *analysis.phrases) if run]
    if not runs or (
        (analysis.numbers or analysis.issues) and not (analysis.numbers_are == "wishes" or is_sentence(runs))
    ):
        return None
    asking = [only_asking(run) for run in runs]
    if all(all(flags) for flags in asking):
        asking = [[False] * len(run) for run in runs]
    return Question(
        runs=tuple(tuple(_asked(run, flags, analysis)) for run, flags in zip(runs, asking, strict=True)),
        meant=tuple(_meant(analysis)),
        defines=asks_for_meaning(runs),
        effect=asks_for_effect(runs),
        title=title_words(runs[0]) if len(runs) == 1 else (),
        label=("dieu", fold(analysis.places.article)) if analysis.places.article else (),
    )


def _asked(run: Sequence[Term], asking: Sequence[bool], analysis: QueryAnalysis) -> Iterator[Asked]:
    for term, only_asks in zip(run, asking, strict=True):
        yield Asked(term.likely, term.folded, is_strict(term, analysis), not only_asks)


def _meant(analysis: QueryAnalysis) -> Iterator[Meant]:
    likely = {term.accented: term.likely for run in analysis.runs for term in run}
    for meaning in analysis.meanings:
        yield Meant(tuple(likely.get(word, word) for word in meaning.words), meaning.phrases)
