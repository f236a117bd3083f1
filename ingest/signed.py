"""A file's signatures checked in a child of its own: what goes wrong there never costs the reading."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from ingest.document import ParsedFile, Signature
from ingest.errors import IngestError, ReadingStopped
from ingest.limits import MEGABYTE, Limits
from ingest.request import Watch
from ingest.sandbox import work_in_child
from ingest.signatures import NOT_CHECKED

JOB = "ingest.signature_check:check_job"
SECONDS = 30.0
"""For one file. The slowest of ../shared takes 3 s on a busy core, 2 of them to load pyHanko."""

_LIMITS = Limits(
    file_seconds=SECONDS,
    stall_seconds=SECONDS,
    cpu_seconds=int(SECONDS),
    memory_bytes=1_024 * MEGABYTE,
    written_bytes=MEGABYTE,
    answer_bytes=MEGABYTE,
)
_signatures = msgspec.json.Decoder(tuple[Signature, ...])


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """Checks signatures against the certificates in the folder `roots`; None: none is trusted."""

    roots: Path | None = None

    def __call__(self, parsed: ParsedFile, path: Path, alive: Callable[[], None] = lambda: None) -> ParsedFile:
        """The file with its signatures checked; one without any costs nothing.

        A check that crashes or takes too long leaves them unverified, with that reason. `alive` is called meanwhile;
        what it raises comes out here.
        """
        if all(signature.reason != NOT_CHECKED for signature in parsed.signatures):
            return parsed
        order = str(self.roots.absolute()) if self.roots else ""
        try:
            return replace(
                parsed, signatures=_signatures.decode(work_in_child(path, JOB, order, _LIMITS, Watch(alive=alive)))
            )
        except (IngestError, ValueError) as error:
            reason = "check-stopped" if isinstance(error, ReadingStopped) else "check-failed"
            return replace(parsed, signatures=tuple(replace(each, reason=reason) for each in parsed.signatures))
