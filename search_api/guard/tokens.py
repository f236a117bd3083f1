"""Clerks' access tokens: shown once, kept only as a hash (handbook reliability.md, P13).

A token is 256 random bits, so a plain sha256 is enough: there is nothing to guess from a list of words.
"""

import datetime as dt
import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass

from sqlalchemy import select

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.moments import now
from search_api.errors import ArchiveBusy

log = logging.getLogger(__name__)

PREFIX = "cb_"
"""Starts each token, so that scanners for leaked secrets can know it."""

NOTED_EVERY = dt.timedelta(days=1)
"""How exactly it is known when a token was used last."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; `last_used_at` to a day, None where nobody has signed in with it."""

    name: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


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

    def identify(self, token: str) -> tuple[str, str] | None:
        """The id of the token and the name of its clerk, or None. Takes the same time for each wrong token."""
        digest, column = _digest(token), tables.token.c
        query = select(column.id, column.name, column.digest, column.last_used_at)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(column.revoked_at.is_(None))).all()
        found = [row for row in rows if hmac.compare_digest(row.digest, digest)]
        if not found:
            return None
        self._used(found[0].id, found[0].last_used_at)
        return found[0].id, found[0].name

    def name_of(self, token_id: str) -> str | None:
        """The name of the clerk whose token has this id, or None when it was revoked."""
        column = tables.token.c
        query = select(column.name, column.last_used_at).where(column.id == token_id, column.revoked_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        self._used(token_id, row.last_used_at)
        name: str = row.name
        return name

    def all(self) -> tuple[Token, ...]:
        """All tokens that were ever made, the oldest first."""
        column = tables.token.c
        query = select(column.name, column.created_at, column.last_used_at, column.revoked_at)
        with self._database.reading() as connection:
            return tuple(Token(*row) for row in connection.execute(query.order_by(column.created_at, column.id)))

    def revoke(self, name: str) -> int:
        """Revoke all tokens of this name; gives how many there were. Their sessions end with them."""
        column = tables.token.c
        change = tables.token.update().where(column.name == name, column.revoked_at.is_(None))
        with self._database.writing() as connection:
            return connection.execute(change.values(revoked_at=now())).rowcount

    def _used(self, token_id: str, before: dt.datetime | None) -> None:
        """Keep the moment, once a day: a write for each page would be the most frequent one of all."""
        if before is not None and now() - before < NOTED_EVERY:
            return
        change = tables.token.update().where(tables.token.c.id == token_id)
        try:
            with self._database.writing() as connection:
                connection.execute(change.values(last_used_at=now()))
        except ArchiveBusy:  # the next page is as good
            log.info("the use of a token is not noted", exc_info=True)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
