"""What the training scripts read: articles of the official codification, and everyday questions about them."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_CODE = re.compile(r"^Điều [^ ]+ ?")
_SOURCE = re.compile(r"\((Điều [^ ,)]+)[^ ]* (.*?)(?: ngày |,|\))")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article: its act's number, name ('Luật số 57/2020/QH14 Luật Thanh niên') and its label there ('Điều 5')."""

    id: str
    act: str
    name: str
    label: str
    heading: str
    text: str


def entries(path: Path) -> list[Entry]:
    """All articles of a file, one JSON object a line, packed by gzip; the code before a heading is none of it."""
    names: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    sources = [_SOURCE.match((article["source"] or [""])[0]) for article in read]
    for article, source in zip(read, sources, strict=True):
        if source and len(source[2]) > len(names.get(article["act"], "")):
            names[article["act"]] = source[2]
    return [
        Entry(
            article["id"],
            article["act"] or "",
            names.get(article["act"], ""),
            source[1] if source else "",
            _CODE.sub("", article["heading"] or ""),
            article["text"] or "",
        )
        for article, source in zip(read, sources, strict=True)
    ]


def questions(path: Path) -> list[tuple[tuple[str, ...], str]]:
    """Ids of the articles that answer and the question, of each line of a file, packed by gzip or not."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    parts = (line.split("\t") for line in text.decode("utf-8").splitlines())
    return [(tuple(ids.split()), question) for ids, question in parts]


def chance(name: str, what: str) -> float:
    """A number from 0 to 1 that belongs to an act, an article or a question, another one for each `what`."""
    return int.from_bytes(hashlib.blake2b(f"{what} {name}".encode(), digest_size=4).digest()) / (1 << 32)


def digest(parts: Iterable[bytes | str]) -> str:
    """A name for what something is made of: other parts have another one."""
    held = hashlib.sha256()
    for part in parts:
        whole = part.encode() if isinstance(part, str) else part
        held.update(len(whole).to_bytes(8) + whole)
    return held.hexdigest()[:32]
