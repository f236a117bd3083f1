"""Spaces where the print has them: syllables torn apart are joined, those run together parted.

Text layers lose and invent spaces (handbook domain.md 2.11: 'hồsơ', 'nghi ệm', 'B Ộ  X Â Y'). The gaps between the
glyphs tell what is printed, the syllable validator (7.8) confirms it: neither alone mends anything, so what is printed
without a space stays so. Gaps are in parts of the font size.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter, sub
from statistics import median

from ingest.glyphs import Glyphs, Word
from ingest.repairs import once
from ingest.syllables import count_words, is_syllable, is_word

_TOUCHING = 0.07  # letters of one word stand at -0.24 to 0.06, words at 0.1 to 0.35, in condensed lines from 0.02
_CLOSE = 0.12
_CLOSE_SHARE = 0.35  # of the line's widest space
_SEAM = 0.06  # a lost space stands out by so much from the usual gap between letters, 0.09 to 0.2 where it was seen
_SEAM_SHARE = 0.4  # and by so much of what the line's own spaces do
_text_of: Callable[[Word], str] = attrgetter("text")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_SHORTEST = 4  # letters of two syllables, 'ở' among them
_LEAST_SPACED = 4  # letters in a row: fewer are list marks or initials
_NO_JOINT: frozenset[int] = frozenset()
_WORD_GAP = 1.5  # of the gap between spaced letters: a space between two spaced words


def part(glyphs: Glyphs, words: Sequence[Word]) -> Sequence[Word]:
    """The words of a line with those parted that hold two or more syllables and a printed gap at each seam."""
    if not any(map(_runs_together, map(_text_of, words))):
        return words
    parted: list[Word] = []
    for word in words:
        parted.extend(_parts(glyphs, word, words) if _runs_together(word.text) else [word])
    return parted


def joints(words: Sequence[Word]) -> frozenset[int]:
    """Places of the words to which the next one belongs: no gap is printed between them, and both are one syllable."""
    texts, lefts, rights, _, sizes, _ = zip(*words, strict=True)
    least = _CLOSE * max(sizes)
    near = [place for place, gap in enumerate(map(sub, lefts[1:], rights)) if gap < least]
    near = [place for place in near if lefts[place + 1] - rights[place] < _CLOSE * sizes[place]]
    alone = list(map(len, texts)).count(1)
    if not near and alone < _LEAST_SPACED:
        return _NO_JOINT
    spaced = _spaced_letters(words) if alone >= _LEAST_SPACED else set()
    torn = {place for place in near if place not in spaced and _is_torn(words, place)}
    return frozenset(torn | spaced)


def _is_torn(words: Sequence[Word], place: int) -> bool:
    """Whether two words that nearly touch are one syllable."""
    word, after = words[place], words[place + 1]
    if not is_syllable(_bare(word.text + after.text)):
        return False
    gap = after.left - word.right
    widest = max([b.left - a.right for a, b in pairwise(words)])
    common = gap < _CLOSE_SHARE * min(widest, word.size) or len(words) == 2  # noqa: PLR2004 - no other space to compare
    return gap < (_TOUCHING if _sound(word, after) else _CLOSE) * word.size and common


def _sound(word: Word, after: Word) -> bool:
    return is_word(_bare(word.text)) and is_word(_bare(after.text))


def _bare(text: str) -> str:
    """The text without the marks around it."""
    return text.strip(".,;:()[]“”\"'…")


def _spaced_letters(words: Sequence[Word]) -> set[int]:
    """Joints of letter-spaced words, 'B Ộ  X Â Y': letters alone, at gaps of two sizes, that make syllables."""
    found: set[int] = set()
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and len(words[end].text) == 1 and words[end].text.isalpha():
            end += 1
        if end - start >= _LEAST_SPACED:
            found |= _spaced_run(words, start, end)
        start = end + 1
    return found


def _spaced_run(words: Sequence[Word], start: int, end: int) -> set[int]:
    gaps = [after.left - word.right for word, after in pairwise(words[start:end])]
    least = _WORD_GAP * max(min(gaps), 0.02 * words[start].size)
    joined = {start + place for place, gap in enumerate(gaps) if gap < least}
    groups: list[str] = [words[start].text]
    for place in range(start, end - 1):
        if place in joined:
            groups[-1] += words[place + 1].text
        else:
            groups.append(words[place + 1].text)
    return joined if all(is_word(group) for group in groups) and len(groups) < end - start else set()


@lru_cache(maxsize=1 << 15)
def _runs_together(text: str) -> bool:
    """Whether the token holds letters that are no word, long enough for two."""
    if len(text) < _SHORTEST or text.isascii():
        return False
    count = count_words(text)
    return count.valid < count.checked and _LETTERS.search(text) is not None


def _parts(glyphs: Glyphs, word: Word, words: Sequence[Word]) -> list[Word]:
    """The word cut at its lost spaces; itself where the print has none, or no syllables would come of it."""
    boxes = [glyphs.box_at(word.at + place) for place in range(len(word.text))]
    places = once(word.text, boxes)
    if len(places) < len(boxes):
        return [word._replace(text="".join(word.text[place] for place in places))]
    usual = [(b.left - a.right) / a.size for a, b in pairwise(words) if 0 < b.left - a.right < a.size]
    gaps = [(after.left - before.right) / word.size for before, after in pairwise(boxes)]
    cuts = [cut for run in _LETTERS.finditer(word.text) for cut in _cuts(run[0], run.start(), gaps, usual)]
    edges = [0, *cuts, len(word.text)]
    return [
        word._replace(
            text=word.text[first:last],
            at=word.at + first,
            left=word.left if first == 0 else boxes[first].left,
            right=word.right if last == len(word.text) else boxes[last - 1].right,
        )
        for first, last in pairwise(edges)
    ]


def _cuts(text: str, start: int, gaps: Sequence[float], usual: Sequence[float]) -> list[int]:
    """Places in the token where a run of letters is cut; none unless every piece is a syllable."""
    if is_word(text):
        return []
    inner = gaps[start : start + len(text) - 1]
    common = median(inner)
    least = max(_SEAM, _SEAM_SHARE * (median(usual) - common)) if usual else 2 * _SEAM
    seams = [place for place, gap in enumerate(inner, 1) if gap - common >= least]
    for cuts in (seams, [place for place in seams if inner[place - 1] > 0]):
        pieces = [text[first:last] for first, last in pairwise([0, *cuts, len(text)])]
        if cuts and all(is_syllable(piece) for piece in pieces):
            return [start + place for place in cuts]
    return []
