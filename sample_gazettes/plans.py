"""Which issues are drawn for a seed: their dates, numbers, styles and documents."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from sample_gazettes.fonts import Typeface
from sample_gazettes.kinds_acts import decree, law
from sample_gazettes.kinds_local import decision, resolution
from sample_gazettes.kinds_ministry import ANY, amending_circular, notice
from sample_gazettes.model import Document, IssuePlan, Style, Unit, long_date
from sample_gazettes.phrases import Scene, bank, ministries

NATIONAL = "Công báo nước CHXHCN Việt Nam"
MASTHEAD = ("NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",)


def plans(seed: int) -> Iterator[tuple[str, IssuePlan]]:
    """(name, plan) of each born-digital file of a seed, in the order of their names. The scan is made of the first."""
    yield "01-national-issue", national(random.Random(f"{seed}/national"))
    first, second = two_parts(random.Random(f"{seed}/parts"))
    yield "02-decree-part-one", first
    yield "03-decree-part-two", second
    yield "04-provincial-issue", provincial(random.Random(f"{seed}/provincial"))
    yield "06-tcvn3-decree", legacy(random.Random(f"{seed}/legacy"), "tcvn3")
    yield "07-vni-decree", legacy(random.Random(f"{seed}/vni"), "vni")


def style_for(rng: random.Random, day: dt.date) -> Style:
    """A style of the era of `day`: the gazette changed its header and stamp in 2026 (handbook/domain.md 2.3, 2.9)."""
    size = rng.choice((13.0, 13.5, 14.0, 14.0))
    left, right = rng.choice(((64.0, 64.0), (99.3, 57.0), (80.0, 60.0), (70.0, 70.0)))
    base = Style(
        size=size,
        leading=round(size * rng.choice((1.15, 1.22, 1.35)), 1),
        gap=rng.choice((2.5, 4.0, 6.0)),
        left=left,
        right=right,
        indent=rng.choice((22.7, 28.3, 36.0)),
        quotes=rng.choice((("“", "”"), ("“", "”"), ('"', '"'))),
        break_hyphens=rng.random() < 0.3,
        keep_signature=rng.random() < 0.8,
        repeat_table_head=rng.random() < 0.5,
    )
    if day.year >= 2026:
        return replace(
            base,
            header=rng.choice(("right", "own_line")),
            header_top=rng.choice((30.4, 38.0)),
            top=72.0,
            bottom=rng.choice((70.0, 84.0)),
            stamp="2026",
            rules=rng.choice(("line", "underscore")),
            motto=rng.choice(("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")),
        )
    return replace(base, imprint=rng.choice(("none", "foot", "page")))


def issue_numbers(rng: random.Random, day: dt.date) -> tuple[int, ...]:
    """Pairs until 2025, single numbers since 2026 (handbook/domain.md 2.2); about three numbers a day."""
    number = max(2, day.timetuple().tm_yday * (3 if day.year < 2026 else 2) + rng.randint(-9, 9))
    return (number,) if day.year >= 2026 else (number - number % 2 + 1, number - number % 2 + 2)


def scene_for(rng: random.Random, noun: str, gazette_day: dt.date, agency: str | None = None) -> Scene:
    """A scene for a document signed two to eight weeks before its issue."""
    issued = gazette_day - dt.timedelta(days=rng.randint(14, 56))
    topics = [t for t in bank()["topics"] if ministries(t, issued)]
    topic = rng.choice(topics)
    name = agency or rng.choice(ministries(topic, issued)).name
    return Scene(rng, topic, noun, name, issued, gazette_day)


def gazette_day(rng: random.Random, first: int, last: int) -> dt.date:
    """A day of the years `first` to `last`, late enough in the year for documents of the same year before it."""
    return dt.date(rng.randint(first, last), rng.randint(3, 12), rng.randint(1, 28))


def national(rng: random.Random) -> IssuePlan:
    """Cover, contents, then law, decree with annex and table, amending circular, notice."""
    day = gazette_day(rng, 2021, 2026)
    style = style_for(rng, day)
    circular_scene = scene_for(rng, "Thông tư", day)
    ministry = rng.choice(ministries(circular_scene.topic, circular_scene.issued_on))
    circular_scene = replace(circular_scene, agency=ministry.name)
    in_chapters = rng.random() < 0.4
    documents = (
        replace(law(scene_for(rng, "Luật", day), rng.randint(3, 7)), section_banner="VĂN BẢN QUY PHẠM PHÁP LUẬT"),
        decree(
            scene_for(rng, "Nghị định", day),
            rng.randint(4, 6) if in_chapters else rng.randint(2, 4),
            in_chapters=in_chapters,
            with_annex=True,
            forms=ANY,
        ),
        amending_circular(circular_scene, ministry, style.quotes),
        notice(scene_for(rng, "Thông báo", day)),
    )
    return IssuePlan(
        gazette=NATIONAL,
        header_name="CÔNG BÁO",
        numbers=issue_numbers(rng, day),
        date=day,
        documents=documents,
        style=style,
        front=True,
        masthead=MASTHEAD,
    )


def two_parts(rng: random.Random) -> tuple[IssuePlan, IssuePlan]:
    """One decree over two issues of the same day: the second begins with banners and the repeated title."""
    day = gazette_day(rng, 2020, 2025)
    whole = decree(
        scene_for(rng, "Nghị định", day),
        rng.randint(9, 13),
        in_chapters=rng.random() < 0.6,
        with_annex=rng.random() < 0.4,
        forms=("long", "short", "excepting", "signing", "after", "after_both", "after_words"),
    )
    numbers = issue_numbers(rng, day)
    following = (numbers[1] + 1, numbers[1] + 2)
    head, tail = split_body(whole.body, rng.randint(5, 8))
    style = replace(style_for(rng, day), imprint="none")
    section = rng.choice(("VĂN BẢN QUY PHẠM PHÁP LUẬT", "PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT"))
    one = replace(
        whole,
        body=head,
        effective_on=None,
        signers=(),
        annexes=(),
        relations=(),
        section_banner=section,
        continued_in=following,
    )
    two = replace(
        whole,
        body=tail,
        recitals=(),
        section_banner=section,
        repeated_heading=_repeated(whole),
        continues_from=numbers,
    )
    first = IssuePlan(NATIONAL, "CÔNG BÁO", numbers, day, (one,), style, rng.randint(2, 60), masthead=MASTHEAD)
    return first, replace(first, numbers=following, documents=(two,), first_page=2)


def _repeated(doc: Document) -> str:
    dated = f" ngày {long_date(doc.issued_on)}" if doc.issued_on else ""
    return f"{doc.type} số {doc.number}{dated}"


def split_body(units: tuple[Unit, ...], count: int) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Cut a body after its first `count` articles; the rest of a chapter goes on without its heading, as in print."""
    head: list[Unit] = []
    tail: list[Unit] = []
    for unit in units:
        size = articles_in(unit)
        if count >= size:
            head.append(unit)
            count -= size
        elif count > 0:
            before, after = split_body(unit.children, count)
            head.append(replace(unit, children=before))
            tail += after
            count = 0
        else:
            tail.append(unit)
    return tuple(head), tuple(tail)


