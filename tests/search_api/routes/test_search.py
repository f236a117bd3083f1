"""GET /search: parameters in, plain text with places of matches out; the engine down is 503 (P15, P16, P21)."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from search_api.errors import CursorExpired, EngineUnavailableError
from search_api.query.analyse import analyse
from search_api.query.hits import (
    MARK_END,
    MARK_START,
    Contribution,
    Explanation,
    Facet,
    FacetValue,
    ProvisionHit,
    SearchHit,
    SearchPage,
)
from search_api.query.request import Cursor, Filters, SearchQuery
from search_api.routes.search_shapes import unmarked
from tests.search_api.installed import app_of, client_of, services_of
from tests.search_api.made import Workshop

STORED = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


def marked(word: str) -> str:
    return MARK_START + word + MARK_END


HIT = SearchHit(
    id="k3v6c2qx7bna",
    number="38/2022/NĐ-CP",
    type="Nghị định",
    issuers=("Chính phủ",),
    title=f"Quy định mức {marked('lương')} tối thiểu",
    issued_on=dt.date(2022, 6, 12),
    effective_on=None,
    gazette_label="Công báo số 447 + 448 ngày 25/6/2022",
    gazette_date=dt.date(2022, 6, 25),
    file_sha256="ab" * 32,
    first_page=1,
    by_ocr=False,
    score=1.5,
    stored_at=STORED,
    provisions=(ProvisionHit("art_3", "Điều 3", "Mức lương", f"<b>{marked('lương')}</b>", 2),),
)
FACETS = (Facet("type", (FacetValue("Nghị định", 1, chosen=True),)), Facet("year", ()))


@pytest.fixture
def asking(shop: Workshop, tmp_path: Path) -> Callable[[dict[str, Any]], tuple[SearchQuery, dict[str, Any]]]:
    asked: list[SearchQuery] = []

    def search(query: SearchQuery) -> SearchPage:
        asked.append(query)
        return SearchPage(1, (HIT,), FACETS, 1.234)

    client = client_of(app_of(services_of(shop, tmp_path / "data", search)))

    def ask(parameters: dict[str, Any]) -> tuple[SearchQuery, dict[str, Any]]:
        answer = client.get("/api/v1/search", params=parameters)
        assert answer.status_code == 200, answer.text
        return asked[-1], answer.json()

    return ask


def test_all_parameters_reach_the_query(asking: Any) -> None:
    query, _ = asking(
        {
            "q": "lương",
            "type": ["Nghị định", "Luật"],
            "issuer": "Chính phủ",
            "year": [2022, 2023],
            "issued_from": "2022-01-01",
            "issued_to": "2022-12-31",
            "sort": "newest",
            "page": 2,
            "size": 20,
        }
    )
    filters = Filters(("Nghị định", "Luật"), ("Chính phủ",), (2022, 2023), dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert query == SearchQuery("lương", filters, "newest", 2, 20)


def test_every_filter_reaches_the_query(asking: Any) -> None:
    query, _ = asking(
        {
            "effective_from": "2022-01-01",
            "effective_to": "2022-12-31",
            "gazetted_from": "2023-01-01",
            "gazetted_to": "2023-12-31",
            "status": ["in_force", "expired"],
            "as_of": "2024-05-06",
            "topic": "Đất đai",
            "province": "Sơn La",
            "gazette": "Công báo số 1",
            "signer": "Lê Chi",
            "attachments": "true",
            "ocr": "false",
            "unit": "provision",
            "sort": "effective",
            "explain": "true",
        }
    )
    assert query == SearchQuery(
        filters=Filters(
            effective_from=dt.date(2022, 1, 1),
            effective_to=dt.date(2022, 12, 31),
            gazetted_from=dt.date(2023, 1, 1),
            gazetted_to=dt.date(2023, 12, 31),
            statuses=("in_force", "expired"),
            topics=("Đất đai",),
            provinces=("Sơn La",),
            gazettes=("Công báo số 1",),
            signers=("Lê Chi",),
            has_attachments=True,
            by_ocr=False,
        ),
        sort="effective",
        unit="provision",
        as_of=dt.date(2024, 5, 6),
        explain=True,
    )


@pytest.fixture
def listing(shop: Workshop, tmp_path: Path) -> tuple[TestClient, list[SearchQuery]]:
    """A client of a search whose every page leads on, and what was asked."""
    asked: list[SearchQuery] = []

    def search(query: SearchQuery) -> SearchPage:
        asked.append(query)
        why = Explanation((Contribution("text", "text", 1.5),)) if query.explain else None
        following = Cursor((1.5, "a"), "state") if query.cursor else None
        return SearchPage(10_000, (replace(HIT, explanation=why),), (), 1.0, total_is_exact=False, next=following)

    return client_of(app_of(services_of(shop, tmp_path / "data", search))), asked


def test_a_list_goes_on_by_cursor(listing: tuple[TestClient, list[SearchQuery]]) -> None:
    client, asked = listing
    first = client.get("/api/v1/search", params={"q": "lương", "cursor": "*", "page": 7}).json()
    assert asked[-1].cursor == Cursor()
    assert asked[-1].page == 1
    assert (first["total"], first["total_is_exact"]) == (10_000, False)
    client.get("/api/v1/search", params={"q": "lương", "cursor": first["next_cursor"], "size": 50})
    assert asked[-1].cursor == Cursor((1.5, "a"), "state")
    assert client.get("/api/v1/search", params={"q": "lương"}).json()["next_cursor"] is None


@pytest.mark.parametrize("cursor", ["", "x", "**", "AAAA", "a" * 4_000, "ư", "%00", "{}"])
def test_garbage_for_a_cursor_is_a_400_with_its_reason(
    listing: tuple[TestClient, list[SearchQuery]], cursor: str
) -> None:
    client, asked = listing
    answer = client.get("/api/v1/search", params={"q": "lương", "cursor": cursor})
    assert (answer.status_code, answer.json()["reason"]) == (400, "bad-cursor")
    assert asked == []


def test_the_cursor_of_another_search_is_a_400(listing: tuple[TestClient, list[SearchQuery]]) -> None:
    client, _ = listing
    cursor = client.get("/api/v1/search", params={"q": "lương", "cursor": "*"}).json()["next_cursor"]
    answer = client.get("/api/v1/search", params={"q": "thuế", "cursor": cursor})
    assert (answer.status_code, answer.json()["reason"]) == (400, "bad-cursor")


def test_a_cursor_that_has_expired_is_a_410(shop: Workshop, tmp_path: Path) -> None:
    def gone(_: SearchQuery) -> SearchPage:
        raise CursorExpired("state")

    answer = client_of(app_of(services_of(shop, tmp_path / "data", gone))).get("/api/v1/search?cursor=*")
    assert (answer.status_code, answer.json()["reason"]) == (410, "cursor-expired")


def test_provisions_are_listed_by_page_alone(listing: tuple[TestClient, list[SearchQuery]]) -> None:
    client, asked = listing
    answer = client.get("/api/v1/search", params={"q": "lương", "cursor": "*", "unit": "provision"})
    assert (answer.status_code, answer.json()["reason"]) == (422, "invalid-parameter")
    assert asked == []


def test_an_explanation_is_given_where_it_is_asked_for(listing: tuple[TestClient, list[SearchQuery]]) -> None:
    client, _ = listing
    (hit,) = client.get("/api/v1/search", params={"q": "lương", "explain": "true"}).json()["hits"]
    assert hit["explanation"] == [{"name": "text", "field": "text", "value": 1.5}]
    assert client.get("/api/v1/search", params={"q": "lương"}).json()["hits"][0]["explanation"] is None


@pytest.mark.parametrize(
    "wrong", [{"status": "x"}, {"as_of": "hôm nay"}, {"sort": "x"}, {"unit": "x"}, {"topic": "x" * 401}, {"size": 51}]
)
def test_a_wrong_parameter_is_a_422(listing: tuple[TestClient, list[SearchQuery]], wrong: dict[str, Any]) -> None:
    client, asked = listing
    answer = client.get("/api/v1/search", params=wrong)
    assert (answer.status_code, answer.json()["reason"]) == (422, "invalid-parameter")
    assert asked == []


def test_of_what_is_given_twice_the_last_counts_and_what_nobody_knows_counts_nothing(asking: Any) -> None:
    query, _ = asking({"q": ["luật", "lương"], "size": [20, 30], "nonsense": "1"})
    assert query == SearchQuery("lương", size=30)


def test_without_parameters_everything_is_browsed(asking: Any) -> None:
    assert asking({})[0] == SearchQuery()


def test_hits_are_plain_text_with_places(asking: Any) -> None:
    _, found = asking({"q": "lương"})
    (hit,) = found["hits"]
    assert (hit["title"], hit["title_matches"]) == ("Quy định mức lương tối thiểu", [[13, 18]])
    assert hit["url"] == "http://127.0.0.1:8000/van-ban/k3v6c2qx7bna/nghi-dinh-38-2022-nd-cp"
    (provision,) = hit["provisions"]
    assert (provision["snippet"], provision["matches"]) == ("<b>lương</b>", [[3, 8]])
    assert provision["url"] == hit["url"] + "#art_3"
    assert found["facets"]["type"] == [{"value": "Nghị định", "count": 1, "chosen": True}]
    assert (found["total"], found["page"], found["size"], found["took_ms"]) == (1, 1, 10, 1.23)


@given(st.text(alphabet=["a", "ư", MARK_START, MARK_END, "<"], max_size=30))
def test_any_marks_give_places_within_the_text(text: str) -> None:
    plain, matches = unmarked(text)
    assert MARK_START not in plain
    assert MARK_END not in plain
    assert plain == text.replace(MARK_START, "").replace(MARK_END, "")
    assert all(0 <= start < end <= len(plain) for start, end in matches)
    assert matches == sorted(matches)


@pytest.mark.parametrize(("letters", "status"), [(512, 200), (513, 400)])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_length_of_a_question_is_that_of_its_letters(
    shop: Workshop, tmp_path: Path, form: Literal["NFC", "NFD"], letters: int, status: int
) -> None:
    def read(query: SearchQuery) -> SearchPage:
        analyse(query)
        return SearchPage(0, (), (), 0.1)

    client = client_of(app_of(services_of(shop, tmp_path / "data", read)))
    answer = client.get("/api/v1/search", params={"q": unicodedata.normalize(form, "ệ" * letters)})
    assert answer.status_code == status
    assert status == 200 or answer.json()["reason"] == "query-too-long"


def test_with_the_engine_down_search_is_503_and_documents_go_on(shop: Workshop, tmp_path: Path, stored: str) -> None:
    def down(_: SearchQuery) -> SearchPage:
        raise EngineUnavailableError("stopped")

    services = services_of(shop, tmp_path / "data", down)
    client = client_of(app_of(services))
    answer = client.get("/api/v1/search")
    assert (answer.status_code, answer.json()["reason"]) == (503, "engine-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    wanted = services.library.file(stored).document_ids[0]
    assert client.get(f"/api/v1/documents/{wanted}").status_code == 200
