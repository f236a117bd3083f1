"""P10: bodies are counted while they come; a silent client is let go."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI, Request

from search_api.guard.body_limit import FORM_OVERHEAD, SMALL_BODY, BodyLimit

UPLOAD = 1_000_000


@pytest.fixture
def seen() -> list[int]:
    """How many bytes the application was given, by request."""
    return []


@pytest.fixture
def app(seen: list[int]) -> FastAPI:
    return limited(seen, 60)


def limited(seen: list[int], piece_seconds: float) -> FastAPI:
    made = FastAPI()

    @made.post("/{rest:path}")
    async def count(request: Request, rest: str) -> int:
        seen.append(0)
        async for piece in request.stream():
            seen[-1] += len(piece)
        return seen[-1]

    made.add_middleware(BodyLimit, upload_bytes=UPLOAD, upload_paths=["/bien-tap"], piece_seconds=piece_seconds)
    return made


async def post(app: FastAPI, path: str, content: AsyncIterator[bytes] | bytes, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        return await client.post(path, content=content, headers=headers)


async def zeros(count: int, size: int = 10_000) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield bytes(size)


def run(app: FastAPI, path: str, content: AsyncIterator[bytes] | bytes, **headers: str) -> httpx.Response:
    return asyncio.run(post(app, path, content, **headers))


def test_bodies_within_their_limit_pass(app: FastAPI) -> None:
    assert run(app, "/x", bytes(SMALL_BODY)).json() == SMALL_BODY
    assert run(app, "/bien-tap", bytes(UPLOAD)).json() == UPLOAD
    assert run(app, "/bien-tap/tai-len", zeros(100)).json() == UPLOAD


@pytest.mark.parametrize(("path", "limit"), [("/x", SMALL_BODY), ("/bien-tap", UPLOAD + FORM_OVERHEAD)])
def test_a_claim_over_the_limit_is_refused_unread(app: FastAPI, seen: list[int], path: str, limit: int) -> None:
    answer = run(app, path, bytes(limit + 1))
    assert (answer.status_code, answer.json()["reason"]) == (413, "body-too-large")
    assert seen == []


@pytest.mark.parametrize("path", ["/x", "/bien-tapx", "/bien-tap"])
def test_a_body_without_a_length_is_counted(app: FastAPI, seen: list[int], path: str) -> None:
    answer = run(app, path, zeros(1_000))
    assert (answer.status_code, answer.json()["reason"]) == (413, "body-too-large")
    assert seen[0] <= UPLOAD + FORM_OVERHEAD


def test_a_false_length_does_not_help(app: FastAPI) -> None:
    assert run(app, "/x", zeros(100), **{"Content-Length": "5"}).status_code == 413


def test_a_silent_client_is_let_go(seen: list[int]) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield b"a"
        await asyncio.sleep(600)
        yield b"b"

    answer = run(limited(seen, 0.2), "/x", slow())
    assert (answer.status_code, answer.json()["reason"]) == (408, "too-slow")


def test_memory_stays_flat_while_zeros_stream_in(app: FastAPI) -> None:
    tracemalloc.start()
    try:
        run(app, "/bien-tap", zeros(20_000, 100_000))  # two gigabytes on offer
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
