"""References in lines of text, for programs: what `congbao cite` does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from nlp.citations.spans import reference_spans


class BadLineError(ValueError):
    """A line of the file is no JSON object with a "text"; `str` is its number."""


def cited_lines(path: Path) -> Iterator[str]:
    """Each line of a JSON-lines file with "spans" added: [start, end, code of the type] of each reference in "text".

    Raises:
        OSError: the file cannot be read.
        BadLineError: a line is not what it should be; those before it were given.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _cited(line, number)


def _cited(line: str, number: int) -> str:
    try:
        entry: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise BadLineError(number) from error
    text = entry.get("text")
    if not isinstance(text, str):
        raise BadLineError(number)
    entry["spans"] = [[span.start, span.end, span.code] for span in reference_spans(text)]
    return msgspec.json.encode(entry).decode()
