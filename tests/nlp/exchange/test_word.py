"""Word documents in: read by the rules of printed gazettes, safe against what a zip file may hold."""

import io
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from ingest.document import LegalDocument, Provision
from ingest.errors import BrokenDocx, UnpacksTooLarge
from nlp.exchange import word_package
from nlp.exchange.word import read_word
from nlp.exchange.word_numbering import written
from tests.nlp.exchange.words import W, add, decree, numbered, rezipped, saved


def read(document: Document | bytes) -> LegalDocument:
    data = document if isinstance(document, bytes) else saved(document)
    (made,) = read_word(data, "ab").documents
    return made


def outline(body: Sequence[Provision]) -> list[object]:
    return [
        (each.label or each.level, outline(each.children)) if each.children else each.label or each.level
        for each in body
    ]


DECREE = [
    (
        "Chương I",
        [("Điều 1", ["1", ("2", ["a", "b"])]), ("Điều 2", ["table"]), "Điều 3"],
    )
]


def test_a_decree_is_read_whole() -> None:
    made = read(decree())
    assert (made.number, made.type, made.issuers) == ("15/2020/NĐ-CP", "Nghị định", ("Chính phủ",))
    assert made.title == "Quy định về thử nghiệm các hệ thống thông tin"
    assert made.issued_on is not None
    assert made.issued_on.isoformat() == "2020-02-03"
    assert [(one.name, one.position, one.authority) for one in made.signers] == [
        ("Nguyễn Văn An", "THỦ TƯỚNG", "TM. CHÍNH PHỦ")
    ]
    assert outline(made.body) == DECREE
    assert made.body[0].heading == "QUY ĐỊNH CHUNG"
    clause = made.body[0].children[0].children[0]
    assert clause.text.startswith("Nghị định này quy định việc thử nghiệm")
    assert clause.text.endswith("điểm a) khoản 1 Điều 9 của Luật Giao dịch điện tử.")
    table = made.body[0].children[1].children[0]
    assert table.rows == (("Stt", "Tên", "Mức"), ("1", "Máy chủ", "100"), ("2", "Máy trạm", "50"))
    assert made.preamble[0] == "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;"
    assert not made.findings


def test_numbers_that_word_draws_are_written() -> None:
    made = docx.Document()
    add(made, "Điều 1. Đối tượng", bold=True)
    numbered(made, [(0, "Cơ quan:"), (1, "Bộ;"), (1, "Sở."), (0, "Tổ chức:"), (1, "Hội.")])
    (one,) = read(made).body
    assert outline([one]) == [("Điều 1", [("1", ["a", "b"]), ("2", ["a"])])]
    assert one.children[0].children[1].text == "Sở."


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (28, "lowerLetter", "bb"),
        (3, "decimalZero", "03"),
        (3, "ordinal", "3"),
        (0, "upperRoman", "0"),
    ],
)
def test_forms_of_numbers(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_hang_on_their_unit(kind: str) -> None:
    notes = (
        f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}><w:{kind} w:id="2"><w:p><w:r>'
        f"<w:t>Khoản này được sửa đổi theo Luật số 01/2021/QH15.</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
    )

    def with_mark(made: Document) -> None:
        article = next(p for p in made.paragraphs if p.text.startswith("2. Nghị định"))
        article.runs[-1]._r.append(parse_xml(f'<w:{kind}Reference {W} w:id="2"/>'))

    def with_notes(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "word/_rels/document.xml.rels":
            of_part = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
            link = f'<Relationship Id="rIdN" Type="{of_part}" Target="{kind}s.xml"/></Relationships>'
            content = content.replace(b"</Relationships>", link.encode())
        elif name == "[Content_Types].xml":
            of_part = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
            part = f'<Override PartName="/word/{kind}s.xml" ContentType="{of_part}"/></Types>'
            content = content.replace(b"</Types>", part.encode())
        return name, content

    data = rezipped(saved(decree(with_mark)), with_notes)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(f"word/{kind}s.xml", notes)
    clause = read(out.getvalue()).body[0].children[0].children[1]
    assert clause.text == "Nghị định này áp dụng đối với:"
    assert clause.notes == ("Khoản này được sửa đổi theo Luật số 01/2021/QH15.",)


def test_an_annex_begins_on_a_new_page() -> None:
    def annex(made: Document) -> None:
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        add(made, "PHỤ LỤC I", bold=True, centred=True)
        add(made, "DANH MỤC HỆ THỐNG", bold=True, centred=True)
        add(made, "1. Hệ thống một.")

    made = read(decree(annex))
    assert [(one.label, one.title) for one in made.attachments] == [("Phụ lục I", "DANH MỤC HỆ THỐNG")]
    assert outline(made.body) == DECREE


def test_deleted_words_are_not_read_and_capitals_are_those_shown() -> None:
    made = docx.Document()
    paragraph = add(made, "Điều 1. Mới", bold=True)
    paragraph._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>cũ</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {W}><w:r><w:rPr><w:b/><w:caps/></w:rPr><w:t> hơn</w:t></w:r></w:ins>"))
    assert read(made).body[0].heading == "Mới HƠN"


def test_names_with_backslashes_are_survived() -> None:
    data = rezipped(saved(decree()), lambda name, content: (name.replace("/", "\\"), content))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert any("\\" in entry.orig_filename for entry in package.infolist())
    assert outline(read(data).body) == DECREE


def test_macros_and_pictures_are_not_unpacked() -> None:
    plain = b"wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"

    def with_macros(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "[Content_Types].xml":
            content = content.replace(b"application/vnd.openxmlformats-officedocument." + plain, macros)
        return name, content

    out = io.BytesIO(rezipped(saved(decree()), with_macros))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    with zipfile.ZipFile(io.BytesIO(word_package.clean_package(out.getvalue()))) as clean:
        assert clean.read("word/vbaProject.bin") == b""
    assert outline(read(out.getvalue()).body) == DECREE


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO(saved(decree()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/more.xml", b" " * (4 << 20))
    monkeypatch.setattr(word_package, "MOST_BYTES", 2 << 20)
    with pytest.raises(UnpacksTooLarge):
        read_word(out.getvalue(), "")
    monkeypatch.setattr(word_package, "MOST_PARTS", 3)
    with pytest.raises(UnpacksTooLarge):
        read_word(saved(decree()), "")


def broken(part: str, content: bytes) -> bytes:
    return rezipped(saved(decree()), lambda name, kept: (name, content if name == part else kept))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 no zip",
        saved(decree())[:2_000],
        broken("word/document.xml", b"<w:document"),
        broken("word/document.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
        broken("word/document.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16")),
        broken("[Content_Types].xml", b"<Types/>"),
        rezipped(saved(decree()), lambda name, kept: None if name == "word/document.xml" else (name, kept)),
    ],
)
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenDocx):
        read_word(data, "")


def test_an_empty_document_is_told() -> None:
    parsed = read_word(saved(docx.Document()), "ab")
    assert (parsed.documents, [one.code for one in parsed.findings]) == ((), ["no-document"])
