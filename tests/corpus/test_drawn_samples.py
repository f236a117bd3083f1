"""Samples of seeds that nobody looked at: born digital, their fields and articles come back without a miss."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nlp.contract import to_contract
from sample_gazettes.samples import Sample, draw_samples
from sample_gazettes.truth import label_form
from tests.corpus.reading import read

SEEDS = (71, 20261)
SCAN = "scan"


def articles(provisions: list[dict[str, Any]]) -> Iterator[str]:
    for provision in provisions:
        if provision["level"] == "article":
            yield provision["label"]
        else:
            yield from articles(provision["children"])


def facts(document: dict[str, Any]) -> dict[str, Any]:
    """What must be right of a document, in the form that labels and outputs share."""
    labelled = [article["label"] for article in document.get("articles", [])]
    return {
        "pdf_pages": list(document["pdf_pages"]),
        "number": document["number"],
        "type": document["type"],
        "issuers": list(document["issuers"]),
        "issued_on": document["issued_on"],
        "effective_on": document["effective_on"],
        "articles": list(articles(document["body"])) if "body" in document else labelled,
    }


@pytest.fixture(scope="module", params=SEEDS)
def samples(request: pytest.FixtureRequest) -> list[Sample]:
    return [sample for sample in draw_samples(request.param, "") if SCAN not in sample.name]


@pytest.mark.slow
def test_drawn_samples_come_back(samples: list[Sample], tmp_path: Path) -> None:
    assert len(samples) >= 5
    for sample in samples:
        path = tmp_path / f"{sample.name}.pdf"
        path.write_bytes(sample.pdf)
        form: Any = to_contract(*read(path))
        label = label_form(sample.truth, sample.name)
        assert [facts(document) for document in form["documents"]] == [facts(each) for each in label["documents"]]
        assert {name: form["issue"][name] for name in ("numbers", "date")} == label["issue"]
