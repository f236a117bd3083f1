"""The shipped model on articles of the codification: how sure it is and how often it is right.

It was trained on these very articles, so accuracy here proves only that features and model fit together; docs/topics.md
has the figures of cross-validation.
"""

import gzip
import json
from collections import defaultdict

import pytest

from nlp.topics.classify import Article, judge
from nlp.topics.taxonomy import key_of
from tests.tree import ROOT

ARTICLES = ROOT.parent / "shared" / "data" / "codification" / "articles.jsonl.gz"
EVERY, MOST = 40, 60


@pytest.mark.shared
def test_probabilities_are_those_of_being_right() -> None:
    if not ARTICLES.exists():
        pytest.skip(f"{ARTICLES} is not there: the classifier of topics is not tried on real articles")
    documents: dict[str, list[tuple[str, Article]]] = defaultdict(list)
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            heading = (row["heading"] or "").partition(" ")[2].partition(" ")[2]
            documents[row["act"] or ""].append((key_of(int(row["topic"])), Article(heading, row["text"] or "")))
    chosen = [act for act in sorted(documents) if "/" in act][::EVERY][:MOST]
    said = right = 0
    for act in chosen:
        found = judge(None, [article for _, article in documents[act]]).articles
        pairs = [(topics[0].topic, topic) for topics, (topic, _) in zip(found, documents[act], strict=True) if topics]
        said += len(pairs)
        right += sum(one == other for one, other in pairs)
    assert said >= 300
    assert right / said >= 0.95
