"""Handbook domain.md 2.11: what of two readings of one page is kept, and what the clerk is told."""

from dataclasses import replace

from ingest.document import Judgement, Line, Page
from ingest.pages import asked, merge, needs_ocr, page_findings, settle, text_page
from tests.ingest.drawn import Text, opened
from tests.ingest.typeset import line, page

HEADER = line("CÔNG BÁO/Số 18/Ngày 18-01-2026", -3, size=11)


def scanned(*lines: Line) -> Page:
    return replace(page(*(replace(item, source="ocr", confidence=0.9) for item in lines)), source="ocr", skew=0.3)


def shown(merged: Page) -> list[tuple[str, str]]:
    return [(item.text, item.source) for item in merged.lines]


def test_the_text_layers_lines_take_the_place_of_the_same_lines_read_by_ocr() -> None:
    layer = page(line("CÔNG BÁO/Số 18", 0), line("Nguyễn Văn A", 5))
    read = scanned(line("CÔNG BÁOISố 1B", 0), line("Điều 1. Phạm vi", 2), line("Nguyên Văn A", 5))
    merged = merge(layer, read)
    assert shown(merged) == [("CÔNG BÁO/Số 18", "text"), ("Điều 1. Phạm vi", "ocr"), ("Nguyễn Văn A", "text")]
    assert (merged.source, merged.skew) == ("mixed", 0.3)


def test_a_line_that_ocr_missed_is_put_at_its_height() -> None:
    merged = merge(page(line("giữa", 2)), scanned(line("trên", 0), line("dưới", 4)))
    assert [text for text, _ in shown(merged)] == ["trên", "giữa", "dưới"]
    last = merge(page(line("cuối", 9)), scanned(line("trên", 0)))
    assert [text for text, _ in shown(last)] == ["trên", "cuối"]


def test_ocr_pieces_below_a_text_line_are_no_furniture_of_the_page_twice() -> None:
    read = scanned(line("Điều 1. Phạm vi", 2))
    stamp = replace(line("Ky boi", 0), source="ocr")
    other = replace(line("dấu đỏ", 8), source="ocr")
    merged = merge(page(line("Ký bởi", 0)), replace(read, furniture=(stamp, other)))
    assert merged.furniture == (other,)


def test_of_a_garbled_text_layer_only_the_header_stays() -> None:
    layer = page(HEADER, line("KH¡C, PH¡P LUËT, C¡N BÒ", 1))
    merged = merge(layer, scanned(line("KHÁC, PHÁP LUẬT, CÁN BỘ", 1)))
    assert shown(merged) == [(HEADER.text, "text"), ("KHÁC, PHÁP LUẬT, CÁN BỘ", "ocr")]


def test_without_a_text_layer_the_scan_stays_as_it_is() -> None:
    read = scanned(line("Điều 1. Phạm vi", 2))
    assert merge(page(), read) is read


def compared(*lines: Line, why: str = "hidden-text") -> Page:
    return replace(page(*lines), judgement=Judgement("compared", why))


def test_the_page_by_its_text_layer_has_its_judgement() -> None:
    with opened([Text("Điều 1. Phạm vi điều chỉnh")]) as drawn:
        found = text_page(drawn, 1, (595.0, 842.0))
    assert found.judgement == Judgement("text", "short-page", 26, 0.0, 0.0, 0.3158, 1.0)
    assert (found.source, found.confidence, found.skew, needs_ocr(found)) == ("text", 1.0, 0.0, False)


def test_of_two_equal_readings_the_text_layer_stands() -> None:
    layer = compared(line("Phạt tiền 500.000 đồng", 0), line("Điều 5. Hiệu lực", 1))
    read = scanned(line("Phạt tiền 500.000 đồng", 0), line("Điều 5. Hiệu lực", 1))
    settled = settle(layer, read)
    assert (settled.source, settled.lines, settled.doubts) == ("text", layer.lines, ())
    assert settled.judgement == Judgement("compared", "hidden-text", agreement=1.0)


