"""Tagging stored documents again: what changes is stored, indexed and told; a run that is cut off loses nothing."""

import datetime as dt
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ingest.document import Issue, LegalDocument
from nlp.annotation import Citation, EffectiveDate, KeyPhrase, Relation, TaggedDocument, TopicScore
from nlp.version import stamp
from search_api.archive.entries import StoredDocument
from search_api.errors import DocumentNotFound, EngineUnavailableError, SearchApiError
from search_api.jobs.checkpoint import OF_RETAGGING, VARIABLE
from search_api.retagging import DateChange, FileRetagged, Gain, Retagger, compared
from tests.search_api.made import Workshop, pdf, tag, workshop

CITATION = Citation(0, 5, "art_1", "Điều 1", "Nghị định số 1", "01/2020/NĐ-CP", None, ("Điều 5",))
RELATION = Relation("repeals", "02/2020/NĐ-CP", None, None, "whole", "bãi bỏ", 0.9)


@dataclass
class NewTagger:
    """Tags as the present version does; `more` is what it finds besides the date."""

    more: bool = True
    failing: frozenset[str] = frozenset()
    calls: int = 0

    def tag(self, document: LegalDocument, issue: Issue | None) -> TaggedDocument:
        self.calls += 1
        if document.number in self.failing:
            raise ValueError(document.number)
        tagged = replace(tag(document), tagged_by=stamp())
        if not self.more:
            return tagged
        return replace(tagged, citations=(CITATION,), relations=(RELATION,), topics=(TopicScore("lao-dong", 0.9),))


def filled(folder: Path, files: int = 2) -> Workshop:
    shop = workshop(folder / "data")
    paths = [folder / f"{name}.pdf" for name in range(files)]
    for path in paths:
        path.write_bytes(pdf(path.name))
    shop.intake.ingest_paths(paths)
    return shop


def stored(shop: Workshop) -> list[StoredDocument]:
    return list(shop.archive.documents.everything())


def test_what_changes_is_stored_indexed_and_told(tmp_path: Path) -> None:
    shop = filled(tmp_path)
    retagger, seen = Retagger(shop.archive, shop.stages), list[FileRetagged]()
    assert retagger.outdated() == 2
    done = retagger.run(retagger.files(), NewTagger(), 2, seen.append)
    assert done.counts() == {
        "documents": 2, "changed": 2, "citations": 2, "relations": 2, "dates": 0, "topics": 2, "failed": 0,
    }  # fmt: skip
    change = done.changes[0]
    assert (change.citations.new, change.relations.new) == (("Điều 5 01/2020/NĐ-CP",), ("repeals 02/2020/NĐ-CP",))
    assert change.topics == Gain(("lao-dong",))
    assert len(seen) == 2
    assert all(one.tagged.citations == (CITATION,) and one.tagged.tagged_by == stamp() for one in stored(shop))
    assert all(one.tagged.citations == (CITATION,) for one in shop.index.documents.values())
    assert retagger.outdated() == 0
    assert shop.archive.files.unindexed() == ()
    shop.archive.close()


def test_a_second_run_changes_nothing_and_puts_nothing(tmp_path: Path) -> None:
    shop = filled(tmp_path)
    retagger = Retagger(shop.archive, shop.stages)
    retagger.run(retagger.files(), NewTagger())
    before, puts = stored(shop), shop.index.puts
    assert retagger.files(outdated=True) == ()
    assert retagger.run(retagger.files(), NewTagger()).changes == ()
    assert (stored(shop), shop.index.puts) == (before, puts)
    shop.archive.close()


def test_a_new_version_that_says_the_same_leaves_its_stamp_only(tmp_path: Path) -> None:
    shop = filled(tmp_path)
    retagger, puts = Retagger(shop.archive, shop.stages), shop.index.puts
    assert retagger.run(retagger.files(outdated=True), NewTagger(more=False)).counts()["changed"] == 0
    assert retagger.outdated() == 0
    assert shop.index.puts == puts
    shop.archive.close()


