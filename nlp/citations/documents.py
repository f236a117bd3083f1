"""References to documents in a stretch of text: by number, by name with year or date, and to the document itself."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.citations.keys import Hit
from nlp.citations.names import read_name
from nlp.dates import DATE, parse_date
from nlp.knowledge import lexicon
from nlp.numbers import DocumentNumber, is_issuer, normal_key, type_of_number

_EMPTY = re.compile(r"\s*,?\s*(?:(?:mang\s+)?số\s*){0,2}(?:hiệu)?\s*[:.]?\s*")
# A name has no figures but those of '11 Luật có liên quan đến quy hoạch'.
_NAMED = re.compile(
    r"\s+(?P<name>(?:(?!căn\s+cứ\s)[^.;:()“”\"\n\d]|\b\d{1,2}(?=\s+luật\s)){2,900}?)\s*,?\s*(?:số\s*){0,2}[:.]?\s*",
    re.IGNORECASE,
)
_ISSUED_BY = re.compile(r"\s+của\s+[^.;:()“”\"\n\d]{2,80}?\s+(?:số\s*){1,2}[:.]?\s*")
_OTHER_TYPE = re.compile(r"(?:nghị\s+định|nghị\s+quyết|quyết\s+định|thông\s+tư|chỉ\s+thị|công\s+văn)\b", re.IGNORECASE)
_LAW_NUMBER = re.compile(r"QH|UBTVQH|HĐNN|LCT|CTN|SL|PL")
_SO = re.compile(r"(?:số\s*){1,2}[:.]?\s*$", re.IGNORECASE)
_OWN = re.compile(r"\s+này(?!\w)")
# 'Nghị định nêu trên', 'Luật đó', 'Thông tư trên'; not 'Quyết định trên cơ sở …'.
_BACK = re.compile(
    r"\s+(?:(?:đã\s+|vừa\s+|được\s+)?(?:nêu|nói|kể)\s+trên|đó(?!\w)|(?:nêu\s+)?trên"
    r"(?=\s*[.,;:)\n]|\s*$|\s+(?:và|thì|có|được|hết|đã|để|đều|phải)\b))(?!\w)"
)
_MANY = re.compile(r"(?:các|những|hai|ba|bốn)\s+$", re.IGNORECASE)
_AMENDING = re.compile(r"\s+sửa\s+đổi", re.IGNORECASE)
_YEAR = re.compile(r"(?:\s*,)?\s+(?:\(sửa\s+đổi\)\s*)?(?:năm\s+)?(?P<year>(?:19|20)\d{2})(?!\d|[/.-]\d)")
_DATED = re.compile(rf"(?:\s*,)?\s+(?:ban\s+hành\s+)?ngày\s+(?P<date>{DATE})")
_BY_YEAR = re.compile(
    r"\s+(?:số\s*:?\s*)?(?P<no>\d{1,4}(?:\.\d{1,3})?)(?:\s+năm\s+|/)(?P<year>(?:19|20)\d{2})(?![\w/-])", re.IGNORECASE
)
_SHORT_NUMBER = re.compile(
    r"\s+(?P<so>số\s+)?(?P<no>\d{1,4}[a-zđ]?)(?![\w/%-]|[.,]\d|\s*(?:năm|/|-|khoản|điều|ngày|tháng)\b)", re.IGNORECASE
)
# 'Quyết định số 150 CP ngày …', 'Quyết định số 210a TC/VP': the old style with a space.
_SPACED_NUMBER = re.compile(
    r"\s+số\s+(?P<no>\d{1,4}[A-Za-zđ]?)\s(?P<code>[A-ZĐ]{2,5})(?P<unit>[/-][A-ZĐ][\w&]*)?(?![\w/-])"
)
# A name that is in no list and written small: 'Luật tổ chức Hội đồng Chính phủ ngày …', 'Pháp lệnh năm 1961'.
_DATED_NAME = re.compile(
    r"(?:\s+(?:(?!này\b|luật\b|pháp\s+lệnh\b)[^\W\d_]+,?\s+){0,24}?(?!này\b)[^\W\d_]+)?"
    r"(?=\s+ngày\s+\d{1,2}(?:/|\s+tháng)|\s+năm\s+(?:19|20)\d\d)",
    re.IGNORECASE,
)
_CONSTITUTION = re.compile(
    r"(?:\s+(?:của\s+)?nước\s+cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam)?", re.IGNORECASE
)
_KNOWN_ISSUERS = "|".join(
    re.escape(name).replace(r"\ ", r"\s+").replace("Ủy", "(?:Ủy|Uỷ)").replace("Tòa", "(?:Tòa|Toà)")
    for name in sorted({entry["name"] for entry in lexicon("numbers")["issuers"]}, key=len, reverse=True)
)
_ISSUER_END = (
    r"(?=\s+(?i:về|quy|hướng|sửa|ban|trừ|và|có|thì|được|do|để|hoặc|hết|bãi|là|đã|tại|phê|điều|bổ|thay|kèm|nêu|cho|đối|quyết|"
    r"tiếp|căn|nghị|thông|luật|theo|không|cùng|như|với|trong|trên|từ|chỉ)\b|\s*[.;:,()”\"]|\s*$)"
)
_ISSUER = (
    r"(?:(?:Bộ|Tổng|Phó)\s+trưởng\s+|Chủ\s+nhiệm\s+|Thống\s+đốc\s+|Chánh\s+án\s+|Viện\s+trưởng\s+|liên\s+Bộ\s+)?"
    rf"(?:(?:{_KNOWN_ISSUERS})(?=[\s.;:,()”\"]|$)(?:\s+(?:tỉnh|thành\s+phố)\s+[^\d.;:,()“”\"\n]{{2,30}}?{_ISSUER_END})?"
    r"|(?:Bộ|Ủy\s+ban|Uỷ\s+ban|Hội\s+đồng|Thủ\s+tướng|Chủ\s+tịch|Văn\s+phòng|Ngân\s+hàng|Tòa\s+án|Toà\s+án|Viện|Kiểm\s+toán|"
    rf"Thanh\s+tra|Tổng|Bảo\s+hiểm|Ban|Đoàn|Hội|Trung\s+ương|Liên|Cục)[^\d.;:()“”\"\n]{{0,80}}?{_ISSUER_END})"
)
_BY = re.compile(rf"\s+của\s+(?P<issuer>{_ISSUER}(?:(?:\s*,\s*(?:và\s+)?|\s+và\s+|\s*-\s*){_ISSUER})*)")
_TITLE = re.compile(
    r"\s+(?P<title>(?:quy\s+định|hướng\s+dẫn|về|ban\s+hành|sửa\s+đổi|phê\s+duyệt|điều\s+chỉnh|bổ\s+sung)\s[^.;:()“”\"\n]{3,400}?)"
    r"(?=\s*[.;:()“”\"\n]|\s*$|\s*,?\s+(?:hết\s+hiệu\s+lực|có\s+hiệu\s+lực|được\s+sửa|đã\s+được|thì\b|như\s+sau|"
    r"(?:và\s+)?(?:nghị\s+định|thông\s+tư|quyết\s+định|nghị\s+quyết|luật)\s+số|và\s+các\s+văn\s+bản|trừ\b))",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"\s+(?:nghị\s+định|thông\s+tư|quyết\s+định|nghị\s+quyết|luật)\s+số", re.IGNORECASE)
_MOST_HEADS = 60
"""Type words looked back over from a number: an act that amends 37 laws names each of them."""
_PHAP = re.compile(r"(?:pháp|dự\s+thảo|dự\s+án)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A reference to a document at [start, end); `core_end` is the end of its number or name, before date and issuer.

    `own` marks 'Nghị định này', `back` 'Nghị định nêu trên' (one) or 'các Nghị định trên' (many). `number` is None
    where only a name is printed. `part` is the regulation attached to the document for which its short name stands;
    `ambiguous` says that it is not known which document a short name means.
    """

    start: int
    core_end: int
    end: int
    type: str | None
    number: str | None = None
    name: str | None = None
    date: dt.date | None = None
    year: int | None = None
    own: bool = False
    back: Literal["", "one", "many"] = ""
    part: str = ""
    ambiguous: bool = False


