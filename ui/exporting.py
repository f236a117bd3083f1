"""`congbao export`: a file, or a document of the archive, as Akoma Ntoso, Markdown, plain text or JSON."""

from pathlib import Path
from typing import Literal

import msgspec

from ingest.limits import Limits
from search_api.exports import Form, export_document
from search_api.library import Library
from ui import terminal
from ui.parsing import parse_files

ShortForm = Literal["akn", "md", "txt", "json"]

_FORMS: dict[ShortForm, Form] = {"akn": "akn.xml", "md": "md", "txt": "txt", "json": "json"}


def export_file(path: Path, form: ShortForm) -> bytes:
    """All documents of a file that need not be in the archive; as Akoma Ntoso they make one gazette issue.

    Raises:
        IngestError: the file cannot be read.
    """
    from nlp.contract import to_contract  # noqa: PLC0415 - the chosen form alone is loaded
    from nlp.exchange.akn import issue_akn  # noqa: PLC0415 - as above
    from nlp.exchange.markdown import document_markdown  # noqa: PLC0415 - as above
    from nlp.exchange.plain import document_text  # noqa: PLC0415 - as above
    from nlp.pipeline import Tagger  # noqa: PLC0415 - as above

    (each,) = parse_files([path], 1, Limits())
    if each.parsed is None:
        raise each.error or LookupError(path)
    parsed = each.parsed
    if form in ("md", "txt"):
        written = document_markdown if form == "md" else document_text
        return "\n".join(written(document) for document in parsed.documents).encode()
    tagger = Tagger()
    tagged = [tagger.tag(document, parsed.issue) for document in parsed.documents]
    if form == "akn":
        return issue_akn(parsed.issue, tagged)
    return msgspec.json.encode(to_contract(parsed, tagged)) + b"\n"


def export_stored(library: Library, document_id: str, form: ShortForm) -> bytes:
    """A document of the archive; raises DocumentNotFound."""
    return export_document(library, document_id, _FORMS[form]).content


def write(content: bytes, out: Path | None) -> None:
    """Into the file `out`, or to standard output."""
    if out is None:
        terminal.write_line(content.decode().removesuffix("\n"))
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
