"""Reading once more, for clerks: the choices, the way there, the difference, the decision."""

from dataclasses import replace

import pytest

from ingest.request import ReadRequest
from search_api.archive.entries import Version
from search_api.comparison import Comparison, DocumentChange, FieldChange, PageChange, Run, TextChange, UnitChange
from tests.ui.conftest import BASE_URL, Site
from tests.ui.examples import SHA, STORED
from tests.ui.fakes import REREADING

OWN = {"Origin": BASE_URL}
FORM, ONE = f"/bien-tap/doc-lai/{SHA}", "/bien-tap/lan-doc-lai/7"

TEXT = TextChange(
    (Run("Mức ", changed=False), Run("lưong <b>", changed=True)),
    (Run("Mức ", changed=False), Run("lương", changed=True)),
)
CHANGES = Comparison(
    (PageChange(2, "text", "ocr", TEXT),),
    (
        DocumentChange(
            "changed",
            STORED.id,
            "Nghị định 38/2022/NĐ-CP",
            (FieldChange("issued_on", None, "2022-06-12"), FieldChange("number", "38/2022", "38/2022/NĐ-CP")),
            (UnitChange("added", "art_3", "Điều 3", TextChange((), (Run("Hiệu lực", changed=True),))),),
            4,
        ),
        DocumentChange("removed", "gone", "Thông tư 1/2022/TT-BTC"),
    ),
    9,
)


@pytest.fixture
def desk(site: Site) -> Site:
    site.sign_in()
    return site


def ask(desk: Site, **fields: str) -> tuple[int, str]:
    answer = desk.browser.post(FORM, data=fields, headers=OWN, follow_redirects=False)
    return answer.status_code, answer.headers.get("Location") or answer.text


def test_the_ways_to_it_are_for_clerks(site: Site) -> None:
    page, document = f"/tep/{SHA}/trang/2", f"/van-ban/{STORED.id}"
    for path in (page, document):
        assert "/bien-tap/doc-lai/" not in site.browser.get(path).text
    site.sign_in()
    assert f'href="{FORM}?trang=2"' in site.browser.get(page).text
    assert f'href="{FORM}?van_ban={STORED.id}"' in site.browser.get(document).text
    html = site.browser.get("/bien-tap").text
    assert f'href="{FORM}"' in html
    assert f'href="{ONE}">Đang đọc lại' in html


def test_the_form_offers_page_document_and_file(desk: Site) -> None:
    html = desk.browser.get(f"{FORM}?trang=2&van_ban={STORED.id}").text
    for value in ("trang", "van-ban", "tep", "tu-dong", "anh", "lop-chu"):
        assert f'value="{value}"' in html
    assert 'value="trang" checked' in html
    whole = desk.browser.get(FORM).text
    assert 'value="tep" checked' in whole
    assert 'value="trang"' not in whole
    assert desk.browser.get("/bien-tap/doc-lai/khong-co").status_code == 404


@pytest.mark.parametrize(
    ("fields", "request_"),
    [
        ({"pham_vi": "tep", "cach": "tu-dong"}, ReadRequest()),
        ({"pham_vi": "trang", "trang": "3", "cach": "anh", "do_phan_giai": "300"}, ReadRequest("ocr", (3,), 300)),
        ({"pham_vi": "van-ban", "van_ban": STORED.id, "cach": "lop-chu"}, ReadRequest("text", (1, 2))),
    ],
)
def test_what_is_chosen_is_asked_for(desk: Site, fields: dict[str, str], request_: ReadRequest) -> None:
    assert ask(desk, **fields) == (303, ONE)
    assert desk.rereader.asked == [(SHA, request_, "Lan")]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"pham_vi": "trang", "cach": "anh"},
        {"pham_vi": "tep", "cach": "phép"},
        {"pham_vi": "tep", "cach": "anh", "do_phan_giai": "9999"},
        {"pham_vi": "tep", "cach": "anh", "do_phan_giai": "-1"},
    ],
)
def test_what_is_not_offered_is_refused_on_the_form(desk: Site, fields: dict[str, str]) -> None:
    status, html = ask(desk, **fields)
    assert status == 422
    assert "Tham số không hợp lệ" in html
    assert desk.rereader.asked == []


def test_what_has_no_pictures_offers_no_way_to_read_pictures(desk: Site) -> None:
    assert "Độ phân giải" in desk.browser.get(FORM).text
    desk.library.kind = "docx"
    html = desk.browser.get(FORM).text
    assert '<input type="hidden" name="cach" value="tu-dong">' in html
    assert "Nhận dạng từ ảnh" not in html
    assert "Độ phân giải" not in html


