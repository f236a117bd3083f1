import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.index.embedded.told import provision_of, told
from search_api.index.record import ProvisionRecord
from search_api.index.rows import clean
from tests.search_api.index.records_made import record

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(texts, texts, texts, st.none() | st.integers(0, 9_999), st.integers(0, 9_999))
def test_what_a_cleaned_record_holds_is_told_as_it_is(
    label: str, heading: str, text: str, page: int | None, ordinal: int
) -> None:
    made = replace(record("a"), provisions=(ProvisionRecord("art_1", label, heading, text, page, ordinal),))
    (cleaned,) = clean(made).provisions
    assert provision_of(told(cleaned)) == cleaned


def test_legal_vietnamese_takes_one_byte_a_letter() -> None:
    text = unicodedata.normalize(
        "NFC", "Điều 5. “Thuế suất” là 7,5% – khoản 2: 30 m² đất ở; ĐỘC LẬP – TỰ DO – HẠNH PHÚC\n"
    )
    provision = ProvisionRecord("art_5", "Điều 5", "Thuế suất", text, 3, 5)
    assert len(told(provision)) == 1 + len("art_5|Điều 5|Thuế suất|3|5|") + len(text)


def test_other_signs_are_kept() -> None:
    provision = ProvisionRecord("art_5", "", "", "Bảng ✓ 中 \U0001f4a7", None, 5)
    assert provision_of(told(provision)) == provision


@pytest.mark.parametrize("damaged", [b"", b"\0", b"\7abc", b"\1\xff", b"\0a\x1fb"])
def test_damaged_bytes_say_so(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        provision_of(damaged)
