import subprocess
import sys
import time
from typing import Any

import msgspec
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Signer
from nlp.annotation import TaggedDocument
from nlp.components import CITATIONS, COMPONENTS, EFFECT, ENTITIES, RELATIONS, WORDS
from nlp.language import make_language, make_tokenizer, mark_spans
from nlp.pipeline import Tagger
from tests.nlp.documents import article, clause, document

TOKENIZE = make_tokenizer(spacy.vocab.Vocab())
TAGGER = Tagger()


@given(st.text())
def test_tokens_give_the_text_again(text: str) -> None:
    assert TOKENIZE(text).text == text


def test_tokens_are_syllables_figures_and_marks() -> None:
    tokens = [token.text for token in TOKENIZE("Điều 5a. Nghị định số 15/2020/NĐ-CP\n“này”")]
    assert tokens == [
        "Điều", "5", "a", ".", "Nghị", "định", "số", "15", "/", "2020", "/", "NĐ", "-", "CP", "\n", "“", "này", "”"
    ]  # fmt: skip


def test_a_document_is_tagged_by_all_components() -> None:
    body = (
        article("1", "Bãi bỏ Nghị định số 10/2019/NĐ-CP."),
        article("2", "Nghị định này có hiệu lực từ ngày 01/5/2020."),
    )
    tagged = TAGGER.tag(document(*body), None)
    assert [citation.document for citation in tagged.citations] == ["10/2019/NĐ-CP"]
    assert [relation.kind for relation in tagged.relations] == ["repeals"]
    assert tagged.effective
    assert str(tagged.effective.date) == "2020-05-01"
    assert tagged.expires_on is None


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_works_alone_on_bare_text(name: str) -> None:
    language = make_language([name], {})
    doc = language("Thông tư này có hiệu lực từ ngày 01/5/2026. Theo Điều 5 Luật Đất đai.")
    assert bool(doc._.citations) == (name == CITATIONS)
    assert bool(doc._.effective) == (name == EFFECT)
    assert len(language("")) == 0


FEES = "Ông Lê Văn An (Bộ Y tế, tỉnh Hà Nam) nộp 5 triệu đồng chậm nhất 10 ngày."


@pytest.mark.parametrize(
    ("name", "label", "text"),
    [
        ("money", "money", "5 triệu đồng"),
        ("time_limits", "time_limit", "chậm nhất 10 ngày"),
        ("persons", "person", "Lê Văn An"),
        ("places", "place", "tỉnh Hà Nam"),
        ("issuers", "issuer", "Bộ Y tế"),
    ],
)
def test_each_component_of_entities_works_alone_and_marks_its_spans(name: str, label: str, text: str) -> None:
    doc = make_language([name], {name: {"spans_key": "found"}})(FEES)
    assert [(entity.kind, entity.text) for entity in doc._.entities] == [(label, text)]
    assert [(span.label_, span.text) for span in doc.spans["found"]] == [(label, text)]


def test_entities_of_all_kinds_come_together_in_order_of_place() -> None:
    body = article("1", FEES, clause("1", "Hóa đơn là chứng từ."), heading="Giải thích từ ngữ")
    found = TAGGER.tag(document(body), None).entities
    assert [entity.kind for entity in found] == ["person", "issuer", "place", "money", "time_limit", "definition"]
    assert [entity.eid for entity in found] == ["art_1"] * 5 + ["art_1__cl_1"]
    assert [entity.start for entity in found] == sorted(entity.start for entity in found)
    assert len(ENTITIES) == 6


def test_words_are_cut_where_a_run_asks_for_them() -> None:
    doc = make_language([WORDS], {WORDS: {"spans_key": "words"}})("Bảo hiểm xã hội")
    assert [doc.text[start:end] for start, end in doc._.words] == [span.text for span in doc.spans["words"]]
    assert WORDS not in COMPONENTS
    assert "words" not in make_language([WORDS], {})("Bảo hiểm").spans


def test_spans_out_of_the_text_are_left_out() -> None:
    doc = TOKENIZE("Điều 5")
    mark_spans(doc, "some", [(0, 2, "cut"), (5, 6, ""), (6, 9, ""), (3, 3, ""), (-1, 2, "")])
    assert [(span.text, span.label_) for span in doc.spans["some"]] == [("Điều", "cut"), ("5", "")]
    mark_spans(TOKENIZE(""), "some", [(0, 1, "")])
    mark_spans(doc, None, [(0, 4, "")])
    assert list(doc.spans) == ["some"]


