"""Citations of a document: provision paths joined to the documents that they belong to (handbook 9.1 to 9.4).

Left out, as in the labels: text quoted by an amending article, words in quotation marks, and a bare 'Nghị định này'.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import LegalDocument
from nlp.annotation import Citation, DocumentText, Segment
from nlp.citations.antecedents import Antecedents
from nlp.citations.documents import DocumentReference, find_documents
from nlp.citations.keys import Hit, scan, within
from nlp.citations.own_tree import OwnTree, tree_of
from nlp.citations.places import anchored, complete, has_article, is_relative, path_of, settle
from nlp.citations.plain import Plain, plain_of, small
from nlp.citations.provisions import HERE, LEVELS, Group, Path, group_units, read_unit, show
from nlp.knowledge import lexicon
from nlp.numbers import DocumentNumber, find, normal_key

__all__ = ["ACT", "find_citations", "small"]

_CONNECT = lexicon("citations")["connect"]
_ARTICLE = LEVELS.index("Điều")
_APPENDIX = LEVELS.index("Phụ lục")
_AMEND = lexicon("citations")["amend"]
ACT = (
    rf"(?:{'|'.join(_AMEND['verbs'])}|(?:{'|'.join(_AMEND['loose'])})(?=(?:\s*,?\s*(?:và\s+)?(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ))*"
    rf"(?:\s+(?:{'|'.join(_AMEND['between'])}))*\s+(?:{'|'.join(_AMEND['objects'])})\b))(?!\w)"
)
"""A verb with which a unit amends another document, in small letters."""
_VERB = re.compile(ACT)
_ACT = re.compile(rf"\s*(?:[-–+]\s*)?(?:(?:\d{{1,2}}|[a-zđ])[.)]\s*)?{ACT}")
_PARENTHESIS = r"(?:\([^()\n]*\)\s*)?"
_OF = re.compile(rf"\s*,?\s*{_PARENTHESIS}(?:(?:{'|'.join(_CONNECT['document'])})\s+)?(?:các\s+)?")
_BY = "|".join(sorted(_CONNECT["attached"], key=len, reverse=True))
_ATTACHED = re.compile(rf"\s*,?\s*(?:[“\"][^”\"\n]*[”\"]\s*)?(?:{_BY})\s+(?:các\s+)?", re.IGNORECASE)
_REGULATION = re.compile(
    r"\s+(?:của\s+)?(?P<name>Quy\s+chế|Quy\s+định|Điều\s+lệ|Danh\s+mục|Quy\s+chuẩn|Quy\s+trình|Hướng\s+dẫn|Chương\s+trình)"
    r"\b[^.;:\n]{0,200}?\s(?:ban\s+hành\s+)?kèm\s+theo\s+",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\s+(?:(?:vào\s+)?(?:ngay\s+)?(?:phía\s+)?(?:sau|trước|cuối)|vào|(?:và|trước)\s+.{0,60}\s+vào)\s+(?:của\s+)?"
)
# 'Sửa đổi điểm c và bổ sung điểm g khoản 3 Điều 8': parallel units under two verbs.
_PARALLEL = re.compile(
    r"\s*,?\s+(?:và\s+)?(?:(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế)\s*,?\s*(?:và\s+)?){1,2}(?:các\s+)?"
)
_FOREIGN = re.compile(rf"\s*(?:của\s+|được\s+|đã\s+)?(?:{'|'.join(_CONNECT['foreign'])})(?!\w)")
# The law before may hold the provisions: 'Luật …, bao gồm: Điều 2; Điều 3', or 'Nghị định số … (khoản 2 …)'.
_HOLDS = re.compile(r"\s*,?\s*(?:(?:bao\s+)?gồm\s*:?|\()\s*(?:các\s+)?")
# An article that says what a decree details, before the list of it: 'Nghị định này quy định chi tiết … Luật … về:'
_DETAILS = re.compile(
    r"\s*(?:nghị\s+định|thông\s+tư|quyết\s+định|nghị\s+quyết)\s+này\s[^.\n]{0,40}"
    r"(?:chi\s+tiết|hướng\s+dẫn|biện\s+pháp\s+thi\s+hành)[^\n]*:\s*"
)
_LINE_LENGTH = 40
_LINE_START = re.compile(r"(?:^|[\n\t])\s*(?:[-–•+*“\"]\s*)?(?:Như\s+)?(?:\d{1,2}[.)]\s*)?$")
_NAMING = re.compile(r"(?:gọi|viết)\s[^.;\n]{0,12}là\s*:?\s*$")
"""Before a quotation that is a short name: 'sau đây gọi là “Quy chế”'."""
_QUOTED = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|\"[^\"\n]*\"")


@dataclass(slots=True)
class _Act:
    """What an amending unit works on: a document, and the provision that its own sentence names."""

    target: DocumentReference | None = None
    path: Path = ()


@dataclass(slots=True)
class _Reader:
    """One document's text on its way to citations."""

    document: LegalDocument
    source: Plain
    plain: str
    lower: str
    hits: Sequence[Hit]
    numbers: Sequence[DocumentNumber]
    own_key: str
    tree: OwnTree
    antecedents: Antecedents = field(default_factory=Antecedents)
    title_target: DocumentReference | None = None
    acts: dict[str, _Act] = field(default_factory=dict)


