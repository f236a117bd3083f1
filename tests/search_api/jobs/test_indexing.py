"""The index stage: documents come, go and are built anew; one that is refused stops no other."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.archive.entries import StoredDocument
from search_api.errors import ArchiveBusy, DocumentRefused, EngineUnavailableError, IndexBroken
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.gateway import SearchEngine
from search_api.index.record import DocumentRecord
from search_api.jobs.claims import Claims
from search_api.jobs.indexing import MOST_LEFT_OUT, EngineIndex, Rebuilt
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import SearchQuery
from search_api.standing.recorded import Recorded
from tests.search_api.made import Workshop, document, parsed, pdf, tag


@pytest.fixture
def index(tmp_path: Path, shop: Workshop) -> Iterator[EngineIndex]:
    engine = TantivyEngine(tmp_path / "index")
    yield EngineIndex(engine, Claims(tmp_path / "claims"), shop.archive.documents.get)
    engine.close()


def test_documents_come_and_go(index: EngineIndex, shop: Workshop, stored: str) -> None:
    (wanted,) = shop.stages.entry(stored).document_ids
    assert index.put([wanted]) == index.put([wanted]) == frozenset()
    assert index.count() == 1
    (hit,) = search(index.engine, SearchQuery("mức lương tối thiểu")).hits
    assert hit.id == wanted
    shop.archive.documents.store(parsed(stored), [])
    assert index.put([wanted, "never stored"]) == frozenset()
    assert index.count() == 0


def test_it_is_built_anew_from_the_archive(index: EngineIndex, shop: Workshop, stored: str) -> None:
    assert index.rebuild(shop.archive.documents.everything) == Rebuilt(1)
    assert index.count() == 1
    assert index.rebuild(list) == Rebuilt(0)
    assert index.count() == 0


class Overtaken(Claims):
    """Before this writer gets the claim, another one stores something newer."""

    meanwhile: Callable[[], object]

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        with super().hold(name):
            self.meanwhile()
            yield


def test_who_writes_last_has_read_last(index: EngineIndex, shop: Workshop, stored: str, tmp_path: Path) -> None:
    (wanted,) = shop.stages.entry(stored).document_ids
    right = replace(document(), title="Quy định bến thuyền")
    claims = Overtaken(tmp_path / "claims")
    claims.meanwhile = lambda: shop.archive.documents.store(parsed(stored, right), [tag(right)])
    replace(index, claims=claims).put([wanted])
    (hit,) = search(index.engine, SearchQuery("bến thuyền")).hits
    assert hit.id == wanted


@dataclass
class PickyEngine:
    """Holds records; refuses some, with their names or as a whole request, or fails altogether."""

    refusing: frozenset[str] = frozenset()
    naming: bool = False
    failing: Exception | None = None
    broken: bool = False
    held: set[str] = field(default_factory=set)
    name: str = "picky"

    def put(self, records: Iterable[DocumentRecord]) -> None:
        ids = [record.id for record in records]
        if self.failing:
            raise self.failing
        for wanted in ids:
            if wanted in self.refusing:
                raise DocumentRefused("too long", wanted) if self.naming else IndexBroken("400")
        self.held |= set(ids)

    def delete(self, ids: Iterable[str]) -> None:
        self.held -= set(ids)

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        self.put(records)
        return len(self.held)

    def search(self, plan: SearchPlan) -> SearchPage:
        raise NotImplementedError

    def count(self) -> int:
        if self.broken:
            raise IndexBroken("of another version")
        return len(self.held)

    def close(self) -> None:
        self.held = set()


@pytest.fixture
def many(shop: Workshop) -> tuple[str, ...]:
    """The ids of nine documents of one file."""
    sha256 = shop.intake.receive(io.BytesIO(pdf("nhiều")), "nhiều.pdf").sha256
    shop.reader.contents[sha256] = parsed(sha256, *(document(n, f"{n}/2022/NĐ-CP", n) for n in range(1, 10)))
    return shop.stages.run(sha256).document_ids


def picky(shop: Workshop, tmp_path: Path, engine: SearchEngine) -> EngineIndex:
    return EngineIndex(engine, Claims(tmp_path / "claims"), shop.archive.documents.get)


@pytest.mark.parametrize("naming", [True, False])
def test_a_refused_document_stops_no_other(
    shop: Workshop, tmp_path: Path, many: tuple[str, ...], *, naming: bool
) -> None:
    refusing = frozenset({many[2], many[7]})
    engine = PickyEngine(refusing, naming)
    assert picky(shop, tmp_path, engine).put(many) == refusing
    assert engine.held == set(many) - refusing


def test_a_document_without_a_record_stops_no_other(shop: Workshop, tmp_path: Path, many: tuple[str, ...]) -> None:
    def standing(stored: StoredDocument) -> Recorded | None:
        if stored.id == many[0]:
            raise ZeroDivisionError
        return None

    engine = PickyEngine()
    index = replace(picky(shop, tmp_path, engine), standing=standing)
    assert index.put(many) == {many[0]}
    assert engine.held == set(many[1:])
    assert index.rebuild(shop.archive.documents.everything) == Rebuilt(8, frozenset({many[0]}))


@pytest.mark.parametrize("error", [EngineUnavailableError(), ArchiveBusy()])
def test_what_may_pass_is_no_refusal(shop: Workshop, tmp_path: Path, many: tuple[str, ...], error: Exception) -> None:
    with pytest.raises(type(error)):
        picky(shop, tmp_path, PickyEngine(failing=error)).put(many)


def test_an_index_that_takes_nothing_says_so(shop: Workshop, tmp_path: Path, many: tuple[str, ...]) -> None:
    engine = PickyEngine(failing=IndexBroken("of another version"), broken=True)
    with pytest.raises(IndexBroken, match="another version"):
        picky(shop, tmp_path, engine).put(many)


def test_an_index_that_refuses_all_takes_nothing(shop: Workshop, tmp_path: Path, many: tuple[str, ...]) -> None:
    with pytest.raises(IndexBroken):
        picky(shop, tmp_path, PickyEngine(frozenset(many))).put(many)


def test_a_rebuild_leaves_out_what_is_refused(shop: Workshop, tmp_path: Path, many: tuple[str, ...]) -> None:
    refusing = frozenset({many[1], many[5]})
    engine = PickyEngine(refusing, naming=True)
    index = picky(shop, tmp_path, engine)
    assert index.rebuild(shop.archive.documents.everything) == Rebuilt(7, refusing)
    assert engine.held == set(many) - refusing


def test_a_rebuild_is_not_begun_anew_for_ever(shop: Workshop, tmp_path: Path, many: tuple[str, ...]) -> None:
    @dataclass
    class Refuser(PickyEngine):
        tries: int = 0

        def rebuild(self, records: Iterable[DocumentRecord]) -> int:
            self.tries += 1
            raise DocumentRefused("always", f"document {self.tries}")

    engine = Refuser()
    with pytest.raises(DocumentRefused):
        picky(shop, tmp_path, engine).rebuild(shop.archive.documents.everything)
    assert engine.tries == MOST_LEFT_OUT + 1
