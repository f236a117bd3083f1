"""P13: a session is a signed cookie; forged, old and revoked ones are nobody's."""

import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from search_api.errors import WrongToken
from search_api.guard.sessions import Sessions, session_key
from search_api.guard.tokens import Tokens
from tests.search_api.made import Workshop


@pytest.fixture
def tokens(shop: Workshop) -> Tokens:
    return Tokens(shop.archive.database)


@pytest.fixture
def sessions(tokens: Tokens) -> Sessions:
    return Sessions(tokens, b"k" * 32, 3_600, secure=True, clock=lambda: 1_000.0)


def test_a_token_begins_a_session(tokens: Tokens, sessions: Sessions) -> None:
    token = tokens.create("Nguyễn An")
    cookie = sessions.begin(f" {token}\n")
    assert sessions.clerk(cookie) == "Nguyễn An"
    assert token not in cookie
    assert sessions.begin(token) != cookie


def test_without_a_token_there_is_none(sessions: Sessions) -> None:
    with pytest.raises(WrongToken):
        sessions.begin("cb_wrong")


def test_a_session_ends_with_its_time_or_its_token(tokens: Tokens, sessions: Sessions) -> None:
    token = tokens.create("An")
    cookie = sessions.begin(token)
    assert replace(sessions, clock=lambda: 1_000.0 + 3_599).clerk(cookie) == "An"
    assert replace(sessions, clock=lambda: 1_000.0 + 3_600).clerk(cookie) is None
    tokens.revoke("An")
    assert sessions.clerk(cookie) is None


def test_forged_cookies_are_nobody(tokens: Tokens, sessions: Sessions) -> None:
    cookie = sessions.begin(tokens.create("An"))
    token_id, until, nonce, signature = cookie.split(".")
    forged = [
        None,
        "",
        ".",
        "...",
        cookie[:-1],
        f"{token_id}.{int(until) + 1}.{nonce}.{signature}",
        f"{token_id}.{until}.{nonce}.",
        f"{token_id}.{until}.{nonce}.ữ",
        replace(sessions, key=b"x" * 32).begin(tokens.create("Bình")),
    ]
    assert [sessions.clerk(each) for each in forged] == [None] * len(forged)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(sessions: Sessions) -> None:
    assert sessions.attributes == {"max_age": 3_600, "path": "/", "secure": True, "httponly": True, "samesite": "lax"}
    assert not replace(sessions, secure=False).attributes["secure"]


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(session_key(tmp_path / "data"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found[0]) == 32
    assert stat.S_IMODE((tmp_path / "data" / "session.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["session.key"]
