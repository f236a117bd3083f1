"""Documents of central bodies: law, decree with an annex, amending circular, notice."""

import datetime as dt
from itertools import pairwise

from sample_gazettes.model import Annex, Basis, Document, Recital, Relation, Signer, Unit, long_date
from sample_gazettes.phrases import (
    POINTS,
    ROMAN,
    Ministry,
    Scene,
    bank,
    earlier,
    effect,
    law_basis,
    middle_articles,
    opening_articles,
    person,
)

EXPLICIT = ("long", "short")
ANY = ("long", "short", "signing", "after", "after_both", "after_words", "gazette")


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
    sentence, date = effect(scene, EXPLICIT)
    last = len(articles) + 1
    closing = bank()["closings"]
    articles.append(Unit("article", f"Điều {last}", rng.choice(closing["heading"][:2]), sentence))
    decoy = scene.fill(rng.choice(closing["decoys"]))
    articles.append(Unit("article", f"Điều {last + 1}", "Quy định chuyển tiếp", decoy))
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
            Recital(
                "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
                (Basis("Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam", None, None),),
            ),
            Recital(f"Quốc hội ban hành Luật {name}."),
        ),
        body=chapters(scene, articles, 4 if middle >= 6 else 3),
        adopted=f"Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa {roman}, "
        f"kỳ họp thứ {rng.randint(1, 10)} thông qua ngày {long_date(day)}.",
        issuer_banner="QUỐC HỘI",
    )


def decree(scene: Scene, middle: int, *, in_chapters: bool, with_annex: bool, forms: tuple[str, ...]) -> Document:
    """A decree of the Government that ends or replaces an older one."""
    rng, day = scene.rng, scene.issued_on
    second = (
        ("Luật Thư viện", "Luật Phí và lệ phí")
        if day.year >= 2020
        else ("Pháp lệnh Thư viện", "Pháp lệnh Phí và lệ phí")
    )
    number = f"{rng.randint(10, 180):02d}/{day.year}/NĐ-CP"
    old_day = earlier(rng, day, (4, 9))
    old = f"{rng.randint(10, 180)}/{old_day.year}/NĐ-CP"
    title = rng.choice(("Quy định về {thing}", "Quy định quản lý và sử dụng {thing}", "Về phát triển {thing}"))
    title = title.format(thing=scene.topic["thing"])
    articles = opening_articles(scene, with_terms=in_chapters)
    articles += middle_articles(scene, len(articles) + 1, middle)
    sentence, date = effect(scene, forms)
    ended, relation = _ending(scene, old, old_day)
    closing = bank()["closings"]
    last = len(articles) + 1
    clauses = [sentence, ended, scene.fill(rng.choice(closing["decoys"]))]
    articles.append(
        Unit(
            "article",
            f"Điều {last}",
            rng.choice(closing["heading"]),
            children=tuple(Unit("clause", str(i), text=t) for i, t in enumerate(clauses, 1)),
        )
    )
    duty = closing["government_duty"]
    articles.append(Unit("article", f"Điều {last + 1}", rng.choice(closing["duty_heading"]), duty))
    deputy = rng.random() < 0.7
    authority = ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG") if deputy else ("TM. CHÍNH PHỦ",)
    lowered = title[0].lower() + title[1:]
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
            *law_basis(rng, day, ("Luật Tổ chức Chính phủ", rng.choice(second))),
            Recital(f"Theo đề nghị của Bộ trưởng {scene.agency};"),
            Recital(f"Chính phủ ban hành Nghị định {lowered}."),
        ),
        body=chapters(scene, articles, 3) if in_chapters else tuple(articles),
        annexes=(_annex(scene, number, day),) if with_annex else (),
        relations=(relation,),
        issuer_banner="CHÍNH PHỦ",
    )