def test_a_page_that_is_not_there_is_told_on_the_form(desk: Site) -> None:
    status, html = ask(desk, pham_vi="trang", trang="99", cach="anh")
    assert (status, "Tệp không có trang này" in html) == (404, True)


def test_progress_refreshes_itself(desk: Site) -> None:
    desk.rereader.wish = replace(REREADING, state="reading", stage="ocr", done=3, total=8)
    html = desk.browser.get(ONE).text
    assert 'http-equiv="refresh"' in html
    assert "Đang nhận dạng chữ từ ảnh: 3 / 8 trang" in html
    assert "Trang 2, nhận dạng từ ảnh, 300 dpi" in html


def test_the_difference_stands_side_by_side(desk: Site) -> None:
    desk.rereader.wish, desk.rereader.comparison = replace(REREADING, state="ready"), CHANGES
    html = desk.browser.get(ONE).text
    assert 'http-equiv="refresh"' not in html
    assert "10 trang, 2 văn bản, 2 mục ở phần đầu, 5 điều, đoạn" in html
    assert "Mức <del>lưong &lt;b&gt;</del>" in html
    assert "Mức <ins>lương</ins>" in html
    assert "<del>Chưa đọc được</del>" in html
    assert "<ins>12/06/2022</ins>" in html
    assert "lớp chữ của tệp → nhận dạng từ ảnh" in html
    assert "Mất: <a" in html
    for button in ("Dùng bản mới", "Giữ bản cũ"):
        assert button in html


def test_what_clerks_answered_is_not_lost_unsaid(desk: Site) -> None:
    desk.rereader.wish, desk.rereader.comparison = replace(REREADING, state="ready"), CHANGES
    assert "Tệp có 1 chỗ biên tập viên đã xác nhận hoặc sửa" in desk.browser.get(ONE).text
    desk.rereader.wish = replace(REREADING, state="used")
    assert f'<a href="/bien-tap/ra-soat/{SHA}">Rà soát và áp dụng lại 1 chỗ' in desk.browser.get(ONE).text
    desk.review.questions = ()
    assert "áp dụng lại" not in desk.browser.get(ONE).text


def test_no_difference_has_nothing_to_use(desk: Site) -> None:
    desk.rereader.wish, desk.rereader.comparison = replace(REREADING, state="ready"), Comparison((), ())
    html = desk.browser.get(ONE).text
    assert "giống hệt" in html
    assert "Dùng bản mới" not in html


def test_a_failure_says_why_and_what_to_do(desk: Site) -> None:
    desk.rereader.wish = replace(
        REREADING, state="failed", reason="stalled", remedy="Một trang mất quá nhiều thời gian."
    )
    html = desk.browser.get(ONE).text
    assert "Một trang mất quá nhiều thời gian." in html
    assert "Bản đang lưu vẫn giữ nguyên" in html


def test_a_decision_is_taken_and_shown(desk: Site) -> None:
    assert desk.browser.post(f"{ONE}/dung", headers=OWN).status_code == 409
    desk.rereader.wish = replace(REREADING, state="ready")
    for verb in ("dung", "giu"):
        answer = desk.browser.post(f"{ONE}/{verb}", headers=OWN, follow_redirects=False)
        assert (answer.status_code, answer.headers["Location"]) == (303, ONE)
    assert desk.rereader.decided == [("use", 7, "Lan"), ("keep", 7, "Lan")]
    for state, said in (("used", "Đã dùng bản mới (Lan)"), ("dropped", "Đã giữ bản cũ (Lan)")):
        desk.rereader.wish = replace(REREADING, state=state, decided_by="Lan")  # type: ignore[arg-type]  # its literals
        assert said in desk.browser.get(ONE).text


def test_versions_are_listed(desk: Site) -> None:
    desk.rereader.replaced = (Version(1, "congbao-search 0.1", None, REREADING.asked_at, "Lan", (STORED.id,)),)
    assert "Bản 1; được thay lúc" in desk.browser.get(FORM).text


@pytest.mark.parametrize("wanted", ["99", "khong", "7x", "9" * 40])
def test_what_is_not_there_is_not_found(desk: Site, wanted: str) -> None:
    assert desk.browser.get(f"/bien-tap/lan-doc-lai/{wanted}").status_code == 404
