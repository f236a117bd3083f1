"""The grammar of document numbers (số ký hiệu): finding them, their keys, the type and issuers they name.

Rules and examples: handbook domain.md 3.3; codes: lexicon/numbers.toml. Nothing here loads a third-party library, so
the search floor can use it for queries as well.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nlp.knowledge import lexicon

_LEXICON = lexicon("numbers")
_TYPES: dict[str, str] = {entry["code"]: entry["name"] for entry in _LEXICON["types"]}
_ONLY_WITH: dict[str, list[str]] = {e["code"]: e["only_with"] for e in _LEXICON["types"] if "only_with" in e}
_MODERN: dict[str, str] = {code: entry["name"] for entry in _LEXICON["issuers"] for code in entry["codes"]}
_ISSUERS: dict[str, str] = _MODERN | {code: e["name"] for e in _LEXICON["issuers"] for code in e.get("old_codes", ())}
_TERMED = frozenset(code for entry in _LEXICON["issuers"] if entry.get("term") for code in entry["codes"])
_TRAP_CODES = frozenset(_LEXICON["traps"]["codes"])
_WORDS = lexicon("types")
_TYPE_WORDS = sorted((w.lower() for kind in ("law", "act", "paper") for w in _WORDS[kind]), key=len, reverse=True)

_LOOKALIKES: dict[str, str] = dict(zip(_LEXICON["glyphs"]["from"], _LEXICON["glyphs"]["into"], strict=True))

_CODE = r"[A-ZĐÂĂÊÔƠƯ][A-Za-zĐđÂâĂăÊêÔôƠơƯư0-9&]*"
_SLASH = r"(?:\s?/\s?)"
_LINK = r"(?:[ \n]?[-/]{1,2}[ \n]?)"
# The year may follow a dash (19-2016/NQ-CP); a dash alone before the code is the old style (206-CP, 57-NQ/TW).
# What stands before it is looked at behind its first figure, so that the search leaps from figure to figure.
_NUMBER = re.compile(
    r"(?P<no>\d(?:(?<![\w/.,:-]\d)|(?<=[sS]ố\d)|(?<=[sS]ố:\d)|(?<=định\d)|(?<=quyết\d))"
    rf"\d{{0,5}}(?:\.\d{{1,3}})?(?:\.?[A-Za-zĐđ]|[A-ZĐ]{{2,4}})?)(?:(?:{_SLASH}|-)(?P<year>(?:19|20)\d{{2}}))?"
    rf"(?P<first>{_LINK})(?P<tail>{_CODE}(?:{_LINK}{_CODE})*)(?!\w)"
)
# A slash or dash with a figure before it, as far away as _NUMBER lets it be; half of all articles have none, and are
# looked through for that in a third of the time.
_HINT = re.compile(r"[-/](?:(?<=\d.)|(?<=\d..)|(?<=\d...)|(?<=\d....)|(?<=\d.....)|(?<=\d......))", re.DOTALL)
_GLUED = re.compile(r"[^\W\d]{2}$")
_BROKEN_LINK = re.compile(r"\s[-/]{1,2}\s")
_SEPARATORS = re.compile(r"[-/]+")
_BEFORE_TRAP = re.compile(
    rf"(?:{'|'.join(map(re.escape, _LEXICON['traps']['before']))})\s*(?:(?:số|hiệu|mẫu|biểu)\s*){{0,2}}[:.]?\s*$"
)
# 'mẫu số 09A/PL-TNCN, 09B/PL-TNCN': what is listed with a trap is one, too.
_LISTED = re.compile(r"\s*(?:,|và|;|hoặc)\s*(?:số\s*)?")
_BEFORE_TYPE = re.compile(rf"(?:(?:{'|'.join(map(re.escape, _TYPE_WORDS))})\s*(?:số)?|\bsố)\s*[:.]?\s*$")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_MONTHS = 12
_TERMS = 20
"""Terms of the Quốc hội that a number may name: the 16th began in 2026."""

_NUMBER_AND_ISSUER = 3
_FOOTNOTE_MARK = re.compile(r"^(\D+?)\d{1,2}$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number at [start, end) of a text. `number` is the printed form with spaces closed up."""

    start: int
    end: int
    number: str
    key: str


