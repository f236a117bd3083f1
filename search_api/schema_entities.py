"""What the HTTP API answers about what a document names: amounts, fines, time limits, terms, persons, places, bodies.

Like `schema`: fields may be added, none renamed or dropped (P22); null means: not stated or not known, never a guess.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from nlp.annotation import EntityKind


def _example(value: dict[str, Any]) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [value]})


class EntityOut(BaseModel):
    """One thing that the text names."""

    model_config = _example(
        {
            "kind": "time_limit",
            "text": "Trong thời hạn 15 ngày làm việc",
            "value": "kể từ ngày nhận đủ hồ sơ hợp lệ",
            "today": [],
            "low": None,
            "high": 15,
            "unit": "working_day",
            "where": "Điều 5 khoản 2",
            "eid": "art_5__cl_2",
            "url": "https://congbao.example/van-ban/k3v6c2qx7bna/nghi-dinh-so-15-2020-nd-cp#art_5__cl_2",
            "start": 1201,
            "end": 1232,
        }
    )

    kind: EntityKind
    text: str = Field(description="as printed; of a definition the sentence that defines")
    value: str | None = Field(
        description="the term; the name of a person or body; a place's name of today; from when a time limit counts"
    )
    today: list[str] = Field([], description="of a body that is gone: those that took its place")
    low: int | None = Field(description="đồng, or counts of `unit`; null: no lower bound is said")
    high: int | None = Field(description="as `low`, the upper bound")
    unit: str | None = Field(description="of time limits: hour, day, working_day, month, year")
    where: str = Field(description="the provision as people cite it; empty in the head")
    eid: str
    url: str | None
    start: int = Field(description="place in the document's text, in characters")
    end: int


class EntitiesOut(BaseModel):
    """What a document names, in order of place; `total` of them are there, `items` are those asked for."""

    total: int
    items: list[EntityOut]
