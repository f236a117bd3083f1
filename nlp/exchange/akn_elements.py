"""Elements of Akoma Ntoso, made and named."""

from typing import TypeAlias, cast

from lxml import etree

from nlp.exchange.akn_names import AKN, OWN, xml_text

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml's only name for what its functions give

EMPTY = "empty"
"""Name of the container in a body, and class of a row, that holds nothing, since the schema wants something there."""


def element(parent: Element | None, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new element of Akoma Ntoso, the last child of `parent`."""
    values = {key: xml_text(value) for key, value in attributes.items()}
    made = (
        etree.Element(f"{{{AKN}}}{name}", values, nsmap={None: AKN, "cb": OWN})
        if parent is None
        else etree.SubElement(parent, f"{{{AKN}}}{name}", values)
    )
    if text:
        made.text = xml_text(text)
    return made


def paragraphs(parent: Element, text: str, /, **attributes: str) -> None:
    """`text` as one `p` a line; none for the empty text."""
    for line in text.split("\n") if text else ():
        element(parent, "p", line, **attributes)


def own(made: Element, **attributes: object) -> None:
    """Set attributes of our own namespace, those without a value left out."""
    for name, value in attributes.items():
        if value is not None:
            made.set(f"{{{OWN}}}{name}", xml_text(str(value)))


def name_of(made: Element) -> str:
    """The element's name without its namespace; '' for comments and the like."""
    return cast("str", etree.QName(made).localname) if isinstance(made.tag, str) else ""