@dataclass(frozen=True, slots=True)
class QueryNumber:
    """A document number as people type it, at [start, end) of the query.

    `keys` are index keys (see `index_keys`), the most exact first; `type` is the type word's name where one was typed.
    `alike` are keys as exact as the first, one of which is meant: those with each term of the Quốc hội, or each year.
    """

    start: int
    end: int
    keys: tuple[str, ...]
    type: str | None
    alike: tuple[str, ...] = ()
    is_guess: bool = False
    """Whether it may as well be words: 'thông tư 06'."""


def latin(text: str) -> str:
    """The text with look-alike letters and dashes as the Latin ones that they stand for; no offset moves."""
    for strange, plain in _LOOKALIKES.items():  # 45 searches at memory speed: a tenth of the time of str.translate
        if strange in text:
            text = text.replace(strange, plain)
    return text


@lru_cache(maxsize=8192)
def normal_key(number: str) -> str:
    """The key by which spellings of one number agree: '15/2020/NĐ-CP' gives '15/2020/ND/CP'.

    Accents, look-alike letters, spaces, the kind and count of separators, '&' and leading zeros do not count (handbook
    3.3, normalised key). Purely mechanical and idempotent; any text is accepted.
    """
    letters = unicodedata.normalize("NFD", latin(number).upper())
    bare = latin("".join(c for c in letters if not unicodedata.combining(c))).replace("Đ", "D")
    joined = "".join(c for c in bare if c != "&" and not c.isspace())
    parts = [part for part in _SEPARATORS.split(joined) if part]
    if parts:
        parts[0] = parts[0].lstrip("0") or "0"
    return "/".join(parts)


def index_keys(number: str) -> tuple[str, ...]:
    """All forms under which a number is indexed, the full key first (handbook 3.3, step 5).

    '15/2020/NĐ-CP' gives 15/2020/ND/CP, 15/ND/CP (no year), 15/2020/ND (no issuer), 15/2020, 152020NDCP (glued).
    """
    full = normal_key(number)
    parts = full.split("/")
    if len(parts) == 1:
        return (full,) if full else ()
    keys = [full]
    if _YEAR.fullmatch(parts[1]):
        keys.append("/".join([parts[0], *parts[2:]]))
        keys.append("/".join(parts[:3]))
        keys.append("/".join(parts[:2]))
    else:
        keys.append("/".join(parts[:2]))
    keys.append("".join(parts))
    return tuple(dict.fromkeys(key for key in keys if "/" in key or key == keys[-1]))


def type_of_number(number: str) -> str | None:
    """The document type that a number's code names ('Nghị định' for 15/2020/NĐ-CP), or None.

    A number of the Quốc hội without a type code (45/2019/QH14) may be a law or a resolution: None.
    """
    codes = _codes(number)
    return next((name for code in (*codes[:1], *codes[-1:]) if (name := _type_name(code, codes))), _letter_type(codes))


def is_issuer(code: str) -> bool:
    """Whether a code of a number is that of a known issuer: CP, TC, QH14."""
    return _issuer_name(code) is not None


def issuers_of_number(number: str) -> tuple[str, ...]:
    """Names of the issuers in a number's code, lead first: Chính phủ for 15/2020/NĐ-CP; () where none is known.

    The place of a local body (UBND, HĐND) is never in the number.
    """
    codes = _codes(number)
    names = (_issuer_name(code) for code in codes if not _type_name(code, codes))
    return tuple(dict.fromkeys(name for name in names if name))


def find(text: str) -> tuple[DocumentNumber, ...]:
    """The document numbers in a running text, in order of place.

    Dates, fractions, standards (QCVN), form and contract numbers are left out. A number whose code is unknown counts
    only straight after a type word (Quyết định số 28/QĐHĐ); one in the old style with a dash (206-CP) only after a type
    word or 'số'. Offsets count characters of `text`, which should be NFC.
    """
    plain = latin(text)
    if not _HINT.search(plain):
        return ()
    found: list[DocumentNumber] = []
    trap = -1
    for match in _NUMBER.finditer(plain):
        before = plain[max(0, match.start() - 40) : match.start()].lower()
        if _BEFORE_TRAP.search(before) or (trap >= 0 and _LISTED.fullmatch(plain, trap, match.start())):
            trap = match.end()
        elif number := _read(plain, match, before):
            found.append(number)
    return tuple(found)


