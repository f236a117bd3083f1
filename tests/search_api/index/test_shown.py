"""Which provisions a hit shows: those that hold a good part of what was asked themselves."""

import pytest

from search_api.index.record import ProvisionRecord
from search_api.index.shown import best_provisions
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import SearchQuery

TEXTS = (
    "Doanh nghiệp nộp thuế thu nhập doanh nghiệp theo quý.",
    "Thủ trưởng các bộ, cơ quan ngang bộ chịu trách nhiệm thi hành.",
    "Doanh nghiệp được hỗ trợ lãi suất, miễn thuế.",
    "Người bán lập tờ khai giá trị gia tăng.",
)
PROVISIONS = tuple(ProvisionRecord(f"art_{n}", f"Điều {n}", "", text, n, n) for n, text in enumerate(TEXTS, 1))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("thue thu nhap doanh nghiep", [1, 3]),
        ("thuế thu nhập doanh nghiệp", [1, 3]),
        ("thủ trưởng", [2]),
        ("lãi suất", [3]),
        ("điều 2", [2]),
        ('"miễn thuế"', [3]),
        ('"mien thue" quy', [1, 3]),
        ("bộ OR lãi", [2, 3]),
        ("doanh nghiệp nhỏ và vừa được hỗ trợ lãi suất khi vay vốn ngân hàng", [3]),
        ("kiểm lâm", []),
        ("GTGT", [4]),
    ],
)
def test_an_article_is_shown_where_it_holds_a_good_part_of_the_query(text: str, shown: list[int]) -> None:
    found = best_provisions(PROVISIONS, plan(analyse(SearchQuery(text))))
    assert [provision.page for provision in found] == shown
