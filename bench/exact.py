"""Numbers and citations asked in every spelling: does that very document, and that very article, stand first?

    python -m bench.exact PATH... [--engine tantivy|opensearch] [--url URL] [--count 300] [--seed 7] [--records FILE]

PATH are gazette files and folders of them (born digital). Of the documents found in them, numbers and citations are
drawn and written in the spellings of handbook domain.md 3.3. Where one document alone bears what was asked, it must
stand at rank 1, and a cited article must be its first provision; where several do, they must fill the top by rank of
their type (tier), then by date. --records keeps what was read of the files for the next run. The last line is one JSON
object with the number of questions, of right answers, and the questions that went wrong.
"""

import argparse
import datetime as dt
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bench.search import installation
from bench.search_records import records_of
from nlp.numbers import normal_key, type_of_number
from search_api.answering.search import search
from search_api.index.gateway import SearchEngine
from search_api.index.record import DocumentRecord
from search_api.index.tiers import tier
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold, fold_in_place, key_of
from ui.assembly import open_engine

_PARTS = re.compile(r"(?P<no>\d+[A-Za-z]?)(?:/(?P<year>\d{4}))?/(?P<tail>.+)")
_LOOKED_AT = 20
"""Hits that are compared with the documents that a question names."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its spelling, the documents it names in their right order, and the key of a cited article."""

    text: str
    spelling: str
    right: tuple[str, ...]
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A printed document number in its parts; `type` is the type's name."""

    printed: str
    no: str
    year: str
    tail: str
    type: str

    @property
    def bare(self) -> str:
        """The first number without leading zeros."""
        return self.no.lstrip("0") or "0"

    @property
    def code(self) -> str:
        """The code of the type: NĐ of NĐ-CP."""
        return re.split("[-/]", self.tail)[0]


def number_of(record: DocumentRecord) -> Number | None:
    """The parts of a document's number; None where it has none, or one of an unusual form."""
    match = _PARTS.fullmatch(record.number or "")
    if not match or not record.number:
        return None
    kind = type_of_number(record.number) or record.type or ""
    return Number(record.number, match["no"], match["year"] or "", match["tail"], kind)


def _padded(number: Number) -> str:
    return number.printed.replace(number.no, number.no.zfill(2), 1)


def _unpadded(number: Number) -> str:
    return number.printed.replace(number.no, number.bare, 1)


WRITTEN: Mapping[str, Callable[[Number], str]] = {
    "as printed": lambda n: n.printed,
    "lower case": lambda n: n.printed.lower(),
    "capitals": lambda n: n.printed.upper(),
    "no accents": lambda n: fold_in_place(n.printed),
    "no accents, capitals": lambda n: fold_in_place(n.printed).upper(),
    "Icelandic D": lambda n: n.printed.replace("Đ", "Ð"),
    "decomposed": lambda n: unicodedata.normalize("NFD", n.printed),
    "dashes": lambda n: n.printed.replace("/", "-"),
    "dashes, no accents": lambda n: fold_in_place(n.printed.replace("/", "-")),
    "slashes": lambda n: n.printed.replace("-", "/"),
    "long dash": lambda n: n.printed.replace("-", "–"),
    "spaces": lambda n: re.sub("([/-])", r" \1 ", n.printed),
    "lost hyphen": lambda n: n.printed.replace("-", ""),
    "zero before": _padded,
    "no zero before": _unpadded,
    "số": lambda n: f"số {n.printed}",
    "so, no zero": lambda n: f"so {fold_in_place(_unpadded(n))}",
    "số, glued": lambda n: f"số{n.printed}",
    "quoted": lambda n: f'"{n.printed}"',
    "prefix": lambda n: f"số: {n.printed}",
    "type and number": lambda n: f"{n.type} {n.printed}",
    "type, số and number": lambda n: f"{n.type} số {n.printed}",
    "type and number, folded": lambda n: fold(f"{n.type} so {n.printed}"),
    "with a stop": lambda n: f"{n.type} số {n.printed}.",
    "spaces for separators": lambda n: re.sub("[/-]", " ", n.printed),
    "stops for separators": lambda n: re.sub("[/-]", ".", n.printed).lower(),
    "lines for separators": lambda n: re.sub("[/-]", "_", n.printed),
    "backslashes": lambda n: n.printed.replace("/", "\\"),
    "full-width": lambda n: n.printed.translate({0x21 + at: 0xFF01 + at for at in range(0x5E)}),
    "as a file": lambda n: f"{fold_in_place(n.printed).upper().replace('/', '_')}.pdf",
}
"""Spellings of every number."""

