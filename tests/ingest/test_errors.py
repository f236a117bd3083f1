"""Every reason code stands in docs/errors.md, and every remedy is a Vietnamese sentence."""

import re
from pathlib import Path

import pytest

from ingest.errors import REASONS, IngestError, ReaderFailed, error_of

DOCS = (Path(__file__).parents[2] / "docs" / "errors.md").read_text("utf-8")
KINDS = sorted(REASONS.values(), key=lambda kind: kind.reason)
PARENTS = {parent for kind in KINDS for parent in kind.__bases__}


@pytest.mark.parametrize("kind", KINDS)
def test_the_reason_is_documented(kind: type[IngestError]) -> None:
    assert f"`{kind.reason}`" in DOCS
    if kind not in PARENTS:
        row = re.search(rf"^\| `{kind.reason}` \| .+ \| .+ \| (yes|no) \|$", DOCS, re.MULTILINE)
        assert row
        assert (row[1] == "yes") is kind.retryable


@pytest.mark.parametrize("kind", KINDS)
def test_the_remedy_is_a_vietnamese_sentence(kind: type[IngestError]) -> None:
    assert re.search(r"[ạảãàáâậầấẩẫăắằặẳẵêệếềểễôộốồổỗơợớờởỡưựứừửữđíìịỉĩúùụủũýỳỵỷỹóòọỏõéèẹẻẽ]", kind.remedy)
    assert kind.remedy.endswith(".")
    assert "Hãy" in kind.remedy
    assert len(kind.remedy) < 160


def test_each_class_has_a_reason_of_its_own() -> None:
    def tree(kind: type[IngestError]) -> list[type[IngestError]]:
        return [kind, *(below for child in kind.__subclasses__() for below in tree(child))]

    kinds = tree(IngestError)
    assert len(kinds) == len(REASONS) == len({kind.reason for kind in kinds})
    assert {kind.__name__ for kind in kinds} == {kind.__name__ for kind in REASONS.values()}
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", reason) for reason in REASONS)


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    import ingest.errors

    drawn = ingest.errors.__doc__ or ""
    for kind in KINDS:
        assert re.search(rf"\b{kind.__name__}\b", drawn)
        assert kind in PARENTS or re.search(
            rf"\b{kind.__name__} +{kind.reason}\b|{kind.__name__} +{kind.reason}:", drawn
        )


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_the_way_out_of_the_child(kind: type[IngestError]) -> None:
    again = error_of(kind.reason, "detail")
    assert type(again) is kind
    assert str(again) == f"{kind.reason}: detail"


def test_an_unknown_reason_is_a_fault_of_ours() -> None:
    assert isinstance(error_of("no-such-reason"), ReaderFailed)
