"""The document page and the page of one article."""

import re
from dataclasses import replace

from ingest.document import DocumentPart, Finding
from nlp.annotation import Entity
from nlp.text import flatten
from search_api.errors import EngineUnavailableError
from tests.ui.conftest import BASE_URL, Site
from tests.ui.examples import SHA, STORED
from tests.ui.test_pages import Outline
from ui.pages import addresses

DOCUMENT = f"/van-ban/{STORED.id}/{STORED.slug}"


def test_the_id_decides_and_the_slug_is_led_to_the_right_one(site: Site) -> None:
    for wrong in (f"/van-ban/{STORED.id}", f"/van-ban/{STORED.id}/sai"):
        answer = site.browser.get(wrong + "?x=1", follow_redirects=False)
        assert answer.status_code == 301
        assert answer.headers["Location"] == DOCUMENT + "?x=1"
    page = Outline(site.browser.get(DOCUMENT).text)
    assert {"rel": "canonical", "href": BASE_URL + DOCUMENT} in page.all("link")


def test_the_head_says_what_is_known_and_how(site: Site) -> None:
    html = site.browser.get(DOCUMENT).text
    assert "12/06/2026" in html
    assert "Nguyễn Văn Mẫu" in html
    assert "Công báo số 447 + 448 ngày 25/06/2026" in html
    assert "Có hiệu lực từ" in html
    assert "27/07/2026" in html
    assert "tính toán" in html
    assert "sau 45 ngày, kể từ ngày ký" in html
    assert "bản Công báo gốc đã ký có giá trị quyết định" in html
    assert "Còn thiếu phần tiếp theo, đăng ở Công báo số 449" in html


def test_the_mark_of_a_provision_stands_in_its_heading_not_on_a_line_of_its_own(site: Site) -> None:
    html = site.browser.get(DOCUMENT).text
    headings = re.findall(r"<h[2-6] class=\"(?:article|chapter)\">.*?</h[2-6]>", html, re.DOTALL)
    assert headings
    assert all('class="permalink"' in each for each in headings)
    assert not re.search(r'class="unit-tools">\s*<a class="permalink"', html)


def test_the_document_can_be_taken_away(site: Site) -> None:
    links = {link["href"] for link in Outline(site.browser.get(DOCUMENT).text).all("a") if "download" in link}
    exports = {f"/api/v1/documents/{STORED.id}/export.{form}" for form in ("akn.xml", "md", "txt", "json")}
    assert exports | {f"/api/v1/files/{SHA}"} <= links


def test_each_provision_is_an_anchor_in_reading_order(site: Site) -> None:
    page = Outline(site.browser.get(DOCUMENT).text)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    order = ["chp_I", "art_1", "art_2", "art_2__cl_1", "art_2__cl_1__pnt_đ", "art_2__cl_2", "art_3", "art_3__qt_1"]
    order += ["art_3__qt_1__cl_2", "art_4", "att_1", "att_1__tbl_1"]
    assert [one for one in ids if one in order] == order
    assert {"#art_1", "#art_2__cl_1__pnt_đ"} <= {link["href"] for link in page.all("a")}


def test_quotes_are_quoted_and_tables_are_tables(site: Site) -> None:
    html = site.browser.get(DOCUMENT).text
    quote = html[html.index("<blockquote>") : html.index("</blockquote>")]
    assert "Nội dung mới của khoản 2." in quote
    assert "Nội dung sửa đổi, bổ sung: khoản 2 Điều 5" in html
    assert Outline(quote).all("h2") == Outline(quote).all("h3") == []
    assert "4.680.000</td>" in html
    assert html.count('<th scope="col">') == 2
    assert '<td colspan="2">Theo 15/2020/NĐ-CP</td>' in html


