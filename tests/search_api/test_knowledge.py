"""Every TOML of the floor is read as the value that it describes, and nothing else."""

import msgspec
import pytest

from search_api.knowledge import knowledge


def test_a_file_is_given_as_a_value() -> None:
    assert "thế nào" in knowledge("search_api.query", "asking", dict[str, frozenset[str]])["asking"]
    assert knowledge("search_api.query", "thesaurus/land", dict[str, object])["fields"]


def test_what_is_not_there_or_of_another_shape_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        knowledge("search_api.query", "nothing", dict[str, str])
    with pytest.raises(msgspec.ValidationError):
        knowledge("search_api.query", "asking", dict[str, int])