WITH_YEAR: Mapping[str, Callable[[Number], str]] = {
    "number and year": lambda n: f"{n.no}/{n.year}",
    "no issuer": lambda n: f"{n.no}/{n.year}/{n.code}",
    "type, number and year": lambda n: f"{n.type.lower()} {n.no}/{n.year}",
    "type, số, năm": lambda n: f"{n.type.lower()} số {n.bare} năm {n.year}",
    "type, nam, folded": lambda n: fold(f"{n.type} {n.bare} nam {n.year}"),
    "code and year": lambda n: f"{fold(n.code)} {n.bare}/{n.year}",
    "code, glued": lambda n: f"{n.code}{n.bare}/{n.year}",
    "code, dash": lambda n: f"{n.code} {n.bare}-{n.year}",
    "dash for year": lambda n: f"{n.no}-{n.year}-{fold_in_place(n.tail)}",
    "glued": lambda n: fold(f"{n.bare}{n.year}{n.tail}").replace("-", ""),
    "codes behind a space": lambda n: f"{n.no}/{n.year} {n.tail.lower().replace('-', ' ')}",
    "no sign before the codes": lambda n: f"{n.no}/{n.year}{n.tail}",
    "two figures of the year": lambda n: f"{n.no}/{n.year[2:]}/{n.tail}",
    "codes first": lambda n: f"{n.tail} {n.no}/{n.year}",
    "codes first, số, năm": lambda n: f"{fold_in_place(n.tail).replace('-', ' ')} số {n.no} năm {n.year}",
    "type, number, stop, year": lambda n: f"{n.type.lower()} {n.bare}.{n.year}",
    "type, year in brackets": lambda n: f"{n.type} {n.bare} ({n.year})",
    "code, number, short year": lambda n: f"{n.code.lower()} {n.bare}/{n.year[2:]}",
    "code and year, one word": lambda n: fold(f"{n.code}{n.bare}-{n.year}"),
    "type, number, issuer's code": lambda n: f"{n.type.lower()} {n.no}/{n.year} {n.tail.partition('-')[2]}",
}
"""Spellings of numbers that hold a year; a type code must stand in the number for some of them."""

_WHOLE = frozenset(
    {
        *("glued", "dash for year", "codes behind a space", "no sign before the codes", "two figures of the year"),
        *("codes first", "codes first, số, năm", "type, number, issuer's code"),
    }
)
"""Spellings that leave out nothing but zeros."""

CITED: Mapping[str, Callable[[Number, str], str]] = {
    "điều, type, number": lambda n, article: f"điều {article} {n.type.lower()} {n.printed}",
    "khoản, điều": lambda n, article: f"khoản 1 điều {article} {n.type.lower()} số {n.printed}",
    "điểm, khoản, điều": lambda n, article: f"điểm a khoản 1 Điều {article} {n.printed}",
    "điều, khoản": lambda n, article: f"Điều {article}, khoản 1 {n.type} số {n.printed}",
    "folded": lambda n, article: fold(f"khoan 1 dieu {article} {n.type} {n.printed}"),
    "number first": lambda n, article: f"{n.printed} điều {article}",
    "abbreviated": lambda n, article: f"đ{article} {n.printed}",
    "abbreviated, with khoản and điểm": lambda n, article: f"đ{article} k1 đa {n.printed}",
    "prefixes": lambda n, article: f"số:{n.printed} điều:{article}",
    "của": lambda n, article: f"điều {article} của {n.type} {n.printed}",
}
"""Spellings of citations of an article."""


