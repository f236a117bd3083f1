"""Jinja with escaping on and undefined names as errors, the filters that templates may use, and static addresses."""

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ingest.document import Grade, Operation
from search_api.pictures import WIDTHS
from search_api.query.request import STATUS_NAMES
from search_api.standing.keys import as_cited
from ui.explained import reasons
from ui.pages import addresses, wording
from ui.pages.reading import LISTED

TEMPLATES = Path(__file__).parent.parent / "templates"
STATIC = Path(__file__).parent.parent / "static"

PRODUCT = "Tra cứu Công báo"

_OPERATIONS: dict[Operation, str] = {
    "replace": "Nội dung sửa đổi, bổ sung",
    "insert": "Nội dung bổ sung",
    "delete": "Nội dung bãi bỏ",
    "replace_phrase": "Thay thế cụm từ",
    "insert_phrase": "Bổ sung cụm từ",
    "delete_phrase": "Bỏ cụm từ",
    "replace_attachment": "Thay thế phụ lục",
}


_GRADES: dict[Grade, str] = {
    "A": "gần như không có chữ sai",
    "B": "rất ít chữ sai",
    "C": "có chữ sai",
    "D": "nhiều chữ sai",
}


def _static_addresses() -> dict[str, str]:
    """Give each static file its address with a digest of its bytes, so that browsers may keep it for good."""
    return {
        path.name: f"/static/{path.name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
        for path in sorted(STATIC.iterdir())
        if path.is_file()
    }


def environment() -> Environment:
    """Give the Jinja environment of the pages: escaping always on, an undefined name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        lstrip_blocks=True,
        auto_reload=False,  # templates come with the code; a look at each file for each page costs 0.1 ms
    )
    made.filters.update(
        {
            "day": wording.day,
            "moment": wording.moment,
            "thousands": wording.count,
            "filesize": wording.size,
            "marked": wording.marked,
            "unmarked": wording.unmarked,
            "clipped": wording.clipped,
            "as_cited": as_cited,
        }
    )
    made.globals.update(
        {
            "product": PRODUCT,
            "addresses": addresses,
            "picture_widths": WIDTHS,
            "issue_name": wording.issue_name,
            "is_asked": wording.is_asked,
            "heading_levels": LISTED,
            "operation_names": _OPERATIONS,
            "grade_meanings": _GRADES,
            "status_names": STATUS_NAMES,
            "static": _static_addresses(),
            "document_name": wording.document_name,
            "article_name": wording.article_name,
            "spoken": wording.spoken,
            "reasons": reasons,
        }
    )
    return made


class Pages:
    """Renders templates; made once for each application. `clerk` in a template says whether a clerk is signed in."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._environment = environment()

    def text(self, template: str, /, **context: Any) -> str:
        """Give a rendered template as text."""
        return self._environment.get_template(template).render(base_url=self.base_url, **context)

    def html(self, request: Request, template: str, /, *, code: int = 200, **context: Any) -> HTMLResponse:
        """Give a rendered page. What differs for a signed-in clerk is never kept by a shared cache."""
        clerk = bool(getattr(request.state, "clerk", False))
        headers = {"Vary": "Cookie", "Cache-Control": "no-store" if clerk else "no-cache"}
        content = self.text(template, path=request.url.path, clerk=clerk, **context)
        return HTMLResponse(content, status_code=code, headers=headers)
