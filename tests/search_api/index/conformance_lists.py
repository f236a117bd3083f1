"""What every engine must keep of facets, filters, orders, lists by cursor, provisions as hits and explanations."""

import datetime as dt
import threading
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bench.rebuild import Load
from search_api.answering.search import search
from search_api.errors import BadCursor, CursorExpired, PageTooDeep
from search_api.index.facet_values import STATUSES, status_on
from search_api.index.gateway import SearchEngine
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.plan import FACETS
from search_api.query.request import Cursor, Filters, SearchQuery, Sort
from search_api.query.syllables import fold
from tests.search_api.index.conformance import ask, counts, ids, marked
from tests.search_api.index.faceted import (
    ISSUERS,
    PROVINCES,
    SIGNERS,
    TODAY,
    TOPICS,
    counted,
    drawn_records,
    ordered,
    passing,
)
from tests.search_api.index.records_made import CORPUS, record

RECORDS = drawn_records()
BY_DATE: tuple[Sort, ...] = tuple(sort for sort in get_args(Sort) if sort != "relevance")


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from((*values, "Không có")), unique=True, max_size=2).map(tuple)


days = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2027, 6, 1))
choices = st.builds(
    Filters,
    types=some(("Luật", "Nghị định", "Thông tư")),
    issuers=some(ISSUERS),
    years=st.lists(st.integers(2023, 2027), unique=True, max_size=2).map(tuple),
    issued_from=days,
    effective_to=days,
    gazetted_from=days,
    statuses=st.lists(st.sampled_from(STATUSES), unique=True, max_size=2).map(tuple),
    topics=some(TOPICS),
    provinces=some(PROVINCES),
    gazettes=some(("Công báo số 1", "Công báo số 2")),
    signers=some(SIGNERS),
    has_attachments=st.none() | st.booleans(),
    by_ocr=st.none() | st.booleans(),
)


def listed(engine: SearchEngine, query: SearchQuery) -> list[SearchHit]:
    """All hits of a list, page by page."""
    found: list[SearchHit] = []
    cursor: Cursor | None = Cursor()
    while cursor:
        page = search(engine, replace(query, cursor=cursor))
        found += page.hits
        cursor = page.next
    return found


