"""The clerk's desk: who may enter, what may be sent, what is told about each file."""

from dataclasses import replace

import pytest
from starlette.routing import Route

from ingest.document import Finding
from search_api.archive.entries import Refusal
from search_api.errors import ArchiveBusy, DocumentRefused
from search_api.guard.roles import role_of
from search_api.guard.tokens import Tokens
from tests.ui.conftest import BASE_URL, Site
from tests.ui.examples import FILE, SHA, STORED

PDF = ("tep", ("số 1.pdf", b"%PDF-1.7 ...", "application/pdf"))
TEXT = ("tep", ("thư <b>.pdf", b"hello", "application/pdf"))
JSON = {"Accept": "application/json", "Origin": BASE_URL}
OWN = {"Origin": BASE_URL}


def test_visitors_are_led_to_the_door(site: Site) -> None:
    guarded = [
        route
        for route in site.browser.app.routes  # type: ignore[attr-defined]  # TestClient types it as any ASGI app
        if isinstance(route, Route) and role_of(route.endpoint) == "clerk"
    ]
    assert {route.path for route in guarded} >= {"/bien-tap", "/bien-tap/tai-len", "/bien-tap/tep.json"}
    for route in guarded:
        if "GET" in (route.methods or ()):
            answer = site.browser.get(route.path, follow_redirects=False)
            assert answer.headers["Location"] == "/bien-tap/dang-nhap", route.path
        else:
            assert site.browser.post(route.path, headers=OWN).status_code == 401, route.path
    assert site.browser.get("/bien-tap/tep.json", headers=JSON).status_code == 401
    assert site.browser.post("/bien-tap/tai-len", files=[PDF], headers=OWN).status_code == 401
    assert site.intake.received == []


def test_a_token_opens_and_leaving_closes(site: Site) -> None:
    wrong = site.browser.post("/bien-tap/dang-nhap", data={"ma": "cb_sai"}, headers=OWN)
    assert wrong.status_code == 401
    assert "Mã truy cập không đúng" in wrong.text
    answer = site.browser.post("/bien-tap/dang-nhap", data={"ma": site.token}, headers=OWN, follow_redirects=False)
    cookie = answer.headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert site.token not in cookie
    assert "Chọn tệp PDF" in site.browser.get("/bien-tap").text
    site.browser.post("/bien-tap/dang-xuat", headers=OWN)
    assert "Đăng nhập biên tập" in site.browser.get("/bien-tap").text


