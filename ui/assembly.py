"""Puts an installation together: the only place that chooses adapters and hands parts to each other.

What takes long to load (spaCy, dbos, the engine that is not chosen) is imported by the part that needs it, when it
needs it, so that `congbao search` answers in a moment.
"""

import gc
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

from ingest.aside import Aside
from ingest.document import ParsedFile
from ingest.kept import PageStore
from ingest.limits import Limits
from ingest.request import ReadRequest, Watch
from ingest.sandbox import crop_in_child, read_in_child, render_in_child
from ingest.signed import SignatureCheck
from ingest.vault import Vault
from nlp.exchange.files import READER
from search_api.answering.search import search
from search_api.answering.suggest import Suggester
from search_api.answering.warming import WarmUp
from search_api.archive.named import Names
from search_api.archive.store import Archive
from search_api.guard.sessions import Sessions, session_key
from search_api.guard.throttle import Throttle
from search_api.guard.tokens import Tokens
from search_api.index.announcing import AnnouncingEngine
from search_api.index.gateway import CountableEngine, SearchEngine
from search_api.index.records import to_record
from search_api.index.wordbook import CountingEngine, WordBook
from search_api.intake import Intake
from search_api.jobs.claims import Claims
from search_api.jobs.indexing import EngineIndex
from search_api.jobs.stages import DocumentTagger, Stages
from search_api.library import Library
from search_api.pictures import Pictures
from search_api.rereader import Rereader
from search_api.retagging import Retagger
from search_api.review.desk import Review
from search_api.searches.log import CountingLog, SearchLog, SilentLog
from search_api.searches.rated import RatedQueries
from search_api.services import Services
from search_api.settings import Settings
from search_api.standing.recorded import recorded
from search_api.standing.standing import Standing
from search_api.titles import ShownTitles
from ui.background import DOOR_OPEN_SECONDS, PAGES_FIRST_SECONDS, BackgroundJobs

SIGN_INS_A_MINUTE = 5
MEGABYTE = 1 << 20


_GARBAGE_AT = 100_000
"""New objects after which Python looks for circles. A search makes up to 60,000 that live for milliseconds; at the
usual 700 every other one waits for a look through the whole heap (60,000 articles: mean 48 ms against 27)."""


def assemble(settings: Settings) -> Services:
    """The parts of the installation that `settings` describe, open and ready; close them when done.

    Raises:
        ArchiveBusy: the database is locked or out of reach.
        StorageFailed, StorageFull: the data folder cannot be made or written.
    """
    gc.set_threshold(_GARBAGE_AT)
    with ExitStack() as undo:
        services = _assembled(settings, undo)
        undo.pop_all()
    return services


def _assembled(settings: Settings, undo: ExitStack) -> Services:
    closing = undo.enter_context(ExitStack())
    data, limits = settings.data_dir, Limits()
    vault, aside = Vault(data / "originals"), Aside(data / "refused")
    archive = Archive.open(settings.database)
    closing.callback(archive.close)
    engine = open_engine(settings)
    closing.callback(engine.close)
    stages = _stages(settings, archive, vault, engine, limits)
    intake = Intake(archive, vault, stages, limits, settings.workers, aside)
    rereader = Rereader(archive, stages)
    jobs = BackgroundJobs(settings, stages, intake, rereader)
    closing.callback(jobs.close)
    searches = _search_log(settings, archive)
    closing.callback(searches.close)
    suggester = _suggester(archive, searches)
    closing.callback(suggester.close)
    ask = partial(search, engine, words=engine.words)
    warm_up = WarmUp(ask)
    closing.callback(warm_up.close)
    tokens = Tokens(archive.database)
    return Services(
        settings=settings,
        library=Library(archive, vault, ask, engine.count, _pictures(settings, limits), aside, answer=engine.search),
        intake=intake,
        rereader=rereader,
        retagger=Retagger(archive, stages),
        review=Review(archive, stages),
        standing=Standing(archive, stages.spread),
        rated=RatedQueries(archive.database),
        searches=searches,
        suggester=suggester,
        tokens=tokens,
        sessions=Sessions(tokens, session_key(data), settings.session_hours * 3_600, settings.secure),
        sign_in_throttle=Throttle(SIGN_INS_A_MINUTE),
        start_jobs=partial(_start, jobs, suggester, warm_up),
        jobs_state=lambda: jobs.state,
        closing=closing,
    )


def _stages(settings: Settings, archive: Archive, vault: Vault, engine: SearchEngine, limits: Limits) -> Stages:
    """What a received file goes through, from its reading to the index."""
    data, claims = settings.data_dir, Claims(settings.data_dir / "locks")
    index = EngineIndex(
        AnnouncingEngine(engine, archive.announced), claims, archive.documents.get, partial(recorded, archive)
    )
    reader = partial(_read, limits, SignatureCheck(settings.trust_roots))
    return Stages(archive, vault, reader, _tagger, index, claims, PageStore(data / "pages"), limits)


def _pictures(settings: Settings, limits: Limits) -> Pictures:
    return Pictures(
        settings.data_dir / "pictures",
        partial(render_in_child, limits=limits),
        partial(crop_in_child, limits=limits),
        settings.page_cache_mb * MEGABYTE,
    )


def _suggester(archive: Archive, searches: SearchLog) -> Suggester:
    names = Names(archive.database)
    titles = ShownTitles(names.all, partial(_shown_title, archive))
    return Suggester(titles.all, names.state, searches.popular)


def _shown_title(archive: Archive, document: str) -> str | None:
    """The title of a document as the index record has it."""
    stored = archive.documents.get(document)
    return to_record(stored).title if stored else None


def _start(jobs: BackgroundJobs, suggester: Suggester, warm_up: WarmUp) -> None:
    warm_up.start(DOOR_OPEN_SECONDS)
    suggester.warm(PAGES_FIRST_SECONDS)
    jobs.start()


def _read(limits: Limits, check: SignatureCheck, path: Path, request: ReadRequest, watch: Watch) -> ParsedFile:
    parsed = read_in_child(path, limits, watch.progress, request=request, watch=watch, reader=READER)
    return check(parsed, path, watch.alive)


def _search_log(settings: Settings, archive: Archive) -> SearchLog:
    return CountingLog(archive.database, settings.search_log_days) if settings.search_log_days else SilentLog()


def open_engine(settings: Settings) -> CountingEngine:
    """The search engine that the settings choose, which counts the words of what it is given."""
    return CountingEngine(_engine(settings), WordBook(settings.data_dir / "words.npz"))


def _engine(settings: Settings) -> CountableEngine:
    if settings.engine == "opensearch":
        from search_api.index.opensearch.definition import Layout  # noqa: PLC0415 - see the module's docstring
        from search_api.index.opensearch.engine import OpenSearchEngine  # noqa: PLC0415 - see the module's docstring

        layout = Layout(settings.opensearch_shards, settings.opensearch_replicas)
        url, index = settings.opensearch_url, settings.opensearch_index
        return OpenSearchEngine(url, index, settings.opensearch_seconds, layout)
    from search_api.index.embedded.engine import TantivyEngine  # noqa: PLC0415 - see the module's docstring

    return TantivyEngine(settings.data_dir / "index")


@cache
def _tagger() -> DocumentTagger:
    from nlp.pipeline import Tagger  # noqa: PLC0415 - see the module's docstring

    return Tagger()