def find_documents(
    plain: str, hits: Sequence[Hit], numbers: Sequence[DocumentNumber], start: int, stop: int
) -> list[DocumentReference]:
    """The document references in [start, stop) of a text, in order and without overlap.

    `hits` and `numbers` are those of this stretch; `plain` is the text in its own case.
    """
    types = [hit for hit in hits if hit.kind != "level" and not _is_other_word(plain, hit)]
    heads = [hit for hit in types if hit.kind != "law" or _is_capital(plain, hit)]
    numbered = [_numbered(plain, heads, number, start, stop) for number in numbers]
    found = list(numbered)
    free, place = start, 0
    for hit in types:
        while place < len(numbered) and numbered[place].end <= hit.start:
            place += 1
        taken = place < len(numbered) and numbered[place].start <= hit.start
        if hit.start >= free and not taken and (reference := _unnumbered(plain, hit, stop)):
            found.append(reference)
            free = reference.end
    return _without_overlap(sorted(found, key=lambda reference: (reference.start, -reference.end)))


def _is_other_word(plain: str, hit: Hit) -> bool:
    """Whether 'luật' is no act: the end of 'pháp luật', or a draft."""
    return hit.kind == "law" and bool(_PHAP.search(plain, max(0, hit.start - 10), hit.start))


