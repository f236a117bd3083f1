"""P13: tokens are shown once, kept as hashes, and can be revoked."""

import datetime as dt
import hashlib

import pytest
from sqlalchemy import select

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.errors import ArchiveBusy
from search_api.guard import tokens as module
from search_api.guard.tokens import Tokens
from tests.search_api.made import Workshop

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def named(tokens: Tokens, token: str) -> str | None:
    found = tokens.identify(token)
    return found[1] if found else None


def test_a_token_names_its_clerk(shop: Workshop) -> None:
    tokens = Tokens(shop.archive.database)
    token, other = tokens.create("An"), tokens.create("Bình")
    assert (named(tokens, token), named(tokens, other)) == ("An", "Bình")
    assert len(token) > 40
    assert token != other


def test_anything_else_names_nobody(shop: Workshop) -> None:
    tokens = Tokens(shop.archive.database)
    token = tokens.create("An")
    for wrong in ("", "cb_", token[:-1], token + "x", token.upper(), hashlib.sha256(token.encode()).hexdigest()):
        assert tokens.identify(wrong) is None


def test_only_the_hash_is_kept(shop: Workshop) -> None:
    token = Tokens(shop.archive.database).create("An")
    with shop.archive.database.reading() as connection:
        row = connection.execute(select(tables.token)).one()
    assert token not in str(row)
    assert row.digest == hashlib.sha256(token.encode()).hexdigest()


def test_a_revoked_token_is_none(shop: Workshop) -> None:
    tokens = Tokens(shop.archive.database)
    token, kept = tokens.create("An"), tokens.create("Bình")
    assert tokens.revoke("An") == 1
    assert tokens.identify(token) is None
    assert named(tokens, kept) == "Bình"
    assert tokens.revoke("An") == 0


def test_it_is_known_when_a_token_was_used_last(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens, moments = Tokens(shop.archive.database), [START, START, START + HOUR, START + 2 * DAY]
    monkeypatch.setattr(module, "now", lambda: moments[0])
    token, _ = tokens.create("An"), tokens.create("Bình")
    assert [each.last_used_at for each in tokens.all()] == [None, None]
    found = tokens.identify(token)
    assert found is not None
    assert used(tokens) == START
    del moments[:2]
    assert tokens.name_of(found[0]) == "An"
    assert used(tokens) == START, "once a day"
    del moments[0]
    assert tokens.name_of(found[0]) == "An"
    assert used(tokens) == START + 2 * DAY
    tokens.revoke("An")
    assert tokens.name_of(found[0]) is None
    assert {each.name: each.revoked_at for each in tokens.all()} == {"An": START + 2 * DAY, "Bình": None}


def used(tokens: Tokens) -> dt.datetime | None:
    """When An's token was used; Bình's never was. By name: tokens of one moment stand in no set order."""
    moments = {each.name: each.last_used_at for each in tokens.all()}
    assert moments["Bình"] is None
    return moments["An"]


def test_a_busy_archive_keeps_no_clerk_out(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(shop.archive.database)
    token = tokens.create("An")

    def busy(_: Database) -> None:
        raise ArchiveBusy

    monkeypatch.setattr(Database, "writing", busy)
    assert named(tokens, token) == "An"
