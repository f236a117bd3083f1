"""Answering a search: understand, plan, ask the engine; ask for less when nothing was found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from nlp.numbers import shorter_keys
from search_api.answering.bearing import of_its_title, of_its_type
from search_api.answering.far import far
from search_api.answering.lacking import lacking
from search_api.answering.named_acts import of_its_name
from search_api.answering.partial import partial
from search_api.answering.quoted import unmet_phrases
from search_api.answering.scattered import scattered
from search_api.index.gateway import SearchEngine
from search_api.query.analyse import QueryAnalysis, analyse, relax
from search_api.query.dates import DayOf
from search_api.query.hits import SearchPage
from search_api.query.mending import may_be_misspelt, meant_text, mend
from search_api.query.narrowing import contradiction
from search_api.query.plan import plan
from search_api.query.request import Filters, SearchQuery
from search_api.query.scoring import are_wishes
from search_api.query.signers import signers_named
from search_api.query.understood import Note
from search_api.query.word_table import NO_WORDS, WordTable

_NAMED_SIGNERS = 50
"""Signers that a part of a name stands for at most."""

_MOST_SIGNERS = 10_000
"""Names that are looked through for a part of one: OpenSearch counts no more than 65,536 values at once."""

_UNDATED = Note(
    "date-as-words", "Không có văn bản nào của thời gian đó khớp với các từ còn lại; đang tìm mọi thời gian."
)
_EFFECTIVE = Note(
    "date-as-effect",
    "Không có văn bản ban hành vào thời gian đó khớp với các từ còn lại; đang hiện văn bản có hiệu lực khi đó.",
)
_NO_GAZETTE = Note("no-gazette", "Kho không có số Công báo nào ra vào thời gian đó.")
_ANY_KIND = Note(
    "kind-as-words",
    "Không có văn bản đúng loại, cơ quan và thời gian đó khớp với các từ còn lại; đang tìm như từ thường.",
)
_PARTLY = Note(
    "words-partly", "Không có điều khoản nào có đủ các từ đã gõ; đang hiện điều khoản có một phần các từ ấy."
)
_ANY_STATUS = Note(
    "status-as-words",
    "Không có văn bản ở tình trạng hiệu lực đó khớp với các từ còn lại; đang tìm như từ thường.",
)
_ANY_PLACE = Note(
    "order-as-relevance",
    "Không có văn bản đúng loại có đủ các từ còn lại trong tiêu đề; đang xếp theo mức độ liên quan, không theo ngày.",
)
_NO_NUMBER = Note("number-as-words", "Không có văn bản đúng loại mang hoặc nhắc tới số đó; đang tìm như từ thường.")
_LOOSE = Note(
    "words-apart",
    "Không có điều khoản nào vừa nhắc tới số hiệu vừa có các từ còn lại; đang hiện văn bản nhắc tới số hiệu.",
)
_RELAXED = Note("marks-ignored", "Không có văn bản nào khớp đúng dấu đã gõ; đang hiện văn bản khớp khi bỏ dấu.")
_RELAXED_NUMBER = Note(
    "marks-ignored", "Không có văn bản nào khớp đúng dấu và số hiệu đã gõ; đang hiện kết quả gần giống."
)
_NUMBER_IGNORED = Note(
    "number-ignored", "Không có văn bản nào khớp số hiệu đã gõ; đang hiện văn bản có các từ còn lại."
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one attempt gave: a page of what was `asked`, and why less than the query was asked for."""

    page: SearchPage
    asked: QueryAnalysis
    note: Note | None = None


def search(engine: SearchEngine, query: SearchQuery, words: Callable[[], WordTable] = lambda: NO_WORDS) -> SearchPage:
    """One page of results for `query`. `words` gives the words of the collection, by which missing marks are put back.

    Where no document answers the query as typed, days in its text are read as days of effect; then dates, kinds and a
    status are words; then what cites an asked number answers without the words beside it; then a number is asked for
    by fewer of its parts; then marks are ignored and document numbers become wishes: a wrong tone then still finds
    something. At last what holds some of the words answers. The page tells so. No filter causes that.
    Nothing of it is done for a query that is asked strictly.

    Raises:
        QueryTooLong: the text has more than 512 characters.
        PageTooDeep: the page ends beyond result 10,000.
        EngineUnavailableError: the engine cannot be reached.
    """
    table = words()
    analysis = _understood(engine, query, table)
    first = _Answer(engine.search(plan(analysis)), analysis)
    if query.strictly:
        return replace(first.page, understood=analysis.chips)
    nothing = first.page.total == 0 and not analysis.contradicted
    return _told(engine, (_by_less(engine, analysis, table) if nothing else None) or first, table)


