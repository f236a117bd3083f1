"""Error rates by kind and strength of damage, resolution and typeface: the table in docs/ocr.md.

Pages are drawn by the sample generator; each cell of the table is the page error rate (order and stray text count)
over the same pages, read by the whole path.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from bench.ocr_jobs import picture_job, sample_pages
from bench.ocr_sides import ours, scored
from sample_gazettes.damage import Damage, damages
from sample_gazettes.errors import FontMissing
from sample_gazettes.fonts import Typeface

RESOLUTIONS = (150, 200, 300)
OLD_ENCODINGS = ("tcvn3", "vni")

Row = tuple[str, str, list[float]]


def damage_rows(count: int, work: Path) -> Iterator[Row]:
    """(kind, strength, error rates at each resolution) over `count` pages in Liberation Serif."""
    pages = sample_pages("unicode", count, work)
    for (kind, strength), damage in damages().items():
        yield kind, strength, [_rate(pages, damage, dpi, work) for dpi in RESOLUTIONS]


def typeface_rows(count: int, work: Path) -> Iterator[Row]:
    """(typeface, strength, error rates) with all damage together, moderate, for each typeface that is installed."""
    for typeface in get_args(Typeface):
        if typeface in OLD_ENCODINGS:
            continue
        try:
            pages = sample_pages(typeface, count, work)
        except FontMissing:
            continue
        for strength in ("clean", "moderate"):
            damage = damages()["none" if strength == "clean" else "together", strength]
            yield typeface, strength, [_rate(pages, damage, dpi, work) for dpi in RESOLUTIONS]


def _rate(pages: list[tuple[Path, int]], damage: Damage, dpi: int, work: Path) -> float:
    return scored(picture_job("damage", pages, damage, dpi, work), ours).rates[0]


def markdown(head: str, rows: list[Row]) -> str:
    """The rows as a table of percentages."""
    resolutions = " | ".join(f"{dpi} dpi" for dpi in RESOLUTIONS)
    lines = [f"| {head} | strength | {resolutions} |", "|---|---|" + "---|" * len(RESOLUTIONS)]
    for kind, strength, rates in rows:
        lines.append(f"| {kind} | {strength} | {' | '.join(f'{rate:.2%}' for rate in rates)} |".replace("%", " %"))
    return "\n".join(lines)
