"""Atom 1.0 (RFC 4287) of any search: what arrives in the archive and matches, newest first."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from search_api.guard.roles import open_to
from search_api.query.hits import SearchHit
from search_api.query.request import SearchQuery
from search_api.services import Services
from ui.pages import addresses, search_form
from ui.pages.rendering import PRODUCT, Pages
from ui.pages.wording import article_name, day, document_name, hit_slug, issue_name, unmarked

ENTRIES = 50
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
        self._base_url = pages.base_url

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [Route("/feed.atom", self.feed)]

    @open_to("everyone")
    def feed(self, request: Request) -> Response:
        """The feed of a search; 304 when the reader has it already."""
        query = search_form.read(request.query_params).query
        newest = SearchQuery(text=query.text, filters=query.filters, sort="arrived", size=ENTRIES)
        hits = self._library.search(newest).hits
        body = atom(self._base_url, query, hits)
        updated = max((hit.stored_at for hit in hits), default=NOTHING_YET)
        headers = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
            "Last-Modified": format_datetime(updated.astimezone(dt.UTC), usegmt=True),
            "Cache-Control": "public, max-age=300",
        }
        if _is_known(request, headers["ETag"], updated):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="application/atom+xml", headers=headers)


def _is_known(request: Request, etag: str, updated: dt.datetime) -> bool:
    """Say whether the reader's copy is the present one; If-None-Match outranks dates (RFC 9110, 13.1.3)."""
    known = request.headers.get("If-None-Match")
    if known is not None:
        return etag in [one.strip().removeprefix("W/") for one in known.split(",")] or known.strip() == "*"
    since = request.headers.get("If-Modified-Since")
    if since is None:
        return False
    try:
        return updated.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # no date, or one without a zone: as if it were not there
        return False


def atom(base_url: str, query: SearchQuery, hits: Sequence[SearchHit]) -> bytes:
    """Give the feed as XML in UTF-8, which XML without a declaration is.

    Ids hang on the host, the search and the ids of documents, never on the order.
    """
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    updated = max((hit.stored_at for hit in hits), default=NOTHING_YET)
    _add(feed, "id", tag(base_url, f"tim-kiem/{_digest(addresses.feed(query))}"))
    _add(feed, "title", feed_title(query))
    _add(feed, "updated", _instant(updated))
    author = ET.SubElement(feed, "author")
    _add(author, "name", PRODUCT)
    ET.SubElement(
        feed, "link", {"rel": "self", "type": "application/atom+xml", "href": base_url + addresses.feed(query)}
    )
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": base_url + addresses.search(query)})
    for hit in hits:
        _entry(feed, base_url, hit)
    return ET.tostring(feed, encoding="unicode", xml_declaration=False).encode()


def _entry(feed: ET.Element, base_url: str, hit: SearchHit) -> None:
    entry = ET.SubElement(feed, "entry")
    title = unmarked(hit.title)
    name = document_name(hit.type, hit.number, title)
    _add(entry, "id", tag(base_url, f"van-ban/{hit.id}"))
    _add(entry, "title", f"{name}: {title}" if hit.number and title else name)
    _add(entry, "updated", _instant(hit.stored_at))
    for issuer in hit.issuers:
        _add(ET.SubElement(entry, "author"), "name", issuer)
    address = base_url + addresses.document(hit.id, hit_slug(hit))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    original = base_url + addresses.original(hit.file_sha256)
    ET.SubElement(entry, "link", {"rel": "related", "type": "application/pdf", "href": original})
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
    asked = "; ".join(([f"“{query.text}”"] if query.text else []) + filters)
    return f"{PRODUCT}: {asked}" if asked else f"{PRODUCT}: văn bản mới"


def tag(base_url: str, name: str) -> str:
    """Give a tag address (RFC 4151) of this installation."""
    return f"tag:{urlsplit(base_url).hostname or 'congbao'},{TAG_YEAR}:{name}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _instant(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
