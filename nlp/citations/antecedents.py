"""What a document has named so far, and what its short names mean: 'Nghị định số 15', 'Quy chế', 'Nghị định nêu trên'.

A short name defined in the text ('sau đây gọi là Luật A') holds from there to the end. A number cut short means the one
document of that type and number named before; 'nêu trên' the nearest of its type in the same article. Where more than
one could be meant the reference says so: nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from nlp.annotation import Segment
from nlp.citations.documents import DocumentReference, key_of
from nlp.citations.keys import Hit
from nlp.citations.plain import Plain
from nlp.numbers import normal_key

_DEFINES = re.compile(
    r"(?:sau\s+đây|dưới\s+đây|sau|gọi|viết)\s+(?:(?:được\s+)?(?:gọi|viết)\s+)?(?:(?:tắt|chung|gọn)\s+)?là\s*:?\s*[“\"]?\s*$"
)
_REACH = 40
# A short name of its own, up to the bracket or mark that ends its definition: 'Quy chế 30', 'Luật A'.
_SHORT = re.compile(r"[^\s.;:,()“”\"\d][^\s.;:,()“”\"]*(?:\s+[^\s.;:,()“”\"]+){0,5}?(?=\s*(?:[.;,)”\"\n]|$))")
_ATTACHED = re.compile(r"(?:kèm\s+theo|(?:ban\s+hành|quy\s+định|phê\s+duyệt)\s+(?:theo|tại|bởi))\s+$")
_NUMBER_ONLY = re.compile(r"\D*\s(?P<no>\d{1,4}[a-zđ]?)")
_YEAR_LAST = re.compile(r"^\w+/(?:19|20)\d{2}/$")
_SENTENCE = re.compile(r"[.;](?=\s)|\n")
# What may follow a short name that is only a type word: 'Điều 5 Quy chế.' but not 'Quy chế làm việc của Bộ'.
_ALONE = re.compile(
    r"\s*(?:[.,;:)\n]|$|(?:và|thì|có|được|hết|đã|để|đều|phải|hoặc|trong|khi|theo|không|quy\s+định|về\s+việc)(?!\w))"
)
_ABOVE_TYPES = ("law", "act")
_MOST_ABOVE = 20
_MOST_BEFORE = 40
_MOST_NAMES = 100
_LONGEST_NAME = 500
"""Bounds against texts made to explode: documents meant by 'các … nêu trên', looked back at, short names of a type, and
characters of a regulation's name."""

Scope = tuple[str, str]
"""Attachment and article (or field) in which a document is named: 'nêu trên' looks no further."""


@dataclass(frozen=True, slots=True)
class _ShortName:
    """A defined short name, as small letters and as a pattern for any spacing, with the document that it stands for."""

    text: str
    pattern: re.Pattern[str]
    meant: DocumentReference


