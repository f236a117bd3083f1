"""The body tree as elements of Akoma Ntoso: total over any tree, and no character of it is lost."""

from collections.abc import Iterable, Sequence

from ingest.document import Provision
from nlp.exchange.akn_elements import EMPTY, Element, element, own, paragraphs
from nlp.exchange.akn_names import Ids
from nlp.exchange.akn_tables import write_table
from nlp.knowledge import lexicon

BLOCKS = ("table", "quote")
"""Levels that stand inside of running text."""

OWN_ROWS = "rows"
"""Class of a table that is no unit: the cells of the unit that it stands in."""


def write_body(parent: Element, body: Sequence[Provision], ids: Ids) -> None:
    """The provisions as children of `body` or `mainBody`."""
    for provision in body:
        _unit(parent, provision, ids)
    if not body:
        container = element(parent, "hcontainer", name=EMPTY, eId=ids.give(EMPTY))
        element(element(container, "content", eId=ids.give(f"{EMPTY}__content")), "p")


def _unit(parent: Element, provision: Provision, ids: Ids) -> None:
    """A provision as a unit of the hierarchy."""
    name = lexicon("akoma_ntoso")["elements"].get(provision.level)
    eid = ids.give(provision.eid)
    made = element(parent, name, eId=eid) if name else element(parent, "hcontainer", name=provision.level, eId=eid)
    _mark(made, provision, eid, ids)
    _title(made, provision)
    blocks = all(child.level in BLOCKS for child in provision.children)
    has_text = provision.text or provision.rows or provision.notes
    if blocks and (has_text or provision.children):
        content = element(made, "content", eId=ids.give(f"{provision.eid}__content"))
        _own_text(content, provision, ids)
        _inner(content, provision.children, ids)
        return
    if has_text:
        _own_text(element(made, "intro", eId=ids.give(f"{provision.eid}__intro")), provision, ids)
    for child in provision.children:
        _unit(made, child, ids)


def _mark(made: Element, provision: Provision, eid: str, ids: Ids) -> None:
    """What the schema has no place for."""
    known = eid.removeprefix(ids.prefix) == provision.eid
    own(
        made,
        page=provision.page,
        operation=provision.operation,
        target=provision.target,
        level=provision.level if provision.level in BLOCKS else None,
        eid=None if known else provision.eid,
    )


def _title(made: Element, provision: Provision) -> None:
    if provision.label:
        element(made, "num", provision.label)
    if provision.heading:
        element(made, "heading", provision.heading)


def _own_text(parent: Element, provision: Provision, ids: Ids) -> None:
    """Text, cells and notes of the provision alone; the notes hang at the end of its last paragraph."""
    paragraphs(parent, provision.text)
    if provision.notes:
        last = parent[-1] if provision.text else element(parent, "p")
        write_notes(last, provision.notes, f"{provision.eid}__note", ids)
    if provision.rows:
        write_table(parent, provision, ids.give(f"{provision.eid}__rows")).set("class", OWN_ROWS)


def write_notes(parent: Element, notes: Iterable[str], eid: str, ids: Ids) -> None:
    """Footnotes as authorial notes inside of a paragraph."""
    for place, note in enumerate(notes, 1):
        made = element(parent, "authorialNote", placement="bottom", eId=ids.give(f"{eid}_{place}"))
        paragraphs(made, note)
        if not note:
            element(made, "p")


def _inner(parent: Element, children: Sequence[Provision], ids: Ids) -> None:
    """Tables and quotes inside of running text."""
    for child in children:
        if child.level == "quote":
            _quote(parent, child, ids)
        elif child.rows and not (child.label or child.heading or child.text or child.notes or child.children):
            eid = ids.give(child.eid)
            _mark(write_table(parent, child, eid), child, eid, ids)
        else:
            _boxed(parent, child, ids)


def _quote(parent: Element, quote: Provision, ids: Ids) -> None:
    """A quoted block: what an amending unit puts into another document."""
    eid = ids.give(quote.eid)
    kind = lexicon("akoma_ntoso")["operations"].get(quote.operation or "")
    made = element(element(parent, "p"), "mod", eId=eid, **({"class": kind} if kind else {}))
    _mark(made, quote, eid, ids)
    _flow(element(made, "quotedStructure", eId=ids.give(f"{quote.eid}__text")), quote, ids)


def _boxed(parent: Element, table: Provision, ids: Ids) -> None:
    """A table with words of its own, as a structure inside of the text."""
    eid = ids.give(table.eid)
    made = element(element(parent, "p"), "embeddedStructure", eId=eid)
    _mark(made, table, eid, ids)
    _flow(made, table, ids)


def _flow(made: Element, provision: Provision, ids: Ids) -> None:
    """A provision's parts one after another, where the schema admits them in any order."""
    _title(made, provision)
    _own_text(made, provision, ids)
    for child in provision.children:
        if child.level in BLOCKS:
            _inner(made, (child,), ids)
        else:
            _unit(made, child, ids)
    if not len(made):
        element(made, "p")
