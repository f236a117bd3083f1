"""What the text of a query narrows of the user's choices, and what of it they leave out."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from nlp.authorities import lineage
from nlp.topics.taxonomy import topics
from search_api.query.dates import AskedDays
from search_api.query.fields import Fields
from search_api.query.kinds import Kinds
from search_api.query.request import STATUS_NAMES, Filters
from search_api.query.statuses import AskedStatus
from search_api.query.understood import Note

_Value = TypeVar("_Value", bound=str)


def narrowed(
    chosen: Filters, fields: Fields, named: Kinds, dates: Sequence[AskedDays], status: AskedStatus | None
) -> Filters:
    """The user's choices, narrowed by what the text says, in fields or in plain words."""
    issuers = (*fields.issuers, *named.issuers)
    found = replace(
        chosen,
        types=_narrowed(chosen.types, (*fields.types, *named.types)),
        issuers=_of_both(issuers, chosen.issuers) or _narrowed(chosen.issuers, issuers),
        topics=_narrowed(chosen.topics, fields.topics),
        provinces=_narrowed(chosen.provinces, fields.provinces),
        signers=_narrowed(chosen.signers, fields.signers),
        statuses=_narrowed(chosen.statuses, status.statuses if status else ()),
    )
    for each in (*dates, *fields.dates):
        found = _within(found, each)
    return found


def contradictions(chosen: Filters, fields: Fields, named: Kinds, status: AskedStatus | None) -> Iterator[Note]:
    """A note on each kind that the text asks for and the choices leave out, and on chosen days in the wrong order.

    A signer's part of a name is read later.
    """
    names = {each.key: each.name for each in topics()} | STATUS_NAMES
    issuers = (*fields.issuers, *named.issuers)
    for asked, held, both in (
        (types := (*fields.types, *named.types), chosen.types, _common(types, chosen.types)),
        (issuers, chosen.issuers, _of_both(issuers, chosen.issuers)),
        (fields.provinces, chosen.provinces, _common(fields.provinces, chosen.provinces)),
        (fields.topics, chosen.topics, _common(fields.topics, chosen.topics)),
        (statuses := status.statuses if status else (), chosen.statuses, _common(statuses, chosen.statuses)),
    ):
        if asked and held and not both:
            yield contradiction([names.get(each, each) for each in asked], [names.get(each, each) for each in held])
    for first, last in (
        (chosen.issued_from, chosen.issued_to),
        (chosen.effective_from, chosen.effective_to),
        (chosen.gazetted_from, chosen.gazetted_to),
    ):
        if first and last and first > last:
            message = f"Từ ngày {first:%d/%m/%Y} lại sau đến ngày {last:%d/%m/%Y}, nên không có kết quả. Hãy đổi lại."
            yield Note("turned-days", message)


def contradiction(asked: Sequence[str], chosen: Sequence[str]) -> Note:
    """That the text asks for what the choices leave out, by names as people write them."""
    typed, other = (", ".join(dict.fromkeys(names)) for names in (asked, chosen))
    message = f"Câu tìm nêu “{typed}” nhưng bộ lọc chọn “{other}”, nên không có kết quả. Hãy bỏ một trong hai."
    return Note("contradiction", message)


def _of_both(asked: Sequence[str], chosen: Sequence[str]) -> tuple[str, ...]:
    """Issuers under which only documents count that count under an asked and under a chosen one.

    What a ministry issued counts under those that it has become as well: of such two the former is the narrower.
    """
    pairs = [(one, other) for one in asked for other in chosen]
    both = (one if other in lineage(one) else other if one in lineage(other) else None for one, other in pairs)
    return tuple(dict.fromkeys(filter(None, both)))


def _within(chosen: Filters, days: AskedDays) -> Filters:
    match days.of:
        case "issued":
            first, last = _both((chosen.issued_from, chosen.issued_to), days)
            return replace(chosen, issued_from=first, issued_to=last)
        case "effective":
            first, last = _both((chosen.effective_from, chosen.effective_to), days)
            return replace(chosen, effective_from=first, effective_to=last)
        case "gazetted":
            first, last = _both((chosen.gazetted_from, chosen.gazetted_to), days)
            return replace(chosen, gazetted_from=first, gazetted_to=last)


def _both(chosen: tuple[dt.date | None, dt.date | None], days: AskedDays) -> tuple[dt.date | None, dt.date | None]:
    """The days that were both chosen and asked for."""
    first = max(filter(None, (chosen[0], days.first)), default=None)
    last = min(filter(None, (chosen[1], days.last)), default=None)
    return first, last


def _narrowed(chosen: tuple[_Value, ...], typed: Sequence[_Value]) -> tuple[_Value, ...]:
    if not typed:
        return chosen
    return _common(typed, chosen) or tuple(dict.fromkeys(typed))


def _common(asked: Sequence[str], chosen: Sequence[_Value]) -> tuple[_Value, ...]:
    return tuple(value for value in chosen if value in asked)
