"""Citations of a document: provision paths joined to the documents that they belong to (handbook 9.1 to 9.4).

Left out, as in the labels: words in quotation marks, and a bare 'Nghị định này'. Citations in text that an amending
article quotes are marked as `quoted`: they will be the amended document's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ingest.document import LegalDocument
from nlp.annotation import Citation, DocumentText, Segment
from nlp.citations.amending import ACT, Act, Amending
from nlp.citations.antecedents import Antecedents
from nlp.citations.documents import DocumentReference, find_documents
from nlp.citations.joining import citation_of, followed, groups_of, is_inside
from nlp.citations.keys import Hit, scan
from nlp.citations.own_tree import OwnTree, tree_of
from nlp.citations.places import anchored, complete, has_article, is_relative, path_of, settle
from nlp.citations.plain import Plain, plain_of, small
from nlp.citations.provisions import HERE, LEVELS, Group, Path, show
from nlp.citations.quoted import quoted_citations
from nlp.knowledge import lexicon
from nlp.numbers import DocumentNumber, find, normal_key

__all__ = ["ACT", "find_citations", "small"]

_Found = TypeVar("_Found", Hit, DocumentNumber)
_ARTICLE = LEVELS.index("Điều")
_APPENDIX = LEVELS.index("Phụ lục")
_BESIDE = re.compile(
    r"\s+(?:(?:vào\s+)?(?:ngay\s+)?(?:phía\s+)?(?:sau|trước|cuối)|vào|(?:và|trước)\s+.{0,60}\s+vào)\s+(?:của\s+)?"
)
# 'Sửa đổi điểm c và bổ sung điểm g khoản 3 Điều 8': parallel units under two verbs.
_PARALLEL = re.compile(
    r"\s*,?\s+(?:và\s+)?(?:(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế)\s*,?\s*(?:và\s+)?){1,2}(?:các\s+)?"
)
# 'Thay thế Phụ lục bằng …' names the only one there is; 'một số phụ lục, mẫu biểu', 'Phụ lục kết quả' do not.
_NAMED_APPENDIX = re.compile(r"Phụ\s+lục(?=\s*(?:[.;:)]|$|(?:bằng|ban\s+hành|kèm|của|tại|như|vào)(?!\w)))")
_BY_OURS = re.compile(r"\sbằng\s+$")
_FOREIGN = re.compile(rf"\s*(?:của\s+|được\s+|đã\s+)?(?:{'|'.join(lexicon('citations')['connect']['foreign'])})(?!\w)")
# The law before may hold the provisions: 'Luật …, bao gồm: Điều 2; Điều 3', or 'Nghị định số … (khoản 2 …)'.
_HOLDS = re.compile(r"\s*,?\s*(?:(?:bao\s+)?gồm\s*:?|\()\s*(?:các\s+)?")
_LONGEST_COLUMN = 20_000
"""Characters of a table over which a document is looked for above: no real list comes near."""
_LINE_LENGTH = 40
_LINE_START = re.compile(r"(?:^|[\n\t])\s*(?:[-–•+*“\"]\s*)?(?:Như\s+)?(?:\d{1,2}[.)]\s*)?$")
_NAMING = re.compile(r"(?:gọi|viết)\s[^.;\n]{0,12}là\s*:?\s*$")
"""Before a quotation that is a short name: 'sau đây gọi là “Quy chế”'."""
_QUOTED = re.compile(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|\"[^\"\n]*\"")


@dataclass(slots=True)
class _Reader:
    """One document's text on its way to citations."""

    document: LegalDocument
    source: Plain
    plain: str
    lower: str
    own_key: str
    tree: OwnTree
    antecedents: Antecedents = field(default_factory=Antecedents)
    amending: Amending = field(default_factory=Amending)


