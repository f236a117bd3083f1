"""Sentences of the main body that change other documents: units that open with a verb, clauses inside of them."""

import re
from collections.abc import Iterator, Sequence

from nlp.annotation import Citation, RelationKind, Segment
from nlp.citations.find import ACT
from nlp.knowledge import lexicon
from nlp.relations.reader import LONGEST_SENTENCE, PERIOD, Claim, Manner, Reader

_ACTS: dict[str, list[str]] = lexicon("relations")["acts"]
_VERBS: dict[str, RelationKind] = {
    **dict.fromkeys(_ACTS["corrects"], "corrects"),
    **dict.fromkeys([*_ACTS["phrase"], *_ACTS["amends"]], "amends"),
    **dict.fromkeys(_ACTS["repeals"], "repeals"),
    **dict.fromkeys(_ACTS["annuls"], "annuls"),
    **dict.fromkeys(_ACTS["replaces"], "replaces"),
}
ENDING: tuple[RelationKind, ...] = ("repeals", "annuls", "replaces")
"""Kinds that end a document, or the parts of it that they name."""
_REMOVING: tuple[RelationKind, ...] = ("repeals", "annuls")


def any_of(words: Sequence[str]) -> str:
    """A pattern for any of these words in small letters, the longest first, with any spaces between syllables."""
    return "|".join(word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True))


_OPENING = re.compile(
    rf"\s*(?:[-–+]\s*)?(?:(?:\d{{1,2}}|[a-zđ])[.)]\s*)?(?={ACT})(?P<verb>{any_of(list(_VERBS))})(?!\w)"
)
# In an amending article any verb amends: 'Sửa đổi khổ thứ nhất khoản 3 …', 'Bổ sung vào cuối khoản 1 …'.
_AMENDING_UNIT = re.compile(rf"\s*(?:[-–+]\s*)?(?:(?:\d{{1,2}}|[a-zđ])[.)]\s*)?(?P<verb>{any_of(list(_VERBS))})(?!\w)")
_ENDS = re.compile(rf"(?P<verb>{any_of([verb for verb, kind in _VERBS.items() if kind in ENDING])})(?:\s+cho)?(?!\w)")
PASSIVE = re.compile(
    r"(?:được|bị|đã|theo|về|việc|phải|trái|khi|nếu|hoặc|quyết\s+định|đề\s+nghị|kiến\s+nghị|công\s+bố)\s+$"
)
_EXPIRES = re.compile(
    r"(?:bị\s+(?:bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ)(?=\s+(?:kể\s+)?từ\s+ngày)"
    r"|(?:hết|chấm\s+dứt|không\s+còn)\s+hiệu\s+lực(?:\s+thi\s+hành)?(?:\s+toàn\s+bộ|\s+một\s+phần)?)"
    r"\s*(?=[,.;:]|$|\n|(?:kể\s+)?từ\s+(?:ngày|khi|thời\s+điểm)|và\s|trừ\s|khi\s+(?:[^\W\d_]+\s+){1,3}này\s)"
)
_STATE = re.compile(r"(?:đã|khi|bị|chưa|ngày)\s+$")
_CONDITION = re.compile(r"(?:^|\W)(?:khi|nếu|trường\s+hợp|trước|sau|từ\s+ngày)(?!\w)")
# 'Bãi bỏ các quy định liên quan đến … tại Nghị định số …', 'Thay thế Mẫu số 01 ban hành kèm theo Thông tư số …'
_PART_OF = re.compile(r"[^.;\n]{3,400}?\s(?:tại|của|ban\s+hành\s+kèm|kèm\s+theo|trong|ban\s+hành\s+theo)\s+(?:các\s+)?")
_PARTS = re.compile(
    r"\s*:?\s*(?:(?:các|một\s+số|những|toàn\s+bộ)\s+)*"
    r"(?:quy\s+định|nội\s+dung|điều|khoản|điểm|phụ\s+lục|mẫu|biểu|danh\s+mục|bảng|chương|mục|chỉ\s+tiêu|một\s+phần|"
    r"số\s+thứ\s+tự|tiết|tiểu\s+mục|cột|hàng)(?!\w)"
)
# Things that are issued with a document; they are its parts only where that is said ('ban hành kèm theo Quyết định …').
_ISSUED = re.compile(
    r"\s*:?\s*(?:(?:các|một\s+số|những|toàn\s+bộ)\s+)*"
    r"(?:phần|quy\s+trình|quy\s+chế|tiêu\s+chuẩn|quy\s+chuẩn|định\s+mức|chế\s+độ|đoạn|câu|dòng|"
    r"qcvn|tcvn|mức|tiêu\s+chí|chuẩn|chính\s+sách)(?!\w)"
    r"[^.;\n]{0,400}?\s(?:(?:ban\s+hành\s+)?kèm(?:\s+theo)?|ban\s+hành\s+theo|quy\s+định\s+tại)\s+(?:các\s+)?"
)
_BY_RULES = re.compile(r"(?<!\w)theo\s+(?:quy\s+định|hướng\s+dẫn)")
_LONGEST_LINK = 30
_AMONG_VERBS = re.compile(r"(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ)\s*(?:,\s*và|,|và|hoặc)\s*$")
_LINKED = re.compile(r"(?:^|[,;:.)”\"]|(?<!\w)(?:và|này|nay|đồng\s+thời|sẽ|thì))\s*$")
_OTHER_CLAUSE = re.compile(r"hiệu\s+lực|thay\s+thế|bãi\s+bỏ|thực\s+hiện\s+theo|áp\s+dụng")
_TO_FIRST = re.compile(
    r"\s*(?:(?:kể\s+)?từ\s+ngày\s+[^,]{0,80}(?:có\s+hiệu\s+lực[^,]{0,20}|\d{4})(?:,|\s+thì)\s*)?(?:đối\s+với\s+)?"
    r"(?:cho\s+|toàn\s+bộ\s+|các\s+|những\s+)*"
)
_TO_AMENDED = re.compile(r"[^\n]{0,600}?", re.DOTALL)
# What is cited behind these is where the new text goes, or what it becomes: 'vào sau Điều 5', 'thành khoản 3'.
_BESIDE = re.compile(r"(?:sau|trước|vào|thành|bằng)\s+(?:các\s+|cuối\s+của\s+)?$")
_AS_FOLLOWS = re.compile(r"như\s+sau|(?<!\w)trong\s+đó(?!\w)")
_LISTED = re.compile(r"(?:\s|[,;:]|và\s|các\s|cả\s)*")