def test_readings_that_differ_in_digits_are_a_doubt_with_both() -> None:
    layer = compared(line("Phạt tiền 500.000 đồng theo Điều 12", 0))
    settled = settle(layer, scanned(line("Phạt tiền 600.000 đồng theo Điều 12", 0)))
    (doubt,) = settled.doubts
    assert (doubt.text, doubt.first_reading, doubt.reason) == ("500.000", "600.000", "digits-differ")
    whole = layer.lines[0].box
    assert whole.left < doubt.box.left < doubt.box.right < whole.right
    (finding,) = page_findings([settled])
    assert (finding.code, finding.page) == ("digits-differ", 1)


def test_a_number_that_one_reading_lacks_is_a_doubt() -> None:
    settled = settle(compared(line("Phạt tiền đồng", 0)), scanned(line("Phạt tiền 5 đồng", 0)))
    assert [(doubt.text, doubt.first_reading) for doubt in settled.doubts] in ([], [("", "5")])
    other = settle(compared(line("theo Điều 12 của", 0)), scanned(line("theo Điều của", 0)))
    assert [(doubt.text, doubt.first_reading) for doubt in other.doubts] == [("12", "")]


def test_words_that_differ_are_no_doubt_about_digits() -> None:
    settled = settle(compared(line("Phạt tiền 5 đồng", 0)), scanned(line("Phat tién 5 đông", 0)))
    assert settled.doubts == ()
    assert settled.judgement is not None
    assert settled.judgement.agreement == 0.25


def test_the_better_reading_stands() -> None:
    layer = compared(line("Ph¡t tiÒn n¨m tr¨m ngµn ®ång 5", 0), why="few-syllables")
    settled = settle(layer, scanned(line("Phạt tiền năm trăm ngàn đồng 6", 0)))
    assert [item.text for item in settled.lines] == ["Phạt tiền năm trăm ngàn đồng 6"]
    assert [(doubt.text, doubt.first_reading) for doubt in settled.doubts] == [("6", "5")]


def test_a_comparison_that_ocr_could_not_make_leaves_the_text() -> None:
    layer = compared(line("Điều 1. Phạm vi", 0))
    assert settle(layer, replace(page(), source="failed")) == layer
    needed = replace(layer, judgement=Judgement("ocr", "image"))
    assert settle(needed, replace(page(), source="failed")).source == "failed"


def test_what_a_person_asks_for_is_read_by_ocr_alone() -> None:
    read = asked(compared(line("Điều 1", 0)), scanned(line("Điều 7", 0)))
    assert [item.text for item in read.lines] == ["Điều 7"]
    assert read.judgement is not None
    assert (read.judgement.way, read.judgement.why) == ("ocr", "asked")


def test_an_encoding_that_is_not_read_is_named_to_the_clerk() -> None:
    layer = replace(page(HEADER, line("C¶ng hòa xã h¶i", 1)), judgement=Judgement("ocr", "encoding-vps"))
    settled = settle(layer, scanned(line("Cộng hòa xã hội", 1)))
    assert [item.text for item in settled.lines] == [HEADER.text, "Cộng hòa xã hội"]
    (finding,) = page_findings([settled])
    assert finding.code == "unread-encoding"
    assert "VPS" in finding.message


def test_a_page_that_is_drawn_without_text_is_told_of_but_for_cover_and_imprint() -> None:
    drawn = [replace(page(number=at), judgement=Judgement("blank", "few-outlines")) for at in (1, 2, 3)]
    assert [(finding.code, finding.page) for finding in page_findings(drawn)] == [("page-not-read", 2)]


def test_doubts_about_what_the_text_layer_gives_are_settled() -> None:
    doubt = settle(compared(line("số 5", 0)), scanned(line("số 6", 0))).doubts[0]
    read = replace(scanned(line("số 6", 0), line("dưới", 4)), doubts=(doubt,))
    assert merge(page(line("số 5", 0)), read).doubts == ()
    assert merge(page(line("số 5", 9)), read).doubts == (doubt,)