def test_spans_stand_under_the_configured_key() -> None:
    language = make_language([CITATIONS, RELATIONS], {CITATIONS: {"spans_key": "refs"}})
    doc = language("Bãi bỏ Thông tư số 1/2020/TT-BTC và khoản 2 Điều 5 Luật này.")
    assert [(span.text, span.label_) for span in doc.spans["refs"]] == [
        ("Thông tư số 1/2020/TT-BTC", "Thông tư"),
        ("khoản 2 Điều 5 Luật này", "this"),
    ]
    assert [span.label_ for span in doc.spans["relations"]] == ["repeals"]


def test_a_tagger_can_leave_components_out() -> None:
    tagged = Tagger([EFFECT]).tag(document(article("1", "Theo Luật Đất đai.")), None)
    assert tagged.citations == ()


def test_tags_survive_the_archive() -> None:
    body = (article("1", "Bãi bỏ Luật Đất đai ngày 01/7/2013. Nghị định này có hiệu lực đến hết ngày 01/5/2020."),)
    tagged = TAGGER.tag(document(*body), None)
    assert msgspec.json.decode(msgspec.json.encode(tagged), type=TaggedDocument) == tagged
    assert str(tagged.expires_on) == "2020-05-01"


def test_one_tagger_serves_many_documents() -> None:
    made = document(article("1", "Theo Luật Đất đai và Nghị định số 1/2020/NĐ-CP."))
    first = TAGGER.tag(made, None)
    TAGGER.tag(document(article("1", "Điều khác hẳn.")), None)
    assert TAGGER.tag(made, None) == first


@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=40))
def test_tagging_is_total(text: str, heading: str, title: str) -> None:
    made: Any = document(article("1", text, clause("1", heading), heading=heading), title=title, preamble=(text,))
    tagged = TAGGER.tag(made, None)
    assert isinstance(tagged, TaggedDocument)
    for citation in tagged.citations:
        assert 0 <= citation.start < citation.end <= len(tagged.text.text)


@pytest.mark.parametrize(
    "piece",
    [
        "Điều 5, ",
        "khoản 1 đến 300 Điều 1 đến 300 ",
        "Luật Đất đai ",
        "Nghị định số 1/2020/NĐ-CP và ",
        "Luật Đất đai số 1/2020/QH14, Điều 1; ",
        "“Điều 1 ",
        "bãi bỏ Nghị định số 1/2020/NĐ-CP hết hiệu lực ",
        "Nghị định này có hiệu lực từ ngày ",
        "Luật sửa đổi, bổ sung một số điều của Luật ",
        "phạt tiền từ 1.000 đồng đến ",
        "trong thời hạn hai mươi 1 ngày - ",
        "Ông Nguyễn Văn TS. ",
        "tỉnh Hà Nam, thành phố ",
        "từ ngữ được hiểu như sau: “(sau đây gọi là (",
        "Bộ trưởng Bộ ",
    ],
)
def test_texts_made_to_explode_are_tagged_in_time(piece: str) -> None:
    start = time.process_time()
    TAGGER.tag(document(article("1", piece * (60_000 // len(piece)))), None)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("module", ["nlp.annotation", "nlp.numbers", "nlp.contract", "nlp.pipeline"])
def test_importing_loads_no_engine(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('spacy', 'underthesea', 'ahocorasick') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_store_of_words_stops_growing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.pipeline._KEPT_WORDS", 40)
    tagger = Tagger([EFFECT])
    words = [f"chữ{letter}{other}" for letter in "abcdefghk" for other in "abcdefghk"]
    for first in range(0, len(words), 9):
        tagged = tagger.tag(document(article("1", " ".join(words[first : first + 9]))), None)
        assert tagged.text.text.endswith(words[first + 8])
    kept = tagger._language.vocab.strings
    assert words[0] in kept
    assert words[-1] not in kept


def test_signers_are_persons_of_the_text() -> None:
    made = document(article("1", "Một."), signers=(Signer("Lê Văn Ký", None, None),), closing=("Lê Văn Ký",))
    assert [(entity.kind, entity.value) for entity in TAGGER.tag(made, None).entities] == [("person", "Lê Văn Ký")]
