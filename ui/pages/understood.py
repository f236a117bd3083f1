"""What was understood of a query, as the results page shows it: chips to take off, slips, and other ways to ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from search_api.query.hits import SearchPage
from search_api.query.operators import unquoted
from search_api.query.request import Filters, SearchQuery
from search_api.query.understood import READINGS, Chip, ChipKind
from ui.pages import addresses
from ui.pages.search_form import Chip as Chosen
from ui.pages.search_form import unfiltered

MOST_TRIED = 4
"""Searches that are tried to tell which word or filter stands in the way: each costs as much as the search itself."""

NAMES: dict[ChipKind, str] = {
    "number": "Số hiệu",
    "issue": "Số Công báo",
    "article": "Điều",
    "relation": "Quan hệ",
    "phrase": "Nguyên cụm",
    "without": "Không có",
    "either": "Một trong",
    "near": "Gần nhau",
    "type": "Loại",
    "issuer": "Cơ quan",
    "title": "Trong tiêu đề",
    "date": "Ban hành",
    "effect": "Có hiệu lực",
    "gazetted": "Đăng Công báo",
    "status": "Tình trạng",
    "order": "Thứ tự",
    "signer": "Người ký",
    "province": "Tỉnh, thành",
    "topic": "Lĩnh vực",
    "restored": "Đã thêm dấu",
    "corrected": "Đã sửa",
    "meaning": "Hiểu là",
}


@dataclass(frozen=True, slots=True)
class UnderstoodChip:
    """A chip as shown; `without` leads to the search without what it says.

    `as_typed`: it says how words were read, and `without` leads to the search that takes them as they were typed.
    """

    name: str
    shown: str
    without: str
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """A search with one thing less, and how much it finds."""

    label: str
    href: str
    total: int


def understood_chips(page: SearchPage, query: SearchQuery) -> tuple[UnderstoodChip, ...]:
    """Give what was understood, each with the address of the search without it."""
    return tuple(
        UnderstoodChip(NAMES[chip.kind], _shown(chip), _without(chip, query), as_typed=chip.without is None)
        for chip in page.understood
    )


def told_once(understood: Sequence[UnderstoodChip], chosen: Sequence[Chosen]) -> tuple[UnderstoodChip, ...]:
    """Leave out what a chosen filter says as well: 'Loại: nghị định' beside 'Loại: Nghị định'."""
    said = {(each.name, each.value.casefold()) for each in chosen}
    return tuple(each for each in understood if (each.name, each.shown.casefold()) not in said)


def _shown(chip: Chip) -> str:
    return chip.shown.replace("Điều ", "") if chip.kind == "article" else chip.shown


def _without(chip: Chip, query: SearchQuery) -> str:
    if chip.without is None:
        return addresses.search(replace(query, verbatim=True, page=1))
    return addresses.search(_asking(chip.without, query))


def _asking(text: str, query: SearchQuery) -> SearchQuery:
    sort = addresses.default_sort(text) if query.sort == "relevance" else query.sort
    return replace(query, text=text, sort=sort, page=1)


def attempts(page: SearchPage, query: SearchQuery, search: Callable[[SearchQuery], SearchPage]) -> tuple[Attempt, ...]:
    """Try a search that found nothing with one thing less each time; give what then finds something."""
    tries: list[tuple[str, SearchQuery]] = []
    if query.filters != Filters():
        tries.append(("Bỏ các bộ lọc đang chọn", unfiltered(query)))
    if any(chip.kind == "phrase" for chip in page.understood):
        tries.append(("Bỏ dấu ngoặc kép", _asking(unquoted(query.text), query)))
    tries += [
        (f"Bỏ “{NAMES[chip.kind]}: {_shown(chip)}”", _asking(chip.without, query))
        for chip in page.understood
        if chip.without and chip.kind not in READINGS
    ]
    words = query.text.split()
    is_plain = all(chip.kind in READINGS for chip in page.understood)  # what words were read as takes none away
    if is_plain and len(words) > 1:
        tries += [
            (f"Bỏ từ “{word}”", _asking(" ".join([*words[:place], *words[place + 1 :]]), query))
            for place, word in sorted(enumerate(words), key=lambda each: -len(each[1]))
        ]
    found = []
    for label, less in tries[:MOST_TRIED]:
        total = search(replace(less, size=1)).total
        if total:
            found.append(Attempt(label, addresses.search(less), total))
    return tuple(found)
