"""A query read with the collection's own words: slips mended, half-typed words completed, missing marks put back.

What was typed with its tones is only changed where it is no word of the collection at all, or a slip that its
neighbours tell ('sữa chữa', 'nguời'). Every change is told.
"""

from collections.abc import Iterator
from dataclasses import replace

from ingest.syllables import is_syllable, may_be_syllable
from search_api.query.analyse import QueryAnalysis
from search_api.query.readings import read, together
from search_api.query.restoring import (
    WELL_KNOWN,
    believed,
    contradicts,
    evident,
    is_certain,
    shows_missing_marks,
    surely_read,
)
from search_api.query.scoring import is_strict
from search_api.query.slips import is_unknown, meant, misspelt, other_tone
from search_api.query.syllables import fold, has_wrong_marks, printed, syllables
from search_api.query.synonyms import Meaning, meant_chip, set_phrases
from search_api.query.terms import Term, taken_as_typed
from search_api.query.understood import Chip
from search_api.query.word_table import WordTable, completions

_COMPLETIONS = 8
_MOST_BEGUN = 100
_SHORTEST_BEGINNING = 2

_COMPLETE = 1.5
"""How much likelier (natural logarithm) another reading of a word must be that is complete as typed, where some other
words lack marks: of questions in which one mark of seven is missing 0.1 % fewer words are read wrongly by it."""

Run = tuple[Term, ...]
Line = tuple[str, ...]


def mend(analysis: QueryAnalysis, words: WordTable) -> QueryAnalysis:
    """The analysis as the collection's words explain it; a query with its marks is left as it is."""
    if analysis.is_mute or analysis.query.verbatim:
        return analysis
    analysis = _explained(_without_misreadings(analysis, words))
    if not words:
        return analysis
    analysis = _without_slips(analysis, words)
    if analysis.accents == "toned":
        if not any(shows_missing_marks(run, words) for run in analysis.runs):
            return analysis
        analysis = replace(analysis, accents="mixed")
    doubt = _COMPLETE if _has_most_marks(analysis) else 0.0
    runs = tuple(_restored(run, words, doubt) for run in analysis.runs)
    restored = replace(
        analysis,
        restored=True,
        runs=tuple(surely_read(run, words) for run in _completed(runs, analysis.runs, words)),
        phrases=tuple(_restored(phrase, words, doubt) for phrase in analysis.phrases),
    )
    shown = " ".join(" ".join(_shown(run, words, bare=analysis.accents == "bare")) for run in restored.runs)
    if shown == " ".join(_spelt(term, term.accented) for run in restored.runs for term in run):
        return restored
    return replace(restored, chips=(*restored.chips, Chip("restored", shown)))


def meant_text(analysis: QueryAnalysis, words: WordTable) -> str | None:
    """The query with the marks that it lacks or has wrong, for 'Có phải bạn muốn tìm'; None where there is none other.

    Only a query of words alone is spelt out: its operators, fields, numbers, dates and what was not understood would be
    lost.
    """
    others = (
        analysis.more_than_words or analysis.excluded or analysis.places.article or analysis.notes or analysis.narrows
    )
    if others or analysis.sort or len(analysis.runs) != 1 or analysis.runs[0][-1].others:
        return None
    (run,) = analysis.runs
    if any(term.exact for term in run):
        return None
    line = evident(run, words) if analysis.accents == "toned" else _offered(run, words, bare=analysis.accents == "bare")
    typed = tuple(syllable.accented for syllable in syllables(analysis.text))
    if analysis.accents != "toned" and any(word.isalpha() and words.count(word) <= 1 for word in line):
        return None  # with its marks it would find nothing; each word of the thesaurus counts once in any collection
    if analysis.accents != "toned" and line == tuple(term.accented for term in run):
        return None  # no marks but those of 'ko'
    return " ".join(map(printed, line)) if line != typed and not analysis.dropped else None