def test_documents_are_chosen_by_their_ids(tmp_path: Path) -> None:
    shop = filled(tmp_path)
    retagger, (first, second) = Retagger(shop.archive, shop.stages), stored(shop)
    assert retagger.files([second.id]) == (second.file_sha256,)
    retagger.run(retagger.files([second.id]), NewTagger())
    assert retagger.files([first.id, second.id], outdated=True) == (first.file_sha256,)
    with pytest.raises(DocumentNotFound):
        retagger.files(["k3v6c2qx7bna"])
    shop.archive.close()


def test_one_files_fault_does_not_stop_the_run(tmp_path: Path) -> None:
    shop = filled(tmp_path)
    retagger = Retagger(shop.archive, shop.stages)
    done = retagger.run(retagger.files(), NewTagger(failing=frozenset({"38/2022/NĐ-CP"})))
    assert done.counts()["failed"] == 2
    assert {file.reason for file in done.files} == {SearchApiError.reason}
    assert all(not one.tagged.citations for one in stored(shop))
    assert retagger.outdated() == 2
    shop.archive.close()


def test_with_the_engine_away_tags_are_stored_and_the_next_run_indexes_them(tmp_path: Path) -> None:
    shop = filled(tmp_path)
    retagger = Retagger(shop.archive, shop.stages)
    shop.index.failing = EngineUnavailableError("away")
    done = retagger.run(retagger.files(), NewTagger())
    assert {file.reason for file in done.files} == {EngineUnavailableError.reason}
    assert len(done.changes) == 2
    assert len(shop.archive.files.unindexed()) == 2
    shop.index.failing = None
    assert retagger.run(retagger.files(outdated=True), NewTagger()).files == ()
    assert shop.archive.files.unindexed() == ()
    assert all(one.tagged.citations for one in shop.index.documents.values())
    shop.archive.close()


RUN = """
import sys
from pathlib import Path
from search_api.retagging import Retagger
from tests.search_api.made import workshop
from tests.search_api.test_retagging import NewTagger

shop = workshop(Path(sys.argv[1]) / "data")
retagger = Retagger(shop.archive, shop.stages)
retagger.run(retagger.files(outdated=True), NewTagger())
"""


@pytest.mark.parametrize("name", [*OF_RETAGGING, "related", "put"])
def test_a_run_killed_at_any_point_is_finished_by_the_next(tmp_path: Path, name: str) -> None:
    shop = filled(tmp_path)
    shop.archive.close()
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    killed = subprocess.run(command, env={**os.environ, VARIABLE: name}, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    after = workshop(tmp_path / "data")
    assert len(stored(after)) == 2
    retagger = Retagger(after.archive, after.stages)
    retagger.run(retagger.files(outdated=True), NewTagger())
    assert all(one.tagged.citations == (CITATION,) for one in stored(after))
    assert retagger.outdated() == 0
    assert after.archive.files.unindexed() == ()
    after.archive.close()


def test_changes_are_told_by_what_is_gained_and_lost(tmp_path: Path) -> None:
    shop = filled(tmp_path, 1)
    (one,) = stored(shop)
    later = replace(tag(one.tagged.document), effective=EffectiveDate(None, "unknown", "", "", 0, 0))
    change = compared(one, later)
    assert change
    assert change.dates == (DateChange("effective_on", dt.date(2022, 7, 1), None),)
    assert not change.other
    back = compared(replace(one, tagged=replace(later, citations=(CITATION,))), later)
    assert back
    assert back.citations == Gain((), ("Điều 5 01/2020/NĐ-CP",))
    phrases = compared(one, replace(one.tagged, key_phrases=(KeyPhrase("lương tối thiểu", 1.0),)))
    assert phrases
    assert phrases.other
    assert compared(one, replace(one.tagged, tagged_by="later")) is None
    shop.archive.close()
