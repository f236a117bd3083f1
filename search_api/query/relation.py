"""What a query says that other documents do to a numbered one: 'bãi bỏ nghị định 90/2019', '75/2024 bị thay thế'.

Such words ask for the documents that cite the number and say so beside it. They stand in few of the texts as they are
typed (a decree that ends another says 'hết hiệu lực'), so they rank and are no condition.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.numbers import QueryNumber, is_issuer
from search_api.knowledge import knowledge
from search_api.query.names import type_words
from search_api.query.spans import Spans, without
from search_api.query.syllables import fold
from search_api.query.understood import Chip

MOST_BETWEEN = 12
"""Words between a number and what is said of it: '… ngày 15 tháng 11 năm 2019 của Chính phủ … hết hiệu lực'."""

_DECREE = "Nghị định"
_PARTS = (
    *("các", "cho", "chi tiết", "của", "điều", "đối với", "khoản", "một phần", "một số", "nội dung", "quy định"),
    *("thi hành", "thực hiện", "toàn bộ"),
)
"""What may stand between the relation and the number."""

_REACH = 120
"""Characters before a number in which it is said what is done to it."""

_PADDED = 2
_TYPE_AND_ISSUER = 2


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to a number: the folded phrases that tell it in a text, and the folded tokens of the number.

    There are no `tokens` where the number was typed without its issuer, so that they are not known. `said` are the
    folded words by which the query names it.
    """

    written: tuple[tuple[str, ...], ...]
    tokens: tuple[str, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """One relation of relations.toml."""

    said: tuple[str, ...]
    written: tuple[str, ...]


def read_relations(
    text: str, folded: str, numbers: Sequence[QueryNumber], spans: Spans, chips: list[Chip]
) -> tuple[Relation, ...]:
    """The relations to `numbers`, whose places are spoken for already; so are the relations' afterwards."""
    found: list[Relation] = []
    before, *after = _patterns()
    for number in numbers:
        matches = [
            before.search(folded, max(0, number.start - _REACH), number.start),
            *(each.match(folded, number.end) for each in after),
        ]
        for match in filter(None, matches):
            place = match.span("all")
            if not _is_free(match, spans) or text.count('"', 0, place[0]) % 2:
                continue
            spans.take(place)
            chips.append(Chip("relation", text[slice(*match.span("saying"))], without(text, place)))
            said = tuple(re.findall(r"\w+", match["saying"]))
            found.append(Relation(_written(match["saying"]), _tokens(number), said))
    return tuple(found)


def _is_free(match: re.Match[str], spans: Spans) -> bool:
    """Whether nothing of a match is spoken for; 'thông tư hướng dẫn 69/2020' asks for no Hướng dẫn."""
    start, saying = match.start("all"), match.start("saying")
    return spans.is_free(match.span("all")) or (start < saying and spans.is_free((start, saying)))


def _written(saying: str) -> tuple[tuple[str, ...], ...]:
    """The phrases that tell what was said; of several relations those of each."""
    spaced = " ".join(re.findall(r"\w+", saying))
    kinds = [kind for kind in _kinds().values() if any(re.search(rf"\b{_bare(said)}\b", spaced) for said in kind.said)]
    return tuple(dict.fromkeys(tuple(_bare(phrase).split()) for kind in kinds for phrase in kind.written))


def _tokens(number: QueryNumber) -> tuple[str, ...]:
    """The tokens by which the number may stand in a text without marks, by its most exact key."""
    key = number.keys[0]
    if number.type == _DECREE and re.fullmatch(r"[\dA-Z.]+/\d{4}/ND", key):
        key += "/CP"  # only the Government issues decrees
    no, *rest = key.split("/")
    codes = [part for part in rest if not part.isdigit()]
    if len(codes) < _TYPE_AND_ISSUER and not any(map(is_issuer, codes)):
        return ()
    return tuple("-".join([spelt, *rest]).lower() for spelt in dict.fromkeys((no, no.zfill(_PADDED))))


def _bare(text: str) -> str:
    """The words of a phrase without marks, parted by one space."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _either(phrases: Iterable[str]) -> str:
    """A pattern of any of the phrases without marks."""
    return "|".join(_bare(phrase).replace(" ", r"\s+") for phrase in phrases)


@cache
def _kinds() -> Mapping[str, _Kind]:
    return knowledge("search_api.query", "relations", dict[str, _Kind])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What may stand before a number, up to it, and what may stand behind one; all of it is the group `all`."""
    sayings = sorted({_bare(said) for kind in _kinds().values() for said in kind.said}, key=len, reverse=True)
    one = "|".join(said.replace(" ", r"\s*,?\s+") for said in sayings)
    saying = rf"(?P<saying>(?:{one})(?:\s*(?:,|\b(?:va|hoac|hay)\b)\s*(?:{one})){{0,2}})\b"
    types = type_words()
    some = rf"(?:(?:cac|nhung|nhieu)\s+)?(?:{types})(?:\s*(?:,|\b(?:va|hoac)\b)?\s*(?:{types})){{0,3}}"
    which, time = r"(?:\s+(?:nao|gi|moi|khac))?", r"(?:(?:da|se|dang|co)\s+){0,2}"
    what = rf"(?:\s+(?:{_either(_PARTS)})){{0,5}}"
    return (
        re.compile(
            rf"(?P<all>\b(?:{some}{which}\s+)?{time}{saying}{what}\s*)(?:(?:\b{types})\s*)?(?:\bso\b\s*:?\s*)?$"
        ),
        re.compile(
            rf"(?P<all>\s+{time}(?:bi|duoc)\s+{saying}(?:\s+(?:bang|boi|tai|theo|trong))?(?:\s+(?:{some}))?{which}"
            r"(?:\s+(?:chua|hay\s+chua|khong|roi))?)(?!\w)"
        ),
        re.compile(rf"(?P<all>\s*,?\s*(?:(?:co|va)\s+){{0,2}}{some}{which}\s+{time}{saying}{what}\s*[?.]?)$"),
    )
