"""Tagging stored documents again with the present rules and models: what it changes is stored, indexed and told.

What clerks corrected is part of the documents, which stay as they are; what they decided about relations is kept by
the words of the relation (search_api.standing), so it holds for the same relation found again.
"""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from nlp.annotation import Citation, Relation, TaggedDocument
from nlp.version import stamp
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.errors import ArchiveBusy, DocumentNotFound, SearchApiError
from search_api.jobs.checkpoint import checkpoint
from search_api.jobs.stages import DocumentTagger, Stages

log = logging.getLogger(__name__)

TICK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Gain:
    """What there is now and was not before, and what there was and is no more, in words."""

    new: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateChange:
    """A date that was found otherwise: `field` is effective_on or expires_on."""

    field: str
    old: dt.date | None
    new: dt.date | None


@dataclass(frozen=True, slots=True)
class TagChange:
    """What tagging a document again changed; `other`: something else too (entities, key phrases, places of tags)."""

    id: str
    name: str
    citations: Gain = Gain()
    relations: Gain = Gain()
    topics: Gain = Gain()
    dates: tuple[DateChange, ...] = ()
    other: bool = False


@dataclass(frozen=True, slots=True)
class FileRetagged:
    """One file's end: how many documents were tagged, what changed, and why it was not done or is not searchable."""

    sha256: str
    documents: int
    changes: tuple[TagChange, ...] = ()
    reason: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Retagged:
    """A whole run, with the version that tagged."""

    version: str
    files: tuple[FileRetagged, ...]

    @property
    def changes(self) -> tuple[TagChange, ...]:
        """What changed, in the order in which the files came to the archive."""
        return tuple(change for file in self.files for change in file.changes)

    def counts(self) -> dict[str, int]:
        """Documents tagged, documents with changes of each kind, and files that did not come to their end."""
        changes = self.changes
        return {
            "documents": sum(file.documents for file in self.files),
            "changed": len(changes),
            "citations": sum(change.citations != Gain() for change in changes),
            "relations": sum(change.relations != Gain() for change in changes),
            "dates": sum(bool(change.dates) for change in changes),
            "topics": sum(change.topics != Gain() for change in changes),
            "failed": sum(file.reason is not None for file in self.files),
        }


class Retagger:
    """Tags stored documents again, a file at a time; whatever ends a run, what is stored is whole."""

    def __init__(self, archive: Archive, stages: Stages) -> None:
        self._archive = archive
        self._stages = stages

    def outdated(self) -> int:
        """How many documents another version tagged than the present one."""
        return sum(count for version, count in self._archive.taggings.versions().items() if version != stamp())

    def files(self, ids: Sequence[str] = (), *, outdated: bool = False) -> tuple[str, ...]:
        """The files of these documents (none named: of all), `outdated`: with something older than the present version.

        Raises:
            DocumentNotFound: there is no document of one of these ids.
        """
        chosen = self._archive.taggings.files(stamp() if outdated else None)
        if not ids:
            return chosen
        wanted = set()
        for one in ids:
            file = self._archive.taggings.file_of(one)
            if file is None:
                raise DocumentNotFound(one)
            wanted.add(file)
        return tuple(sha256 for sha256 in chosen if sha256 in wanted)

    def run(
        self,
        files: Sequence[str],
        tagger: DocumentTagger,
        jobs: int = 1,
        progress: Callable[[FileRetagged], None] = lambda _: None,
    ) -> Retagged:
        """Tag the documents of these files again, `jobs` at a time; `progress` gets each file as it ends, here.

        What an earlier run stored and did not bring to the index is brought there first. A run that is cut off is
        taken up by running it again: nothing is lost, and what was done is done again without harm or, with
        `files(outdated=True)`, left out.
        """
        self._stages.put_waiting()
        with ThreadPoolExecutor(jobs, thread_name_prefix="retag") as pool:
            running = [pool.submit(self._file, sha256, tagger) for sha256 in files]
            try:
                _report(running, progress)
            except BaseException:  # Ctrl-C above all: files that are begun are ended, the others are left
                pool.shutdown(cancel_futures=True)
                raise
        return Retagged(stamp(), tuple(one.result() for one in running))

    def _file(self, sha256: str, tagger: DocumentTagger) -> FileRetagged:
        try:
            with self._stages.claim(sha256):
                return self._tagged(sha256, tagger)
        except ArchiveBusy as error:
            return FileRetagged(sha256, 0, (), error.reason, error.remedy)
        except Exception:  # the named boundary of promise P5: a fault of ours in one file must not stop the run
            log.exception("tagging %s again", sha256)
            return FileRetagged(sha256, 0, (), SearchApiError.reason, SearchApiError.remedy)

    def _tagged(self, sha256: str, tagger: DocumentTagger) -> FileRetagged:
        stored = self._archive.documents.of_file(sha256)
        again = [tagger.tag(one.tagged.document, one.issue) for one in stored]
        changes = [change for one, new in zip(stored, again, strict=True) if (change := compared(one, new))]
        checkpoint("retagged")
        joined = any(one.tagged.document.continues_from or one.tagged.document.continued_in for one in stored)
        changed = bool(changes) or joined  # a whole is tagged anew when its parts are put
        pairs = [(one.id, new) for one, new in zip(stored, again, strict=True)]
        if pairs:
            self._archive.taggings.replace(sha256, pairs, changed=changed)
        checkpoint("retag-stored")
        try:
            if changed:
                self._stages.put(sha256)
        except SearchApiError as error:
            log.warning("%s is stored, but not searchable yet", sha256, exc_info=True)
            return FileRetagged(sha256, len(stored), tuple(changes), error.reason, error.remedy)
        return FileRetagged(sha256, len(stored), tuple(changes))


def _report(running: Iterable[Future[FileRetagged]], progress: Callable[[FileRetagged], None]) -> None:
    waiting = set(running)
    while waiting:
        done, waiting = wait(waiting, TICK_SECONDS, FIRST_COMPLETED)
        for one in done:
            progress(one.result())


def compared(stored: StoredDocument, new: TaggedDocument) -> TagChange | None:
    """What the new tags say otherwise than the stored ones; None where they say the same."""
    old = stored.tagged
    if replace(new, tagged_by=old.tagged_by) == old:
        return None
    dates = (
        DateChange("effective_on", _day(old), _day(new)),
        DateChange("expires_on", old.expires_on, new.expires_on),
    )
    change = TagChange(
        stored.id,
        new.document.number or new.document.title or stored.file_name,
        _gain(map(_citation, old.citations), map(_citation, new.citations)),
        _gain(map(_relation, old.relations), map(_relation, new.relations)),
        _gain((one.topic for one in old.topics), (one.topic for one in new.topics)),
        tuple(date for date in dates if date.old != date.new),
    )
    nothing = (change.citations, change.relations, change.topics) == (Gain(), Gain(), Gain()) and not change.dates
    return replace(change, other=True) if nothing else change


def _day(tagged: TaggedDocument) -> dt.date | None:
    return tagged.effective.date if tagged.effective else None


def _gain(old: Iterable[str], new: Iterable[str]) -> Gain:
    before, after = Counter(old), Counter(new)
    return Gain(tuple((after - before).elements()), tuple((before - after).elements()))


def _citation(citation: Citation) -> str:
    called = citation.document or citation.document_name or ""
    return " ".join(part for part in (", ".join(citation.provisions), called) if part) or citation.text


def _relation(relation: Relation) -> str:
    target = relation.target or relation.target_name or "?"
    places = ", ".join(relation.provisions) or relation.target_provision or ""
    return " ".join(part for part in (relation.kind, places, target) if part)
