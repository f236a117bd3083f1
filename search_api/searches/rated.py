"""Queries that editors rate: how good each document is as an answer, and how well the search does by that."""

import json
import math
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, func, select

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.moments import now
from search_api.errors import InvalidParameter, NotFound
from search_api.index.record import DocumentRecord
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery

GRADES = (0, 1, 2, 3)
"""0 beside the point, 1 touches it, 2 helps, 3 answers."""

LONGEST = 512
DEPTH = 10
MOST_QUERIES = 2_000


@dataclass(frozen=True, slots=True)
class RatedQuery:
    """A query with the grades of its documents, by id."""

    id: int
    text: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """How well the search does over the rated queries: nDCG@10 of each by id, and the mean; None without a grade."""

    of_query: Mapping[int, float]
    mean: float | None


class RatedQueries:
    """Keeps the queries and their grades in the archive's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: str, actor: str) -> int:
        """Take a query in; gives its id, also where it is there already.

        Raises:
            InvalidParameter: it is empty or too long.
        """
        wanted = " ".join(text.split())
        if not wanted or len(wanted) > LONGEST:
            raise InvalidParameter("text")
        column = tables.rated_query.c

        def write(connection: Connection) -> int:
            """Look for it, else insert it."""
            known = connection.execute(select(column.id).where(column.text == wanted)).scalar_one_or_none()
            if known is not None:
                return int(known)
            row = {"text": wanted, "added_by": actor, "added_at": now()}
            return int(connection.execute(tables.rated_query.insert().values(row).returning(column.id)).scalar_one())

        return self._database.settle(write)

    def remove(self, wanted: int) -> None:
        """Forget a query with its grades."""
        with self._database.writing() as connection:
            connection.execute(delete(tables.rating).where(tables.rating.c.query_id == wanted))
            connection.execute(delete(tables.rated_query).where(tables.rated_query.c.id == wanted))

    def rate(self, wanted: int, grades: Mapping[str, int | None], actor: str) -> None:
        """Set grades of documents; with None a grade is taken back.

        Raises:
            NotFound: there is no such query.
            InvalidParameter: a grade is none.
        """
        if any(grade is not None and grade not in GRADES for grade in grades.values()):
            raise InvalidParameter("grade")
        self.get(wanted)
        column = tables.rating.c
        with self._database.writing() as connection:
            for document_id, grade in grades.items():
                same = (column.query_id == wanted, column.document_id == document_id)
                connection.execute(delete(tables.rating).where(*same))
                if grade is not None:
                    row = {"query_id": wanted, "document_id": document_id, "grade": grade}
                    connection.execute(tables.rating.insert().values(**row, rated_by=actor, rated_at=now()))

    def get(self, wanted: int) -> RatedQuery:
        """One query; raises NotFound."""
        with self._database.reading() as connection:
            column = tables.rated_query.c
            text = connection.execute(select(column.text).where(column.id == wanted)).scalar_one_or_none()
            if text is None:
                raise NotFound(f"rated query {wanted}")
            return RatedQuery(wanted, text, _grades(connection, wanted).get(wanted, {}))

    def all(self) -> tuple[RatedQuery, ...]:
        """All queries, by their words."""
        column = tables.rated_query.c
        with self._database.reading() as connection:
            rows = connection.execute(select(column.id, column.text).order_by(column.text).limit(MOST_QUERIES)).all()
            grades = _grades(connection)
        return tuple(RatedQuery(identity, text, grades.get(identity, {})) for identity, text in rows)

    def count(self) -> int:
        """How many queries there are."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(tables.rated_query)).scalar_one())


def figures(queries: Iterable[RatedQuery], search: Callable[[SearchQuery], SearchPage]) -> Figures:
    """How well `search` does over the queries that have a grade above 0."""
    found = {
        each.id: ndcg([each.grades.get(hit.id, 0) for hit in search(SearchQuery(each.text)).hits], each.grades.values())
        for each in queries
        if any(each.grades.values())
    }
    return Figures(found, math.fsum(found.values()) / len(found) if found else None)


def ndcg(shown: Sequence[int], held: Iterable[int], depth: int = DEPTH) -> float:
    """Discounted gain of the first `depth` grades shown against those held in their best order.

    Järvelin and Kekäläinen 2002.
    """
    best = sorted(held, reverse=True)[:depth]
    return _gain(shown[:depth]) / _gain(best) if any(best) else 0.0


def export(target: Path, queries: Sequence[RatedQuery], records: Iterable[DocumentRecord]) -> None:
    """Write a BEIR folder as a zip file, to be read by `python -m bench.relevance`.

    The corpus holds every document: what nobody rated is what a right answer must stand above.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("corpus.jsonl", "w") as corpus:
            for record in records:
                text = "\n".join(f"{each.label} {each.heading}\n{each.text}".strip() for each in record.provisions)
                corpus.write(_line({"_id": record.id, "title": record.title, "text": text}))
        rated = [each for each in queries if each.grades]
        archive.writestr("queries.jsonl", b"".join(_line({"_id": f"q{each.id}", "text": each.text}) for each in rated))
        grades = [f"q{each.id}\t{document}\t{grade}\n" for each in rated for document, grade in each.grades.items()]
        archive.writestr("qrels/test.tsv", "".join(("query-id\tcorpus-id\tscore\n", *grades)))


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def _line(entry: dict[str, object]) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode() + b"\n"


def _grades(connection: Connection, wanted: int | None = None) -> dict[int, dict[str, int]]:
    column = tables.rating.c
    query = select(column.query_id, column.document_id, column.grade).order_by(column.query_id, column.document_id)
    found: dict[int, dict[str, int]] = {}
    for identity, document, grade in connection.execute(
        query if wanted is None else query.where(column.query_id == wanted)
    ):
        found.setdefault(identity, {})[document] = grade
    return found
