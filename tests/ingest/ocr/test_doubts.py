from dataclasses import replace

from ingest.document import Box
from ingest.ocr.doubts import doubts
from ingest.ocr.engine import Word
from ingest.ocr.pieces import Piece

SURE = Word("điều", 20, 40, 60, 60, 0.95, (0, 0, 1))


def test_each_doubt_has_its_reason_place_and_first_reading() -> None:
    pieces = [
        Piece((SURE, replace(SURE, text="bổ", first="bồ"), replace(SURE, text="mờ", confidence=0.3))),
        Piece((replace(SURE, text="nghịềm"), replace(SURE, text="UBND"), replace(SURE, text="—", confidence=0.1))),
    ]
    pen = [Piece((replace(SURE, text="445", confidence=0.5),))]
    stamp = [replace(SURE, text="ĐẾN"), replace(SURE, text="2352", left=100, right=180, confidence=0.2)]
    found = doubts(pieces, pen, stamp, 7, 2.0)
    assert [(doubt.text, doubt.reason, doubt.first_reading) for doubt in found] == [
        ("bổ", "chosen", "bồ"),
        ("mờ", "unsure", None),
        ("nghịềm", "not-a-syllable", None),
        ("", "pen", "445"),
        ("", "pen", "ĐẾN 2352"),
    ]
    assert {doubt.page for doubt in found} == {7}
    assert found[0].box == Box(10, 20, 30, 30)
    assert found[1].confidence == 0.3
    assert found[-1].box == Box(10, 20, 90, 30)


def test_a_clean_page_has_no_doubts() -> None:
    assert doubts([Piece((SURE,))], [], [], 1, 1.0) == ()