def find_citations(document: LegalDocument, text: DocumentText) -> tuple[Citation, ...]:
    """The citations in a document's text, in order; offsets are those of `text.text`. Total: any text is accepted.

    Bare provisions belong to the document itself ('this'), except in units that amend: there to the amended document,
    which the article's heading, the unit above or the title names (`inherited`).
    """
    source = plain_of(text.text)
    own = normal_key(document.number) if document.number else ""
    reader = _Reader(document, source, source.text, source.lower, own, tree_of(document))
    segments = source.segments(text.segments)
    hits, numbers = _shared(scan(source.lower), segments), _shared(find(source.text), segments)
    citations: list[Citation] = []
    for segment, words, printed in zip(segments, hits, numbers, strict=True):
        if segment.quoted and (words or printed):
            act = reader.amending.above(segment.eid)
            citations.extend(quoted_citations(source.text, segment, words, printed, act))
        elif words or printed:
            citations.extend(_in_segment(reader, segment, words, printed))
    return _finished(citations, source, text.text)


def _shared(found: Sequence[_Found], segments: Sequence[Segment]) -> Iterator[Sequence[_Found]]:
    """For each segment those finds that lie in it; both are in order."""
    place = 0
    for segment in segments:
        while place < len(found) and found[place].start < segment.start:
            place += 1
        first = place
        while place < len(found) and found[place].start < segment.end:
            place += 1
        yield [item for item in found[first:place] if item.end <= segment.end]


def _finished(citations: Sequence[Citation], source: Plain, text: str) -> tuple[Citation, ...]:
    """Citations with their spans and words in the text as given; all of one number with the first name printed."""
    names: dict[str, str] = {}
    for citation in citations:
        if citation.document and citation.document_name:
            names.setdefault(normal_key(citation.document), citation.document_name)
    finished = []
    for citation in citations:
        start, end = source.span(citation.start, citation.end)
        name = names.get(normal_key(citation.document)) if citation.document else citation.document_name
        words = " ".join(text[start:end].split())
        finished.append(replace(citation, start=start, end=end, text=words, document_name=name))
    return tuple(finished)


def _in_segment(
    reader: _Reader, segment: Segment, hits: Sequence[Hit], numbers: Sequence[DocumentNumber]
) -> Iterator[Citation]:
    if quotes := _quotes(reader, segment):
        hits = [hit for hit in hits if not is_inside(hit.start, quotes)]
        numbers = [number for number in numbers if not is_inside(number.start, quotes)]
    found = find_documents(reader.plain, hits, numbers, segment.start, segment.end)
    documents = reader.antecedents.settle(reader.source, segment, hits, found)
    groups = groups_of(reader.plain, segment, hits, documents)
    act = reader.amending.act_of(reader.lower, segment, documents)
    yield from _join(reader, segment, groups, documents, act)


def _quotes(reader: _Reader, segment: Segment) -> list[tuple[int, int]]:
    """Where words in quotation marks stand; a short name ('sau đây gọi là “Quy chế”') is none."""
    start, end = segment.start, segment.end
    if reader.plain.find("“", start, end) < 0 and reader.plain.find('"', start, end) < 0:
        return []
    return [
        match.span()
        for match in _QUOTED.finditer(reader.plain, start, end)
        if not _NAMING.search(reader.lower, max(start, match.start() - 30), match.start())
    ]


def _join(
    reader: _Reader,
    segment: Segment,
    groups: Sequence[Group],
    documents: Sequence[DocumentReference],
    act: Act | None,
) -> Iterator[Citation]:
    """Groups with the document that follows them, documents alone, and groups alone, in order of place."""
    joined = followed(reader.plain, groups, documents)
    taken = {id(reference) for _, reference, _ in joined}
    with_document = {id(group) for group, _, _ in joined}
    found = [_joined_citation(reader, segment, *row) for row in joined]
    found += [_whole(reader, segment, d) for d in documents if id(d) not in taken and not d.own]
    holder: DocumentReference | None = None
    for place, group in enumerate(groups):
        holder = _holder(reader.plain, group, documents, holder)
        if id(group) in with_document:
            if act:
                act.note(group.paths)
        elif holder and has_article(anchored(group.paths)) and not is_relative(group.paths[0]):
            provisions = tuple(map(show, anchored(group.paths)))
            found.append(citation_of(segment, group.start, group.end, holder, provisions, group, inherited=True))
        else:
            beside = groups[place + 1] if place + 1 < len(groups) else None
            numbered = group.paths[0][0][0] == _APPENDIX and group.paths[0][0][1]
            ours = numbered and any(beside is joint and reference.own for joint, reference, _ in joined)
            if ours and _BY_OURS.search(reader.plain, max(segment.start, group.start - 10), group.start):
                # 'Thay thế … bằng Phụ lục XII, Phụ lục XIII ban hành kèm theo Thông tư này'
                found.append(_here(reader, segment, group, group.paths))
            else:
                found.append(_bare(reader, segment, group, act, beside))
    yield from sorted((citation for citation in found if citation), key=lambda citation: citation.start)


