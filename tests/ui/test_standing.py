"""What documents are to others, on their pages: status, relations, timeline, drawing, history, the clerks' list."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from nlp.pipeline import Tagger
from search_api.archive.entries import StoredDocument
from tests.search_api.installed import services_of
from tests.search_api.made import workshop
from tests.search_api.standing.shelf import Shelf, act, article
from tests.search_api.standing.test_history import VBHN
from tests.search_api.standing.test_relations import AMENDER, NEW, OLD
from tests.ui.conftest import BASE_URL
from tests.ui.test_pages import Outline
from ui.app import create_app

ORIGIN = {"Origin": BASE_URL}
DECIDE = "/bien-tap/quan-he/quyet-dinh"


@dataclass(frozen=True, slots=True)
class Desk:
    """A site over a filled archive."""

    browser: TestClient
    shelf: Shelf
    token: str

    def page(self, stored: StoredDocument, query: str = "") -> str:
        return self.browser.get(f"/van-ban/{stored.id}/{stored.slug}{query}").text

    def sign_in(self) -> None:
        assert self.browser.post("/bien-tap/dang-nhap", data={"ma": self.token}, headers=ORIGIN).status_code == 200


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


@pytest.fixture
def desk(tmp_path: Path, tagger: Tagger) -> Iterator[Desk]:
    shop = workshop(tmp_path / "data")
    services = services_of(shop, tmp_path / "data")
    shelf = Shelf(shop.archive, shop.stages, shop.index, services.standing, tagger)
    with TestClient(create_app(services), base_url=BASE_URL) as browser:
        yield Desk(browser, shelf, services.tokens.create("Lan"))
    shop.archive.close()


def test_a_document_alone_says_so(desk: Desk) -> None:
    html = desk.page(desk.shelf.add(act("1/2024/NĐ-CP", [article("1", "Quy định.")])))
    assert "Chưa biết quan hệ nào với văn bản khác." in html
    assert "Chưa xác định" in html
    assert "<svg viewBox" not in html


def test_status_stands_with_its_basis_and_what_is_pending(desk: Desk) -> None:
    old, _ = desk.shelf.add(OLD), desk.shelf.add(NEW)
    html = desk.page(old, "?ngay=2024-06-01")
    assert '<span class="status status-in_force">Còn hiệu lực</span>' in html
    assert "Có đề xuất chờ xác nhận: Hết hiệu lực toàn bộ." in html
    assert 'value="01/06/2024"' in html
    assert "status-not_yet" in desk.page(old, "?ngay=31/5/2020")
    wrong = desk.page(old, "?ngay=%3Cb%3Ehôm%20qua")
    assert "“&lt;b&gt;hôm qua” không phải là ngày" in wrong


def test_relations_lead_to_the_other_document_and_to_their_sentence(desk: Desk) -> None:
    new = desk.shelf.add(NEW)
    html = desk.page(new)
    assert "chưa có trong kho" in html
    assert "/tra-so?so=10%2F2020%2FN%C4%90-CP" in html
    old = desk.shelf.add(OLD)
    html = desk.page(new)
    assert "chưa có trong kho" not in html
    assert f'<a class="cited" href="/van-ban/{old.id}/{old.slug}">' in html
    html = desk.page(old)
    assert "Bị bãi bỏ bởi" in html
    assert f'href="/van-ban/{new.id}/{new.slug}#art_2__cl_2"' in html
    assert "chờ xác nhận" in html
    assert "độ tin cậy" in html


def test_citations_of_provisions_lead_to_them(desk: Desk) -> None:
    old, amender = desk.shelf.add(OLD), desk.shelf.add(AMENDER)
    assert f'href="/van-ban/{old.id}/{old.slug}#art_5__cl_1"' in desk.page(amender)
    alone = desk.browser.get(f"/van-ban/{amender.id}/dieu/art_1").text
    assert f'href="/van-ban/{old.id}/{old.slug}#art_5__cl_1"' in alone


def test_several_documents_of_one_number_are_all_offered(desk: Desk) -> None:
    for name, issued in (("a", "1/7/2022"), ("b", "2/2/2024")):
        legal = act("611/QĐ-TTg", [article("1", "Phê duyệt.")], kind="Quyết định", issued=issued)
        desk.shelf.add(legal, name=name)
    html = desk.page(desk.shelf.add(act("9/2024/NĐ-CP", [article("1", "Xem Quyết định số 611/QĐ-TTg.")])))
    assert "nhiều văn bản có thể được nhắc đến" in html
    assert ">Quyết định số 611/QĐ-TTg ngày 01/07/2022</a>" in html
    assert ">Quyết định số 611/QĐ-TTg ngày 02/02/2024</a>" in html


def test_the_drawing_has_its_list(desk: Desk) -> None:
    old, new = desk.shelf.add(OLD), desk.shelf.add(NEW)
    page = Outline(desk.page(old))
    (drawing,) = [one for one in page.all("svg") if one.get("role") == "img"]
    assert drawing["aria-describedby"] == "so-do-danh-sach"
    assert len([one for one in page.all("circle") if "dot" in one["class"]]) == 2
    assert f'<li><a href="/van-ban/{new.id}/{new.slug}">' in desk.page(old)


def test_an_article_shows_what_became_of_it(desk: Desk) -> None:
    old = desk.shelf.add(OLD)
    address = f"/van-ban/{old.id}/dieu/art_5"
    assert "Chưa có văn bản nào trong kho sửa đổi điều này." in desk.browser.get(address).text
    amender = desk.shelf.add(AMENDER)
    html = desk.browser.get(address).text
    assert "1. Phí là <del>10 </del>đồng." in html
    assert "1. Phí là <ins>20 </ins>đồng." in html
    assert f'href="/van-ban/{amender.id}/{amender.slug}#art_1__cl_1"' in html
    assert '<time datetime="2022-07-01">01/07/2022</time>' in html


def test_a_consolidated_text_shows_the_status_of_its_original(desk: Desk) -> None:
    old = desk.shelf.add(OLD)
    text = desk.shelf.add(VBHN)
    html = desk.page(text, "?ngay=2023-01-01")
    assert "không có tình trạng hiệu lực riêng" in html
    assert (
        f'Văn bản gốc <a href="/van-ban/{old.id}/{old.slug}">Nghị định số 10/2020/NĐ-CP</a>: <b>Còn hiệu lực</b>.'
        in html
    )
    assert f'href="/van-ban/{text.id}/{text.slug}">Văn bản hợp nhất số 3/VBHN-BXD</a>' in desk.page(old)


def test_clerks_confirm_and_reject(desk: Desk) -> None:
    old, new = desk.shelf.add(OLD), desk.shelf.add(NEW)
    assert desk.browser.get("/bien-tap/quan-he", follow_redirects=False).status_code == 303
    assert desk.browser.post(DECIDE, data={}, headers=ORIGIN).status_code == 401
    desk.sign_in()
    html = desk.browser.get("/bien-tap/quan-he").text
    assert "Tải bản gốc đã ký" in html
    told = {one.get("aria-describedby") for one in Outline(html).all("button") if one.get("name") == "quyet_dinh"}
    assert None not in told
    assert told <= {one.get("id") for one in Outline(html).all("p")}
    assert "hết hiệu lực kể từ ngày" in html
    (mark,) = [one["value"] for one in Outline(html).all("input") if one.get("name") == "ma"]
    fields = {"nguon": new.id, "ma": mark, "quyet_dinh": "xac-nhan", "xem": "cho", "trang": "1"}
    html = desk.browser.post(DECIDE, data=fields, headers=ORIGIN).text
    assert "Không còn quan hệ nào chờ xác nhận." in html
    link = f'<a href="/van-ban/{old.id}/{old.slug}">Nghị định số 10/2020/NĐ-CP</a>'
    assert "<b>Đã xác nhận.</b>" in html
    assert f"{link} nay: hết hiệu lực toàn bộ từ 01/05/2024.</p>" in html
    again = desk.browser.post(DECIDE, data=fields, headers=ORIGIN).text
    assert f"{link} vẫn: hết hiệu lực toàn bộ từ 01/05/2024.</p>" in again
    assert "status-expired" in desk.page(old, "?ngay=2024-06-01")
    html = desk.browser.get("/bien-tap/quan-he?xem=da-xac-nhan").text
    assert "Lan xác nhận lúc" in html
    html = desk.browser.post(DECIDE, data={**fields, "quyet_dinh": "bac-bo"}, headers=ORIGIN).text
    assert "<b>Đã bác bỏ.</b>" in html
    assert "Nghị định số 10/2020/NĐ-CP</a> nay: còn hiệu lực từ" in html
    assert "Bị bãi bỏ bởi" in desk.page(old)  # clerks see what was rejected
    desk.browser.cookies.clear()
    assert "Bị bãi bỏ bởi" not in desk.page(old)


def test_clerks_choose_what_is_in_the_archive(desk: Desk) -> None:
    new = desk.shelf.add(NEW)
    desk.sign_in()
    html = desk.browser.get("/bien-tap/quan-he").text
    assert "chưa có trong kho" in html
    (mark,) = [one["value"] for one in Outline(html).all("input") if one.get("name") == "ma"]
    page = Outline(alone := desk.browser.get("/bien-tap/quan-he?kho=co").text)
    assert "Không còn quan hệ nào chờ xác nhận." in alone
    assert {"href": "/bien-tap/quan-he", "aria-current": "true"} in page.all("a")
    assert {"href": "/bien-tap/quan-he?xem=tat-ca&kho=co"} in page.all("a")
    fields = {"nguon": new.id, "ma": mark, "quyet_dinh": "xac-nhan", "xem": "cho", "trang": "1"}
    html = desk.browser.post(DECIDE, data=fields, headers=ORIGIN).text
    assert "Chưa văn bản nào trong kho đổi tình trạng." in html
    desk.shelf.add(OLD)
    html = desk.browser.get("/bien-tap/quan-he?kho=co&xem=tat-ca").text
    assert '<input type="hidden" name="kho" value="co">' in html
    assert desk.browser.get("/bien-tap/quan-he?vua=x.y&doi=1").status_code == 200


def test_a_decision_on_what_is_gone_is_told(desk: Desk) -> None:
    new = desk.shelf.add(NEW)
    desk.sign_in()
    fields = {"nguon": new.id, "ma": "ffff", "quyet_dinh": "bac-bo"}
    answer = desk.browser.post(DECIDE, data=fields, headers=ORIGIN)
    assert answer.status_code == 404
    assert "Văn bản không còn quan hệ này" in answer.text
    assert desk.browser.post(DECIDE, data={**fields, "quyet_dinh": "?"}, headers=ORIGIN).status_code == 422
    assert desk.browser.get(f"/bien-tap/quan-he?van_ban={new.id}&trang=9").status_code == 200
    assert desk.browser.get("/bien-tap/quan-he?van_ban=nobody").status_code == 404
