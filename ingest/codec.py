"""What the reading child says to its parent: JSON lines, decoded into known types and nothing else (no pickle)."""

import msgspec

from ingest.document import Box, Page, ParsedFile, Progress
from ingest.limits import Limits
from ingest.request import ReadRequest


class Task(msgspec.Struct, frozen=True):
    """One order for a child: read the file, or draw `page` of it `width_px` wide, or its part `area`.

    `reader` names the function that reads, as `module:function`; it is set by code of this floor and by tests only.
    `area` is in points of the page as displayed, `turn` how its print lies in degrees clockwise.
    `job` names another piece of work on the file, as `module:function`, and `order` is what it is told.
    `parent` is the process that gives the order, `answer_to` the open descriptor for the answers.
    """

    path: str
    limits: Limits
    parent: int
    answer_to: int
    reader: str = ""
    page: int | None = None
    width_px: int | None = None
    area: Box | None = None
    turn: int = 0
    request: ReadRequest = ReadRequest()
    job: str = ""
    order: str = ""


class Moved(msgspec.Struct, frozen=True, tag="progress"):
    """The file has come this far."""

    progress: Progress


class Scanned(msgspec.Struct, frozen=True, tag="scanned"):
    """A page that OCR has read, to be kept until the file's reading is complete."""

    page: Page


class Read(msgspec.Struct, frozen=True, tag="read"):
    """The file as read; last message."""

    parsed: ParsedFile


class Drawn(msgspec.Struct, frozen=True, tag="drawn"):
    """The page as PNG; last message."""

    png: bytes


class Done(msgspec.Struct, frozen=True, tag="done"):
    """What a job has to say; last message."""

    result: str


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Reason code of ingest.errors and English detail for the log; last message."""

    reason: str
    detail: str


Message = Moved | Scanned | Read | Drawn | Done | Failed

_messages: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)
_tasks = msgspec.json.Decoder(Task)


def encode_line(message: Message) -> bytes:
    """One line of JSON with its line break. JSON itself holds none."""
    return msgspec.json.encode(message) + b"\n"


def decode_line(line: bytes) -> Message:
    """The message in one line; raises ValueError for anything else."""
    return _messages.decode(line)


def encode_task(task: Task) -> str:
    """The order as one argument of a command."""
    return msgspec.json.encode(task).decode()


def decode_task(argument: str) -> Task:
    """The order in an argument; raises ValueError for anything else."""
    return _tasks.decode(argument)
