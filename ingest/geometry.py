"""From the upright page to the page as it stands: where a box of an OCR line lies on the picture.

OCR turns a page upright and straightens it before it reads (Page.skew), so its boxes are those of a page that nobody
sees. Pictures, crops and the text layer are of the page as displayed. A page that lay on its side has its width and
height changed over; both pages share their middle.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Box, Line, Page

Point = tuple[float, float]

_QUARTER = 90
_NEAR = 0.11  # points: boxes in addresses are rounded to a tenth


@dataclass(frozen=True, slots=True)
class Turning:
    """How the upright page becomes the one that is displayed: turned about its middle, then moved to the new middle.

    `degrees` are clockwise, lengths in points. As an SVG transform: translate(across down) rotate(degrees x y).
    """

    degrees: float
    x: float
    y: float
    across: float
    down: float

    def point(self, x: float, y: float) -> Point:
        """Where a point of the upright page lies on the displayed one."""
        cosine, sine = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        right, low = x - self.x, y - self.y
        return (
            self.x + self.across + right * cosine - low * sine,
            self.y + self.down + right * sine + low * cosine,
        )


def quarter_turns(page: Page) -> int:
    """How the print of the page lies, in degrees clockwise: 0, 90, 180 or 270; what is left of `skew` is slant."""
    return round(page.skew / _QUARTER) * _QUARTER % 360


def displayed_size(page: Page) -> tuple[float, float]:
    """Width and height of the page as it is displayed, in points."""
    return (page.height, page.width) if quarter_turns(page) % 180 else (page.width, page.height)


def turning(page: Page) -> Turning | None:
    """How boxes of the page's OCR lines come to lie on its picture; None where they lie on it as they are."""
    if page.skew == 0:
        return None
    width, height = displayed_size(page)
    x, y = page.width / 2, page.height / 2
    return Turning(page.skew, x, y, width / 2 - x, height / 2 - y)


def is_turned(page: Page, box: Box) -> bool:
    """Whether a box of this page is one of the straightened page: those of the text layer's own lines are not."""
    if page.source == "text":  # all of a turned text page is in one frame
        return page.skew != 0
    return page.skew != 0 and not any(_same(line.box, box) for line in page.lines if line.source == "text")


def corners(page: Page, box: Box) -> tuple[Point, Point, Point, Point]:
    """The corners of a box on the page as displayed, from that of its upper left on, in the order of reading."""
    ends = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    turn = turning(page) if is_turned(page, box) else None
    if turn is None:
        return ends
    first, second, third, fourth = (turn.point(x, y) for x, y in ends)
    return first, second, third, fourth


def on_print(page: Page, box: Box) -> Box:
    """The smallest upright box on the page as displayed that holds a box of a line, a word or a doubt of the page."""
    points = corners(page, box)
    across, down = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(down), max(across), max(down))


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of at least one."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def overlap(one: Box, other: Box) -> float:
    """The area that two boxes share, in square points."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, width) * max(0.0, height)


def line_at(page: Page, box: Box) -> Line | None:
    """The line of the page on which a box lies: that with which it shares most, None where it touches none."""
    best = max(page.lines, key=lambda line: overlap(line.box, box), default=None)
    return best if best is not None and overlap(best.box, box) > 0 else None


def _same(one: Box, other: Box) -> bool:
    return (
        abs(one.left - other.left) < _NEAR
        and abs(one.top - other.top) < _NEAR
        and abs(one.right - other.right) < _NEAR
        and abs(one.bottom - other.bottom) < _NEAR
    )
