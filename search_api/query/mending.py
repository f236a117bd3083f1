"""A query read with the collection's own words: slips mended, half-typed words completed, missing marks put back.

What was typed with its tones is never changed, unless it is no word of the collection at all. Every change is told.
"""

from dataclasses import replace

from search_api.query.analyse import QueryAnalysis
from search_api.query.slips import is_unknown, meant
from search_api.query.syllables import fold, syllables
from search_api.query.terms import Term
from search_api.query.tones import WordTable, completions, restore
from search_api.query.understood import Chip

_COMPLETIONS = 8
_SHORTEST_BEGINNING = 2

Run = tuple[Term, ...]


def mend(analysis: QueryAnalysis, words: WordTable) -> QueryAnalysis:
    """The analysis as the collection's words explain it; a query of known words with their marks is left as it is."""
    if not words or analysis.is_mute or analysis.query.verbatim:
        return analysis
    analysis = _without_slips(analysis, words)
    accents = analysis.accents
    if accents == "toned":
        if not any(_lacks_marks(term, words) for run in analysis.runs for term in run):
            return analysis
        accents = "mixed"
    restored = replace(
        analysis,
        accents=accents,
        restored=True,
        runs=tuple(_restored(run, words) for run in analysis.runs),
        phrases=tuple(_restored(phrase, words) for phrase in analysis.phrases),
    )
    shown = " ".join(term.likely for run in restored.runs for term in run)
    if all(term.likely == term.accented for run in restored.runs for term in run):
        return restored
    return replace(restored, chips=(*restored.chips, Chip("restored", shown)))


def meant_text(analysis: QueryAnalysis, words: WordTable) -> str | None:
    """The query with the marks that it lacks or has wrong, for 'Có phải bạn muốn tìm'; None where there is none other.

    Only a query of words alone is spelt out: its operators, fields, numbers and dates would be lost.
    """
    plain = not (analysis.phrases or analysis.excluded or analysis.choices or analysis.nears or analysis.titles)
    if (
        not plain
        or len(analysis.runs) != 1
        or analysis.runs[0][-1].others
        or analysis.numbers
        or analysis.issues
        or analysis.article
        or analysis.filters != analysis.query.filters
    ):
        return None
    run = tuple(term if words.count(term.likely) else replace(term, typed="bare") for term in analysis.runs[0])
    spelt = (
        " ".join(term.likely for term in run) if run == analysis.runs[0] or not words else " ".join(restore(run, words))
    )
    typed = " ".join(syllable.accented for syllable in syllables(analysis.text))
    return spelt if spelt != typed and not analysis.dropped else None


def _without_slips(analysis: QueryAnalysis, words: WordTable) -> QueryAnalysis:
    explained = {word for meaning in analysis.meanings for word in meaning.words}
    chips: list[Chip] = []
    runs = []
    for place, run in enumerate(analysis.runs):
        is_last = place == len(analysis.runs) - 1
        runs.append(tuple(_mended(run, explained, (words, chips), is_last=is_last)))
    if runs == list(analysis.runs):
        return analysis
    return replace(analysis, runs=tuple(runs), chips=(*analysis.chips, *chips))


def _mended(run: Run, explained: set[str], known: tuple[WordTable, list[Chip]], *, is_last: bool) -> list[Term]:
    words, chips = known
    found: list[Term] = []
    for place, term in enumerate(run):
        is_end = is_last and place == len(run) - 1
        if is_end and not words.count(term.accented) and len(term.folded) >= _SHORTEST_BEGINNING:
            is_half = _is_slip(term, words) or term.typed != "bare"
            begun = tuple(completions(term.accented, words, _COMPLETIONS)) if is_half else ()
            if begun:
                found.append(replace(term, others=begun))
                continue
        if not _is_slip(term, words) or term.accented in explained:
            found.append(term)
            continue
        after = run[place + 1].likely if place + 1 < len(run) else ""
        instead = meant(term.folded, found[-1].likely if found else "", after, words)
        if instead:
            chips.append(Chip("corrected", f"{term.accented} → {' '.join(instead)}"))
            found += [Term(form, fold(form), "toned") for form in instead]
        else:
            found.append(term)
    return found


def _is_slip(term: Term, words: WordTable) -> bool:
    """Whether a word stands nowhere in the collection; figures, codes and what is in capitals are none."""
    return term.accented[:1].isalpha() and not term.capital and is_unknown(term.folded, words)


def _lacks_marks(term: Term, words: WordTable) -> bool:
    """Whether a word was typed without a tone that is a word of the collection only with one: 'dieu'."""
    is_bare_word = term.typed != "toned" and term.accented.isalpha() and not term.others
    return is_bare_word and not words.count(term.accented) and words.knows(term.folded)


def _restored(run: Run, words: WordTable) -> Run:
    """The words with the marks that their neighbours suggest; 'lương' alone is a word, and lượng none that it lacks."""
    if len(run) == 1 and run[0].typed == "marked" and words.count(run[0].accented):
        return run
    return tuple(
        replace(term, restored=form) if form != term.accented else term
        for term, form in zip(run, restore(run, words), strict=True)
    )
