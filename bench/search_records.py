"""What `bench.search` searches and asks: records from gazette files or a codification, questions drawn from them."""

import datetime as dt
import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, count, cycle, groupby, islice, zip_longest
from pathlib import Path
from typing import Any

from bench.parse import needs_ocr, pdf_files
from ingest.limits import Limits
from ingest.pipeline import read_file
from nlp.numbers import index_keys, issuers_of_number, type_of_number
from nlp.pipeline import Tagger
from search_api.archive.entries import StoredDocument
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.records import to_record
from search_api.query.request import Filters, SearchQuery
from search_api.query.syllables import fold_in_place

Entry = dict[str, Any]
"""An article of the codification as its file has it."""

MOMENT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def record(identity: str, title: str, provisions: Iterable[ProvisionRecord], **known: Any) -> DocumentRecord:
    """A record of which nothing else is known than what is given."""
    values: dict[str, Any] = {
        "number": None,
        "number_keys": (),
        "type": None,
        "issuers": (),
        "issued_on": None,
        "effective_on": None,
        "gazette_label": None,
        "gazette_date": None,
        "file_sha256": "0" * 64,
        "first_page": 1,
        "signers": (),
        "by_ocr": False,
        "stored_at": MOMENT,
    }
    return DocumentRecord(id=identity, title=title, provisions=tuple(provisions), **(values | known))


def records_of(paths: Sequence[Path]) -> list[DocumentRecord]:
    """Records of PDF files and folders of them (born digital only), and of codifications (.jsonl.gz)."""
    codified = [path for path in paths if path.suffix == ".gz"]
    printed = pdf_files(path for path in paths if path.suffix != ".gz")
    return [*_printed(printed), *(record for path in codified for record in _codified(path))]


def _printed(files: Iterable[Path]) -> Iterator[DocumentRecord]:
    tagger = Tagger()
    for path in files:
        if needs_ocr(path):
            continue
        parsed = read_file(path, Limits(), lambda _: None)
        for document in parsed.documents:
            yield to_record(
                StoredDocument(
                    id=f"{parsed.sha256[:12]}-{document.ordinal}",
                    slug="",
                    file_sha256=parsed.sha256,
                    file_name=path.name,
                    issue_id=None,
                    issue=parsed.issue,
                    stored_at=MOMENT,
                    by_ocr=False,
                    tagged=tagger.tag(document, parsed.issue),
                )
            )


def acts_in(path: Path) -> Iterator[list[Entry]]:
    """The articles of a codification (one JSON object a line, packed by gzip), act by act."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = sorted((json.loads(line) for line in lines), key=_act)
    return (list(held) for _, held in groupby(articles, key=_act))


def act_record(
    place: int, held: Sequence[Entry], provisions: Iterable[ProvisionRecord], issued_on: dt.date | None = None
) -> DocumentRecord:
    """The record of the act at this place that holds these articles; a few are named by a label and have no number."""
    act = _act(held[0])
    number = act if "/" in act else None
    return record(
        f"act-{place}",
        held[0]["subject"] or "",
        provisions,
        number=number,
        number_keys=index_keys(number) if number else (),
        type=type_of_number(act) or "Luật",
        issuers=issuers_of_number(act),
        issued_on=issued_on,
    )


def _act(article: Entry) -> str:
    return article["act"] or ""


def _codified(path: Path) -> Iterator[DocumentRecord]:
    """One record an act; dates are made up, spread over years, so that facets have something to count."""
    for place, held in enumerate(acts_in(path)):
        provisions = (
            ProvisionRecord(f"art_{n}", f"Điều {n}", article["heading"], article["text"], n, n)
            for n, article in enumerate(held, 1)
        )
        yield act_record(place, held, provisions, dt.date(2000 + place % 26, 1 + place % 12, 1 + place % 28))


def grown(records: Sequence[DocumentRecord], articles: int, seed: int = 7) -> Iterator[DocumentRecord]:
    """The records and as many more as make `articles` distinct articles, each of sentences of two real ones in turn."""
    drawn, held = random.Random(seed), 0
    pool = [provision.text for record in records for provision in record.provisions]
    for copy in count():
        for record in records:
            if held >= articles:
                return
            new = record if copy == 0 else _recombined(record, copy, pool, drawn)
            held += len(new.provisions)
            yield new


def _recombined(record: DocumentRecord, copy: int, pool: Sequence[str], drawn: random.Random) -> DocumentRecord:
    number = f"{copy}{record.number}" if record.number else None
    return replace(
        record,
        id=f"{record.id}-{copy}",
        number=number,
        number_keys=index_keys(number) if number else (),
        provisions=tuple(replace(each, text=_mixed(each.text, drawn.choice(pool))) for each in record.provisions),
    )


def _mixed(one: str, other: str) -> str:
    """Sentences of two texts in turn, about as many as the first has."""
    first, second = one.split(". "), other.split(". ")
    return ". ".join(chain.from_iterable(zip_longest(first[::2], second[: len(first)][1::2], fillvalue="")))


def questions_of(records: Sequence[DocumentRecord], most: int, seed: int = 7) -> list[SearchQuery]:
    """`most` questions in turn by number, title, heading, words of a text, the same without marks, a long sentence.

    Every fourth also has a filter.
    """
    drawn = random.Random(seed)
    kinds = cycle(("number", "title", "heading", "words", "bare", "sentence"))
    full = [record for record in records if record.provisions]
    texts = (_question(drawn.choice(full), kind, drawn) for kind in kinds)
    asked = islice((text for text in texts if text), most)
    return [
        SearchQuery(text, Filters() if (place + 1) % 4 else Filters(types=("Nghị định", "Thông tư")))
        for place, text in enumerate(asked)
    ]


def _question(record: DocumentRecord, kind: str, drawn: random.Random) -> str:
    provision = drawn.choice(record.provisions)
    if kind == "number":
        return record.number or ""
    if kind == "title":
        return _words(record.title, 8, drawn)
    if kind == "heading":
        return _words(provision.heading, 8, drawn)
    if kind == "sentence":
        return _words(provision.text, 24, drawn)
    words = _words(provision.text, drawn.randint(2, 6), drawn)
    return fold_in_place(words) if kind == "bare" else words


def _words(text: str, most: int, drawn: random.Random) -> str:
    """Up to `most` words that follow one another, from anywhere in the text."""
    words = text.split()
    start = drawn.randint(0, max(0, len(words) - most))
    return " ".join(words[start : start + most])[:512]
