"""How values are written for a Vietnamese reader: dates, times, counts, sizes, marked text, labels of provisions."""

import datetime as dt
import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from ingest.document import Provision
from nlp.numbers import index_keys
from search_api.archive.identity import readable
from search_api.query.hits import MARK_END, MARK_START, SearchHit

# Vietnam keeps one offset the whole year; a fixed zone needs no time-zone files on the machine.
ICT = dt.timezone(dt.timedelta(hours=7), "ICT")

_MARKED = re.compile(f"{MARK_START}([^{MARK_START}{MARK_END}]*){MARK_END}")
_KIB = 1024
_LEAD = re.compile(r"(?:(?:ban hành|quy định|quy chế|chi tiết|về việc|về) )+", re.IGNORECASE)
"""What a title says of its document before it says of what it is: 'Ban hành Quy định về …'."""
_SUBJECT_WORDS = 8
_SPOKEN = {"clause": "khoản", "point": "điểm", "subpoint": "tiết"}


def day(value: dt.date) -> str:
    """Give dd/mm/yyyy, as state sites write it (handbook domain 6.4)."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def moment(value: dt.datetime) -> str:
    """Give time and day in Vietnam: 14:05, 25/06/2022."""
    local = value.astimezone(ICT)
    return f"{local:%H:%M}, {day(local.date())}"


def count(value: int) -> str:
    """Give a whole number with dots between thousands: 1.234."""
    return f"{value:,}".replace(",", ".")


def size(value: int) -> str:
    """Give a file size: 850 KB, 1,2 MB."""
    if value < _KIB * _KIB:
        return f"{max(1, round(value / _KIB))} KB"
    return f"{value / _KIB / _KIB:.1f} MB".replace(".0 ", " ").replace(".", ",")


def marked(text: str) -> Markup:
    """Give text as HTML with its highlights: escaped first, then pairs of private-use marks become <mark>.

    A mark without its twin (a source text may hold such characters itself) is dropped, so that the result always has
    closed tags (promise P16 of handbook reliability).
    """
    html = _MARKED.sub(r"<mark>\1</mark>", str(escape(text)))
    return Markup(html.replace(MARK_START, "").replace(MARK_END, ""))  # noqa: S704 - escaped in the line above


def unmarked(text: str) -> str:
    """Give text without highlight marks, for titles, links and feeds."""
    return text.replace(MARK_START, "").replace(MARK_END, "")


def provision_label(provision: Provision) -> str:
    """Give a label as it is printed: Điều 5., 2., đ); the label of a chapter stands alone on its line."""
    label = provision.label.strip()
    if not label or provision.level in {"part", "chapter", "section", "subsection", "quote", "table", "paragraph"}:
        return label
    if label[-1] in ".)-–+*•":
        return label
    return f"{label})" if provision.level in {"point", "subpoint"} else f"{label}."


def article_name(label: str, heading: str) -> str:
    """Give the name of an article in lists: 'Điều 5. Mức lương tối thiểu'."""
    label, heading = label.strip().rstrip("."), heading.strip()
    return f"{label}. {heading}" if label and heading else label or heading


def document_name(kind: str | None, number: str | None, title: str | None) -> str:
    """Give the shortest name that tells a document from others: 'Nghị định 38/2022/NĐ-CP', else its title."""
    name = " ".join(part for part in (kind, number) if part)
    return name if number else " ".join(part for part in (kind, title) if part) or "Văn bản chưa rõ số"


def subject(title: str) -> str:
    """Give what a title says that its document is about as one would type it: eight words, 'Ban hành …' left out."""
    words = " ".join(title.split())
    lead = _LEAD.match(words)
    return " ".join(words[lead.end() if lead else 0 :].split()[:_SUBJECT_WORDS]).strip(" ,;:.“”\"'").lower()


def clipped(text: str, limit: int) -> str:
    """Give text cut at a word at most `limit` characters long, with an ellipsis when something was left out."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;.:") + "…"


def issue_name(label: str, date: dt.date | None) -> str:
    """Give an issue's label with its date as dd/mm/yyyy; without a date, the label alone.

    Labels carry the date as the gazette prints it (ngày 25/6/2022); pages show one form of dates only.
    """
    name = label.split(" ngày ", 1)[0]
    return f"{name} ngày {day(date)}" if date else name


def is_asked(number: str | None, asked: Sequence[str]) -> bool:
    """Whether a document's number is one of those asked for, in whichever spelling: 15/2020/NĐ-CP by 15/NĐ-CP."""
    return bool(number) and not set(asked).isdisjoint(index_keys(number or ""))


def hit_slug(hit: SearchHit) -> str:
    """Give the readable end of a hit's address, made as the archive makes it; a wrong one only costs a redirect."""
    return readable(hit.type, hit.number, unmarked(hit.title))


def spoken(level: str, label: str) -> str:
    """Give a unit's name as it is read aloud: 'Điều 5' for 'Điều 5.', 'khoản 2' for '2.', 'điểm a' for 'a)'."""
    name = label.rstrip(" .)")
    if not name:
        return "đoạn này"
    word = _SPOKEN.get(level, "")
    return f"{word} {name}" if word and " " not in name else name
