"""Text that runs up, down or head over the page: read in its own upright frame.

A landscape table on a portrait page is drawn with its letters turned by a quarter. Pdfium gives their places as they
lie on the page, where nothing is a line; in the frame of the text's own direction they are lines like any others.
Of 3,029 gazette pages 140 are such pages. Quarters are counted clockwise, as pdfium and Page.skew count them.
"""

from dataclasses import dataclass

from ingest.document import Box

_HALF, _FULL = 180, 360


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as its reader holds it for text of one direction: `quarter` turns clockwise from the page's own upright.

    The four numbers are the page's visible box in PDF space, whose y runs upwards.
    """

    left: float
    bottom: float
    right: float
    top: float
    quarter: int = 0

    @property
    def width(self) -> float:
        """Width in points as the reader holds it."""
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height in points as the reader holds it."""
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Distance from the frame's left and upper edge of a point in PDF space."""
        if not self.quarter:  # most pages, and most of their places
            return x - self.left, self.top - y
        return (
            (x - self.left, self.top - y),
            (self.top - y, self.right - x),
            (self.right - x, y - self.bottom),
            (y - self.bottom, x - self.left),
        )[self.quarter]

    def box(self, left: float, right: float, bottom: float, top: float) -> Box:
        """A rectangle of PDF space, in pdfium's order of its sides, as a box of this frame."""
        first, second = self.place(left, bottom), self.place(right, top)
        return Box(
            min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])
        )

    def brought(self, box: Box, frame: "Frame") -> Box:
        """A box of another frame of the same page, in this one."""
        corners = [frame._point(box.left, box.top), frame._point(box.right, box.bottom)]  # noqa: SLF001 - its own kind
        (left, first), (right, second) = corners
        return self.box(left, right, first, second)

    def _point(self, across: float, down: float) -> tuple[float, float]:
        """The inverse of `place`."""
        return (
            (self.left + across, self.top - down),
            (self.right - down, self.top - across),
            (self.right - across, self.bottom + down),
            (self.left + down, self.bottom + across),
        )[self.quarter]


def skew_of(quarters: int) -> float:
    """Quarter turns clockwise as Page.skew: -90, 0, 90 or 180 degrees."""
    degrees = quarters * 90 % _FULL
    return float(degrees if degrees <= _HALF else degrees - _FULL)
