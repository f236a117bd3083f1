"""Source notes of the codification: type, number, name, date, issuer, article and date of effect."""

import datetime as dt
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations.sources import ActSource, read_source
from nlp.numbers import type_of_number

_DECREE = (
    "( Điều 3 Nghị định số Nghị định số: 9/2031/NĐ-CP Sửa đổi Nghị định số 8/2030/NĐ-CP ngày 02 tháng 3 năm 2030 "
    "của Chính phủ về thử nghiệm ngày 05/04/2031 của Chính phủ, có hiệu lực kể từ ngày 01/06/2031, có nội dung được "
    "sửa đổi bởi Điều 1 Nghị định số 1/2032/NĐ-CP, có hiệu lực từ ngày 01/02/2032)"
)
_LAW = (
    "(Điều 1 Luật số 45/2031/QH19 Luật Thử nghiệm ngày 16/06/2031 của Quốc hội, "
    "có hiệu lực thi hành kể từ ngày 01/01/2032)"
)
_UNNUMBERED = (
    "(Điều 1 Pháp lệnh số Không số Về Hàm thử nghiệm ngày 31/05/1995 của Uỷ ban Thường vụ Quốc hội, "
    "có hiệu lực thi hành kể từ ngày 31/05/1995)"
)
CASES = [
    (
        _LAW,
        ActSource(
            "Điều 1", "Luật", "45/2031/QH19", "Luật Thử nghiệm", dt.date(2031, 6, 16), "Quốc hội", dt.date(2032, 1, 1)
        ),
    ),
    (
        "(Điều 12a Thông tư số 02/2031/TT- BTC, có hiệu lực thi hành kể từ ngày 25/08/2031)",
        ActSource("Điều 12a", "Thông tư", "02/2031/TT-BTC", effective_on=dt.date(2031, 8, 25)),
    ),
    (
        _DECREE,
        ActSource(
            "Điều 3",
            "Nghị định",
            "9/2031/NĐ-CP",
            "Sửa đổi Nghị định số 8/2030/NĐ-CP ngày 02 tháng 3 năm 2030 của Chính phủ về thử nghiệm",
            dt.date(2031, 4, 5),
            "Chính phủ",
            dt.date(2031, 6, 1),
        ),
    ),
    (
        _UNNUMBERED,
        ActSource(
            "Điều 1",
            "Pháp lệnh",
            None,
            "Về Hàm thử nghiệm",
            dt.date(1995, 5, 31),
            "Uỷ ban Thường vụ Quốc hội",
            dt.date(1995, 5, 31),
        ),
    ),
    ("Điều 98a", ActSource("Điều 98a")),
    (
        "( (Điều 2 Pháp lệnh Bảo vệ cầu thử nghiệm ngày 19/05/2031 của Chính phủ, có hiệu lực từ ngày 03/06/2031)",
        ActSource(
            "Điều 2",
            "Pháp lệnh",
            None,
            "Pháp lệnh Bảo vệ cầu thử nghiệm",
            dt.date(2031, 5, 19),
            "Chính phủ",
            dt.date(2031, 6, 3),
        ),
    ),
    (
        "(Điều 4 Thông tư số 5/2031/TT-BYT ngày 19/05/2031 của Bộ Y tế Quy định về thuốc, có hiệu lực từ ngày 3/6/2031",
        ActSource(
            "Điều 4",
            "Thông tư",
            "5/2031/TT-BYT",
            "Quy định về thuốc",
            dt.date(2031, 5, 19),
            "Bộ Y tế",
            dt.date(2031, 6, 3),
        ),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_note_is_read_whole(text: str, expected: ActSource) -> None:
    assert read_source(text) == expected


@given(st.text(max_size=200))
def test_any_text_is_accepted(text: str) -> None:
    read_source(text)


def test_the_notes_of_the_codification(shared_dir: Path) -> None:
    """At most 0.5 % of the notes are wrong in any field; `act`, `source_anchor` and the note itself are the check."""
    total, wrong = 0, Counter[str]()
    with gzip.open(shared_dir / "data/codification/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            for place, (note, anchor) in enumerate(zip(entry["source"], entry["source_anchor"], strict=True)):
                total += 1
                fields = set(_wrong_fields(note, anchor, None if place else entry["act"]))
                wrong.update(fields | ({"any"} if fields else set()))
    assert wrong["any"] <= 0.005 * total, f"of {total}: {wrong}"


def _wrong_fields(note: str, anchor: str | None, act: str | None) -> Iterator[str]:
    """The fields of a note that are missing though it prints them, or that `act` or the anchor speaks against."""
    found = read_source(note)
    if found is None:
        yield "place"
        return
    articles = re.findall(r"Dieu_([^_]+)", anchor or "")
    if articles and found.place.startswith("Điều") and found.place.split()[1] != articles[-1]:
        yield "place"
    head, _, effect = note.partition("có hiệu lực")
    if effect and found.effective_on is None:
        yield "effective_on"
    named = re.search(r"ngày\s+\d[\d/]+\s+của\s", head)
    if effect and found.type is None:
        yield "type"
    if found.number and (kind := type_of_number(found.number)) and kind.lower() != (found.type or "").lower():
        yield "type"
    if named and not (found.name and found.date):
        yield "name"
    if named and (found.issuer is None or len(found.issuer) > 250 or re.search(r"quy định|hướng dẫn", found.issuer)):
        yield "issuer"
    whole = act is not None and re.fullmatch(r"\d+/(?:\d{4}/)?[\w-]*\w", act)
    cut_short = act is not None and found.number is not None and re.search(r"số\s*\S*\d+ /|TT- |BQP- ", note)
    if whole and cut_short is None and found.number != act:
        yield "number"
