"""P13: tokens are shown once, kept as hashes, and can be revoked."""

import hashlib

from sqlalchemy import select

from search_api.archive import tables
from search_api.guard.tokens import Tokens
from tests.search_api.made import Workshop


def test_a_token_names_its_clerk(shop: Workshop) -> None:
    tokens = Tokens(shop.archive.database)
    token, other = tokens.create("An"), tokens.create("Bình")
    assert (tokens.check(token), tokens.check(other)) == ("An", "Bình")
    assert len(token) > 40
    assert token != other


def test_anything_else_names_nobody(shop: Workshop) -> None:
    tokens = Tokens(shop.archive.database)
    token = tokens.create("An")
    for wrong in ("", "cb_", token[:-1], token + "x", token.upper(), hashlib.sha256(token.encode()).hexdigest()):
        assert tokens.check(wrong) is None


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
    assert tokens.check(token) is None
    assert tokens.check(kept) == "Bình"
    assert tokens.revoke("An") == 0
