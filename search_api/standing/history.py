"""The history of an article: what amending acts did to it, in order, with the words before and after.

No text is put together from amendments (handbook domain.md 4.4): a wording before is the document's own, or the one
that the change before has given; where neither is known it is None.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import LegalDocument, Provision
from search_api.archive.entries import StoredDocument
from search_api.standing.amending import KINDS, amendments_by, units_of
from search_api.standing.entries import Amendment
from search_api.standing.extract import node_of
from search_api.standing.keys import levels
from search_api.standing.knowledge import Knowledge, where_of
from search_api.standing.wording import begins_alike, name_of, wording


def history_of(knowledge: Knowledge, stored: StoredDocument, eid: str) -> tuple[Amendment, ...]:
    """The changes of the article in which `eid` stands, the oldest first; rejected ones are left out."""
    node = node_of(stored)
    article = levels(where_of(node, eid))[0]
    if not article.startswith("Điều"):
        return ()
    views = [view for view in knowledge.incoming(node, KINDS) if view.state != "rejected"]
    found = [
        one
        for source in dict.fromkeys(view.source.id for view in views)
        for one in amendments_by(knowledge, source, node, [view for view in views if view.source.id == source])
        if levels(one.target)[0].casefold() == article.casefold()
    ]
    found.sort(key=lambda one: (one.day is None, one.day or dt.date.max, one.source.issued_on or dt.date.max))
    eids = {where.casefold(): eid for where, eid in node.anchors}
    return tuple(_Wordings(stored.tagged.document, eids).of(found))


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The wordings of an article's units as changes go over them; `eids` are those of the document, by path."""

    document: LegalDocument
    eids: dict[str, str]
    _known: dict[str, str | None] = field(default_factory=dict)

    def of(self, found: Sequence[Amendment]) -> Iterator[Amendment]:
        """Each change with the wording before it."""
        for one in found:
            path = one.target.casefold()
            if one.name_only:
                unit = self._unit(path)
                yield replace(one, old=name_of(unit) if unit else None)
                continue
            known = one.operation in ("replace", "delete") and one.new is not None
            old = self._before(path) if known else None
            fits = old is None or not one.new or begins_alike(old, one.new)
            yield replace(one, old=old if fits else None)
            self._keep(path, one.new or None if fits else None)

    def _before(self, path: str) -> str | None:
        """The wording of a unit now; None where it is not known: a unit above was given anew, or a part of it."""
        if path in self._known:
            return self._known[path]
        above = any(path.startswith(f"{one} ") for one in self._known)
        below = any(one.startswith(f"{path} ") for one in self._known)
        unit = None if above or below else self._unit(path)
        return wording(unit) if unit else None

    def _keep(self, path: str, text: str | None) -> None:
        for below in [one for one in self._known if one.startswith(f"{path} ")]:
            del self._known[below]
        for above in [one for one in self._known if path.startswith(f"{one} ")]:
            self._known[above] = None  # it has another part now
        self._known[path] = text

    def _unit(self, path: str) -> Provision | None:
        wanted = self.eids.get(path)
        roots = (self.document.body, *(attachment.body for attachment in self.document.attachments))
        units = (unit.provision for root in roots for unit in units_of(root))
        return next((one for one in units if wanted and one.eid == wanted), None)
