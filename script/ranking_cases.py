"""Questions as the second stage meets them: what the best rows of the first stage say of them, and which are right."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from bench.relevance import Question
from bench.search_records import record
from script.codified import Entry, chance
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.rows import clean, rows
from search_api.language import senses
from search_api.query.analyse import analyse
from search_api.query.mending import mend
from search_api.query.plan import plan
from search_api.query.question import Question as Words
from search_api.query.request import SearchQuery
from search_api.ranking.features import features
from search_api.ranking.second_stage import model
from search_api.settings import Settings
from ui.assembly import open_engine

LONGEST = 512
COPIED = 0.1
"""Share of the articles of which words are copied."""

SHORTEST_COPY, LONGEST_COPY, WITHIN = 4, 10, 250
TITLED = 0.5
"""Share of the acts whose articles stand under titles that name the act."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question: what its candidates say of it, which are right, how many right answers there are at all."""

    question: str
    values: NDArray[np.float64]
    right: NDArray[np.bool_]
    wanted: int


def cases(records: Sequence[DocumentRecord], questions: Iterable[Question]) -> Iterator[Case]:
    """Every question in words that finds something, asked of an installation of its own."""
    held = {each.id: each for each in records}
    ranked: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(Settings.model_validate({"data_dir": folder, "engine": "tantivy"}))
        engine.rebuild(records)
        for question in questions:
            asked = plan(mend(analyse(SearchQuery(question.text[:LONGEST], size=model().documents)), engine.words()))
            hits = engine.search(replace(asked, question=None, facets=())).hits
            if not isinstance(asked.question, Words) or not hits:
                continue
            for hit in hits:
                if hit.id not in ranked:
                    ranked[hit.id] = next(iter(rows(clean(held[hit.id])))).ranking
            values = features(asked.question, [ranked[h.id] for h in hits], [h.score for h in hits], asked.as_of)
            right = {name for name, grade in question.right.items() if grade > 0}
            yield Case(question.text, values, np.array([hit.id in right for hit in hits]), len(right))
        engine.close()


@contextmanager
def learnt(vectors: Path) -> Iterator[None]:
    """Other vectors than those that ship."""
    with vectors.open("rb") as file:
        held = senses.read_senses(file)
    forget = senses._of_runs.cache_clear  # noqa: SLF001 - remembered vectors are of the other ones
    forget()
    with mock.patch.object(senses, "senses", return_value=held):
        yield
    forget()


def collections(entries: Sequence[Entry]) -> Mapping[str, list[DocumentRecord]]:
    """Articles as documents, in one half of the acts under titles that name the act, else under headings alone."""
    made: dict[str, list[DocumentRecord]] = {"titled": [], "bare": []}
    for each in entries:
        is_titled = chance(each.act, "named") < TITLED
        label = f"{each.label}. " if each.label else ""
        title = f"{each.name or each.act} - {label}{each.heading}" if is_titled else each.heading
        text = ProvisionRecord("text", "", "", each.text, None, 1)
        made["titled" if is_titled else "bare"].append(record(each.id, title, [text]))
    return made


def copied(entries: Sequence[Entry]) -> Iterator[Question]:
    """Words in a row of texts, and headings that no other article has: what is copied finds where it is from."""
    headings = Counter(each.heading for each in entries)
    for each in entries:
        words = re.findall(r"[^\W\d_]+", each.text)[:WITHIN]
        if chance(each.id, "copied") >= COPIED or len(words) < LONGEST_COPY:
            continue
        if chance(each.id, "heading") < 1 / 2:
            if each.heading and headings[each.heading] == 1:
                yield Question(each.heading, {each.id: 1})
        else:
            length = SHORTEST_COPY + int(chance(each.id, "length") * (LONGEST_COPY - SHORTEST_COPY + 1))
            start = int(chance(each.id, "start") * (len(words) - length + 1))
            yield Question(" ".join(words[start : start + length]), {each.id: 1})
