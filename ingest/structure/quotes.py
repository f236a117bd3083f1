"""Quoted blocks of amending articles: where they open and close, what is done and to which provision.

Source: handbook domain.md 3.9. Text between the marks belongs to another document and is no structure of this one.
"""

import re
from collections.abc import Iterable

from ingest.document import Operation

_OPENING = re.compile(r"^\s*(?:[“„«\"]|'')")
_INTRODUCES = re.compile(r"(?:như sau|sau đây|sau)?\s*:\s*$")
_CLOSING = re.compile(r"(?:[”“\"»]|'')\s*[\])]?[.;,]*\s*(?:[”\"]\s*[.;,]*)?$")
_INLINE = re.compile(r":\s*(?=[“„«\"])")
AMENDING = re.compile(
    r"^(?:Sửa đổi|Bổ sung|Thay thế|Thay cụm từ|Bãi bỏ|Bỏ cụm từ|Bỏ |Đổi|Chuyển|Điều chỉnh|Đính chính|Hủy bỏ|Huỷ bỏ)"
)
_FINAL = re.compile(
    r"^(?:Hiệu lực|Điều khoản|Tổ chức thực hiện|Trách nhiệm|Quy định chuyển tiếp|Điều khoản chuyển tiếp)"
)
_PATH = re.compile(
    r"(?:(?P<point>điểm\s+[a-zđ]\d?)\s+)?(?:(?P<clause>khoản\s+\d+[a-zđ]?)\s+)?(?P<article>Điều\s+\d+[a-zđ]?)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?P<point>điểm\s+[a-zđ]\d?)\s+(?P<clause>khoản\s+\d+[a-zđ]?)|(?P<only>(?:khoản\s+\d+[a-zđ]?|điểm\s+[a-zđ]\d?))",
    re.IGNORECASE,
)
_OPERATIONS: tuple[tuple[re.Pattern[str], Operation], ...] = (
    (re.compile(r"thay thế (?:cụm )?từ|thay cụm từ|chỉnh sửa cụm từ", re.IGNORECASE), "replace_phrase"),
    (re.compile(r"bổ sung (?:cụm )?từ", re.IGNORECASE), "insert_phrase"),
    (re.compile(r"bỏ (?:cụm )?từ", re.IGNORECASE), "delete_phrase"),
    (re.compile(r"thay thế (?:phụ lục|mẫu)", re.IGNORECASE), "replace_attachment"),
    (re.compile(r"sửa đổi|thay thế", re.IGNORECASE), "replace"),
    (re.compile(r"bổ sung", re.IGNORECASE), "insert"),
    (re.compile(r"bãi bỏ|hủy bỏ|huỷ bỏ", re.IGNORECASE), "delete"),
)


def opens_quote(text: str, before: str) -> bool:
    """Whether a paragraph opens a quoted block: an opening mark at its start after a line that introduces one."""
    return bool(_OPENING.match(text)) and bool(_INTRODUCES.search(before))


def inline_quote(text: str) -> int | None:
    """Where in a paragraph a block quote opens after a colon and stays open; None where there is none."""
    match = _INLINE.search(text)
    if match is None or depth(text[match.end() :]) <= 0:
        return None
    return match.end()


def depth(text: str) -> int:
    """Opening minus closing marks; straight marks count as opening after space or at the start, else as closing."""
    total = text.count("“") + text.count("„") - text.count("”")
    for match in re.finditer('"', text):
        before = text[match.start() - 1] if match.start() else " "
        total += 1 if before in " (:" else -1
    return total


def closes(text: str, open_marks: int) -> bool:
    """Whether a paragraph ends the quoted block, `open_marks` being the depth after it."""
    return open_marks <= 0 and bool(_CLOSING.search(text.rstrip()))


def closes_unopened(texts: Iterable[str]) -> bool:
    """Whether the paragraphs hold a closing mark at a paragraph's end that none of them opened."""
    total = 0
    for text in texts:
        total += depth(text)
        if total < 0 and closes(text, 0):
            return True
    return False


def ends_unclosed(marker_text: str, *, is_article: bool) -> bool:
    """Whether the amender's own next unit stands here, so that a quote whose closing mark is lost ends before it."""
    return bool(AMENDING.match(marker_text) or (is_article and _FINAL.match(marker_text)))


def operation_of(instruction: str) -> Operation | None:
    """What the instruction before a quote does; None where no amending verb stands in it."""
    return next((operation for pattern, operation in _OPERATIONS if pattern.search(instruction)), None)


def target_of(instruction: str) -> str | None:
    """The provision an instruction acts on, outermost first: 'Điều 5 khoản 2 điểm a'."""
    match = _PATH.search(instruction)
    if match is not None:
        units = (match["article"], match["clause"], match["point"])
        return " ".join(unit if unit.startswith("Đ") and unit[1] == "i" else unit.lower() for unit in units if unit)
    part = _PART.search(instruction)
    if part is None:
        return None
    return (part["only"] or f"{part['clause']} {part['point']}").lower()
