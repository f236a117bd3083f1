"""Index records: one a document and one a provision. The index is derived and can be rebuilt at any time."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProvisionRecord:
    """A searchable provision: an article, or in a document without articles its top units; clauses are in `text`."""

    eid: str
    label: str
    heading: str
    text: str
    page: int | None
    ordinal: int


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A searchable document with its provisions; `id` is the archive's stable id.

    `gazette_numbers` are those of its issue, so that 'công báo số 1244 năm 2015' finds issue 1243 + 1244.
    """

    id: str
    number: str | None
    number_keys: tuple[str, ...]
    type: str | None
    issuers: tuple[str, ...]
    title: str
    issued_on: dt.date | None
    effective_on: dt.date | None
    gazette_label: str | None
    gazette_date: dt.date | None
    file_sha256: str
    first_page: int
    signers: tuple[str, ...]
    by_ocr: bool
    provisions: tuple[ProvisionRecord, ...]
    stored_at: dt.datetime
    gazette_numbers: tuple[int, ...] = ()
