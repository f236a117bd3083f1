"""What the samples truly say, from the JSON beside each PDF."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.tree import ROOT


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a sample's document."""

    label: str
    heading: str
    page: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a sample."""

    number: str
    type: str
    title: str
    articles: tuple[Article, ...]


def documents(name: str) -> list[Document]:
    """The documents of the sample `name` (without its ending)."""
    truth = json.loads((ROOT / "sample_gazettes" / f"{name}.json").read_text())
    return [
        Document(one["number"], one["type"], one["title"], tuple(_articles(one["body"]))) for one in truth["documents"]
    ]


def _articles(provisions: list[dict[str, Any]]) -> Iterator[Article]:
    for one in provisions:
        if one["level"] == "article":
            yield Article(one["label"], one["heading"], one["page"])
        elif one["level"] != "quote":
            yield from _articles(one["children"])
