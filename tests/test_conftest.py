"""The guards that every other test stands on."""

import os
import socket
import urllib.request

import pytest


def test_no_test_reaches_the_network() -> None:
    with pytest.raises(RuntimeError, match="stay on loopback"), socket.socket() as outgoing:
        outgoing.connect(("192.0.2.1", 80))  # RFC 5737: an address for documentation, nobody's
    with pytest.raises(RuntimeError, match="stay on loopback"):
        urllib.request.urlopen("http://congbao.example", timeout=1)


def test_loopback_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=5):
        pass


def test_settings_from_outside_are_not_seen() -> None:
    assert not [name for name in os.environ if name.startswith("CONGBAO_")]
