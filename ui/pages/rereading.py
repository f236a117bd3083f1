"""Reading once more, for clerks: what to read and how, the way there, old and new side by side, the decision."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.document import PageSource
from ingest.errors import IngestError
from ingest.request import ReadRequest, Way
from search_api.archive.entries import FileEntry, Rereading
from search_api.comparison import Comparison, FieldChange, Kind
from search_api.errors import FileNotKnown, InvalidParameter, RereadingNotFound, SearchApiError
from search_api.problems import status_of
from search_api.rereader import HIGHEST_DPI, LOWEST_DPI
from search_api.review.desk import READ
from search_api.services import Services
from ui.pages import addresses
from ui.pages.clerk import DESK, FIELDS_A_FORM, FORM_FIELD_BYTES, for_clerks, threaded
from ui.pages.desk import STAGES
from ui.pages.originals import kind_of_original
from ui.pages.rendering import Pages
from ui.pages.wording import day, document_name

WAYS: dict[str, tuple[Way, str, str]] = {
    "tu-dong": ("judged", "Tự động", "mỗi trang theo cách hệ thống thấy hợp nhất"),
    "anh": ("ocr", "Nhận dạng từ ảnh", "bỏ qua lớp chữ của tệp; dùng khi lớp chữ sai hoặc hỏng phông"),
    "lop-chu": ("text", "Lấy lớp chữ của tệp", "không nhận dạng; dùng khi trang bị coi nhầm là ảnh quét"),
}
"""For each way its name in forms, on the page, and when to use it."""

RESOLUTIONS = (200, 300, 400)
_SHA256 = re.compile(r"[0-9a-f]{64}")

_SOURCES: dict[PageSource, str] = {
    "text": "lớp chữ của tệp",
    "ocr": "nhận dạng từ ảnh",
    "mixed": "lớp chữ và nhận dạng",
    "blank": "trang trắng",
    "failed": "không đọc được",
}
_FIELDS = {
    "number": "Số, ký hiệu",
    "type": "Loại văn bản",
    "issuers": "Cơ quan ban hành",
    "title": "Trích yếu",
    "issued_on": "Ngày ban hành",
    "signers": "Người ký",
    "pdf_pages": "Trang trong tệp",
    "legal_basis": "Căn cứ pháp lý",
}
_KINDS: dict[Kind, str] = {"added": "Thêm", "removed": "Mất", "changed": "Thay đổi"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form is filled with: a page, or a document with its pages, of a file."""

    file: FileEntry
    page: int | None = None
    document_id: str | None = None
    document_name: str | None = None
    document_pages: tuple[int, ...] = ()


