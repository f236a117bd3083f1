"""When a type or an issuer in plain words is a filter, and when it is words."""

import datetime as dt
from pathlib import Path

import pytest

from nlp.authorities import authority
from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import QueryAnalysis, analyse
from search_api.query.names import issuer_at, said_bodies
from search_api.query.plan import plan
from search_api.query.request import Filters, SearchQuery
from search_api.query.syllables import fold
from tests.search_api.index.records_made import record


def words(found: QueryAnalysis) -> str:
    return " ".join(term.accented for run in found.runs for term in run)


@pytest.mark.parametrize(
    ("text", "types", "issuers", "rest"),
    [
        ("thông tư tháng 3/2024", ("Thông tư",), (), ""),
        ("thong tu thang 3/2024", ("Thông tư",), (), ""),
        ("nghị định năm 2025", ("Nghị định",), (), ""),
        ("nghị định mới nhất năm 2025", ("Nghị định",), (), ""),
        ("thông tư 2020", ("Thông tư",), (), ""),
        ("nghị định 2020-2022", ("Nghị định",), (), ""),
        ("luật năm 2024", ("Luật",), (), ""),
        ("nđ quý I/2026", ("Nghị định",), (), ""),
        ("văn bản ban hành ngày 01/7/2025", (), (), ""),
        ("văn bản quy phạm pháp luật năm 2020", (), (), ""),
        ("văn bản hợp nhất năm 2024", ("Văn bản hợp nhất",), (), ""),
        ("các nghị định, thông tư mới ban hành năm 2024", ("Nghị định", "Thông tư"), (), ""),
        ("nghị định và thông tư năm 2024", ("Nghị định", "Thông tư"), (), ""),
        ("thông tư của Bộ Tài chính tháng 3/2024", ("Thông tư",), ("Bộ Tài chính",), ""),
        ("thong tu bo tai chinh 2024", ("Thông tư",), ("Bộ Tài chính",), ""),
        ("thông tư của Bộ Tài chính", ("Thông tư",), ("Bộ Tài chính",), ""),
        ("văn bản do Bộ Y tế ban hành", (), ("Bộ Y tế",), ""),
        ("Bộ Tài chính tháng 3/2024", (), ("Bộ Tài chính",), ""),
        ("BTC quý I/2026", (), ("Bộ Tài chính",), ""),
        ("quyết định ubnd tỉnh sơn la năm 2024", ("Quyết định",), ("Ủy ban nhân dân tỉnh Sơn La",), ""),
        ("quyết định của thủ tướng năm 2022", ("Quyết định",), ("Thủ tướng Chính phủ",), ""),
        ("nghị định về đất đai năm 2024", ("Nghị định",), (), "đất đai"),
        ("hóa đơn nghị định năm 2024", ("Nghị định",), (), "hóa đơn"),
        ("thông tư bộ tài chính năm 2024 hóa đơn", ("Thông tư",), ("Bộ Tài chính",), "hóa đơn"),
        ("thông tư", ("Thông tư",), (), ""),
        ("nghị định mới nhất", ("Nghị định",), (), ""),
        ("nghi dinh moi ban hanh", ("Nghị định",), (), ""),
        ("các luật, pháp lệnh mới", ("Luật", "Pháp lệnh"), (), ""),
        ("văn bản mới nhất", (), (), ""),
        ('thông tư năm 2024 "hóa đơn"', ("Thông tư",), (), ""),
    ],
)
def test_kinds_beside_days_filter(text: str, types: tuple[str, ...], issuers: tuple[str, ...], rest: str) -> None:
    found = analyse(SearchQuery(text))
    assert (found.filters.types, found.filters.issuers, words(found)) == (types, issuers, rest)
    kinds = {chip.kind for chip in found.chips}
    assert {"type"} <= kinds or not types
    assert {"issuer"} <= kinds or not issuers


@pytest.mark.parametrize(
    "text",
    [
        "nghị định nào quy định về hóa đơn",
        "pháp luật về đất đai",
        "thông tư hướng dẫn thuế",
        "thông tư bộ tài chính hóa đơn",
        "kế hoạch",
        "quy định",
        "thông báo",
        "Bộ Tài chính",
        "hiến pháp năm 2013",
        "luật đất đai năm 2013",
        "quyết định 2022",
        "kế hoạch năm 2025",
        "đá 2024",
        "thông tư 38",
    ],
)
def test_kinds_that_are_words(text: str) -> None:
    assert analyse(SearchQuery(text)).filters == Filters()


