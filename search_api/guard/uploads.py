"""Files that clerks send: bounded, taken one by one, each with its own end (handbook reliability.md, P10)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from ingest.errors import IngestError
from ingest.vault import clean_name
from search_api.archive.entries import FileEntry
from search_api.errors import BadForm, TooManyFiles
from search_api.intake import Intake

MAX_FILES = 50
MAX_FIELDS = 10
MAX_FIELD_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Upload:
    """How one sent file was taken: its entry, or why it was refused at the door."""

    name: str
    entry: FileEntry | None
    reason: str | None = None
    remedy: str | None = None


async def take_uploads(request: Request, intake: Intake, clerk: str, field: str = "files") -> tuple[Upload, ...]:
    """Hand each file in the form's `field` to the intake; one refused file does not stop the others.

    Ask who the clerk is before: this reads the body, up to the limit that `BodyLimit` sets.

    Raises:
        TooManyFiles, BadForm: the form is refused as a whole.
        BodyTooLarge, TooSlow: from BodyLimit, while the form is read.
    """
    async with _form(request) as form:
        files = [sent for sent in form.getlist(field) if isinstance(sent, UploadFile) and sent.filename]
        if not files:
            raise BadForm(f"no file in the field {field}")
        return tuple([await run_in_threadpool(_take, sent, intake, clerk) for sent in files])


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    try:
        form = await request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES)
    except HTTPException as error:  # Starlette's way to say that a multipart body cannot be parsed
        kind = TooManyFiles if "files" in str(error.detail) else BadForm
        raise kind(str(error.detail)) from error
    try:
        yield form
    finally:
        await form.close()


def _take(sent: UploadFile, intake: Intake, clerk: str) -> Upload:
    name = clean_name(sent.filename or "")
    try:
        return Upload(name, intake.receive(sent.file, name, clerk))
    except IngestError as error:
        return Upload(name, None, error.reason, error.remedy)
