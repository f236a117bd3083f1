"""OCR of pages without a usable text layer: clean the picture, read it by Tesseract, put lines in order."""

from ingest.ocr.reading import read_page, read_pages

__all__ = ["read_page", "read_pages"]
