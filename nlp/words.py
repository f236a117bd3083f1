"""Words of several syllables (handbook domain.md 7.6), by underthesea, as exact places in the text that was given.

underthesea gives strings and changes them on the way: characters are put into NFC, runs of spaces closed up. So its
words are laid back onto the text letter by letter; a line on which they do not fit, and one that it can't cut, counts
each run of letters as a word. Its model learned from texts with the older place of tone marks ('hoà bình', 'uỷ ban'
are words to it, 'hòa bình', 'ủy ban' are not), and its own normalisation takes them to the newer place; so that is
turned off and the older one is given, one letter for another. Importing this module loads nothing; `find_words` does.
"""

import logging
import re
from collections.abc import Iterator

from ingest.letters import fold

_LOG = logging.getLogger(__name__)
_RUN = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_LIMIT = 20_000
"""Characters of a line that is given to underthesea at once; its memory grows with the line."""

_TONES = {
    new + last: first + old
    for last, olds in (("a", "àáảãạ"), ("e", "èéẻẽẹ"), ("y", "ỳýỷỹỵ"))
    for old, tone in zip(olds, range(5), strict=True)
    for first, news in (("o", "òóỏõọ"), ("O", "ÒÓỎÕỌ"), ("u", "ùúủũụ"), ("U", "ÙÚỦŨỤ"))
    for new in news[tone]
    if (last == "y") == (first in "uU")
}
_NEW_TONE = re.compile(rf"(?:{'|'.join(_TONES)})(?!\w)")

Place = tuple[int, int]


def find_words(text: str) -> tuple[Place, ...]:
    """The words of a text as [start, end), in order; none of them crosses the end of a line.

    Each character but white space is in exactly one word. Total: no text raises.
    """
    return tuple(place for line in _lines(text) for place in _words_of(text, *line))


def _lines(text: str) -> Iterator[Place]:
    """The lines; longer ones are cut at a space."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end - start > _LINE_LIMIT:
            cut = text.rfind(" ", start, start + _LINE_LIMIT)
            cut = cut if cut > start else start + _LINE_LIMIT
            yield start, cut
            start = cut
        yield start, end


def _words_of(text: str, start: int, end: int) -> list[Place]:
    line = text[start:end]
    if line.isspace():
        return []
    line = _with_old_tones(line)
    words = _segmented(line)
    laid = _lay_as_printed(words, line) or _lay(words, line)
    if laid is None:
        return [(start + run.start(), start + run.end()) for run in _RUN.finditer(line)]
    return [(start + first, start + last) for first, last in laid]


def _with_old_tones(line: str) -> str:
    """'Ủy', 'hòa' as 'Uỷ', 'hoà' (handbook domain.md 7.2); no place moves."""
    return _NEW_TONE.sub(lambda syllable: _TONES[syllable[0]], line)


def _segmented(line: str) -> list[str]:
    """What underthesea makes of a line; none where it fails."""
    from underthesea import word_tokenize  # noqa: PLC0415 - loads its model, which most runs don't need

    try:
        words: list[str] = word_tokenize(line, use_token_normalize=False)
    except Exception as error:  # noqa: BLE001 - it names no errors of its own; odd text may break its patterns or model
        _LOG.warning("underthesea could not cut a line of %d characters: %s", len(line), type(error).__name__)
        return []
    return words


def _lay_as_printed(words: list[str], line: str) -> list[Place] | None:
    """Where the words stand, if each stands in the line as it is, one space or nothing between.

    Right for nearly all lines, in a quarter of the time of laying letters.
    """
    laid: list[Place] = []
    at = 0
    for word in words:
        start = at + 1 if line[at : at + 1] == " " else at
        if not word or not line.startswith(word, start):
            return None
        at = start + len(word)
        laid.append((start, at))
    return laid if not line[at:].strip() else None


def _lay(words: list[str], line: str) -> list[Place] | None:
    """Where the words stand in the line; None where their letters are not those of the line, marks aside."""
    at = [place for place, letter in enumerate(line) if not letter.isspace()]
    letters = ["".join(word.split()) for word in words]
    if sum(map(len, letters)) != len(at) or fold("".join(letters)) != fold("".join(line.split())):
        return None
    laid: list[Place] = []
    done = 0
    for word in letters:
        if word:
            laid.append((at[done], at[done + len(word) - 1] + 1))
            done += len(word)
    return laid
