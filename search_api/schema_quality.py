"""What the HTTP API answers about how far a reading can be trusted; see search_api.schema for the rest."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class QualityOut(BaseModel):
    """How far a reading can be trusted: from A (fewer than 0.5 % wrong characters expected) to D (5 % and more).

    `tone_doubt` is the share of words whose letters are sure but whose marks are not, `doubtful` the number of places
    that a person should look at.
    """

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [{"grade": "B", "words": 1843, "syllable_share": 0.9951, "tone_doubt": 0.0038, "doubtful": 12}]
        },
    )

    grade: Literal["A", "B", "C", "D"]
    words: int
    syllable_share: float
    tone_doubt: float
    doubtful: int


class JudgementOut(BaseModel):
    """How a page was read and why; shares are 0 to 1, null where they were not measured."""

    model_config = ConfigDict(from_attributes=True)

    way: Literal["text", "ocr", "compared", "blank"]
    why: str
    characters: int
    image_cover: float
    bad_share: float
    marks_share: float | None
    syllable_share: float | None
    agreement: float | None


class DoubtOut(BaseModel):
    """A place on which the machine is not sure.

    `text` is what stands in the text ("" for handwriting left out), `first_reading` what was read before a choice,
    `box` left, top, right, bottom in points of the page as read; `crop` is the address of its picture.
    """

    text: str
    reason: Literal["unsure", "not-a-syllable", "chosen", "digits-differ", "pen"]
    first_reading: str | None
    confidence: float | None
    box: tuple[float, float, float, float]
    crop: str


class PageQualityOut(BaseModel):
    """One page: where its text comes from, how it was judged, what is doubtful."""

    page: int
    source: str
    confidence: float | None
    judgement: JudgementOut | None
    quality: QualityOut | None
    doubts: list[DoubtOut]


class FileQualityOut(BaseModel):
    """How far the reading of a file can be trusted, as a whole and page by page."""

    file: str = Field(description="sha256 of the original")
    quality: QualityOut | None
    pages: list[PageQualityOut]
