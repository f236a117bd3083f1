"""Operators of a query: "phrases", -exclusions, `OR` or `|`, and "one phrase" gần "another".

'hoặc', 'và', 'không' are words of the law and stay words: only the capital OR and NOT, and the signs | and -, operate.
A capital AND joins what is joined anyhow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from ingest.syllables import is_syllable
from nlp.numbers import find_in_query
from search_api.query.profile import profile
from search_api.query.spans import Span, Spans, without
from search_api.query.syllables import syllables
from search_api.query.terms import Term, term_of
from search_api.query.understood import Chip, Note

NEAR_WORDS = 10
"""Words between two near phrases where no number says how many."""

MOST_NEAR = 50

QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"'})
"""All quotes as the one that parts phrases."""

_QUOTED = re.compile(r'"([^"]*)"')
_OF_ANOTHER = re.compile(r'(?P<before>[-–−]|:\s*|\bNOT\s+)?"(?P<words>[^"]*)"')
_NOT = re.compile(r'(?:(?<![^\s(])[-–−](?=["\w])|\bNOT\s+)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"()|]+))')
_NEXT_WORD = re.compile(r"\s+(?!OR\b|NOT\b)([^\W\d_]+)(?![\w:/])")
_LONE_NOT = re.compile(r"(?:\bNOT\s*$|(?<!\S)[-–−]\s*$)")
_NEAR = re.compile(r'"([^"]*)"\s*(?:gan|near|~)\s*/?\s*(\d{1,2})?\s*"([^"]*)"')
_OR = re.compile(r"\bOR\b|\|+")
_AND = re.compile(r"(?<=[\w\")])\s+AND\s+(?=[\w\"])")
_WALL = re.compile(r"[(),;]")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an OR: a phrase, or words that must all stand in one article."""

    terms: tuple[Term, ...]
    is_phrase: bool