def _is_capital(plain: str, hit: Hit) -> bool:
    """Whether a word or the name behind it begins with a capital: 'Luật thuế', 'luật Đất đai'; not 'luật sư'."""
    return plain[hit.start].isupper() or plain[hit.end : hit.end + 2].strip().isupper()


def _without_overlap(found: list[DocumentReference]) -> list[DocumentReference]:
    kept: list[DocumentReference] = []
    for reference in found:
        if not kept or reference.start >= kept[-1].core_end:
            kept.append(reference)
    return kept


def _numbered(plain: str, types: Sequence[Hit], number: DocumentNumber, start: int, stop: int) -> DocumentReference:
    """The reference that a printed number belongs to, with the type word and name before it and the date after."""
    head = _head(plain, types, number)
    if head:
        kind: str | None = head.name
        first = head.start
        name = _printed_name(plain, head, number) if head.kind == "law" else None
    else:
        kind = type_of_number(number.number)
        so = _SO.search(plain, max(start, number.start - 8), number.start)
        first = so.start() if so else number.start
        name = None
    end, date = _date_after(plain, number.end, stop)
    by = _BY.match(plain, end, stop)
    end = by.end() if by else end
    if name is None and kind and (by or date):
        name = _printed_title(plain, kind, end, stop)
    return DocumentReference(first, number.end, end, kind, number.number, name, date, date.year if date else None)


def _printed_title(plain: str, kind: str, end: int, stop: int) -> str | None:
    """'Thông tư quy định …' of 'Thông tư số … của … quy định …'; None where the title runs on into another number."""
    title = _TITLE.match(plain, end, stop)
    if not title or _RUNS_ON.match(plain, title.end(), stop):
        return None
    return f"{kind} {' '.join(title['title'].split())}"


def _head(plain: str, types: Sequence[Hit], number: DocumentNumber) -> Hit | None:
    """The type word of a number: the one just before it; for laws, one with the law's name between."""
    last = bisect_right(types, number.start, key=lambda hit: hit.end)
    before = types[max(0, last - _MOST_HEADS) : last]
    if not before:
        return None
    nearest = before[-1]
    if _EMPTY.fullmatch(plain, nearest.end, number.start):
        return nearest
    if nearest.kind != "law" and _ISSUED_BY.fullmatch(plain, nearest.end, number.start):
        return nearest
    if not _LAW_NUMBER.search(number.number):
        return None
    head = None
    for hit in reversed(before):
        if hit.kind != "law" and plain[hit.start].islower():
            continue  # 'văn bản' in 'Luật Ban hành văn bản quy phạm pháp luật'
        named = hit.kind == "law" and _NAMED.fullmatch(plain, hit.end, number.start)
        if not named or _OTHER_TYPE.search(named["name"]):
            break
        if head is None or _AMENDING.match(plain, hit.end):
            head = hit
    return head


def _printed_name(plain: str, head: Hit, number: DocumentNumber) -> str | None:
    """'Luật Bảo hiểm xã hội' of 'Luật Bảo hiểm xã hội số 41/2024/QH15'; None for 'Luật số …'."""
    named = _NAMED.fullmatch(plain, head.end, number.start)
    if not named or _EMPTY.fullmatch(plain, head.end, number.start):
        return None
    known = read_name(plain, named.start("name"), number.start)
    if known and _EMPTY.fullmatch(plain, known, number.start):  # 'Luật Dân số số 113/2025/QH15'
        return f"{head.name} {' '.join(plain[named.start('name') : known].split())}"
    return f"{head.name} {' '.join(named['name'].split())}"