def kind_of(verb: str) -> RelationKind:
    """The kind that an amending or ending verb states; other words for an end are repeals."""
    return _VERBS.get(" ".join(verb.split()), "repeals")


def of_unit(reader: Reader, segment: Segment, ending: set[str]) -> Iterator[Claim]:
    """A unit that opens with an amending verb: 'Sửa đổi, bổ sung khoản 2 Điều 5 …', 'Bãi bỏ Điều 12 …'.

    `ending` is kept over segments: the units that repeal, whose parts repeal as well. Elsewhere 'Bãi bỏ khoản 2' among
    the amendments of a document is one of them.
    """
    cited = reader.cited(segment.start, segment.end)
    if not cited:
        return
    form = _AMENDING_UNIT if cited[0].inherited else _OPENING
    opening = form.match(reader.lower, segment.start, segment.end)
    if not opening:
        return
    kind = kind_of(opening["verb"])
    if kind in ENDING:
        found = list(ended(reader, segment, opening.end(), kind))
        yield from found
        if found and kind in _REMOVING:
            ending.add(segment.eid)
        if not found and cited[0].inherited:
            yield _removed(reader, segment, opening.end(), kind, cited, repeals=_is_below(segment.eid, ending))
        return
    for citation in _amended_together(reader, opening.end(), segment) or cited[:1]:
        yield _amended(reader, segment, opening.end(), kind, citation)


def _is_below(eid: str, units: set[str]) -> bool:
    while eid and units:
        eid = eid.rpartition("__")[0]
        if eid in units:
            return True
    return False


def _removed(
    reader: Reader, segment: Segment, cue: int, kind: RelationKind, cited: Sequence[Citation], *, repeals: bool
) -> Claim:
    """'Bãi bỏ khoản 2 Điều 5' of a document named above, or after a slip: an amendment unless among repeals."""
    named = any(one.document == cited[0].document and not one.inherited for one in cited)
    if kind in _REMOVING and (repeals or named):
        return _amended(reader, segment, cue, kind, cited[0])
    return _amended(reader, segment, cue, "amends", cited[0], removes=kind in _REMOVING)


def _amended_together(reader: Reader, place: int, segment: Segment) -> list[Citation]:
    """The documents that a unit amends: 'một số điều của Nghị định A … và Nghị định B', up to the first in a title."""
    cited = reader.cited(place, segment.end)
    heads = list(reader.heads(place, segment.end, segment, _TO_AMENDED)) if cited and not cited[0].inherited else []
    return [head for head, citation in zip(heads, cited, strict=False) if head is citation]


def _amended(
    reader: Reader, segment: Segment, cue: int, kind: RelationKind, citation: Citation, *, removes: bool = False
) -> Claim:
    """The claim of a unit on one document, with the provisions of it that it touches or strikes out."""
    touched = tuple(_touched(reader, segment, cue, citation))
    removed = []
    place = cue
    for one in touched if removes else ():
        if not _LISTED.fullmatch(reader.lower, place, one.start):
            break
        removed.append(one)
        place = one.end
    end = reader.sentence_end(citation.end, segment)
    manner: Manner = "title" if segment.field == "title" else "unit"
    return Claim(
        kind, citation, segment.start, end, cue, manner, segment.eid, part=True, touched=touched, removed=tuple(removed)
    )


