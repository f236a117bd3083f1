"""Acts of the National Assembly and the Government: a law with chapters, a decree with an annex."""

import datetime as dt
from itertools import pairwise

from sample_gazettes.model import Annex, Basis, Document, Recital, Relation, Signer, Unit, long_date
from sample_gazettes.phrases import (
    ROMAN,
    Scene,
    bank,
    earlier,
    effect,
    law_basis,
    middle_articles,
    opening_articles,
    person,
)

EXPLICIT = ("long", "short", "excepting")
CONSTITUTION = "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"


def chapters(scene: Scene, articles: list[Unit], count: int) -> tuple[Unit, ...]:
    """Articles in chapters: general rules, chosen headings, final articles; one chapter may hold sections."""
    rng = scene.rng
    names = rng.sample(bank()["chapters"]["headings"], count - 2)
    middle = articles[3:-2]
    cuts = [len(middle) * i // len(names) for i in range(len(names) + 1)]
    groups = [articles[:3], *(middle[a:b] for a, b in pairwise(cuts)), articles[-2:]]
    headings = ["NHỮNG QUY ĐỊNH CHUNG", *names, "ĐIỀU KHOẢN THI HÀNH"]
    out = []
    for i, (heading, group) in enumerate(zip(headings, groups, strict=True)):
        children = tuple(group)
        if 0 < i < count - 1 and len(group) >= 4:
            children = _sections(scene, group)
        out.append(Unit("chapter", f"Chương {ROMAN[i]}", heading, children=children))
    return tuple(out)


def _sections(scene: Scene, articles: list[Unit]) -> tuple[Unit, ...]:
    names = scene.rng.sample(bank()["chapters"]["sections"], 2)
    half = len(articles) // 2
    parts = (articles[:half], articles[half:])
    return tuple(
        Unit("section", f"Mục {i}", name, children=tuple(part))
        for i, (name, part) in enumerate(zip(names, parts, strict=True), 1)
    )


def law(scene: Scene, middle: int) -> Document:
    """A law with chapters. The adoption date stands in the closing sentence; there is no dateline."""
    rng, day = scene.rng, scene.issued_on
    term = 16 if day >= dt.date(2026, 4, 1) else 15 if day >= dt.date(2021, 7, 20) else 14
    roman = {14: "XIV", 15: "XV", 16: "XVI"}[term]
    name = f"Quản lý và phát triển {scene.topic['thing']}"
    articles = opening_articles(scene, with_terms=True)
    articles += middle_articles(scene, 4, middle)
    final, date = effect_article(scene, len(articles) + 1, EXPLICIT, ())
    decoy = scene.fill(rng.choice(bank()["closings"]["decoys"]))
    articles += [final, Unit("article", f"Điều {len(articles) + 2}", "Quy định chuyển tiếp", decoy)]
    return Document(
        number=f"{rng.randint(10, 99)}/{day.year}/QH{term}",
        type="Luật",
        issuers=("Quốc hội",),
        letterhead=("QUỐC HỘI",),
        title=name,
        title_capitals=True,
        number_label="Luật số:",
        issued_on=day,
        effective_on=date,
        signers=(Signer(person(rng), "CHỦ TỊCH QUỐC HỘI"),),
        recitals=(
            Recital(f"Căn cứ {CONSTITUTION};", (Basis(CONSTITUTION, None, None),)),
            Recital(f"Quốc hội ban hành Luật {name}."),
        ),
        body=chapters(scene, articles, 4 if middle >= 6 else 3),
        adopted=f"Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa {roman}, "
        f"kỳ họp thứ {rng.randint(1, 10)} thông qua ngày {long_date(day)}.",
        issuer_banner="QUỐC HỘI",
    )


def effect_article(
    scene: Scene, number: int, forms: tuple[str, ...], more: tuple[str, ...]
) -> tuple[Unit, dt.date | None]:
    """The article on effect, its date, and after that sentence `more` as clauses.

    A sentence with an exception is followed by the clause that it names, as in "trừ trường hợp quy định tại khoản 2".
    """
    rng, closing = scene.rng, bank()["closings"]
    sentence, date = effect(scene, forms)
    heading = rng.choice(closing["heading"])
    clauses = [sentence, *more]
    if "khoản 2 Điều này" in sentence and date:
        later = long_date(date + dt.timedelta(days=184))
        clauses.insert(1, scene.fill(closing["exception"].replace("{article}", "3").replace("{date}", later)))
    if len(clauses) == 1:
        return Unit("article", f"Điều {number}", heading, sentence), date
    units = tuple(Unit("clause", str(i), text=t) for i, t in enumerate(clauses, 1))
    return Unit("article", f"Điều {number}", heading, children=units), date


def decree(scene: Scene, middle: int, *, in_chapters: bool, with_annex: bool, forms: tuple[str, ...]) -> Document:
    """A decree of the Government that ends or replaces an older one."""
    rng, day = scene.rng, scene.issued_on
    number = f"{rng.randint(10, 180):02d}/{day.year}/NĐ-CP"
    titles = ("Quy định về {thing}", "Quy định quản lý và sử dụng {thing}", "Về phát triển {thing}")
    title = rng.choice(titles).format(thing=scene.topic["thing"])
    articles = opening_articles(scene, with_terms=in_chapters)
    articles += middle_articles(scene, len(articles) + 1, middle - 1)
    articles.append(_fees(scene, len(articles) + 1))
    relation = _ending(scene)
    decoy = scene.fill(rng.choice(bank()["closings"]["decoys"]))
    final, date = effect_article(scene, len(articles) + 1, forms, (relation.evidence, decoy))
    duty = bank()["closings"]["government_duty"]
    duty_heading = rng.choice(bank()["closings"]["duty_heading"])
    articles += [final, Unit("article", f"Điều {len(articles) + 2}", duty_heading, duty)]
    deputy = rng.random() < 0.7
    authority = ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG") if deputy else ("TM. CHÍNH PHỦ",)
    return Document(
        number=number,
        type="Nghị định",
        issuers=("Chính phủ",),
        letterhead=("CHÍNH PHỦ",),
        title=title,
        issued_on=day,
        place="Hà Nội",
        effective_on=date,
        signers=(Signer(person(rng), "PHÓ THỦ TƯỚNG" if deputy else "THỦ TƯỚNG", authority),),
        recitals=(
            *law_basis(rng, day, ("Luật Tổ chức Chính phủ", rng.choice(_second_basis(day)))),
            Recital(f"Theo đề nghị của Bộ trưởng {scene.agency};"),
            Recital(f"Chính phủ ban hành Nghị định {title[0].lower()}{title[1:]}."),
        ),
        body=chapters(scene, articles, 3) if in_chapters else tuple(articles),
        annexes=(_annex(scene, number, day),) if with_annex else (),
        relations=(relation,),
        issuer_banner="CHÍNH PHỦ",
    )


def _second_basis(day: dt.date) -> tuple[str, ...]:
    if day.year < 2020:
        return ("Pháp lệnh Thư viện", "Pháp lệnh Phí và lệ phí")
    return ("Luật Thư viện", "Luật Phí và lệ phí")


def _fees(scene: Scene, number: int) -> Unit:
    """An article whose first clause holds a small ruled table."""
    rng, words = scene.rng, bank()["fees"]
    items = words["items"][: rng.randint(3, len(words["items"]))]
    rows = [(scene.fill(item), f"{rng.randint(1, 30)}.000", f"{rng.randint(1, 15)}.500") for item in items]
    table = Unit("table", rows=(tuple(words["head"]), *rows))
    clauses = [Unit("clause", "1", text=scene.fill(words["lead"]), children=(table,))]
    clauses += [Unit("clause", str(i), text=scene.fill(t)) for i, t in enumerate(words["rest"], 2)]
    return Unit("article", f"Điều {number}", words["heading"], children=tuple(clauses))


def _ending(scene: Scene) -> Relation:
    """The clause that ends the older decree, in one of three wordings."""
    rng = scene.rng
    old_day = earlier(rng, scene.issued_on, (4, 9))
    old = f"{rng.randint(10, 180)}/{old_day.year}/NĐ-CP"
    name = f"Nghị định quy định về {scene.topic['thing']}"
    full = f"Nghị định số {old} ngày {long_date(old_day)} của Chính phủ quy định về {scene.topic['thing']}"
    kind, sentence = rng.choice(
        (
            ("repeals", f"{full} hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành."),
            ("replaces", f"Nghị định này thay thế {full}."),
            ("repeals", f"Bãi bỏ {full}."),
        )
    )
    return Relation(kind, old, name, "whole", sentence)


def _annex(scene: Scene, number: str, day: dt.date) -> Annex:
    """Phụ lục with numbered items and a ruled table that runs on to the next page."""
    rng, goods = scene.rng, scene.topic["goods"]
    rows = [("STT", "Tên trang thiết bị, vật dụng", "Đơn vị tính", "Số lượng tối thiểu")]
    kinds = [f"{good}, loại {kind}" for good in goods for kind in ("lớn", "vừa", "nhỏ", "dự phòng", "lưu động")]
    for i, kind in enumerate(kinds[: rng.randint(36, len(kinds))], 1):
        rows.append(
            (str(i), kind, rng.choice(("Cái", "Bộ", "Chiếc")), f"{rng.randint(1, 40) * 50:,}".replace(",", "."))
        )
    items = (
        Unit("clause", "1", text=f"Danh mục áp dụng đối với {scene.topic['unit']} tại các địa bàn sau:"),
        Unit("paragraph", text="- Các xã, phường thuộc vùng đồng bằng và trung du;"),
        Unit("paragraph", text="- Các xã miền núi, biên giới và đặc khu."),
        Unit("clause", "2", text="Số lượng tối thiểu được quy định tại bảng sau:"),
        Unit("table", rows=tuple(rows)),
    )
    label = rng.choice(("Phụ lục", "PHỤ LỤC", "Phụ lục I", "Phụ lục 01"))
    note = f"(Kèm theo Nghị định số {number} ngày {long_date(day)} của Chính phủ)"
    return Annex(label, f"DANH MỤC TRANG THIẾT BỊ DÙNG CHO {scene.topic['thing'].upper()}", note, items)
