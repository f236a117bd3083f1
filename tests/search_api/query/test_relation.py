"""What other documents do to a numbered one."""

from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from tests.search_api.index.records_made import record
from tests.search_api.query.test_forms import understood, words


@pytest.mark.parametrize(
    ("text", "saying", "rest"),
    [
        ("bãi bỏ nghị định 90/2019", "bãi bỏ", ""),
        ("bai bo nghi dinh so 90 nam 2019", "bai bo", ""),
        ("văn bản thay thế nghị định 75/2024", "thay thế", ""),
        ("văn bản nào thay thế cho 75/2024/NĐ-CP", "thay thế cho", ""),
        ("các nghị định, thông tư hướng dẫn thi hành luật 69/2020/QH14", "hướng dẫn thi hành", ""),
        ("nghị định quy định chi tiết một số điều của luật 45/2019/QH14", "quy định chi tiết", ""),
        ("sửa đổi, bổ sung 06/2021/TT-BLĐTBXH", "sửa đổi, bổ sung", ""),
        ("sửa đổi hoặc bãi bỏ thông tư 6/2021/TT-BLĐTBXH", "sửa đổi hoặc bãi bỏ", ""),
        ("75/2024/NĐ-CP bị thay thế bởi văn bản nào", "thay thế", ""),
        ("75/2024/NĐ-CP đã được sửa đổi chưa", "sửa đổi", ""),
        ("luật 69/2020/QH14 và các nghị định hướng dẫn", "hướng dẫn", ""),
        ("đính chính thông tư 12/2023/TT-BKHĐT", "đính chính", ""),
        ("nghị định sửa đổi nghị định 15/2020/NĐ-CP về bưu chính", "sửa đổi", "về bưu chính"),
    ],
)
def test_a_relation_is_no_condition(text: str, saying: str, rest: str) -> None:
    found = understood(text)
    (chip,) = [chip for chip in found.chips if chip.kind == "relation"]
    assert (chip.shown, words(found)) == (saying, rest)
    assert len(found.numbers) == len(found.relations) == 1
    assert understood(chip.without or "").numbers[0].keys == found.numbers[0].keys


@pytest.mark.parametrize(
    "text",
    [
        "nghị định 162/2026 thay thế văn bản nào",
        "bãi bỏ giấy phép theo nghị định 90/2019",
        "thủ tục sửa đổi giấy phép",
        "15/2020/NĐ-CP sửa đổi",
        '"bãi bỏ nghị định 90/2019"',
    ],
)
def test_what_says_something_else_stays_words(text: str) -> None:
    assert not understood(text).relations


def test_verbatim_words_are_words() -> None:
    assert not analyse(SearchQuery("bãi bỏ nghị định 90/2019", verbatim=True)).relations


def test_near_a_number_only_where_its_token_is_known() -> None:
    def kinds(text: str) -> set[str]:
        return {clause.kind for clause in plan(understood(text)).scored if clause.name == "relation"}

    assert kinds("thay thế nghị định 75/2024") == kinds("thay thế 75/2024/NĐ-CP") == {"near"}
    assert kinds("thay thế 75/2024") == kinds("thay thế thông tư 75/2024") == {"phrase"}


def test_an_article_may_be_called_as_the_relation_is() -> None:
    found = plan(understood("Quy định chi tiết và hướng dẫn thi hành luật 69/2020/QH14"))
    (clause,) = (clause for clause in found.scored if clause.name == "all_in_heading")
    assert clause.tokens[:3] == ("quy_dinh", "dinh_chi", "chi_tiet")
    assert clause.tokens[-2:] == ("dan_thi", "thi_hanh")


def test_what_does_it_stands_before_what_only_cites(tmp_path: Path) -> None:
    cites = "Mức lương thực hiện theo Nghị định số 90/2019/NĐ-CP ngày 15 tháng 11 năm 2019 của Chính phủ."
    engine = TantivyEngine(tmp_path)
    engine.rebuild(
        [
            record("old", "90/2019/NĐ-CP", "Quy định mức lương tối thiểu", "Mức lương tối thiểu vùng."),
            record("cites", "1/2023/NĐ-CP", "Quy định về bãi bỏ giấy tờ", f"{cites} Bãi bỏ thủ tục công chứng. " * 3),
            record(
                "ends", "38/2022/NĐ-CP", "Mức lương", "Nghị định số 90/2019/NĐ-CP hết hiệu lực kể từ ngày ký.", cites
            ),
            record(
                "new", "2/2024/NĐ-CP", "Lương", f"Văn bản này thay thế Nghị định số 90/2019/NĐ-CP. {'Lương. ' * 200}"
            ),
            record("no", "3/2024/NĐ-CP", "Bãi bỏ một số văn bản", "Bãi bỏ Nghị định số 91/2019/NĐ-CP."),
        ]
    )

    def ids(text: str) -> list[str]:
        return [hit.id for hit in search(engine, SearchQuery(text)).hits]

    assert ids("bãi bỏ nghị định 90/2019")[:2] == ["old", "ends"]
    assert set(ids("thay thế 90/2019/NĐ-CP")[1:3]) == {"new", "ends"}
    assert "no" not in ids("văn bản bãi bỏ 90/2019/NĐ-CP")
    engine.close()
