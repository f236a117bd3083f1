"""Cursors as clients carry them: nobody but us makes one, and each belongs to its search."""

import base64
import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.cursors import BEGIN, Cursors
from search_api.errors import BadCursor
from search_api.query.request import Cursor, Filters, SearchQuery

CURSORS = Cursors(b"k" * 32)
QUERY = SearchQuery("lương", Filters(types=("Luật",)), "newest")
values = st.lists(
    st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    max_size=8,
)


@given(values.map(tuple), st.text(max_size=600))
def test_a_cursor_comes_back_as_it_was(after: tuple[float | int | str, ...], snapshot: str) -> None:
    sealed = CURSORS.seal(Cursor(after, snapshot), QUERY)
    assert CURSORS.open(sealed, QUERY) == Cursor(after, snapshot)
    assert sealed.isascii()
    assert all(letter.isalnum() or letter in "-_" for letter in sealed)


@given(
    st.text() | st.text(alphabet="ABCabc012-_=", max_size=200) | st.binary().map(lambda b: base64.b64encode(b).decode())
)
def test_any_garbage_is_one_clear_error(text: str) -> None:
    if text == BEGIN:
        assert CURSORS.open(text, QUERY) == Cursor()
        return
    with pytest.raises(BadCursor):
        CURSORS.open(text, QUERY)


@given(st.data())
def test_a_changed_letter_is_seen(data: st.DataObject) -> None:
    sealed = CURSORS.seal(Cursor((1.5, 2, "abc"), "snapshot"), QUERY)
    place = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.sampled_from("ABCDEFGHabcdefgh0123456789-_"))
    changed = sealed[:place] + letter + sealed[place + 1 :]
    try:
        assert CURSORS.open(changed, QUERY) == Cursor((1.5, 2, "abc"), "snapshot")
        # The last letter of base64 may carry bits that mean nothing: then the bytes are the same.
        assert changed == sealed or place == len(sealed) - 1
    except BadCursor:
        assert changed != sealed


@pytest.mark.parametrize(
    "other",
    [
        replace(QUERY, text="thuế"),
        replace(QUERY, filters=Filters()),
        replace(QUERY, sort="oldest"),
        replace(QUERY, unit="provision"),
        replace(QUERY, as_of=dt.date(2026, 1, 1)),
    ],
)
def test_a_cursor_belongs_to_its_search(other: SearchQuery) -> None:
    sealed = CURSORS.seal(Cursor((1,)), QUERY)
    with pytest.raises(BadCursor):
        CURSORS.open(sealed, other)


def test_the_size_of_a_page_may_change_and_an_explanation_be_asked_for() -> None:
    sealed = CURSORS.seal(Cursor((1,)), QUERY)
    assert CURSORS.open(sealed, replace(QUERY, size=50, explain=True)) == Cursor((1,))


def test_another_installation_opens_none() -> None:
    with pytest.raises(BadCursor):
        Cursors(b"x" * 32).open(CURSORS.seal(Cursor(), QUERY), QUERY)
