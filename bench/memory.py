"""Peak memory of reading one long file: a born-digital gazette repeated to 250, 500 and 1,000 pages.

    python -m bench.parse PATH --flat 1000

Each length is read in a process of its own; "peak" is its largest resident set, "pages" what is left of it after the
same process has only started (imports, fonts, tables). Flat means that four times the pages cost little more.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from rich.console import Console
from rich.table import Table

from ingest.limits import Limits
from ingest.pipeline import read_file
from ingest.triage import open_document

KILOBYTE, MEGABYTE = 1 << 10, 1 << 20


@dataclass(frozen=True, slots=True)
class Peak:
    """Largest resident set in megabytes while a file of so many pages was read."""

    pages: int
    megabytes: float


def repeated(path: Path, pages: int, out: Path) -> None:
    """A file of `pages` pages: those of the file at `path`, over and over."""
    whole = pdfium.PdfDocument.new()
    with closing(open_document(path)) as document:
        own = list(range(len(document)))
        for start in range(0, pages, len(own)):
            whole.import_pages(document, own[: pages - start])
    whole.save(out)
    whole.close()


def peaks(path: Path, most: int) -> list[Peak]:
    """The peaks at nothing, a quarter, half and all of `most` pages."""
    found = [Peak(0, _peak(None))]
    with tempfile.TemporaryDirectory() as work:
        for pages in (most // 4, most // 2, most):
            long = Path(work, f"{pages}.pdf")
            repeated(path, pages, long)
            found.append(Peak(pages, _peak(long)))
    return found


def _peak(path: Path | None) -> float:
    command = [sys.executable, "-m", "bench.memory", *([str(path)] if path else [])]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, env={**os.environ}, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) * KILOBYTE / MEGABYTE


def report(found: Sequence[Peak]) -> dict[str, float]:
    """The table, and the figures: peaks, and kilobytes that a page more costs in the longer half."""
    table = Table("pages", "peak MB")
    for peak in found:
        table.add_row(str(peak.pages), f"{peak.megabytes:.0f}")
    Console().print(table)
    half, whole = found[-2], found[-1]
    growth = (whole.megabytes - half.megabytes) * MEGABYTE / KILOBYTE / max(1, whole.pages - half.pages)
    figures = {f"peak_mb_{peak.pages}_pages": round(peak.megabytes, 1) for peak in found}
    return {**figures, "kb_per_further_page": round(growth, 1)}


def main(arguments: Sequence[str]) -> None:
    """Read the file, if one is named, and print the peak in kilobytes: what the processes above run."""
    for name in arguments:
        read_file(Path(name), Limits(), lambda _: None)
    # getrusage's ru_maxrss would be the parent's where that was larger: it outlives exec
    status = Path("/proc/self/status").read_text("ascii")
    print(*re.findall(r"VmHWM:\s+(\d+) kB", status))


if __name__ == "__main__":
    main(sys.argv[1:])