def articles_in(unit: Unit) -> int:
    """How many articles a unit holds, itself included."""
    return (unit.level == "article") + sum(articles_in(child) for child in unit.children)


def provincial(rng: random.Random) -> IssuePlan:
    """A provincial issue: a council resolution and a decision with an attached regulation."""
    day = gazette_day(rng, 2025, 2026)
    province = rng.choice(bank()["provinces"]["names"])
    number = rng.randint(20, 90)
    numbers = (number,) if rng.random() < 0.6 else (number, number + 1)
    agency = f"Ủy ban nhân dân {province}"
    scenes = [replace(scene_for(rng, noun, day, agency), area=province) for noun in ("Nghị quyết", "Quyết định")]
    first = resolution(scenes[0], province)
    second = decision(scenes[1], province, rng.randint(3, 7))
    style = style_for(rng, day)
    return IssuePlan(
        gazette=f"Công báo {province}",
        header_name=f"CÔNG BÁO {province.upper()}",
        numbers=numbers,
        date=day,
        documents=(replace(first, section_banner="VĂN BẢN QUY PHẠM PHÁP LUẬT"), second),
        style=replace(style, imprint="none", stamp=rng.choice(("none", style.stamp)) if day.year >= 2026 else "none"),
        front=rng.random() < 0.5,
        masthead=(province.upper(),),
        publisher=f"VĂN PHÒNG ỦY BAN NHÂN DÂN {province.upper()}",
    )


def legacy(rng: random.Random, typeface: Typeface) -> IssuePlan:
    """A decree of about 2003, set in fonts of an old encoding: no stamp, effect counted from the gazette's day."""
    day = gazette_day(rng, 2002, 2004)
    scene = scene_for(rng, "Nghị định", day, rng.choice(("Bộ Xây dựng", "Bộ Thương mại", "Bộ Công nghiệp", "Bộ Y tế")))
    whole = decree(
        scene, rng.randint(3, 6), in_chapters=rng.random() < 0.5, with_annex=False, forms=("gazette", "long", "after")
    )
    style = replace(
        style_for(rng, day),
        typeface=typeface,
        stamp="none",
        imprint="none",
        quotes=('"', '"'),
    )
    number = rng.randint(20, 200)
    document = replace(old_spelling(whole), section_banner="PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT")
    return IssuePlan(NATIONAL, "CÔNG BÁO", (number,), day, (document,), style, rng.randint(3, 40), masthead=MASTHEAD)


T = TypeVar("T")


def old_spelling(value: T) -> T:
    """A document with Uỷ for Ủy: in TCVN3 a capital cannot carry a tone, so typists gave it to the next letter."""
    if isinstance(value, str):
        return cast("T", value.replace("Ủy", "Uỷ"))
    if isinstance(value, tuple):
        return cast("T", tuple(old_spelling(v) for v in value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: old_spelling(getattr(value, f.name)) for f in fields(value)})
    return value
