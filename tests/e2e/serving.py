"""The application as the server runs it, for uvicorn's --factory: settings from the environment."""

from fastapi import FastAPI

from search_api.settings import Settings
from ui.app import create_app
from ui.assembly import assemble


def app() -> FastAPI:
    """The application over a fresh installation."""
    return create_app(assemble(Settings()))
