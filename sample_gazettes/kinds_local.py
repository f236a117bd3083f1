"""Documents of a province: a decision with an attached regulation, a resolution of the people's council."""

import datetime as dt

from sample_gazettes.kinds_acts import EXPLICIT, effect_article
from sample_gazettes.model import Annex, Document, Recital, Relation, Signer, Unit, long_date
from sample_gazettes.phrases import Scene, bank, earlier, effect, law_basis, middle_articles, opening_articles, person

LOCAL = ("long", "short", "excepting", "after", "after_both", "after_words")


def decision(scene: Scene, province: str, middle: int) -> Document:
    """QĐ-UBND that promulgates a Quy chế or Quy định with articles of its own, numbered from 1 (handbook 3.10)."""
    rng, day = scene.rng, scene.issued_on
    committee = f"Ủy ban nhân dân {province}"
    kind = rng.choice(("Quy chế", "Quy định"))
    about = f"quản lý, sử dụng {scene.topic['thing']} trên địa bàn {province}"
    number = f"{rng.randint(5, 90):02d}/{day.year}/QĐ-UBND"
    old_day = earlier(rng, day, (2, 6))
    old = f"{rng.randint(5, 90):02d}/{old_day.year}/QĐ-UBND"
    full = f"Quyết định số {old} ngày {long_date(old_day)} của {committee} ban hành {kind} {about}"
    relation = Relation(
        "replaces", old, f"Quyết định ban hành {kind} {about}", "whole", f"Quyết định này thay thế {full}."
    )
    final, date = effect_article(scene, 2, LOCAL, (relation.evidence,))
    promulgating = Unit("article", "Điều 1", text=f"Ban hành kèm theo Quyết định này {kind} {about}.")
    duty = scene.fill(bank()["closings"]["province_duty"].replace("{committee}", committee))
    deputy = rng.random() < 0.5
    authority = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH") if deputy else ("TM. ỦY BAN NHÂN DÂN",)
    return Document(
        number=number,
        type="Quyết định",
        issuers=(committee,),
        letterhead=("ỦY BAN NHÂN DÂN", province.upper()),
        title=f"Ban hành {kind} {about}",
        issued_on=day,
        place=place(province),
        effective_on=date,
        signers=(Signer(person(rng), "PHÓ CHỦ TỊCH" if deputy else "CHỦ TỊCH", authority),),
        recitals=(
            *law_basis(rng, day, ("Luật Tổ chức chính quyền địa phương", "Luật Ban hành văn bản quy phạm pháp luật")),
            Recital(f"Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số {rng.randint(20, 400)}/TTr-SNV;"),
            Recital(f"{committee} ban hành Quyết định ban hành {kind} {about}."),
        ),
        body=(promulgating, final, Unit("article", "Điều 3", text=duty)),
        annexes=(regulation(scene.named(kind), about, number, committee, middle),),
        relations=(relation,),
        receivers=("- Như Điều 3;", "- Bộ Tư pháp (Cục KTVB);", f"- TT HĐND {province};", "- Lưu: VT, NC."),
        issuer_banner=f"ỦY BAN NHÂN DÂN {unit_kind(province).upper()}",
    )


def regulation(scene: Scene, about: str, number: str, committee: str, middle: int) -> Annex:
    """The attached Quy chế: chapters and articles of its own."""
    articles = opening_articles(scene, with_terms=False)
    articles += middle_articles(scene, 3, middle)
    closing = scene.fill(bank()["closings"]["difficulty"])
    articles.append(Unit("article", f"Điều {len(articles) + 1}", "Tổ chức thực hiện", closing))
    body = (
        Unit("chapter", "Chương I", "QUY ĐỊNH CHUNG", children=tuple(articles[:2])),
        Unit("chapter", "Chương II", "QUY ĐỊNH CỤ THỂ", children=tuple(articles[2:])),
    )
    note = f"(Ban hành kèm theo Quyết định số {number} ngày {long_date(scene.issued_on)} của {committee})"
    return Annex(scene.noun, about[0].upper() + about[1:], note, body)


def unit_kind(province: str) -> str:
    """'tỉnh' or 'thành phố'."""
    return province.removesuffix(place(province)).strip()


def place(province: str) -> str:
    """The place in a dateline: 'tỉnh Sơn La' signs at 'Sơn La'."""
    return province.removeprefix("tỉnh ").removeprefix("thành phố ")


def resolution(scene: Scene, province: str) -> Document:
    """NQ-HĐND: adopted at a session, signed by the council's chairman."""
    rng, day = scene.rng, scene.issued_on
    council = f"Hội đồng nhân dân {province}"
    term = "XVI" if day >= dt.date(2026, 4, 1) else "XV"
    session = rng.choice(("thứ hai", "thứ ba", "thứ năm", "chuyên đề"))
    about = f"chính sách hỗ trợ {scene.topic['thing']} trên địa bàn {province}"
    sentence, date = effect(scene, (*EXPLICIT[:2], "adoption", "after_adoption"))
    closing = f"Nghị quyết này đã được {council} Khóa {term}, Kỳ họp {session} thông qua ngày {long_date(day)}./."
    return Document(
        number=f"{rng.randint(3, 60):02d}/{day.year}/NQ-HĐND",
        type="Nghị quyết",
        issuers=(council,),
        letterhead=("HỘI ĐỒNG NHÂN DÂN", province.upper()),
        title=f"Quy định {about}",
        issued_on=day,
        place=place(province),
        effective_on=date,
        signers=(Signer(person(rng), "CHỦ TỊCH"),),
        head_lines=(council.upper(), f"KHÓA {term}, KỲ HỌP {session.upper()}"),
        recitals=(
            *law_basis(rng, day, ("Luật Tổ chức chính quyền địa phương",)),
            Recital(f"Xét Tờ trình số {rng.randint(20, 400)}/TTr-UBND của Ủy ban nhân dân {province};"),
            Recital(f"{council} ban hành Nghị quyết quy định {about}."),
        ),
        body=_support(scene, province, about, sentence),
        adopted=closing,
        issuer_banner=f"HỘI ĐỒNG NHÂN DÂN {unit_kind(province).upper()}",
    )


def _support(scene: Scene, province: str, about: str, sentence: str) -> tuple[Unit, ...]:
    """Four articles; the second has points without clauses."""
    words = bank()["support"]
    who = f"Đối tượng áp dụng là {scene.topic['unit']}, {scene.topic['people']} và cơ quan có liên quan."
    scope = (Unit("clause", "1", text=f"Nghị quyết này quy định {about}."), Unit("clause", "2", text=who))
    levels = tuple(
        Unit("point", "abcd"[i], text=scene.fill(t.replace("{million}", str(scene.rng.randint(2, 30)))))
        for i, t in enumerate(words["levels"])
    )
    duty = Unit("clause", "1", text=f"Giao Ủy ban nhân dân {province} tổ chức thực hiện Nghị quyết này.")
    return (
        Unit("article", "Điều 1", bank()["openings"]["scope_heading"][1], children=scope),
        Unit("article", "Điều 2", words["heading"], words["lead"], levels),
        Unit("article", "Điều 3", words["money_heading"], words["money"]),
        Unit("article", "Điều 4", words["duty_heading"], children=(duty, Unit("clause", "2", text=sentence))),
    )
