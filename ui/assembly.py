"""Puts an installation together: the only place that chooses adapters and hands parts to each other."""

from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

from ingest.limits import Limits
from ingest.sandbox import read_in_child, render_in_child
from ingest.vault import Vault
from search_api.archive.store import Archive
from search_api.guard.sessions import Sessions, session_key
from search_api.guard.throttle import Throttle
from search_api.guard.tokens import Tokens
from search_api.index.gateway import SearchEngine
from search_api.intake import Intake
from search_api.jobs.claims import Claims
from search_api.jobs.indexing import EngineIndex
from search_api.jobs.stages import DocumentTagger, Stages
from search_api.library import Library
from search_api.pictures import Pictures
from search_api.search import search
from search_api.services import Services
from search_api.settings import Settings

SIGN_INS_A_MINUTE = 5
MEGABYTE = 1 << 20


def assemble(settings: Settings) -> Services:
    """The parts of the installation that `settings` describe, open and ready; close them when done.

    Raises:
        ArchiveBusy: the database is locked or out of reach.
        StorageFailed, StorageFull: the data folder cannot be made or written.
    """
    closing = ExitStack()
    with ExitStack() as undo:
        undo.push(closing)
        services = _assembled(settings, closing)
        undo.pop_all()
    return services


def _assembled(settings: Settings, closing: ExitStack) -> Services:
    data, limits = settings.data_dir, Limits()
    archive = Archive.open(settings.database)
    closing.callback(archive.close)
    engine = open_engine(settings)
    closing.callback(engine.close)
    vault, claims, tokens = Vault(data / "originals"), Claims(data / "locks"), Tokens(archive.database)
    index = EngineIndex(engine, claims)
    reader = partial(_read, limits)
    stages = Stages(archive, vault, reader, _tagger, index, claims)
    intake = Intake(archive, vault, stages, limits, settings.workers)
    pictures = Pictures(data / "pictures", partial(_render, limits), settings.page_cache_mb * MEGABYTE)
    return Services(
        settings,
        Library(archive, vault, partial(search, engine), engine.count, pictures),
        intake,
        tokens,
        Sessions(tokens, session_key(data), settings.session_hours * 3_600, settings.secure),
        Throttle(SIGN_INS_A_MINUTE),
        closing,
    )
