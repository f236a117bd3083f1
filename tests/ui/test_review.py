"""The review of a reading: what is asked, how it is answered, with and without scripts."""

from dataclasses import replace

import pytest

from ingest.document import Box
from search_api.errors import UnusableAnswer
from search_api.guard.roles import role_of
from tests.ui.conftest import BASE_URL, Site
from tests.ui.examples import FILE, HERE, QUALITY, SCRIPT, SHA, STORED
from tests.ui.test_pages import Outline

PAGE = f"/bien-tap/ra-soat/{SHA}"
ORIGIN = {"Origin": BASE_URL}
JSON = {**ORIGIN, "Accept": "application/json"}


def answer(**fields: str) -> dict[str, str]:
    return {"trang": "1", "o": "120.0,100.0,160.0,114.0", "gia_tri": "quyền", **fields}


def test_visitors_are_led_to_the_door(site: Site) -> None:
    assert site.browser.get(PAGE, follow_redirects=False).headers["Location"] == "/bien-tap/dang-nhap"
    assert site.browser.post(f"{PAGE}/chu", data=answer(), headers=ORIGIN).status_code == 401
    assert site.browser.post(f"{PAGE}/ap-dung-lai", headers=ORIGIN).status_code == 401
    assert site.review.words == []


def test_each_question_has_its_picture_its_line_and_a_form(site: Site) -> None:
    site.sign_in()
    html = site.browser.get(PAGE).text
    page = Outline(html)
    pictures = [image for image in page.all("img") if "cat.png" in image["src"]]
    assert len(pictures) == 5
    assert all(image["loading"] == "lazy" and image["alt"] for image in pictures)
    assert pictures[1]["src"] == f"/trang/{SHA}/1/cat.png?o=75.0,93.0,205.0,121.0"
    assert "<mark>quyên</mark>" in html
    assert "<mark>thẩm</mark> quyền" in html
    assert "Máy đọc lần đầu: “quyền”" in html
    assert "độ tin cậy 61 %" in html
    assert "Lan đã sửa “thâm” thành “thẩm”" in html
    assert "Trước lần đọc này, Mai đã ghi “thẩm”" in html
    assert SCRIPT not in html
    assert "<b data-done>1</b> / <span data-total>5</span>" in html
    assert "Hạng B" in html


def test_the_printed_part_of_a_number_is_there_to_be_completed(site: Site) -> None:
    site.sign_in()
    page = Outline(site.browser.get(PAGE).text)
    (field,) = [one for one in page.all("input") if one.get("placeholder") == "15/2023/QĐ-UBND"]
    assert field["value"] == "/QĐ-UBND"


def test_questions_can_be_filtered(site: Site) -> None:
    site.sign_in()

    def shown(query: str) -> int:
        return site.browser.get(f"{PAGE}?{query}").text.count("data-question ")

    assert shown("") == 5
    assert shown("ly_do=viet-tay") == 2
    assert shown("ly_do=khong-co") == 5
    assert shown("xem=con-lai") == 4
    assert shown("van_ban=vb1") == 5
    assert shown("trang=9") == 5
    assert shown("trang=x") == 5


def test_many_questions_stand_on_several_screens(site: Site) -> None:
    site.sign_in()
    site.review.questions = site.review.questions[1:2] * 100
    first = Outline(site.browser.get(PAGE).text)
    assert [link["href"] for link in first.all("a") if link.get("rel") == "next"] == [f"{PAGE}?trang=2"]
    last = Outline(site.browser.get(f"{PAGE}?trang=3").text)
    assert not [link for link in last.all("a") if link.get("rel") == "next"]


def test_a_file_without_doubts_says_so(site: Site) -> None:
    site.sign_in()
    site.review.questions = ()
    html = site.browser.get(PAGE).text
    assert "Không có chỗ nào máy nghi ngờ." in html
    assert "<progress" not in html


def test_an_answer_without_scripts_leads_to_the_next_question(site: Site) -> None:
    site.sign_in()
    sent = answer(loc="ly_do=khong-chac", tiep="c2-x")
    told = site.browser.post(f"{PAGE}/chu", data=sent, headers=ORIGIN, follow_redirects=False)
    assert (told.status_code, told.headers["Location"]) == (303, f"{PAGE}?ly_do=khong-chac#c2-x")
    assert site.review.words == [(1, HERE, "quyền", "Lan")]


