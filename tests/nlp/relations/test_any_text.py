"""Reading relations is total and quick, whatever the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.nlp.relations.made import A, B, stated

PIECES = st.sampled_from(
    [
        f"Thông tư số {A}",
        f"Nghị định số {B}",
        "Luật Đất đai",
        "Điều 5",
        "khoản 2",
        "Bãi bỏ",
        "thay thế",
        "hết hiệu lực",
        "tiếp tục có hiệu lực",
        "ngưng hiệu lực",
        "kéo dài thời gian thực hiện",
        "kể từ ngày 01/01/2027",
        "đến hết năm 2027",
        "trừ",
        "các văn bản sau đây:",
        "a)",
        "1.",
        ";",
        ":",
        ".",
        ",",
        "\n",
        "và",
        "tại",
        "của",
        "“",
        "này",
    ]
)


@given(st.lists(PIECES, max_size=20).map(" ".join), st.sampled_from(["Thông tư", "Luật", "Lệnh", "Công văn", None]))
def test_any_order_of_the_words(sentence: str, kind: str | None) -> None:
    for one in stated(sentence, type=kind, title=sentence):
        assert one.target or one.target_name
        assert one.scope == "part" or not one.provisions


@pytest.mark.parametrize(
    "piece",
    [
        f"Thông tư số {A}, ",
        f"bãi bỏ Thông tư số {A}; ",
        f"hết hiệu lực Thông tư số {A} ",
        "bãi bỏ các quy định tại ",
        f"trừ Thông tư số {A} kéo dài thời gian thực hiện ",
        f"a) Thông tư số {A}; ",
    ],
)
def test_long_rows_of_one_piece(piece: str) -> None:
    begun = time.process_time()
    stated("Bãi bỏ các văn bản sau: " + piece * (60_000 // len(piece)))
    assert time.process_time() - begun < 20
