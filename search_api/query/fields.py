"""Field prefixes: 'loại: nghị định', 'co quan:BTC', 'tiêu đề: "giá đất"', 'năm: 2020-2022'. Each narrows a search.

With or without accents, any case. A value is a quoted phrase or the known name that follows; else the words up to a
comma, the next prefix, or the end.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from nlp.topics.taxonomy import topics
from search_api.query.dates import AskedDays, days_of
from search_api.query.names import Found, issuer_at, province_at, topics_at, type_at
from search_api.query.spans import Span, Spans, without
from search_api.query.syllables import syllables
from search_api.query.terms import Term, term_of
from search_api.query.understood import Chip, ChipKind, Note

_PREFIXES = {
    "so": "number",
    "so hieu": "number",
    "so ky hieu": "number",
    "loai": "type",
    "loai van ban": "type",
    "co quan": "issuer",
    "co quan ban hanh": "issuer",
    "tieu de": "title",
    "ten": "title",
    "trich yeu": "title",
    "dieu": "article",
    "nam": "date",
    "ngay": "date",
    "ngay ban hanh": "date",
    "hieu luc": "effect",
    "co hieu luc": "effect",
    "ngay hieu luc": "effect",
    "ngay co hieu luc": "effect",
    "linh vuc": "topic",
    "chu de": "topic",
    "nguoi ky": "signer",
    "tinh": "province",
    "tinh thanh": "province",
    "cong bao": "issue",
}
_SPELT = "|".join(prefix.replace(" ", r"\s+") for prefix in sorted(_PREFIXES, key=len, reverse=True))
_PREFIX = re.compile(rf"(?<![\w/-])(?P<name>{_SPELT})\s*:\s*")
_ARTICLE = re.compile(r"\d{1,3}[a-z]?(?!\w)")
_ISSUE = re.compile(r"(?:so\s+)?(?P<number>\d{1,4})(?:\s*/\s*|\s+nam\s+|\s+)?(?P<year>(?:19|20)\d{2})?(?![\w/])")
_END = re.compile(r'[,;"]')
_NOTHING = re.compile(r'[\s"]*$|"\s*"|[,;]')
_EXAMPLES = {
    "number": "số: 38/2022/NĐ-CP",
    "type": "loại: nghị định",
    "issuer": "cơ quan: Bộ Tài chính",
    "title": "tiêu đề: giá đất",
    "article": "điều: 5",
    "date": "năm: 2022",
    "effect": "hiệu lực: 1/7/2026",
    "topic": "lĩnh vực: đất đai",
    "signer": "người ký: Phạm Minh Chính",
    "province": "tỉnh: Sơn La",
    "issue": "công báo: 447/2022",
}
_KNOWN: dict[str, Callable[[str], Found | None]] = {
    "type": type_at,
    "issuer": issuer_at,
    "topic": topics_at,
    "province": province_at,
}
_CHIPS: dict[str, ChipKind] = {
    "type": "type",
    "issuer": "issuer",
    "topic": "topic",
    "province": "province",
    "signer": "signer",
    "title": "title",
    "article": "article",
    "issue": "issue",
    "date": "date",
    "effect": "effect",
}


@dataclass(slots=True)
class Fields:
    """What prefixes narrowed, as it is read."""

    types: list[str] = field(default_factory=list)
    issuers: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    provinces: list[str] = field(default_factory=list)
    signers: list[str] = field(default_factory=list)
    titles: list[tuple[Term, ...]] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    issues: list[tuple[int, int | None]] = field(default_factory=list)
    dates: list[AskedDays] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_fields(text: str, folded: str, spans: Spans) -> Fields:
    """Read every prefix with its value, and speak for its place. 'số:' is left to the reading of numbers."""
    found = Fields()
    starts = list(_PREFIX.finditer(folded))
    for place, match in enumerate(starts):
        kind = _PREFIXES[" ".join(match["name"].split())]
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        if not spans.is_free(match.span()) or text.count('"', 0, match.start()) % 2:
            continue
        if _NOTHING.match(folded, match.end(), end):
            found.notes.append(_empty(text[match.start() : match.end()].strip(), kind))
            spans.take(match.span())
        elif kind != "number":
            _read(text, folded, (match.start(), match.end(), end), kind, (found, spans))
    return found


def _empty(prefix: str, kind: str) -> Note:
    return Note("empty-prefix", f"Sau “{prefix}” chưa có gì. Hãy viết, ví dụ, {_EXAMPLES[kind]}.")


def _read(text: str, folded: str, place: tuple[int, int, int], kind: str, into: tuple[Fields, Spans]) -> None:
    start, value_start, limit = place
    found, spans = into
    quoted = re.match(r'"([^"]*)"', folded[value_start:limit])
    inside = (value_start + 1, value_start + quoted.end() - 1) if quoted else (value_start, limit)
    length = _take(text, folded, inside, kind, found)
    if length is None:
        shown = text[value_start:limit].strip(' "')
        message = f"Không hiểu “{shown}” sau “{text[start:value_start].strip()}”. Hãy viết, ví dụ, {_EXAMPLES[kind]}."
        found.notes.append(Note("unknown-value", message))
        spans.take((start, value_start))
        return
    end = value_start + quoted.end() if quoted else inside[0] + length
    spans.take((start, end))
    shown = text[inside[0] : inside[0] + length].strip()
    found.chips.append(Chip(_CHIPS[kind], shown, without(text, (start, end))))


def _take(text: str, folded: str, inside: Span, kind: str, found: Fields) -> int | None:
    """Put the value into `found`; how many characters it takes, None where it is not understood."""
    value = folded[inside[0] : inside[1]]
    if kind in _KNOWN:
        return _take_known(value, kind, found)
    if kind in ("date", "effect"):
        dates = days_of(value, "effective" if kind == "effect" else "issued")
        found.dates += [dates] if dates else []
        return dates.span[1] if dates else None
    if kind == "article":
        match = _ARTICLE.match(value)
        found.articles += [match[0]] if match else []
        return match.end() if match else None
    if kind == "issue":
        match = _ISSUE.match(value)
        found.issues += [(int(match["number"]), int(match["year"]) if match["year"] else None)] if match else []
        return match.end() if match else None
    stop = _END.search(value)
    length = stop.start() if stop else len(value)
    words = text[inside[0] : inside[0] + length]
    terms = tuple(term_of(words, syllable) for syllable in syllables(words))
    if not terms:  # engines answer differently to a title of no words: with nothing, or with everything
        return None
    if kind == "signer":
        found.signers.append(" ".join(word.capitalize() for word in words.split()))
    else:
        found.titles.append(terms)
    return length


def _take_known(value: str, kind: str, found: Fields) -> int | None:
    known = _KNOWN[kind](value)
    if not known:
        return None
    lists = {"type": found.types, "issuer": found.issuers, "topic": found.topics, "province": found.provinces}
    lists[kind] += known[0]
    if kind == "topic" and len(known[0]) > 1:
        names = "; ".join(each.name for each in topics() if each.key in known[0])
        shown = f"Nhiều lĩnh vực có tên như vậy: {names}. Đang tìm trong tất cả; hãy gõ thêm để chọn một."
        found.notes.append(Note("many-topics", shown))
    return known[1]
