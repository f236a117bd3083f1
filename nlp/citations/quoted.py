"""Text that an amending unit quotes: whose 'this' it says, and where in the amended document a word of it stands.

Quoted text is laid out flat: '“Điều 4. …⏎1. …⏎a) …”', '“2. …”', '“b) …”'. The steps above its first label are those
of the provision that the unit amends (handbook 3.9).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.annotation import Citation, Segment
from nlp.citations.amending import Act
from nlp.citations.documents import DocumentReference, find_documents
from nlp.citations.joining import citation_of, followed, groups_of
from nlp.citations.keys import Hit
from nlp.citations.places import complete, has_article, is_relative, settle
from nlp.citations.provisions import LEVELS, Group, Path, show
from nlp.numbers import DocumentNumber

_LEVEL_OF = {"article": LEVELS.index("Điều"), "clause": LEVELS.index("khoản"), "point": LEVELS.index("điểm")}
_ARTICLE = _LEVEL_OF["article"]
_LABEL = re.compile(
    r"(?:^|\n)[“\"\s]*(?:Điều\s+(?P<article>\d{1,4}[a-zđ]{0,2})\s*[.:]"
    r"|(?P<clause>\d{1,3}[a-zđ]{0,2})\.\s|(?P<point>[a-zđ]\d{0,2})\)\s)"
)


def quoted_citations(
    plain: str, segment: Segment, hits: Sequence[Hit], numbers: Sequence[DocumentNumber], act: Act | None
) -> Iterator[Citation]:
    """The citations of a quoted text, in order, without its headings; those of the amended document are `inherited`.

    `act` is the amending unit that quotes. Where it is not known which document is amended, only documents that the
    text itself names are cited.
    """
    target = act.target if act else None
    found = find_documents(plain, hits, numbers, segment.start, segment.end)
    documents = list(_meant(found, target))
    groups = groups_of(plain, segment, hits, documents)
    joined = {id(group): (reference, prefix) for group, reference, prefix in followed(plain, groups, documents)}
    taken = {id(reference) for reference, _ in joined.values()}
    citations = [
        citation_of(segment, reference.start, reference.end, reference, (), None)
        for reference in documents
        if id(reference) not in taken and not reference.own
    ]
    places = _places(plain, segment, act.place if act else ())
    headings = {place for place, path in places if path[-1][0] == _ARTICLE}
    for group in groups:
        reference, prefix = joined.get(id(group), (target, ""))
        if reference and not headings & set(range(group.start, group.end)):
            here = _path_at(places, group.start, act.place if act else ())
            provisions = tuple(prefix + show(path) for path in _paths(group, here, bare=id(group) not in joined))
            end = reference.end if id(group) in joined else group.end
            ours = reference.own or id(group) not in joined
            citations.append(citation_of(segment, group.start, end, reference, provisions, group, inherited=bool(ours)))
    made = (replace(citation, quoted=True) for citation in citations if citation)
    yield from sorted(made, key=lambda citation: citation.start)


def _meant(documents: Sequence[DocumentReference], target: DocumentReference | None) -> Iterator[DocumentReference]:
    """The references of a quoted text with 'Thông tư này' as the amended document (still `own`).

    'This' of another type than the amended document is left out, and what points back to text that is not here.
    """
    for reference in documents:
        if reference.own and target and reference.type == target.type:
            yield replace(target, start=reference.start, core_end=reference.core_end, end=reference.end, own=True)
        elif not reference.own and not reference.back:
            yield reference


def _places(plain: str, segment: Segment, above: Path) -> list[tuple[int, Path]]:
    """Where the labels of a quoted text stand, with the path in the amended document from each on, in order."""
    places: list[tuple[int, Path]] = []
    path = above
    for label in _LABEL.finditer(plain[segment.start : segment.end]):
        kind = label.lastgroup or ""
        level = _LEVEL_OF[kind]
        path = (*(step for step in path if step[0] < level and level > _ARTICLE), (level, label[kind]))
        places.append((segment.start + label.start(kind), path))
    return places


def _path_at(places: Sequence[tuple[int, Path]], place: int, above: Path) -> Path:
    """The path in the amended document of what stands at `place`; () where it is not known."""
    last = bisect_right(places, place, key=lambda item: item[0]) - 1
    path = places[last][1] if last >= 0 else above
    return path if path and path[0][0] <= _ARTICLE else ()


def _paths(group: Group, here: Path, *, bare: bool) -> tuple[Path, ...]:
    """The paths of a group of a quoted text in the document meant; none where they cannot be told."""
    if is_relative(group.paths[0]):
        settled = (settle(path, here) if is_relative(path) else path for path in group.paths)
        paths = tuple(path for path in settled if path)
        return paths if has_article(paths) and paths != (here[:1],) else ()
    if not bare or has_article(group.paths):
        return group.paths
    return complete(group.paths, ()) or ()
