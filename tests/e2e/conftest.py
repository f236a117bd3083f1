"""A real server over two sample gazettes, and Debian's Chromium with and without JavaScript."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from search_api.settings import Settings
from tests.ports import free_port
from tests.tree import ROOT
from ui.assembly import assemble

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SAMPLES = ROOT / "sample_gazettes"
READ_BEFORE = ("01-national-issue.pdf", "04-provincial-issue.pdf")
START_SECONDS = 60
REFUSED = re.compile("responded with a status of (401|404|422)")
"""What Chromium's console says of pages that tell a user's error."""

expect.set_options(timeout=30_000)  # five seconds are short where two cores serve, read and browse at once


@dataclass(frozen=True, slots=True)
class Server:
    """Where the site is, and a clerk's token."""

    address: str
    token: str


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not CHROMIUM.exists():
        pytest.skip(f"no browser here: {CHROMIUM} is missing (apt-get install chromium)")
    data, port = tmp_path_factory.mktemp("e2e"), free_port()
    settings = Settings(data_dir=data, base_url=f"http://127.0.0.1:{port}")
    with assemble(settings) as services:
        results = services.intake.ingest_paths([SAMPLES / name for name in READ_BEFORE])
        assert [result.outcome for result in results] == ["read"] * len(READ_BEFORE), results
        token = services.tokens.create("Lan")
    environment = {**os.environ, "CONGBAO_DATA_DIR": str(data), "CONGBAO_BASE_URL": settings.base_url}
    with (data / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"{settings.base_url}/health/live", process)
            yield Server(settings.base_url, token)
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        assert process.poll() is None, "the server ended at its start"
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, TimeoutError):
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="module")
def chromium(server: Server) -> Iterator[Browser]:
    """A browser for one module: while Playwright is open its event loop runs, and no other test could start one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=["scripts", "no-scripts"])
def mode(request: pytest.FixtureRequest) -> str:
    """Whether the browser runs scripts: each way must lead through without them too."""
    return str(request.param)


def opened(context: BrowserContext, troubles: list[str]) -> Page:
    """A page of `context`; what its console calls an error is added to `troubles`, but for refused requests."""
    page = context.new_page()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED.search(message.text):
            troubles.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    return page


@pytest.fixture
def page(chromium: Browser, server: Server, mode: str) -> Iterator[Page]:
    """A page at desktop width; at the end of the test nothing may have broken, our content policy included."""
    context = chromium.new_context(
        base_url=server.address, viewport={"width": 1280, "height": 900}, java_script_enabled=mode == "scripts"
    )
    troubles: list[str] = []
    yield opened(context, troubles)
    context.close()
    assert not troubles


@pytest.fixture
def scripted(chromium: Browser, server: Server) -> Iterator[Page]:
    """A page with JavaScript, at desktop width."""
    context = chromium.new_context(base_url=server.address, viewport={"width": 1280, "height": 900})
    troubles: list[str] = []
    yield opened(context, troubles)
    context.close()
    assert not troubles
