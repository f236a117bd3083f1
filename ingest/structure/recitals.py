"""Recitals (Căn cứ …): the documents a document rests on, by name, number and date (handbook domain.md 3.7)."""

import re
from collections.abc import Iterable, Iterator

from ingest.document import LegalBasis
from ingest.structure.dates import find_date
from ingest.structure.numbers import tidy_number

_TYPE = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định thư|Nghị định|Quyết định|"
    r"Thông tư liên tịch|Thông tư|Thông báo|Chỉ thị|Kết luận|Lệnh|Sắc lệnh|Công điện|Hiệp định|Công ước)"
)
_BASIS = re.compile(r"^Căn\s+cứ\s+(?:vào\s+)?", re.IGNORECASE)
_NUMBER = r"(?P<number>\d{1,6}[A-Za-zđĐ]?(?:\.\d{1,3})?\s*[-/]\s?[\dA-ZĐ][\w&]*(?:\s?[-/]\s?[\w&]+)*)"
# another act begins after ';' or after words that join a second act or an amending one
_NEXT = re.compile(
    r"(?:\s+(?:và|,)\s+(?=" + _TYPE + r"\s+(?:số\s+\d|[^;]{0,90}?ngày\s+\d|[^;]{0,160}?\ssố\s+\d+/))|"
    r"[\s,(]*(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế)[^;]{0,60}?\s(?:bởi|theo|tại)\s+(?:các\s+)?)"
)
# a numbered amending act: the acts in its name, and what amended those, belong to the name
_NUMBERED_AMENDING = re.compile(
    rf"^{_TYPE}\s+(?:số\s+)?\d\S*(?:\s+ngày\s[\d\s/.-]+(?:tháng\s+\d+\s+năm\s+\d+)?)?"
    r"(?:\s*của\s+(?:(?!được)[^,;\d]){1,80}?)?\s+sửa đổi,?\s",
    re.IGNORECASE,
)
_AMENDING = re.compile(rf"^{_TYPE}\s+(?:sửa đổi|bổ sung)", re.IGNORECASE)
_YEAR = re.compile(r"\s+năm\s+\d{4}$")
_DATE_REACH = 60  # characters behind a number within which its date stands; a later date is another act's
_SECOND_NUMBER = re.compile(r"(?<=[A-Z\d])\s*(?:,|và)\s+(?=\d{1,4}/\d{4}/(?:QH|NĐ|TT|QĐ|NQ|UBTVQH))")
_LIST = re.compile(r"\s*(?:,|và)\s+(?=(?:" + _TYPE + r")\s+số\s+\d)")


def read_basis(recitals: Iterable[str]) -> tuple[LegalBasis, ...]:
    """Every act named in the 'Căn cứ' paragraphs, amending acts named with it included; other recitals are none."""
    acts: list[LegalBasis] = []
    for recital in recitals:
        if not _BASIS.match(recital):
            continue
        named = (_act(part.strip(" .;,()")) for part in _parts(_BASIS.sub("", recital, count=1)))
        acts.extend(dict.fromkeys(act for act in named if act is not None))
    return tuple(acts)


def _parts(recital: str) -> list[str]:
    """A recital cut where another act begins."""
    parts: list[str] = []
    for sentence in _with_types(re.split(r"\s*;\s*", recital)):
        if _NUMBERED_AMENDING.match(sentence):
            parts.append(sentence)
        else:
            parts.extend(part for piece in _whole_names(_NEXT.split(sentence)) for part in _LIST.split(piece))
    return parts


def _with_types(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences, and the type before every further number: 'Luật A số 89/2025/QH15, 83/2015/QH13'."""
    for sentence in sentences:
        first, *numbers = _SECOND_NUMBER.split(sentence)
        kind = re.match(_TYPE, first)
        if kind is None or not numbers:
            yield sentence
        else:
            yield first
            yield from (f"{kind.group(0)} số {number}" for number in numbers)


def _whole_names(pieces: Iterable[str]) -> list[str]:
    """Pieces with the names of amending laws joined again: 'Luật sửa đổi … của Luật A | và | Luật B ngày …'."""
    joined: list[str] = []
    for piece in pieces:
        last = joined[-1] if joined else ""
        if _AMENDING.match(last) and not re.search(r"\d", last) and piece.startswith(("Luật", "Bộ luật", "Pháp lệnh")):
            joined[-1] = f"{last} và {piece}"
        else:
            joined.append(piece)
    return joined


def _act(text: str) -> LegalBasis | None:
    kind = re.match(_TYPE + r"(?!\w)", text)
    if kind is None:
        return None
    number = re.search(r"\bsố\s*" + _NUMBER, text) or re.match(_TYPE + r"\s+" + _NUMBER, text)
    if number is None:
        dated = re.search(r"\s*,?\s*ngày\s*(?:\d|tháng)", text)
        return LegalBasis(_tidy_name(text[: dated.start()] if dated else text), None, find_date(text))
    head = text[: number.start()]
    name = head if len(head) > kind.end() + 1 else _named_after(text, number.end())
    date = find_date(text[: number.end() + _DATE_REACH])
    return LegalBasis(_tidy_name(name or kind.group(0)), tidy_number(number["number"]), date)


def _tidy_name(name: str) -> str:
    return _YEAR.sub("", " ".join(name.strip(" ,").split()))


def _named_after(text: str, start: int) -> str | None:
    """For 'Nghị định số 30/2020/NĐ-CP ngày … của Chính phủ về công tác văn thư': type and subject."""
    kind = re.match(_TYPE, text)
    subject = re.search(
        r"(?:của\s+[^,;]*?\s)?((?:quy định|về|hướng dẫn|sửa đổi,?|ban hành|phê duyệt)\s.*)$", text[start:], re.DOTALL
    )
    return f"{kind.group(0)} {subject[1].strip()}" if kind and subject else (kind.group(0) if kind else None)