def find_citations(document: LegalDocument, text: DocumentText) -> tuple[Citation, ...]:
    """The citations in a document's text, in order; offsets are those of `text.text`. Total: any text is accepted.

    Bare provisions belong to the document itself ('this'), except in units that amend: there to the amended document,
    which the article's heading, the unit above or the title names (`inherited`).
    """
    source = plain_of(text.text)
    plain, lower = source.text, source.lower
    own = normal_key(document.number) if document.number else ""
    reader = _Reader(document, source, plain, lower, scan(lower), find(plain), own, tree_of(document))
    citations: list[Citation] = []
    for segment in source.segments(text.segments):
        if not segment.quoted:
            citations.extend(_in_segment(reader, segment))
    return tuple(_printed(citation, source, text.text) for citation in _with_names(citations))


def _printed(citation: Citation, source: Plain, text: str) -> Citation:
    """A citation with its span and words in the text as given."""
    start, end = source.span(citation.start, citation.end)
    return replace(citation, start=start, end=end, text=" ".join(text[start:end].split()))


def _with_names(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Citations of one number all with the name that is printed with one of them, the first."""
    names: dict[str, str] = {}
    for citation in citations:
        if citation.document and citation.document_name:
            names.setdefault(normal_key(citation.document), citation.document_name)
    return tuple(
        replace(citation, document_name=names.get(normal_key(citation.document))) if citation.document else citation
        for citation in citations
    )


def _in_segment(reader: _Reader, segment: Segment) -> Iterator[Citation]:
    quotes = [
        match.span()
        for match in _QUOTED.finditer(reader.plain, segment.start, segment.end)
        if not _NAMING.search(reader.lower, max(segment.start, match.start() - 30), match.start())
    ]
    hits = [hit for hit in within(reader.hits, segment.start, segment.end) if _is_free(hit, segment, quotes)]
    numbers = [n for n in within(reader.numbers, segment.start, segment.end) if _is_free(n, segment, quotes)]
    if not hits and not numbers:
        return
    found = find_documents(reader.plain, hits, numbers, segment.start, segment.end)
    documents = reader.antecedents.settle(reader.source, segment, hits, found)
    cores = [(reference.start, reference.core_end) for reference in documents]
    levels = [hit for hit in hits if hit.kind == "level" and not _inside(hit.start + 1, cores)]
    units = [unit for hit in levels if (unit := read_unit(reader.plain, hit.start, hit.end, segment.end))]
    groups = group_units(reader.plain, units)
    act = _act_of(reader, segment, documents)
    yield from _join(reader, segment, groups, documents, act)


def _is_free(found: Hit | DocumentNumber, segment: Segment, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether a find is the segment's own: it ends in it and stands in no quotation."""
    return found.end <= segment.end and not _inside(found.start, quotes)


def _inside(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether the place lies within one of the ranges, which are in order and apart."""
    last = bisect_right(ranges, place, key=lambda item: item[0]) - 1
    return last >= 0 and ranges[last][0] < place < ranges[last][1]


def _act_of(reader: _Reader, segment: Segment, documents: Sequence[DocumentReference]) -> _Act | None:
    """The amending unit that a segment belongs to, with the document it works on; None outside of such units."""
    others = [reference for reference in documents if not reference.own]
    if segment.field == "title":
        verb = _VERB.search(reader.lower, segment.start, segment.end)
        reader.title_target = next((other for other in others if verb and other.start >= verb.end()), None)
        return None
    opens = bool(_ACT.match(reader.lower, segment.start, segment.end))
    if segment.field == "preamble" or segment.attachment:
        return None
    above = next((reader.acts[eid] for eid in _lineage(segment.eid) if eid in reader.acts), None)
    details = bool(others and _DETAILS.fullmatch(reader.lower, segment.start, segment.end))
    if not opens and not details and above is None:
        return None
    target = others[0] if others and (opens or details) else (above.target if above else reader.title_target)
    act = reader.acts.get(segment.eid) or _Act(target, above.path if above else ())
    act.target = target
    reader.acts[segment.eid] = act
    return act


def _lineage(eid: str) -> Iterator[str]:
    """The eid itself, then those above it: art_1__cl_2, art_1."""
    while eid:
        yield eid
        eid = eid.rpartition("__")[0]


def _join(
    reader: _Reader,
    segment: Segment,
    groups: Sequence[Group],
    documents: Sequence[DocumentReference],
    act: _Act | None,
) -> Iterator[Citation]:
    """Groups with the document that follows them, documents alone, and groups alone, in order of place."""
    joined: list[tuple[Group, DocumentReference, str]] = []
    for group in groups:
        after = bisect_left(documents, group.end, key=lambda reference: reference.start)
        follower = documents[after] if after < len(documents) else None
        prefix = _linked(reader.plain, group, follower) if follower else None
        if follower and prefix is not None:
            joined.append((group, follower, prefix))
    taken = {id(reference) for _, reference, _ in joined}
    with_document = {id(group) for group, _, _ in joined}
    found = [_joined_citation(reader, segment, *row) for row in joined]
    found += [_whole(reader, segment, d) for d in documents if id(d) not in taken and not d.own]
    holder: DocumentReference | None = None
    for place, group in enumerate(groups):
        holder = _holder(reader.plain, group, documents, holder)
        if id(group) in with_document:
            if act and len(group.paths) == 1:
                act.path = group.paths[0]
        elif holder and has_article(anchored(group.paths)) and not is_relative(group.paths[0]):
            provisions = tuple(map(show, anchored(group.paths)))
            found.append(_citation(segment, group.start, group.end, holder, provisions, group, inherited=True))
        else:
            beside = groups[place + 1] if place + 1 < len(groups) else None
            found.append(_bare(reader, segment, group, act, beside))
    yield from sorted((citation for citation in found if citation), key=lambda citation: citation.start)


def _holder(
    plain: str, group: Group, documents: Sequence[DocumentReference], holder: DocumentReference | None
) -> DocumentReference | None:
    """The document before a group that is said to hold it: 'Luật …, bao gồm: Điều 2; Điều 3', for the next ones too."""
    last = bisect_right(documents, group.start, key=lambda reference: reference.end)
    if not last or (before := documents[last - 1]).own:
        return None
    if _HOLDS.fullmatch(plain, before.end, group.start):
        return before
    same_sentence = before is holder and not re.search(r"[.)\n]", plain[before.end : group.start])
    return holder if same_sentence else None


def _linked(plain: str, group: Group, reference: DocumentReference) -> str | None:
    """'' where the reference follows the group, 'Quy chế ' where a regulation attached to it does; None otherwise."""
    if _OF.fullmatch(plain, group.end, reference.start):
        return ""
    appendix = group.paths[0][0][0] == _APPENDIX
    if appendix and _ATTACHED.fullmatch(plain, group.end, reference.start):
        return ""
    if regulation := _REGULATION.fullmatch(plain, group.end, reference.start):
        return "" if appendix else " ".join(regulation["name"].split()) + " "
    return None


def _joined_citation(
    reader: _Reader, segment: Segment, group: Group, reference: DocumentReference, prefix: str
) -> Citation | None:
    here = _path_here(reader, segment)
    paths = [settle(path, here) if is_relative(path) else path for path in anchored(group.paths)]
    known = [path for path in paths if path]
    own = reference.own or _is_own(reader, reference)
    prefix = f"{reference.part} " if reference.part else prefix
    root = reader.tree.attachment(prefix) if prefix else ""
    if own and segment.attachment and reference.own and not prefix and not _same_type(reader, reference):
        prefix, root = f"{segment.where.split(' điều ')[0]} ", segment.attachment
    provisions = tuple(prefix + show(path) for path in known)
    eids = _eids(reader, segment, known, root) if own else ()
    whose = "this" if own else reference
    return _citation(segment, group.start, reference.end, whose, provisions, group, eids=eids)


def _path_here(reader: _Reader, segment: Segment) -> Path:
    """The steps down to the segment's provision, the chapter's among them where the tree knows it."""
    return reader.tree.paths.get(segment.eid) or path_of(segment.where)


def _eids(reader: _Reader, segment: Segment, paths: Sequence[Path], root: str | None) -> tuple[str, ...]:
    """The eids of those provisions that this document has; `root` is the attachment they are in, None if unknown."""
    if root is None:
        return ()
    found = (reader.tree.eid_of(path, root, segment.eid) for path in paths)
    return tuple(eid for eid in found if eid)


def _same_type(reader: _Reader, reference: DocumentReference) -> bool:
    """Whether 'Nghị định này' is said of the document: in an attachment, 'Quy chế này' is the attachment."""
    return not reader.document.type or reader.document.type == reference.type


def _is_own(reader: _Reader, reference: DocumentReference) -> bool:
    return bool(reader.own_key and reference.number and normal_key(reference.number) == reader.own_key)


def _whole(reader: _Reader, segment: Segment, reference: DocumentReference) -> Citation | None:
    """A document cited as a whole; the document's own number under an attachment's title is none."""
    if _is_own(reader, reference):
        return None
    return _citation(segment, reference.start, reference.end, reference, (), None)


def _bare(reader: _Reader, segment: Segment, group: Group, act: _Act | None, beside: Group | None) -> Citation | None:
    """Provisions without a document: of the document itself, or of the one that the unit amends."""
    if segment.field == "closing" or _is_bare_this(group):
        return None
    if is_relative(group.paths[0]):
        here = _path_here(reader, segment)
        settled = tuple(path for p in group.paths if (path := settle(p, here) if is_relative(p) else p))
        return _here(reader, segment, group, settled)
    if act and act.target:
        return _amended(reader, segment, group, act, beside)
    paths = anchored(group.paths)
    if not has_article(paths) or not _stands_alone(reader, segment, group):
        return None
    return _here(reader, segment, group, paths)


def _is_bare_this(group: Group) -> bool:
    """'Điều này', 'Chương này' without a finer unit say no more than 'Nghị định này': no citation (labels)."""
    return any(group.paths == (((level, HERE),),) for level in range(_ARTICLE + 1))


def _stands_alone(reader: _Reader, segment: Segment, group: Group) -> bool:
    """Whether a unit without a document is a reference by itself, not the heading of a form or the item of a list.

    Units above articles must be numbered, written with a capital and inside a sentence of the main body.
    """
    if _FOREIGN.match(reader.lower, group.end, segment.end):
        return False
    before = reader.plain[max(segment.start, group.start - _LINE_LENGTH) : group.start]
    at_line_start = _LINE_START.search(before if len(before) < _LINE_LENGTH else "…" + before)
    if any(len(path) > 1 for path in group.paths):
        return True
    if group.paths[0][0][0] >= _ARTICLE:
        return not at_line_start or reader.plain[group.end : group.end + 1] not in (".", ":", ";", "\n", "")
    numbered = reader.plain[group.start].isupper() and all(path[0][1] for path in group.paths)
    return numbered and not at_line_start and bool(segment.article) and not segment.attachment


def _amended(reader: _Reader, segment: Segment, group: Group, act: _Act, beside: Group | None) -> Citation | None:
    """Provisions of the amended document, completed by those of the unit above or beside ('vào sau khoản 2 Điều 7')."""
    context = act.path
    if beside and _is_beside(reader.plain, group, beside):
        context = (complete(beside.paths[:1], act.path) or (context,))[0]
    paths = complete(group.paths, context)
    if paths is None or act.target is None:
        return None
    if len(paths) == 1:
        act.path = paths[0]
    provisions = tuple(map(show, paths))
    return _citation(segment, group.start, group.end, act.target, provisions, group, inherited=True)


def _is_beside(plain: str, group: Group, beside: Group) -> bool:
    """Whether the next group says where this one stands: 'khoản 3 vào Điều 4', 'điểm c và bổ sung điểm g khoản 3'."""
    parallel = group.paths[-1][-1][0] == beside.paths[0][-1][0]
    return bool(
        _BESIDE.fullmatch(plain, group.end, beside.start)
        or (parallel and _PARALLEL.fullmatch(plain, group.end, beside.start))
    )


def _here(reader: _Reader, segment: Segment, group: Group, paths: Sequence[Path]) -> Citation | None:
    """Provisions of this document, or of the attachment in which they are cited."""
    inside = segment.attachment and "điều" in segment.where
    prefix = f"{segment.where.split(' điều ')[0]} " if inside else ""
    root = segment.attachment if inside or is_relative(group.paths[0]) else ""
    provisions = tuple(prefix + show(path) for path in paths)
    eids = _eids(reader, segment, paths, root)
    return _citation(segment, group.start, group.end, "this", provisions, group, eids=eids)


def _citation(
    segment: Segment,
    start: int,
    end: int,
    reference: DocumentReference | str,
    provisions: tuple[str, ...],
    group: Group | None,
    *,
    inherited: bool = False,
    eids: tuple[str, ...] = (),
) -> Citation | None:
    """A citation of a document or of this one, its words not yet filled in; None where a group means nothing."""
    if group is not None and not provisions:
        return None
    ambiguous = bool(group and group.ambiguous)
    if isinstance(reference, str):
        return Citation(
            start, end, segment.eid, segment.where, "", reference, None, provisions, ambiguous=ambiguous, eids=eids
        )
    return Citation(
        start,
        end,
        segment.eid,
        segment.where,
        "",
        reference.number,
        reference.name,
        provisions,
        reference.type,
        reference.year,
        reference.date,
        inherited,
        ambiguous or reference.ambiguous,
    )
