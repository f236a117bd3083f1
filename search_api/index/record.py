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
    """Since when searches find it as they do (`search_api.index.announcing`); feeds tell it by that."""
    gazette_numbers: tuple[int, ...] = ()
    expired_on: dt.date | None = None
    """The first day on which the whole document is out of force by what is confirmed, None while it is in force."""
    changed_on: dt.date | None = None
    """The first day on which a part of it was amended, repealed or replaced."""
    suspended: tuple[tuple[dt.date, dt.date | None], ...] = ()
    """Days from and to which (None: without end) the whole of it is suspended."""
    topics: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    """Today's names of the provinces whose authorities issued it; empty for central documents."""
    has_attachments: bool = False
    cited_by: int = 0
    """How many documents of this archive cite it."""
    authority: float = 0.0
    """Its standing in the graph of citations, 0 to 1."""
    has_status: bool = True
    """Whether it is of a kind that comes into force and ends, which administrative documents are not (handbook 4.3)."""
    said_at: dt.datetime | None = None
    """Since when it says what it says, where that is longer than `stored_at`: topics alone were added since."""
