"""Which places of a query are spoken for."""

from collections.abc import Iterator

Span = tuple[int, int]
"""[start, end) of the query's text."""


class Spans:
    """Places that have been read; what is left between them are words."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._taken: list[Span] = []

    def take(self, span: Span) -> None:
        """Speak for a place."""
        self._taken.append(span)

    def release(self, span: Span) -> None:
        """Speak for a place no more."""
        self._taken.remove(span)

    def is_free(self, span: Span) -> bool:
        """Whether nothing of a place is spoken for."""
        return not any(start < span[1] and span[0] < end for start, end in self._taken)

    def holds(self, span: Span) -> bool:
        """Whether one reading covers all of a place."""
        return any(start <= span[0] and span[1] <= end for start, end in self._taken)

    def gaps(self) -> Iterator[Span]:
        """The places between what is spoken for, in order."""
        at = 0
        for start, end in sorted(self._taken):
            if at < start:
                yield at, start
            at = max(at, end)
        if at < self._length:
            yield at, self._length

    def gaps_within(self, place: Span) -> Iterator[Span]:
        """What of a place is not spoken for, in order."""
        for start, end in self.gaps():
            if start < place[1] and place[0] < end:
                yield max(start, place[0]), min(end, place[1])


def without(text: str, span: Span) -> str:
    """The text without a place, on one line."""
    return " ".join(f"{text[: span[0]]} {text[span[1] :]}".split())
