"""The read side: what is there comes whole, what is not says so by its own error."""

from collections.abc import Callable

import pytest

from ingest.errors import IngestError, OriginalMissing, PageNotFound
from search_api.errors import DocumentNotFound, FileNotKnown, IssueNotFound, ProvisionNotFound, SearchApiError
from search_api.library import Library, Statistics
from search_api.services import Services
from tests.search_api.conftest import GAZETTE
from tests.search_api.installed import PNG
from tests.search_api.made import Workshop, document, parsed, tag


@pytest.fixture
def library(services: Services, stored: str) -> Library:
    return services.library


def test_a_file_leads_to_its_documents_pages_and_pictures(library: Library, stored: str) -> None:
    entry = library.file(stored)
    assert library.uploads() == (entry,)
    (document,) = (library.document(wanted) for wanted in entry.document_ids)
    assert document.file_sha256 == stored
    assert library.original(stored).read_bytes() == GAZETTE
    assert library.page_text(stored, 2).page.lines[0].text == "Dòng chữ của trang 2"
    assert library.page_image(stored, 1, 700) == PNG


def test_provisions_are_found_in_the_body_and_know_their_parents(library: Library, stored: str) -> None:
    (wanted,) = library.file(stored).document_ids
    found = library.provision(wanted, "art_2__cl_1")
    assert [parent.eid for parent in found.parents] == ["art_2"]
    assert library.provision(wanted, "art_1").parents == ()


def test_what_is_not_there_says_so(library: Library, shop: Workshop, stored: str) -> None:
    (wanted,) = library.file(stored).document_ids
    missing: list[tuple[type[SearchApiError | IngestError], Callable[[], object]]] = [
        (DocumentNotFound, lambda: library.document("aaaaaaaaaaaa")),
        (ProvisionNotFound, lambda: library.provision(wanted, "art_99")),
        (IssueNotFound, lambda: library.issue("qg-1999-1")),
        (FileNotKnown, lambda: library.file("00" * 32)),
        (FileNotKnown, lambda: library.original("../../etc/passwd")),
        (FileNotKnown, lambda: library.page_text("00" * 32, 1)),
        (PageNotFound, lambda: library.page_text(stored, 99)),
    ]
    for kind, ask in missing:
        with pytest.raises(kind):
            ask()
    shop.vault.path(stored).unlink()
    with pytest.raises(OriginalMissing):
        library.original(stored)


def test_statistics_tell_what_is_read_and_not_searchable(library: Library, shop: Workshop, stored: str) -> None:
    shop.archive.documents.store(parsed(stored), [tag(document())])
    assert library.statistics().waiting == 1


def test_statistics_count_everything(library: Library) -> None:
    assert library.statistics() == Statistics(
        documents=1, issues=1, files={"read": 1}, pages=2, pages_by_ocr=0, indexed=1, waiting=0
    )
