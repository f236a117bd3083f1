"""A cheap second opinion on the number of pages: page objects counted in the bytes, without a parser.

Objects of the same number count once, so that a signed file, whose later revision repeats the pages that carry the
stamp, still gives the right count. The count is a witness, not a judge: stale or hidden objects mislead it, and triage
asks a real second reader before it believes a difference. Every search is bounded, so that no file makes it quadratic.
"""

import re
import zlib
from itertools import islice
from pathlib import Path

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_OBJECT_HEAD = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+\Z")
_COUNT = re.compile(rb"/N\s+(\d{1,6})\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})\b")
_DIGITS = 10
_OBJECTS_LIMIT = 20_000  # ten times the pages that a file may have
_HEAD_REACH = 24  # bytes before "obj": two numbers and their spaces
_DICTIONARY_REACH = 64 << 10  # bytes between an object's head and what is looked for in its dictionary
_INFLATED_LIMIT = 16 << 20  # bytes of one object stream; writers put 100 to 200 objects, some kB, into one
_INFLATED_TOTAL = 128 << 20


def count_page_objects(path: Path) -> int:
    """The number of different objects of /Type /Page in the file; 0 where they are encrypted or hidden."""
    data = path.read_bytes()
    numbers = {_number_before(data, match.start()) for match in islice(_PAGE.finditer(data), _OBJECTS_LIMIT)}
    budget = _INFLATED_TOTAL
    for match in islice(_OBJECT_STREAM.finditer(data), _OBJECTS_LIMIT):
        inner, used = _pages_in_stream(data, match.start(), match.end(), min(budget, _INFLATED_LIMIT))
        numbers |= inner
        budget -= used
    return len(numbers - {None})


def _number_before(data: bytes, place: int) -> int | None:
    """The number of the object in whose dictionary `place` lies."""
    at = data.rfind(b" obj", max(0, place - _DICTIONARY_REACH), place)
    head = _OBJECT_HEAD.search(data[max(0, at + 1 - _HEAD_REACH) : at + 1]) if at >= 0 else None
    return int(head[1]) if head else None


def _pages_in_stream(data: bytes, start: int, end: int, budget: int) -> tuple[set[int | None], int]:
    """Numbers of the page objects in the object stream whose dictionary holds `start`, and the bytes inflated."""
    at = data.rfind(b" obj", max(0, start - _DICTIONARY_REACH), start)
    begin = data.find(b"stream", end, end + _DICTIONARY_REACH)
    head = data[at:begin] if 0 <= at < begin else b""
    count, first = _COUNT.search(head), _FIRST.search(head)
    if not count or not first or budget <= 0:
        return set(), 0
    begin += len(b"stream")
    begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
    try:
        inflated = zlib.decompressobj().decompress(memoryview(data)[begin:], budget)
    except zlib.error:
        return set(), 0
    return _listed_pages(inflated, int(count[1]), int(first[1])), len(inflated)


def _listed_pages(inflated: bytes, count: int, first: int) -> set[int | None]:
    """ISO 32000-1, 7.5.7: pairs of object number and offset come first, then the objects themselves."""
    header = inflated[:first].split(maxsplit=2 * count)[: 2 * count]
    if not all(len(field) <= _DIGITS and field.isdigit() for field in header):
        return set()
    pairs = sorted(
        (int(offset) + first, int(number)) for number, offset in zip(header[::2], header[1::2], strict=False)
    )
    ends = [offset for offset, _ in pairs[1:]] + [len(inflated)]
    return {number for (offset, number), end in zip(pairs, ends, strict=True) if _PAGE.search(inflated, offset, end)}
