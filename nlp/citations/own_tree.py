"""The provisions of a document's own tree by the paths in which people cite them (handbook 3.8, 9.2)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.document import Attachment, LegalDocument, Provision
from nlp.citations.provisions import LEVELS, Path, Step

_ARTICLE = LEVELS.index("Điều")
_APPENDIX = LEVELS.index("Phụ lục")
_PARAGRAPH = LEVELS.index("đoạn")
_LEVEL_OF = {
    "part": LEVELS.index("Phần"),
    "chapter": LEVELS.index("Chương"),
    "section": LEVELS.index("Mục"),
    "subsection": LEVELS.index("Tiểu mục"),
    "article": _ARTICLE,
    "clause": LEVELS.index("khoản"),
    "point": LEVELS.index("điểm"),
    "subpoint": LEVELS.index("tiết"),
}
_LABEL = re.compile(r"(?:phần|chương|tiểu\s+mục|mục|điều|khoản|điểm|tiết)\s+(?=\S)", re.IGNORECASE)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_APPENDIX_WORD = "phụ lục"


@dataclass(frozen=True, slots=True)
class OwnTree:
    """Paths of a document's provisions. `eids` leads from (attachment, path) to the eid, `paths` back from it.

    A path below an article begins with the article, as articles are counted through a document; one above it begins
    with the coarsest unit. `attachments` are eids by their labels in a form of their own.
    """

    eids: dict[tuple[str, Path], str]
    paths: dict[str, Path]
    attachments: dict[str, str]

    def eid_of(self, path: Path, attachment: str = "", near: str = "") -> str | None:
        """The eid of the provision that a path means, in the main body or the attachment; None where there is none.

        'đoạn' has no eid of its own: the unit that holds it is given. `near` is the eid of the provision that cites: of
        several 'Mục 2' the one of its own chapter is meant.
        """
        path = _small(step for step in path if step[0] != _PARAGRAPH)
        if path and path[0][0] == _APPENDIX:
            holder = self.attachment(f"{_APPENDIX_WORD} {path[0][1]}")
            return (self.eid_of(path[1:], holder) if path[1:] else holder) if holder else None
        article = next((place for place, (level, _) in enumerate(path) if level == _ARTICLE), None)
        if article is not None:
            return self.eids.get((attachment, path[article:]))
        return self.eids.get((attachment, path)) or self._above(path, attachment, near)

    def attachment(self, label: str) -> str | None:
        """The eid of the attachment called so: by its whole label, or the only one whose label begins with it."""
        key = _label_key(label)
        if key in self.attachments:
            return self.attachments[key]
        begun = [eid for known, eid in self.attachments.items() if known.startswith(key + " ")]
        return begun[0] if len(begun) == 1 else None

    def _above(self, path: Path, attachment: str, near: str) -> str | None:
        """'Mục 2' or 'Mục 2 Chương II': the only unit of that path, else that of the chapter that cites."""
        if not path:
            return None
        here = _small(self.paths.get(near, ()))
        found = [
            (len(_common(whole, here)), eid)
            for (root, whole), eid in self.eids.items()
            if root == attachment and whole[-1] == path[-1] and set(path) <= set(whole) and whole[-1][0] < _ARTICLE
        ]
        most = max((shared for shared, _ in found), default=0)
        nearest = [eid for shared, eid in found if shared == most]
        return nearest[0] if len(nearest) == 1 else None


def tree_of(document: LegalDocument) -> OwnTree:
    """The tree of a document's main body and attachments; of two provisions with one path the first counts."""
    tree = OwnTree({}, {}, {})
    _add(tree, document.body, "", ())
    for attachment in document.attachments:
        tree.attachments.setdefault(_label_key(attachment.label or _first_words(attachment)), attachment.eid)
        _add(tree, attachment.body, attachment.eid, ())
    return tree


def _add(tree: OwnTree, provisions: Sequence[Provision], root: str, above: Path) -> None:
    """Add provisions and those below them; quoted text is no structure. Depth is bounded by the levels."""
    for provision in provisions:
        if provision.level == "quote":
            continue
        level = _LEVEL_OF.get(provision.level)
        path = (*above, (level, _value(provision.label))) if level is not None and provision.label.strip() else above
        if path is not above:
            tree.paths.setdefault(provision.eid, path)
            article = next((place for place, (step, _) in enumerate(path) if step == _ARTICLE), 0)
            tree.eids.setdefault((root, _small(path[article:])), provision.eid)
        _add(tree, provision.children, root, path)


def _value(label: str) -> str:
    """'5a' of 'Điều 5a.', 'a' of 'a)', 'thứ nhất' of 'Phần thứ nhất'."""
    label = label.strip()
    bare = _LABEL.sub("", label, count=1) if " " in label or "\u00a0" in label else label
    return " ".join(bare.rstrip(".:)/ ").split())


def _small(path: Iterable[Step]) -> Path:
    return tuple((level, value.lower()) for level, value in path)


def _first_words(attachment: Attachment) -> str:
    return " ".join((attachment.title or "").split()[:2])


def _label_key(label: str) -> str:
    """'phụ lục 1' for 'PHỤ LỤC I', 'Phụ lục số 01'; other labels in small letters."""
    words = [word for word in label.lower().replace(":", " ").split() if word != "số"]
    return " ".join(_arabic(word.strip(".")) for word in words)


def _arabic(word: str) -> str:
    """A Roman number as an Arabic one, without leading zeros; other words as they are."""
    if word and set(word) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in word]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return str(sum(-value if value < after else value for value, after in pairs))
    return word.lstrip("0") or word


def _common(first: Path, second: Path) -> tuple[Step, ...]:
    """The steps with which both paths begin."""
    shared: list[Step] = []
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        shared.append(one)
    return tuple(shared)
