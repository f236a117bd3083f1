"""Names of issuing bodies: from capitals on a letterhead, or from the codes of a number, to their written form."""

import functools
import re
from collections.abc import Sequence

from ingest.letters import fold, squeeze
from ingest.lexicon import load

_LOCAL = re.compile(r"^(hội đồng nhân dân|ủy ban nhân dân|uỷ ban nhân dân)\s+(.+)$", re.IGNORECASE)
_UNIT = re.compile(r"^(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s+(.+)$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?<=\s)(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã(?!\s+hội)|đặc khu)\s+(.+)$", re.IGNORECASE
)
_KINDS_OF_TWO_WORDS = {"ủy", "uỷ", "hội", "văn", "tổng", "học", "tòa", "toà", "ngân", "kiểm", "thanh"}
_NO_FIELD = {"và", "của", "nhân", "dân", "nước", "-", "các"}


@functools.cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for issuer in load("issuers")["issuer"]:
        for name in (issuer["name"], *issuer.get("aliases", ())):
            names[squeeze(name)] = issuer["name"]
    return names


@functools.cache
def _by_code() -> dict[str, str]:
    return {
        squeeze(code): issuer["name"]
        for issuer in load("issuers")["issuer"]
        if not issuer.get("local")
        for code in issuer["codes"]
    }


def known_issuer(name: str) -> str | None:
    """The written name of a body of the authority file, however its capitals and spaces are printed; else None."""
    return _by_name().get(squeeze(name))


def issuers_on(lines: Sequence[str]) -> tuple[str, ...]:
    """Issuers of a letterhead's lines in capitals; of a superior body above and the issuer below, the issuer alone.

    'UBND TỈNH QUẢNG NGÃI', 'BAN CHỈ ĐẠO 138' is the latter; 'ỦY BAN NHÂN DÂN', 'TỈNH QUẢNG NGÃI' is one name in two
    lines.
    """
    written = [_written_out(line) for line in lines]
    for cut in range(len(written) - 1, 0, -1):
        above, below = " ".join(written[:cut]), " ".join(written[cut:])
        if _is_whole(above) and _is_subordinate(below):
            return issuers_named(below)
    return issuers_named(" ".join(written))


def _written_out(line: str) -> str:
    """'UBND TỈNH …' as 'ỦY BAN NHÂN DÂN TỈNH …'."""
    first, space, rest = line.partition(" ")
    known: dict[str, str] = load("issuers")["letterhead"]["abbreviations"]
    return known.get(first.strip(".,"), first) + space + rest


def _is_whole(name: str) -> bool:
    """Whether the name is that of a body which needs no more words: a known one, or a local one with its place."""
    local = _LOCAL.match(name)
    return known_issuer(name) is not None or bool(local and _UNIT.match(local[2]))


def _is_subordinate(name: str) -> bool:
    words = load("issuers")["letterhead"]
    return name.startswith(tuple(f"{word} " for word in words["subordinate"])) and not name.startswith(
        tuple(words["equal"])
    )


def issuers_named(printed: str) -> tuple[str, ...]:
    """Issuers of a letterhead printed in capitals; a joint letterhead 'BỘ A - BỘ B' gives several.

    Unknown bodies keep their words, in sentence case.
    """
    whole = known_issuer(printed)
    if whole is not None:
        return (whole,)
    parts = [
        part
        for part in re.split(r"\s+[-–—]\s+(?=BỘ |TÒA |TOÀ |VIỆN |NGÂN |THANH |ỦY |UỶ |TỔNG |VĂN |KIỂM )", printed)
        if part
    ]
    names = [known_issuer(part) for part in parts]
    if len(parts) > 1 and all(names):
        return tuple(name for name in names if name)
    return (_local_name(printed) or _sentence_case(printed),)


def issuers_by_code(codes: Sequence[str]) -> tuple[str, ...]:
    """Issuers by the codes of a number, in its order; empty unless every code is known and none is local."""
    names = [_by_code().get(squeeze(re.sub(r"\d+$", "", code))) for code in codes]
    return tuple(name for name in names if name) if names and all(names) else ()


def codes_of_issuer(name: str) -> tuple[str, ...]:
    """The codes of a body in document numbers; of a local body ('Ủy ban nhân dân tỉnh …') those of its kind."""
    return next((tuple(issuer["codes"]) for issuer in load("issuers")["issuer"] if name.startswith(issuer["name"])), ())


def _local_name(printed: str) -> str | None:
    match = _LOCAL.match(printed)
    if match is None:
        return None
    body = "Hội đồng nhân dân" if fold(match[1]).startswith("hoi") else "Ủy ban nhân dân"
    unit = _UNIT.match(match[2])
    if unit is None:
        return f"{body} {_proper(match[2])}"
    return f"{body} {unit[1].lower()} {_province(_proper(unit[2]))}"


@functools.cache
def _provinces() -> dict[str, str]:
    return {squeeze(name): name for name in load("issuers")["letterhead"]["provinces"]}


def _province(name: str) -> str:
    """The name of a province that a scan has robbed of marks, with its marks; any other as it is printed."""
    known = _provinces().get(squeeze(name))
    return known if known and _marks(known) > _marks(name) else name


def _marks(name: str) -> int:
    """How many letters bear a mark."""
    return sum(letter != plain for letter, plain in zip(name.lower(), fold(name), strict=True))


def _proper(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name.lower()) if name.isupper() else name


def _sentence_case(printed: str) -> str:
    """'CỤC DỰ TRỮ TỈNH SƠN LA' as 'Cục Dự trữ tỉnh Sơn La': kind of body, then its field, each with one capital."""
    if not printed.isupper():
        return printed
    words = printed.lower().split()
    kind = 2 if words[0] in _KINDS_OF_TWO_WORDS else 1
    field = next((place for place in range(kind, len(words)) if words[place] not in _NO_FIELD), None)
    if field is not None:
        words[field] = words[field].capitalize()
    text = " ".join(words)
    return _PLACE.sub(lambda place: f"{place[1].lower()} {_proper(place[2].upper())}", text[:1].upper() + text[1:])
