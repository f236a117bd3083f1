"""The day from which an act works, and what it leaves out (handbook domain.md 4.2, 4.3)."""

import datetime as dt

import pytest

from tests.nlp.documents import article, clause
from tests.nlp.relations.made import A, relations, stated

DAY = dt.date(2027, 1, 1)


@pytest.mark.parametrize(
    ("sentence", "day", "exceptions"),
    [
        (f"Thông tư số {A} hết hiệu lực kể từ ngày 01 tháng 01 năm 2027.", DAY, None),
        (f"Thông tư số {A} hết hiệu lực kể từ ngày Thông tư này có hiệu lực.", None, None),
        (f"Từ ngày 01/01/2027, Điều 5 Thông tư số {A} hết hiệu lực.", DAY, None),
        (f"Bãi bỏ Thông tư số {A} kể từ ngày 01/01/2027.", DAY, None),
        (f"Bãi bỏ Thông tư số {A} ngày 01 tháng 01 năm 2027.", None, None),
        (f"Thông tư này có hiệu lực từ ngày 01/01/2027 và thay thế Thông tư số {A}.", None, None),
        (
            f"Thông tư số {A} hết hiệu lực từ ngày 01/01/2027, trừ quy định tại khoản 2 Điều này.",
            DAY,
            "trừ quy định tại khoản 2 Điều này",
        ),
        (f"Bãi bỏ Thông tư số {A}, trừ Điều 5 và Điều 6.", None, "trừ Điều 5 và Điều 6"),
        (f"Thông tư số {A}, trừ Điều 5, hết hiệu lực từ ngày 01/01/2027.", DAY, "trừ Điều 5"),
        (f"Bãi bỏ Thông tư số {A} quy định mức phí, trừ phí đường bộ.", None, None),
        (f"Thông tư này có hiệu lực từ ngày ký, trừ Điều 5, và thay thế Thông tư số {A}.", None, None),
    ],
)
def test_the_terms_of_a_clause(sentence: str, day: dt.date | None, exceptions: str | None) -> None:
    (found,) = stated(sentence)
    assert (found.effective_from, found.exceptions) == (day, exceptions)


def test_an_act_works_from_the_day_of_the_provision_that_it_stands_in() -> None:
    body = article(
        "5",
        "",
        clause("1", "Khoản 3 Điều này có hiệu lực từ ngày 01/01/2027."),
        clause("2", f"Bãi bỏ Điều 7 Thông tư số {A}."),
        clause("3", f"Bãi bỏ Điều 8 Thông tư số {A}."),
    )
    found = [(one.provisions, one.effective_from) for one in relations(body)]
    assert found == [(("Điều 7",), None), (("Điều 8",), DAY)]
