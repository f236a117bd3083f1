"""Where a reference stands and what 'khoản này', 'điểm đ nêu trên' or a bare 'điểm đ' mean from there."""

import re
from collections.abc import Sequence
from functools import lru_cache

from nlp.citations.provisions import ABOVE, HERE, LEVELS, Path

_ARTICLE = LEVELS.index("Điều")
_LEVEL_OF = {name.lower(): place for place, name in enumerate(LEVELS)}
_STEP = re.compile(rf"(?:^|\s)({'|'.join(sorted(_LEVEL_OF, key=len, reverse=True))})\s+(\S+)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def path_of(where: str) -> Path:
    """The steps of a segment's `where`: 'Điều 1 khoản 2 điểm a', also 'Quy chế điều 3 khoản 1'."""
    return tuple((_LEVEL_OF[level.lower()], value) for level, value in _STEP.findall(where))


def is_relative(path: Path) -> bool:
    """Whether the path's coarsest step is said from where it stands: 'khoản này', 'điểm đ nêu trên'."""
    return path[0][1] == HERE or path[0][1].endswith(ABOVE)


def settle(path: Path, here: Path) -> Path | None:
    """A relative path as a full one, seen from `here`; None where `here` has no such unit.

    'khoản 1 Điều này' in Điều 3 is Điều 3 khoản 1; 'điểm đ nêu trên' in Điều 1 khoản 4 is Điều 1 khoản 4 điểm đ.
    """
    level, value = path[0]
    if value == HERE:
        known = tuple(step for step in here if step[0] <= level)
        return (*known, *path[1:]) if known and known[-1][0] == level else None
    named = value.removesuffix(ABOVE).strip()
    known = tuple(step for step in here if step[0] < level) if level > _ARTICLE else ()
    return (*known, (level, named), *path[1:]) if known or level <= _ARTICLE else None


def complete(paths: Sequence[Path], context: Path) -> tuple[Path, ...] | None:
    """Paths that lack an article, put below the context's coarser steps; None where they still lack one.

    In an amending unit on 'khoản 2 Điều 7', 'điểm đ' is Điều 7 khoản 2 điểm đ.
    """
    full = []
    for path in paths:
        top = path[0][0]
        whole = path if top <= _ARTICLE else (*(step for step in context if step[0] < top), *path)
        if whole[0][0] > _ARTICLE:
            return None
        full.append(whole)
    return tuple(full)


def anchored(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The paths that name an article or a unit above; all of them where none does (old texts without articles)."""
    return tuple(path for path in paths if path[0][0] <= _ARTICLE) or tuple(paths)


def has_article(paths: Sequence[Path]) -> bool:
    """Whether each path names an article or a unit above."""
    return all(path[0][0] <= _ARTICLE for path in paths)
