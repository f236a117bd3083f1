"""The clerk's desk: signing in, sending files, seeing each file to its end. Reviewing is in `review`."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from functools import wraps
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.limits import Limits
from search_api.archive.entries import FileEntry
from search_api.errors import JobsUnavailable, NotFound, NotSignedIn, RequestError, TooManyAttempts, WrongToken
from search_api.guard.roles import clerk_of, open_to
from search_api.guard.sessions import COOKIE
from search_api.guard.uploads import Upload, take_uploads
from search_api.problems import status_of
from search_api.routes.files import SANDBOX
from search_api.services import Services
from ui.pages import addresses
from ui.pages.desk import is_busy, recent_files
from ui.pages.failures import wants_json
from ui.pages.rendering import Pages

FIELDS_A_FORM = 20
FORM_FIELD_BYTES = 4_096

DESK = "/bien-tap"
SIGN_IN = "/bien-tap/dang-nhap"
UPLOAD = "/bien-tap/tai-len"


Answer = Callable[[Request], Response]
AsyncAnswer = Callable[[Request], Awaitable[Response]]


def for_clerks(endpoint: AsyncAnswer) -> AsyncAnswer:
    """Give the endpoint behind a door: visitors are led to the sign-in page, their writes are refused (P13)."""

    @open_to("clerk")
    @wraps(endpoint)
    async def _guarded(request: Request) -> Response:
        try:
            clerk_of(request)
        except NotSignedIn:
            if request.method == "GET" and not wants_json(request):
                return RedirectResponse(SIGN_IN, status_code=303)
            raise
        return await endpoint(request)

    return _guarded


def threaded(endpoint: Answer) -> AsyncAnswer:
    """Give an endpoint that waits for database or disk a thread of its own."""

    @wraps(endpoint)
    async def _moved(request: Request) -> Response:
        return await run_in_threadpool(endpoint, request)

    return _moved


@dataclass(frozen=True, slots=True)
class Known:
    """What is said of an uploaded file whose bytes came before; `href` leads to what was read."""

    name: str
    text: str
    href: str | None = None


class ClerkPages:
    """Routes under /bien-tap."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._services = services
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes; all but those of signing in and out are for clerks."""
        return [
            Route(SIGN_IN, self.sign_in_form, methods=["GET"]),
            Route(SIGN_IN, self.sign_in, methods=["POST"]),
            Route(f"{DESK}/dang-xuat", self.sign_out, methods=["POST"]),
            Route(DESK, for_clerks(threaded(self.desk)), methods=["GET"]),
            Route(f"{DESK}/tep.json", for_clerks(threaded(self.progress)), methods=["GET"]),
            Route(UPLOAD, for_clerks(self.upload), methods=["POST"]),
            Route(f"{DESK}/doc-lai", for_clerks(self.read_again), methods=["POST"]),
            Route(f"{DESK}/khong-nhan/{{id}}", for_clerks(threaded(self.refused_bytes)), methods=["GET"]),
        ]

    @open_to("everyone")
    def sign_in_form(self, request: Request) -> Response:
        """The form for the access token."""
        if request.state.clerk:
            return RedirectResponse(DESK, status_code=303)
        return self._pages.html(request, "login.html", problem=None)

    @open_to("everyone")
    async def sign_in(self, request: Request) -> Response:
        """Begin a session for a valid token; wrong ones are counted by address (promise P13)."""
        token = await _field(request, "ma")
        return await run_in_threadpool(self._sign_in, request, token)

    def _sign_in(self, request: Request, token: str) -> Response:
        address = request.client.host if request.client else ""
        sessions, throttle = self._services.sessions, self._services.sign_in_throttle
        try:
            cookie = sessions.begin(token)
        except WrongToken as error:
            # A right one goes through: others may share the address, and 256 bits are not guessed.
            return self._refused(request, TooManyAttempts() if throttle.wait(address) else error)
        throttle.forget(address)
        response = RedirectResponse(DESK, status_code=303)
        response.set_cookie(COOKIE, cookie, **sessions.attributes)
        return response

    def _refused(self, request: Request, error: RequestError) -> Response:
        return self._pages.html(request, "login.html", code=status_of(error), problem=error.remedy)

    @open_to("everyone")
    def sign_out(self, _: Request) -> Response:
        """End the session in this browser."""
        attributes = self._services.sessions.attributes
        response = RedirectResponse("/", status_code=303)
        response.delete_cookie(COOKIE, path=attributes["path"], secure=attributes["secure"], httponly=True)
        return response

    def desk(self, request: Request) -> Response:
        """The form for files and the files received last."""
        return self._desk(request, HTTPStatus.OK)

    def progress(self, request: Request) -> Response:
        """The list of files for the script that follows it; `busy` says to ask again."""
        files = recent_files(self._services.library, for_review=_for_review(request))
        body = {"busy": is_busy(files), "html": self._pages.text("_files.html", files=files)}
        return JSONResponse(body, headers={"Cache-Control": "no-store"})

    async def upload(self, request: Request) -> Response:
        """Receive files; those refused at the door come back with the reason, the others appear in the list."""
        uploads = await take_uploads(request, self._services.intake, request.state.clerk, field="tep")
        refused = tuple(one for one in uploads if one.entry is None)
        known = tuple(_known(one.name, one.entry) for one in uploads if one.entry and one.entry.duplicate)
        if wants_json(request):
            told = [{"name": one.name, "reason": one.reason, "remedy": one.remedy} for one in refused]
            return JSONResponse(
                {"received": len(uploads) - len(refused), "refused": told, "known": [asdict(one) for one in known]}
            )
        if refused or known:
            code = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
            return await run_in_threadpool(self._desk, request, code, refused, known)
        return RedirectResponse(DESK, status_code=303)

    async def read_again(self, request: Request) -> Response:
        """Have a file read once more, as after a refusal for a passing reason."""
        wanted = await _field(request, "tep")
        await run_in_threadpool(self._services.intake.read_again, wanted, request.state.clerk)
        return RedirectResponse(DESK, status_code=303)

    def refused_bytes(self, request: Request) -> Response:
        """What was refused at the door, to be looked at on one's own machine: never shown by the browser (P8)."""
        wanted = request.path_params["id"]
        if not re.fullmatch(r"[0-9]{1,9}", wanted):
            raise NotFound(wanted[:80])
        refusal, path = self._services.library.refused_bytes(int(wanted))
        headers = {"Content-Security-Policy": SANDBOX, "Cache-Control": "no-store"}
        return FileResponse(path, media_type="application/octet-stream", filename=refusal.name, headers=headers)

    def _desk(
        self, request: Request, code: HTTPStatus, refused: tuple[Upload, ...] = (), known: tuple[Known, ...] = ()
    ) -> Response:
        for_review = _for_review(request)
        files = recent_files(self._services.library, for_review=for_review)
        return self._pages.html(
            request,
            "clerk.html",
            code=code,
            files=files,
            for_review=for_review,
            busy=is_busy(files),
            refused=refused,
            known=known,
            rereadings=self._services.rereader.undecided(),
            outdated=self._services.retagger.outdated(),
            refusals=self._services.library.refusals(),
            trouble=None if self._services.jobs_state() in ("ok", "starting") else JobsUnavailable.remedy,
            limit=Limits().file_bytes,
        )


async def form_fields(request: Request) -> dict[str, str]:
    """Give the texts of a small form, the first of each name."""
    async with request.form(max_files=1, max_fields=FIELDS_A_FORM, max_part_size=FORM_FIELD_BYTES) as form:
        return {name: value for name, value in reversed(form.multi_items()) if isinstance(value, str)}


def _known(name: str, entry: FileEntry) -> Known:
    """Give what is said of bytes that came before: without a word, nothing would seem to have happened."""
    if entry.state == "refused":
        return Known(name, f"tệp này đã bị từ chối trước đây. {entry.remedy or ''}".strip())
    href = addresses.document(entry.document_ids[0]) if entry.document_ids else f"#tep-{entry.sha256}"
    return Known(name, "tệp này đã có trong kho.", href)


def _for_review(request: Request) -> bool:
    """Whether the desk is asked for files that wait for a clerk alone: /bien-tap?xem=ra-soat."""
    return request.query_params.get("xem") == "ra-soat"


async def _field(request: Request, name: str) -> str:
    async with request.form(max_files=1, max_fields=FIELDS_A_FORM, max_part_size=FORM_FIELD_BYTES) as form:
        value = form.get(name)
    return value if isinstance(value, str) else ""