def _ending(scene: Scene, old: str, old_day: dt.date) -> tuple[str, Relation]:
    """The clause that ends the older decree, in one of three wordings."""
    full = f"Nghị định số {old} ngày {long_date(old_day)} của Chính phủ quy định về {scene.topic['thing']}"
    sentences = (
        ("repeals", f"{full} hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành."),
        ("replaces", f"Nghị định này thay thế {full}."),
        ("repeals", f"Bãi bỏ {full}."),
    )
    kind, sentence = scene.rng.choice(sentences)
    name = f"Nghị định quy định về {scene.topic['thing']}"
    return sentence, Relation(kind, old, name, "whole", sentence)


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


def amending_circular(scene: Scene, ministry: Ministry, quotes: tuple[str, str]) -> Document:
    """A circular that amends another: quoted articles and clauses are no structure of its own (handbook 3.9)."""
    rng, day = scene.rng, scene.issued_on
    old_day = earlier(rng, day, (1, 5))
    old = f"{rng.randint(1, 60):02d}/{old_day.year}/TT-{ministry.code}"
    about = f"hướng dẫn tổ chức, hoạt động của {scene.topic['unit']}"
    full = f"Thông tư số {old} ngày {long_date(old_day)} của Bộ trưởng {ministry.name} {about}"
    title = f"Sửa đổi, bổ sung một số điều của {full}"
    lead = Unit("article", "Điều 1", title, children=tuple(_amendments(scene, quotes)))
    sentence, date = effect(scene, ANY)
    closing = bank()["closings"]
    last = Unit(
        "article",
        "Điều 2",
        rng.choice(closing["heading"]),
        children=(
            Unit("clause", "1", text=sentence),
            Unit("clause", "2", text=scene.fill(closing["difficulty"])),
            Unit("clause", "3", text=closing["ministry_duty"]),
        ),
    )
    deputy = rng.random() < 0.7
    signer = Signer(person(rng), "THỨ TRƯỞNG", ("KT. BỘ TRƯỞNG",)) if deputy else Signer(person(rng), "BỘ TRƯỞNG")
    charter_day = earlier(rng, day, (1, 2))
    charter = f"Nghị định quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của {ministry.name}"
    charter_number = f"{rng.randint(10, 99)}/{charter_day.year}/NĐ-CP"
    charter_line = f"Căn cứ {charter.replace('Nghị định', f'Nghị định số {charter_number} ngày {long_date(charter_day)} của Chính phủ', 1)};"
    return Document(
        number=f"{rng.randint(1, 70):02d}/{day.year}/TT-{ministry.code}",
        type="Thông tư",
        issuers=(ministry.name,),
        letterhead=wrapped(ministry.name.upper()),
        title=title,
        issued_on=day,
        place="Hà Nội",
        effective_on=date,
        signers=(signer,),
        recitals=(
            *law_basis(rng, day, ("Luật Ban hành văn bản quy phạm pháp luật",)),
            Recital(charter_line, (Basis(charter, charter_number, charter_day),)),
            Recital("Theo đề nghị của Vụ trưởng Vụ Pháp chế;"),
            Recital(f"Bộ trưởng {ministry.name} ban hành Thông tư {title[0].lower()}{title[1:]}."),
        ),
        body=(lead, last),
        relations=(Relation("amends", old, f"Thông tư {about}", "part", title),),
        issuer_banner=ministry.name.upper(),
    )


def wrapped(name: str) -> tuple[str, ...]:
    """A long issuer's name on two lines of the letterhead."""
    words = name.split(" ")
    if len(name) <= 22:
        return (name,)
    best = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return (" ".join(words[:best]), " ".join(words[best:]))


