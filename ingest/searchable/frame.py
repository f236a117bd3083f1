"""From the page as it is displayed (points, upper left corner) to the space that its content is written in."""

from dataclasses import dataclass

import pikepdf

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
SMALLEST, LARGEST = 3.0, 14_400.0
"""Sides of a page that PDF/A-2 allows, in units (ISO 19005-2, 6.1.13)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page (left, bottom, right, top) in its own units, and how far it is turned clockwise."""

    box: tuple[float, float, float, float]
    rotation: int

    @classmethod
    def of(cls, page: pikepdf.Page) -> "Frame":
        """The frame of a page: the part of its media box that the crop box leaves."""
        left, bottom, right, top = _upright(page.mediabox)
        inner = _upright(page.cropbox)
        cut = (max(left, inner[0]), max(bottom, inner[1]), min(right, inner[2]), min(top, inner[3]))
        box = cut if cut[0] < cut[2] and cut[1] < cut[3] else (left, bottom, right, top)
        return cls(box, int(page.rotation) % 360)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed."""
        left, bottom, right, top = self.box
        wide, high = right - left, top - bottom
        return (high, wide) if self.rotation % 180 else (wide, high)

    def place(self, x: float, y: float) -> Point:
        """Where a point of the displayed page lies in the page's own space."""
        left, bottom, right, top = self.box
        match self.rotation:
            case 90:
                return left + y, bottom + x
            case 180:
                return right - x, bottom + y
            case 270:
                return right - y, top - x
            case _:
                return left + x, top - y

    def picture(self, left: float, top: float, right: float, bottom: float) -> Matrix:
        """The matrix that draws an image (a unit square) upright into a box of the displayed page."""
        x, y = self.place(left, bottom)
        to_right, to_top = self.place(right, bottom), self.place(left, top)
        return (to_right[0] - x, to_right[1] - y, to_top[0] - x, to_top[1] - y, x, y)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def written(matrix: Matrix) -> str:
    """A matrix as the six numbers of a content stream."""
    return " ".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in matrix)


def _upright(box: pikepdf.Array) -> tuple[float, float, float, float]:
    x, y, other_x, other_y = (float(number) for number in box)
    return min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)
