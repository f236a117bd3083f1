"""What a row stores for the second stage comes back as it went in."""

import datetime as dt

from search_api.ranking import signals
from search_api.ranking.signals import Standing, unpack
from tests.search_api.ranking.made import row


def test_lengths_and_standing_come_back() -> None:
    day = dt.date(2020, 2, 3)
    held = unpack(row("Luật Cư trú", "Điều 5 Quyền", "Công dân có quyền.", Standing(2, 0.25, day, None)))
    assert held[signals.TITLE] == 3
    assert held[signals.HEADING] == 6
    assert held[signals.TIER] == 2
    assert held[signals.AUTHORITY] == 250
    assert held[signals.ISSUED] == day.toordinal()
    assert held[signals.EXPIRED] == 0
    assert len(held) == signals.HEAD + 10


def test_a_title_that_names_an_article_ends_before_it() -> None:
    held = unpack(row("Luật Cư trú - Điều 5. Quyền", "", "…"))
    assert held[signals.TITLE] == 3


def test_articles_that_define_terms_are_told() -> None:
    assert unpack(row("Luật", "Điều 3 Giải thích từ ngữ", ""))[signals.DEFINES] == 1
    assert unpack(row("Luật", "Điều 4 Giải thích pháp luật, từ đó ngữ nghĩa", ""))[signals.DEFINES] == 0


def test_a_row_without_words_is_a_head_alone() -> None:
    assert len(unpack(row("", "", ""))) == signals.HEAD
