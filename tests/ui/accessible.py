"""Plain accessibility faults of a page, read off its HTML: headings, names of controls, labels, ids, alternatives.

What WCAG 2.2 asks of any page and a parser can tell: 1.1.1, 1.3.1, 2.4.2, 2.4.6, 3.1.1, 4.1.2.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

_UNNAMED_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "headers")
_INTERACTIVE = "//*[self::a or self::button or self::input or self::select or self::textarea or self::summary]"
_HEADINGS = "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"


def faults(html: str) -> list[str]:
    """What is wrong with a page, one line each."""
    page = document_fromstring(html)
    return [fault for check in (_page, _headings, _names, _ids, _alternatives, _structure) for fault in check(page)]


def _page(page: HtmlElement) -> Iterator[str]:
    if page.get("lang") != "vi":
        yield "the page does not say its language"
    if not _text(page.find(".//title")):
        yield "the page has no title"
    if len(page.findall(".//main")) != 1:
        yield "not one main landmark"
    for nav in page.findall(".//nav"):
        if not (nav.get("aria-label") or nav.get("aria-labelledby")):
            yield "a nav without a name"


def _headings(page: HtmlElement) -> Iterator[str]:
    found = [(int(each.tag[1]), each) for each in page.xpath(_HEADINGS)]
    before = 0
    for level, each in found:
        if level > before + 1:
            yield f"h{level} after h{before}: {_text(each)[:40]}"
        if not _text(each):
            yield f"an empty h{level}"
        before = level
    if sum(level == 1 for level, _ in found) != 1:
        yield "not one h1"


def _names(page: HtmlElement) -> Iterator[str]:
    labelled = {each.get("for") for each in page.findall(".//label")}
    for each in page.xpath("//input|//select|//textarea"):
        if each.get("type") in _UNNAMED_INPUTS:
            continue
        around = next(each.iterancestors("label"), None)
        named = each.get("id") in labelled and each.get("id")
        if not (named or (around is not None and _text(around)) or _told(each)):
            yield f"a field without a label: {each.get('name')}"
    for each in page.xpath("//a[@href]|//button|//summary"):
        if each.xpath("ancestor-or-self::*[@aria-hidden='true']"):
            if each.get("tabindex") != "-1":
                yield f"a hidden control that takes the focus: {etree.tostring(each)[:80]!r}"
        elif not (_text(each) or _told(each) or each.xpath(".//img[@alt!='']")):
            yield f"a control without a name: {etree.tostring(each)[:80]!r}"
    for each in page.findall(".//fieldset"):
        if not len(each) or each[0].tag != "legend" or not _text(each[0]):
            yield "a fieldset without its legend first"


def _ids(page: HtmlElement) -> Iterator[str]:
    counts = Counter(each.get("id") for each in page.xpath("//*[@id]"))
    yield from (f"id twice: {one}" for one, count in counts.items() if count > 1)
    for name in _REFERENCES:
        for each in page.xpath(f"//*[@{name}]"):
            yield from (f"{name} leads nowhere: {one}" for one in each.get(name).split() if one not in counts)
    for each in page.xpath("//a[starts-with(@href, '#')]"):
        if each.get("href")[1:] not in counts:
            yield f"a link to no place: {each.get('href')}"


def _alternatives(page: HtmlElement) -> Iterator[str]:
    yield from (f"a picture without alt: {each.get('src')}" for each in page.xpath("//img[not(@alt)]"))
    for each in page.xpath("//svg"):
        if each.get("aria-hidden") != "true" and not (each.get("role") == "img" and _told(each)):
            yield "a drawing that is neither hidden nor named"
    yield from ("a frame without a title" for _ in page.xpath("//iframe[not(@title)]"))


def _structure(page: HtmlElement) -> Iterator[str]:
    for each in page.xpath(_INTERACTIVE):
        inside = next(each.iterancestors("a", "button", "summary"), None)
        if inside is not None:
            yield f"{each.tag} inside of {inside.tag}: {_text(inside)[:40]}"
        if int(each.get("tabindex", "0")) > 0:
            yield "tabindex above 0"
    yield from (f"{each.tag} straight in a list" for each in page.xpath("//ul/*[not(self::li)]|//ol/*[not(self::li)]"))
    yield from ("li outside of a list" for _ in page.xpath("//li[not(parent::ul or parent::ol)]"))
    yield from ("details without its summary first" for _ in page.xpath("//details[not(*[1][self::summary])]"))


def _told(each: HtmlElement) -> str:
    return (each.get("aria-label") or each.get("aria-labelledby") or each.get("title") or "").strip()


def _text(each: HtmlElement | None) -> str:
    return "" if each is None else " ".join(each.text_content().split())
