"""The work on a wish to read a stored file once more: read in a child, tag, keep beside what is stored."""

import logging
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from ingest.document import ParsedFile
from ingest.errors import IngestError, ReaderCrashed
from ingest.kept import put_pages
from ingest.sandbox import working_folder
from search_api.archive.entries import Rereading
from search_api.archive.rereadings import OPEN
from search_api.errors import SearchApiError, StoringFailed
from search_api.jobs.stages import MAX_CRASHES, MAX_STARTS, Stages
from search_api.jobs.throttle import Throttle

log = logging.getLogger(__name__)


def fulfil(stages: Stages, wanted: int, place: AbstractContextManager[object] | None = None) -> None:
    """Bring a wish to `ready` or `failed`; what is stored of the file stays as it is. Nothing to do a second time.

    Args:
        stages: the work of files, whose reader and tagger are used.
        wanted: the wish's id.
        place: held while the file is read, but not while another worker is waited for.

    Raises:
        WorkStopped: the process is ending; a later run goes on, at the next page of a scan.
        ArchiveBusy: the database is out of reach.
    """
    rereadings = stages.archive.rereadings
    asked = rereadings.get(wanted)
    if asked is None:
        return
    with stages.claim(asked.file_sha256), place or nullcontext():
        asked = rereadings.get(wanted)
        if asked is None or asked.state not in OPEN:
            return
        try:
            parsed = _read(stages, asked)
            rereadings.ready(wanted, parsed, stages.tag(parsed))
        except IngestError as error:
            log.warning("rereading %d of %s: %s", wanted, asked.file_sha256, error)
            rereadings.fail(wanted, error.reason, error.remedy)
        except SearchApiError:
            raise
        except Exception:  # the named boundary of promise P5: a fault of ours in one wish must not stop the line
            log.exception("rereading %d of %s", wanted, asked.file_sha256)
            rereadings.fail(wanted, StoringFailed.reason, StoringFailed.remedy)
        stages.store_of_pages.drop(asked.file_sha256)


def _read(stages: Stages, asked: Rereading) -> ParsedFile:
    progress = Throttle(partial(stages.archive.rereadings.progress, asked.id))
    crashes = 0
    while stages.archive.rereadings.begin(asked.id) <= MAX_STARTS:
        with working_folder() as folder:
            request = asked.request
            if request.pages is not None:
                put_pages(Path(folder), stages.archive.corrections.pages(asked.file_sha256))
                request = replace(request, earlier=folder)
            try:
                return stages.read_pages(asked.file_sha256, request, progress)
            except ReaderCrashed:
                crashes += 1
                if crashes == MAX_CRASHES:
                    raise
    raise ReaderCrashed(f"begun {MAX_STARTS} times")
