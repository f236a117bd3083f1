import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.codec import (
    Drawn,
    Failed,
    Message,
    Moved,
    Read,
    Task,
    decode_line,
    decode_task,
    encode_line,
    encode_task,
)
from ingest.document import Box, Issue, Line, Page, ParsedFile, Progress
from ingest.limits import Limits

LINE = Line("Điều 1.\nÂ", 1, Box(1.5, 2, 3, 4), 13.0, bold=True)
PARSED = ParsedFile(
    "ab", Issue("Công báo", (447, 448), dt.date(2022, 6, 25)), (Page(1, 595, 842, "text", (LINE,), (LINE,)),), ()
)


@pytest.mark.parametrize(
    "message", [Moved(Progress("ocr", 1, 2)), Read(PARSED), Drawn(b"\x89PNG\n\0"), Failed("encrypted", "x\ny")]
)
def test_a_message_is_one_line_and_comes_back(message: Message) -> None:
    line = encode_line(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode_line(line) == message


def test_a_task_comes_back() -> None:
    task = Task("thư mục/số 1.pdf", Limits(pages=3), 7, 4, reader="a:b")
    assert decode_task(encode_task(task)) == task


@given(st.binary(max_size=60) | st.sampled_from([b'{"type":"read"}', b'{"type":"read","parsed":{"sha256":1}}', b"NaN"]))
def test_anything_else_is_a_value_error(line: bytes) -> None:
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)) as caught:
        decode_line(line)
    assert isinstance(caught.value, ValueError)
