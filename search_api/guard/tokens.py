"""Clerks' access tokens: shown once, kept only as a hash (handbook reliability.md, P13).

A token is 256 random bits, so a plain sha256 is enough: there is nothing to guess from a list of words.
"""

import hashlib
import hmac
import secrets

from sqlalchemy import select

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.files import now

PREFIX = "cb_"
"""Starts each token, so that scanners for leaked secrets can know it."""


class Tokens:
    """Makes, checks and revokes tokens."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, name: str) -> str:
        """A new token for a clerk called `name`; this is the only time it can be seen."""
        token = PREFIX + secrets.token_urlsafe(32)
        row = {"id": secrets.token_hex(8), "name": name, "digest": _digest(token), "created_at": now()}
        with self._database.writing() as connection:
            connection.execute(tables.token.insert().values(row))
        return token

    def check(self, token: str) -> str | None:
        """The name of the token's clerk, or None when it is unknown or revoked."""
        found = self.identify(token)
        return found[1] if found else None

    def identify(self, token: str) -> tuple[str, str] | None:
        """The id of the token and the name of its clerk, or None. Takes the same time for each wrong token."""
        digest = _digest(token)
        query = select(tables.token.c.id, tables.token.c.name, tables.token.c.digest)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(tables.token.c.revoked_at.is_(None))).all()
        found = [(row.id, row.name) for row in rows if hmac.compare_digest(row.digest, digest)]
        return found[0] if found else None

    def name_of(self, token_id: str) -> str | None:
        """The name of the clerk whose token has this id, or None when it was revoked."""
        column = tables.token.c
        query = select(column.name).where(column.id == token_id, column.revoked_at.is_(None))
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def revoke(self, name: str) -> int:
        """Revoke all tokens of this name; gives how many there were. Their sessions end with them."""
        column = tables.token.c
        change = tables.token.update().where(column.name == name, column.revoked_at.is_(None))
        with self._database.writing() as connection:
            return connection.execute(change.values(revoked_at=now())).rowcount


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
