"""Atom 1.0 (RFC 4287) of any search, in pages (RFC 5005, 3): what comes to answer it, newest first.

Readers know an entry by its id, and some tell it again when `updated` differs: ids hang on documents, `updated` moves
with what a document says alone (`search_api.index.announcing`). There is no `published`: many readers sort by it, and
what comes to answer a search late would stand among what was read long ago.
"""

import datetime as dt
import hashlib
import re
from dataclasses import replace
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from search_api.archive.moments import now
from search_api.cursors import Cursors
from search_api.days import VIETNAM
from search_api.guard.roles import open_to
from search_api.query.hits import SearchHit
from search_api.query.request import SearchQuery
from search_api.services import Services
from ui.following import MOST, RECENT_DAYS, Followed, Told, asked, before, newest
from ui.pages import addresses, search_form
from ui.pages.rendering import PRODUCT, Pages
from ui.pages.wording import article_name, count, day, document_name, hit_slug, issue_name, unmarked

ATOM = "http://www.w3.org/2005/Atom"
TAG_YEAR = 2026
"""Year in tag addresses (RFC 4151): a year in which the installation held its host name. It never changes."""

NOTHING_YET = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""`updated` of a feed without entries, which must have one; fixed, so that an empty feed stays the same bytes."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class FeedPages:
    """Route /feed.atom."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library = services.library
        self._cursors = Cursors(services.sessions.key)
        self._base_url = pages.base_url

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [Route("/feed.atom", self.feed)]

    @open_to("everyone")
    def feed(self, request: Request) -> Response:
        """The feed of a search; 304 when the reader has it already."""
        query = search_form.read(request.query_params).query
        place = request.query_params.get(addresses.FEED_PLACE, "")
        if place:
            page = before(self._library.search, query, self._cursors.open(place, asked(query)))
        else:
            page = newest(self._library.search, query, now())
        following = self._cursors.seal(page.next, asked(query)) if page.next else ""
        body = atom(self._base_url, query, page, place, following)
        headers = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Cache-Control": "public, max-age=300"}
        if _is_known(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/atom+xml", headers=headers)


def _is_known(request: Request, etag: str) -> bool:
    """Say whether the reader's copy is the present one. No date could tell: entries leave, and change between two."""
    known = request.headers.get("If-None-Match", "")
    return etag in [one.strip().removeprefix("W/") for one in known.split(",")] or known.strip() == "*"


def atom(base_url: str, query: SearchQuery, page: Followed, place: str = "", following: str = "") -> bytes:
    """Give a page of the feed as XML in UTF-8, which XML without a declaration is.

    Ids hang on the host, the search and the ids of documents, never on the order. `place` is where the page begins,
    `following` where the next one does; both are sealed cursors.
    """
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    _add(feed, "id", tag(base_url, f"tim-kiem/{_digest(addresses.feed(query))}"))
    _add(feed, "title", feed_title(query))
    _add(feed, "updated", _instant(max((each.at for each in page.entries), default=NOTHING_YET)))
    author = ET.SubElement(feed, "author")
    _add(author, "name", PRODUCT)
    _link(feed, "self", base_url + addresses.feed(query, place))
    if place or following:
        _link(feed, "first", base_url + addresses.feed(query))
    if following:
        _link(feed, "next", base_url + addresses.feed(query, following))
    _link(feed, "alternate", base_url + addresses.search(query), "text/html")
    for told in page.entries:
        _entry(feed, base_url, told)
    if page.cut_at:
        _cut(feed, base_url, query, page.cut_at)
    return ET.tostring(feed, encoding="unicode", xml_declaration=False).encode()


def _cut(feed: ET.Element, base_url: str, query: SearchQuery, at: dt.datetime) -> None:
    """The entry that says that recent ones are left out: told once a day at most, by the day of the last one shown."""
    last = at.astimezone(VIETNAM).date()
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", tag(base_url, f"tim-kiem/{_digest(addresses.feed(query))}/con-nua/{last.isoformat()}"))
    _add(entry, "title", "Còn văn bản mới chưa hiện trong tin Atom này")
    _add(entry, "updated", _instant(dt.datetime.combine(last, dt.time(), VIETNAM)))
    _link(entry, "alternate", base_url + addresses.search(replace(query, sort="arrived", page=1)), "text/html")
    text = (
        f"Trong {RECENT_DAYS} ngày qua có hơn {count(MOST)} văn bản mới khớp với tìm kiếm này. Hãy mở trang kết quả để "
        f"xem những văn bản vào kho từ ngày {day(last)} trở về trước, hoặc thêm bộ lọc để theo dõi hẹp hơn."
    )
    _add(entry, "summary", text)


def _entry(feed: ET.Element, base_url: str, told: Told) -> None:
    entry, hit = ET.SubElement(feed, "entry"), told.hit
    title = unmarked(hit.title)
    name = document_name(hit.type, hit.number, title)
    _add(entry, "id", tag(base_url, f"van-ban/{hit.id}"))
    _add(entry, "title", f"{name}: {title}" if hit.number and title else name)
    _add(entry, "updated", _instant(told.at))
    for issuer in hit.issuers:
        _add(ET.SubElement(entry, "author"), "name", issuer)
    address = base_url + addresses.document(hit.id, hit_slug(hit))
    _link(entry, "alternate", address, "text/html")
    _link(entry, "related", base_url + addresses.original(hit.file_sha256), "application/pdf")
    if hit.type:
        ET.SubElement(entry, "category", {"term": _clean(hit.type)})
    _add(entry, "summary", summary(hit))


def summary(hit: SearchHit) -> str:
    """Give what a feed reader shows of a document: its dates, its gazette issue, the best article."""
    parts = [
        f"Ban hành {day(hit.issued_on)}" if hit.issued_on else "",
        _effect(hit),
        issue_name(hit.gazette_label, hit.gazette_date) if hit.gazette_label else "",
    ]
    text = "; ".join(part for part in parts if part) + "."
    for provision in hit.provisions[:1]:
        text += f" {unmarked(article_name(provision.label, provision.heading))}: {unmarked(provision.snippet)}"
    return text


def _effect(hit: SearchHit) -> str:
    """The day of effect; of a document that needs none, as administrative ones do, nothing where none is known."""
    if hit.effective_on:
        return f"có hiệu lực từ {day(hit.effective_on)}"
    return "" if hit.status == "none" else "ngày có hiệu lực chưa xác định"


def feed_title(query: SearchQuery) -> str:
    """Give the feed's title: the words and filters of the search."""
    filters = [f"{chip.name.lower()} {chip.value}" for chip in search_form.chips(query)]
    verbatim = ["đúng như đã gõ"] if query.text and query.verbatim else []
    said = "; ".join(([f"“{query.text}”"] if query.text else []) + verbatim + filters)
    return f"{PRODUCT}: {said}" if said else f"{PRODUCT}: văn bản mới"


def tag(base_url: str, name: str) -> str:
    """Give a tag address (RFC 4151) of this installation."""
    return f"tag:{urlsplit(base_url).hostname or 'congbao'},{TAG_YEAR}:{name}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _instant(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _link(parent: ET.Element, rel: str, href: str, kind: str = "application/atom+xml") -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": href})


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
