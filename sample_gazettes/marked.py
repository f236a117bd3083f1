"""A document given as paragraphs with their levels, set as gazette pages.

For texts of the national law database (../shared/data/structured): head and signature are told from the paragraphs
before and after the body, whose own levels say how each is set. A number, date or issuer that the text lacks is made
up, so that every drawn document has the full form (handbook/domain.md 3.1).
"""

import datetime as dt
import itertools
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sample_gazettes.blocks import Block, NewPage, Para, Run
from sample_gazettes.document_blocks import head_blocks, heading, short_rule, signature
from sample_gazettes.gazette_pages import DrawnIssue, lay_out_blocks
from sample_gazettes.layout import WIDTH
from sample_gazettes.model import Document, IssuePlan, Recital, Signer, Style
from sample_gazettes.plans import MASTHEAD, NATIONAL, issue_numbers, style_for

MarkedLevel = Literal["part", "chapter", "section", "subsection", "article", "clause", "item", "content"]
CONTAINERS = ("part", "chapter", "section", "subsection")


@dataclass(frozen=True, slots=True)
class Form:
    """What is made up for a type where the text lacks it: the code of its number, and who signs."""

    code: str
    authority: tuple[str, ...]
    position: str


KINDS = {
    "NGHỊ QUYẾT": Form("NQ-CP", ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG"), "PHÓ THỦ TƯỚNG"),
    "NGHỊ ĐỊNH": Form("NĐ-CP", ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG"), "PHÓ THỦ TƯỚNG"),
    "QUYẾT ĐỊNH": Form("QĐ-TTg", ("KT. THỦ TƯỚNG",), "PHÓ THỦ TƯỚNG"),
    "THÔNG TƯ": Form("TT-BTC", ("KT. BỘ TRƯỞNG",), "THỨ TRƯỞNG"),
    "PHÁP LỆNH": Form("UBTVQH15", ("TM. ỦY BAN THƯỜNG VỤ QUỐC HỘI",), "CHỦ TỊCH"),
    "LUẬT": Form("QH15", (), "CHỦ TỊCH QUỐC HỘI"),
}
STATE = re.compile(r"CỘNG HO[ÀA]|CỘNG HÒA|^Độc lập")
NUMBER = re.compile(r"^(?P<label>(?:[^\W\d]+ ){0,2}[Ss]ố) ?:? ?(?P<number>\d[^ ]* ?/\S+)")
DATELINE = re.compile(r"^(?P<place>[^,\d]+), ?ngày (?P<d>\d+) ?tháng ?(?P<m>\d+) năm (?P<y>\d{4})$")
TYPE = re.compile(rf"^(?P<type>{'|'.join(KINDS)})\s*(?P<title>.*)$")
RECITAL = re.compile(r"^(?:Căn cứ|Theo|Trên cơ sở|Xét|Thực hiện|Để) |^.{4,90}? ban hành | như sau:?$")
RULE = re.compile(r"[_*–-]{3,}")
CONTAINER = re.compile(
    r"^(?P<label>(?:phần|chương|mục|tiểu mục) (?:thứ )?[IVX\d]+)[.:]?\s*(?P<heading>.*)$", re.IGNORECASE
)
ARTICLE = re.compile(r"^(?P<label>Điều \w+[.:]?)\s*(?P<rest>.*)$")
SENTENCE_END = (".", ";", ":", ",")
LONGEST_HEADING = 220
ADOPTED = re.compile(r"thông qua ngày")
UNSIGNED = "Nguyễn Văn Minh"
UNDATED = dt.date(2025, 10, 1)
SHORTEST_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Marked:
    """One paragraph with the level that the source gives it; None stands for head and recitals."""

    level: MarkedLevel | None
    text: str


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document of the source; `title` is the source's own name of it, `after` what follows the body."""

    title: str
    paragraphs: tuple[Marked, ...]
    after: tuple[str, ...]


def body_of(document: MarkedDocument) -> tuple[Marked, ...]:
    """Paragraphs from the first part, chapter or article on, with the sentences that stand before the signature."""
    prose = itertools.takewhile(lambda text: _is_prose(_plain(text)), document.after)
    rest = (Marked("content", text) for text in prose if not ADOPTED.search(text))
    kept = (
        Marked(p.level or "content", _plain(p.text)) for p in (*document.paragraphs[_body_start(document) :], *rest)
    )
    return tuple(p for p in kept if p.text)


def lay_out_marked(document: MarkedDocument, seed: int) -> DrawnIssue:
    """The document as the pages of a gazette file of its own, in a style of its era that the seed chooses."""
    rng = random.Random(f"marked/{seed}")
    head = head_of(document)
    day = (head.issued_on or dt.date(2025, 10, 1)) + dt.timedelta(days=rng.randint(12, 40))
    style = style_for(rng, day)
    plan = IssuePlan(
        gazette=NATIONAL,
        header_name="CÔNG BÁO",
        numbers=issue_numbers(rng, day),
        date=day,
        documents=(head,),
        style=style,
        first_page=rng.randint(2, 90),
        masthead=MASTHEAD,
    )
    return lay_out_blocks(plan, list(_blocks(document, head, style)))


def _blocks(document: MarkedDocument, head: Document, style: Style) -> Iterator[Block]:
    yield NewPage()
    yield from head_blocks(head, style)
    yield from _body(body_of(document))
    if head.adopted:
        yield short_rule(style, WIDTH - style.left - style.right)
        yield Para((Run(head.adopted, "italic"),), before=8, keep=True)
    yield signature(head.signers, head.receivers, style, ("d", 0, "s"))


def _body(paragraphs: Sequence[Marked]) -> Iterator[Block]:
    for level, group in itertools.groupby(paragraphs, lambda p: p.level):
        texts = [p.text for p in group]
        if level in CONTAINERS:
            yield from _containers(texts)
        else:
            yield from (_article(text) if level == "article" else Para((Run(text),)) for text in texts)


def _containers(texts: Iterable[str]) -> Iterator[Block]:
    """Label over heading, both centred and bold; the source has them in one paragraph or in several."""
    for text in texts:
        found = CONTAINER.match(text)
        lines = [found["label"], found["heading"]] if found else [text]
        for i, line in enumerate(lines):
            if line:
                yield heading(line, before=10 if found and i == 0 else 0, after=0 if found and i == 0 else 4)


def _article(text: str) -> Para:
    """A heading is bold; where a sentence follows the label, the label alone is."""
    found = ARTICLE.match(text)
    if found and (text.endswith(SENTENCE_END) or len(text) > LONGEST_HEADING):
        return Para((Run(found["label"], "bold"), Run(found["rest"])), before=3)
    return Para((Run(text, "bold"),), before=3, keep=True)


@dataclass(slots=True)
class _Head:
    """What the lines above the recitals have told so far."""

    kind: str
    number: str = ""
    label: str = "Số:"
    place: str = "Hà Nội"
    issued_on: dt.date = UNDATED
    typed: bool = False
    issuer: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        """One more line."""
        if STATE.search(line):
            return
        if found := NUMBER.match(line):
            self.number, self.label = found["number"].replace(" ", ""), found["label"] + ":"
        elif found := DATELINE.match(line):
            self.place, self.issued_on = found["place"], dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        elif not self.typed and (found := TYPE.match(line)):
            self.typed, self.kind = True, found["type"]
            self.title += [found["title"]] if found["title"] else []
        elif line in self.issuer:
            self.repeated.append(line)
        else:
            (self.title if self.typed or line != line.upper() else self.issuer).append(line)


def head_of(document: MarkedDocument) -> Document:
    """Letterhead, type, title, recitals and signature; what is missing is made up."""
    lines = [line for p in document.paragraphs[: _body_start(document)] for line in _head_lines(p.text)]
    start = next((i for i, line in enumerate(lines) if RECITAL.search(line) or _is_enacting(line)), len(lines))
    named = TYPE.match(document.title.upper())
    head = _Head(named["type"] if named else "THÔNG TƯ")
    for line in lines[:start]:
        head.take(line)
    form, recitals = KINDS[head.kind], lines[start:]
    return Document(
        number=head.number or f"16/2025/{form.code}",
        type=head.kind.capitalize(),
        issuers=(),
        letterhead=tuple(head.issuer) or (_issuer(head.kind, recitals),),
        title=" ".join(head.title) or "Quy định chung",
        issued_on=head.issued_on,
        effective_on=None,
        signers=(Signer(_signer(document.after), form.position, form.authority),),
        body=(),
        place=head.place,
        number_label=head.label,
        recitals=tuple(Recital(line) for line in recitals if not _is_enacting(line)),
        enacting=tuple(line for line in recitals if _is_enacting(line)),
        head_lines=tuple(head.repeated),
        adopted=next((_plain(text) for text in document.after if ADOPTED.search(text)), None),
        receivers=("- Như trên;", "- Lưu: VT (2b)."),
    )


def _body_start(document: MarkedDocument) -> int:
    """The first article or container; the source takes a type line for a chapter now and then."""
    for i, paragraph in enumerate(document.paragraphs):
        if paragraph.level == "article" or (paragraph.level in CONTAINERS and CONTAINER.match(_plain(paragraph.text))):
            return i
    return len(document.paragraphs)


def _issuer(kind: str, recitals: Sequence[str]) -> str:
    if kind == "NGHỊ ĐỊNH":
        return "CHÍNH PHỦ"
    found = re.search(r"(?:Bộ trưởng|Thống đốc) (.{5,40}?) ban hành", " ".join(recitals[-1:]))
    return found[1].upper() if found else "BỘ TÀI CHÍNH"


def _head_lines(text: str) -> Iterator[str]:
    """The lines of a head paragraph: rules drawn with signs are none, several recitals may stand in one paragraph."""
    for line in re.split(r"(?<=;)(?=Căn cứ|Theo )|(?<=\S) (?=Số: )", RULE.sub(" ", _plain(text))):
        state = STATE.search(line)
        pieces = (line[: state.start()], line[state.start() :]) if state and state.start() else (line,)
        yield from (piece.strip() for piece in pieces if piece.strip())


def _signer(after: Sequence[str]) -> str:
    """The name at the end of a paragraph after the body: two to four words that begin with capitals."""
    for text in after:
        words = itertools.takewhile(lambda word: word.isalpha() and word.istitle(), reversed(_plain(text).split()))
        name = list(words)[:4]
        if len(name) > 1:
            return " ".join(reversed(name))
    return UNSIGNED


def _is_prose(text: str) -> bool:
    """Whether it is a sentence of the body and no signature, list of receivers or annex."""
    small = sum(c.islower() for c in text)
    return len(text) > SHORTEST_SENTENCE and small > len(text) / 2 and not text.startswith(("Nơi nhận", "-"))


def _is_enacting(line: str) -> bool:
    return line.endswith(":") and line == line.upper()


def _plain(text: str) -> str:
    """NFC with white space made single."""
    return " ".join(unicodedata.normalize("NFC", text).split())
