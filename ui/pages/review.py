"""The review of a file's reading: each doubtful word beside its picture, one form to confirm or correct it."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.corrections import FIELDS
from ingest.document import Box, DoubtReason, Page
from ingest.geometry import on_print, quarter_turns
from search_api.archive.entries import StoredDocument
from search_api.errors import InvalidParameter, RequestError
from search_api.problems import status_of
from search_api.review.desk import FileReview
from search_api.review.questions import Question
from search_api.services import Services
from ui.pages import addresses
from ui.pages.clerk import for_clerks, form_fields, threaded
from ui.pages.desk import Choice
from ui.pages.failures import wants_json
from ui.pages.figures import read_box
from ui.pages.reading import box_text
from ui.pages.rendering import Pages
from ui.pages.wording import document_name

SHOWN_AT_ONCE = 40
"""Questions on one screen: a person needs some four minutes for them."""

REASONS: dict[DoubtReason, tuple[str, str, str]] = {
    "pen": ("viet-tay", "Viết tay", "Chữ viết tay không được máy đọc; hãy nhìn ảnh rồi nhập."),
    "digits-differ": ("khac-so", "Chữ số khác nhau", "Hai cách đọc ra hai chữ số khác nhau."),
    "not-a-syllable": ("sai-am-tiet", "Không phải âm tiết", "Chữ đọc được không phải là âm tiết tiếng Việt."),
    "unsure": ("khong-chac", "Đọc không chắc", "Độ tin cậy khi nhận dạng thấp."),
    "chosen": ("da-chon", "Chọn theo ngữ cảnh", "Máy chọn chữ hợp ngữ cảnh hơn chữ đọc lần đầu."),
}
"""For each reason its name in addresses, its name on the page, and what it means."""

_ROOM = {"word": (45.0, 7.0), "head": (8.0, 8.0)}
"""Points of the page shown around a word and around a line of a head, across and down."""

_PRINTED = re.compile(r"^[^/]*(?=/|$)")
"""What stands before the printed symbols of a number whose digits a pen wrote: 'Số:     /QĐ-UBND' leaves '/QĐ-UBND'."""

_FIELD_NAMES = {"number": "Số, ký hiệu", "issued_on": "Ngày ban hành"}


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of a page's picture; lengths in points, `mark` is what is asked for, within the part."""

    address: str
    width: float
    height: float
    mark: Box


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question ready to show. `before`, `word` and `after` are the line as it now stands."""

    source: Question
    id: str
    box: str
    reason: str
    meaning: str
    crop: Crop
    before: str
    word: str
    after: str
    prefilled: str
    label: str
    document: StoredDocument | None


class ReviewPages:
    """Routes under /bien-tap/ra-soat."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._review = services.review
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes; all are for clerks."""
        root = "/bien-tap/ra-soat/{sha256}"
        return [
            Route(root, for_clerks(threaded(self.page)), methods=["GET"]),
            Route(f"{root}/chu", for_clerks(self.word), methods=["POST"]),
            Route(f"{root}/dau-van-ban", for_clerks(self.head), methods=["POST"]),
            Route(f"{root}/ap-dung-lai", for_clerks(self.take_again), methods=["POST"]),
        ]

    def page(self, request: Request) -> Response:
        """The questions of a file, filtered, some at a time."""
        return self._page(request, request.path_params["sha256"], None)

    async def word(self, request: Request) -> Response:
        """Take an answer about a word: the machine's own word confirms it, another corrects it."""
        fields = await form_fields(request)
        page, box = _page_number(fields), read_box(fields.get("o", ""))
        if box is None:
            raise InvalidParameter("o")
        sha256, clerk = request.path_params["sha256"], request.state.clerk
        return await run_in_threadpool(
            self._answered,
            request,
            fields,
            lambda: self._review.answer_word(sha256, page, box, fields.get("gia_tri", ""), clerk),
        )

    async def head(self, request: Request) -> Response:
        """Take a number or a day of issue read from handwriting."""
        fields = await form_fields(request)
        field = next((one for one in FIELDS if one == fields.get("muc")), None)
        if field is None:
            raise InvalidParameter("muc")
        sha256, clerk, document = request.path_params["sha256"], request.state.clerk, fields.get("van_ban", "")
        return await run_in_threadpool(
            self._answered,
            request,
            fields,
            lambda: self._review.answer_head(sha256, document, field, fields.get("gia_tri", ""), clerk),
        )

    async def take_again(self, request: Request) -> Response:
        """Put the answers of before the last reading into the text once more."""
        sha256 = request.path_params["sha256"]
        await run_in_threadpool(self._review.take_again, sha256, request.state.clerk)
        return RedirectResponse(addresses.review(sha256), status_code=303)

    def _answered(self, request: Request, fields: dict[str, str], answer: Callable[[], None]) -> Response:
        sha256, problem = request.path_params["sha256"], None
        try:
            answer()
        except RequestError as error:
            problem = error
        if not wants_json(request):
            if problem is not None:
                return self._page(request, sha256, problem)
            query = fields.get("loc", "")
            address = addresses.review(sha256) + (f"?{query}" if query else "")
            return RedirectResponse(f"{address}#{fields.get('tiep', '')}", status_code=303)
        if problem is not None:
            told = {"detail": problem.remedy, "reason": problem.reason}
            return JSONResponse(told, status_code=status_of(problem))
        found = self._review.of_file(sha256)
        views = {one.id: one for one in question_views(found, found.questions)}
        shown = views.get(fields.get("id", ""))
        html = self._pages.text("_question.html", question=shown, sha256=sha256, query="", next_id="") if shown else ""
        return JSONResponse({"html": html, "done": found.done, "total": len(found.questions)})

    def _page(self, request: Request, sha256: str, problem: RequestError | None) -> Response:
        found = self._review.of_file(sha256)
        wanted = request.query_params
        chosen = _chosen(found, wanted.get("ly_do", ""), wanted.get("van_ban", ""), wanted.get("xem", ""))
        last = max(1, ceil(len(chosen) / SHOWN_AT_ONCE))
        number = min(max(1, int(wanted["trang"]) if wanted.get("trang", "").isdecimal() else 1), last)
        shown = chosen[(number - 1) * SHOWN_AT_ONCE : number * SHOWN_AT_ONCE]
        return self._pages.html(
            request,
            "review.html",
            code=status_of(problem) if problem else 200,
            review=found,
            sha256=sha256,
            problem=problem.remedy if problem else None,
            questions=question_views(found, shown),
            choices=_choices(found, wanted.get("ly_do", ""), wanted.get("xem", "")),
            documents=[(one, _document_name(one)) for one in found.documents],
            graded=[page for page in found.pages if page.quality],
            query=request.url.query,
            number=number,
            last=last,
            step=lambda to: _address(sha256, wanted.get("ly_do", ""), wanted.get("xem", ""), to),
        )


