"""What a search over the HTTP API asks and answers: pydantic models. Fields may be added, none renamed (P22)."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from search_api.query.request import EffectStatus, ShownStatus, Sort, Unit
from search_api.query.understood import ChipKind
from search_api.schema import DocumentRef

MOST_VALUES = 50
"""Values of one facet that a search may choose."""

LONGEST_VALUE = 400
"""Characters of one value: the longest label of a gazette issue has 200."""

LONGEST_TYPED = 4 * 512
"""Code points of a query as sent: 512 letters with their marks apart (NFD) are up to three times as many."""


class ProvisionHitOut(BaseModel):
    """A matching provision; `matches` are the [start, end) places of matched words in the snippet."""

    eid: str
    url: str
    label: str
    heading: str
    snippet: str
    matches: list[tuple[int, int]]
    page: int | None


class ContributionOut(BaseModel):
    """What one clause of the query, or one rule of the ranking, adds to a hit's score."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    field: str
    value: float


class HitOut(DocumentRef):
    """A matching document with its best provisions; `title_matches` are places in the title."""

    first_page: int
    title_matches: list[tuple[int, int]]
    effective_on: dt.date | None
    gazette: str | None
    gazette_date: dt.date | None
    by_ocr: bool
    status: ShownStatus = Field(
        description="on the day `as_of`, by what is confirmed; 'unknown' is no answer, 'none' means it has none"
    )
    score: float
    provisions: list[ProvisionHitOut]
    explanation: list[ContributionOut] | None = Field(None, description="why it stands here, where `explain` was asked")


class FacetValueOut(BaseModel):
    """One value of a facet with its count."""

    model_config = ConfigDict(from_attributes=True)

    value: str
    count: int
    chosen: bool


Values = Annotated[list[Annotated[str, Field(max_length=LONGEST_VALUE)]], Field(max_length=MOST_VALUES)]


class ChipOut(BaseModel):
    """One thing that was understood of the words; `without` is the query without it, null where `verbatim` drops it."""

    model_config = ConfigDict(from_attributes=True)

    kind: ChipKind
    shown: str
    without: str | None


class NoteOut(BaseModel):
    """A slip in the query, with the mend in Vietnamese; the search ran on the rest."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    message: str


class SearchParameters(BaseModel):
    """What a search may ask for. Values of one facet are joined by OR, facets by AND; `q` may be empty."""

    q: str = Field(
        "",
        max_length=LONGEST_TYPED,
        description="words, or a document number; up to 512 characters, however their marks are sent",
        examples=["lương tối thiểu"],
    )
    type: Values = Field([], description="document types", examples=[["Nghị định"]])
    issuer: Values = Field([], description="issuers; those that came before them count too", examples=[["Chính phủ"]])
    year: list[int] = Field([], max_length=MOST_VALUES, description="years of issue", examples=[[2022]])
    issued_from: dt.date | None = Field(None, examples=["2022-01-01"])
    issued_to: dt.date | None = Field(None, examples=["2022-12-31"])
    effective_from: dt.date | None = Field(None, examples=["2022-01-01"])
    effective_to: dt.date | None = Field(None, examples=["2022-12-31"])
    gazetted_from: dt.date | None = Field(None, examples=["2022-01-01"])
    gazetted_to: dt.date | None = Field(None, examples=["2022-12-31"])
    status: list[EffectStatus] = Field([], max_length=MOST_VALUES, description="status on the day `as_of`")
    as_of: dt.date | None = Field(None, description="the day of which the status is told; today in Vietnam by default")
    topic: Values = Field([], description="keys of topics, as facets tell them", examples=[["dat-dai"]])
    province: Values = Field([], description="today's names of provinces", examples=[["Sơn La"]])
    gazette: Values = Field([], description="labels of gazette issues")
    signer: Values = Field([], description="names of signers")
    attachments: bool | None = Field(None, description="only documents with attachments, or without")
    ocr: bool | None = Field(None, description="only documents with pages read by OCR, or without")
    sort: Sort = "relevance"
    unit: Unit = Field("document", description="what a hit is; facets count documents either way")
    page: int = Field(1, ge=1, le=10_000)
    size: int = Field(10, ge=1, le=50)
    cursor: str | None = Field(
        None, max_length=4_000, description="'*' begins a list without an end, `next_cursor` of an answer goes on"
    )
    explain: bool = Field(default=False, description="tell of each hit why it stands where it does")
    verbatim: bool = Field(default=False, description="take words as typed: nothing is mended, no date is read")


class SearchOut(BaseModel):
    """One page of results."""

    total: int
    total_is_exact: bool = Field(default=True, description="false: there are more than `total`")
    page: int
    size: int
    took_ms: float = Field(description="time of the search engine")
    hits: list[HitOut]
    facets: dict[str, list[FacetValueOut]] = Field(description="counts of documents; none after the first of a list")
    next_cursor: str | None = Field(None, description="null at the end, and where no cursor was asked for")
    understood: list[ChipOut] = Field([], description="what was understood of `q`")
    notes: list[NoteOut] = []
    meant: str | None = Field(None, description="the query with the marks that it probably lacks")


class RelatedOut(BaseModel):
    """Articles related to an article, the most related first; each hit has one provision."""

    hits: list[HitOut]
