"""script/opensearch: the node is a real one, with what the product needs of it, on loopback only."""

import json
import subprocess
import urllib.request
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.tree import ROOT

SCRIPT = ROOT / "script" / "opensearch"


def call(method: str, url: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        url,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


@pytest.fixture
def index(opensearch_url: str) -> Iterator[str]:
    """The address of an index with articles inside documents, and stored queries."""
    url = f"{opensearch_url}/script-test-{uuid.uuid4().hex}"
    article = {"type": "nested", "properties": {"text": {"type": "text"}}}
    properties = {"query": {"type": "percolator"}, "title": {"type": "text"}, "articles": article}
    call("PUT", url, {"settings": {"number_of_replicas": 0}, "mappings": {"properties": properties}})
    yield url
    call("DELETE", url)


@pytest.mark.opensearch
def test_an_article_is_found_and_highlighted_inside_its_document(index: str) -> None:
    articles = [{"text": "Điều 1. Thu hồi đất"}, {"text": "Mức bồi thường về đất"}]
    call("PUT", f"{index}/_doc/1?refresh=true", {"title": "Luật Đất đai", "articles": articles})
    inner: dict[str, Any] = {"highlight": {"fields": {"articles.text": {}}}}
    nested = {"path": "articles", "query": {"match": {"articles.text": "bồi thường"}}, "inner_hits": inner}
    (hit,) = call("POST", f"{index}/_search", {"query": {"nested": nested}})["hits"]["hits"]
    (found,) = hit["inner_hits"]["articles"]["hits"]["hits"]
    assert found["highlight"]["articles.text"] == ["Mức <em>bồi</em> <em>thường</em> về đất"]


@pytest.mark.opensearch
def test_a_stored_query_recognises_a_document(index: str) -> None:
    call("PUT", f"{index}/_doc/stored?refresh=true", {"query": {"match_phrase": {"title": "đất đai"}}})

    def recognised(title: str) -> list[str]:
        query = {"percolate": {"field": "query", "document": {"title": title}}}
        return [hit["_id"] for hit in call("POST", f"{index}/_search", {"query": query})["hits"]["hits"]]

    assert recognised("Luật Đất đai") == ["stored"]
    assert recognised("Luật Nhà ở") == []


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["start", "--port", "80"], 2, "--port is 9201 to 9299, not 80"),
        (["start", "--port", "9299", "--java", "99"], 3, "no Java 99 here"),
        (["start", "--loud"], 2, "unknown option --loud"),
        (["restart"], 2, "script/opensearch start"),
    ],
)
def test_it_says_what_it_cannot_do(arguments: list[str], code: int, message: str) -> None:
    run = subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, check=False)
    assert (run.returncode, message in run.stderr) == (code, True), run.stderr


def test_status_and_stop_know_when_nothing_runs() -> None:
    status = subprocess.run([SCRIPT, "status", "--port", "9299"], capture_output=True, text=True, check=False)
    stop = subprocess.run([SCRIPT, "stop", "--port", "9299"], capture_output=True, text=True, check=False)
    assert (status.returncode, stop.returncode) == (1, 0)
    assert "No OpenSearch of ours" in stop.stdout
