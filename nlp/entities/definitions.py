"""Defined terms with their definitions, in articles 'Giải thích từ ngữ' and what is said to be understood 'như sau'."""

import re
from collections.abc import Iterator

from nlp.annotation import DocumentText, Entity, Segment
from nlp.entities.placing import Places
from nlp.knowledge import lexicon

_WORDS = lexicon("entities")["definitions"]
_HEADINGS: tuple[str, ...] = tuple(_WORDS["headings"])
_INTROS: tuple[str, ...] = tuple(_WORDS["intros"])
_NOT_TERMS: tuple[str, ...] = tuple(_WORDS["not_terms"])

_MARK = re.compile(r"\s*(?:[-–+•]\s*|\d{1,3}[.)]\s+|[a-zđ][.)]\s+)?")
_LEAD = re.compile(r"Trong [^,\n]{1,60}(?:này|sau đây), ", re.IGNORECASE)
# a term has no full stop or semicolon; brackets are gone over whole, since 'sau đây gọi là X' stands in them
_SAYS = re.compile(
    r"(?P<term>(?:[^()\n.;:]|\([^()\n]{0,200}\)){1,240}?)[”\"]?,?"
    r"(?: (?:được hiểu là|được định nghĩa là|có nghĩa là|nghĩa là|là|được hiểu|bao gồm|gồm)(?: |: ?)|:\s*(?:là )?)"
    r"(?=\S)"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
_ALIAS = re.compile(
    r"\((?:sau đây|dưới đây)?\s*(?:được )?(?:gọi|viết) (?:chung |tắt |chung tắt )*là:? [“\"]?([^()“”\"]{2,60})[”\"]?\)",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_MOST_WORDS = 25
_INTRO_LENGTH = 400


def find_definitions(layout: DocumentText) -> tuple[Entity, ...]:
    """Definitions in order of place: the span is the sentence from the term to the end of its line.

    `value` is the term without quotation marks and brackets; a short name given in brackets ('sau đây gọi là …') is an
    entity of its own over the same span. What is told below a definition (its points) defines nothing by itself.
    """
    places = Places(layout)
    return tuple(places.settled(entity) for entity in _found(layout))


def _found(layout: DocumentText) -> Iterator[Entity]:
    here: tuple[str, str, bool] | None = None
    defined: list[str] = []
    for segment in layout.segments:
        article = (segment.attachment, segment.article, segment.quoted)
        if _opens(layout.text, segment):
            here, defined = article, []
        if here != article or segment.field != "text" or not segment.article:
            continue
        if any(segment.eid.startswith(f"{eid}__") for eid in defined):
            continue
        found = list(_in_segment(layout.text, segment))
        # the article's own text introduces the list below it, or is the list
        if found and segment.eid.count("__"):
            defined.append(segment.eid)
        yield from found


def _opens(text: str, segment: Segment) -> bool:
    """Whether an article of definitions begins here: by its heading, or by its first sentence."""
    if segment.field == "heading":
        return text[segment.start : segment.end].lower().strip(" .:“”").startswith(_HEADINGS)
    if segment.field != "text" or not segment.article:
        return False
    start = text[segment.start : min(segment.end, segment.start + _INTRO_LENGTH)]
    if " từ ngữ " not in start and " thuật ngữ " not in start and not start.startswith(_HEADINGS):
        return False
    return any(intro in start for intro in _INTROS)


def _in_segment(text: str, segment: Segment) -> Iterator[Entity]:
    for line in _LINE.finditer(text, segment.start, segment.end):
        start = _MARK.match(text, line.start(), line.end()).end()  # type: ignore[union-attr]  # it matches the empty start
        lead = _LEAD.match(text, start, line.end())
        start = lead.end() if lead else start
        start += text[start] in '“"' if start < line.end() else 0
        match = _SAYS.match(text, start, line.end())
        if match is None or not _is_term(match["term"]):
            continue
        end = len(text[: line.end()].rstrip()) if text[line.end() - 1].isspace() else line.end()
        for term in _names(match["term"]):
            yield Entity("definition", start, end, "", "", value=term)


def _is_term(term: str) -> bool:
    words = _BRACKETS.sub(" ", term).split()
    return (
        0 < len(words) <= _MOST_WORDS
        and any(letter.isalpha() for letter in term)
        and not any(part.lower().lstrip('“" ').startswith(_NOT_TERMS) for part in term.split(", "))
    )


def _names(printed: str) -> Iterator[str]:
    """The term, then a short name that its brackets give."""
    term = " ".join(_BRACKETS.sub(" ", printed).strip(' “”",').split())
    if term:
        yield term
    for alias in _ALIAS.finditer(printed):
        yield " ".join(alias[1].split())
