"""Which stored document a reference means: by number, then by what else is printed (handbook domain.md 9.3, Linking).

A number is no unique key: '37/2026/QĐ-UBND' is in each province, '611/QĐ-TTg' in each year (handbook 0, decision 5).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from search_api.archive.edges import Node, Reference
from search_api.standing.keys import is_dated, is_law, is_local, may_be_local, words

Found = Literal["resolved", "ambiguous", "absent"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was found of a reference: one document (or copies of it), several that may be meant, or none.

    `documents` are all that fit; of a resolved reference the first is the one that links lead to, others are the same
    document from other files. One alone may still be ambiguous: where nothing printed tells it from those that the
    archive does not have.
    """

    found: Found
    documents: tuple[Node, ...] = ()

    @property
    def document(self) -> Node | None:
        """The document meant, None where it is not there or not certain."""
        return self.documents[0] if self.found == "resolved" else None


ABSENT = Resolution("absent")


def resolve(reference: Reference, source: Node, candidates: Iterable[Node]) -> Resolution:
    """What `source` means by `reference`, among documents of the same number or name."""
    place = _place(reference, source)
    fit = [one for one in candidates if one.id != source.id and _fits(reference, place, source, one)]
    if not fit:
        return ABSENT
    same = len({_identity(one) for one in fit}) == 1 and (len(fit) == 1 or fit[0].issued_on is not None)
    found: Found = "resolved" if same and _is_certain(reference, place, fit[0]) else "ambiguous"
    return Resolution(found, tuple(sorted(fit, key=lambda one: one.id)))


def _place(reference: Reference, source: Node) -> str | None:
    """Whose number it is: the place printed, else the citing body's own, as 'QĐ-UBND' without issuer means."""
    if reference.number is None or not (is_local(reference.number_key) or may_be_local(reference.number)):
        return None
    return reference.place or source.place


def _fits(reference: Reference, place: str | None, source: Node, one: Node) -> bool:
    if not _is_called(reference, one) or not _same_type(reference, one):
        return False
    if place and one.place and place != one.place:
        return False
    if one.issued_on and source.issued_on and one.issued_on > source.issued_on:
        return False  # nobody cites what is still to be issued
    return _same_day(reference, one)


def _is_called(reference: Reference, one: Node) -> bool:
    if reference.number_key:
        return reference.number_key == one.number_key
    return reference.name_key is not None and reference.name_key == one.name_key


def _same_type(reference: Reference, one: Node) -> bool:
    if not reference.type or not one.type or words(reference.type) == words(one.type):
        return True
    return is_law(reference.type) and is_law(one.type)  # people write Luật for Bộ luật


def _same_day(reference: Reference, one: Node) -> bool:
    """Whether date and year agree. A number that carries its year tells enough: a date may be misprinted."""
    if one.issued_on is None:
        return True
    if reference.number_key and is_dated(reference.number_key) and not is_local(reference.number_key):
        return True
    if reference.date:
        return reference.date == one.issued_on
    return reference.year in (None, one.issued_on.year)


def _is_certain(reference: Reference, place: str | None, one: Node) -> bool:
    """Whether what is printed tells the document from any other of that number or name."""
    dated = one.issued_on is not None and (reference.date is not None or reference.year is not None)
    if reference.number_key is None:
        return dated
    if is_local(reference.number_key):
        return (place is not None and one.place is not None and (dated or is_dated(reference.number_key))) or (
            one.issued_on is not None and reference.date == one.issued_on
        )
    return dated or is_dated(reference.number_key)


def _identity(one: Node) -> tuple[object, ...]:
    """What copies of a document have in common (archive/documents.py reports them as possible duplicates)."""
    return (one.number_key, one.name_key, one.type, one.issuer, one.issued_on)