@dataclass(slots=True)
class Antecedents:
    """The documents named so far and the short names defined.

    `here` holds the documents of a type in one scope, the last named last; `all` those of a type anywhere; `numbers`
    those of a type by the first part of their number; `short` the short names by their type word.
    """

    here: dict[tuple[str, Scope], dict[str, DocumentReference]] = field(default_factory=dict)
    all: dict[str, dict[str, DocumentReference]] = field(default_factory=dict)
    numbers: dict[tuple[str, str], dict[str, DocumentReference]] = field(default_factory=dict)
    short: dict[str, list[_ShortName]] = field(default_factory=dict)

    def settle(
        self, plain: Plain, segment: Segment, hits: Sequence[Hit], documents: Sequence[DocumentReference]
    ) -> list[DocumentReference]:
        """The references of a segment with short names resolved, in order; the names just defined are left out.

        'các Nghị định nêu trên' gives one reference for each document meant, all with the same span.
        """
        scope = (segment.attachment, segment.article or segment.field)
        defining = {hit.start: hit for hit in hits if _is_defined_at(plain, segment, hit)}
        settled: list[DocumentReference] = []
        for candidate in self._candidates(plain, segment, hits, documents, defining):
            if isinstance(candidate, Hit):
                self._define(plain, segment, candidate, None, settled)
            elif repeated := _repeated(plain, candidate, settled):
                self._name(plain, candidate.start, candidate.core_end, candidate.type or "", repeated)
            elif candidate.start not in defining or not self._define(
                plain, segment, defining[candidate.start], candidate, settled
            ):
                meant = self._meant(plain, candidate, scope)
                settled.extend(meant)
                for reference in meant:
                    self._remember(reference, scope)
        return settled

    def _remember(self, reference: DocumentReference, scope: Scope) -> None:
        if reference.own or reference.ambiguous:
            return
        kind, key = reference.type or "", key_of(reference)
        here = self.here.setdefault((kind, scope), {})
        here.pop(key, None)
        here[key] = reference
        self.all.setdefault(kind, {})[key] = reference
        if reference.number:
            self.numbers.setdefault((kind, key.partition("/")[0]), {})[key] = reference

    def _candidates(
        self,
        plain: Plain,
        segment: Segment,
        hits: Sequence[Hit],
        documents: Sequence[DocumentReference],
        defining: dict[int, Hit],
    ) -> Iterator[DocumentReference | Hit]:
        """The references found and the words that no reference begins with but may be short names, in order."""
        if not defining and not self.short:
            yield from documents
            return
        place = 0
        for hit in hits:
            while place < len(documents) and documents[place].start <= hit.start:
                yield documents[place]
                place += 1
            free = not place or documents[place - 1].core_end <= hit.start
            if free and hit.start in defining:
                yield hit
            elif free and (used := self._used(plain, segment, hit)):
                yield used
        yield from documents[place:]

    def _define(
        self,
        plain: Plain,
        segment: Segment,
        hit: Hit,
        reference: DocumentReference | None,
        before: Sequence[DocumentReference],
    ) -> bool:
        """Remember the short name that begins at `hit`; False where it is said of no document before it."""
        end = reference.core_end if reference else None
        if end is None:
            match = _SHORT.match(plain.text, hit.start, segment.end)
            end = match.end() if match and match.end() >= hit.end else None
        if end is None:
            return False
        meant = _antecedent(plain, segment, hit, reference, before)
        if meant is not None:
            self._name(plain, hit.start, end, hit.name, meant)
        return meant is not None

    def _name(self, plain: Plain, start: int, end: int, word: str, meant: DocumentReference) -> None:
        """Remember the short name at [start, end), which begins with a type word; a newer meaning replaces an older."""
        words = plain.lower[start:end].split()
        pattern = re.compile(r"\s+".join(map(re.escape, words)) + r"(?!\w)")
        known = self.short.setdefault(word, [])
        known[:] = [name for name in known if name.text != " ".join(words)]
        known.append(_ShortName(" ".join(words), pattern, meant))
        known[:] = sorted(known[-_MOST_NAMES:], key=lambda name: -len(name.text))

    def _used(self, plain: Plain, segment: Segment, hit: Hit) -> DocumentReference | None:
        """The document whose short name begins at `hit`."""
        if not plain.text[hit.start].isupper():
            return None
        for name in self.short.get(hit.name, ()):
            match = name.pattern.match(plain.lower, hit.start, segment.end)
            if match and (match.end() > hit.end or _ALONE.match(plain.lower, hit.end, segment.end)):
                return _placed(name.meant, match.start(), match.end())
        return None

    def _meant(self, plain: Plain, reference: DocumentReference, scope: Scope) -> tuple[DocumentReference, ...]:
        """The documents that a reference means; itself where it is no short name."""
        if reference.own or reference.part:
            return (reference,)
        if reference.back:
            return self._above(plain, reference, scope)
        printed = " ".join(plain.lower[reference.start : reference.core_end].split())
        for name in self.short.get(reference.type or "", ()):
            if name.text == printed:
                return (_placed(name.meant, reference.start, reference.core_end, reference.end),)
        return (self._completed(reference),)

    def _completed(self, reference: DocumentReference) -> DocumentReference:
        """'Nghị định số 15' or '15/2020' as the one document of that type and number named before."""
        if reference.number:
            start = normal_key(reference.number) + "/"
            if not _YEAR_LAST.search(start):
                return reference
        else:
            number = _NUMBER_ONLY.fullmatch(reference.name or "")
            if not number:
                return reference
            start = normal_key(number["no"]) + "/"
        found = self._numbered(reference.type or "", start)
        if not found:  # 'Thông tư' is said of a 'Thông tư liên tịch' as well
            longer = [kind for kind in self.all if kind.startswith(f"{reference.type} ")]
            found = {key: known for kind in longer for key, known in self._numbered(kind, start).items()}
        if len(found) == 1:
            return _placed(next(iter(found.values())), reference.start, reference.core_end, reference.end)
        return replace(reference, ambiguous=True) if found else reference

    def _numbered(self, kind: str, start: str) -> dict[str, DocumentReference]:
        """The documents of a type whose number's key begins with `start`, which ends in '/'."""
        known = self.numbers.get((kind, start.partition("/")[0]), {})
        return {key: reference for key, reference in known.items() if f"{key}/".startswith(start)}

    def _above(self, plain: Plain, reference: DocumentReference, scope: Scope) -> tuple[DocumentReference, ...]:
        """What 'nêu trên' means: the nearest document of the type in the same article, or the only one named at all."""
        kind = reference.type or ""
        here = self.here.get((kind, scope), {})
        everywhere = self.all.get(kind, {})
        if reference.back == "many":
            found = list(here.values()) if 1 < len(here) <= _MOST_ABOVE else []
        elif here:
            found = _nearest(plain, list(here.values()))
        else:
            found = list(everywhere.values()) if len(everywhere) == 1 else []
        if not everywhere and reference.name and reference.name.endswith(" đó"):
            return ()  # 'theo Quyết định đó': any decision, not a document that was named
        if not found or (reference.back == "one" and len(found) > 1):
            return (replace(reference, ambiguous=True),)
        return tuple(_placed(known, reference.start, reference.core_end) for known in found)


