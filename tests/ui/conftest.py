"""A site over the stand-ins, with real tokens and sessions."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from search_api.archive.store import Archive
from search_api.guard.sessions import Sessions
from search_api.guard.throttle import Throttle
from search_api.guard.tokens import Tokens
from search_api.searches.rated import RatedQueries
from search_api.services import Services
from search_api.settings import Settings
from search_api.standing.standing import Standing
from tests.ui.fakes import FakeIntake, FakeLibrary, FakeRereader, FakeRetagger, FakeReview
from ui.app import create_app

BASE_URL = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Site:
    """The site and what stands behind it."""

    browser: TestClient
    library: FakeLibrary
    intake: FakeIntake
    token: str
    jobs: list[str]
    rereader: FakeRereader
    review: FakeReview

    def sign_in(self) -> None:
        """Sign a clerk in."""
        answer = self.browser.post("/bien-tap/dang-nhap", data={"ma": self.token}, headers={"Origin": BASE_URL})
        assert answer.status_code == 200, answer.text


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive without documents: tokens are kept in it, and nothing is known of what the examples cite."""
    opened = Archive.open(f"sqlite:///{tmp_path_factory.mktemp('tokens') / 'archive.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tokens(archive: Archive) -> Tokens:
    return Tokens(archive.database)


@pytest.fixture
def site(tmp_path: Path, archive: Archive, tokens: Tokens) -> Iterator[Site]:
    library, intake, jobs, rereader = FakeLibrary(), FakeIntake(), ["ok"], FakeRereader()
    review = FakeReview()
    services = Services(
        settings=Settings(data_dir=tmp_path, base_url=BASE_URL),
        library=library,
        intake=intake,
        rereader=rereader,
        retagger=FakeRetagger(),
        review=review,
        standing=Standing(archive),
        rated=RatedQueries(archive.database),
        tokens=tokens,
        sessions=Sessions(tokens, b"k" * 32, 3_600, secure=False),
        sign_in_throttle=Throttle(5),
        start_jobs=lambda: None,
        jobs_state=lambda: jobs[-1],
    )
    with TestClient(create_app(services), base_url=BASE_URL) as browser:
        yield Site(browser, library, intake, tokens.create("Lan"), jobs, rereader, review)
