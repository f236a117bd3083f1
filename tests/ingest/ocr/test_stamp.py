from PIL import Image, ImageDraw

from ingest.ocr.stamp import stamp_frame, without_stamp
from ingest.tables.geometry import Ruling, Rulings
from tests.ingest.ocr.drawn_pages import word

PAGE = (595.0, 842.0)
STAMP = Rulings(
    (Ruling(145, 11, 125), Ruling(154, 9, 168), Ruling(197, 31, 168), Ruling(80, 316, 460)), (Ruling(48, 153, 197),)
)


def test_the_frame_hangs_into_the_margin() -> None:
    assert stamp_frame(STAMP, 92.0, PAGE) == (9, 145, 168, 197)


def test_a_table_or_a_dash_is_no_stamp() -> None:
    assert stamp_frame(STAMP, 12.0, PAGE) is None  # it begins where the text begins
    assert stamp_frame(Rulings(STAMP.across), 92.0, PAGE) is None  # no side
    assert stamp_frame(Rulings((Ruling(80, 20, 150),), STAMP.down), 92.0, PAGE) is None  # one line
    table = Rulings((Ruling(145, 20, 560), Ruling(190, 20, 560)), (Ruling(48, 145, 190),))
    assert stamp_frame(table, 92.0, PAGE) is None


def test_what_stands_in_the_frame_is_taken_out_and_the_rest_stays() -> None:
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((30, 420, 460, 560), outline=0, width=3)
    draw.line((30, 450, 460, 450), fill=0, width=3)
    draw.line((130, 450, 130, 560), fill=0, width=3)
    text = [word("dòng", 280, 200 + 60 * line, line=line) for line in range(20)]
    stamp = [word("CV", 60, 470, line=30), word("ĐẾN", 60, 510, line=31), word("2352", 300, 470, line=32)]
    kept, taken = without_stamp(image, [*text, *stamp], 200)
    assert [one.text for one in taken] == ["dòng", "dòng", "CV", "ĐẾN", "2352"][-len(taken) :]
    assert {one.text for one in taken} >= {"CV", "ĐẾN", "2352"}
    assert len(kept) + len(taken) == len(text) + len(stamp)


def test_a_page_without_anything_in_the_margin_is_not_looked_at() -> None:
    words = [word("dòng", 280, 200 + 60 * line, line=line) for line in range(5)]
    assert without_stamp(Image.new("L", (10, 10)), words, 200) == (tuple(words), ())
    assert without_stamp(Image.new("L", (10, 10)), [], 200) == ((), ())
