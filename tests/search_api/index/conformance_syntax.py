"""What every engine must make of the query syntax; run like `conformance.py`, over the same documents."""

from search_api.index.gateway import SearchEngine
from tests.search_api.index.conformance import ALL, ask, counts, ids


class SyntaxConformance:
    """Operators, prefixes and days over CORPUS, which the fixture `full` holds; it is only read."""

    def test_what_is_excluded_stands_in_no_row_of_a_document(self, full: SearchEngine) -> None:
        assert set(ids(ask(full, "thuế"))) == {"tt15", "lt"}
        assert ids(ask(full, "thuế -tòa")) == ["lt"]  # in another article of the other document
        assert ids(ask(full, 'thuế -"tòa án"')) == ["lt"]
        assert set(ids(ask(full, "thuế -xyz"))) == {"tt15", "lt"}
        assert "tt15" not in ids(ask(full, "15/2020 -thuế"))

    def test_nothing_but_an_exclusion_gives_all_the_others(self, full: SearchEngine) -> None:
        assert set(ids(ask(full, "-thuế"))) == ALL - {"tt15", "lt"}
        assert sum(counts(ask(full, "-thuế"), "type").values()) <= len(ALL) - 2

    def test_one_of_several_sides_will_do(self, full: SearchEngine) -> None:
        assert set(ids(ask(full, '"tòa án" OR "giá thuê"'))) == {"tt15", "thue"}
        assert set(ids(ask(full, "tòa án | bưu chính"))) == {"tt15", "nd15"}
        assert set(ids(ask(full, "(tòa án | công an) thuế"))) == {"tt15", "lt"}
        assert {"tt15", "qd15"} <= set(ids(ask(full, "15/2020/TT-BTC OR 15/2020/QĐ-UBND")))

    def test_near_phrases_stand_in_one_article_with_few_words_between(self, full: SearchEngine) -> None:
        assert ids(ask(full, '"giá đất" gần "đô thị"')) == ["qd15"]
        assert ids(ask(full, '"đô thị" gần/1 "giá đất"')) == []
        assert ids(ask(full, '"đô thị" gần "giá đất"')) == ["qd15"]
        assert ids(ask(full, '"thu nhập" gần "tòa án"')) == ids(ask(full, '"thu nhập" gần/20 "tòa án"'))

    def test_words_of_a_title(self, full: SearchEngine) -> None:
        assert ids(ask(full, "tiêu đề: bảng giá")) == ["qd15"]
        assert ids(ask(full, "tieu de: bang gia")) == ["qd15"]
        assert ids(ask(full, "tiêu đề: người bán")) == []

    def test_prefixes_and_days_filter(self, full: SearchEngine) -> None:
        assert ids(ask(full, "loại: thông tư thuế")) == ["tt15"]
        assert ids(ask(full, "cơ quan: btc tòa án")) == ["tt15"]
        assert ids(ask(full, "thuế năm 2022")) == ["lt"]
        assert ids(ask(full, "thuế trước 2021")) == ["tt15"]
        assert set(ids(ask(full, "thuế từ 2020 đến 2022"))) == {"tt15", "lt"}
        assert set(ids(ask(full, "năm: 2022"))) == {"sua", "lt"}

    def test_a_day_on_which_nothing_was_issued_is_read_as_words(self, full: SearchEngine) -> None:
        page = ask(full, "bán đất năm 1999")
        assert page.total == 0 or "date-as-words" in {note.code for note in page.notes}

    def test_who_changes_a_numbered_document_cites_it(self, full: SearchEngine) -> None:
        for text in (
            "bãi bỏ nghị định 15/2020/NĐ-CP",
            "thông tư hướng dẫn 15/2020/NĐ-CP",
            "15/2020/nd-cp da bi thay the chua",
        ):
            assert ids(ask(full, text))[:2] == ["nd15", "sua"]

    def test_where_no_article_has_number_and_words_what_cites_it_answers(self, full: SearchEngine) -> None:
        page = ask(full, "15/2020/NĐ-CP giá thuê nhà", types=("Nghị định",), years=(2022,))
        assert ids(page) == ["sua"]
        assert [note.code for note in page.notes] == ["words-apart"]

    def test_a_number_that_is_not_here_leads_to_the_nearest(self, full: SearchEngine) -> None:
        for text, wanted in (
            ("15/2020/TT-BCA", "tt15"),
            ("thông tư 15/2020/TT-BTCC", "tt15"),
            ("10/2022/TTLT-BTC", "lt"),
            ("7/2021/QH15", "thue"),
            ("99/2021/NĐ-CP", "sua"),
        ):
            page = ask(full, text)
            assert ids(page)[0] == wanted
            assert [note.code for note in page.notes] == ["shorter-number"]

    def test_parts_of_a_number_that_people_leave_out(self, full: SearchEngine) -> None:
        for text, wanted in (("tt15", "tt15"), ("NĐ99", "sua"), ("luật 7/2021/QH", "thue"), ("qđ1", "hiem")):
            page = ask(full, text)
            assert ids(page)[0] == wanted
            assert not page.notes

    def test_what_is_no_number_here_is_read_as_words(self, full: SearchEngine) -> None:
        assert [note.code for note in ask(full, "nq88").notes] in ([], ["number-as-words"])

    def test_an_article_that_a_document_lacks_is_told(self, full: SearchEngine) -> None:
        assert [note.code for note in ask(full, "điều 99 nghị định 15/2020/NĐ-CP").notes] == ["no-article"]
        assert not ask(full, "điều 2 nghị định 15/2020/NĐ-CP").notes
        assert not ask(full, "điều 2 số 15/2020").notes

    def test_a_title_counts_beside_an_or(self, full: SearchEngine) -> None:
        found = ids(ask(full, "bưu chính OR bảng giá đất"))
        assert set(found) == {"qd15", "dat", "nd15"}
        assert found[0] == "qd15"

    def test_issues_and_days_of_the_gazette(self, full: SearchEngine) -> None:
        assert ids(ask(full, "công báo 1244")) == ["nd15"]
        assert ids(ask(full, "công báo ngày 20/2/2020")) == ["nd15"]
        assert ids(ask(full, "văn bản đăng công báo năm 2021")) == ["tt15"]

    def test_a_kind_alone_lists_the_newest_first(self, full: SearchEngine) -> None:
        assert ids(ask(full, "nghị định mới nhất")) == ["sua", "nd15", "nghi"]
        assert set(ids(ask(full, "văn bản mới nhất"))) == ALL

    def test_an_article_alone(self, full: SearchEngine) -> None:
        first = ask(full, "số:15/2020/NĐ-CP điều:2").hits[0]
        assert (first.id, first.provisions[0].eid) == ("nd15", "art_2")

    def test_what_was_understood_comes_with_the_page(self, full: SearchEngine) -> None:
        page = ask(full, 'thuế -tòa "công an')
        assert [chip.kind for chip in page.understood] == ["without"]
        assert [note.code for note in page.notes] == ["unbalanced-quote"]
