"""`congbao retag`: tag stored documents again with the present rules and models, and say what that changed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

import msgspec
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from nlp.parallel import ParallelTagger
from nlp.topics.taxonomy import topic_of
from search_api.retagging import FileRetagged, Gain, Retagged, Retagger, TagChange
from ui import terminal

SHOWN = 40
"""Changed documents that are listed; --json lists all."""
_COUNTS = {
    "documents": "văn bản đã phân tích lại",
    "changed": "văn bản có thay đổi",
    "citations": "… viện dẫn",
    "relations": "… quan hệ",
    "dates": "… ngày hiệu lực",
    "topics": "… lĩnh vực",
    "failed": "tệp chưa xong",
}
# Shown of one document and of one reason: a new rule may change hundreds of citations, a lost index stops every file.
_LINES, _FILES = 12, 3
_FIELDS = {"effective_on": "ngày có hiệu lực", "expires_on": "ngày hết hiệu lực"}


def retag(retagger: Retagger, files: Sequence[str], jobs: int) -> Retagged:
    """Tag the documents of these files again under a progress bar."""
    with ParallelTagger(min(jobs, max(len(files), 1))) as tagger, _bar(len(files)) as done:
        return retagger.run(files, tagger, jobs, done)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[FileRetagged], None]]:
    """A bar over the files; what is given steps it on."""
    columns = (TextColumn("Phân tích lại"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=terminal.err, transient=True, disable=not terminal.err.is_terminal) as bar:
        task = bar.add_task("", total=total)
        yield lambda _: bar.advance(task)


def show(done: Retagged) -> None:
    """Print the counts, what changed in which document, and what did not come to its end."""
    table = Table(show_header=False, title=f"Phiên bản {done.version}", title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for name, count in done.counts().items():
        table.add_row(_COUNTS[name], str(count))
    terminal.out.print(table)
    changes = done.changes
    for change in changes[:SHOWN]:
        terminal.out.print(Text.assemble((change.name, "bold"), f" ({change.id})"), soft_wrap=True)
        lines = list(_lines(change))
        for line in lines[:_LINES]:
            terminal.out.print(Text(f"  {line}"), soft_wrap=True)
        if len(lines) > _LINES:
            terminal.out.print(f"  … và {len(lines) - _LINES} thay đổi khác")
    if len(changes) > SHOWN:
        terminal.out.print(f"… và {len(changes) - SHOWN} văn bản khác (xem đủ bằng --json)")
    failed: dict[str, list[str]] = {}
    for file in done.files:
        if file.reason:
            failed.setdefault(f"{file.reason}: {file.remedy}", []).append(file.sha256[:12])
    for why, files in failed.items():
        more = f" … và {len(files) - _FILES} tệp khác" if len(files) > _FILES else ""
        terminal.fail(f"{', '.join(files[:_FILES])}{more}: {why}")


def _lines(change: TagChange) -> Iterator[str]:
    gains: tuple[tuple[str, Gain], ...] = (
        ("viện dẫn", change.citations),
        ("quan hệ", change.relations),
        ("lĩnh vực", Gain(tuple(map(_topic, change.topics.new)), tuple(map(_topic, change.topics.lost)))),
    )
    for name, gain in gains:
        yield from (f"{name}: + {text}" for text in gain.new)
        yield from (f"{name}: - {text}" for text in gain.lost)
    for date in change.dates:
        yield f"{_FIELDS[date.field]}: {date.old or 'chưa rõ'} → {date.new or 'chưa rõ'}"
    if change.other:
        yield "chỉ khác ở từ khóa, thực thể hoặc vị trí"


def _topic(key: str) -> str:
    """What people call a topic; its key, where it is none of ours any more."""
    topic = topic_of(key)
    return topic.name if topic else key


def as_json(done: Retagged) -> str:
    """The whole run as one JSON object."""
    files = [
        {"sha256": file.sha256, "reason": file.reason, "remedy": file.remedy} for file in done.files if file.reason
    ]
    told = {"version": done.version, "counts": done.counts(), "changes": list(map(asdict, done.changes))}
    return msgspec.json.encode({**told, "failed": files}).decode()
