"""Topics of articles in lines of JSON, for programs: what `congbao topics` does.

Each line is an article: "heading" and "text", with "title" (its document's) and "document" (any name of it) where they
are known. Lines of one document are judged together, as they are in the archive. Lines of the official codification are
taken as they come: "act" stands for "document", its name in "source" for the title, and the place in the codification
before the heading, which names the topic, is not read.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from nlp.citations.sources import read_source
from nlp.topics.classify import Article, judge
from ui.citing import BadLineError

_PLACE = re.compile(r"\s*Điều\s+\d+\.\d+\.\S+\s*")
_UNNUMBERED = "Điều"


def judged_lines(path: Path) -> Iterator[str]:
    """Each line of a JSON-lines file with "topics" added: [{"topic", "number", "probability"}], likeliest first.

    Raises:
        OSError: the file cannot be read.
        BadLineError: a line is no object with a "text".
    """
    entries = [
        _read(line, number) for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.strip()
    ]
    documents: dict[str, list[int]] = {}
    for place, entry in enumerate(entries):
        documents.setdefault(_document(entry) or f"line {place}", []).append(place)
    for places in documents.values():
        title = next(filter(None, (_title(entries[place]) for place in places)), None)
        articles = [
            Article(_PLACE.sub("", entries[place].get("heading") or ""), entries[place]["text"]) for place in places
        ]
        for place, topics in zip(places, judge(title, articles).articles, strict=True):
            entries[place]["topics"] = [{"topic": one.topic, "probability": one.probability} for one in topics]
    for entry in entries:
        yield msgspec.json.encode(entry).decode()


def _read(line: str, number: int) -> dict[str, Any]:
    try:
        entry: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise BadLineError(number) from error
    if not isinstance(entry.get("text"), str):
        raise BadLineError(number)
    return entry


def _document(entry: dict[str, Any]) -> str | None:
    """The document's name; an inserted article of the codification ('Điều 9a') names none."""
    named = entry.get("document") or entry.get("act")
    return named if isinstance(named, str) and not named.startswith(_UNNUMBERED) else None


def _title(entry: dict[str, Any]) -> str | None:
    title = entry.get("title")
    if isinstance(title, str):
        return title
    for note in entry.get("source") or ():
        source = read_source(note)
        if source and source.name:
            return source.name
    return None
