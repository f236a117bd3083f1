"""The search page, results, and the way from a document number to its document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from nlp.numbers import normal_key
from search_api.archive.entries import StoredIssue
from search_api.archive.identity import fold
from search_api.days import today
from search_api.guard.roles import open_to
from search_api.query.hits import SearchHit
from search_api.query.request import SearchQuery
from search_api.services import Services
from ui.pages import addresses, search_facets, search_form
from ui.pages.answered import Answered
from ui.pages.clerk import form_fields
from ui.pages.issues import issue_card
from ui.pages.rendering import Pages
from ui.pages.understood import attempts, told_once, understood_chips
from ui.pages.wording import hit_slug, subject

NEWEST_ISSUES = 6
SAME_NUMBER = 10
"""Hits looked at when a number is followed: documents of one number stand at the top of its search."""


@dataclass(frozen=True, slots=True)
class Example:
    """A query to try, with what it shows."""

    text: str
    hint: str


class SearchPages:
    """Routes /, /tim-kiem and /tra-so."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library = services.library
        self._pages = pages
        self._answered = Answered(services.library.search)
        self._searches = services.searches
        self._counts = services.settings.search_log_days > 0

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/", self.home),
            Route("/tim-kiem", self.results),
            Route("/tim-kiem/chon", self.followed, methods=["POST"]),
            Route("/tra-so", self.number),
            Route("/tro-giup/tim-kiem", self.help),
        ]

    @open_to("everyone")
    def home(self, request: Request) -> Response:
        """One big box, queries to try and the newest issues; needs no search engine."""
        newest = self._library.issues(size=NEWEST_ISSUES).issues
        cards = [issue_card(issue) for issue in newest]
        return self._pages.html(request, "home.html", issues=cards, examples=examples(newest))

    @open_to("everyone")
    def results(self, request: Request) -> Response:
        """Results with facets; 503 when the engine is away (the error page says what still works)."""
        form = search_form.read(request.query_params)
        query = form.query
        page = self._library.search(query)
        self._searches.asked(query, page)
        nothing = not page.total and bool(query.text)
        chips = search_form.chips(query)
        return self._pages.html(
            request,
            "results.html",
            understood=told_once(understood_chips(page, query), chips),
            meant=addresses.search(replace(query, text=page.meant, page=1)) if page.meant else None,
            attempts=attempts(page, query, self._library.search) if nothing else (),
            units=search_form.units(query),
            counts_clicks=self._counts,
            form=form,
            query=query,
            page=page,
            slugs={hit.id: hit_slug(hit) for hit in page.hits},
            facets=search_facets.groups(page.facets, query.filters),
            ranges=search_facets.RANGES,
            as_of=search_facets.AS_OF,
            today=today(),
            chips=chips,
            unfiltered=addresses.search(search_form.unfiltered(query)),
            sorts=search_form.sorts(query),
            sort_value=addresses.SORT_NAMES[query.sort] if query.sort != addresses.default_sort(query.text) else None,
            pages=search_form.page_choices(query, page.total),
            first_page=addresses.search(replace(query, page=1)),
            last_page=search_form.last_page(query, page.total),
            feed=addresses.feed(query),
            not_verbatim=addresses.search(replace(query, verbatim=False, page=1)),
            explained=addresses.search(replace(query, explain=not query.explain)),
        )

    @open_to("everyone")
    async def followed(self, request: Request) -> Response:
        """Count that a hit was followed; nothing is told and nothing of the reader is kept."""
        fields = await form_fields(request)
        rank = fields.get("hang", "")
        if re.fullmatch(r"[0-9]{1,4}", rank):
            self._searches.clicked(fields.get("q", ""), fields.get("vb", ""), int(rank))
        return Response(status_code=204)

    @open_to("everyone")
    def help(self, request: Request) -> Response:
        """How to search, with examples that are links; numbers and names are those of the newest issues.

        What finds nothing in the archive is no example.
        """
        sample = help_sample(self._library.issues(size=NEWEST_ISSUES).issues)
        return self._pages.html(request, "search_help.html", sample=sample, finds=self._answered.finds)

    @open_to("everyone")
    def number(self, request: Request) -> Response:
        """Lead from a number to the document that alone bears it in the archive, else to a search for it.

        Citations link here, so that a document shown today leads to one that arrives tomorrow.
        """
        wanted = request.query_params.get("so", "").strip()
        found = self._library.search(SearchQuery(text=wanted, size=SAME_NUMBER)).hits if wanted else ()
        same = [hit for hit in found if hit.number and normal_key(hit.number) == normal_key(wanted)]
        target = _only_address(same) or addresses.search_for(wanted)
        return RedirectResponse(target, status_code=302, headers={"Cache-Control": "no-cache"})


def _only_address(hits: Sequence[SearchHit]) -> str | None:
    return addresses.document(hits[0].id, hit_slug(hits[0])) if len(hits) == 1 else None


def examples(newest: Sequence[StoredIssue]) -> tuple[Example, ...]:
    """Give queries to try, made from documents of the newest issues so that each finds something."""
    documents = [document for issue in newest for document in issue.documents]
    numbered = next((document for document in documents if document.number), None)
    named = [(document, subject(document.title)) for document in documents if document.title]
    telling = [each for each in named if not _FORMULA.search(each[1])] or named
    subjects = [words for document, words in telling if document is not numbered] or [words for _, words in telling]
    found = [Example(numbered.number, "số ký hiệu")] if numbered and numbered.number else []
    if subjects:
        found.append(Example(subjects[0], "nội dung"))
        found.append(Example(fold(subjects[-1]), "không dấu cũng được"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class HelpSample:
    """What the help page makes examples of, from one document and its issue, so that they find something."""

    number: str = "38/2022/NĐ-CP"
    short: str = "38/2022"
    type: str = "Nghị định"
    issuer: str = "Chính phủ"
    month: str = "6/2022"
    year: int = 2022
    issue: str = "số 447 năm 2022"


def help_sample(newest: Sequence[StoredIssue]) -> HelpSample:
    """The sample of the newest document of which all is known; a well-known decree where there is none."""
    for issue in newest:
        for each in issue.documents:
            numbered = _SHORT.match(each.number or "")
            if numbered and each.number and each.type and each.issuers and each.issued_on and issue.issue.numbers:
                day, printed = each.issued_on, issue.issue
                in_year = f" năm {printed.date.year}" if printed.date else ""
                month = f"{day.month}/{day.year}"
                first = f"số {printed.numbers[0]}{in_year}"
                return HelpSample(each.number, numbered[0], each.type, each.issuers[0], month, day.year, first)
    return HelpSample()


_SHORT = re.compile(r"\d+[a-zA-Z]?/(?:19|20)\d{2}(?=/)")
_FORMULA = re.compile("sửa đổi|bãi bỏ|một số|thi hành|phê duyệt")
"""Words with which many titles begin: they say nothing of what a document is about."""