def test_an_answer_by_script_comes_back_drawn_anew(site: Site) -> None:
    site.sign_in()
    shown = next(one for one in Outline(site.browser.get(PAGE).text).all("li") if "chosen" not in one.get("class", ""))
    told = site.browser.post(f"{PAGE}/chu", data=answer(id=shown["id"]), headers=JSON).json()
    assert (told["done"], told["total"]) == (1, 5)
    assert f'id="{shown["id"]}"' in told["html"]
    gone = site.browser.post(f"{PAGE}/chu", data=answer(id="x"), headers=JSON).json()
    assert gone["html"] == ""


def test_a_head_is_answered_with_its_document_and_field(site: Site) -> None:
    site.sign_in()
    sent = {"muc": "number", "van_ban": "vb1", "gia_tri": "138/QĐ-UBND"}
    site.browser.post(f"{PAGE}/dau-van-ban", data=sent, headers=ORIGIN)
    assert site.review.heads == [("vb1", "number", "138/QĐ-UBND", "Lan")]
    wrong = site.browser.post(f"{PAGE}/dau-van-ban", data={**sent, "muc": "title"}, headers=ORIGIN)
    assert wrong.status_code == 422


def test_what_cannot_be_taken_says_why(site: Site) -> None:
    site.sign_in()
    site.review.raises = UnusableAnswer()
    by_script = site.browser.post(f"{PAGE}/chu", data=answer(), headers=JSON)
    assert (by_script.status_code, by_script.json()["reason"]) == (422, "unusable-answer")
    plain = site.browser.post(f"{PAGE}/chu", data=answer(), headers=ORIGIN)
    assert plain.status_code == 422
    assert "Giá trị nhập chưa hợp lệ" in plain.text
    assert plain.text.count("data-question ") == 5


@pytest.mark.parametrize("broken", [{"trang": "x"}, {"trang": "9" * 9}, {"o": "1,2"}, {"o": ""}])
def test_a_form_that_names_no_place_is_refused(site: Site, broken: dict[str, str]) -> None:
    site.sign_in()
    assert site.browser.post(f"{PAGE}/chu", data=answer(**broken), headers=ORIGIN).status_code == 422


def test_all_offered_answers_can_be_taken_at_once(site: Site) -> None:
    site.sign_in()
    assert "1 chỗ sửa trước đây" in site.browser.get(PAGE).text
    site.browser.post(f"{PAGE}/ap-dung-lai", headers=ORIGIN)
    assert site.review.again == ["Lan"]


def test_an_unknown_file_is_not_found(site: Site) -> None:
    site.sign_in()
    assert site.browser.get(f"/bien-tap/ra-soat/{'ff' * 32}").status_code == 404


def test_parts_of_pages_are_pictures_for_everyone(site: Site) -> None:
    told = site.browser.get(f"/trang/{SHA}/1/cat.png", params={"o": "75.0,93.0,205.0,121.0"})
    assert told.headers["Content-Type"] == "image/png"
    assert told.content.endswith(str(Box(75.0, 93.0, 205.0, 121.0).left).encode())
    assert site.browser.get(f"/trang/{SHA}/1/cat.png", params={"o": "9,9,1,1"}).status_code == 422
    assert site.browser.get(f"/trang/{SHA}/9/cat.png", params={"o": "1,1,9,9"}).status_code == 404


def test_every_route_is_for_clerks(site: Site) -> None:
    own = [route for route in site.browser.app.routes if "ra-soat" in getattr(route, "path", "")]  # type: ignore[attr-defined]  # TestClient types it as any ASGI app
    assert len(own) == 4
    assert {role_of(route.endpoint) for route in own} == {"clerk"}


def test_the_desk_leads_to_the_review_of_a_file_with_doubts(site: Site) -> None:
    site.sign_in()
    assert PAGE not in site.browser.get("/bien-tap").text
    site.library.files = (replace(FILE, quality=QUALITY),)
    html = site.browser.get("/bien-tap").text
    assert f'href="{PAGE}"' in html
    assert "Hạng B" in html
    assert "5 chỗ nghi ngờ" in html


def test_readers_are_told_that_a_machine_has_read_and_how_well(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Đọc bằng máy từ bản chụp" not in site.browser.get(f"/van-ban/vb1/{STORED.slug}").text
    graded = replace(STORED.tagged.document, quality=QUALITY)
    scan = replace(STORED, by_ocr=True, tagged=replace(STORED.tagged, document=graded))
    monkeypatch.setattr(site.library, "document", lambda _: scan)
    html = " ".join(site.browser.get(f"/van-ban/vb1/{STORED.slug}").text.split())
    assert "Đọc bằng máy từ bản chụp" in html
    assert "hạng B</span> (rất ít chữ sai): hãy đối chiếu bản gốc." in html