class FacetConformance:
    """Over RECORDS, which the fixture `faceted` holds; it is only read."""

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(filters=choices, as_of=st.dates(dt.date(2024, 1, 1), dt.date(2027, 6, 1)))
    @example(filters=Filters(), as_of=TODAY)
    def test_any_choice_gives_its_documents_and_counts(
        self, faceted: SearchEngine, filters: Filters, as_of: dt.date
    ) -> None:
        page = search(faceted, SearchQuery("", filters, size=50, as_of=as_of))
        wanted = passing(RECORDS, filters, as_of)
        assert page.total == len(wanted)
        assert page.total_is_exact
        assert set(ids(page)) == {each.id for each in wanted} or len(wanted) > 50
        assert {name: counts(page, name) for name in FACETS} == {
            name: counted(RECORDS, name, filters, as_of) for name in FACETS
        }

    def test_words_narrow_what_is_counted(self, faceted: SearchEngine) -> None:
        page = search(faceted, SearchQuery("thuế", size=50, as_of=TODAY))
        held = [each for each in RECORDS if each.id in ids(page)]
        assert 0 < len(held) < len(RECORDS)
        for name in FACETS:
            assert counts(page, name) == counted(held, name, Filters(), TODAY)

    def test_chosen_values_are_said_to_be_chosen(self, faceted: SearchEngine) -> None:
        filters = Filters(statuses=("expired",), has_attachments=True, signers=(SIGNERS[0],))
        page = search(faceted, SearchQuery("", filters, as_of=TODAY))
        chosen = {(facet.name, value.value) for facet in page.facets for value in facet.values if value.chosen}
        assert chosen == {("status", "expired"), ("attachments", "true"), ("signer", SIGNERS[0])}

    def test_a_signer_is_found_by_a_part_of_the_name_without_marks(self, faceted: SearchEngine) -> None:
        for text, whole in (
            ("người ký: bình", SIGNERS[1]),
            ("nguoi ky: tran thi", SIGNERS[1]),
            ("nguoi ky: chi", "Lê Chi"),
        ):
            found = set(ids(search(faceted, SearchQuery(text, size=60))))
            assert found == {each.id for each in RECORDS if whole in each.signers}
        chosen = Filters(signers=(SIGNERS[0],))
        assert search(faceted, SearchQuery("người ký: nguyễn văn an", chosen)).total == sum(
            SIGNERS[0] in each.signers for each in RECORDS
        )
        assert search(faceted, SearchQuery("người ký: xyz")).total == 0

    def test_each_hit_tells_its_status_on_the_day(self, faceted: SearchEngine) -> None:
        held = {each.id: each for each in RECORDS}
        for day in (TODAY, dt.date(2024, 6, 1), dt.date(2030, 1, 1)):
            page = search(faceted, SearchQuery("", size=50, as_of=day))
            assert {hit.status for hit in page.hits} == {status_on(held[hit.id], day) for hit in page.hits}
            assert all(hit.status == status_on(held[hit.id], day) for hit in page.hits)

    @pytest.mark.parametrize("sort", BY_DATE)
    def test_orders_by_date_are_the_same_on_every_engine(self, faceted: SearchEngine, sort: Sort) -> None:
        assert ids(search(faceted, SearchQuery("", sort=sort, size=50))) == ordered(RECORDS, sort)[:50]

    # ------------------------------------------------------------------------------------------------------- lists

    @pytest.mark.parametrize("sort", get_args(Sort))
    @pytest.mark.parametrize("text", ["", "đất đai", "quy dinh rieng"])
    def test_a_list_holds_each_hit_once_in_the_order_of_pages(
        self, faceted: SearchEngine, sort: Sort, text: str
    ) -> None:
        query = SearchQuery(text, sort=sort, size=7)
        found = [hit.id for hit in listed(faceted, query)]
        whole = [hit.id for page in range(1, 10) for hit in search(faceted, replace(query, page=page)).hits]
        assert len(set(found)) == len(found)
        assert sorted(found) == sorted(whole)
        if sort != "relevance":
            assert found == whole

    def test_a_list_keeps_to_its_filters(self, faceted: SearchEngine) -> None:
        filters = Filters(topics=("Đất đai",))
        found = [hit.id for hit in listed(faceted, SearchQuery("", filters, "newest", size=3))]
        assert found == ordered(passing(RECORDS, filters, TODAY), "newest")

    def test_the_end_of_a_list_is_told(self, faceted: SearchEngine) -> None:
        query = SearchQuery("", sort="newest", size=30, cursor=Cursor())
        first = search(faceted, query)
        assert first.next is not None
        second = search(faceted, replace(query, cursor=first.next))
        assert second.next is None
        assert second.total == first.total == len(RECORDS)
        assert second.facets == ()

    def test_a_page_by_number_has_no_cursor(self, faceted: SearchEngine) -> None:
        assert search(faceted, SearchQuery("", size=3)).next is None

    def test_the_cursor_of_another_engine_is_refused(self, faceted: SearchEngine) -> None:
        others = Cursor((1.0, 2, 3, "x000")) if faceted.name == "tantivy" else Cursor((1.0, 2.0, 3.0, 4, 5, 6, 0))
        with pytest.raises(BadCursor):
            search(faceted, SearchQuery("đất đai", cursor=others))

    def test_relevance_in_a_state_that_is_gone_has_expired(self, faceted: SearchEngine) -> None:
        first = search(faceted, SearchQuery("đất đai", size=3, cursor=Cursor()))
        assert first.next is not None
        gone = replace(first.next, snapshot=self.a_snapshot_that_is_gone(faceted))
        with pytest.raises(CursorExpired):
            search(faceted, SearchQuery("đất đai", size=3, cursor=gone))

    def test_dates_in_a_state_that_is_gone_go_on_in_the_newest(self, faceted: SearchEngine) -> None:
        first = search(faceted, SearchQuery("", sort="newest", size=3, cursor=Cursor()))
        assert first.next is not None
        gone = replace(first.next, snapshot=self.a_snapshot_that_is_gone(faceted))
        second = search(faceted, SearchQuery("", sort="newest", size=3, cursor=gone))
        assert [*ids(first), *ids(second)] == ordered(RECORDS, "newest")[:6]

    def a_snapshot_that_is_gone(self, engine: SearchEngine) -> str:
        raise NotImplementedError

    # -------------------------------------------------------------------------------------------------- provisions

    def test_provisions_are_hits_of_their_own(self, faceted: SearchEngine) -> None:
        page = search(faceted, SearchQuery("quy định riêng", unit="provision", size=50))
        found = [(hit.id, provision.eid) for hit in page.hits for provision in hit.provisions]
        wanted = {
            (each.id, provision.eid) for each in RECORDS for provision in each.provisions if "riêng" in provision.text
        }
        assert all(len(hit.provisions) == 1 for hit in page.hits)
        assert set(found) == wanted
        assert page.total == len(found) == len(wanted)
        assert "riêng" in "".join(marked(page.hits[0].provisions[0].snippet))

    def test_facets_of_provisions_count_documents_and_filters_hold(self, faceted: SearchEngine) -> None:
        filters = Filters(topics=("Đất đai",))
        page = search(faceted, SearchQuery("quy định riêng", filters, unit="provision", size=50, as_of=TODAY))
        held = [each for each in RECORDS if any("riêng" in provision.text for provision in each.provisions)]
        assert set(ids(page)) == {each.id for each in passing(held, filters, TODAY)}
        assert counts(page, "type") == counted(held, "type", filters, TODAY)
        assert counts(page, "topic") == counted(held, "topic", filters, TODAY)

    @pytest.mark.parametrize("text", ["", "quy định", "dat dai"])
    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    def test_pages_of_provisions_are_complete(self, faceted: SearchEngine, text: str, sort: Sort) -> None:
        query = SearchQuery(text, unit="provision", sort=sort, size=20)
        pages = [search(faceted, replace(query, page=number)) for number in range(1, 8)]
        found = [(hit.id, hit.provisions[0].eid) for page in pages for hit in page.hits]
        assert len(found) == len(set(found)) == pages[0].total
        if sort == "newest":
            shown = [each.split("_")[-1] for _, each in found]
            newest = [identity for identity in ordered(RECORDS, "newest") if identity in {one for one, _ in found}]
            assert list(dict.fromkeys(identity for identity, _ in found)) == newest
            assert shown[0] == "1"

    def test_the_last_page_of_provisions_is_answered_and_none_beyond(self, faceted: SearchEngine) -> None:
        query = SearchQuery("quy định", unit="provision", page=20, size=50)
        page = search(faceted, query)
        assert page.hits == ()
        assert page.total > 0
        with pytest.raises(PageTooDeep):
            search(faceted, replace(query, page=21))

    # ----------------------------------------------------------------------------------------------- explanations

    def test_an_explanation_adds_up(self, faceted: SearchEngine) -> None:
        """Where the second stage is not asked (an order by date), the score is the sum of the clauses."""
        hits = search(faceted, SearchQuery("quy định đất đai", sort="newest", explain=True)).hits
        assert hits
        for hit in hits:
            assert hit.explanation is not None
            assert {"text", "pairs"} <= {each.field for each in hit.explanation.clauses}
            assert sum(each.value for each in hit.explanation.clauses) == pytest.approx(hit.score, rel=1e-4)

    def test_an_explanation_tells_clauses_by_relevance_too(self, faceted: SearchEngine) -> None:
        for hit in search(faceted, SearchQuery("quy định đất đai", explain=True)).hits:
            assert hit.explanation is not None
            assert {"text", "pairs"} <= {each.field for each in hit.explanation.clauses}
        assert search(faceted, SearchQuery("quy định")).hits[0].explanation is None


