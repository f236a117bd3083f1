"""Gazette files read as `congbao parse` reads them, but in this process."""

import json
from collections.abc import Sequence
from pathlib import Path

from ingest.document import ParsedFile, Progress
from ingest.limits import Limits
from ingest.pipeline import read_file
from nlp.annotation import TaggedDocument
from nlp.contract import Json, to_contract
from nlp.pipeline import Tagger


def read(path: Path) -> tuple[ParsedFile, list[TaggedDocument]]:
    """The file with its documents tagged."""
    parsed = read_file(path, Limits(), _ignore)
    tagger = Tagger()
    return parsed, [tagger.tag(document, parsed.issue) for document in parsed.documents]


def write_outputs(paths: Sequence[Path], folder: Path) -> None:
    """NAME.json in the contract's form for each NAME.pdf, as the scorer of ../shared wants them."""
    for path in paths:
        form: Json = to_contract(*read(path))
        (folder / f"{path.stem}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")


def _ignore(_: Progress) -> None:
    pass
