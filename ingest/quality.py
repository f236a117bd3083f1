"""How far the reading of a page can be trusted, from A to D, and that of a document by its pages.

Wrong marks on right letters are five sixths of what OCR gets wrong in Vietnamese, and nearly all of them give another
valid syllable: what tells is how sure the reader was of each word. Weights and bounds are data (lexicon/quality.toml),
measured on pages with truth (docs/quality.md). A page's grade never changes its text.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.document import Doubt, Grade, Page, Quality
from ingest.letters import fold
from ingest.lexicon import load
from ingest.syllables import count_words, is_syllable

_BOUNDED: tuple[Grade, ...] = ("A", "B", "C")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = frozenset("aeiouy")
_EDGES = ".,;:!?()[]“”\"'‘’…-–/"


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is counted on a page; `expected` are wrong characters in words, that is, their share times the words."""

    words: int
    checked: float
    valid: float
    tone_doubts: int
    doubtful: int
    expected: float


def with_quality(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, each with its quality."""
    return tuple(replace(page, quality=quality_of((page,))) for page in pages)


def quality_of(pages: Iterable[Page]) -> Quality | None:
    """Quality of several pages together, each by its number of words; None where nothing is on them.

    One page that could not be read makes the whole D: nobody can tell what is missing.
    """
    failed = False
    found: list[_Measures] = []
    for page in pages:
        failed = failed or page.source == "failed"
        if page.lines:
            found.append(_of_text(page) if page.source == "text" else _of_scan(page))
    if not found:
        return Quality("D", 0, 0.0, 0.0, 0) if failed else None
    words = max(1, sum(one.words for one in found))
    checked = sum(one.checked for one in found)
    return Quality(
        grade="D" if failed else _grade(sum(one.expected for one in found) / words),
        words=words,
        syllable_share=round(sum(one.valid for one in found) / checked, 4) if checked else 1.0,
        tone_doubt=round(sum(one.tone_doubts for one in found) / words, 4),
        doubtful=sum(one.doubtful for one in found),
    )


def _grade(expected: float) -> Grade:
    bounds = load("quality")["grades"]
    return next((grade for grade in _BOUNDED if expected <= bounds[grade]), "D")


def _of_text(page: Page) -> _Measures:
    """A text layer is exact unless its own features speak against it; 0.03 ms a page, since every page goes here."""
    words = sum(line.text.count(" ") for line in page.lines) + len(page.lines)
    known = page.judgement
    share = known.syllable_share if known else None
    if known is None or share is None:
        count = count_words(" ".join(line.text for line in page.lines))
        share = 1.0 if count.share is None else count.share
    suspect = _suspicion(page, share) if words else 0.0
    return _Measures(words, words, words * share, 0, len(page.doubts), words * suspect)


def _suspicion(page: Page, syllable_share: float) -> float:
    """The share of wrong characters to reckon with: 0, or what makes the page a B or a C."""
    rule, bounds = load("quality")["text"], load("quality")["grades"]
    known = page.judgement
    if known is None or known.characters < rule["characters"]:
        return 0.0
    if syllable_share < rule["syllable_share"] or known.bad_share >= rule["very_bad_share"]:
        return float(bounds["C"])
    return float(bounds["B"]) if page.doubts or known.bad_share >= rule["bad_share"] else 0.0


def _of_scan(page: Page) -> _Measures:
    text = " ".join(line.text for line in page.lines)
    words, count, weights = len(text.split()), count_words(text), load("quality")["expected"]
    tones = sum(is_tone_doubt(doubt) for doubt in page.doubts)
    others = sum(doubt.reason != "pen" for doubt in page.doubts) - tones
    lost = 1 - count.valid / count.checked if count.checked else 0.0
    # without a confidence OCR has read no word, and all lines are those of a text layer
    unsure = 0.0 if page.confidence is None else max(0.0, weights["certain"] - page.confidence)
    expected = (
        weights["uncertainty"] * unsure
        + weights["no_syllable"] * lost
        + (weights["tone_doubt"] * tones + weights["doubtful"] * others) / max(1, words)
    )
    return _Measures(words, count.checked, count.valid, tones, len(page.doubts), expected * words)


def is_tone_doubt(doubt: Doubt) -> bool:
    """Whether the letters of a doubtful word are sure and its marks are not.

    So is a word chosen over one with the same letters ('thẩm' for 'thâm'), and one read without confidence that would
    be a syllable with another tone as well.
    """
    if doubt.reason == "chosen":
        first = doubt.first_reading or ""
        return first != doubt.text and fold(first) == fold(doubt.text)
    word = doubt.text.strip(_EDGES)
    return doubt.reason == "unsure" and is_syllable(word) and any(is_syllable(other) for other in _other_tones(word))


def _other_tones(word: str) -> set[str]:
    """The word with each other tone, on the letter that has its tone, or on its last vowel."""
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(sign for sign in apart if sign not in _TONES[1:])
    toned = next((at for at, sign in enumerate(apart) if sign in _TONES[1:]), None)
    vowels = [at for at, sign in enumerate(bare) if fold(sign) in _VOWELS]
    if toned is None and not vowels:
        return set()
    place = toned if toned is not None else vowels[-1] + 1
    while place < len(bare) and unicodedata.combining(bare[place]):  # shape before tone: â with acute is ấ
        place += 1
    return {unicodedata.normalize("NFC", bare[:place] + tone + bare[place:]) for tone in _TONES} - {word}
