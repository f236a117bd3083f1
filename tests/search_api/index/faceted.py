"""Records with all that facets and orders ask for, and what both engines must make of them, worked out plainly."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from search_api.index.facet_values import NAMED, NO, YES, chosen_values, day_ranges, named_values, status_on
from search_api.index.record import DocumentRecord
from search_api.index.tiers import tier
from search_api.query.plan import FACETS
from search_api.query.request import Filters, Sort
from tests.search_api.index.records_made import record

TODAY = dt.date(2026, 6, 15)
KINDS = ("Luật", "Nghị định", "Thông tư", "Quyết định", None)
ISSUERS = ("Quốc hội", "Chính phủ", "Bộ Tài chính", "Bộ Kế hoạch và Đầu tư", "Ủy ban nhân dân tỉnh Sơn La")
TOPICS = ("Đất đai", "Thuế, phí", "Y tế")
PROVINCES = ("Sơn La", "Phú Thọ")
SIGNERS = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Chi")


def drawn_records(count: int = 60, seed: int = 5) -> list[DocumentRecord]:
    """`count` records about land or tax, the same each time."""
    drawn = random.Random(seed)
    return [_record(drawn, f"x{place:03}") for place in range(count)]


def _record(drawn: random.Random, identity: str) -> DocumentRecord:
    def some(values: Sequence[str]) -> tuple[str, ...]:
        return tuple(drawn.sample(values, drawn.choice((0, 1, 1, 2))))

    def day() -> dt.date | None:
        return dt.date(2024, 1, 1) + dt.timedelta(days=drawn.randrange(1_200)) if drawn.random() < 0.7 else None

    gazetted, number = day(), drawn.randrange(1, 6)
    start = dt.date(2026, 1, 1) + dt.timedelta(days=drawn.randrange(300))
    made = record(
        identity,
        None,
        f"Văn bản {drawn.choice(('đất đai', 'thuế'))} {drawn.randrange(5)}",
        *(f"Quy định {drawn.choice(('chung', 'riêng'))} về đất đai." for _ in range(drawn.randrange(4))),
        issuers=some(ISSUERS),
        issued=day(),
        gazette=(number,) if gazetted else (),
        gazetted=gazetted,
    )
    return replace(
        made,
        type=drawn.choice(KINDS),
        effective_on=day(),
        expired_on=day() if drawn.random() < 0.3 else None,
        changed_on=day() if drawn.random() < 0.4 else None,
        suspended=((start, drawn.choice((None, start + dt.timedelta(days=90)))),) if drawn.random() < 0.2 else (),
        topics=some(TOPICS),
        provinces=some(PROVINCES),
        signers=some(SIGNERS),
        has_attachments=drawn.random() < 0.5,
        by_ocr=drawn.random() < 0.3,
        has_status=drawn.random() < 0.8,
        stored_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=drawn.randrange(40)),
    )


def values_of(each: DocumentRecord, facet: str, as_of: dt.date) -> tuple[str, ...]:
    """What a record counts under."""
    if facet in NAMED:
        return named_values(each, facet)
    if facet == "year":
        return (str(each.issued_on.year),) if each.issued_on else ()
    if facet == "status":
        value = status_on(each, as_of)
        return () if value == "none" else (value,)
    return (YES if (each.has_attachments if facet == "attachments" else each.by_ocr) else NO,)


def passing(
    records: Iterable[DocumentRecord], filters: Filters, as_of: dt.date, without: str | None = None
) -> list[DocumentRecord]:
    """The records under the choices, that on the facet `without` left out."""
    chosen = {name: set(chosen_values(name, filters)) for name in FACETS if name != without}
    return [
        each
        for each in records
        if _in_ranges(each, filters)
        and all(values.intersection(values_of(each, name, as_of)) for name, values in chosen.items() if values)
    ]


def counted(records: Iterable[DocumentRecord], facet: str, filters: Filters, as_of: dt.date) -> dict[str, int]:
    """The counts of a facet, chosen values without a document with 0."""
    held = Counter(value for each in passing(records, filters, as_of, facet) for value in values_of(each, facet, as_of))
    return dict.fromkeys(chosen_values(facet, filters), 0) | held


def ordered(records: Iterable[DocumentRecord], sort: Sort) -> list[str]:
    """The ids in an order by date, what has no date last, equals by rank and id."""

    def latest(date: dt.date | None) -> int:
        return -date.toordinal() if date else 0

    def earliest(date: dt.date | None) -> int:
        return date.toordinal() if date else 10**9

    def key(each: DocumentRecord) -> tuple[float, int]:
        issued, gazetted = latest(each.issued_on), latest(each.gazette_date)
        firsts: dict[Sort, tuple[float, int]] = {
            "newest": (issued, gazetted),
            "oldest": (earliest(each.issued_on), earliest(each.gazette_date)),
            "effective": (latest(each.effective_on), issued),
            "gazetted": (gazetted, issued),
            "arrived": (-each.stored_at.timestamp(), issued),
        }
        return firsts[sort]

    return [each.id for each in sorted(records, key=lambda each: (*key(each), tier(each), each.id))]


def _in_ranges(each: DocumentRecord, filters: Filters) -> bool:
    dates = {"issued": each.issued_on, "effective": each.effective_on, "gazetted": each.gazette_date}
    return all(
        (date := dates[name]) is not None and (first or 0) <= date.toordinal() <= (last or 10**9)
        for name, first, last in day_ranges(filters)
    )
