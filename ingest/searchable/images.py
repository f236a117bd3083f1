"""The scans of a page: which images are drawn where, and whether PDF/A takes them as they are.

The image's own stream is copied byte for byte; only keys of its dictionary that PDF/A forbids are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Name

from ingest.searchable.frame import IDENTITY, Matrix, times

_DEEPEST = 4  # forms within forms
_MOST_STEPS = 20_000  # instructions of one page's content that are followed; a scan has a dozen
_FILTERS = frozenset({"/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/FlateDecode", "/RunLengthDecode"})
_FORBIDDEN = ("/Interpolate", "/Alternates", "/OPI", "/Intent", "/OC", "/Metadata", "/StructParent", "/Name", "/ID")
_PLAIN_SPACES = frozenset({"/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB", "/G", "/RGB"})
_PROFILE_KINDS = (b"scnr", b"mntr", b"prtr", b"spac")
_PROFILE_SPACES = {1: b"GRAY", 3: b"RGB "}
_NEWEST_PROFILE = 4


@dataclass(frozen=True, slots=True)
class DrawnImage:
    """An image object and the matrix that it is drawn by, in the page's own space."""

    image: pikepdf.Object
    matrix: Matrix


class _TooLongError(Exception):
    """More content than a scanned page has."""


def drawn_images(page: pikepdf.Page) -> tuple[DrawnImage, ...]:
    """The images that the page draws and PDF/A takes, in their order; () where its content is no scan's."""
    try:
        found = list(_walk(page.obj, page.resources, IDENTITY, _DEEPEST, [_MOST_STEPS]))
    except (_TooLongError, pikepdf.PikepdfError, ValueError, TypeError, AttributeError, KeyError):
        return ()  # content that cannot be followed: the page is drawn as a picture
    return tuple(each for each in found if takes(each.image))


def _walk(
    holder: pikepdf.Object, resources: pikepdf.Object, matrix: Matrix, depth: int, left: list[int]
) -> Iterator[DrawnImage]:
    stack: list[Matrix] = []
    for step in pikepdf.parse_content_stream(holder, "q Q cm Do"):
        left[0] -= 1
        if left[0] < 0:
            raise _TooLongError
        match str(step.operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop() if stack else matrix
            case "cm":
                matrix = times(_matrix(step.operands), matrix)
            case "Do":
                yield from _object(resources.XObject[str(step.operands[0])], resources, matrix, depth, left)


def _object(
    drawn: pikepdf.Object, resources: pikepdf.Object, matrix: Matrix, depth: int, left: list[int]
) -> Iterator[DrawnImage]:
    if drawn.Subtype == Name.Image:
        yield DrawnImage(drawn, matrix)
    elif drawn.Subtype == Name.Form and depth:
        own = _matrix(drawn.Matrix) if "/Matrix" in drawn else IDENTITY
        yield from _walk(drawn, drawn.get("/Resources", resources), times(own, matrix), depth - 1, left)


def _matrix(numbers: object) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)  # type: ignore[attr-defined] # a list or an array of PDF
    return (a, b, c, d, e, f)


def takes(image: pikepdf.Object) -> bool:
    """Whether PDF/A-2 takes an image with its stream as it is."""
    if image.get("/ImageMask", False) or not _filters(image) <= _FILTERS:
        return False
    mask, soft = image.get("/Mask"), image.get("/SMask")
    if isinstance(mask, pikepdf.Stream) or (soft is not None and not _takes_soft_mask(soft)):
        return False
    return takes_space(image.get("/ColorSpace"))


def clean(image: pikepdf.Object) -> None:
    """Take out of an image's dictionary what PDF/A forbids; the stream stays."""
    for key in _FORBIDDEN:
        if key in image:
            del image[key]
    if "/SMask" in image:
        clean(image.SMask)


def _filters(image: pikepdf.Object) -> set[str]:
    named = image.get("/Filter")
    if named is None:
        return set()
    return {str(name) for name in named} if isinstance(named, pikepdf.Array) else {str(named)}


def _takes_soft_mask(mask: pikepdf.Object) -> bool:
    plain = "/SMask" not in mask and "/Matte" not in mask
    return plain and mask.get("/ColorSpace") == Name.DeviceGray and _filters(mask) <= _FILTERS


def takes_space(space: pikepdf.Object | None) -> bool:
    """Whether PDF/A-2 takes a colour space beside an output intent of RGB."""
    if space is None:
        return False
    if not isinstance(space, pikepdf.Array):
        return str(space) in _PLAIN_SPACES
    kind = str(space[0])
    if kind == "/Indexed":
        return takes_space(space[1])
    if kind == "/ICCBased":
        return _takes_profile(space[1])
    return kind in _PLAIN_SPACES


def _takes_profile(stream: pikepdf.Object) -> bool:
    """Whether the head of an ICC profile is one that PDF/A-2 takes (ICC.1: version, class, space, signature)."""
    head = stream.read_bytes()[:128]
    space = _PROFILE_SPACES.get(int(stream.get("/N", 0)))
    known = len(head) == 128 and head[36:40] == b"acsp" and head[12:16] in _PROFILE_KINDS  # noqa: PLR2004 - a profile's head
    return known and head[8] <= _NEWEST_PROFILE and space is not None and head[16:20] == space
