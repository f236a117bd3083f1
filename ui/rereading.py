"""`congbao reread`: read once more in this process, show the difference, and replace only what a person confirms."""

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.text import Text

from ingest.request import ReadRequest, Way
from search_api.archive.entries import Rereading
from search_api.comparison import Comparison, Kind, Run, TextChange
from search_api.errors import WorkStopped
from search_api.rereader import Rereader
from ui import terminal

_SHA256 = re.compile(r"[0-9a-f]{64}")
_KINDS: dict[Kind, str] = {"added": "Thêm", "removed": "Mất", "changed": "Đổi"}
_AROUND = 60  # characters of unchanged text shown before and after a change
_SHOWN = 40  # changes printed; the page for clerks shows all


def wish_of(rereader: Rereader, what: str, page: int | None, way: Way, dpi: int | None) -> tuple[str, ReadRequest]:
    """The file that `what` names (its path, its sha256, or the id of a document in it) and what to read of it.

    Raises:
        FileNotKnown, DocumentNotFound: nothing in the archive has this name.
    """
    pages = (page,) if page else None
    if Path(what).is_file():
        with Path(what).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), ReadRequest(way, pages, dpi)
    if _SHA256.fullmatch(what):
        return what, ReadRequest(way, pages, dpi)
    sha256, of_document = rereader.pages_of(what)
    return sha256, ReadRequest(way, pages or of_document, dpi)


def reread(rereader: Rereader, sha256: str, request: ReadRequest, decide: Callable[[], bool]) -> Rereading:
    """Read once more, print what would change, and do what `decide` says: use the new reading, or keep the stored one.

    Raises what `Rereader.ask` and `Rereader.use` raise; KeyboardInterrupt leaves the wish for the next run.
    """
    asked = rereader.ask(sha256, request)
    start = time.monotonic()
    with terminal.err.status("Đang đọc lại…"):
        ended = rereader.run(asked.id)
    if ended.state == "failed":
        terminal.fail(f"{ended.reason}: {ended.remedy}")
        return ended
    terminal.err.print(f"Đã đọc lại trong {time.monotonic() - start:.0f} giây.")
    return _decided(rereader, ended, decide)


def _decided(rereader: Rereader, ended: Rereading, decide: Callable[[], bool]) -> Rereading:
    changes = rereader.show(ended.id).comparison
    if changes is None:  # somebody decided on it in the pages for clerks meanwhile
        raise WorkStopped(str(ended.id))
    show(changes)
    if changes.is_same or not decide():
        kept = rereader.keep(ended.id)
        terminal.out.print("Giữ bản cũ.")
        return kept
    used = rereader.use(ended.id)
    terminal.out.print("Đã dùng bản mới; bản cũ được giữ trong lịch sử của tệp.")
    return used


def show(changes: Comparison) -> None:
    """Print a comparison: heads, articles, pages, each change with some words around it."""
    if changes.is_same:
        terminal.out.print("Kết quả đọc lại giống hệt bản đang lưu.")
        return
    for document in changes.documents:
        terminal.out.print(Text(f"{_KINDS[document.kind]}: {document.name}", style="bold"))
        for field in document.fields:
            terminal.out.print(Text(f"  {field.field}: {field.old or '-'} → {field.new or '-'}"))
        for unit in document.units[:_SHOWN]:
            terminal.out.print(Text(f"  {_KINDS[unit.kind]} {unit.label}"))
            _show_text(unit.text)
        _show_rest(max(0, len(document.units) - _SHOWN) + document.more_units, "điều, đoạn")
    for change in changes.pages[:_SHOWN]:
        terminal.out.print(Text(f"Trang {change.number}: {change.old_source} → {change.new_source}", style="bold"))
        _show_text(change.text)
    _show_rest(max(0, len(changes.pages) - _SHOWN) + changes.more_pages, "trang")


def _show_rest(count: int, what: str) -> None:
    if count > 0:
        terminal.out.print(f"  … và {count} {what} khác")


def _show_text(change: TextChange) -> None:
    for sign, runs, style in (("-", change.old, "red"), ("+", change.new, "green")):
        if any(run.changed for run in runs):
            terminal.out.print(Text(f"    {sign} ").append_text(_excerpt(runs, style)), soft_wrap=True)


def _excerpt(runs: Sequence[Run], style: str) -> Text:
    """Changed words in brackets, so that they are told apart without colours, and some text around them."""
    shown = Text()
    for run in runs:
        text = " ".join(run.text.split())
        if run.changed:
            shown.append(f"[{text}] ", style=style)
        elif len(text) > 2 * _AROUND:
            shown.append(f"{text[:_AROUND]} … {text[-_AROUND:]} ")
        else:
            shown.append(f"{text} ")
    return shown