def _nearest(plain: Plain, named: Sequence[DocumentReference]) -> list[DocumentReference]:
    """The last of these documents, with the one before it if that stands in the same sentence."""
    last = named[-1]
    before = [known for known in named[-2:-1] if not _SENTENCE.search(plain.text, known.end, last.start)]
    return [*before, last]


def _placed(meant: DocumentReference, start: int, core_end: int, end: int | None = None) -> DocumentReference:
    """A document as it is meant at another place."""
    return replace(meant, start=start, core_end=core_end, end=core_end if end is None else end, back="")


def _is_defined_at(plain: Plain, segment: Segment, hit: Hit) -> bool:
    """Whether a short name is defined from this word on: 'sau đây gọi là Nghị định …'."""
    start = max(segment.start, hit.start - _REACH)
    return (
        hit.kind != "level"
        and "là" in plain.lower[max(start, hit.start - 5) : hit.start]
        and plain.text[hit.start].isupper()
        and bool(_DEFINES.search(plain.lower, start, hit.start))
    )


def _repeated(
    plain: Plain, reference: DocumentReference, before: Sequence[DocumentReference]
) -> DocumentReference | None:
    """The document that a name alone in brackets repeats, 'Luật X số … (Luật X)', 'Thông tư số … (Thông tư 35)'."""
    alone = plain.text.endswith("(", 0, reference.start) and plain.text.startswith(")", reference.end)
    if not alone or reference.number:
        return None
    near = before[-_MOST_BEFORE:]
    fitting = [known for known in near if known.number and _is_alike(reference, known) and _fits(reference, known)]
    return fitting[-1] if fitting else None


def _is_alike(short: DocumentReference, known: DocumentReference) -> bool:
    """Whether a document may be called by this type word: 'Thông tư' is said of a 'Thông tư liên tịch' as well."""
    return known.type == short.type or (known.type or "").startswith(f"{short.type} ")


def _antecedent(
    plain: Plain,
    segment: Segment,
    hit: Hit,
    reference: DocumentReference | None,
    before: Sequence[DocumentReference],
) -> DocumentReference | None:
    """The document just before a definition that it is said of; ambiguous where it could be one of several."""
    if hit.kind not in _ABOVE_TYPES:
        return _attached(plain, segment, hit, before)
    others = [known for known in before[-_MOST_BEFORE:] if not known.own and not known.back]
    alike = [known for known in others if known.type == hit.name]
    if reference and (fitting := [k for k in others if _is_alike(reference, k) and _fits(reference, k)]):
        alike = fitting
    if not alike:
        return None
    last = alike[-1]
    several = len({key_of(known) for known in alike}) > 1
    direct = not plain.text[last.end : hit.start].split("(")[0].strip(" ,")
    return replace(last, ambiguous=True) if several and not direct else last


def _fits(short: DocumentReference, known: DocumentReference) -> bool:
    """Whether a short name says the number or the name of a known document."""
    if short.number or (number := _NUMBER_ONLY.fullmatch(short.name or "")):
        said = normal_key(short.number) if short.number else normal_key(number["no"]) if number else ""
        return bool(known.number) and f"{normal_key(known.number or '')}/".startswith(f"{said}/")
    return bool(known.name) and (known.name or "").lower() == (short.name or "").lower()


def _attached(
    plain: Plain, segment: Segment, hit: Hit, before: Sequence[DocumentReference]
) -> DocumentReference | None:
    """'Quy chế' as a short name: the regulation issued with the nearest document that one is said to be attached to."""
    word = hit.name.lower()
    for known in reversed(before[-_MOST_BEFORE:]):
        named = known.own or word in plain.lower[max(segment.start, known.start - _LONGEST_NAME) : known.start]
        if named and _ATTACHED.search(plain.lower, max(segment.start, known.start - _REACH), known.start):
            return replace(known, part=hit.name)
    return None
