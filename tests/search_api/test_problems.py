"""What readers are told of errors."""

import pytest

from search_api.errors import EngineUnavailableError, IndexBroken, SearchApiError
from search_api.problems import problem_of


def _every(kind: type[SearchApiError]) -> list[type[SearchApiError]]:
    return [kind, *(each for below in kind.__subclasses__() for each in _every(below))]


@pytest.mark.parametrize("kind", _every(SearchApiError))
def test_no_reader_is_told_a_command_of_the_operator(kind: type[SearchApiError]) -> None:
    assert "congbao " not in (problem_of(kind()).detail or "")


def test_the_operator_is_told_the_command() -> None:
    assert "congbao reindex" in IndexBroken.remedy
    assert problem_of(IndexBroken("v1")).status == 503
    assert problem_of(EngineUnavailableError()).detail == EngineUnavailableError.remedy