def may_be_misspelt(analysis: QueryAnalysis, words: WordTable) -> bool:
    """Whether a word whose marks count may have wrong ones; without words of a collection nobody can tell.

    It is no syllable as typed, or its neighbours say so. 'sổ đỏ' is right, whatever the collection lacks: there is
    nothing to find in 'cơ sở đó'.
    """
    if not words:
        return True
    for run in (*analysis.runs, *analysis.phrases):
        for term, form in zip(run, evident(run, words), strict=True):
            if is_strict(term, analysis) and (form != term.accented or has_wrong_marks(term.accented)):
                return True
    return False


def _has_most_marks(analysis: QueryAnalysis) -> bool:
    """Whether more than half of the words were typed with some mark: of every four words of a text three have one."""
    marked = [term.typed != "bare" for run in analysis.runs for term in run if term.accented.isalpha()]
    return sum(marked) * 2 > len(marked)


def _shown(run: Run, words: WordTable, *, bare: bool) -> Iterator[str]:
    """The words of a run as the user is told they were read."""
    for term, form in zip(run, believed(run, words, bare=bare), strict=True):
        yield _spelt(term, form)


def _offered(run: Run, words: WordTable, *, bare: bool) -> Line:
    """The words of a run with their marks where all of these are certain; else as typed."""
    line = believed(run, words, bare=bare)
    return line if is_certain(run, line) else tuple(term.accented for term in run)


def _spelt(term: Term, form: str) -> str:
    return f"{form}…" if term.others else printed(form)


def _without_misreadings(analysis: QueryAnalysis, words: WordTable) -> QueryAnalysis:
    """The analysis without meanings of words that are plainly others: 'hop dong thue' pays no tax."""
    if analysis.accents == "toned" or not words:
        return analysis
    wrong = tuple(meaning for meaning in analysis.meanings if _is_misread(meaning, analysis, words))
    if not wrong:
        return analysis
    chips = {meant_chip(meaning, analysis.text) for meaning in wrong}
    return replace(
        analysis,
        meanings=tuple(meaning for meaning in analysis.meanings if meaning not in wrong),
        chips=tuple(chip for chip in analysis.chips if chip not in chips),
    )


def _is_misread(meaning: Meaning, analysis: QueryAnalysis, words: WordTable) -> bool:
    length = len(meaning.words)
    for run in analysis.runs:
        for at in range(len(run) - length + 1):
            held = run[at : at + length]
            if tuple(term.accented for term in held) == meaning.words and all(term.typed == "bare" for term in held):
                return contradicts(run, at, meaning.read, words)
    return False


def _explained(analysis: QueryAnalysis) -> QueryAnalysis:
    """The analysis in which words that have a meaning are read as the words that mean so.

    'ho khau' is hộ khẩu; VAT is itself and never vật, though without its marks that is written so too.
    """
    phrases = dict(set_phrases(analysis.runs)) if analysis.accents != "toned" else {}
    read = phrases | {meaning.words: meaning.read for meaning in analysis.meanings}
    if not read:
        return analysis
    runs = tuple(tuple(_read(run, read, analysis)) for run in analysis.runs)
    return analysis if runs == analysis.runs else replace(analysis, runs=runs)


def _read(run: Run, read: dict[Line, Line], analysis: QueryAnalysis) -> Iterator[Term]:
    at = 0
    while at < len(run):
        typed = next((each for each in read if tuple(t.accented for t in run[at : at + len(each)]) == each), None)
        for term, form in zip(run[at:], read[typed] if typed else ("",), strict=False):
            if form == term.accented and typed and len(typed) == 1 and may_be_syllable(term.folded):
                yield replace(term, typed="toned")
            elif form and form != term.accented and term.typed == "bare" and analysis.accents != "toned":
                yield replace(term, restored=form)
            else:
                yield term
        at += len(typed) if typed else 1


def _without_slips(analysis: QueryAnalysis, words: WordTable) -> QueryAnalysis:
    explained = {word for meaning in analysis.meanings for word in meaning.words}
    chips: list[Chip] = []
    runs = []
    for place, run in enumerate(analysis.runs):
        is_last = place == len(analysis.runs) - 1
        runs.append(tuple(_mended(run, analysis.text, explained, (words, chips), is_last=is_last)))
    if runs == list(analysis.runs):
        return analysis
    return replace(analysis, runs=tuple(runs), chips=(*analysis.chips, *chips))


