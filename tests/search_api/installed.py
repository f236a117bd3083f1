"""A whole application over a made workshop: what routes and guards are tried on, without an engine or a reader."""

from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from ingest.aside import Aside
from search_api.app import api_router, install
from search_api.guard.sessions import Sessions
from search_api.guard.throttle import Throttle
from search_api.guard.tokens import Tokens
from search_api.library import Library
from search_api.pictures import Pictures
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery
from search_api.rereader import Rereader
from search_api.retagging import Retagger
from search_api.review.desk import Review
from search_api.searches.rated import RatedQueries
from search_api.services import Services
from search_api.settings import Settings
from search_api.standing.standing import Standing
from tests.search_api.made import Workshop

BASE = "http://127.0.0.1:8000"
UPLOADS = "/bien-tap"
PNG = b"\x89PNG\r\n\x1a\n of a page"


def nothing(_: SearchQuery) -> SearchPage:
    return SearchPage(0, (), (), 0.1)


def services_of(shop: Workshop, folder: Path, search: Callable[[SearchQuery], SearchPage] = nothing) -> Services:
    settings = Settings(data_dir=folder)
    tokens = Tokens(shop.archive.database)
    pictures = Pictures(folder / "pictures", lambda *_: PNG, lambda *_: PNG, 10_000)
    return Services(
        settings=settings,
        library=Library(
            shop.archive, shop.vault, search, lambda: len(shop.index.documents), pictures, Aside(folder / "refused")
        ),
        intake=shop.intake,
        rereader=Rereader(shop.archive, shop.stages),
        retagger=Retagger(shop.archive, shop.stages),
        review=Review(shop.archive, shop.stages),
        standing=Standing(shop.archive, shop.stages.spread),
        rated=RatedQueries(shop.archive.database),
        tokens=tokens,
        sessions=Sessions(tokens, b"k" * 32, 3_600, secure=False),
        sign_in_throttle=Throttle(5),
        start_jobs=lambda: None,
    )


def app_of(services: Services) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.include_router(api_router(services))
    install(app, services, upload_paths=[UPLOADS])
    return app


def client_of(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=BASE)
