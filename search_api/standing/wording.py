"""A provision as printed, for comparing what was with what is."""

import re
from collections.abc import Iterator

from ingest.document import Provision

_OPEN = re.compile(r"^\s*(?:[“„«\"]|'')\s*")
_CLOSE = re.compile(r"\s*(?:[”“\"»]|'')\s*[\])]?[.;,]*\s*$")
_LABEL = re.compile(r"(?:Điều\s+\w+|\w{1,3}(?=[.)]))")


def wording(provision: Provision) -> str:
    """A provision as printed, its units on lines of their own; of a quote without its marks."""
    text = "\n".join(_lines(provision))
    return _CLOSE.sub("", _OPEN.sub("", text)) if provision.level == "quote" else text


def name_of(provision: Provision) -> str:
    """The label and heading of a provision: 'Điều 7. Chi phí quản lý'."""
    return " ".join(part for part in (_label(provision), provision.heading) if part)


def begins_alike(old: str, new: str) -> bool:
    """Whether both wordings begin with the same label: else one of them is a part of what the other is."""
    first, second = _LABEL.match(old), _LABEL.match(new)
    return first is None or (second is not None and first[0].casefold() == second[0].casefold())


def _label(provision: Provision) -> str:
    label = provision.label.strip()
    if label and label[-1] not in ".)":
        end = {"clause": ".", "article": ".", "point": ")", "subpoint": ")"}
        return label + end.get(provision.level, "")
    return label


def _lines(provision: Provision) -> Iterator[str]:
    head = name_of(provision)
    if provision.level in ("clause", "point", "subpoint", "paragraph") and provision.text:
        yield " ".join(part for part in (head, provision.text) if part)
    else:
        yield from (part for part in (head, provision.text) if part)
    yield from (" | ".join(row) for row in provision.rows)
    for child in provision.children:
        yield from _lines(child)
