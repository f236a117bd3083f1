"""What every engine must keep; `embedded/test_engine.py` and `opensearch/test_engine.py` run it, each on its own.

Sets, what stands first, facets and order by date are the same on both; the rest of an order need not be.
"""

import datetime as dt
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_api.answering.search import search
from search_api.index.gateway import SearchEngine
from search_api.index.record import DocumentRecord
from search_api.query.hits import MARK_END, MARK_START, SearchPage
from search_api.query.request import Filters, SearchQuery, Sort
from tests.search_api.index.records_made import CORPUS, record
from tests.search_api.query.test_analyse import SPELLINGS

ALL = {each.id for each in CORPUS}


def ask(engine: SearchEngine, text: str = "", sort: Sort = "relevance", **filters: object) -> SearchPage:
    return search(engine, SearchQuery(text, Filters(**filters), sort, size=50))  # type: ignore[arg-type] # as named


def ids(page: SearchPage) -> list[str]:
    return [hit.id for hit in page.hits]


def counts(page: SearchPage, facet: str) -> dict[str, int]:
    (found,) = [each for each in page.facets if each.name == facet]
    return {value.value: value.count for value in found.values}


def plain(text: str) -> str:
    return text.replace(MARK_START, "").replace(MARK_END, "")


def marked(text: str) -> list[str]:
    return [piece.split(MARK_END)[0] for piece in text.split(MARK_START)[1:]]


