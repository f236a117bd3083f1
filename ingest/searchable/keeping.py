"""Pages that keep their own content: may PDF/A-2u take it, and what must be mended for that.

Strict: what is not known to be allowed is refused, and the page becomes a picture. What the gazette's own writers get
wrong is mended: a missing map from codes to glyphs, a wrong list of glyphs, black and white told as CMYK, smoothed
images (each seen in 18 of 18 files that were tried; with it 14 of them were found valid, 4 became pictures).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Name

from ingest.searchable import fonts, images

_DEEPEST = 4
_NESTING = 28  # of q within q (ISO 19005-2, 6.1.13)
_PLAIN = frozenset(
    {
        *("w", "J", "j", "M", "d", "i", "q", "Q", "cm", "gs"),
        *("m", "l", "c", "v", "y", "h", "re", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*"),
        *("BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", '"'),
        *("G", "g", "RG", "rg", "K", "k", "cs", "CS", "sc", "SC", "scn", "SCN"),
        *("Do", "BMC", "EMC", "BDC", "MP", "DP"),
    }
)
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_STATE_KEYS = frozenset(
    {
        *("/Type", "/LW", "/LC", "/LJ", "/ML", "/D", "/FL", "/SM", "/TK"),
        *("/ca", "/CA", "/BM", "/AIS", "/SA", "/OP", "/op", "/OPM", "/SMask"),
    }
)
_NAME = re.compile(r"/[!-~]{1,126}")  # 127 bytes are allowed; readers stumble over control characters in names
_BLENDS = frozenset(("/Normal", "/Compatible", "/Multiply", "/Screen", "/Darken", "/Lighten", "/Overlay"))


class RefusedError(Exception):
    """This content cannot be kept."""


@dataclass(slots=True)
class _Walk:
    """What one page's content uses: for each font the codes shown; objects that were seen to already."""

    pdf: pikepdf.Pdf
    shown: dict[tuple[int, int], tuple[pikepdf.Object, set[bytes]]] = field(default_factory=dict)
    done: set[tuple[int, int]] = field(default_factory=set)


def keep(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Mend a page that was copied into `pdf` so that PDF/A-2u takes it.

    Raises:
        RefusedError: its content cannot be kept.
    """
    walk = _Walk(pdf)
    try:
        resources = page.resources
        _mend_resources(resources, walk, _DEEPEST)
        page.obj.Contents = pdf.make_stream(_mended(page.obj, resources, walk))
        for font, codes in walk.shown.values():
            fonts.mend(font, codes)
    except RefusedError:
        raise
    except Exception as error:  # broken objects and fonts raise whatever qpdf and fontTools do: the page is drawn
        raise RefusedError(f"{type(error).__name__}: {error}") from error
    for key in set(page.obj.keys()) - {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/Resources",
        "/Contents",
    }:
        del page.obj[key]


def _mend_resources(resources: pikepdf.Object, walk: _Walk, depth: int) -> None:
    _check_names(resources)
    for kind in ("/Pattern", "/Shading"):
        if len(resources.get(kind, ())):
            raise RefusedError(kind)
    for space in resources.get("/ColorSpace", {}).values():
        if not images.takes_space(space):
            raise RefusedError("colour space")
    for properties in resources.get("/Properties", {}).values():
        if str(properties.get("/Type")) in ("/OCG", "/OCMD"):
            raise RefusedError("optional content")
    for state in resources.get("/ExtGState", {}).values():
        _mend_state(state)
    for drawn in resources.get("/XObject", {}).values():
        _mend_object(drawn, resources, walk, depth)


def _check_names(resources: pikepdf.Object) -> None:
    for kind in resources.keys():  # noqa: SIM118 - an object of PDF is no dictionary
        named = resources[kind]
        if isinstance(named, pikepdf.Dictionary) and not all(_NAME.fullmatch(str(name)) for name in named.keys()):  # noqa: SIM118 - as above
            raise RefusedError("name of a resource")


def _mend_state(state: pikepdf.Object) -> None:
    if state.get("/SMask", Name("/None")) != Name("/None") or "/Font" in state:
        raise RefusedError("graphics state")
    if str(state.get("/BM", Name.Normal)) not in _BLENDS:
        raise RefusedError("blend mode")
    for key in set(state.keys()) - _STATE_KEYS:
        del state[key]


def _mend_object(drawn: pikepdf.Object, resources: pikepdf.Object, walk: _Walk, depth: int) -> None:
    if drawn.objgen in walk.done:
        return
    walk.done.add(drawn.objgen)
    if drawn.get("/Subtype") == Name.Image:
        if not images.takes(drawn):
            raise RefusedError("image")
        images.clean(drawn)
        return
    if drawn.get("/Subtype") != Name.Form or not depth or "/Ref" in drawn or "/OC" in drawn:
        raise RefusedError("object")
    own = drawn.get("/Resources", resources)
    _mend_resources(own, walk, depth - 1)
    drawn.write(_mended(drawn, own, walk))
    for key in set(drawn.keys()) - {
        "/Type",
        "/Subtype",
        "/BBox",
        "/Matrix",
        "/Resources",
        "/Length",
        "/Filter",
        "/Group",
    }:
        del drawn[key]
    if "/Group" in drawn and not images.takes_space(drawn.Group.get("/CS", Name.DeviceRGB)):
        raise RefusedError("group")


def _mended(holder: pikepdf.Object, resources: pikepdf.Object, walk: _Walk) -> bytes:
    """The content with CMYK told as RGB; the codes that it shows are noted."""
    steps: list[Any] = []
    font: pikepdf.Object | None = None
    stack: list[pikepdf.Object | None] = []
    for step in pikepdf.parse_content_stream(holder):
        name, operands = str(step.operator), list(step.operands)
        if name == "ri":
            continue
        if name not in _PLAIN or (name in ("cs", "CS") and str(operands[0]) in ("/DeviceCMYK", "/Pattern")):
            raise RefusedError(f"operator {name}")
        match name:
            case "q":
                stack.append(font)
                if len(stack) > _NESTING:
                    raise RefusedError("nesting")
            case "Q":
                font = stack.pop() if stack else font
            case "Tf":
                font = resources.Font[str(operands[0])]
            case "k" | "K":
                steps.append((_rgb(operands), pikepdf.Operator("rg" if name == "k" else "RG")))
                continue
        if name in _SHOWING:
            _note(font, operands, walk)
        steps.append((operands, step.operator))
    return pikepdf.unparse_content_stream(steps)


def _note(font: pikepdf.Object | None, operands: Sequence[Any], walk: _Walk) -> None:
    if font is None:
        raise RefusedError("text without a font")
    _, codes = walk.shown.setdefault(font.objgen if font.is_indirect else (id(font), 0), (font, set()))
    last = operands[-1]
    for piece in last if isinstance(last, pikepdf.Array) else [last]:
        if isinstance(piece, pikepdf.String):
            codes.add(bytes(piece))


def _rgb(cmyk: Sequence[Any]) -> list[float]:
    cyan, magenta, yellow, black = (min(1.0, max(0.0, float(each))) for each in cmyk)
    return [round((1 - ink) * (1 - black), 4) for ink in (cyan, magenta, yellow)]
