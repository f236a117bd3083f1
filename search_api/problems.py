"""Errors as the HTTP edge shows them: problem+json (RFC 9457) with our reason code (promise P22)."""

from http import HTTPStatus

from starlette.responses import Response

from ingest import errors as ingest_errors
from ingest.errors import IngestError
from search_api import errors
from search_api.errors import SearchApiError
from search_api.schema import Problem

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 30

Known = SearchApiError | IngestError

STATUS: dict[type[Known], HTTPStatus] = {
    errors.EngineUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ArchiveBroken: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.ArchiveBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.IndexBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.IndexNotWritten: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.IndexBroken: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.DrawingBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.WorkStopped: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.JobsUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.RereadingNotReady: HTTPStatus.CONFLICT,
    errors.RereadingDecided: HTTPStatus.CONFLICT,
    errors.RereadingOutdated: HTTPStatus.CONFLICT,
    errors.CrossSite: HTTPStatus.FORBIDDEN,
    errors.NotSignedIn: HTTPStatus.UNAUTHORIZED,
    errors.WrongToken: HTTPStatus.UNAUTHORIZED,
    errors.TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    errors.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.TooSlow: HTTPStatus.REQUEST_TIMEOUT,
    errors.InvalidParameter: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotReadYet: HTTPStatus.CONFLICT,
    errors.UnusableAnswer: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    errors.RangeNotSatisfiable: HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    errors.CursorExpired: HTTPStatus.GONE,
    errors.RequestError: HTTPStatus.BAD_REQUEST,
    ingest_errors.PageNotFound: HTTPStatus.NOT_FOUND,
    ingest_errors.OriginalMissing: HTTPStatus.NOT_FOUND,
    ingest_errors.NotScanned: HTTPStatus.NOT_FOUND,
    ingest_errors.FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ingest_errors.NotAPdf: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ingest_errors.LegacyWord: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    ingest_errors.StorageFull: HTTPStatus.INSUFFICIENT_STORAGE,
    ingest_errors.RefusedFile: HTTPStatus.UNPROCESSABLE_ENTITY,
    ingest_errors.ReadingStopped: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Status of an error's class or of the nearest class above it; any other is our fault (500)."""


def status_of(error: Known) -> HTTPStatus:
    """The HTTP status of an error."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def problem_of(error: Known) -> Problem:
    """The error as its reader sees it: reason and remedy, nothing of the inside and no command of the operator."""
    status = status_of(error)
    told = error.told if isinstance(error, SearchApiError) else ""
    return Problem(title=status.phrase, status=status, detail=told or error.remedy, reason=error.reason)


def problem_response(error: Known, problem: Problem | None = None, headers: dict[str, str] | None = None) -> Response:
    """The answer that tells an error. A passing one says when to try again."""
    shown = problem or problem_of(error)
    sent = {"Cache-Control": "no-store", **(headers or {})}
    if shown.status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        sent.setdefault("Retry-After", str(RETRY_SECONDS))
    return Response(shown.model_dump_json(exclude_none=True), shown.status, sent, MEDIA_TYPE)
