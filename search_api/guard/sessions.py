"""Clerk sessions: a signed cookie that names a token, so that revoking the token ends the session (P13).

The page that signs in does this: `cookie = sessions.begin(token)`, and `throttle.wait(address)` where the token was
wrong; set the cookie with `COOKIE` and `sessions.attributes`. Each request asks
`sessions.clerk(request.cookies.get(COOKIE))`.
"""

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from search_api.errors import WrongToken
from search_api.guard.tokens import Tokens

COOKIE = "congbao_bien_tap"
KEY_BYTES = 32


class CookieAttributes(TypedDict):
    """Arguments of Starlette's `set_cookie` beside key and value."""

    max_age: int
    path: str
    secure: bool
    httponly: bool
    samesite: Literal["lax"]


@dataclass(frozen=True, slots=True)
class Sessions:
    """Begins and checks sessions."""

    tokens: Tokens
    key: bytes
    seconds: int
    secure: bool
    clock: Callable[[], float] = time.time

    @property
    def attributes(self) -> CookieAttributes:
        """How the cookie is to be set; `secure` where the site is served by https."""
        return {"max_age": self.seconds, "path": "/", "secure": self.secure, "httponly": True, "samesite": "lax"}

    def begin(self, token: str) -> str:
        """A cookie value for a clerk who showed a valid token; a new one each time (no fixation).

        Raises:
            WrongToken: the token is unknown or revoked.
        """
        found = self.tokens.identify(token.strip())
        if found is None:
            raise WrongToken
        until = int(self.clock()) + self.seconds
        message = f"{found[0]}.{until}.{secrets.token_hex(8)}"
        return f"{message}.{self._sign(message)}"

    def clerk(self, cookie: str | None) -> str | None:
        """The name of the clerk whose cookie this is, or None: not signed in, forged, over, or revoked."""
        message, _, signature = (cookie or "").rpartition(".")
        if not message or not hmac.compare_digest(signature.encode(), self._sign(message).encode()):
            return None
        token_id, until, _ = message.split(".")
        if int(until) <= self.clock():
            return None
        return self.tokens.name_of(token_id)

    def _sign(self, message: str) -> str:
        digest = hmac.digest(self.key, message.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def session_key(folder: Path) -> bytes:
    """The installation's secret for signing, made at its first start and readable by its owner alone."""
    place = folder / "session.key"
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        temporary = folder / f"session.{secrets.token_hex(8)}.part"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            os.write(descriptor, secrets.token_bytes(KEY_BYTES))
            os.fsync(descriptor)
            os.link(temporary, place)  # fails when another process was first; its key is then ours
        finally:
            os.close(descriptor)
            temporary.unlink()
    return place.read_bytes()
