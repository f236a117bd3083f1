"""A searchable PDF/A-2u of a file with scanned pages: the scans as they are, invisible text at their print.

The one entry is `build`, only called in a child (ingest.searchable.download): the file is a stranger's. The digital
signature is lost by nature, for the bytes are new ones; the original keeps it.

A page with a good text layer keeps its content where PDF/A takes it (keeping.py). Any other page is made anew from its
images, whose streams are copied byte for byte, and pictures of what is drawn besides (drawing.py); where that is not
enough the page is one picture. Nothing else of the file comes along: no scripts, forms, attachments, links.
"""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from ingest.document import Page, Progress
from ingest.errors import BrokenFile
from ingest.geometry import quarter_turns
from ingest.limits import Limits
from ingest.searchable import drawing, images, keeping
from ingest.searchable.description import describe
from ingest.searchable.frame import Frame, written
from ingest.searchable.glyphless import InvisibleFont
from ingest.searchable.layer import FONT_NAME, text_layer
from ingest.triage import open_document

Report = Callable[[Progress], None]

_BLANK = (0.0, 0.0, 595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Built:
    """How many pages kept their own content, were made of their scans and of pieces, were drawn as one picture."""

    kept: int
    copied: int
    drawn: int


def build(path: Path, target: Path, pages: Mapping[int, Page], title: str, limits: Limits, progress: Report) -> Built:
    """Write the searchable PDF/A of the file at `path` to `target`, with the text of `pages` (by number).

    Raises:
        BrokenFile: the file's structure cannot be read.
    """
    try:
        with pikepdf.open(path) as source, contextlib.closing(open_document(path)) as original:
            original.init_forms()  # else pdfium leaves out the visible stamps of signatures
            return _Builder(source, original, pages, limits, progress).write(target, title)
    except pikepdf.PikepdfError as error:
        raise BrokenFile(str(error)[:200]) from error


class _Builder:
    """One file on its way: pages first without text, then what they lack, then the text."""

    def __init__(
        self,
        source: pikepdf.Pdf,
        original: pdfium.PdfDocument,
        pages: Mapping[int, Page],
        limits: Limits,
        progress: Report,
    ) -> None:
        self._source = source
        self._original = original
        self._read = pages
        self._limits = limits
        self._progress = progress
        self._made = pikepdf.new()
        self._font = InvisibleFont()
        self._kept: set[int] = set()
        self._drawn: set[int] = set()
        self._copies: dict[tuple[int, int], pikepdf.Object] = {}

    def write(self, target: Path, title: str) -> Built:
        """Make the file and save it."""
        count = len(self._source.pages)
        if count != len(self._original):
            raise BrokenFile(f"pdfium sees {len(self._original)} pages, qpdf {count}")
        for number in range(1, count + 1):
            self._add(number)
            self._progress(Progress("opening", number, count))
        draft = target.with_suffix(".draft.pdf")
        _save(self._made, draft)
        with contextlib.closing(open_document(draft)) as made:
            for number in range(1, count + 1):
                self._complete(number, made)
                self._progress(Progress("text", number, count))
        draft.unlink()
        self._add_font()
        describe(self._made, title)
        _save(self._made, target)
        return Built(len(self._kept), count - len(self._kept) - len(self._drawn), len(self._drawn))

    def _add(self, number: int) -> None:
        """The page with its own content, or with its scans alone."""
        page, read = self._source.pages[number - 1], self._read.get(number)
        if read is not None and read.source == "text":
            self._made.pages.append(page)
            try:
                keeping.keep(self._made, self._made.pages[-1])
                self._kept.add(number)
                return
            except keeping.RefusedError:
                del self._made.pages[-1]
        frame = _frame(page)
        new = Dictionary(
            Type=Name.Page, MediaBox=Array(frame.box), Rotate=frame.rotation, Resources=Dictionary(XObject=Dictionary())
        )
        content = b""
        for place, drawn in enumerate(images.drawn_images(page)):
            name = f"/Scan{place}"
            new.Resources.XObject[name] = self._copy(drawn.image)
            content += f"q {written(drawn.matrix)} cm {name} Do Q\n".encode("ascii")
        new.Contents = self._made.make_stream(content)
        self._made.pages.append(pikepdf.Page(self._made.make_indirect(new)))

    def _copy(self, image: pikepdf.Object) -> pikepdf.Object:
        if image.objgen not in self._copies:
            copy = self._made.copy_foreign(image)
            images.clean(copy)
            self._copies[image.objgen] = copy
        return self._copies[image.objgen]

    def _complete(self, number: int, made: pdfium.PdfDocument) -> None:
        """Put back what the page lacks, and lay the text under it."""
        page, read = self._made.pages[number - 1], self._read.get(number)
        frame = _frame(page)
        if number not in self._kept or "/Annots" in self._source.pages[number - 1]:
            self._mend(page, frame, self._lacking(number, made), number)
        if read is not None and number not in self._kept and (layer := text_layer(read, frame, self._font)):
            page.contents_add(layer, prepend=False)
            page.obj.Resources[Name.Font] = Dictionary()
            page.obj.Rotate = (frame.rotation - quarter_turns(read)) % 360  # viewers show it upright, and read it so

    def _lacking(self, number: int, made: pdfium.PdfDocument) -> tuple[drawing.Patch, ...]:
        try:
            with (
                contextlib.closing(self._original[number - 1]) as wanted,
                contextlib.closing(made[number - 1]) as there,
            ):
                return drawing.missing(wanted, there, self._limits)
        except (pdfium.PdfiumError, ValueError):
            return ()  # cannot be drawn: nobody has seen what is missing

    def _mend(self, page: pikepdf.Page, frame: Frame, patches: tuple[drawing.Patch, ...], number: int) -> None:
        if any(patch.whole for patch in patches):
            page.obj.Resources = Dictionary(XObject=Dictionary())
            page.obj.Contents = self._made.make_stream(b"")
            self._kept.discard(number)
            self._drawn.add(number)
        if "/XObject" not in page.obj.Resources:
            page.obj.Resources.XObject = Dictionary()
        content = ""
        for place, patch in enumerate(patches):
            name = f"/Piece{place}"
            page.obj.Resources.XObject[name] = drawing.image_object(self._made, patch)
            matrix = frame.picture(patch.left, patch.top, patch.right, patch.bottom)
            content += f"q {written(matrix)} cm {name} Do Q\n"
        if content:
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"Q\n" + content.encode("ascii"), prepend=False)

    def _add_font(self) -> None:
        font = self._font.add_to(self._made)
        for number, page in enumerate(self._made.pages, 1):
            if number not in self._kept and "/Font" in page.obj.Resources:
                page.obj.Resources.Font[f"/{FONT_NAME}"] = font


def _frame(page: pikepdf.Page) -> Frame:
    try:
        return Frame.of(page)
    except (ValueError, TypeError, AttributeError, KeyError):  # no box, or one that is none
        return Frame(_BLANK, 0)


def _save(pdf: pikepdf.Pdf, target: Path) -> None:
    pdf.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