def test_citations_lead_inside_the_document_or_to_their_number(site: Site) -> None:
    html = site.browser.get(DOCUMENT).text
    assert '<a class="cited" href="/tra-so?so=15%2F2020%2FN%C4%90-CP">15/2020/NĐ-CP</a>' in html
    assert '<a class="cited" href="#art_1">Điều 1.</a>' in html
    alone = site.browser.get(f"/van-ban/{STORED.id}/dieu/art_2").text
    assert f'<a class="cited" href="{DOCUMENT}#art_1">Điều 1.</a>' in alone


def test_paragraphs_stay_apart(site: Site) -> None:
    html = site.browser.get(DOCUMENT).text
    assert "Đoạn một." in html
    assert "Đoạn một.\nĐoạn hai." not in html
    assert html.index("Đoạn một.") < html.index("</p>", html.index("Đoạn một.")) < html.index("Đoạn hai.")


def test_every_article_leads_to_its_page_picture(site: Site) -> None:
    page = Outline(site.browser.get(DOCUMENT).text)
    links = [link["href"] for link in page.all("a") if link.get("class") == "page-link"]
    assert f"/tep/{SHA}/trang/1?o=85.0,101.0,500.0,116.0" in links
    assert f"/tep/{SHA}/trang/3" in links


def test_findings_are_for_clerks_only(site: Site) -> None:
    assert "number-differs" not in site.browser.get(DOCUMENT).text
    site.sign_in()
    answer = site.browser.get(DOCUMENT)
    assert "Số ký hiệu khác với mục lục." in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_article_alone_knows_its_place_and_neighbours(site: Site) -> None:
    html = site.browser.get(f"/van-ban/{STORED.id}/dieu/art_2").text
    page = Outline(html)
    targets = {link["rel"]: link["href"] for link in page.all("a") if link.get("rel") in ("prev", "next")}
    assert targets == {
        "prev": f"/van-ban/{STORED.id}/dieu/art_1",
        "next": f"/van-ban/{STORED.id}/dieu/art_3",
    }
    assert f"{DOCUMENT}#chp_I" in html
    assert "Mức lương tối thiểu" not in html
    assert [image for image in page.all("img") if image["src"].startswith(f"/trang/{SHA}/1.png")]
    assert {"rel": "canonical", "href": f"{BASE_URL}/van-ban/{STORED.id}/dieu/art_2"} in page.all("link")


def test_an_article_says_at_its_top_of_what_document_it_is_and_whether_it_is_in_force(site: Site) -> None:
    html = site.browser.get(f"/van-ban/{STORED.id}/dieu/art_2").text
    top = html[html.index('class="article-of"') : html.index('<article class="law">')]
    assert re.search(r'<a class="status status-\w+" href="#lich-su">[^<]*hiệu lực</a>', top)
    assert "Quy định mức lương tối thiểu &lt;script&gt;" in top


def test_a_clause_alone_lies_between_the_articles_around_it(site: Site) -> None:
    page = Outline(site.browser.get(f"/van-ban/{STORED.id}/dieu/art_2__cl_2").text)
    assert len(page.all("h1")) == 1
    assert [link["href"] for link in page.all("a") if link.get("rel") == "next"] == [f"/van-ban/{STORED.id}/dieu/art_3"]


def test_an_unknown_article_is_told(site: Site) -> None:
    answer = site.browser.get(f"/van-ban/{STORED.id}/dieu/art_99")
    assert answer.status_code == 404
    assert "provision-not-found" in answer.text


def test_a_document_that_came_as_word_has_no_pictures(site: Site) -> None:
    site.library.kind = "docx"
    html = site.browser.get(DOCUMENT).text
    assert "Tải tệp gốc (Word)" in html
    assert "không có bản PDF" in html
    assert "/trang/" not in html
    article = site.browser.get(f"/van-ban/{STORED.id}/dieu/art_2")
    assert article.status_code == 200
    assert "/trang/" not in article.text
    page = site.browser.get(f"/tep/{SHA}/trang/1").text
    assert "Không có bản PDF nên không có ảnh trang." in page
    assert ".png" not in page