def _holder(
    plain: str, group: Group, documents: Sequence[DocumentReference], holder: DocumentReference | None
) -> DocumentReference | None:
    """The document before a group that is said to hold it: 'Luật …, bao gồm: Điều 2; Điều 3', for the next ones too."""
    last = bisect_right(documents, group.start, key=lambda reference: reference.end)
    if not last or (before := documents[last - 1]).own:
        return None
    if _HOLDS.fullmatch(plain, before.end, group.start) or _holds_row(plain, group, before):
        return before
    same_sentence = before is holder and not re.search(r"[.)\n]", plain[before.end : group.start])
    return holder if same_sentence else None


def _holds_row(plain: str, group: Group, before: DocumentReference) -> bool:
    """Whether a group stands in the cell behind the document's, or in that column of a row that names no other.

    Annexes list so what they amend: 'Nghị định số 15/2019/NĐ-CP', 'Điều 9; Điều 10'.
    """
    cell = plain.rfind("\t", before.end, group.start) + 1
    if not cell or cell > before.end + _LONGEST_COLUMN or "\n" in plain[cell : group.start]:
        return False
    above, _, row = plain[before.end : cell].rpartition("\n")
    if not above and "\n" not in plain[before.end : cell]:
        return row.count("\t") == 1
    column = plain.count("\t", plain.rfind("\n", 0, before.start) + 1, before.start)
    return not row.strip("\t ") and row.count("\t") == column + 1


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
    provisions = tuple(_shown(path, prefix) for path in known)
    eids = _eids(reader, segment, known, root) if own else ()
    whose = "this" if own else reference
    return citation_of(segment, group.start, reference.end, whose, provisions, group, eids=eids)


def _shown(path: Path, prefix: str) -> str:
    """A path as text, behind the name of the attachment that it is in; an appendix names itself."""
    return show(path) if path[0][0] == _APPENDIX else prefix + show(path)


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
    return citation_of(segment, reference.start, reference.end, reference, (), None)


def _bare(reader: _Reader, segment: Segment, group: Group, act: Act | None, beside: Group | None) -> Citation | None:
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


def _amended(reader: _Reader, segment: Segment, group: Group, act: Act, beside: Group | None) -> Citation | None:
    """Provisions of the amended document, completed by those of the unit above or beside ('vào sau khoản 2 Điều 7')."""
    if group.paths == (((_APPENDIX, ""),),) and not _NAMED_APPENDIX.match(reader.plain, group.start, segment.end):
        return None
    context = act.path
    if beside and _is_beside(reader.plain, group, beside):
        context = (complete(beside.paths[:1], act.path) or (context,))[0]
    paths = complete(group.paths, context)
    if paths is None or act.target is None:
        return None
    act.note(paths)
    provisions = tuple(map(show, paths))
    return citation_of(segment, group.start, group.end, act.target, provisions, group, inherited=True)


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
    above = bool(paths) and paths[0][0][0] < _ARTICLE
    root = segment.attachment if inside or above or is_relative(group.paths[0]) else ""
    provisions = tuple(_shown(path, prefix) for path in paths)
    eids = _eids(reader, segment, paths, root)
    return citation_of(segment, group.start, group.end, "this", provisions, group, eids=eids)