def drawn(records: Sequence[DocumentRecord], count: int, seed: int) -> list[Asked]:
    """`count` questions, the same for the same records: every spelling in turn, two of three without an article."""
    chance = random.Random(seed)
    numbered = [(record, number) for record in records if (number := number_of(record))]
    chance.shuffle(numbered)
    asked = [each for record, number in numbered for each in _of(record, number, records, chance)]
    chance.shuffle(asked)
    asked.sort(key=lambda each: each.article is not None)
    plain = [each for each in asked if each.article is None]
    cited = [each for each in asked if each.article is not None]
    return [*_spread(plain, count - count // 3), *_spread(cited, count // 3)]


def _spread(asked: Sequence[Asked], count: int) -> list[Asked]:
    """`count` of the questions, every spelling about as often."""
    by_spelling: dict[str, list[Asked]] = {}
    for each in asked:
        by_spelling.setdefault(each.spelling, []).append(each)
    found: list[Asked] = []
    while len(found) < count and any(by_spelling.values()):
        found += [group.pop() for group in by_spelling.values() if group]
    return found[:count]


def _of(
    record: DocumentRecord, number: Number, records: Sequence[DocumentRecord], chance: random.Random
) -> Iterator[Asked]:
    full = normal_key(number.printed)
    same = _ordered(each for each in records if each.number and normal_key(each.number) == full)
    for spelling, write in WRITTEN.items():
        if number.type or "type" not in spelling:
            yield Asked(write(number), spelling, same)
    if number.year:
        yield from _of_year(number, records)
    labels = [each.label for each in record.provisions if re.fullmatch(r"Điều \d+[a-z]?", each.label)]
    if labels and len(same) == 1 and number.type:
        for spelling, cite in CITED.items():
            label = chance.choice(labels)
            yield Asked(cite(number, label.split()[1]), spelling, same, key_of(label))


def _of_year(number: Number, records: Sequence[DocumentRecord]) -> Iterator[Asked]:
    """Spellings that leave something out name every document that agrees with what is left."""
    numbers = [(each, parts) for each in records if (parts := number_of(each))]
    agreeing = [(each, parts) for each, parts in numbers if (parts.bare, parts.year) == (number.bare, number.year)]
    for spelling, write in WITH_YEAR.items():
        if spelling == "number and year":
            right = [each for each, _ in agreeing]
        elif spelling in _WHOLE:
            right = [each for each, parts in agreeing if normal_key(parts.tail) == normal_key(number.tail)]
        elif not type_of_number(number.printed):
            continue
        else:
            right = [each for each, parts in agreeing if parts.code == number.code]
        yield Asked(write(number), spelling, _ordered(iter(right)))


def _ordered(records: Iterator[DocumentRecord]) -> tuple[str, ...]:
    """Documents of one number as they should stand: by rank of the type, then the latest first."""
    found = sorted(records, key=lambda each: (tier(each), -(each.issued_on or dt.date.min).toordinal(), each.id))
    return tuple(each.id for each in found)


def is_right(asked: Asked, page: SearchPage) -> bool:
    """Whether the documents stand first in their order, and the cited article first in its document."""
    if [hit.id for hit in page.hits[: len(asked.right)]] != list(asked.right[:_LOOKED_AT]):
        return False
    if asked.article is None:
        return True
    provisions = page.hits[0].provisions
    return bool(provisions) and key_of(provisions[0].label) == asked.article


def wrong(engine: SearchEngine, asked: Sequence[Asked]) -> list[Asked]:
    """The questions that were not answered as they should."""
    return [each for each in asked if not is_right(each, search(engine, SearchQuery(each.text, size=_LOOKED_AT)))]


def read(paths: Sequence[Path], kept: Path | None) -> list[DocumentRecord]:
    """The records of the files, each document once; from `kept` when it is there."""
    if kept and kept.exists():
        records = msgspec.json.decode(kept.read_bytes(), type=list[DocumentRecord])
    else:
        records = records_of(paths)
        if kept:
            kept.write_bytes(msgspec.json.encode(records))
    once: dict[tuple[str | None, str], DocumentRecord] = {}
    for record in records:
        once.setdefault((record.number, fold(record.title)), record)
    return list(once.values())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench.exact", description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH")
    parser.add_argument("--engine", choices=("tantivy", "opensearch"), default="tantivy")
    parser.add_argument("--url", default="http://127.0.0.1:9201", help="of OpenSearch")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--records", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    records = read(options.paths, options.records)
    asked = drawn(records, options.count, options.seed)
    with installation(options.engine, options.url) as settings:
        engine = open_engine(settings)
        engine.rebuild(records)
        failed = wrong(engine, asked)
        engine.close()
    for each in failed:
        print(f"{each.spelling}\t{each.text}\t{' '.join(each.right)}\t{each.article or ''}")
    figures = {"documents": len(records), "questions": len(asked), "right": len(asked) - len(failed)}
    print(json.dumps({"engine": options.engine, **figures}, ensure_ascii=False))


if __name__ == "__main__":
    main()
