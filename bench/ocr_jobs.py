"""Pages with their true text for the benches of OCR: real scans, prose of real gazettes, drawn samples."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from ingest.document import Page
from ingest.furniture import strip_furniture
from ingest.pages import text_page
from ingest.triage import open_document
from sample_gazettes.damage import Damage, worn_pdf
from sample_gazettes.draw import draw_pdf
from sample_gazettes.fonts import Typeface
from sample_gazettes.gazette_pages import lay_out
from sample_gazettes.plans import plans

SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
SEED = 2026
_LEAST_LINES = 25
_NO_PROSE = ("CỘNG HÒA XÃ HỘI", "Nơi nhận", "MỤC LỤC", "PHỤ LỤC", "CỘNG HOÀ XÃ HỘI")


@dataclass(frozen=True, slots=True)
class Job:
    """A file of pictures with the true text of its pages. In `bare` texts running headers count for nothing."""

    group: str
    path: Path
    truths: dict[int, str]
    bare: bool = True


def real_jobs(truth: Path) -> Iterator[Job]:
    """Real scans with transcriptions; what stands inside ⟦ ⟧ is handwriting and is left out."""
    for facts in sorted(truth.glob("*.json")):
        about = json.loads(facts.read_text("utf-8"))
        text = re.sub(r"⟦[^⟧]*⟧", " ", facts.with_suffix(".txt").read_text("utf-8"))
        yield Job("real", truth.parent / about["file"], {int(about["page"]): text}, bare=False)


def page_text(page: Page) -> str:
    """The page's lines without running header, page number and stamps."""
    (stripped,), _, _ = strip_furniture([page])
    return "\n".join(line.text for line in stripped.lines)


def prose_pages(count: int) -> list[tuple[str, int]]:
    """(file, page) of `count` pages of ../shared/data/prose_pages.tsv, evenly spread."""
    with (SHARED / "prose_pages.tsv").open(encoding="utf-8", newline="") as file:
        rows = [(row["file"], int(row["page"])) for row in csv.DictReader(file, delimiter="\t")]
    count = min(count, len(rows))
    return [rows[i * len(rows) // count] for i in range(count)]


def prose_job(pages: Sequence[tuple[str, int]], dpi: int, work: Path) -> Job:
    """Pages of real gazettes as clean pictures; their own text layer is the truth."""
    chosen = [(SHARED / "gazettes" / name, number) for name, number in pages]
    return picture_job(f"prose_{dpi}", chosen, Damage(), dpi, work)


def picture_job(group: str, pages: Iterable[tuple[Path, int]], damage: Damage, dpi: int, work: Path) -> Job:
    """Born-digital pages (file, number from 1) with damage, as one file; their text layer is the truth."""
    gathered = pdfium.PdfDocument.new()
    truths: dict[int, str] = {}
    for path, number in pages:
        with closing(open_document(path)) as document:
            page = document[number - 1]
            truths[len(truths) + 1] = page_text(text_page(page, number, page.get_size()))
            page.close()
            gathered.import_pages(document, [number - 1])
    whole = io.BytesIO()
    gathered.save(whole)
    gathered.close()
    scan = work / f"{group}.pdf"
    scan.write_bytes(worn_pdf(whole.getvalue(), damage, dpi, SEED))
    return Job(group, scan, truths)


def sample_pages(typeface: Typeface, count: int, work: Path) -> list[tuple[Path, int]]:
    """(file, page) of `count` drawn pages of running text in one column, set in that typeface."""
    found: list[tuple[Path, int]] = []
    for seed in range(SEED, SEED + 50):
        path = work / f"{typeface}-{seed}.pdf"
        plan = next(plan for name, plan in plans(seed) if name.startswith("01"))
        path.write_bytes(draw_pdf(lay_out(replace(plan, style=replace(plan.style, typeface=typeface)))))
        with closing(open_document(path)) as document:
            numbers = [number for number in range(1, len(document) + 1) if _is_prose(document, number)]
        found += [(path, number) for number in numbers]
        if len(found) >= count:
            break
    return found[:count]


def _is_prose(document: pdfium.PdfDocument, number: int) -> bool:
    page = document[number - 1]
    try:
        read = text_page(page, number, page.get_size())
    finally:
        page.close()
    text = "\n".join(line.text for line in read.lines)
    return len(read.lines) >= _LEAST_LINES and not read.tables and not any(words in text for words in _NO_PROSE)
