"""Layouts and rows of entities for the tests of entities."""

from collections.abc import Callable

from nlp.annotation import DocumentText, Entity, Segment

Find = Callable[[DocumentText], tuple[Entity, ...]]


def layout(*texts: str, heading: str = "") -> DocumentText:
    """An article of one heading and clauses with these texts."""
    pieces, segments, at = [], [], 0
    for place, text in enumerate((heading, *texts)):
        if not text:
            continue
        eid, field = (f"art_3__cl_{place}", "text") if place else ("art_3", "heading")
        segments.append(Segment(eid, field, at, at + len(text), "Điều 3", article="Điều 3"))  # type: ignore[arg-type]  # mypy widens the chosen literal to str
        pieces.append(text)
        at += len(text) + 1
    return DocumentText("\n".join(pieces), tuple(segments))


def bare(text: str) -> DocumentText:
    """A text as one stretch of no provision."""
    return DocumentText(text, (Segment("", "text", 0, len(text), ""),) if text else ())


def texts(find: Find, text: str) -> list[tuple[str, str | None]]:
    """What stands at each entity, with its value."""
    return [(entity.text, entity.value) for entity in find(bare(text))]


def assert_in_bounds(find: Find, text: str) -> None:
    """Spans lie in the text, are what they say, and no figures are upside down."""
    given = layout(text, text, heading="Giải thích từ ngữ")
    for entity in find(given):
        assert 0 <= entity.start < entity.end <= len(given.text)
        assert given.text[entity.start : entity.end] == entity.text
        assert entity.low is None or entity.high is None or entity.low <= entity.high
        assert "\n" not in entity.text or "\n" in text
