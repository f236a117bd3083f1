"""Pages of original files: the picture beside the text that was read, and the picture alone."""

import re
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.document import PageSource
from ingest.errors import PageNotFound
from search_api.archive.entries import DocumentSummary, FileEntry, StoredIssue
from search_api.errors import FileNotKnown, InvalidParameter, NotFound
from search_api.guard.roles import open_to
from search_api.services import Services
from ui.pages import addresses
from ui.pages.desk import unlisted
from ui.pages.figures import figure_of, mark_on, read_box
from ui.pages.issues import issue_card
from ui.pages.originals import KINDS, kind_of_original
from ui.pages.rendering import Pages
from ui.pages.signatures import signature_views
from ui.pages.word_marks import word_boxes

_SHA256 = re.compile(r"[0-9a-f]{64}")
_YEAR_SECONDS = 31_536_000
WIDEST = 1_920

_SOURCES: dict[PageSource, str] = {
    "text": "Chữ lấy từ lớp văn bản của tệp PDF",
    "ocr": "Chữ nhận dạng từ ảnh quét, có thể có sai sót",
    "mixed": "Chữ lấy một phần từ tệp PDF, một phần nhận dạng từ ảnh",
    "blank": "Trang trắng",
    "failed": "Không đọc được trang này; hãy xem ảnh",
}


class FilePages:
    """Routes /tep/{sha256}/trang/{n}, /trang/{sha256}/{n}.png and its parts."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library = services.library
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/tep/{sha256}/trang/{number:int}", self.page),
            Route("/tep/{sha256}/trang/{number:int}/hinh", self.fragment),
            Route("/trang/{sha256}/{number:int}.png", self.picture),
            Route("/trang/{sha256}/{number:int}/cat.png", self.part),
        ]

    @open_to("everyone")
    def page(self, request: Request) -> Response:
        """A page's picture and its text, side by side."""
        sha256, number = _wanted(request)
        file = self._library.file(sha256)
        kind = kind_of_original(self._library, sha256)
        try:
            text = self._library.page_text(sha256, number)
        except PageNotFound:
            if kind == "pdf" or not file.document_ids:
                raise
            return RedirectResponse(addresses.document(file.document_ids[0]))  # what has no pages has its text there
        issue = self._issue(file)
        mark, words = read_box(request.query_params.get("o", "")), request.query_params.get("tu", "")
        return self._pages.html(
            request,
            "page.html",
            figure=figure_of(text, (*((mark,) if mark else ()), *word_boxes(text.page, words))),
            page=text.page,
            lines=[mark_on(text.page, line.box) for line in text.page.lines],
            file=file,
            issue=issue_card(issue) if issue else None,
            documents=_on_page(issue.documents if issue else unlisted(self._library, file), sha256, number),
            source=_SOURCES[text.page.source] if kind == "pdf" else f"Văn bản nộp dưới dạng {KINDS[kind]}",
            pictured=kind == "pdf",
            signatures=signature_views(file.signatures),
        )

    @open_to("everyone")
    def fragment(self, request: Request) -> Response:
        """The picture with its mark alone, for the script of the document page."""
        sha256, number = _wanted(request)
        mark = read_box(request.query_params.get("o", ""))
        shown = figure_of(self._library.page_text(sha256, number), (mark,) if mark else ())
        return self._pages.html(request, "_pane_picture.html", figure=shown, name="văn bản")

    @open_to("everyone")
    def picture(self, request: Request) -> Response:
        """The picture of a page as PNG; it never changes, since its address names the file's digest."""
        sha256, number = _wanted(request)
        wish = request.query_params.get("rong", "")
        wide = int(wish) if re.fullmatch(r"[0-9]{1,5}", wish) else addresses.PICTURE_WIDTH
        picture = self._library.page_image(sha256, number, min(max(wide, 1), WIDEST))
        headers = {"Cache-Control": f"public, max-age={_YEAR_SECONDS}, immutable"}
        return Response(picture, media_type="image/png", headers=headers)

    @open_to("everyone")
    def part(self, request: Request) -> Response:
        """The picture of a part of a page, its print upright; `o` is a box as lines and doubts have it."""
        sha256, number = _wanted(request)
        box = read_box(request.query_params.get("o", ""))
        if box is None:
            raise InvalidParameter("o")
        picture = self._library.part_image(sha256, number, box)
        # a day: another reading of the page may straighten it otherwise
        return Response(picture, media_type="image/png", headers={"Cache-Control": "public, max-age=86400"})

    def _issue(self, file: FileEntry) -> StoredIssue | None:
        try:
            return self._library.issue(file.issue_id) if file.issue_id else None
        except NotFound:  # the issue left the archive between the two reads
            return None


def _wanted(request: Request) -> tuple[str, int]:
    sha256 = request.path_params["sha256"]
    if not _SHA256.fullmatch(sha256):
        raise FileNotKnown(sha256[:80])
    return sha256, request.path_params["number"]


def _on_page(documents: Sequence[DocumentSummary], sha256: str, number: int) -> list[DocumentSummary]:
    return [one for one in documents if one.file_sha256 == sha256 and one.first_page <= number <= one.last_page]
