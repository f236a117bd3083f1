"""Gazette issues: the list by year, and one issue with its contents and files."""

import datetime as dt
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from search_api.archive.entries import DocumentSummary, StoredIssue
from search_api.guard.roles import open_to
from search_api.services import Services
from ui.pages.rendering import Pages
from ui.pages.search_form import page_number
from ui.pages.wording import issue_name

PAGE_SIZE = 20
FIRST_DOCUMENTS = 4
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue in a list: its first documents and how many others it holds."""

    id: str
    name: str
    date: dt.date | None
    first: tuple[DocumentSummary, ...]
    others: int
    count: int


@dataclass(frozen=True, slots=True)
class Year:
    """A year that has issues."""

    year: int
    count: int


def issue_card(issue: StoredIssue) -> IssueCard:
    """Give an issue as shown in lists."""
    first = issue.documents[:FIRST_DOCUMENTS]
    count = len(issue.documents)
    return IssueCard(issue.id, issue_name(issue.label, None), issue.issue.date, first, count - len(first), count)


class IssuePages:
    """Routes /cong-bao and /cong-bao/{issue_id}."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library = services.library
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [Route("/cong-bao", self.index), Route("/cong-bao/{issue_id}", self.issue)]

    @open_to("everyone")
    def index(self, request: Request) -> Response:
        """Issues of one year or all, newest first."""
        wanted = request.query_params.get("nam", "")
        year = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == len("2026") else None
        number = page_number(request.query_params.get("trang", "1"), LAST_PAGE)
        found = self._library.issues(year=year, page=number, size=PAGE_SIZE)
        return self._pages.html(
            request,
            "issues.html",
            year=year,
            years=[Year(*one) for one in found.years],
            issues=[issue_card(issue) for issue in found.issues],
            page_number=number,
            pages=-(-found.total // PAGE_SIZE),
        )

    @open_to("everyone")
    def issue(self, request: Request) -> Response:
        """One issue with its contents and original files."""
        issue = self._library.issue(request.path_params["issue_id"])
        title = issue_name(issue.label, issue.issue.date)
        return self._pages.html(request, "issue.html", issue=issue, title=title)
