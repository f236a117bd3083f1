from hypothesis import given
from hypothesis import strategies as st

from sample_gazettes.blocks import Block, Figure, LineOp, NewPage, Para, Run, Table, TextOp, break_lines, tokens
from sample_gazettes.fonts import width
from sample_gazettes.layout import HEIGHT, WIDTH, compose
from sample_gazettes.model import Style

WORDS = st.lists(
    st.sampled_from(["thư", "viện", "khoản", "Điều", "quy", "định", "44/2022/TT-BTC", "đường"]), max_size=200
)


@given(words=WORDS, hyphens=st.booleans())
def test_lines_keep_every_word_and_fit(words: list[str], *, hyphens: bool) -> None:
    runs = (Run(" ".join(words)),)
    lines = break_lines(tokens(runs, break_hyphens=hyphens), 300, 320, 14, "unicode")
    assert "".join(t.text for line in lines for t in line) == "".join(words)
    for line in lines:
        text = "".join(("" if t.glued or i == 0 else " ") + t.text for i, t in enumerate(line))
        assert width(text, "regular", 14, "unicode") <= 320.5


@given(st.lists(WORDS, min_size=1, max_size=30))
def test_pages_keep_their_margins_and_order(paragraphs: list[list[str]]) -> None:
    style = Style()
    blocks: list[Block] = [Para((Run(" ".join(p)),), marks=(("p", i),)) for i, p in enumerate(paragraphs) if p]
    layout = compose(blocks, style)
    for sheet in layout.sheets:
        places = [op.y for op in sheet.ops if isinstance(op, TextOp)]
        assert places == sorted(places)
        assert all(style.top <= y <= HEIGHT - style.bottom for y in places)
        assert all(op.x >= style.left - 0.1 for op in sheet.ops if isinstance(op, TextOp))
    starts = [layout.where[mark] for block in blocks if isinstance(block, Para) for mark in block.marks]
    assert starts == sorted(starts)


def test_a_table_runs_on_with_or_without_its_head() -> None:
    rows = (("STT", "Tên"), *((str(i), "Sách") for i in range(60)))
    for repeat in (False, True):
        layout = compose([Table(rows, (1, 3), repeat)], Style())
        texts = [op.text for op in layout.sheets[1].ops if isinstance(op, TextOp)]
        assert ("STT" in texts) is repeat
        assert sum(isinstance(op, TextOp) and op.text == "Sách" for s in layout.sheets for op in s.ops) == 60
        assert all(op.x1 <= WIDTH for s in layout.sheets for op in s.ops if isinstance(op, LineOp))


def test_what_is_kept_goes_to_the_next_page_together() -> None:
    style = Style()
    filler = Figure(HEIGHT - style.top - style.bottom - 30, (LineOp(100, 0, 200, 0),))
    layout = compose([filler, Para((Run("Điều 1"),), keep=True, marks=(("h",),)), Para((Run("Nội dung"),))], style)
    assert layout.where[("h",)] == 2


def test_a_new_page_is_not_made_twice() -> None:
    layout = compose([NewPage((("a",),)), NewPage((("b",),)), Para((Run("Một"),))], Style())
    assert len(layout.sheets) == 1
    assert layout.where == {("a",): 1, ("b",): 1}