def _mended(
    run: Run, text: str, explained: set[str], known: tuple[WordTable, list[Chip]], *, is_last: bool
) -> list[Term]:
    words, chips = known
    found: list[Term] = []
    for place, term in enumerate(run):
        if term.exact:
            found.append(term)
            continue
        is_end = is_last and place == len(run) - 1
        if is_end and not words.count(term.accented) and len(term.folded) >= _SHORTEST_BEGINNING:
            is_half = _is_slip(term, words) or term.typed != "bare"
            begun = _begun(term, found[-1].likely if found else "", words) if is_half else ()
            if begun:
                found.append(replace(term, others=begun))
                continue
        beside = (found[-1].likely if found else "", run[place + 1].likely if place + 1 < len(run) else "")
        instead = () if term.accented in explained else _instead(term, beside, words)
        if instead:
            shown = f"{printed(term.accented)} → {' '.join(map(printed, instead))}"
            chips.append(Chip("corrected", shown, taken_as_typed(text, term.accented)))
            found += [Term(form, fold(form), "toned", parted=term.parted and not at) for at, form in enumerate(instead)]
        else:
            found.append(term)
    return found


def _instead(term: Term, beside: tuple[str, str], words: WordTable) -> Line:
    """What was probably meant by a word that is typed wrong; () for all others."""
    if _is_slip(term, words):
        return meant(term.accented, *beside, words)
    right = misspelt(term.accented, *beside, words) or other_tone(term.accented, *beside, words)
    return (right,) if right else ()


def _is_slip(term: Term, words: WordTable) -> bool:
    """Whether a word stands nowhere in the collection; figures, codes and what is in capitals are none."""
    return term.accented[:1].isalpha() and not term.capital and is_unknown(term.folded, words)


def _begun(term: Term, before: str, words: WordTable) -> Line:
    """What a last word may become; one that is a whole syllable only what is well known behind the word before."""
    begun = tuple(completions(term.accented, words, _COMPLETIONS))
    if not is_syllable(term.accented):
        return begun
    return tuple(word for word in begun if words.pair_count(before, word) >= WELL_KNOWN)


def _completed(runs: tuple[Run, ...], typed: tuple[Run, ...], words: WordTable) -> tuple[Run, ...]:
    """The runs with the last word as a half-typed one where so it never follows the one before: 'luong toi thi'.

    The words before it are read by themselves then, from what was `typed`: a half-typed word says nothing of them.
    """
    if not runs or len(runs[-1]) < 2:  # noqa: PLR2004 - a word and the one before it
        return runs
    *_, before, last = runs[-1]
    stands = any(words.pair_count(before.likely, word) for word in (last.likely, last.accented))
    if last.typed == "toned" or last.others or stands:
        return runs
    some = _restored(typed[-1][:-1], words, 0.0)
    if some[-1].likely == before.likely and together(before.likely, last.likely, words) >= WELL_KNOWN:
        return runs  # 'quy định về gì' is whole in everyday questions
    begun = tuple(completions(last.accented, words, _MOST_BEGUN))
    known = tuple(word for word in begun if words.pair_count(some[-1].likely, word) >= WELL_KNOWN)[:_COMPLETIONS]
    return (*runs[:-1], (*some, replace(last, restored="", others=known))) if known else runs


def _restored(run: Run, words: WordTable, doubt: float) -> Run:
    """The words with the marks that their neighbours suggest; 'lương' alone is a word, and lượng none that it lacks."""
    if len(run) == 1 and run[0].typed == "marked" and is_syllable(run[0].accented):
        return run
    return tuple(
        replace(term, restored=form.word if form.word != term.accented else "", chance=form.chance)
        for term, form in zip(run, read(run, words, doubt), strict=True)
    )