@dataclass(frozen=True, slots=True)
class Near:
    """Two phrases in one article with at most `distance` words between them, in either order."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    distance: int


@dataclass(slots=True)
class Operations:
    """What operators asked for, as it is read."""

    phrases: list[tuple[Term, ...]] = field(default_factory=list)
    excluded: list[tuple[Term, ...]] = field(default_factory=list)
    choices: list[tuple[Side, ...]] = field(default_factory=list)
    nears: list[Near] = field(default_factory=list)
    between_numbers: bool = False
    chips: list[Chip] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def terms(self) -> list[Term]:
        """All words that stand beside an operator."""
        sides = [side.terms for side in chain(*self.choices)]
        nears = [phrase for near in self.nears for phrase in (near.left, near.right)]
        return list(chain(*sides, *nears, *self.excluded))


def read_excluded(text: str, spans: Spans, into: Operations) -> None:
    """Read what must not stand in a document: -word, -"a phrase", NOT word; a dash within a number is none."""
    numbers = [(number.start, number.end) for number in find_in_query(text)]
    for match in _NOT.finditer(text):
        if not spans.is_free(match.span()) or _is_quoted(text, match.start()):
            continue
        if any(start < match.start() < end for start, end in numbers):
            continue
        terms = _terms(match["phrase"] or match["word"] or "")
        if not terms or (match["word"] and match[0][0] != "N" and terms[0].accented[0].isdigit()):
            continue
        spans.take(match.span())
        into.excluded.append(terms)
        into.chips.append(Chip("without", match["phrase"] or match["word"], without(text, match.span())))
        following = _NEXT_WORD.match(text, match.end())
        if match["word"] and following and is_syllable(match["word"].casefold()):
            into.notes.append(_half_excluded(match["word"], following[1]))
    lone = _LONE_NOT.search(text)
    if lone and not _is_quoted(text, lone.start()):
        spans.take(lone.span())
        shown = lone[0].strip()
        into.notes.append(Note("lone-not", f"Sau “{shown}” chưa có từ cần loại. Hãy viết liền, ví dụ -thuế."))


def _half_excluded(word: str, following: str) -> Note:
    """Words of Vietnamese have several syllables, and '-tối thiểu' takes away the first alone."""
    message = f'Đã bỏ văn bản có “{word}”; “{following}” vẫn được tìm. Để bỏ cả cụm, hãy viết -"{word} {following}".'
    return Note("one-word-excluded", message)


def read_operators(text: str, folded: str, spans: Spans, into: Operations, *, numbered: bool) -> None:
    """Read all operators but exclusions, which come before numbers are read; `numbered`: the text has such."""
    _read_near(text, folded, spans, into)
    _read_joined(text, spans)
    _read_choices(text, spans, into, numbered=numbered)
    _read_phrases(text, spans, into)


def _read_near(text: str, folded: str, spans: Spans, into: Operations) -> None:
    """Read pairs of phrases that stand near each other."""
    for match in _NEAR.finditer(folded):
        left, right = _terms(text[slice(*match.span(1))]), _terms(text[slice(*match.span(3))])
        if not spans.is_free(match.span()) or not left or not right:
            continue
        spans.take(match.span())
        distance = min(int(match[2]), MOST_NEAR) if match[2] else NEAR_WORDS
        into.nears.append(Near(left, right, distance))
        into.chips.append(Chip("near", text[slice(*match.span())], without(text, match.span())))


def _read_choices(text: str, spans: Spans, into: Operations, *, numbered: bool) -> None:
    """Read alternatives: what stands on both sides of OR, up to a bracket, a comma or what was read before.

    Of a text with document numbers (`numbered`) one side may be such a number.
    """
    for start, end in _regions(text, spans):
        region = text[start:end]
        operators = [m for m in _OR.finditer(region) if not _is_quoted(region, m.start())]
        if not operators:
            continue
        bounds = [0, *(at for m in operators for at in m.span()), len(region)]
        pieces = list(zip(bounds[::2], bounds[1::2], strict=True))
        sides = [side for piece in pieces if (side := _side(region[slice(*piece)]))]
        for match in operators:
            spans.take((start + match.start(), start + match.end()))
        if len(sides) < len(pieces) and numbered and _beside_number(text, spans, start, end):
            into.between_numbers = True
        elif len(sides) < len(pieces):
            message = f"“{operators[0][0]}” cần có từ ở cả hai bên, ví dụ: thuế OR phí."
            into.notes.append(Note("lone-or", message))
        if len(sides) > 1:
            spans.take((start, end))
            into.choices.append(tuple(sides))
            into.chips.append(Chip("either", region.strip(), without(text, (start, end))))


def _read_joined(text: str, spans: Spans) -> None:
    """Speak for each AND: all words are asked for anyhow."""
    for match in _AND.finditer(text):
        if spans.is_free(match.span()) and not _is_quoted(text, match.start()):
            spans.take(match.span())


def _read_phrases(text: str, spans: Spans, into: Operations) -> None:
    """Read quoted phrases; one that is nothing but what was read before stays that."""
    for match in _QUOTED.finditer(text):
        terms = _terms(match[1])
        inside = match.span(1)
        if not terms or spans.holds((inside[0], max(inside[0], inside[1] - 1))):
            continue
        spans.take(match.span())
        into.phrases.append(terms)
        into.chips.append(Chip("phrase", match[1].strip(), without(text, match.span())))
    if text.count('"') % 2:
        message = "Thiếu một dấu ngoặc kép, nên phần sau dấu lẻ được tìm như từ thường. Cụm từ cần có dấu ở cả hai đầu."
        into.notes.append(Note("unbalanced-quote", message))


def unquoted(text: str) -> str:
    """The text with its quoted phrases as loose words; a phrase that is excluded or the value of a field stays one."""
    loose = _OF_ANOTHER.sub(lambda said: said[0] if said["before"] else f" {said['words']} ", text.translate(QUOTES))
    return " ".join(loose.split())


def _regions(text: str, spans: Spans) -> Iterator[Span]:
    """Stretches without brackets, commas (outside quotes) and what was read."""
    for start, end in spans.gaps():
        at = start
        for wall in _WALL.finditer(text, start, end):
            if not _is_quoted(text, wall.start()):
                yield at, wall.start()
                at = wall.end()
        yield at, end


def _beside_number(text: str, spans: Spans, start: int, end: int) -> bool:
    """Whether a stretch ends at something read before, so that its OR may stand between two numbers."""
    return (start > 0 and spans.holds((start - 1, start))) or (end < len(text) and spans.holds((end, end + 1)))


def _side(text: str) -> Side | None:
    quoted = _QUOTED.fullmatch(text.strip())
    terms = _terms(quoted[1] if quoted else text)
    return Side(terms, is_phrase=bool(quoted) and len(terms) > 1) if terms else None


def _terms(text: str) -> tuple[Term, ...]:
    return tuple(term_of(text, syllable) for syllable in syllables(text))[: profile().limits.terms]


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place stands within quotes."""
    return text.count('"', 0, at) % 2 == 1 and '"' in text[at:]