class ReadingConformance:
    """Searches over CORPUS, which the fixture `full` holds; it is only read."""

    # ------------------------------------------------------------------------------------------------- exact first

    @pytest.mark.parametrize("spelling", SPELLINGS)
    def test_a_number_puts_its_document_above_all_that_cite_it(self, full: SearchEngine, spelling: str) -> None:
        found = ids(ask(full, spelling))
        assert found[0] == "nd15"
        assert "sua" in found

    @pytest.mark.parametrize("spelling", ["15/2020/NĐ-CP", "nghị định 15/2020", "15/2020"])
    def test_what_cites_a_number_shows_where(self, full: SearchEngine, spelling: str) -> None:
        (citing,) = [hit for hit in ask(full, spelling).hits if hit.id == "sua"]
        assert "15/2020/NĐ-CP".startswith(marked(citing.provisions[0].snippet)[0])
        assert citing.provisions[0].eid == "art_1"

    def test_of_one_number_the_higher_rank_comes_first(self, full: SearchEngine) -> None:
        assert ids(ask(full, "15/2020"))[:3] == ["nd15", "tt15", "qd15"]

    def test_the_typed_kind_decides(self, full: SearchEngine) -> None:
        assert ids(ask(full, "thông tư 15/2020"))[0] == "tt15"
        assert ids(ask(full, "qd 15/2020"))[0] == "qd15"

    @pytest.mark.parametrize("text", ["15/2020/NĐ-CP sửa đổi", "sua doi nghi dinh 15 nam 2020", "luật 15/2020/NĐ-CP x"])
    def test_words_beside_the_number_change_nothing(self, full: SearchEngine, text: str) -> None:
        assert ids(ask(full, text))[0] == "nd15"

    def test_a_citation_opens_its_article(self, full: SearchEngine) -> None:
        first = ask(full, "khoản 1 điều 2 nghị định 15/2020").hits[0]
        assert first.id == "nd15"
        assert first.provisions[0].eid == "art_2"

    def test_the_exact_document_shows_its_articles_about_the_words(self, full: SearchEngine) -> None:
        first = ask(full, "15/2020/NĐ-CP giấy phép viễn thông").hits[0]
        assert first.provisions[0].eid == "art_2"
        assert "giấy phép" in marked(first.provisions[0].snippet)

    def test_a_number_that_is_not_here_finds_what_cites_it_or_else_the_words(self, full: SearchEngine) -> None:
        assert ids(ask(full, "77/1999/NĐ-CP")) == []
        assert "nd15" in ids(ask(full, "77/1999/NĐ-CP viễn thông"))

    @pytest.mark.parametrize("text", ["công báo số 1244 năm 2020", "cong bao so 1243", "Công báo 1243 + 1244"])
    def test_an_issue_gives_its_documents(self, full: SearchEngine, text: str) -> None:
        assert ids(ask(full, text)) == ["nd15"]

    def test_an_issue_of_another_year_is_another_issue(self, full: SearchEngine) -> None:
        assert ids(ask(full, "công báo số 1244 năm 2019")) == []
        assert ids(ask(full, "công báo số 5 năm 2021 thuế")) == ["tt15"]

    def test_a_law_by_name_comes_before_those_about_it(self, full: SearchEngine) -> None:
        assert ids(ask(full, "luật đất đai"))[0] == "dat"
        assert ids(ask(full, "LUAT DAT DAI"))[0] == "dat"

    # ----------------------------------------------------------------------------------------------------- accents

    def test_a_tax_is_no_rent(self, full: SearchEngine) -> None:
        assert set(ids(ask(full, "thuế"))) == {"tt15", "lt"}

    def test_a_query_without_tone_ranks_what_stands_as_typed_first(self, full: SearchEngine) -> None:
        found = ids(ask(full, "thuê"))
        assert found[0] == "thue"
        assert {"tt15", "lt"} < set(found)

    @pytest.mark.parametrize("text", ["thue", "THUE", "Thue"])
    def test_without_marks_all_are_found(self, full: SearchEngine, text: str) -> None:
        assert set(ids(ask(full, text))) == {"thue", "tt15", "lt"}

    def test_accented_above_folded(self, full: SearchEngine) -> None:
        assert ids(ask(full, "bán đất"))[0] == "qd15"
        assert set(ids(ask(full, "ban dat"))) >= {"qd15", "dich"}

    @pytest.mark.parametrize(
        "text", ["thue thu nhap ca nhan", "thuế thu nhap cá nhân", "thuế thu nhập cá nhân", "THUẾ THU NHẬP CÁ NHÂN"]
    )
    def test_however_it_was_typed_it_finds(self, full: SearchEngine, text: str) -> None:
        assert ids(ask(full, text))[0] == "tt15"
        assert ids(ask(full, unicodedata.normalize("NFD", text)))[0] == "tt15"

    def test_tone_placement_does_not_matter(self, full: SearchEngine) -> None:
        assert ids(ask(full, "toà án")) == ids(ask(full, "tòa án")) == ["tt15"]

    def test_a_wrong_tone_finds_when_nothing_else_does(self, full: SearchEngine) -> None:
        assert set(ids(ask(full, "thuể"))) == {"thue", "tt15", "lt"}
        assert set(ids(ask(full, "thuể", types=("Luật",)))) == {"thue"}

    def test_filters_do_not_loosen_the_words(self, full: SearchEngine) -> None:
        assert ids(ask(full, "thuế", types=("Luật",))) == []

    def test_a_quoted_phrase_binds(self, full: SearchEngine) -> None:
        assert ids(ask(full, '"giá đất ở"')) == ["qd15"]
        assert ids(ask(full, '"đất giá"')) == []
        assert ids(ask(full, '"gia dat o"')) == ["qd15"]

    # ------------------------------------------------------------------------------------- facets, filters, sorting

    def test_nothing_asked_gives_all_newest_first(self, full: SearchEngine) -> None:
        page = ask(full)
        assert set(ids(page)) == ALL
        assert page.total == len(ALL)
        dates = [hit.issued_on for hit in page.hits if hit.issued_on]
        assert dates == sorted(dates, reverse=True)
        assert page.hits[-1].issued_on is None
        assert not any(hit.provisions for hit in page.hits)

    def test_a_query_without_words_finds_nothing(self, full: SearchEngine) -> None:
        assert ids(ask(full, '"')) == []

    def test_facets_count_what_was_found(self, full: SearchEngine) -> None:
        page = ask(full, "thue")
        assert counts(page, "type") == {"Luật": 1, "Thông tư": 1, "Thông tư liên tịch": 1}
        assert counts(page, "issuer") == {"Bộ Tài chính": 2, "Bộ Công an": 1, "Quốc hội": 1}
        assert counts(page, "year") == {"2022": 1, "2020": 2}

    def test_years_come_from_the_latest(self, full: SearchEngine) -> None:
        assert list(counts(ask(full), "year")) == ["2022", "2020"]

    def test_a_choice_narrows_the_other_facets_but_not_its_own(self, full: SearchEngine) -> None:
        free, page = ask(full, "thue"), ask(full, "thue", types=("Luật",))
        assert ids(page) == ["thue"]
        assert counts(page, "type") == counts(free, "type")
        assert counts(page, "issuer") == {"Quốc hội": 1}
        (kinds,) = [facet for facet in page.facets if facet.name == "type"]
        assert [value.value for value in kinds.values if value.chosen] == ["Luật"]

    def test_values_of_one_facet_add_up_and_facets_narrow(self, full: SearchEngine) -> None:
        both = ask(full, "thue", types=("Luật", "Thông tư"), years=(2020,))
        assert set(ids(both)) == {"thue", "tt15"}
        assert set(ids(ask(full, "thue", issuers=("Bộ Công an",)))) == {"lt"}

    def test_an_unknown_value_gives_none_and_is_shown(self, full: SearchEngine) -> None:
        page = ask(full, "thue", types=("Không có",), years=(1900,))
        assert (page.total, page.hits) == (0, ())
        assert counts(page, "type")["Không có"] == 0
        assert counts(page, "year")["1900"] == 0

    @pytest.mark.parametrize("year", [-1, 0, 10**6, 2**31, 2**63, 10**30])
    def test_impossible_years_give_none(self, full: SearchEngine, year: int) -> None:
        assert ask(full, "thue", years=(year,)).total == 0

    def test_ranges_of_dates(self, full: SearchEngine) -> None:
        assert set(ids(ask(full, issued_from=dt.date(2022, 1, 2)))) == {"lt", "sua"}
        assert set(ids(ask(full, issued_to=dt.date(2020, 1, 1)))) == {"thue", "nghi", "dich", "hiem"}
        assert ids(ask(full, issued_from=dt.date(2020, 2, 3), issued_to=dt.date(2020, 2, 3))) == ["nd15"]

    def test_orders(self, full: SearchEngine) -> None:
        assert ids(ask(full, "thue", "newest")) == ["lt", "tt15", "thue"]
        assert ids(ask(full, "thue", "oldest")) == ["thue", "tt15", "lt"]
        assert ids(ask(full, "", "oldest"))[-1] == "dat"
        assert ids(ask(full, "", "gazetted"))[:2] == ["tt15", "nd15"]
        assert len(ids(ask(full, "thue", "arrived"))) == 3

    def test_pages_are_stable_and_complete(self, full: SearchEngine) -> None:
        for text in ("", "thue", "15/2020", "quy dinh"):
            whole = ids(ask(full, text))
            pages = [search(full, SearchQuery(text, page=n, size=3)) for n in range(1, 7)]
            assert [each for page in pages for each in ids(page)] == whole
            assert {page.total for page in pages} == {len(whole)}

    # ------------------------------------------------------------------------------------------------ what is shown

    def test_a_hit_carries_its_document(self, full: SearchEngine) -> None:
        (hit,) = ask(full, "giấy phép viễn thông").hits
        wanted = CORPUS[0]
        assert (hit.number, hit.type, hit.issuers) == (wanted.number, wanted.type, wanted.issuers)
        assert (hit.issued_on, hit.gazette_label, hit.gazette_date) == (
            wanted.issued_on,
            wanted.gazette_label,
            wanted.gazette_date,
        )
        assert (hit.stored_at, hit.first_page, hit.by_ocr) == (wanted.stored_at, 1, False)
        assert plain(hit.title) == wanted.title
        assert hit.score > 0

    def test_the_accented_source_is_shown_marked(self, full: SearchEngine) -> None:
        hit = ask(full, "giay phep vien thong").hits[0]
        assert marked(hit.title) == ["viễn thông"]
        best = hit.provisions[0]
        assert (best.eid, best.label, best.heading, best.page) == (
            "art_2",
            "Điều 2",
            "Vi phạm về dịch vụ viễn thông",
            2,
        )
        assert marked(best.snippet) == ["viễn thông", "giấy phép"]

    def test_what_only_looks_alike_is_not_marked(self, full: SearchEngine) -> None:
        (hit,) = ask(full, "thuế phối hợp").hits
        assert set(marked(hit.provisions[0].snippet)) == {"thuế", "phối hợp"}

    def test_no_more_than_three_provisions(self, full: SearchEngine) -> None:
        assert all(len(hit.provisions) <= 3 for hit in ask(full, "quy dinh").hits)

    def test_text_is_data(self, full: SearchEngine) -> None:
        (hit,) = ask(full, "nguy hiểm tấn công").hits
        snippet = hit.provisions[0].snippet
        assert marked(snippet) == ["tấn công", "nguy hiểm"]
        assert "<script>alert(1)</script>" in snippet
        assert "<mark>giả</mark>" in snippet

    # -------------------------------------------------------------------------------------------- hostile questions

    @pytest.mark.parametrize(
        "text",
        [
            *(
                '"',
                "'",
                '"""',
                "((((((",
                "]]]}}}",
                "*",
                "thuế*",
                "th?ế",
                "/.*/",
                "title:thuế",
                "thuế~2",
                "[* TO *]",
                "\\",
            ),
            *("thuế AND", "NOT", "OR OR", "-thuế", "+thuế", "_exists_:type", "{!func}x", "%00", "\x00thuế"),
            *("😀", "👩‍👩‍👧‍👦 thuế", "thuế\u200b", "\u202ethuế", "ﬁ", "Ⅷ", "٣", "中文", "ภาษาไทย", "a" * 512),
            *("điều " * 100, "1/2/3/4/5/6", "15/2020/NĐ-CP " * 30, '"thuế" ' * 60),
        ],
    )
    def test_strange_questions_are_answered(self, full: SearchEngine, text: str) -> None:
        assert ask(full, text).total <= len(ALL)

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(max_size=200))
    def test_any_question_is_answered(self, full: SearchEngine, text: str) -> None:
        assert ask(full, text).total <= len(ALL)

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(alphabet='thuếdđấaịnhượơ "“/-15.20ĐNCP', max_size=60))
    def test_composition_never_changes_an_answer(self, full: SearchEngine, text: str) -> None:
        composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
        assert ids(ask(full, composed)) == ids(ask(full, decomposed))