def _read(plain: str, match: re.Match[str], before: str) -> DocumentNumber | None:
    """The number of a match of _NUMBER behind the words `before`, or None where it is none."""
    tail = _cut_tail(match["tail"])
    codes = _split_glued(_SEPARATORS.split(re.sub(r"\s", "", tail)))
    if codes[0] in _TRAP_CODES:
        return None
    named = _BEFORE_TYPE.search(before)
    dashed = not match["year"] and "-" in match["first"]
    spaced = bool(re.search(r"\s", match["first"]))
    if not named and _GLUED.search(match["no"]):
        return None  # '1357TC/QĐ-TCT' only after a type word
    known = _is_known(codes, named=bool(named), bare=not match["year"])
    if not known or (dashed and not named) or (spaced and not named and not match["year"]):
        return None
    end = match.start("tail") + len(tail)
    number = re.sub(r"-{2,}", "-", re.sub(r"\s", "", plain[match.start() : end]))
    return DocumentNumber(match.start(), end, number, normal_key(number))


def _is_known(codes: list[str], *, named: bool, bare: bool) -> bool:
    """Whether the codes after the number are those of documents. `bare`: without a year, so more doubtful."""
    if named:
        return True
    if _type_name(codes[0], codes):
        return not bare or len(codes) > 1
    if _issuer_name(codes[0]):
        return len(codes) > 1 or not bare
    return bool(_type_name(codes[-1], codes) and len(codes) > 1 and not bare)


def _cut_tail(tail: str) -> str:
    """The tail without what was only glued on: ' - Bộ' after a spaced dash, the digit of a footnote mark."""
    for gap in _BROKEN_LINK.finditer(tail):
        left, right = _SEPARATORS.split(tail[: gap.start()])[-1], _SEPARATORS.split(tail[gap.end() :])[0].strip()
        if not (left in _TYPES and _issuer_name(right)):
            tail = tail[: gap.start()]
            break
    last = _SEPARATORS.split(tail)[-1].strip()
    mark = _FOOTNOTE_MARK.match(last)
    if mark and mark[1] in _ISSUERS and mark[1] not in _TERMED:
        return tail[: len(tail) - len(last) + len(mark[1])]
    return tail


def _codes(number: str) -> list[str]:
    """The codes behind the first number and the year, look-alikes and a missing hyphen repaired."""
    joined = re.sub(r"\s", "", latin(unicodedata.normalize("NFC", number)))
    parts = [part for part in _SEPARATORS.split(joined) if part]
    codes = [part for part in parts[1:] if not _YEAR.fullmatch(part)]
    return _split_glued(codes) if codes else []


def _split_glued(codes: list[str]) -> list[str]:
    """Codes with a lost hyphen set apart: NĐCP is NĐ and CP. Only a first code that is itself unknown is split."""
    first = codes[0]
    if first in _TYPES or _issuer_name(first):
        return codes
    for code in sorted(_TYPES, key=len, reverse=True):
        if first.startswith(code) and _issuer_name(first[len(code) :]):
            return [code, first[len(code) :], *codes[1:]]
    return codes


def _type_name(code: str, codes: list[str]) -> str | None:
    if code in _ONLY_WITH and not set(_ONLY_WITH[code]) & set(codes):
        return None
    return _TYPES.get(code)


def _letter_type(codes: list[str]) -> str | None:
    """Công văn: an issuer of today and its unit, without a type code (5678/VPCP-KTTH)."""
    return "Công văn" if len(codes) > 1 and codes[0] in _MODERN and codes[0] not in _TERMED else None


def _issuer_name(code: str) -> str | None:
    body = code.rstrip("0123456789")
    return _ISSUERS.get(code) or (_ISSUERS[body] if body in _TERMED else None)


# ------------------------------------------------------------------------------------------------------------ queries


def _spaced(word: str) -> str:
    """A regular expression for a type word in a folded query."""
    return r"\s+".join(normal_key(part) for part in word.split())