def _page_number(fields: dict[str, str]) -> int:
    value = fields.get("trang", "")
    if not (value.isdecimal() and len(value) < len("100000")):
        raise InvalidParameter("trang")
    return int(value)


def _chosen(found: FileReview, reason: str, document: str, which: str) -> list[Question]:
    """The questions that a filter leaves; one that names nothing leaves all."""
    reasons = {name for name, (slug, _, _) in REASONS.items() if slug == reason}
    spans = {one.id: one.tagged.document.pdf_pages for one in found.documents}
    first, last = spans.get(document, (1, max((page.number for page in found.pages), default=1)))
    return [
        one
        for one in found.questions
        if (not reasons or one.reason in reasons)
        and first <= one.page <= last
        and not (which == "con-lai" and one.is_done)
    ]


def _address(sha256: str, reason: str, which: str, page: int = 1) -> str:
    pairs = [("ly_do", reason)] if reason else []
    pairs += [("xem", which)] if which else []
    pairs += [("trang", str(page))] if page > 1 else []
    return addresses.review(sha256) + (f"?{urlencode(pairs)}" if pairs else "")


def _choices(found: FileReview, reason: str, which: str) -> list[Choice]:
    sha256, counts = found.entry.sha256, Counter(one.reason for one in found.questions)
    left = sum(not one.is_done for one in found.questions)
    choices = [
        Choice("Tất cả", _address(sha256, "", ""), len(found.questions), not reason and not which),
        Choice("Chưa xem", _address(sha256, "", "con-lai"), left, which == "con-lai"),
    ]
    for name, (slug, title, _) in REASONS.items():
        if counts[name]:
            choices.append(Choice(title, _address(sha256, slug, ""), counts[name], slug == reason))
    return choices


def _document_name(stored: StoredDocument) -> str:
    document = stored.tagged.document
    return document_name(document.type, document.number, document.title)


def question_views(found: FileReview, questions: Sequence[Question]) -> list[QuestionView]:
    """Give questions ready to show."""
    pages = {page.number: page for page in found.pages}
    documents = {one.id: one for one in found.documents}
    return [_view(found.entry.sha256, pages[one.page], one, documents) for one in questions if one.page in pages]


def _view(sha256: str, page: Page, question: Question, documents: dict[str, StoredDocument]) -> QuestionView:
    _, reason, meaning = REASONS[question.reason]
    box = box_text(question.box) or ""
    word = _standing(question)
    start = question.start if question.start is not None else len(question.line)
    document = documents.get(question.document_id or "")
    return QuestionView(
        source=question,
        id=f"c{question.page}-{question.field or box.replace(',', '-')}" + (f"-{document.id}" if document else ""),
        box=box,
        reason=reason,
        meaning=meaning,
        crop=crop_of(sha256, page, question),
        before=question.line[:start],
        word=word,
        after=question.line[start + len(word) :],
        prefilled=_prefilled(question),
        label=_FIELD_NAMES[question.field] if question.field else "Chữ đúng",
        document=document,
    )


def _standing(question: Question) -> str:
    """The word of the line that is asked for."""
    if question.start is None:
        return ""
    value = question.value or ""
    stands = bool(value) and question.line.startswith(value, question.start)
    return value if stands else question.text


def _prefilled(question: Question) -> str:
    """What the form shows: a clerk's earlier answer, else what the machine has."""
    if question.field == "issued_on":
        if question.state == "offered" and question.value:
            year, month, day = question.value.split("-")
            return f"{day}/{month}/{year}"
        return question.text
    if question.field == "number" and not question.text and question.value is None:
        return _PRINTED.sub("", question.line)
    return question.text if question.value is None else question.value


def crop_of(sha256: str, page: Page, question: Question) -> Crop:
    """Give the part of the page's picture that shows a question with some room around it."""
    across, down = _ROOM["head" if question.field else "word"]
    box = question.box
    area = Box(
        max(0.0, box.left - across),
        max(0.0, box.top - down),
        min(page.width, box.right + across),
        min(page.height, box.bottom + down),
    )
    slanting = replace(page, skew=page.skew - quarter_turns(page))
    frame, mark = on_print(slanting, area), on_print(slanting, box)
    return Crop(
        addresses.crop(sha256, page.number, box_text(area) or ""),
        frame.right - frame.left,
        frame.bottom - frame.top,
        Box(mark.left - frame.left, mark.top - frame.top, mark.right - frame.left, mark.bottom - frame.top),
    )