def _why(engine: SearchEngine, page: SearchPage, analysis: QueryAnalysis) -> Iterator[Note]:
    """Why nothing was found, as far as it can be told."""
    if page.total == 0 and _is_of_gazettes(analysis):
        yield _NO_GAZETTE
    elif page.total == 0:
        yield from unmet_phrases(engine, analysis)


def _understood(
    engine: SearchEngine, query: SearchQuery, table: WordTable, *, guessing: bool = True, unsaid: DayOf = "issued"
) -> QueryAnalysis:
    """The query as `analyse` reads it, with what only the collection can tell of its words, names and numbers."""
    read = mend(analyse(query, guessing=guessing, unsaid=unsaid), table)
    found = of_its_name(engine, of_its_title(engine, of_its_type(engine, _signed(engine, read))))
    if found.act and found.titles_named and found.narrows:
        # 'luật ngân hàng nhà nước' asks for no law of that bank, 'luật nhà ở năm 2014' for more than was issued then.
        read = mend(analyse(query, unsaid=unsaid, called=found.act.names[0].span), table)
        return of_its_name(engine, _signed(engine, read))
    return found


def _by_less(engine: SearchEngine, analysis: QueryAnalysis, table: WordTable) -> _Answer | None:
    """What is found by asking for less; None where that finds nothing either, or is not allowed."""
    undated = _understood(engine, analysis.query, table, guessing=False) if analysis.guessed else analysis
    for lesser, note in chain(_otherwise(engine, analysis, undated, table), _lesser(analysis)):
        found = engine.search(plan(lesser))
        if found.total:
            return _Answer(found, lesser, note)
    if _may_relax(analysis, table) and _finds_nothing(engine, analysis):
        relaxed = relax(analysis)
        found = engine.search(plan(relaxed))
        if found.total:
            return _Answer(found, relaxed, _relaxed(analysis))
    plans = tuple(partial(undated))
    if not plans or not _finds_nothing(engine, undated):
        return None
    partly = next((page for page in map(engine.search, plans) if page.total), None)
    return _Answer(partly, undated, _PARTLY) if partly else None


def _otherwise(
    engine: SearchEngine, analysis: QueryAnalysis, undated: QueryAnalysis, table: WordTable
) -> Iterator[tuple[QueryAnalysis, Note]]:
    """Days as days of effect ('lương hưu tháng 7/2026'), then days, kinds, a status and guessed numbers as words.

    What was asked for newest first, by words of titles, is first looked for in the texts.
    """
    if not analysis.guessed:
        return
    if analysis.sort:
        chips = tuple(chip for chip in analysis.chips if chip.kind != "order")
        yield replace(analysis, sort=None, chips=chips), _ANY_PLACE
    effective = _understood(engine, analysis.query, table, unsaid="effective")
    if effective.filters != analysis.filters:
        yield effective, _EFFECTIVE
    yield undated, _as_words(analysis, undated)


def _is_of_gazettes(analysis: QueryAnalysis) -> bool:
    """Whether all that was printed on some days is asked for, and nothing chosen beside them."""
    days = [chip.kind for chip in analysis.chips] == ["gazetted"]
    return days and analysis.is_empty and analysis.query.filters == Filters()


def _relaxed(analysis: QueryAnalysis) -> Note:
    """What was given up when marks and numbers were: of a query without any marks these are not the matter."""
    if not analysis.numbers:
        return _RELAXED
    return _NUMBER_IGNORED if analysis.accents == "bare" else _RELAXED_NUMBER


def _may_relax(analysis: QueryAnalysis, table: WordTable) -> bool:
    """Whether less may be asked for: numbers as wishes, or marks ignored where some may be wrong."""
    return analysis.can_relax and (bool(analysis.numbers) or may_be_misspelt(analysis, table))


def _lesser(analysis: QueryAnalysis) -> Iterator[tuple[QueryAnalysis, Note]]:
    """What asks for less of the numbers in a query, in falling exactness: no words beside them, less of themselves."""
    if not analysis.numbers or are_wishes(analysis):
        return
    if analysis.runs:
        yield replace(analysis, demand="loose"), _LOOSE
    shorter = tuple(replace(n, keys=shorter_keys(n) or n.keys, alike=()) for n in analysis.numbers)
    if any(less.keys != number.keys for less, number in zip(shorter, analysis.numbers, strict=True)):
        typed = ", ".join(analysis.text[number.start : number.end] for number in analysis.numbers)
        note = Note("shorter-number", f"Kho không có văn bản số “{typed}”; đang hiện văn bản có số gần giống.")
        yield replace(analysis, numbers=shorter), note


