"""Persons named with a title in front: 'Ông Nguyễn Văn A', 'đồng chí Trần Thị B', 'Bộ trưởng Bộ Y tế Đào Hồng Lan'."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from nlp.annotation import DocumentText, Entity
from nlp.authorities import spellings
from nlp.entities.placing import Places
from nlp.knowledge import lexicon

_WORDS = lexicon("entities")["persons"]
_KEY = re.compile(rf"(?:{'|'.join(sorted(_WORDS['titles'], key=len, reverse=True))})[ \u00a0]")
_RANKS = r"(?:(?:GS|PGS|TS|ThS|BS|KS|CN|TSKH)\.? ?)*"
_LETTER_UP = r"[A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
_SYLLABLE = rf"{_LETTER_UP}[^\W\d_A-Z]{{0,6}}(?!\w)"
_CAPITALS = rf"{_LETTER_UP}{{1,7}}(?!\w)"
_FIRST = "|".join(sorted(_WORDS["families"], key=len, reverse=True))
_NAME = re.compile(
    rf"{_RANKS}(?P<name>(?:{_FIRST})(?: {_SYLLABLE}){{1,4}}|(?:{_FIRST.upper()})(?: {_CAPITALS}){{1,4}})(?!\w)"
)


def find_persons(layout: DocumentText, signers: Iterable[str] = ()) -> tuple[Entity, ...]:
    """Persons in order of place; the span is the name alone, `value` the name with small letters where capitals stand.

    `signers` are the names under the document, which are found in its closing lines. Any other name has two to five
    syllables, the first of them a family name of the lexicon; a title stands before it, the name of a body may stand
    between. Rather none than a street or a town.
    """
    places = Places(layout)
    text = layout.text
    found = []
    for key in _KEY.finditer(text):
        if text[key.start() - 1 : key.start()].isalnum():
            continue
        match = _NAME.match(text, key.end()) or _NAME.match(text, _behind_body(text, key.end()))
        if match:
            value = match["name"].title() if match["name"].isupper() else match["name"]
            found.append(places.settled(Entity("person", match.start("name"), match.end("name"), "", "", value=value)))
    for start, end in _signed(layout, signers):
        value = text[start:end].title() if text[start:end].isupper() else text[start:end]
        found.append(places.settled(Entity("person", start, end, "", "", value=value)))
    return tuple(sorted({entity.start: entity for entity in found}.values(), key=lambda entity: entity.start))


def _signed(layout: DocumentText, signers: Iterable[str]) -> Iterator[tuple[int, int]]:
    names = [name for name in signers if name]
    for segment in layout.segments if names else ():
        if segment.field == "closing":
            for name in names:
                start = layout.text.find(name, segment.start, segment.end)
                if start >= 0:
                    yield start, start + len(name)


@cache
def _bodies() -> re.Pattern[str]:
    names = sorted({name for name, _ in spellings()}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})[ \u00a0]")


def _behind_body(text: str, place: int) -> int:
    """The place behind the name of a body that stands here, as behind 'Bộ trưởng'."""
    match = _bodies().match(text, place)
    return match.end() if match else place
