"""What a document is about on its page, and the pages of the subjects."""

from dataclasses import replace

import pytest

from nlp.annotation import KeyPhrase, TopicScore
from search_api.errors import EngineUnavailableError, IndexBroken, SearchApiError
from search_api.query.hits import Facet, FacetValue
from search_api.query.request import SearchQuery
from tests.ui.conftest import Site
from tests.ui.examples import STORED
from tests.ui.test_pages import Outline

DOCUMENT = f"/van-ban/{STORED.id}/{STORED.slug}"


def test_a_document_leads_to_its_subjects_and_to_searches_for_its_phrases(site: Site) -> None:
    tagged = replace(
        STORED.tagged,
        topics=(TopicScore("lao-dong", 0.95), TopicScore("bao-hiem", 0.31)),
        key_phrases=(KeyPhrase("mức <lương> tối thiểu", 1.0),),
    )
    site.library.stored = replace(STORED, tagged=tagged)
    html = site.browser.get(DOCUMENT).text
    links = {link.get("href") for link in Outline(html).all("a")}
    assert {"/linh-vuc/lao-dong", "/linh-vuc/bao-hiem"} <= links
    assert "khoảng 31 %" in html
    assert "khoảng 95 %" not in html
    assert "mức &lt;lương&gt; tối thiểu" in html


def test_a_document_without_a_subject_says_so(site: Site) -> None:
    assert "Chưa rõ" in site.browser.get(DOCUMENT).text


def test_a_subject_shows_its_newest_documents(site: Site) -> None:
    page = site.browser.get("/linh-vuc/lao-dong")
    assert page.status_code == 200
    assert "Lao động" in page.text
    query = site.library.queries[-1]
    assert query.filters.topics == ("lao-dong",)
    assert query.sort == "newest"
    links = [link.get("href", "") for link in Outline(page.text).all("a")]
    assert any("linh_vuc=lao-dong" in link for link in links)
    sheets = [link.get("href", "") for link in Outline(page.text).all("link")]
    assert any("standing.css" in sheet for sheet in sheets)


def test_a_subject_without_documents_says_so(site: Site) -> None:
    site.library.hits, site.library.total = (), 0
    assert "Chưa có văn bản nào thuộc lĩnh vực này" in site.browser.get("/linh-vuc/dan-toc").text


def test_an_unknown_subject_is_not_found(site: Site) -> None:
    assert site.browser.get("/linh-vuc/khong-co").status_code == 404


def test_all_subjects_are_listed_with_counts(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    facet = Facet("topic", (FacetValue("lao-dong", 1234),))
    found = replace(site.library.search(SearchQuery()), facets=(facet,))
    monkeypatch.setattr(site.library, "search", lambda _: found)
    html = site.browser.get("/linh-vuc").text
    assert html.count('href="/linh-vuc/') == 45
    assert "1.234" in html


@pytest.mark.parametrize("trouble", [EngineUnavailableError, IndexBroken])
def test_with_the_engine_away_subjects_are_listed_without_counts(site: Site, trouble: type[SearchApiError]) -> None:
    site.library.raises = trouble("away")
    assert site.browser.get("/linh-vuc").status_code == 200
    assert site.browser.get("/linh-vuc/lao-dong").status_code == 503
