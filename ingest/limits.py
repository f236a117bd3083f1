"""How much one file may ask of us: handbook reliability.md, promises P6 and P10."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file's reading. Seconds are wall clock unless named otherwise.

    `memory_bytes` is address space (RLIMIT_AS) of each process, so Tesseract has its own allowance.
    `written_bytes` is the largest file that a reading process may write: a page picture on its way to Tesseract,
    three bytes a pixel at most. `page_pixels` lowers the resolution of a page before it refuses it; below `lowest_dpi`
    Vietnamese marks can no longer be told apart, so the page is given up.
    """

    file_bytes: int = 200 * MEGABYTE
    pages: int = 2_000
    page_pixels: int = 50_000_000
    dpi: int = 300
    lowest_dpi: int = 100
    page_seconds: float = 60.0
    file_seconds: float = 30 * 60.0
    cpu_seconds: int = 60 * 60
    memory_bytes: int = 2_048 * MEGABYTE
    written_bytes: int = 200 * MEGABYTE
    open_files: int = 256
    ocr_processes: int | None = None
    """Tesseract processes at a time; None: one a core."""
