"""The addresses of pages, in one place. The id decides what a document address shows, the slug is decoration."""

from dataclasses import replace
from urllib.parse import quote, urlencode

from search_api import permalinks
from search_api.exports import Form
from search_api.query.request import SearchQuery, Sort
from ui.pages import search_facets
from ui.pages.wording import day

SORT_NAMES: dict[Sort, str] = {
    "relevance": "lien-quan",
    "newest": "moi-nhat",
    "effective": "moi-hieu-luc",
    "gazetted": "moi-dang",
    "arrived": "moi-vao-kho",
    "oldest": "cu-nhat",
}
"""Values of `sap_xep` in addresses, for the orders that users expect (handbook domain 5)."""

FEED_PLACE = "sau"
"""The parameter of a feed's address that says after which entry a page begins."""

PICTURE_WIDTH = 960
"""Width in pixels of a page picture where the browser does not choose one."""


def document(document_id: str, slug: str | None = None, eid: str | None = None) -> str:
    """Give a document's permalink, with the anchor of a provision when `eid` is given."""
    path = permalinks.document_path(document_id, slug) if slug else f"/van-ban/{quote(document_id, safe='')}"
    return f"{path}#{quote(eid, safe='')}" if eid else path


def article(document_id: str, eid: str) -> str:
    """Give the address of one article on a page of its own."""
    return f"{document(document_id)}/dieu/{quote(eid, safe='')}"


def issue(issue_id: str) -> str:
    """Give the address of a gazette issue."""
    return permalinks.issue_path(issue_id)


def issue_year(year: int | None, page: int = 1) -> str:
    """Give the address of the list of issues, of one year when it is given."""
    pairs = [("nam", str(year))] if year else []
    if page > 1:
        pairs.append(("trang", str(page)))
    return "/cong-bao" + (f"?{urlencode(pairs)}" if pairs else "")


def page_view(sha256: str, page: int, box: str | None = None, words: str = "") -> str:
    """Give the address of a page's picture with its read text; `box` marks a place: 'left,top,right,bottom'.

    `words` is a query whose words are marked on the picture.
    """
    path = f"/tep/{sha256}/trang/{page}"
    pairs = [f"o={quote(box, safe=',')}"] if box else []
    pairs += [f"tu={quote(words)}"] if words else []
    return f"{path}?{'&'.join(pairs)}" if pairs else path


def picture(sha256: str, page: int, width: int = PICTURE_WIDTH) -> str:
    """Give the address of a page's picture alone."""
    return f"/trang/{sha256}/{page}.png?rong={width}"


def crop(sha256: str, page: int, box: str) -> str:
    """Give the address of a part of a page's picture; `box` is 'left,top,right,bottom' as lines have it."""
    return f"/trang/{sha256}/{page}/cat.png?o={quote(box, safe=',')}"


def review(sha256: str) -> str:
    """Give the address of the page on which clerks review a file's reading."""
    return f"/bien-tap/ra-soat/{sha256}"


def reread(sha256: str, page: int | None = None, document_id: str | None = None) -> str:
    """Give the address of the form to read a file, a page or a document of it once more."""
    pairs = [("trang", str(page))] if page else []
    if document_id:
        pairs.append(("van_ban", document_id))
    return f"/bien-tap/doc-lai/{sha256}" + (f"?{urlencode(pairs)}" if pairs else "")


def rereading(wanted: int) -> str:
    """Give the address where the progress and the result of reading once more are seen."""
    return f"/bien-tap/lan-doc-lai/{wanted}"


def original(sha256: str) -> str:
    """Give the address of the original file."""
    return permalinks.original_path(sha256)


def export(document_id: str, form: Form) -> str:
    """Give the address of a document as a file to take away."""
    return permalinks.export_path(document_id, form)


def issue_export(issue_id: str) -> str:
    """Give the address of a gazette issue as Akoma Ntoso."""
    return permalinks.issue_export_path(issue_id)


def searchable(sha256: str) -> str:
    """Give the address of the scanned file with a text layer."""
    return permalinks.searchable_path(sha256)


def search_pairs(query: SearchQuery) -> list[tuple[str, str]]:
    """Give a search as address parameters, leaving out what is the default."""
    pairs = [("q", query.text)] if query.text else []
    pairs += search_facets.pairs(query.filters)
    if query.as_of:
        pairs.append((search_facets.AS_OF, day(query.as_of)))
    if query.unit == "provision":
        pairs.append(("don_vi", "dieu"))
    if query.verbatim:
        pairs.append(("nguyen_van", "1"))
    if query.explain:
        pairs.append(("giai_thich", "1"))
    if query.sort != default_sort(query.text):
        pairs.append(("sap_xep", SORT_NAMES[query.sort]))
    if query.page > 1:
        pairs.append(("trang", str(query.page)))
    return pairs


def default_sort(text: str) -> Sort:
    """Give the order used when none is asked for: without words there is no relevance to sort by."""
    return "relevance" if text else "newest"


def search(query: SearchQuery) -> str:
    """Give the address of a search's results."""
    pairs = search_pairs(query)
    return "/tim-kiem" + (f"?{urlencode(pairs)}" if pairs else "")


def feed(query: SearchQuery, place: str = "") -> str:
    """Give the address of a search's Atom feed; order and page mean nothing to a feed, which is newest first.

    `place` is the sealed cursor at which a page of it begins that is not the first.
    """
    kept = replace(query, sort=default_sort(query.text), page=1, unit="document", explain=False)
    pairs = search_pairs(kept) + ([(FEED_PLACE, place)] if place else [])
    return "/feed.atom" + (f"?{urlencode(pairs)}" if pairs else "")


def number(so_hieu: str) -> str:
    """Give the address that leads to the document of this number, or to a search for it."""
    return f"/tra-so?{urlencode({'so': so_hieu})}"


def search_for(text: str) -> str:
    """Give the address of a search for these words."""
    return search(SearchQuery(text=text, sort=default_sort(text)))


def proposals(
    document_id: str | None = None, state: str | None = None, page: int = 1, *, in_archive: bool = False
) -> str:
    """Give the address of the list of relations that clerks decide on, of one document when it is given.

    With `in_archive` those alone of which the other document is in the archive.
    """
    pairs = [("van_ban", document_id)] if document_id else []
    pairs += [("xem", state)] if state else []
    pairs += [("kho", "co")] if in_archive else []
    pairs += [("trang", str(page))] if page > 1 else []
    return "/bien-tap/quan-he" + (f"?{urlencode(pairs)}" if pairs else "")


def proposals_after(list_address: str, source_id: str, mark: str, *, changed: bool) -> str:
    """Give the list's address that tells as well what a decision did."""
    told = urlencode([("vua", f"{source_id}.{mark}"), ("doi", "1" if changed else "0")])
    return f"{list_address}{'&' if '?' in list_address else '?'}{told}#ket-qua"
