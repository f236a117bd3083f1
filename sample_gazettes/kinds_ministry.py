"""Documents of ministries: an amending circular with quoted articles, a notice without articles."""

import datetime as dt
from collections.abc import Iterator

from sample_gazettes.kinds_acts import effect_article
from sample_gazettes.model import Basis, Document, Recital, Relation, Signer, Unit, long_date
from sample_gazettes.phrases import POINTS, Ministry, Scene, bank, earlier, law_basis, middle_articles, person

ANY = ("long", "short", "signing", "after", "after_both", "after_words", "gazette", "year")


def amending_circular(scene: Scene, ministry: Ministry, quotes: tuple[str, str]) -> Document:
    """A circular that amends another: quoted articles and clauses are no structure of its own (handbook 3.9)."""
    rng, day = scene.rng, scene.issued_on
    old_day = earlier(rng, day, (1, 5))
    old = f"{rng.randint(1, 60):02d}/{old_day.year}/TT-{ministry.code}"
    about = f"hướng dẫn tổ chức, hoạt động của {scene.topic['unit']}"
    full = f"Thông tư số {old} ngày {long_date(old_day)} của Bộ trưởng {ministry.name} {about}"
    title = f"Sửa đổi, bổ sung một số điều của {full}"
    lead = Unit("article", "Điều 1", title, children=tuple(_amendments(scene, quotes)))
    closing = bank()["closings"]
    last, date = effect_article(scene, 2, ANY, (scene.fill(closing["difficulty"]), closing["ministry_duty"]))
    deputy = rng.random() < 0.7
    signer = Signer(person(rng), "THỨ TRƯỞNG", ("KT. BỘ TRƯỞNG",)) if deputy else Signer(person(rng), "BỘ TRƯỞNG")
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
            _charter(scene, ministry),
            Recital("Theo đề nghị của Vụ trưởng Vụ Pháp chế;"),
            Recital(f"Bộ trưởng {ministry.name} ban hành Thông tư {title[0].lower()}{title[1:]}."),
        ),
        body=(lead, last),
        relations=(Relation("amends", old, f"Thông tư {about}", "part", title),),
        issuer_banner=ministry.name.upper(),
    )


def _charter(scene: Scene, ministry: Ministry) -> Recital:
    """The recital of the decree that gives the ministry its tasks."""
    day = earlier(scene.rng, scene.issued_on, (1, 2))
    number = f"{scene.rng.randint(10, 99)}/{day.year}/NĐ-CP"
    about = f"quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của {ministry.name}"
    text = f"Căn cứ Nghị định số {number} ngày {long_date(day)} của Chính phủ {about};"
    return Recital(text, (Basis(f"Nghị định {about}", number, day),))


def wrapped(name: str) -> tuple[str, ...]:
    """A long issuer's name on two lines of the letterhead."""
    words = name.split(" ")
    if len(name) <= 22:
        return (name,)
    best = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return (" ".join(words[:best]), " ".join(words[best:]))


def _amendments(scene: Scene, quotes: tuple[str, str]) -> list[Unit]:
    """Amending clauses: a replaced clause, an inserted article, replaced points, exchanged words."""
    at = sorted(scene.rng.sample(range(3, 16), 5))
    clause = scene.fill(scene.rng.choice(bank()["articles"][0]["clauses"])["text"])
    replaced = Unit("quote", text=f"2. {clause}"[:-1], operation="replace", target=f"Điều {at[0]} khoản 2")
    words = [quotes[0] + phrase + quotes[1] for phrase in ("cán bộ phụ trách", "người phụ trách")]
    out = [
        (f"Sửa đổi, bổ sung khoản 2 Điều {at[0]} như sau:", (replaced,)),
        (f"Bổ sung Điều {at[1]}a vào sau Điều {at[1]} như sau:", (_inserted(scene, at[1]),)),
        (f"Sửa đổi, bổ sung một số điểm của khoản 1 Điều {at[2]} như sau:", _swaps(scene, at[2])),
        (f"Thay thế cụm từ {words[0]} bằng cụm từ {words[1]} tại Điều {at[3]} và khoản 3 Điều {at[4]}.", ()),
    ]
    return [Unit("clause", str(i), text=text, children=children) for i, (text, children) in enumerate(out, 1)]


def _inserted(scene: Scene, after: int) -> Unit:
    """A whole quoted article, numbered after the one before it: Điều 5a."""
    article = middle_articles(scene, after, 1)[0]
    lines = [f"Điều {after}a. {article.heading}"] + ([article.text] if article.text else [])
    for child in article.children:
        lines.append(f"{child.label}{'.' if child.level == 'clause' else ')'} {child.text}")
        lines += [f"{p.label}) {p.text}" for p in child.children]
    return Unit("quote", text="\n".join(lines)[:-1], operation="insert", target=f"Điều {after}a")


def _swaps(scene: Scene, article: int) -> tuple[Unit, ...]:
    """Two points of the amender, each with the quoted point that it puts in place."""
    templates = bank()["articles"][1]["clauses"][0]["points"][1:3]
    out = []
    for i, template in enumerate(templates):
        label = POINTS[i + 1]
        text = f"{label}) {scene.fill(template).rstrip(';.')}"
        quote = Unit("quote", text=text, operation="replace", target=f"Điều {article} khoản 1 điểm {label}")
        out.append(Unit("point", POINTS[i], text=f"Sửa đổi, bổ sung điểm {label} như sau:", children=(quote,)))
    return tuple(out)


def notice(scene: Scene) -> Document:
    """A notice of the Government Office: numbered items, no articles, receivers and KT. signature."""
    rng, day = scene.rng, scene.issued_on
    chair = f"Phó Thủ tướng Chính phủ {person(rng)}"
    meeting = scene.fill(rng.choice(bank()["notice"]["meetings"]))
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
        body=tuple(_notice_body(scene, chair, meeting)),
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


def _notice_body(scene: Scene, chair: str, meeting: str) -> Iterator[Unit]:
    """Introduction, numbered items (the second with dashes below it), closing sentence."""
    rng, words = scene.rng, bank()["notice"]
    met = scene.issued_on - dt.timedelta(days=rng.randint(4, 15))
    due = met + dt.timedelta(days=120)
    lead = words["lead"].replace("{date}", long_date(met)).replace("{chair}", chair).replace("{meeting}", meeting)
    yield Unit("paragraph", text=scene.fill(lead))
    yield Unit("paragraph", text=scene.fill(words["praise"]))
    for i, item in enumerate(words["items"][: rng.randint(3, 5)], 1):
        text = scene.fill(item.replace("{year}", str(due.year)).replace("{month}", f"{due.month:02d}"))
        yield Unit("clause", str(i), text=text)
        if i == 2:
            yield from (Unit("paragraph", text="- " + scene.fill(d)) for d in words["dashes"][: rng.randint(2, 4)])
    yield Unit("paragraph", text=words["close"])