class ListWritingConformance:
    """Lists and rebuilds while documents come and go: the fixture `empty`."""

    def test_a_rebuild_under_load_fails_no_search_shows_no_mixture_and_loses_nothing(self, empty: SearchEngine) -> None:
        """The promise of issue 7 with 1,000 searches is `python -m bench.rebuild`; this is the same with fewer."""
        load = Load(empty, documents=30, wanted=80)
        result = load.run()
        assert (load.failures, load.mixtures) == ([], [])
        assert result.searches >= 80
        assert (result.lost, result.risen) == (0, 0)

    def test_what_a_thread_puts_it_finds_at_once_while_others_put_and_search(self, empty: SearchEngine) -> None:
        empty.put(CORPUS[:3])
        failures: list[object] = []

        def put_and_find(name: str) -> None:
            try:
                for number in range(4):
                    one = f"{name}{number}"
                    empty.put([record(one, None, f"Văn bản {one}", f"nội dung {one}")])
                    if ids(ask(empty, one)) != [one]:
                        failures.append((one, "is not found"))
                    empty.delete([one])
                    if ids(ask(empty, one)):
                        failures.append((one, "is found"))
            except Exception as error:  # noqa: BLE001 - whatever went wrong is what the test is about
                failures.append(error)

        writers = [threading.Thread(target=put_and_find, args=(name,)) for name in ("mộtb", "haic", "bad")]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert not failures
        assert empty.count() == 3

    @pytest.mark.parametrize("sort", ["relevance", "newest", "arrived"])
    def test_a_list_is_read_in_one_state(self, empty: SearchEngine, sort: Sort) -> None:
        old = [record(f"d{n}", None, f"Bản {n}", "nội dung chung " * (n + 1)) for n in range(20)]
        empty.put(old)
        query = SearchQuery("nội dung chung", sort=sort, size=6)
        first = search(empty, replace(query, cursor=Cursor()))
        found, cursor = ids(first), first.next
        while cursor:
            empty.put([record(f"new{len(found)}", None, "Bản mới", "nội dung chung")])
            empty.delete([f"d{len(found)}"])
            page: SearchPage = search(empty, replace(query, cursor=cursor))
            found, cursor = found + ids(page), page.next
        assert sorted(found) == sorted(each.id for each in old)

    def test_a_list_in_any_state_tells_nothing_twice_and_of_what_stays_all(self, empty: SearchEngine) -> None:
        at = [dt.datetime(2026, 1, 1 + n // 3, tzinfo=dt.UTC) for n in range(20)]
        old = [replace(record(f"d{n}", None, f"Bản {n}", "chung"), stored_at=at[n]) for n in range(20)]
        empty.put(old)
        query = SearchQuery("chung", sort="arrived", size=6)
        first = search(empty, replace(query, cursor=Cursor(anywhere=True)))
        found, cursor = ids(first), first.next
        empty.put([replace(old[0], stored_at=at[-1]), record("new", None, "Bản mới", "chung")])
        empty.delete([found[0]])
        while cursor:
            assert not cursor.snapshot or empty.name == "tantivy"  # whose name of a state holds nothing
            page: SearchPage = search(empty, replace(query, cursor=Cursor(cursor.after, anywhere=True)))
            found, cursor = found + ids(page), page.next
        assert len(found) == len(set(found))
        assert {each.id for each in old} - set(found) <= {"d0"}

    def test_of_many_values_the_most_frequent_are_told_and_those_chosen(self, empty: SearchEngine) -> None:
        empty.put(
            replace(record(f"d{n}", None, "Văn bản", "chung"), signers=(f"Người {n % 70:02}", "Mọi nơi"))
            for n in range(100)
        )
        page = search(empty, SearchQuery("chung", Filters(signers=("Người 69", "Không ai"))))
        told = counts(page, "signer")
        frequent = (
            {"Mọi nơi": 100} | {f"Người {n:02}": 2 for n in range(30)} | {f"Người {n:02}": 1 for n in range(30, 49)}
        )
        assert told == frequent | {"Người 69": 1, "Không ai": 0}
        assert page.total == 1

    def test_an_exact_document_says_by_which_clause_it_stands_first(self, empty: SearchEngine) -> None:
        empty.put([record("a", "15/2020/NĐ-CP", "Quy định về hóa đơn", "Hóa đơn.", "Chứng từ.")])
        (hit,) = search(empty, SearchQuery("15/2020/NĐ-CP hóa đơn", explain=True)).hits
        assert hit.explanation is not None
        assert hit.explanation.clauses[0].name == "number_0"
        assert "text" in {each.field for each in hit.explanation.clauses}

    def test_an_act_that_is_named_in_words_stands_first_with_its_article(self, empty: SearchEngine) -> None:
        texts = ["Theo Điều 3 Luật Sức khỏe nhân dân."] * 3
        empty.put(
            [
                record(
                    "citing", "1/2026/NĐ-CP", "Hướng dẫn Luật Sức khỏe nhân dân", *texts, issued=dt.date(2026, 1, 1)
                ),
                record("old", None, "Sức khỏe nhân dân", *texts, kind="Luật", issued=dt.date(1989, 6, 30)),
                record("new", "9/2009/QH12", "Sức khỏe nhân dân", *texts, kind="Luật", issued=dt.date(2009, 6, 1)),
            ]
        )
        for unit in ("document", "provision"):
            hits = search(empty, SearchQuery("điều 3 luật sức khoẻ nhân dân", unit=unit)).hits
            best = {hit.id: hit.provisions[0].label for hit in reversed(hits)}
            assert (list(dict.fromkeys(hit.id for hit in hits)), set(best.values())) == (
                ["new", "old", "citing"],
                {"Điều 3"},
            )

    def test_a_named_document_gives_its_provisions_and_at_least_its_first(self, empty: SearchEngine) -> None:
        empty.put(
            [
                record("a", "15/2020/NĐ-CP", "Quy định về hóa đơn", "Phạm vi.", "Chứng từ.", "Điện tử."),
                record("b", "16/2020/NĐ-CP", "Quy định khác", "Theo Nghị định số 15/2020/NĐ-CP."),
            ]
        )

        def eids(text: str) -> list[tuple[str, str]]:
            page = search(empty, SearchQuery(text, unit="provision"))
            assert page.total == len(page.hits)
            return [(hit.id, hit.provisions[0].eid) for hit in page.hits]

        assert eids("15/2020/NĐ-CP") == [("a", "art_1"), ("b", "art_1")]
        assert eids("điều 3 nghị định 15/2020")[0] == ("a", "art_3")
        assert eids("15/2020/NĐ-CP chứng từ")[0] == ("a", "art_2")

    @pytest.mark.parametrize("text", ["Hiệu lực thi hành", "hieu luc thi hanh", "Hướng dẫn thi hành"])
    def test_beside_a_number_the_article_of_that_name_stands_first(self, empty: SearchEngine, text: str) -> None:
        often = "Hiệu lực của giấy phép, hướng dẫn, hiệu lực thi hành của quyết định. Hiệu lực thi hành. " * 4
        names = ("Việc thi hành", "Hiệu lực thi hành", "Hướng dẫn thi hành", "Hiệu lực")
        texts = (often, "Kể từ ngày ký. " * 40, "Bộ trưởng ban hành. " * 40, often)
        empty.put([record("a", "15/2020/NĐ-CP", "Hiệu lực và thi hành", *texts, headings=names)])
        page = search(empty, SearchQuery(f"{text} 15/2020/NĐ-CP", unit="provision"))
        assert fold(page.hits[0].provisions[0].heading) == fold(text)