def _amendments(scene: Scene, quotes: tuple[str, str]) -> list[Unit]:
    """Four to six amending clauses: replaced clause, inserted article, replaced points, phrase, repealed clause."""
    rng = scene.rng
    at = sorted(rng.sample(range(3, 16), 5))
    inserted = middle_articles(scene, at[1], 1)[0]
    quoted = [f"Điều {at[1]}a. {inserted.heading}"] + ([inserted.text] if inserted.text else [])
    for child in inserted.children:
        quoted.append(f"{child.label}{'.' if child.level == 'clause' else ')'} {child.text}")
        quoted += [f"{p.label}) {p.text}" for p in child.children]
    clause = scene.fill(rng.choice(bank()["articles"][0]["clauses"])["text"])
    two = [scene.fill(t).rstrip(";.") for t in bank()["articles"][1]["clauses"][0]["points"][1:3]]
    target = f"Điều {at[0]} khoản 2"
    replaced = Unit("quote", text=f"2. {clause}"[:-1], operation="replace", target=target)
    added = Unit("quote", text="\n".join(quoted)[:-1], operation="insert", target=f"Điều {at[1]}a")
    swaps = tuple(
        Unit(
            "point",
            POINTS[i],
            text=f"Sửa đổi, bổ sung điểm {POINTS[i + 1]} như sau:",
            children=(
                Unit(
                    "quote",
                    text=f"{POINTS[i + 1]}) {text}",
                    operation="replace",
                    target=f"Điều {at[2]} khoản 1 điểm {POINTS[i + 1]}",
                ),
            ),
        )
        for i, text in enumerate(two)
    )
    words = [quotes[0] + phrase + quotes[1] for phrase in ("cán bộ phụ trách", "người phụ trách")]
    out = [
        (f"Sửa đổi, bổ sung khoản 2 Điều {at[0]} như sau:", (replaced,)),
        (f"Bổ sung Điều {at[1]}a vào sau Điều {at[1]} như sau:", (added,)),
        (f"Sửa đổi, bổ sung một số điểm của khoản 1 Điều {at[2]} như sau:", swaps),
        (f"Thay thế cụm từ {words[0]} bằng cụm từ {words[1]} tại Điều {at[3]} và khoản 3 Điều {at[4]}.", ()),
    ]
    return [Unit("clause", str(i), text=text, children=children) for i, (text, children) in enumerate(out, 1)]


def notice(scene: Scene) -> Document:
    """A notice of the Government Office: numbered items, no articles, receivers and KT. signature."""
    rng, day, words = scene.rng, scene.issued_on, bank()["notice"]
    chair = f"Phó Thủ tướng Chính phủ {person(rng)}"
    meeting = scene.fill(rng.choice(words["meetings"]))
    met = day - dt.timedelta(days=rng.randint(4, 15))
    lead = words["lead"].replace("{date}", long_date(met)).replace("{chair}", chair).replace("{meeting}", meeting)
    body = [Unit("paragraph", text=scene.fill(lead)), Unit("paragraph", text=scene.fill(words["praise"]))]
    for i, item in enumerate(words["items"][: rng.randint(3, 5)], 1):
        later = met + dt.timedelta(days=120)
        text = scene.fill(item.replace("{year}", str(later.year)).replace("{month}", f"{later.month:02d}"))
        dashes = words["dashes"][: rng.randint(2, 4)] if i == 2 else []
        body.append(Unit("clause", str(i), text=text))
        body += [Unit("paragraph", text="- " + scene.fill(d)) for d in dashes]
    body.append(Unit("paragraph", text=words["close"]))
    return Document(
        number=f"{rng.randint(20, 480)}/TB-VPCP",
        type="Thông báo",
        issuers=("Văn phòng Chính phủ",),
        letterhead=("VĂN PHÒNG CHÍNH PHỦ",),
        title=f"Kết luận của {chair} tại {meeting}",
        issued_on=day,
        place="Hà Nội",
        effective_on=None,
        signers=(Signer(person(rng), "PHÓ CHỦ NHIỆM", ("KT. BỘ TRƯỞNG, CHỦ NHIỆM",)),),
        body=tuple(body),
        receivers=(
            "- Thủ tướng, các Phó Thủ tướng (để b/c);",
            f"- {scene.agency};",
            "- VPCP: BTCN, các PCN, Trợ lý TTg,",
            "các Vụ, Cục, đơn vị (để p/h);",
            f"- Lưu: VT, KGVX ({rng.randint(2, 4)}b).",
        ),
        section_banner="VĂN BẢN PHÁP LUẬT KHÁC",
        issuer_banner="VĂN PHÒNG CHÍNH PHỦ",
    )