def _signed(engine: SearchEngine, analysis: QueryAnalysis) -> QueryAnalysis:
    """The analysis with a typed part of a signer's name as the names of the collection that hold it."""
    typed = [name for name in analysis.filters.signers if name not in analysis.query.filters.signers]
    if not typed:
        return analysis
    everything = replace(plan(analyse(SearchQuery(size=1))), facets=("signer",), facet_values=_MOST_SIGNERS)
    known = [value.value for facet in engine.search(everything).facets for value in facet.values]
    named = {part: signers_named(part, known) for part in typed}
    names = tuple(dict.fromkeys(name for part in typed for name in named[part] or (part,)))
    held = analysis.query.filters.signers
    if held and set(held).isdisjoint(names):
        return replace(analysis, notes=(*analysis.notes, contradiction(typed, held)))
    chosen = tuple(name for name in names if name in held)
    notes = analysis.notes if chosen or len(names) <= _NAMED_SIGNERS else (*analysis.notes, _many_signers(typed, names))
    signers = chosen or names[:_NAMED_SIGNERS]  # the collection tells those of most documents first
    return replace(analysis, filters=replace(analysis.filters, signers=signers), notes=notes)


def _many_signers(typed: Sequence[str], names: Sequence[str]) -> Note:
    message = (
        f"“{', '.join(typed)}” là tên của {len(names)} người ký; đang tìm {_NAMED_SIGNERS} người ký nhiều văn bản "
        "nhất. Hãy gõ thêm họ, tên đệm."
    )
    return Note("many-signers", message)


def _as_words(analysis: QueryAnalysis, undated: QueryAnalysis) -> Note:
    """What was given up when dates, kinds and guessed numbers became words."""
    if len(analysis.numbers) > len(undated.numbers) and analysis.numbers_are != "wishes":
        return _NO_NUMBER
    if any(chip.kind == "status" for chip in analysis.chips):
        return _ANY_STATUS
    return _ANY_KIND if _kinds(analysis) > _kinds(undated) else _UNDATED


def _told(engine: SearchEngine, answer: _Answer, table: WordTable) -> SearchPage:
    """The page with what was understood of what was asked, what is to be told of the answer, and another spelling."""
    page, asked = answer.page, answer.asked
    return replace(
        page,
        understood=asked.chips,
        notes=(*asked.notes, *_noted(engine, answer, table), *lacking(engine, page, asked)),
        meant=_offered(engine, answer, table),
        asked=tuple(key for number in asked.numbers for key in number.keys),
        by_less=answer.note is not None,
    )


def _noted(engine: SearchEngine, answer: _Answer, table: WordTable) -> Iterable[Note]:
    """Why less was asked for; of the query itself why it found nothing, or other things than it asks for."""
    page, asked = answer.page, answer.asked
    if answer.note:
        return (answer.note,)
    if asked.contradicted:
        return ()
    return (*_why(engine, page, asked), *scattered(engine, page, asked, table)) or far(page, asked)


def _offered(engine: SearchEngine, answer: _Answer, table: WordTable) -> str | None:
    """Another spelling, only where that finds something; of a query with its marks, no less than the query itself.

    As much is enough: of four words three answer ('sữa đổi bổ sung'), but the wrong one ranks nothing.
    """
    asked, found = answer.asked, answer.page.total
    if found == 0:  # what is found without marks holds all that is found with them
        return None
    meant = meant_text(asked, table)
    if meant is None or asked.accents != "toned" or any(chip.kind == "corrected" for chip in asked.chips):
        return meant
    spelt = plan(analyse(replace(asked.query, text=meant, page=1, cursor=None))).counting()
    return meant if engine.search(spelt).total >= (1 if answer.note else found) else None


def _kinds(analysis: QueryAnalysis) -> int:
    return sum(chip.kind in ("type", "issuer") for chip in analysis.chips)


def _finds_nothing(engine: SearchEngine, analysis: QueryAnalysis) -> bool:
    """Whether there is no answer even without the filters."""
    if analysis.filters == Filters():
        return True
    query = replace(analysis.query, filters=Filters(), page=1, cursor=None)
    return engine.search(plan(replace(analysis, query=query, filters=Filters())).counting()).total == 0