class WritingConformance:
    """Changes to an index, the fixture `empty`."""

    def test_what_arrived_last_stands_first_for_feeds(self, empty: SearchEngine) -> None:
        moments = {"nd15": 3, "tt15": 1, "thue": 2}
        empty.put(
            replace(each, stored_at=dt.datetime(2026, 1, 1, 0, 0, moments[each.id], tzinfo=dt.UTC))
            for each in CORPUS
            if each.id in moments
        )
        assert ids(ask(empty, "", "arrived")) == ["nd15", "thue", "tt15"]

    def test_an_empty_engine_answers(self, empty: SearchEngine) -> None:
        assert empty.count() == 0
        page = ask(empty, "thuế", types=("Luật",))
        assert (page.total, page.hits) == (0, ())
        assert counts(page, "type") == {"Luật": 0}
        empty.delete(["unknown"])

    def test_what_is_put_is_found_at_once(self, empty: SearchEngine) -> None:
        empty.put(CORPUS[:1])
        assert ids(ask(empty, "viễn thông")) == ["nd15"]
        empty.put(CORPUS[1:3])
        assert empty.count() == 3

    def test_putting_again_replaces_with_all_provisions(self, empty: SearchEngine) -> None:
        empty.put(CORPUS)
        empty.put([record("nd15", "16/2020/NĐ-CP", "Nghị định khác", "Nội dung khác hẳn.")])
        assert empty.count() == len(CORPUS)
        assert ids(ask(empty, "giấy phép viễn thông")) == []
        assert ids(ask(empty, "15/2020"))[0] == "tt15"
        assert ids(ask(empty, "16/2020")) == ["nd15"]

    def test_of_one_id_twice_the_later_stays(self, empty: SearchEngine) -> None:
        twice = [record("a", None, "Bản một", "cũ"), record("a", None, "Bản hai", "mới")]
        empty.put(twice)
        assert empty.count() == 1
        assert ids(ask(empty, "mới")) == ["a"]
        assert empty.rebuild(twice) == 1
        assert ids(ask(empty, "cũ")) == []

    def test_deleted_is_gone(self, empty: SearchEngine) -> None:
        empty.put(CORPUS)
        empty.delete(["nd15", "unknown"])
        assert empty.count() == len(CORPUS) - 1
        assert ids(ask(empty, "giấy phép viễn thông")) == []
        assert "Nghị định" in counts(ask(empty), "type")

    def test_a_record_that_cannot_be_made_leaves_the_index_as_it_was(self, empty: SearchEngine) -> None:
        empty.put(CORPUS[:2])

        def broken() -> Iterator[DocumentRecord]:
            yield CORPUS[2]
            raise RuntimeError("the archive went away")

        with pytest.raises(RuntimeError):
            empty.rebuild(broken())
        assert empty.count() == 2
        assert ids(ask(empty, "viễn thông")) == ["nd15"]
        empty.put(CORPUS[2:4])
        assert empty.count() == 4

    def test_rebuilding_replaces_all(self, empty: SearchEngine) -> None:
        empty.put(CORPUS)
        assert empty.rebuild(CORPUS[:4]) == 4
        assert empty.count() == 4
        assert empty.rebuild([]) == 0
        assert ask(empty).total == 0
        empty.put(CORPUS[:1])
        assert empty.count() == 1

    def test_searches_during_a_rebuild_see_the_old_or_the_new(self, empty: SearchEngine) -> None:
        old = [record(f"d{n}", None, f"Bản cũ {n}", "nội dung chung") for n in range(40)]
        new = [record(f"d{n}", None, f"Bản mới {n}", "nội dung chung") for n in range(40)]
        empty.put(old)
        seen: Counter[tuple[int, str]] = Counter()
        failures: list[Exception] = []
        done = threading.Event()

        def look() -> None:
            while not done.is_set():
                try:
                    page = ask(empty, "nội dung chung")
                except Exception as error:  # noqa: BLE001 - whatever went wrong is what the test is about
                    failures.append(error)
                    return
                seen[page.total, "+".join(sorted({plain(hit.title).split()[1] for hit in page.hits}))] += 1

        watcher = threading.Thread(target=look)
        watcher.start()
        for records in (new, old, new):
            assert empty.rebuild(records) == 40
        done.set()
        watcher.join()
        assert not failures
        assert set(seen) <= {(40, "cũ"), (40, "mới")}
        assert ids(ask(empty, "bản cũ")) == []

    def test_records_of_every_shape_are_kept(self, empty: SearchEngine) -> None:
        bare = replace(record("x", None, "Không có gì"), type=None, issuers=(), issued_on=None, provisions=())
        long = record("y", "1/2020/NĐ-CP", "Dài", *(f"Điều khoản {n} " + "văn bản " * 500 for n in range(1, 120)))
        odd = record("z" * 400, "12", "Tên lạ", "a" * 50_000, "\x00\x01 điều khiển \ud7ff", issuers=("A\tB", ""))
        empty.put([bare, long, odd])
        assert empty.count() == 3
        assert ids(ask(empty, "không có gì")) == ["x"]
        assert ids(ask(empty, "điều khoản 77"))[0] == "y"
        assert ids(ask(empty, "điều khiển")) == ["z" * 400]
        assert empty.rebuild([bare, long, odd]) == 3
