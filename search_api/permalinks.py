"""Addresses that never change (design.md, Identity): the id decides, the slug behind it is decoration."""

from urllib.parse import quote


def document_path(document_id: str, slug: str) -> str:
    """The page of a document."""
    return f"/van-ban/{document_id}/{slug}"


def provision_path(document_id: str, slug: str, eid: str) -> str:
    """A provision on the page of its document."""
    return f"{document_path(document_id, slug)}#{quote(eid)}"


def issue_path(issue_id: str) -> str:
    """The page of a gazette issue."""
    return f"/cong-bao/{issue_id}"


def original_path(sha256: str) -> str:
    """The untouched original."""
    return f"/api/v1/files/{sha256}"


def crop_path(sha256: str, page: int, box: tuple[float, float, float, float]) -> str:
    """The picture of a part of a page; `box` is left, top, right, bottom in points of the page as read."""
    return f"{original_path(sha256)}/pages/{page}/crop.png?box=" + ",".join(f"{side:g}" for side in box)


def searchable_path(sha256: str) -> str:
    """A scanned file with a text layer, unsigned."""
    return f"{original_path(sha256)}/searchable.pdf"


def export_path(document_id: str, form: str) -> str:
    """A document as a file to take away; `form` is one of search_api.exports.Form."""
    return f"/api/v1/documents/{document_id}/export.{form}"


def issue_export_path(issue_id: str) -> str:
    """A gazette issue as Akoma Ntoso."""
    return f"/api/v1/issues/{issue_id}/export.akn.xml"


def absolute(base_url: str, path: str) -> str:
    """`path` on the installation's public address."""
    return base_url.rstrip("/") + path
