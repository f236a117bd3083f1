"""How much one file may ask of us: handbook reliability.md, promises P6 and P10."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file's reading. Seconds are wall clock unless named otherwise.

    `page_seconds` is what OCR may take for one page; `stall_seconds`, the time without any progress, is longer, so that
    a page that OCR gives up costs that page and not the file.
    `memory_bytes` is address space (RLIMIT_AS) of each process, so Tesseract has its own allowance.
    `written_bytes` is the largest file that a reading process may write: a page picture on its way to Tesseract,
    three bytes a pixel at most. `answer_bytes` bounds what the child may send back.
    `page_pixels` lowers the resolution of a page before it refuses it; below `lowest_dpi` Vietnamese marks can no
    longer be told apart, so the page is given up.
    """

    file_bytes: int = 200 * MEGABYTE
    pages: int = 2_000
    page_pixels: int = 50_000_000
    dpi: int = 200
    lowest_dpi: int = 100
    page_seconds: float = 60.0
    file_seconds: float = 30 * 60.0
    stall_seconds: float = 180.0
    cpu_seconds: int = 60 * 60
    memory_bytes: int = 2_048 * MEGABYTE
    written_bytes: int = 200 * MEGABYTE
    answer_bytes: int = 256 * MEGABYTE
    open_files: int = 256
    ocr_processes: int | None = None
    """Tesseract processes at a time; None: one a core."""
