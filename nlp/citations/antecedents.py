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
    """The documents named so far with their scopes, in order, and the short names defined, by type word."""

    named: list[tuple[DocumentReference, Scope]] = field(default_factory=list)
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
                self.named.extend((reference, scope) for reference in meant if _is_known(reference))
        return settled

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
        known.sort(key=lambda name: -len(name.text))

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
        alike = [
            known
            for known, _ in self.named
            if known.number and _is_alike(reference, known) and f"{normal_key(known.number)}/".startswith(start)
        ]
        found = {key_of(known): known for known in alike if known.type == reference.type}
        found = found or {key_of(known): known for known in alike}
        if len(found) == 1:
            return _placed(next(iter(found.values())), reference.start, reference.core_end, reference.end)
        return replace(reference, ambiguous=True) if found else reference

    def _above(self, plain: Plain, reference: DocumentReference, scope: Scope) -> tuple[DocumentReference, ...]:
        """What 'nêu trên' means: the nearest document of the type in the same article, or the only one named at all."""
        alike = [(known, where) for known, where in self.named if known.type == reference.type]
        here = [known for known, where in alike if where == scope]
        if reference.back == "one" and here:
            last = here[-1]
            here = [known for known in here if not _SENTENCE.search(plain.text, known.end, last.start)]
        elif reference.back == "one":
            here = [known for known, _ in alike]
        found = {key_of(known): known for known in here}
        if not found and reference.name and reference.name.endswith(" đó"):
            return ()  # 'theo Quyết định đó': any decision, not a document that was named
        if not found or (len(found) > 1) != (reference.back == "many"):
            return (replace(reference, ambiguous=True),)
        return tuple(_placed(known, reference.start, reference.core_end) for known in found.values())


def _is_known(reference: DocumentReference) -> bool:
    return not reference.own and not reference.ambiguous


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
    fitting = [known for known in before if known.number and _is_alike(reference, known) and _fits(reference, known)]
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
    others = [known for known in before if not known.own and not known.back]
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
    for known in reversed(before):
        named = word in plain.lower[segment.start : known.start] or known.own
        if named and _ATTACHED.search(plain.lower, max(segment.start, known.start - _REACH), known.start):
            return replace(known, part=hit.name)
    return None
