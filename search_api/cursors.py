"""Cursors as clients carry them: opaque, signed, and bound to the search that they were made for.

Signed, because a cursor names a snapshot that an engine keeps open: nobody else may name one. A page number counts hits
and shifts when documents come and go; a cursor says after which hit to go on, so that no hit is told twice or left out.
"""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, replace

import msgspec

from search_api.errors import BadCursor
from search_api.query.request import Cursor, SearchQuery

BEGIN = "*"
_VERSION = 1
_SIGNATURE_BYTES = 16


class _Sealed(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    """What a cursor holds."""

    version: int
    asked: str
    after: tuple[float | int | str, ...]
    snapshot: str


@dataclass(frozen=True, slots=True)
class Cursors:
    """Seals and opens cursors with the installation's key."""

    key: bytes

    def seal(self, cursor: Cursor, query: SearchQuery) -> str:
        """The outer form of a cursor that goes on with `query`."""
        body = msgspec.json.encode(_Sealed(_VERSION, _asked(query), cursor.after, cursor.snapshot))
        return base64.urlsafe_b64encode(self._sign(body) + body).decode().rstrip("=")

    def open(self, text: str, query: SearchQuery) -> Cursor:
        """The cursor of this outer form; '*' is the beginning.

        Raises:
            BadCursor: it was not sealed here, or for another search.
        """
        if text == BEGIN:
            return Cursor()
        try:
            sealed = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise BadCursor("not base64") from error
        signature, body = sealed[:_SIGNATURE_BYTES], sealed[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(body)):
            raise BadCursor("not signed here")
        try:
            held = msgspec.json.decode(body, type=_Sealed)
        except msgspec.DecodeError as error:  # of another version
            raise BadCursor(str(error)) from error
        if held.version != _VERSION or held.asked != _asked(query):
            raise BadCursor("of another search or version")
        return Cursor(held.after, held.snapshot)

    def _sign(self, body: bytes) -> bytes:
        return hmac.digest(self.key, b"cursor" + body, hashlib.sha256)[:_SIGNATURE_BYTES]


def _asked(query: SearchQuery) -> str:
    """What must be the same from page to page: all but page, size, cursor and explanation."""
    same = replace(query, page=1, size=1, cursor=None, explain=False)
    return hashlib.sha256(msgspec.json.encode(same)).hexdigest()[:16]