def _touched(reader: Reader, segment: Segment, cue: int, citation: Citation) -> Iterator[Citation]:
    """The citations of the same document whose provisions the unit changes, before the new text begins."""
    follows = _AS_FOLLOWS.search(reader.lower, cue, segment.end)
    stop = follows.start() if follows and segment.field != "text" else segment.end
    document = citation.document or citation.document_name
    for one in reader.cited(cue, stop):
        beside = _BESIDE.search(reader.lower, max(cue, one.start - 15), one.start)
        bracket = reader.lower.rfind("(", cue, one.start) > reader.lower.rfind(")", cue, one.start)
        if one.provisions and (one.document or one.document_name) == document and not beside and not bracket:
            yield one


def ended(reader: Reader, segment: Segment, place: int, kind: RelationKind) -> Iterator[Claim]:
    """Documents or provisions that follow 'bãi bỏ' or 'thay thế'; replaced provisions are amendments."""
    start = reader.sentence_start(place, segment)
    heads = list(reader.heads(place, segment.end, segment, _TO_FIRST))
    for citation in heads or _holders(reader, place, segment.end):
        partly = bool(citation.provisions) or not heads
        change: RelationKind = "amends" if kind == "replaces" and partly else kind
        end = reader.sentence_end(citation.end, segment)
        manner: Manner = "sentence" if heads else "holder"
        yield Claim(change, citation, start, end, place, manner, segment.eid, part=partly, touched=(citation,))


def _holders(reader: Reader, place: int, stop: int) -> list[Citation]:
    """The document whose parts are named after `place`: 'các quy định … tại Nghị định số 33/2023/NĐ-CP'."""
    first = next(iter(reader.cited(place, min(stop, place + LONGEST_SENTENCE))), None)
    if first is None or first.inherited:
        return []
    if not _PARTS.match(reader.lower, place, first.start) and not _ISSUED.fullmatch(reader.lower, place, first.start):
        return []
    if _BY_RULES.search(reader.lower, place, first.start):
        return []
    named = _PART_OF.fullmatch(reader.lower, place, first.start) or first.provisions
    return [first] if named and not _CONDITION.search(reader.lower, place, first.start) else []


def of_sentences(reader: Reader, segment: Segment) -> Iterator[Claim]:
    """'… và thay thế Thông tư số A', 'Nghị định số B hết hiệu lực kể từ ngày …' inside a unit."""
    for match in _ENDS.finditer(reader.lower, segment.start, segment.end):
        passive = PASSIVE.search(reader.lower, max(segment.start, match.start() - 15), match.start())
        if not passive and not _in_name(reader, segment, match.start()):
            yield from ended(reader, segment, match.end(), kind_of(match["verb"]))
    for match in _EXPIRES.finditer(reader.lower, segment.start, segment.end):
        start = reader.sentence_start(match.start(), segment)
        if not _STATE.search(reader.lower, max(start, match.start() - 10), match.start()):
            yield from said_of(reader, segment, match, "repeals")


def _in_name(reader: Reader, segment: Segment, place: int) -> bool:
    """Whether a verb belongs to the name of a document: 'Thông tư số A … bãi bỏ một số điều …', or to another verb.

    In 'sửa đổi, bổ sung, bãi bỏ một số điều' the first verb decides (handbook 4.2: priority of cues).
    """
    start = reader.sentence_start(place, segment)
    head = reader.lower[max(start, place - _LONGEST_LINK) : place]
    if _AMONG_VERBS.search(head):
        return True
    return bool(reader.cited(start, place)) and not _LINKED.search(head)


def said_of(reader: Reader, segment: Segment, match: re.Match[str], kind: RelationKind) -> Iterator[Claim]:
    """The documents or parts that are the subject of a verb: '… hết hiệu lực', '… tiếp tục có hiệu lực'."""
    start = reader.sentence_start(match.start(), segment)
    end = reader.sentence_end(match.end(), segment)
    heads = _subjects(reader, start, match.start(), segment)
    for citation in heads or _holders(reader, start, match.start()):
        partly = bool(citation.provisions) or not heads
        manner: Manner = "sentence" if heads else "holder"
        yield Claim(kind, citation, start, end, match.end(), manner, segment.eid, part=partly, touched=(citation,))


def _subjects(reader: Reader, start: int, stop: int, segment: Segment) -> list[Citation]:
    """The documents that a sentence speaks of before `stop`: listed with ';', or with titles that hold one."""
    whole = reader.sentence_start(stop, segment, clauses=False)
    listed: list[Citation] = []
    if not _OTHER_CLAUSE.search(reader.lower, whole, start):
        listed = list(reader.heads(whole, stop, segment, _TO_FIRST, PERIOD))
    return listed or list(reader.heads(start, stop, segment, _TO_FIRST))