_QUERY_CODES = {normal_key(code): name for code, name in _TYPES.items() if code not in _ONLY_WITH}
_QUERY_WORDS = {normal_key(word): word for kind in ("law", "act", "paper") for word in _WORDS[kind]}
_LAW_WORDS = frozenset(map(normal_key, _WORDS["law"]))
_ALL_CODES = sorted({normal_key(code) for code in (*_TYPES, *_ISSUERS)}, key=len, reverse=True)
_TYPED = "|".join(
    [*map(_spaced, sorted(_QUERY_WORDS.values(), key=len, reverse=True)), *sorted(_QUERY_CODES, key=len, reverse=True)]
)
_QUERY_NO = r"(?P<no>\d{1,6}(?:\.\d{1,3})?[A-Z]?)"
_FULL_QUERY = re.compile(
    rf"(?<![\d/.-]){_QUERY_NO}\s*[/-]\s*(?:(?P<year>(?:19|20)\d{{2}})\s*[/-]\s*)?"
    rf"(?P<first>{'|'.join(map(re.escape, _ALL_CODES))})[A-Z0-9&]*(?:\s?[-/]{{1,2}}\s?[A-Z][A-Z0-9&]*)*(?!\w)"
)
_TYPED_QUERY = re.compile(
    rf"(?<![\w/.-])(?:(?P<type>{_TYPED})\s*)?(?:SO\s*(?:HIEU\s*)?[:.]?\s*)?{_QUERY_NO}"
    r"(?:\s*[/-]\s*|\s+NAM\s+)(?P<year>(?:19|20)\d{2})(?![\w/-])"
)


def find_in_query(query: str) -> tuple[QueryNumber, ...]:
    """The document numbers in a search query, typed with or without accents, case, hyphens or issuer (handbook 3.3).

    '15/2020/nđ-cp', 'nghi dinh 15 nam 2020', 'NĐ15/2020' and '15/2020' are all found; the first three also tell the
    type. '7/2023' is left out: a number below 13 without a type word may as well be a month.
    """
    folded = "".join(map(_fold_letter, latin(query)))
    found: list[QueryNumber] = []
    for match in _FULL_QUERY.finditer(folded):
        key = normal_key(match[0])
        keys = tuple(dict.fromkeys((key, key.replace("/", ""))))
        found.append(QueryNumber(match.start(), match.end(), keys, _QUERY_CODES.get(match["first"]), termed(key)))
    for match in _TYPED_QUERY.finditer(folded):
        if not any(n.start < match.end() and match.start() < n.end for n in found):
            found.extend(_read_typed(match))
    return tuple(sorted(found, key=lambda number: number.start))


def termed(key: str) -> tuple[str, ...]:
    """The keys with each term of the Quốc hội of a number that lacks it (89/2025/UBTVQH); () for all others."""
    ends_bare = key.rpartition("/")[2] in _TERMED
    return tuple(f"{key}{term}" for term in range(1, _TERMS + 1)) if ends_bare else ()


def shorter_keys(number: QueryNumber) -> tuple[str, ...]:
    """Keys that ask for less than the number does, the most exact first; () where it says no more than number and year.

    '162/2026/TT-BCA' gives 162/TT/BCA (the year may be wrong), 162/2026/TT, 162/2026.
    """
    parts = number.keys[0].split("/")
    if len(parts) < _NUMBER_AND_ISSUER:
        return ()
    dated = bool(_YEAR.fullmatch(parts[1]))
    fewer = ["/".join([parts[0], *parts[2:]]), "/".join(parts[:3]), "/".join(parts[:2])] if dated else parts[:0]
    less = fewer or ["/".join(parts[:2])]
    return tuple(key for key in dict.fromkeys(less) if key not in number.keys)


def _read_typed(match: re.Match[str]) -> tuple[QueryNumber, ...]:
    """The number of a match of _TYPED_QUERY, unless it may be a month."""
    short = normal_key(f"{match['no']}/{match['year']}")
    typed = normal_key(match["type"] or "")
    if not typed:
        month = match["no"].isdecimal() and int(match["no"]) <= _MONTHS
        return () if month else (QueryNumber(match.start("no"), match.end(), (short,), None),)
    name = _QUERY_CODES.get(typed) or _QUERY_WORDS[typed]
    code = next((normal_key(code) for code, of in _TYPES.items() if of == name), None)
    keys = (f"{short}/{code}", short) if code and typed not in _LAW_WORDS else (short,)
    return (QueryNumber(match.start(), match.end(), keys, name),)


def _fold_letter(letter: str) -> str:
    """Upper case without accents; always one character, so that places in the query stay the same."""
    upper = letter.upper()
    if len(upper) != 1:
        return letter
    return "D" if upper == "Đ" else unicodedata.normalize("NFD", upper)[0]
