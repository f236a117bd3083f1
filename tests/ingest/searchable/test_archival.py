"""Searchable copies: the scans untouched, the text at its print and copied out as it was read, the file valid."""

import io
import shutil
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Dictionary, Name
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Page
from ingest.errors import BrokenFile
from ingest.limits import Limits
from ingest.searchable.archival import Built, build
from ingest.searchable.layer import layer_text
from tests.ingest.searchable.scanned_pdfs import FONT, LINES, Sheet, add_scan, add_typed, drawn, jpeg, text_page, write
from tests.tree import ROOT

VERAPDF = str(ROOT / "script" / "verapdf")


def plain(text: str) -> str:
    """Text in NFC with white space folded, as a reader compares it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def by_pdfium(path: Path, number: int) -> str:
    with pdfium.PdfDocument(path) as document:
        return str(document[number - 1].get_textpage().get_text_range())


def by_poppler(path: Path, number: int) -> str:
    asked = ["pdftotext", "-raw", "-f", str(number), "-l", str(number), str(path), "-"]
    return subprocess.run(asked, capture_output=True, check=True, text=True).stdout


def made(folder: Path, source: Path, *pages: Page, title: str = "Công báo <447> & 448") -> tuple[Path, Built]:
    target = folder / f"{source.stem}-searchable.pdf"
    return target, build(source, target, {page.number: page for page in pages}, title, Limits(), lambda _: None)


def streams(path: Path) -> list[bytes]:
    """The raw image streams of all pages, in order."""
    with pikepdf.open(path) as pdf:
        return [
            image.read_raw_bytes()
            for page in pdf.pages
            for name, image in page.resources.get("/XObject", {}).items()
            if name.startswith("/Scan")
        ]


def typed(*, embedded: bool) -> bytes:
    """A page with text that a word processor might have written."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    pdfmetrics.registerFont(TTFont("Body", FONT))
    canvas.setFont("Body" if embedded else "Helvetica", 13)
    canvas.setFillColorCMYK(0, 0, 0, 1)
    canvas.drawString(80, 700, "Văn bản đánh máy, Điều 2." if embedded else "Van ban danh may, Dieu 2.")
    canvas.save()
    return out.getvalue()


def sheets() -> dict[str, Sheet]:
    """Scans in every position: turned by the viewer, lying on their side, slanted, off the origin, stamped."""
    return {
        "straight": Sheet(text_page()),
        "slanted": Sheet(text_page(skew=1.7)),
        "turned-90": Sheet(text_page(), rotation=90),
        "turned-180": Sheet(text_page(), rotation=180),
        "turned-270": Sheet(text_page(), rotation=270, corner=(20, 30)),
        "off-the-origin": Sheet(text_page(skew=-0.8), corner=(-100, 250)),
        "on-its-side": Sheet(text_page(skew=90.5)),
        "on-its-other-side": Sheet(text_page(skew=270)),
        "on-its-head": Sheet(text_page(skew=180)),
        "stamped": Sheet(text_page(), stamped=True),
    }


@dataclass(frozen=True, slots=True)
class Copy:
    """A searchable copy of one sheet, and what it was made of."""

    sheet: Sheet
    scans: list[bytes]
    path: Path
    built: Built


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Copy]:
    folder, found = tmp_path_factory.mktemp("copies"), {}
    for name, sheet in sheets().items():
        scans = write(folder / f"{name}.pdf", sheet)
        path, built = made(folder, folder / f"{name}.pdf", sheet.page)
        found[name] = Copy(sheet, scans, path, built)
    return found


@pytest.mark.parametrize("name", sheets())
def test_text_comes_out_as_it_was_read_and_scans_stay(name: str, copies: dict[str, Copy]) -> None:
    copy = copies[name]
    wanted = plain(layer_text(copy.sheet.page.lines))
    assert wanted == plain(" ".join(LINES))
    assert plain(by_pdfium(copy.path, 1)) == wanted
    if shutil.which("pdftotext"):
        assert plain(by_poppler(copy.path, 1)) == wanted
    assert streams(copy.path) == copy.scans
    assert copy.built == Built(kept=0, copied=1, drawn=0)


@pytest.mark.parametrize("name", sheets())
def test_text_lies_on_its_print(name: str, copies: dict[str, Copy]) -> None:
    """Where the layer puts a line there is ink."""
    with pdfium.PdfDocument(copies[name].path) as document:
        page = document[0]
        bitmap, words = page.render(scale=1), page.get_textpage()
        picture, place = bitmap.to_pil().convert("L"), bitmap.get_posconv(page).to_bitmap
        assert words.count_rects() >= len(LINES)
        for index in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(index)
            (x, y), (other_x, other_y) = place(left, top), place(right, bottom)
            dark = picture.crop((min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y)))
            assert dark.getextrema()[0] < 128


