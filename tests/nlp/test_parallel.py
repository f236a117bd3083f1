"""Tagging in several processes gives what tagging in one gives."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from nlp.parallel import ParallelTagger
from nlp.pipeline import Tagger
from tests.nlp.documents import article, document

LEGAL = [
    document(article("1", f"Nghị định số {number}/2020/NĐ-CP hết hiệu lực."), ordinal=number) for number in range(1, 5)
]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.slow
def test_the_same_from_several_processes(jobs: int) -> None:
    alone = Tagger()
    with ParallelTagger(jobs) as tagger, ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda one: tagger.tag(one, None), LEGAL))
    assert found == [alone.tag(one, None) for one in LEGAL]


def test_a_closed_one_says_so() -> None:
    tagger = ParallelTagger(2)
    tagger.close()
    with pytest.raises(RuntimeError):
        tagger.tag(LEGAL[0], None)
