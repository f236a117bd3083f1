"""What every test may rely on: no network but loopback, no settings from outside, the real gazettes, a real node."""

import os
import random
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent
LOOPBACK = ("127.", "::1", "localhost")

# Two busy cores make wall-clock deadlines of single examples flaky; pytest-timeout still stops a test that hangs.
# In CI the same examples are tried each time, so that a red run is the change's fault.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
hypothesis.settings.load_profile("house")


class NetworkForbiddenError(RuntimeError):
    """A test tried to leave the machine. No OSError, so that code which expects a dead network does not hide it."""


def _is_local(address: object) -> bool:
    host = address[0] if isinstance(address, tuple) and address else address
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    # A string alone is the path of a Unix socket, or "" and None, which mean this machine.
    return not isinstance(address, tuple) or host in ("", None) or str(host).startswith(LOOPBACK)


def _guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guard(self: socket.socket, address: Any) -> Any:
        if not _is_local(address):
            raise NetworkForbiddenError(f"tests stay on loopback, but this one wanted {address!r}")
        return connect(self, address)

    return guard


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets of this process reach loopback only (promise P24: builds and tests need nothing from outside)."""
    resolve = socket.getaddrinfo

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_local((host,)):
            raise NetworkForbiddenError(f"tests stay on loopback, but this one wanted to look up {host!r}")
        return resolve(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_resolve)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own CONGBAO_DATA_DIR and the like must neither steer a test nor be written to by one."""
    for name in [name for name in os.environ if name.startswith("CONGBAO_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder with real gazettes, labels and contracts: $CONGBAO_SHARED, else ../shared. Skips without it."""
    folder = Path(os.environ.get("CONGBAO_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip("no real gazettes here: neither $CONGBAO_SHARED nor ../shared holds a folder `data`")
    return folder


def _free_node_port() -> int:
    """A port that script/opensearch takes (its runner knows 9201 to 9299 only) and nobody uses."""
    for port in random.sample(range(9202, 9300), 98):  # several workers may ask in the same moment
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("no free port from 9202 to 9299 for an OpenSearch node")


# What script/test has started, read before the fixture above clears the environment: addresses, apart by spaces.
NODES = tuple(os.environ.get("CONGBAO_TEST_OPENSEARCH_URL", "").split()) or ("started here",)


@pytest.fixture(scope="session", params=NODES, ids=[f"node{number}" for number in range(1, len(NODES) + 1)])
def opensearch_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a real OpenSearch node; a test that asks for it runs once for each node there is.

    Nodes are shared between tests and workers: name indices uniquely and delete them. Without nodes from script/test
    one is started on a free port; without Java the test skips.
    """
    if request.param != "started here":
        yield request.param
        return
    port = str(_free_node_port())
    script = str(ROOT / "script" / "opensearch")
    try:
        started = subprocess.run(
            [script, "start", "--temporary", "--port", port], capture_output=True, text=True, check=False
        )
        if started.returncode == 3:  # its documented code for "no Java or Maven"
            pytest.skip(f"no OpenSearch node: {started.stderr.strip()}")
        assert started.returncode == 0, started.stderr
        yield f"http://127.0.0.1:{port}"
    finally:
        subprocess.run([script, "stop", "--port", port], capture_output=True, check=False)