def test_a_joined_document_offers_the_original_of_each_part(site: Site) -> None:
    other = "cd" * 32
    parts = (DocumentPart(SHA, STORED.issue, (1, 3), 1), DocumentPart(other, STORED.issue, (2, 2), 4))
    document = replace(STORED.tagged.document, parts=parts, pdf_pages=(1, 4))
    site.library.stored = replace(STORED, tagged=replace(STORED.tagged, document=document))
    html = site.browser.get(DOCUMENT).text
    assert "trang 1–4 của tệp" not in html, "no file has these pages"
    assert "và 1 phần khác" in html
    assert "Tải tệp gốc (PDF, phần 1)" in html
    assert "ngày 25/06/2026, trang 1–3 của tệp" in html
    assert "trang 2 của tệp" in html
    links = {link["href"] for link in Outline(html).all("a")}
    assert {addresses.original(SHA), addresses.original(other)} <= links


def test_a_failing_gate_is_a_badge_and_tells_clerks_where(site: Site) -> None:
    document = STORED.tagged.document
    found = (Finding("clause-gap", "Thiếu khoản 2 trước khoản 3.", 2),)
    site.library.stored = replace(STORED, tagged=replace(STORED.tagged, document=replace(document, findings=found)))
    assert ">Cần rà soát</span>" in site.browser.get(DOCUMENT).text
    assert "Khoản, điểm liên tục" not in site.browser.get(DOCUMENT).text
    site.sign_in()
    assert "Khoản, điểm liên tục" in site.browser.get(DOCUMENT).text
    site.library.stored = replace(STORED, tagged=replace(STORED.tagged, document=replace(document, findings=())))
    assert "Cần rà soát" not in site.browser.get(DOCUMENT).text


def test_what_the_document_tells_is_listed_and_its_terms_are_explained(site: Site) -> None:
    document = replace(STORED.tagged.document, issuers=("Bộ Kế hoạch và Đầu tư",))
    layout = flatten(document)
    said = "Nghị định này quy định mức lương tối thiểu."
    start = layout.text.index(said)
    definition = Entity("definition", start, start + len(said), "art_1", said, value="Đoạn một")
    fine = Entity("fine", start, start + 5, "art_1", "Nghị ", low=1, high=2)
    tagged = replace(STORED.tagged, document=document, text=layout, citations=(), entities=(definition, fine))
    site.library.stored = replace(STORED, tagged=tagged)
    for address in (DOCUMENT, f"/van-ban/{STORED.id}/dieu/art_2"):
        page = Outline(site.browser.get(address).text)
        (term,) = [link for link in page.all("a") if link.get("class") == "term"]
        assert term["href"].endswith("#art_1")
        assert term["title"] == said
    html = site.browser.get(DOCUMENT).text
    assert "Bộ Kế hoạch và Đầu tư nay là Bộ Tài chính" in html
    listed = html[html.index("Trong văn bản này") :]
    assert listed.index("Thuật ngữ <span") < listed.index("Mức phạt <span")
    assert '<a href="#art_1">Điều 1</a>' in listed
    assert "Thời hạn <span" not in listed


def test_related_articles_are_looked_for_when_asked(site: Site) -> None:
    address = f"/van-ban/{STORED.id}/dieu/art_2"
    assert f'href="{address}?lien-quan=1#lien-quan"' in site.browser.get(address).text
    listed = Outline(site.browser.get(f"{address}?lien-quan=1").text)
    (hit,) = site.library.hits
    wanted = {f"/van-ban/{hit.id}/dieu/{one.eid}" for one in hit.provisions}
    assert wanted
    assert wanted <= {link["href"] for link in listed.all("a")}


def test_without_the_search_engine_an_article_has_no_related_ones_and_goes_on(site: Site) -> None:
    site.library.raises = EngineUnavailableError("down")
    answer = site.browser.get(f"/van-ban/{STORED.id}/dieu/art_2?lien-quan=1")
    assert answer.status_code == 200
    assert "Chưa tìm được điều nào." in answer.text
