"""Letters that a broken text layer gives wrong and whose right form is certain.

Two faults of the wild (handbook domain.md 2.11 and 7.5): code points shifted by 0x20, 'KH¡C' for KHÁC, mended only
where every word of the token is a syllable afterwards; and text drawn twice to look bold, where both strokes are kept.
"""

import re
from collections.abc import Sequence

from ingest.document import Box, Line
from ingest.syllables import count_words

# signs of Latin-1 beside a letter, as a font map shifted by 0x20 gives them: no Vietnamese word holds one, and none was
# seen on 3,029 gazette pages; À becomes the no-break space, which alone is no sign
_SIGNS = "¡¢£¤¥¦¨¬¯´¶¸¿"
SHIFTED = re.compile(f"[{_SIGNS}](?:(?=[^\\W\\d_])|(?<=[^\\W\\d_].))")
_SHIFT = {code: code + 0x20 for code in range(0xA0, 0xC0)}
_MAY_BE_SHIFTED = re.compile("[\u00a0-\u00bf]")
_LETTER = re.compile("[A-Za-z]")  # beside the sign: a token of signs alone is a fraction or a mark
_PRINTED_SPACE = re.compile("([ \t\r\n]+)")
_SAME_PLACE = 0.5  # points between two strokes of one letter that is drawn twice


def unshifted(raw: str) -> tuple[str, int]:
    """A line's raw characters with shifted code points put right, and the number of tokens that were.

    A token is mended only if nothing but Vietnamese words comes of it, and a line only if all its words are such
    afterwards: what a shift explains in part is another fault, and a matter for OCR.
    """
    pieces = _PRINTED_SPACE.split(raw)
    mended = 0
    for place, token in enumerate(pieces):
        if _MAY_BE_SHIFTED.search(token) and _LETTER.search(token):
            right = token.translate(_SHIFT)
            after, before = count_words(right), count_words(token)
            if after.checked and after.valid == after.checked and before.valid < after.valid:
                pieces[place] = right
                mended += 1
    text = "".join(pieces)
    count = count_words(text)
    return (text, mended) if count.valid == count.checked else (raw, 0)


def once(text: str, boxes: Sequence[Box]) -> list[int]:
    """Places of the letters that are not the one before drawn again at the same place."""
    return [
        place
        for place, letter in enumerate(text)
        if place == 0 or letter != text[place - 1] or abs(boxes[place].left - boxes[place - 1].left) >= _SAME_PLACE
    ]


def without_repeats(lines: Sequence[Line]) -> list[Line]:
    """The lines without those that are drawn a second time over the first."""
    seen: dict[str, list[Box]] = {}
    kept: list[Line] = []
    for line in lines:
        places = seen.get(line.text)
        if places is None:
            seen[line.text] = [line.box]
            kept.append(line)
            continue
        if not any(
            abs(box.left - line.box.left) < _SAME_PLACE and abs(box.bottom - line.box.bottom) < _SAME_PLACE
            for box in places
        ):
            kept.append(line)
        places.append(line.box)
    return kept