class RereadingPages:
    """Routes /bien-tap/doc-lai/{sha256} and /bien-tap/lan-doc-lai/{id}."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library = services.library
        self._rereader = services.rereader
        self._review = services.review
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes, all for clerks."""
        one = f"{DESK}/lan-doc-lai/{{id}}"
        return [
            Route(f"{DESK}/doc-lai/{{sha256}}", for_clerks(threaded(self.form)), methods=["GET"]),
            Route(f"{DESK}/doc-lai/{{sha256}}", for_clerks(self.ask), methods=["POST"]),
            Route(one, for_clerks(threaded(self.show)), methods=["GET"]),
            Route(f"{one}/dung", for_clerks(threaded(self.use)), methods=["POST"]),
            Route(f"{one}/giu", for_clerks(threaded(self.keep)), methods=["POST"]),
        ]

    def form(self, request: Request) -> Response:
        """The choices, for a page (`trang`), a document (`van_ban`) or the whole file."""
        query = request.query_params
        return self._form(request, self._asked(request, query.get("trang", ""), query.get("van_ban", "")))

    async def ask(self, request: Request) -> Response:
        """Begin to read once more, and lead to where its progress and result are seen."""
        async with request.form(max_files=1, max_fields=FIELDS_A_FORM, max_part_size=FORM_FIELD_BYTES) as form:
            return await run_in_threadpool(self._ask, request, form)

    def _ask(self, request: Request, form: FormData) -> Response:
        asked = self._asked(request, _text(form, "trang"), _text(form, "van_ban"))
        try:
            wish = read_request(form, asked)
            rereading = self._rereader.ask(asked.file.sha256, wish, request.state.clerk)
        except (SearchApiError, IngestError) as error:
            return self._form(request, asked, error)
        return RedirectResponse(addresses.rereading(rereading.id), status_code=303)

    def _asked(self, request: Request, page: str, document_id: str) -> Asked:
        sha256 = request.path_params["sha256"]
        if not _SHA256.fullmatch(sha256):
            raise FileNotKnown(sha256[:80])
        asked = Asked(self._library.file(sha256), int(page) if re.fullmatch(r"[0-9]{1,4}", page) else None)
        if not document_id:
            return asked
        document = self._library.document(document_id).tagged.document
        name = document_name(document.type, document.number, document.title)
        return replace(
            asked,
            document_id=document_id,
            document_name=name,
            document_pages=self._rereader.pages_of(document_id)[1],
        )

    def _form(self, request: Request, asked: Asked, error: SearchApiError | IngestError | None = None) -> Response:
        return self._pages.html(
            request,
            "reread_form.html",
            code=status_of(error) if error else HTTPStatus.OK,
            asked=asked,
            ways=WAYS,
            pictured=kind_of_original(self._library, asked.file.sha256) == "pdf",
            resolutions=RESOLUTIONS,
            problem=error.remedy if error else None,
            versions=self._rereader.versions(asked.file.sha256),
        )

    def show(self, request: Request) -> Response:
        """How far it is, why it came to nothing, or what it would change."""
        found = self._rereader.show(_wanted(request))
        rereading = found.rereading
        return self._pages.html(
            request,
            "rereading.html",
            rereading=rereading,
            file=found.file,
            what=what_is_read(rereading),
            stage="Đang chờ đọc" if rereading.state == "waiting" else STAGES.get(rereading.stage or "", "Đang xử lý"),
            busy=rereading.state in ("waiting", "reading"),
            changes=found.comparison,
            summary=summary_of(found.comparison) if found.comparison else None,
            fields=_FIELDS,
            kinds=_KINDS,
            sources=_SOURCES,
            shown=field_text,
            answers=self._answers(rereading, found.file),
        )

    def _answers(self, rereading: Rereading, file: FileEntry) -> int:
        """Give how many answers of clerks the new reading lacks, or would lack: they can be taken again after it."""
        if rereading.state not in ("ready", "used") or file.state not in READ:
            return 0
        review = self._review.of_file(file.sha256)
        return review.offered if rereading.state == "used" else review.done

    def use(self, request: Request) -> Response:
        """Put the new reading in the place of the stored one."""
        rereading = self._rereader.use(_wanted(request), request.state.clerk)
        return RedirectResponse(addresses.rereading(rereading.id), status_code=303)

    def keep(self, request: Request) -> Response:
        """Keep what is stored."""
        rereading = self._rereader.keep(_wanted(request), request.state.clerk)
        return RedirectResponse(addresses.rereading(rereading.id), status_code=303)


def _wanted(request: Request) -> int:
    wanted = request.path_params["id"]
    if not re.fullmatch(r"[0-9]{1,9}", wanted):
        raise RereadingNotFound(wanted[:80])
    return int(wanted)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def read_request(form: FormData, asked: Asked) -> ReadRequest:
    """Give what a form asks for; raises InvalidParameter for a value that it does not offer."""
    way, resolution = WAYS.get(_text(form, "cach")), _text(form, "do_phan_giai")
    if way is None or not re.fullmatch(r"[0-9]{0,4}", resolution):
        raise InvalidParameter("cach, do_phan_giai")
    dpi = int(resolution) if resolution else None
    if dpi is not None and not LOWEST_DPI <= dpi <= HIGHEST_DPI:
        raise InvalidParameter("do_phan_giai")
    pages: tuple[int, ...] | None = None
    match _text(form, "pham_vi"):
        case "tep":
            pass
        case "trang" if asked.page:
            pages = (asked.page,)
        case "van-ban" if asked.document_pages:
            pages = asked.document_pages
        case _:
            raise InvalidParameter("pham_vi")
    return ReadRequest(way[0], pages, dpi)


def what_is_read(rereading: Rereading) -> str:
    """Give in words what was asked for: 'trang 3 đến 5, nhận dạng từ ảnh, 300 dpi'."""
    request = rereading.request
    pages = request.pages
    if pages is None:
        what = "cả tệp"
    else:
        what = f"trang {pages[0]}" if len(pages) == 1 else f"trang {pages[0]} đến {pages[-1]}"
    way = next(name for way, name, _ in WAYS.values() if way == request.way)
    return ", ".join([what, way[0].lower() + way[1:], *([f"{request.dpi} dpi"] if request.dpi else [])])


def summary_of(changes: Comparison) -> str:
    """Give the size of the change in a line."""
    pages = len(changes.pages) + changes.more_pages
    units = sum(len(one.units) + one.more_units for one in changes.documents)
    fields = sum(len(one.fields) for one in changes.documents)
    parts = [(pages, "trang"), (len(changes.documents), "văn bản"), (fields, "mục ở phần đầu"), (units, "điều, đoạn")]
    return ", ".join(f"{count} {what}" for count, what in parts if count)


def field_text(change: FieldChange, value: str | None) -> str:
    """Give a field's value as people write it."""
    if value is None:
        return "Chưa đọc được"
    return day(dt.date.fromisoformat(value)) if change.field == "issued_on" else value