def test_a_stamp_over_the_scan_is_still_seen(tmp_path: Path) -> None:
    source = tmp_path / "stamped.pdf"
    write(source, Sheet(text_page(), stamped=True))
    target, _ = made(tmp_path, source, text_page())
    with pdfium.PdfDocument(source) as before, pdfium.PdfDocument(target) as after:
        for box in ((380, 40, 480, 70), (0, 0, 595, 842)):
            pictures = [each[0].render(scale=1).to_pil().convert("L").crop(box) for each in (before, after)]
            differs = [abs(a - b) for a, b in zip(pictures[0].tobytes(), pictures[1].tobytes(), strict=True)]
            assert sum(each > 100 for each in differs) < len(differs) / 500


def mixed(path: Path) -> tuple[Page, ...]:
    """A scan, a typed page, a typed page without its font, an empty one."""
    pdf = pikepdf.new()
    scan = Sheet(text_page(1))
    add_scan(pdf, jpeg(drawn(scan.page)), scan)
    add_typed(pdf, typed(embedded=True))
    add_typed(pdf, typed(embedded=False))
    pdf.add_blank_page(page_size=(595, 842))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=b"app.alert(1)")
    pdf.save(path)
    return (
        scan.page,
        text_page(2, texts=("Văn bản đánh máy, Điều 2.",), source="text"),
        text_page(3, texts=("Van ban danh may, Dieu 2.",), source="text"),
        text_page(4, texts=(), source="blank"),
    )


def test_typed_pages_keep_their_content_or_become_pictures_with_text(tmp_path: Path) -> None:
    source = tmp_path / "mixed.pdf"
    target, built = made(tmp_path, source, *mixed(source))
    assert built == Built(kept=1, copied=3, drawn=0)
    assert plain(by_pdfium(target, 2)) == "Văn bản đánh máy, Điều 2."
    assert plain(by_pdfium(target, 3)) == "Van ban danh may, Dieu 2."
    assert by_pdfium(target, 4) == ""
    with pikepdf.open(target) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/Font" in pdf.pages[1].resources


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "mixed.pdf"
    pages = mixed(source)
    first = made(tmp_path, source, *pages)[0].read_bytes()
    assert made(tmp_path, source, *pages)[0].read_bytes() == first


def test_it_says_what_it_is(tmp_path: Path) -> None:
    source = tmp_path / "scan.pdf"
    write(source, Sheet(text_page()))
    target, _ = made(tmp_path, source, text_page())
    with pikepdf.open(target) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Công báo <447> & 448"
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "Công báo &lt;447&gt; &amp; 448" in metadata
        assert str(pdf.docinfo["/Producer"]) in metadata
        assert str(pdf.Root.Lang) == "vi"


def test_a_file_that_cannot_be_followed_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "broken.pdf"
    source.write_bytes(b"%PDF-1.4\nnothing")
    with pytest.raises(BrokenFile):
        made(tmp_path, source)


@pytest.fixture(scope="session")
def conforms() -> Callable[..., dict[str, list[str]]]:
    """Asks veraPDF of files: for each name the rules that it breaks. Skips where veraPDF is not at hand."""
    if subprocess.run([VERAPDF, "ready"], check=False).returncode:
        pytest.skip("no veraPDF here: run script/verapdf fetch")

    def ask(*paths: Path) -> dict[str, list[str]]:
        """One Java for all files: it takes 2 s to start."""
        told = subprocess.run([VERAPDF, *paths], capture_output=True, check=False, text=True)
        found = {}
        for job in ET.fromstring(told.stdout).iter("job"):
            report = job.find("validationReport")
            rules = job.iter("rule")
            broken = [
                f"{rule.get('clause')}: {rule.findtext('description')}"
                for rule in rules
                if rule.get("status") == "failed"
            ]
            named = Path(job.findtext("item/name") or "").name
            found[named] = broken if report is not None else ["no report"]
            assert (report is not None and report.get("isCompliant") == "true") == (not found[named])
        return found

    return ask


@pytest.mark.slow
def test_every_copy_is_valid_pdfa(
    tmp_path: Path, copies: dict[str, Copy], conforms: Callable[..., dict[str, list[str]]]
) -> None:
    pages = mixed(tmp_path / "mixed.pdf")
    files = [*(copy.path for copy in copies.values()), made(tmp_path, tmp_path / "mixed.pdf", *pages)[0]]
    found = conforms(*files)
    assert len(found) == len(files)
    assert {name: rules for name, rules in found.items() if rules} == {}
