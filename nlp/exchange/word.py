"""Word documents (.docx) in: paragraphs and tables, set as pages and read by the same rules as a gazette's."""

import io

import docx

from ingest.assemble import read_document
from ingest.document import Finding, ParsedFile
from ingest.errors import BrokenDocx
from ingest.split import find_documents
from ingest.structure.layouts import without_layouts
from nlp.exchange.word_package import clean_package
from nlp.exchange.word_pages import set_pages
from nlp.exchange.word_paragraphs import Reader


def read_word(data: bytes, sha256: str) -> ParsedFile:
    """The documents of a Word file. It belongs to no gazette issue, and its pages have no pictures.

    Raises:
        BrokenDocx: no Word document, or one whose parts cannot be read.
        UnpacksTooLarge: it unpacks to more than any document has.
    """
    package = clean_package(data)
    try:
        reader = Reader(docx.Document(io.BytesIO(package)))
        blocks = list(reader.blocks())
    except MemoryError:
        raise
    except Exception as error:  # python-docx and lxml raise anything on broken parts: the border to them
        raise BrokenDocx(f"{type(error).__name__}: {error}") from error
    pages = tuple(without_layouts(page) for page in set_pages(blocks, reader.notes))
    spans = find_documents(pages)
    documents = tuple(read_document(span, pages, place) for place, span in enumerate(spans, 1))
    findings = () if documents else (Finding("no-document", "Không nhận ra văn bản nào trong tệp."),)
    return ParsedFile(sha256, None, pages, documents, findings)
