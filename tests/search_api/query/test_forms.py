"""Every form of a query and what is understood of it, as tables; and any text at all."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.numbers import index_keys
from search_api.query.analyse import QueryAnalysis, analyse
from search_api.query.clauses import Clause
from search_api.query.mending import mend
from search_api.query.plan import SearchPlan, plan
from search_api.query.request import Filters, SearchQuery
from search_api.query.terms import Term
from search_api.query.understood import READINGS
from tests.search_api.query.test_word_table import TABLE


def understood(text: str) -> QueryAnalysis:
    return analyse(SearchQuery(text))


def said(terms: tuple[Term, ...]) -> str:
    return " ".join(term.accented for term in terms)


def words(found: QueryAnalysis) -> str:
    return " ".join(said(run) for run in found.runs)


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("15/2020/NĐ-CP", "15/2020/NĐ-CP", ""),
        ("15/2020/nđ-cp", "15/2020/NĐ-CP", ""),
        ("15/2020/ND-CP", "15/2020/NĐ-CP", ""),
        ("15-2020-ND-CP", "15/2020/NĐ-CP", ""),
        ("15/2020/NĐCP", "15/2020/NĐ-CP", ""),
        ("15 / 2020 / NĐ - CP", "15/2020/NĐ-CP", ""),
        ("15/2020/NĐ -CP", "15/2020/NĐ-CP", ""),
        ("15 2020 nd cp", "15/2020/NĐ-CP", ""),
        ("15 2020 NĐ CP", "15/2020/NĐ-CP", ""),
        ("152020ndcp", "15/2020/NĐ-CP", ""),
        ("015/2020/NĐ-CP", "15/2020/NĐ-CP", ""),
        ("nd 15/2020", "15/2020/NĐ-CP", ""),
        ("NĐ15/2020", "15/2020/NĐ-CP", ""),
        ("nghị định 15/2020", "15/2020/NĐ-CP", ""),
        ("nghi dinh 15 nam 2020", "15/2020/NĐ-CP", ""),
        ("nghị định số 15 năm 2020", "15/2020/NĐ-CP", ""),
        ("Nghị định số: 15/2020/NĐ-CP", "15/2020/NĐ-CP", ""),
        ("số 15/2020/NĐ-CP", "15/2020/NĐ-CP", ""),
        ("số hiệu 15/2020/NĐ-CP", "15/2020/NĐ-CP", ""),
        ("số ký hiệu: 15/2020/NĐ-CP", "15/2020/NĐ-CP", ""),
        ("so:15/2020/nd-cp", "15/2020/NĐ-CP", ""),
        ('"15/2020/NĐ-CP"', "15/2020/NĐ-CP", ""),
        ("15/2020/NÐ-CP", "15/2020/NĐ-CP", ""),
        ("15/2020", "15/2020/NĐ-CP", ""),
        ("hóa đơn 15/2020/NĐ-CP", "15/2020/NĐ-CP", "hóa đơn"),
        ("15/2020/NĐ-CP xử phạt", "15/2020/NĐ-CP", "xử phạt"),
        ("21/CT-TTg", "21/CT-TTg", ""),
        ("chỉ thị 21/CT-TTg", "21/CT-TTg", ""),
        ("69/2020/QH14", "69/2020/QH14", ""),
        ("luật số 69/2020/QH14", "69/2020/QH14", ""),
        ("69 2020 qh14", "69/2020/QH14", ""),
        ("5161/VBHN-BLĐTBXH", "5161/VBHN-BLĐTBXH", ""),
        ("10/2022/TTLT-BTC-BCA", "10/2022/TTLT-BTC-BCA", ""),
        ("66.18/2026/NQ-CP", "66.18/2026/NQ-CP", ""),
        ("41/2018/TT-BGD&ĐT", "41/2018/TT-BGD&ĐT", ""),
    ],
)
def test_numbers(text: str, number: str, rest: str) -> None:
    found = understood(text)
    (only,) = found.numbers
    assert set(only.keys) & set(index_keys(number))
    assert words(found) in (rest, f"luật {rest}".strip())
    assert "number" in {chip.kind for chip in found.chips}


@pytest.mark.parametrize(
    ("text", "topics", "rest"),
    [
        ("lĩnh vực: y tế", ["y-te-duoc"], ""),
        ("linh vuc: giao thong, bằng lái", ["giao-thong-van-tai"], ", bằng lái"),
        ("lĩnh vực: nhà ở", ["xay-dung-nha-o-do-thi"], ""),
        ("lĩnh vực: Thi hành án", ["thi-hanh-an"], ""),
        ("lĩnh vực: thi hành pháp luật", ["xay-dung-phap-luat-va-thi-hanh-phap-luat"], ""),
        ("lĩnh vực: tư pháp", ["bo-tro-tu-phap", "hanh-chinh-tu-phap", "tuong-tro-tu-phap"], ""),
    ],
)
def test_topics_by_a_part_of_their_names(text: str, topics: list[str], rest: str) -> None:
    found = understood(text)
    assert (list(found.filters.topics), words(found)) == (topics, rest.strip(", "))


@pytest.mark.parametrize(
    ("text", "article", "rest"),
    [
        ("khoản 2 điều 5 nghị định 15/2020", "5", ""),
        ("điểm a khoản 2 Điều 5 15/2020/NĐ-CP", "5", ""),
        ("Điều 5, khoản 2 Nghị định số 15/2020/NĐ-CP", "5", ""),
        ("dieu 9a 15/2020/nd-cp", "9a", ""),
        ("15/2020/NĐ-CP điều 12", "12", ""),
        ("điều 5 của Nghị định 15/2020/NĐ-CP", "5", ""),
        ("đ5 15/2020/NĐ-CP", "5", ""),
        ("k2 đ5 nd 15/2020", "5", ""),
        ("đ.5 15/2020/NĐ-CP", "5", ""),
        ("số:15/2020/NĐ-CP điều:5", "5", ""),
        ("điều 5 luật đất đai", "5", "điều 5 luật đất đai"),
        ("điều: 7 đất đai", "7", "đất đai"),
    ],
)
def test_articles(text: str, article: str, rest: str) -> None:
    found = understood(text)
    assert found.places.article == article
    assert words(found) == rest


YEAR = (dt.date(2020, 1, 1), dt.date(2020, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("thuế từ 2020 đến 2022", YEAR[0], dt.date(2022, 12, 31), "thuế"),
        ("thue tu 2020 den 2022", YEAR[0], dt.date(2022, 12, 31), "thue"),
        ("thuế từ năm 2020 đến năm 2022", YEAR[0], dt.date(2022, 12, 31), "thuế"),
        ("thuế từ năm 2020 tới nay", YEAR[0], None, "thuế"),
        ("giữa 2020 và 2022", YEAR[0], dt.date(2022, 12, 31), ""),
        ("từ 2022 đến 2020", YEAR[0], dt.date(2022, 12, 31), ""),
        ("từ ngày 01/02/2020 đến hết ngày 3/4/2020", dt.date(2020, 2, 1), dt.date(2020, 4, 3), ""),
        ("từ tháng 2/2020 đến tháng 4/2020", dt.date(2020, 2, 1), dt.date(2020, 4, 30), ""),
        ("2020-2022", YEAR[0], dt.date(2022, 12, 31), ""),
        ("lương năm 2020", *YEAR, "lương"),
        ("năm 2020", *YEAR, ""),
        ("2020", *YEAR, ""),
        ("tháng 5/2020 thuế", dt.date(2020, 5, 1), dt.date(2020, 5, 31), "thuế"),
        ("tháng 02 năm 2020", dt.date(2020, 2, 1), dt.date(2020, 2, 29), ""),
        ("thuế 5/2020", dt.date(2020, 5, 1), dt.date(2020, 5, 31), "thuế"),
        ("quý II/2020", dt.date(2020, 4, 1), dt.date(2020, 6, 30), ""),
        ("quý 4 năm 2020", dt.date(2020, 10, 1), dt.date(2020, 12, 31), ""),
        ("ngày 01/07/2020", dt.date(2020, 7, 1), dt.date(2020, 7, 1), ""),
        ("1-7-2020 thuế", dt.date(2020, 7, 1), dt.date(2020, 7, 1), "thuế"),
        ("01.07.2020", dt.date(2020, 7, 1), dt.date(2020, 7, 1), ""),
        ("ngày 5 tháng 6 năm 2020", dt.date(2020, 6, 5), dt.date(2020, 6, 5), ""),
        ("sau năm 2019", YEAR[0], None, ""),
        ("sau 2019 đất đai", YEAR[0], None, "đất đai"),
        ("sau ngày 31/12/2019", YEAR[0], None, ""),
        ("kể từ năm 2020", YEAR[0], None, ""),
        ("trước 2021", None, YEAR[1], ""),
        ("trước ngày 01/01/2021", None, YEAR[1], ""),
        ("nghị định ban hành năm 2020", *YEAR, ""),
        ("thông tư quý 1 năm 2020", dt.date(2020, 1, 1), dt.date(2020, 3, 31), ""),
        ("năm: 2020", *YEAR, ""),
        ("năm:2020-2022 thuế", YEAR[0], dt.date(2022, 12, 31), "thuế"),
        ("ngày: 01/07/2020 thuế", dt.date(2020, 7, 1), dt.date(2020, 7, 1), "thuế"),
        ("ngay ban hanh: 5/2020", dt.date(2020, 5, 1), dt.date(2020, 5, 31), ""),
    ],
)
def test_days_of_issue(text: str, first: dt.date | None, last: dt.date | None, rest: str) -> None:
    found = understood(text)
    assert (found.filters.issued_from, found.filters.issued_to) == (first, last)
    assert words(found) == rest
    assert "date" in {chip.kind for chip in found.chips}


@pytest.mark.parametrize(
    "text",
    [
        "luật đất đai năm 2013",
        "bộ luật dân sự năm 2015",
        "luật đất đai 2024",
        "lương 2020",
        "giai đoạn 2021-2025",
        "chương trình mục tiêu quốc gia giai đoạn 2021-2025",
        "nhiệm kỳ 2021 - 2026",
        "năm học 2024-2025",
        "hợp đồng được ký trước ngày 01/01/2015 thì bên mua nhà có phải nộp thuế hay không",
        "quyết định 2020",
        "tỷ lệ 1/3",
        "covid-19",
    ],
)
def test_years_and_days_that_are_words(text: str) -> None:
    found = understood(text)
    assert found.filters == Filters()
    assert not found.guessed


@pytest.mark.parametrize(
    ("text", "field", "values", "rest"),
    [
        ("loại: nghị định thuế", "types", ("Nghị định",), "thuế"),
        ("loai:thong tu thue", "types", ("Thông tư",), "thue"),
        ("loại: thông tư liên tịch", "types", ("Thông tư liên tịch",), ""),
        ("LOẠI: TT thuế", "types", ("Thông tư",), "thuế"),
        ("loại văn bản: luật", "types", ("Luật",), ""),
        ("cơ quan: Bộ Tài chính hóa đơn", "issuers", ("Bộ Tài chính",), "hóa đơn"),
        ("co quan:btc hoa don", "issuers", ("Bộ Tài chính",), "hoa don"),
        ("cơ quan: UBND tỉnh Sơn La đất", "issuers", ("Ủy ban nhân dân tỉnh Sơn La",), "đất"),
        ("cơ quan: HĐND Hà Nội", "issuers", ("Hội đồng nhân dân thành phố Hà Nội",), ""),
        ("cơ quan ban hành: Chính phủ", "issuers", ("Chính phủ",), ""),
        ('cơ quan: "Thủ tướng Chính phủ" lương', "issuers", ("Thủ tướng Chính phủ",), "lương"),
        ("tỉnh: Sơn La đất", "provinces", ("Sơn La",), "đất"),
        ("tinh:bac giang", "provinces", ("Bắc Ninh",), ""),
        ("người ký: Phạm Minh Chính", "signers", ("Phạm Minh Chính",), ""),
        ("lĩnh vực: đất đai sổ", "topics", ("dat-dai",), "sổ"),
        ("linh vuc:bao hiem", "topics", ("bao-hiem",), ""),
        ("nguoi ky: phạm minh chính, thuế", "signers", ("Phạm Minh Chính",), "thuế"),
    ],
)
def test_prefixes_that_filter(text: str, field: str, values: tuple[str, ...], rest: str) -> None:
    found = understood(text)
    assert getattr(found.filters, field) == values
    assert words(found) == rest
    assert found.chips
    assert plan(found).filters == found.filters


@pytest.mark.parametrize("text", ["tiêu đề: giá đất", 'tieu de:"gia dat"', "tên: giá đất", "trích yếu: giá đất"])
def test_words_of_a_title_must_all_stand_in_it(text: str) -> None:
    (need,) = plan(understood(text)).required
    (clause,) = need.any_of
    assert clause.kind == "all"
    assert clause.field in ("heading", "heading_folded")
    assert len(clause.tokens) == 2


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("công báo: 447/2022", [(447, 2022)]),
        ("công báo: 447 năm 2022", [(447, 2022)]),
        ("cong bao:447", [(447, None)]),
        ("công báo số 447 + 448 năm 2022", [(447, 2022), (448, 2022)]),
    ],
)
def test_gazette_issues(text: str, issues: list[tuple[int, int | None]]) -> None:
    found = understood(text)
    assert [(each.number, each.year) for each in found.issues] == issues


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ('"thuế thu nhập', "unbalanced-quote", "thuế thu nhập"),
        ('thuế" thu', "unbalanced-quote", "thuế thu"),
        ("thuế -", "lone-not", "thuế"),
        ("thuế NOT", "lone-not", "thuế"),
        ("thuế OR", "lone-or", "thuế"),
        ("OR thuế", "lone-or", "thuế"),
        ("| thuế", "lone-or", "thuế"),
        ("thuế OR loại: luật", "lone-or", "thuế"),
        ("loại: ", "empty-prefix", ""),
        ("số:", "empty-prefix", ""),
        ("tiêu đề: loại: luật", "empty-prefix", ""),
        ("tên: , đất đai", "empty-prefix", "đất đai"),
        ('tiêu đề: "" thuế', "empty-prefix", "thuế"),
        ("người ký: ; thuế", "empty-prefix", "thuế"),
        ("trích yếu: !!!", "unknown-value", ""),
        ("lĩnh vực: tư pháp", "many-topics", ""),
        ("lĩnh vực: xyz", "unknown-value", "xyz"),
        ("tên: 😀, thuế", "unknown-value", "thuế"),
        ("người ký: -", "unknown-value", ""),
        ("loại: xyz", "unknown-value", "xyz"),
        ("cơ quan: abc", "unknown-value", "abc"),
        ("năm: mười", "unknown-value", "mười"),
        ("điều: năm", "unknown-value", "năm"),
        ("thuế ngày 31/02/2025", "impossible-date", "thuế ngày 31 02 2025"),
        ("tháng 13/2024", "impossible-date", "tháng 13 2024"),
    ],
)
def test_slips_are_told_and_the_rest_is_searched(text: str, code: str, rest: str) -> None:
    found = understood(text)
    assert code in {note.code for note in found.notes}
    assert words(found) == rest
    assert found.is_mute or all(need.any_of for need in plan(found).required)
    assert all(note.message.endswith((".", "!")) for note in found.notes)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("thuế TNCN", "thu nhập cá nhân"),
        ("thue tncn", "thu nhập cá nhân"),
        ("nộp BHXH", "bảo hiểm xã hội"),
        ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất"),
        ("so do", "giấy chứng nhận quyền sử dụng đất"),
        ("đổi bằng lái", "giấy phép lái xe"),
        ("VAT", "giá trị gia tăng"),
        ("vật tư", None),
        ("vat tu", None),
        ("sơ đồ", None),
        ("hộ kinh doanh", None),
    ],
)
def test_what_words_mean(text: str, meaning: str | None) -> None:
    found = understood(text)
    assert [each.shown for each in found.meanings] == ([meaning] if meaning else [])
    needs = plan(found).needs
    assert any(clause.kind == "phrase" for need in needs for clause in need.any_of) == (meaning is not None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thue61 thu nhập", "thuế thu nhập"),
        ("thuees thu nhaapj", "thuế thu nhập"),
        ("ddaats", "đất"),
        ("d9at61", "đất"),
        ("ngươif thuê", "người thuê"),
        ("thuenha", "thuê nhà"),
        ("thuethunhap", "thuế thu nhập"),
        ("ngưoiwf", "ngưoiwf"),
        ("nhapp", "nhập"),
        ("nhân dâan", "nhân dân"),
    ],
)
def test_slips_of_typing(typed: str, meant: str) -> None:
    found = mend(understood(typed), TABLE)
    assert " ".join(term.likely for run in found.runs for term in run) == meant
    assert ("corrected" in {chip.kind for chip in found.chips}) == (typed != meant)


def test_verbatim_takes_words_as_typed() -> None:
    found = mend(analyse(SearchQuery("thue61 TNCN năm 2020", verbatim=True)), TABLE)
    assert words(found) == "thue61 tncn năm 2020"
    assert not found.chips
    assert found.filters == Filters()


def test_a_half_typed_word_may_become_several() -> None:
    found = mend(understood("người thu"), TABLE)
    assert found.runs[0][-1].others == ()  # 'thu' is a word
    half = mend(understood("người thuê nh"), TABLE).runs[0][-1]
    assert "nhập" in half.others
    assert all(word.startswith("nh") for word in half.others)
    (clause,) = plan(mend(understood("người thuê nh"), TABLE)).needs[-1].any_of
    assert {"nh", "nhập"} <= set(clause.tokens)


def test_each_chip_gives_the_query_without_it() -> None:
    text = 'loại: luật "đất đai" -nhà 15/2020/NĐ-CP'
    for chip in understood(text).chips:
        assert chip.without is not None
        assert len(understood(chip.without).chips) == len(understood(text).chips) - 1


# -------------------------------------------------------------------------------------------------------- any text

ALPHABET = '"“”-−|()/+.,:~0123456789 ORNOTgầnđiềukhoảnsốnghịđịnhcôngbáonămloạitừđếntrướcsauthuế'


def tokens(clause: Clause) -> tuple[str, ...]:
    return clause.tokens


PREFIXED = st.lists(
    st.sampled_from(["tên:", "tiêu đề:", "trích yếu:", "người ký:", "loại:", "cơ quan:", "số:", "năm:", "điều:"])
    | st.sampled_from([",", ";", '"', '""', "-", "!!!", "😀", "thuế", "luật", "5", "2020", "đất đai"]),
    max_size=12,
).map(" ".join)


@given(st.text(max_size=512) | st.text(alphabet=ALPHABET, max_size=300) | PREFIXED)
def test_any_text_gives_a_plan_of_single_tokens(text: str) -> None:
    """Nothing of a query reaches an engine but tokens of the product's own making (promise P15)."""
    found: SearchPlan = plan(mend(analyse(SearchQuery(text)), TABLE))
    needs = [clause for need in (*found.required, *found.needs) for clause in need.any_of]
    assert all(found.filters.signers)
    for clause in (*found.exact, *needs, *found.scored, *found.excluded):
        assert clause.tokens
        assert all(
            token and not any(letter.isspace() or letter in '"*?~\\' for letter in token) for token in clause.tokens
        )
        assert clause.kind != "near" or 0 < clause.split < len(clause.tokens)


@given(st.text(alphabet=ALPHABET, max_size=300))
def test_a_chip_taken_off_never_asks_for_more(text: str) -> None:
    typed = understood(text).text
    for chip in understood(text).chips:
        if chip.kind in READINGS and chip.without:
            assert chip.without.replace("=", "") == typed.replace("=", "")
            assert chip.shown not in {each.shown for each in understood(chip.without).chips}
        else:
            assert chip.without is None or len(chip.without) < len(typed)
