from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.definitions import find_definitions
from nlp.entities.uses import find_uses
from nlp.text import flatten
from tests.nlp.documents import article, clause, document, quote

TERMS = article(
    "3",
    "",
    clause("1", "Hóa đơn điện tử là hóa đơn ở dạng dữ liệu."),
    clause("2", "Hóa đơn là chứng từ."),
    clause("3", "Mã hóa đơn điện tử là mã của hóa đơn điện tử."),
    heading="Giải thích từ ngữ",
)


def uses(*texts: str) -> list[tuple[str, str, str | None]]:
    body = (TERMS, *(article(str(n), text) for n, text in enumerate(texts, 4)))
    layout = flatten(document(*body))
    found = find_uses(layout, find_definitions(layout))
    return [(layout.text[use.start : use.end], use.eid, use.definition.value) for use in found]


def test_the_first_use_in_each_article_is_found() -> None:
    assert uses("Lập hóa đơn điện tử. Hóa đơn điện tử có mã.", "Gửi Hóa đơn điện tử.") == [
        ("hóa đơn điện tử", "art_4", "Hóa đơn điện tử"),
        ("Hóa đơn điện tử", "art_5", "Hóa đơn điện tử"),
    ]


def test_the_longest_term_counts_and_whole_words_only() -> None:
    assert uses("Mã hóa đơn điện tử", "hóa đơn điện tửx") == [("Mã hóa đơn điện tử", "art_4", "Mã hóa đơn điện tử")]


def test_terms_of_two_syllables_count_and_of_one_do_not() -> None:
    terms = article("3", "", clause("1", "Lô là lô."), clause("2", "Lô hàng là hàng."), heading="Giải thích từ ngữ")
    layout = flatten(document(terms, article("4", "Mỗi lô có một lô hàng.")))
    assert [layout.text[use.start : use.end] for use in find_uses(layout, find_definitions(layout))] == ["lô hàng"]


def test_quotes_headings_and_the_defining_article_are_left_out() -> None:
    body = (TERMS, article("4", "", quote("Hóa đơn điện tử."), heading="Hóa đơn điện tử"))
    layout = flatten(document(*body))
    assert find_uses(layout, find_definitions(layout)) == ()
    assert find_uses(layout, ()) == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_read(term: str, text: str) -> None:
    terms = article("3", "", clause("1", f"{term} là vật."), heading="Giải thích từ ngữ")
    layout = flatten(document(terms, article("4", f"{text} {term} {text}")))
    for use in find_uses(layout, find_definitions(layout)):
        assert layout.text[use.start : use.end].lower() == (use.definition.value or "").lower()
