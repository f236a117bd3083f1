"""Gates 4, 5, 8 and 9 (handbook domain.md 3.15): the text is whole, begins and ends as it should, and can be read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ingest.document import Finding, LegalDocument, Provision
from ingest.furniture import read_header
from ingest.gates.sequences import articles_in
from ingest.lexicon import load
from ingest.syllables import count_words

LOWER_SHARE = 0.2
SYLLABLE_SHARE = 0.9
KEPT_SHARE = 0.98
_LAST_ARTICLES = 3
_FEWEST_WORDS = 50
_FEWEST_LETTERS = 200
_LONGEST_HEADER = 90  # letters: 'CÔNG BÁO/TỈNH …/Số 1117 + 1118/Ngày 19-10-2024' has 60


def check_text(document: LegalDocument, printed: Iterable[str] | None = None) -> Iterator[Finding]:
    """What is wrong with the text; `printed` are the lines of its pages behind the head, where there are pages."""
    yield from _beginnings(document)
    yield from _ends(document)
    yield from _furniture(document)
    words = count_words("\n".join(texts(document)))
    if words.share is not None and words.checked >= _FEWEST_WORDS and words.share < SYLLABLE_SHARE:
        message = f"Chỉ {words.share:.0%} số tiếng đúng chính tả: lớp chữ có thể bị hỏng."
        yield Finding("few-syllables", message, document.pdf_pages[0])
    if printed is not None:
        yield from _lost(document, printed)


def texts(document: LegalDocument) -> Iterator[str]:
    """Every text of the document behind its head, labels as they are printed, and what was named as furniture."""
    yield from (*document.preamble, *document.closing, *document.notes)
    yield from (piece.text for piece in document.furniture)
    for root in (document.body, *(attachment.body for attachment in document.attachments)):
        yield from _below(root)
    for attachment in document.attachments:
        yield from filter(None, (attachment.printed, attachment.title, attachment.issued_with))


def _below(provisions: Sequence[Provision]) -> Iterator[str]:
    for provision in provisions:
        yield from (provision.printed, provision.heading, provision.text, *provision.notes)
        yield from (cell for row in provision.rows for cell in row)
        yield from _below(provision.children)


def _beginnings(document: LegalDocument) -> Iterator[Finding]:
    """Articles whose text begins in lower case are wrapped references that were taken for headings."""
    articles = list(articles_in(document.body))
    lower = [article for article in articles if _begins_lower(article)]
    if lower and len(lower) >= LOWER_SHARE * len(articles):
        message = f"{len(lower)} trên {len(articles)} điều bắt đầu bằng chữ thường: có thể tách sai."
        yield Finding("lower-case-articles", message, lower[0].page)
    first = document.body[0] if document.body else None
    if first is not None and first.level == "paragraph" and first.text.startswith("Căn cứ ") and articles:
        yield Finding("recitals-in-body", "Phần căn cứ nằm lẫn trong nội dung.", first.page)


def _begins_lower(article: Provision) -> bool:
    words = article.heading or article.text or next((child.text for child in article.children), "")
    return words[:1].islower()


def _ends(document: LegalDocument) -> Iterator[Finding]:
    """The last articles of a normative text say when it takes effect or who carries it out."""
    articles = list(articles_in(document.body))
    words = load("gates")["words"]
    if not articles or document.continued_in or document.type not in words["articled"]:
        return
    last = " ".join(text for article in articles[-_LAST_ARTICLES:] for text in _below((article,))).lower()
    if not any(word in last for word in words["final"]):
        message = "Các điều cuối không nói về hiệu lực hoặc tổ chức thi hành: có thể thiếu phần cuối."
        yield Finding("effect-missing", message, articles[-1].page)


def _furniture(document: LegalDocument) -> Iterator[Finding]:
    for provision in _all(document):
        if any(len(line) < _LONGEST_HEADER and read_header(line) for line in provision.text.split("\n")):
            yield Finding("furniture-in-text", "Dòng đầu trang nằm lẫn trong nội dung.", provision.page)


def _all(document: LegalDocument) -> Iterator[Provision]:
    def _every(provisions: Sequence[Provision]) -> Iterator[Provision]:
        for provision in provisions:
            yield provision
            yield from _every(provision.children)

    for root in (document.body, *(attachment.body for attachment in document.attachments)):
        yield from _every(root)


def _lost(document: LegalDocument, printed: Iterable[str]) -> Iterator[Finding]:
    """Characters of the pages that stand nowhere in the document."""
    wanted = _letters(printed)
    total = sum(wanted.values())
    wanted.subtract(_letters(texts(document)))
    lost = sum(count for count in wanted.values() if count > 0)
    if total >= _FEWEST_LETTERS and lost > (1 - KEPT_SHARE) * total:
        message = f"{lost / total:.1%} số chữ trên trang không có trong văn bản."
        yield Finding("text-lost", message, document.pdf_pages[0])


def _letters(pieces: Iterable[str]) -> Counter[str]:
    counted = Counter("".join(pieces).casefold())  # in C: a twentieth of the time of asking each letter
    return Counter({letter: count for letter, count in counted.items() if letter.isalpha()})