def _date_after(plain: str, end: int, stop: int) -> tuple[int, dt.date | None]:
    """The printed date after `end` and where it ends."""
    match = _DATED.match(plain, end, stop)
    date = parse_date(match["date"]) if match else None
    return (match.end(), date) if match and date else (end, None)


def _unnumbered(plain: str, hit: Hit, stop: int) -> DocumentReference | None:
    """A reference without a full number: to the document itself, by name, or by number and year."""
    own = _OWN.match(plain, hit.end, stop)
    if own and hit.kind in ("law", "act", "self", "paper"):
        return DocumentReference(hit.start, own.end(), own.end(), hit.name, own=True)
    if hit.kind in ("law", "act") and plain[hit.start].isupper() and (back := _BACK.match(plain, hit.end, stop)):
        many = _MANY.search(plain, max(0, hit.start - 7), hit.start)
        name = " ".join(plain[hit.start : back.end()].split())
        return DocumentReference(
            hit.start, back.end(), back.end(), hit.name, None, name, back="many" if many else "one"
        )
    if hit.kind == "law":
        return _named(plain, hit, stop)
    if hit.kind == "act":
        return next(_colloquial(plain, hit, stop), None)
    return None


def _named(plain: str, hit: Hit, stop: int) -> DocumentReference | None:
    """A law by its name, with the year or date that follows; 'luật' written small needs a name in capitals or those."""
    small = plain[hit.start].islower()
    if not small and (by_year := next(_colloquial(plain, hit, stop), None)):
        return by_year
    if hit.name == "Hiến pháp":
        match = _CONSTITUTION.match(plain, hit.end, stop)
        end: int | None = match.end() if match else hit.end
    else:
        gap = re.match(r"\s+(?:[\"“]\s*)?", plain[hit.end : min(stop, hit.end + 4)])
        end = read_name(plain, hit.end + gap.end(), stop, listed=small) if gap else None
    if end is None and not small and (dated := _DATED_NAME.match(plain, hit.end, stop)):
        end = dated.end()
    if end is None:
        return None
    name = " ".join(plain[hit.start : end].split())
    tail, date = _date_after(plain, end, stop)
    if date:
        return DocumentReference(hit.start, end, tail, hit.name, None, name, date, date.year)
    year = _YEAR.match(plain, end, stop)
    if year:
        return DocumentReference(hit.start, year.end(), year.end(), hit.name, None, name, None, int(year["year"]))
    if not _is_capital(plain, hit):
        return None
    return DocumentReference(hit.start, end, end, hit.name, None, name)


def _colloquial(plain: str, hit: Hit, stop: int) -> Iterator[DocumentReference]:
    """'Nghị định 15 năm 2020', 'Thông tư số 22/2023', 'Thông tư 108'."""
    if match := _BY_YEAR.match(plain, hit.end, stop):
        number = f"{match['no']}/{match['year']}"
        end, date = _date_after(plain, match.end(), stop)
        yield DocumentReference(hit.start, match.end(), end, hit.name, number, None, date, int(match["year"]))
    elif (
        hit.kind == "act"
        and (match := _SPACED_NUMBER.match(plain, hit.end, stop))
        and (match["unit"] or is_issuer(match["code"]))
    ):
        number = f"{match['no']}-{match['code']}{match['unit'] or ''}"
        end, date = _date_after(plain, match.end(), stop)
        yield DocumentReference(hit.start, match.end(), end, hit.name, number, None, date, date.year if date else None)
    elif match := _SHORT_NUMBER.match(plain, hit.end, stop):
        # 'NGHỊ ĐỊNH 1' is a heading with the mark of a footnote, 'quyết định 5 người' and 'Luật 2013' no references.
        word = plain[hit.start : hit.end]
        if word[0].isupper() and not word.isupper() and (hit.kind == "act" or match["so"]):
            name = " ".join(plain[hit.start : match.end()].split())
            yield DocumentReference(hit.start, match.end(), match.end(), hit.name, None, name)


def key_of(reference: DocumentReference) -> str:
    """What two references to one document share: the number's key, else the name in small letters."""
    return normal_key(reference.number) if reference.number else (reference.name or "").lower()
