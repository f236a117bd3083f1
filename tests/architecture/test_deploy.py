"""deploy/: what the files for real installations say is what the product knows."""

import asyncio
import re
import shlex
from ipaddress import ip_network
from typing import Any

import pytest
import yaml
from packaging.version import Version
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from search_api.settings import Settings
from tests.tree import FLOORS, ROOT

COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def stated(value: object) -> str:
    """A value of the file where the environment says nothing else."""
    return re.sub(r"\$\{(\w+):-([^}]*)\}", r"\2", str(value))


def instructions(word: str) -> list[str]:
    return [line.removeprefix(word).strip() for line in DOCKERFILE if line.startswith(word + " ")]


def test_every_setting_is_one_that_the_product_reads() -> None:
    named = {name for name in SERVICES["app"]["environment"] if name.startswith("CONGBAO_")}
    named |= {line.split("=")[0] for line in instructions("ENV")}
    assert named == {f"CONGBAO_{name.upper()}" for name in Settings.model_fields} & named
    assert {"CONGBAO_DATA_DIR", "CONGBAO_ENGINE", "CONGBAO_OPENSEARCH_URL", "CONGBAO_DATABASE_URL"} <= named


def test_settings_that_are_stated_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SERVICES["app"]["environment"].items():
        monkeypatch.setenv(name, stated(value))
    settings = Settings()
    assert settings.engine == "opensearch"
    assert settings.database.startswith("postgresql+psycopg://congbao:")


def test_only_the_site_is_published_and_only_on_loopback() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"app": ["127.0.0.1:8000:8000"]}


def test_visitors_keep_their_own_addresses_behind_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SERVICES["app"]["environment"].items():
        monkeypatch.setenv(name, stated(value))
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    subnet, gateway = ip_network(stated(network["subnet"])), stated(network["gateway"])
    assert gateway == str(next(subnet.hosts()))
    seen = [address_of("10.9.8.7, 203.0.113.5", each) for each in (gateway, "172.30.78.9")]
    assert seen == ["203.0.113.5", "172.30.78.9"]  # what a visitor claims stands before it; a container is no proxy


def address_of(forwarded: str, peer: str) -> str:
    """Whom the server of these settings takes for the visitor."""
    seen: list[str] = []

    async def site(scope: Any, *_: object) -> None:
        seen.append(scope["client"][0])

    async def never(*_: object) -> Any:
        raise NotImplementedError

    served = ProxyHeadersMiddleware(site, Settings().trusted_proxies)
    scope: Any = {"type": "http", "client": (peer, 1), "headers": [(b"x-forwarded-for", forwarded.encode())]}
    asyncio.run(served(scope, never, never))
    return seen[0]


def test_images_are_of_one_version_and_new_enough() -> None:
    images = dict(service["image"].split(":") for service in SERVICES.values() if "image" in service)
    assert Version(images["opensearchproject/opensearch"]) >= Version("3.3.0")  # CVE-2025-9624
    assert Version(images["postgres"]) >= Version("13")
    assert all(re.search(r":\d", base) for base in instructions("FROM"))


def test_passwords_come_from_outside() -> None:
    text = (ROOT / "deploy" / "compose.yaml").read_text()
    assert re.findall(r"PASSWORD: (.*)", text) == ["${POSTGRES_PASSWORD:?set it in deploy/.env}"]
    assert "POSTGRES_PASSWORD=\n" in (ROOT / "deploy" / "example.env").read_text()
    assert "/deploy/.env" in (ROOT / ".gitignore").read_text().splitlines()


def test_volumes_are_declared_and_services_are_known() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])
    assert set(SERVICES["app"]["depends_on"]) <= set(SERVICES)


def test_the_image_holds_the_floors_and_nothing_that_is_left_out_of_its_context() -> None:
    copied = [word.removeprefix("./") for line in instructions("COPY") for word in shlex.split(line)[:-1]]
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(copied) == allowed
    assert set(FLOORS) <= set(copied)
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_an_ordinary_user_on_locked_packages() -> None:
    assert instructions("USER") == ["congbao"]
    assert any("--require-hashes" in line and "requirements.txt" in line for line in instructions("RUN"))
