"""The web application: pages, API, static files and error answers over the parts of one installation."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.routing import Mount, Route

from search_api.app import API_PREFIX, api_router, install
from search_api.services import Services
from ui.edge import KeptStatic, KnowsClerk, icon
from ui.feeds import FeedPages
from ui.pages.clerk import UPLOAD, ClerkPages
from ui.pages.documents import DocumentPages
from ui.pages.failures import ErrorPages, GuardPages
from ui.pages.files import FilePages
from ui.pages.issues import IssuePages
from ui.pages.proposals import ProposalPages
from ui.pages.rated import RatedPages
from ui.pages.rendering import PRODUCT, STATIC, Pages
from ui.pages.rereading import RereadingPages
from ui.pages.review import ReviewPages
from ui.pages.search import SearchPages
from ui.pages.topics import TopicPages


def create_app(services: Services) -> FastAPI:
    """Give the application over `services`; starting it starts the workers, stopping it closes everything."""

    @asynccontextmanager
    async def _running(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(services.start_jobs)
        yield
        await run_in_threadpool(services.close)

    # No interactive API page: FastAPI's loads its scripts from another host, which our policy forbids.
    description = f"{API_PREFIX}/openapi.json"
    app = FastAPI(title=PRODUCT, lifespan=_running, openapi_url=description, docs_url=None, redoc_url=None)
    pages = Pages(services.settings.base_url)
    error_pages = ErrorPages(pages)
    app.include_router(api_router(services))
    for part in (
        SearchPages,
        TopicPages,
        DocumentPages,
        IssuePages,
        FilePages,
        FeedPages,
        ClerkPages,
        RereadingPages,
        ReviewPages,
        RatedPages,
        ProposalPages,
    ):
        app.router.routes.extend(part(services, pages).routes())
    app.router.routes.append(Route("/favicon.ico", icon))
    app.router.routes.append(Mount("/static", KeptStatic(STATIC)))
    app.add_middleware(KnowsClerk, sessions=services.sessions)
    install(app, services, upload_paths=(UPLOAD,), error_page=error_pages)
    app.add_middleware(GuardPages, error_pages=error_pages)
    return app