@pytest.mark.parametrize(
    "text",
    [
        "mức phạt theo nghị định năm 2019 là bao nhiêu",
        "quyết định xử phạt năm 2024",
        "chức năng của Bộ Tài chính năm 2017",
        "thông báo tuyển dụng tháng 5/2024",
        "nghị định 15/2020/NĐ-CP năm 2020",
    ],
)
def test_kinds_that_are_words_although_a_day_filters(text: str) -> None:
    found = analyse(SearchQuery(text)).filters
    assert not found.types
    assert not found.issuers


def test_each_kind_has_a_chip_that_takes_it_off() -> None:
    found = analyse(SearchQuery("các thông tư của Bộ Tài chính tháng 3/2024"))
    assert {chip.kind: (chip.shown, chip.without) for chip in found.chips} == {
        "type": ("Thông tư", "của Bộ Tài chính tháng 3/2024"),
        "issuer": ("Bộ Tài chính", "các thông tư tháng 3/2024"),
        "date": ("tháng 3/2024", "các thông tư của Bộ Tài chính"),
    }
    for chip in found.chips:
        left = analyse(SearchQuery(chip.without or "")).filters
        assert left != Filters()
        assert left != found.filters


@pytest.mark.parametrize("text", ["văn bản mới nhất", "quyết định mới nhất", "van ban", "thông tư"])
def test_a_list_of_a_kind_is_the_newest_first(text: str) -> None:
    found = plan(analyse(SearchQuery(text)))
    assert found.is_empty
    assert found.sort == "newest"


def test_what_the_text_says_and_what_was_chosen_may_be_the_same() -> None:
    found = analyse(SearchQuery("thông tư năm 2024", Filters(types=("Thông tư",))))
    assert found.is_empty
    assert not found.is_mute
    again = Filters(types=("Thông tư",), issued_from=dt.date(2024, 1, 1), issued_to=dt.date(2024, 12, 31))
    assert not analyse(SearchQuery("thông tư năm 2024", again)).is_mute


def test_a_kind_in_plain_words_and_another_that_was_chosen_do_not_hold_both() -> None:
    chosen = Filters(types=("Nghị định",), issuers=("Bộ Tài chính", "Bộ Y tế"))
    found = analyse(SearchQuery("thông tư của Bộ Tài chính năm 2024", chosen))
    assert found.filters.issuers == ("Bộ Tài chính",)
    assert (found.contradicted, [note.code for note in found.notes]) == (True, ["contradiction"])


def test_as_words_or_verbatim_no_kind_is_read() -> None:
    assert words(analyse(SearchQuery("thông tư năm 2024"), guessing=False)) == "thông tư năm 2024"
    assert words(analyse(SearchQuery("thông tư của bộ tài chính", verbatim=True))) == "thông tư của bộ tài chính"


def test_short_names_of_bodies_are_those_of_the_authority_file() -> None:
    for said, names in said_bodies().items():
        assert issuer_at(fold(said)) == (names, len(said))
        assert [known.name for name in names if (known := authority(name))] == list(names)


def test_kinds_among_other_words_rank(tmp_path: Path) -> None:
    """Of articles with the same words those of the asked type and issuer stand first."""
    text = "Người bán hàng lập hóa đơn điện tử theo hướng dẫn của Bộ Tài chính."
    engine = TantivyEngine(tmp_path)
    engine.rebuild(
        [
            record(f"{kind} {body}", f"1{place}/2020/{code}", "Quy định về hóa đơn", text, kind=kind, issuers=(body,))
            for place, (kind, body, code) in enumerate(
                [
                    ("Nghị định", "Chính phủ", "NĐ-CP"),
                    ("Thông tư", "Bộ Công Thương", "TT-BCT"),
                    ("Thông tư", "Bộ Tài chính", "TT-BTC"),
                    ("Quyết định", "Bộ Tài chính", "QĐ-BTC"),
                ]
            )
        ]
    )
    for text in ("thông tư bộ tài chính hoá đơn", "hoa don thong tu cua bo tai chinh"):
        assert search(engine, SearchQuery(text)).hits[0].id == "Thông tư Bộ Tài chính"
    assert search(engine, SearchQuery("nghị định hóa đơn")).hits[0].id == "Nghị định Chính phủ"
    engine.close()
