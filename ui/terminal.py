"""How the command line shows things: tables, results, progress. Texts are Vietnamese."""

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from search_api.archive.entries import FileEntry
from search_api.guard.tokens import Token
from search_api.intake import FileResult, Outcome
from search_api.library import Statistics

OUTCOMES: dict[Outcome, str] = {
    "read": "đã đọc",
    "duplicate": "đã có từ trước",
    "partial": "đọc được, cần xem lại",
    "refused": "bị từ chối",
}
STAGES = {
    "opening": "mở tệp",
    "text": "đọc chữ",
    "ocr": "nhận dạng chữ",
    "structure": "dựng cấu trúc",
    "tagging": "phân tích",
}
STATES = {
    "received": "đang chờ",
    "reading": "đang đọc",
    "read": "đã đọc",
    "partial": "đọc được, cần xem lại",
    "refused": "bị từ chối",
}
out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)  # a path is for copying, so no line is broken


def fail(text: str) -> None:
    """Tell an error."""
    err.print(Text(text, "red"))


class IngestProgress:
    """A bar over the files, with a line for what is read at this moment."""

    def __init__(self, total: int) -> None:
        self._bar = Progress(
            TextColumn("Đọc Công báo"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[now]}", style="dim"),
            console=err,
            transient=True,
            disable=not err.is_terminal,
        )
        self._task: TaskID = self._bar.add_task("", total=total, now="")

    @contextmanager
    def shown(self) -> Iterator["IngestProgress"]:
        """Show the bar while the block runs."""
        with self._bar:
            yield self

    def finished(self, _: FileResult) -> None:
        """One more file has come to its end."""
        self._bar.advance(self._task)

    def reading(self, entries: Sequence[FileEntry]) -> None:
        """Tell what is read now."""
        told = [
            f"{entry.name}: {STAGES.get(entry.stage or '', '')} {entry.done}/{entry.total}" for entry in entries[:2]
        ]
        self._bar.update(self._task, now=escape(" · ".join(told)))


def show_summary(results: Sequence[FileResult]) -> None:
    """How many files ended in which way, and for those that need a look: why."""
    counts = Counter(result.outcome for result in results)
    table = Table(title=f"Đã xử lý {len(results)} tệp", title_justify="left")
    table.add_column("Kết quả")
    table.add_column("Số tệp", justify="right")
    table.add_column("Số văn bản", justify="right")
    for outcome, name in OUTCOMES.items():
        documents = sum(
            len(result.entry.document_ids) for result in results if result.entry and result.outcome == outcome
        )
        table.add_row(name, str(counts[outcome]), str(documents))
    out.print(table)
    shown = [result for result in results if result.outcome in ("partial", "refused")]
    if shown:
        _show_reasons(shown)


def _show_reasons(results: Sequence[FileResult]) -> None:
    table = Table(title="Các tệp cần xem", title_justify="left")
    table.add_column("Tệp", overflow="fold")
    table.add_column("Kết quả")
    table.add_column("Mã")
    table.add_column("Lý do", overflow="fold")
    for result in results:
        code, reason = why(result)
        table.add_row(escape(result.path.name), OUTCOMES[result.outcome], code, escape(reason))
    out.print(table)


def why(result: FileResult) -> tuple[str, str]:
    """The code and the sentence that say why a file was refused or needs a look."""
    if result.reason:
        return result.reason, result.remedy or ""
    findings = result.entry.findings if result.entry else ()
    if findings:
        more = f" (và {len(findings) - 1} điểm khác)" if len(findings) > 1 else ""
        return findings[0].code, findings[0].message + more
    return "findings", "Có điểm cần biên tập viên xem trong văn bản."


def show_statistics(counts: Statistics, engine: str, folder: str) -> None:
    """What the installation holds."""
    table = Table(show_header=False, title="Công báo Search", title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    indexed = "không kết nối được" if counts.indexed is None else str(counts.indexed)
    rows = [
        ("Văn bản", str(counts.documents)),
        (f"Văn bản tìm được ({engine})", indexed),
        ("Số Công báo", str(counts.issues)),
        ("Trang", f"{counts.pages} (nhận dạng chữ: {counts.pages_by_ocr})"),
        *((f"Tệp {STATES.get(state, state)}", str(count)) for state, count in sorted(counts.files.items())),
        *([("Tệp đã đọc nhưng chưa tìm được", str(counts.waiting))] if counts.waiting else []),
        ("Thư mục dữ liệu", folder),
    ]
    for row in rows:
        table.add_row(*map(escape, row))
    out.print(table)


def show_tokens(tokens: Iterable[Token]) -> None:
    """Which access tokens there are, and which are in use."""
    table = Table("Tên", "Cấp ngày", "Dùng lần cuối", "Thu hồi", title="Mã truy cập", title_justify="left")
    for each in tokens:
        days = (_day(each.created_at), _day(each.last_used_at, "chưa dùng"), _day(each.revoked_at))
        table.add_row(escape(each.name), *days)
    out.print(table)


def _day(moment: dt.datetime | None, none: str = "") -> str:
    return f"{moment.astimezone():%d/%m/%Y}" if moment else none


def write_line(text: str) -> None:
    """One line to standard output as it is, without colours or wrapping, for programs."""
    sys.stdout.write(text + "\n")