def test_guessing_is_slowed(site: Site) -> None:
    statuses = [site.browser.post("/bien-tap/dang-nhap", data={"ma": "sai"}, headers=OWN).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_a_right_token_opens_whatever_others_tried_from_the_address(site: Site) -> None:
    for _ in range(6):
        site.browser.post("/bien-tap/dang-nhap", data={"ma": "sai"}, headers=OWN)
    site.sign_in()
    assert "Chọn tệp PDF" in site.browser.get("/bien-tap").text


def test_a_locked_database_makes_no_visitor_of_a_clerk(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.sign_in()

    def busy(_: Tokens, __: str) -> str:
        raise ArchiveBusy("locked")

    monkeypatch.setattr(Tokens, "name_of", busy)
    for public in ("/", "/tim-kiem?q=thue", "/api/v1/search?q=thue"):
        assert site.browser.get(public).status_code == 200, public
    for answer in (site.browser.get("/bien-tap"), site.browser.post("/bien-tap/tai-len", files=[PDF], headers=OWN)):
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert answer.headers["Content-Security-Policy"]
        assert ArchiveBusy.remedy in answer.text
    assert site.intake.received == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://xau.example"}, {}])
def test_other_sites_cannot_write(site: Site, headers: dict[str, str]) -> None:
    site.sign_in()
    answer = site.browser.post("/bien-tap/tai-len", files=[PDF], headers=headers)
    assert answer.status_code == 403
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Yêu cầu đến từ một trang khác" in answer.text
    assert answer.headers["Content-Security-Policy"]
    assert site.intake.received == []


def test_several_files_go_up_and_each_refusal_is_told(site: Site) -> None:
    site.sign_in()
    answer = site.browser.post("/bien-tap/tai-len", files=[PDF, TEXT], headers=OWN)
    assert answer.status_code == 422
    assert site.intake.received == [("số 1.pdf", "Lan")]
    assert "<b>thư &lt;b&gt;.pdf</b>: Tệp này không phải PDF" in answer.text
    assert site.browser.post("/bien-tap/tai-len", files=[PDF], headers=OWN, follow_redirects=False).status_code == 303


def test_scripts_are_told_in_json(site: Site) -> None:
    site.sign_in()
    answer = site.browser.post("/bien-tap/tai-len", files=[TEXT], headers=JSON).json()
    assert answer["received"] == 0
    assert answer["refused"][0]["reason"] == "not-a-pdf"
    nothing = site.browser.post("/bien-tap/tai-len", data={"x": "y"}, headers=JSON)
    assert nothing.status_code == 400
    assert nothing.json()["reason"] == "bad-form"


def test_a_file_that_is_there_already_is_told(site: Site) -> None:
    site.sign_in()
    site.intake.duplicate = True
    answer = site.browser.post("/bien-tap/tai-len", files=[PDF], headers=OWN)
    assert answer.status_code == 200
    assert f'<b>số 1.pdf</b>: tệp này đã có trong kho. <a href="/van-ban/{STORED.id}">' in answer.text
    told = site.browser.post("/bien-tap/tai-len", files=[PDF], headers=JSON).json()
    assert told["known"] == [{"name": "số 1.pdf", "text": "tệp này đã có trong kho.", "href": f"/van-ban/{STORED.id}"}]
    site.intake.entry = replace(FILE, state="refused", remedy="Hãy gỡ mật khẩu.")
    refused = site.browser.post("/bien-tap/tai-len", files=[PDF], headers=OWN).text
    assert "tệp này đã bị từ chối trước đây. Hãy gỡ mật khẩu." in refused
    site.intake.duplicate = False
    assert site.browser.post("/bien-tap/tai-len", files=[PDF], headers=JSON).json()["known"] == []


def test_an_upload_that_is_too_large_is_a_page(site: Site) -> None:
    site.sign_in()
    answer = site.browser.post("/bien-tap/tai-len", content=b"", headers={**OWN, "Content-Length": str(10**12)})
    assert answer.status_code == 413
    assert "Dữ liệu gửi lên quá lớn" in answer.text


def test_the_desk_leads_to_documents_and_findings(site: Site) -> None:
    site.sign_in()
    html = site.browser.get("/bien-tap").text
    assert f'href="/van-ban/{STORED.id}/{STORED.slug}"' in html
    assert "Không đọc được trang." in html
    assert f'href="/tep/{SHA}/trang/2"' in html
    assert "page-failed" in html
    assert "Cần xem lại" in html
    assert "http-equiv" not in html


def test_progress_is_followed_to_its_end(site: Site) -> None:
    site.sign_in()
    site.library.files = (replace(FILE, state="reading", stage="ocr", done=2, total=3, issue_id=None, document_ids=()),)
    html = site.browser.get("/bien-tap").text
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    assert 'value="2" max="3"' in html
    news = site.browser.get("/bien-tap/tep.json", headers=JSON).json()
    assert news["busy"] is True
    assert "Đang nhận dạng chữ từ ảnh: 2 / 3 trang" in news["html"]
    site.library.files = (
        replace(FILE, state="refused", reason="encrypted", remedy="Hãy gỡ mật khẩu.", issue_id=None, document_ids=()),
    )
    news = site.browser.get("/bien-tap/tep.json", headers=JSON).json()
    assert news["busy"] is False
    assert "Hãy gỡ mật khẩu. <code>encrypted</code>" in news["html"]


def test_a_file_that_the_index_refuses_is_not_waited_for(site: Site) -> None:
    site.sign_in()
    waiting = replace(FILE, state="read", stage="indexing", indexed=False)
    site.library.files = (waiting,)
    assert site.browser.get("/bien-tap/tep.json", headers=JSON).json()["busy"] is True
    told = DocumentRefused
    site.library.files = (replace(waiting, stage=None, reason=told.reason, remedy=told.remedy),)
    news = site.browser.get("/bien-tap/tep.json", headers=JSON).json()
    assert news["busy"] is False
    assert f"{told.remedy} <code>document-refused</code>" in news["html"]
    assert f'href="/van-ban/{STORED.id}/{STORED.slug}"' in news["html"]


def test_a_file_without_an_issue_still_leads_to_its_documents(site: Site) -> None:
    site.sign_in()
    site.library.files = (replace(FILE, issue_id=None),)
    assert f'href="/van-ban/{STORED.id}/{STORED.slug}"' in site.browser.get("/bien-tap").text


def test_a_part_that_came_since_is_missed_no_more(site: Site) -> None:
    site.sign_in()
    missing = Finding("part-missing", "Còn thiếu phần đăng ở Công báo số 449.", 3)
    site.library.files = (replace(FILE, findings=(missing,)),)
    html = site.browser.get("/bien-tap").text
    assert ">Cần rà soát</span>" in html
    assert missing.message in html
    site.library.files = (replace(FILE, state="read", findings=()),)
    html = site.browser.get("/bien-tap").text
    assert ">Đã đọc</span>" in html
    assert missing.message not in html


def test_a_queue_that_does_not_run_is_told(site: Site) -> None:
    site.sign_in()
    assert "chưa xử lý được ngay" not in site.browser.get("/bien-tap").text
    site.jobs.append("jobs-unavailable")
    assert "Tệp đã được lưu nhưng chưa xử lý được ngay" in site.browser.get("/bien-tap").text


def test_a_file_can_be_read_again(site: Site) -> None:
    site.library.files = (replace(FILE, state="refused", reason="timed-out"),)
    site.sign_in()
    assert 'action="/bien-tap/doc-lai"' in site.browser.get("/bien-tap").text
    assert site.browser.post("/bien-tap/doc-lai", data={"tep": SHA}, headers=OWN).status_code == 200
    assert site.intake.again == [SHA]
    assert site.browser.post("/bien-tap/doc-lai", data={"tep": "x"}, headers=OWN).status_code == 404


def test_what_was_refused_at_the_door_is_listed(site: Site) -> None:
    site.sign_in()
    assert "Tệp không nhận" not in site.browser.get("/bien-tap").text
    refusal = Refusal(4, FILE.received_at, "thư <i>.pdf", "Lan", "not-a-pdf", "Tệp này không phải PDF.", SHA, 1_200)
    site.library.refused = (refusal, replace(refusal, id=5, name="rỗng.pdf", sha256=None, size=None))
    html = site.browser.get("/bien-tap").text
    assert "Tệp không nhận (2)" in html
    assert "thư &lt;i&gt;.pdf" in html
    assert html.count("/bien-tap/khong-nhan/") == 1
    assert site.browser.get("/bien-tap/khong-nhan/x").status_code == 404


def test_files_that_fail_a_gate_can_be_seen_alone(site: Site) -> None:
    site.sign_in()
    waiting = replace(FILE, state="partial", findings=(Finding("clause-gap", "Thiếu khoản 2 trước khoản 3.", 1),))
    site.library.files = (waiting, replace(FILE, sha256="cd" * 32, name="tron-ven.pdf"))
    html = site.browser.get("/bien-tap").text
    assert ">Cần rà soát</span>" in html
    assert "tron-ven.pdf" in html
    alone = site.browser.get("/bien-tap?xem=ra-soat").text
    assert "Tệp cần rà soát" in alone
    assert "tron-ven.pdf" not in alone
