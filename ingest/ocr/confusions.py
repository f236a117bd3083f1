"""Digits that Tesseract takes for letters, put right where nothing else can be meant; the rules are in the TOML."""

import re
import tomllib
from importlib.resources import files

_RULES = tomllib.loads(files("ingest.ocr").joinpath("confusions.toml").read_text("utf-8"))
_SIGNS = str.maketrans(_RULES["signs"])
_ALIKE = str.maketrans(_RULES["in_numbers"])
_BEHIND = {sign: digit for sign, digit in _RULES["behind"].items() if sign != "words"}

_HEADER = re.compile(_RULES["header"]["pattern"])
_CLASS = "".join(map(re.escape, _RULES["in_numbers"]))
_NUMBER = re.compile(rf"(?<!\w)(?=[{_CLASS}]*\d)(?=\d*[{_CLASS}])[\d{_CLASS}]+(?!\w)")
_WANTED = re.compile(rf"\b({'|'.join(_RULES['behind']['words'])}) ({'|'.join(map(re.escape, _BEHIND))})(?=[\s.,;:)]|$)")


def corrected(text: str) -> str:
    """One line of OCR with look-alikes of digits put right. Idempotent, and the length stays."""
    text = _NUMBER.sub(lambda match: match[0].translate(_ALIKE), text.translate(_SIGNS))
    text = _HEADER.sub(_RULES["header"]["printed"], text)
    return _WANTED.sub(lambda match: f"{match[1]} {_BEHIND[match[2]]}", text)
