"""Invented sentences: templates of banks.toml filled by a seeded generator. Nothing here looks at a clock."""

import datetime as dt
import random
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from sample_gazettes.model import Basis, Recital, Unit, long_date

POINTS = "abcdđeghiklmnopqrstuvxy"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
NUMBER_WORDS = {10: "mười", 15: "mười lăm", 30: "ba mươi", 45: "bốn mươi lăm", 60: "sáu mươi", 90: "chín mươi"}


@cache
def bank() -> dict[str, Any]:
    """The phrase bank. Its form is described in its own comments."""
    return tomllib.loads(files("sample_gazettes").joinpath("banks.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Ministry:
    """A ministry with the code that stands in document numbers."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What one document speaks about. `noun` is its type in a sentence ("Nghị định"); `rng` drives every choice."""

    rng: random.Random
    topic: dict[str, Any]
    noun: str
    agency: str
    issued_on: dt.date
    gazette_date: dt.date
    local: str = "Ủy ban nhân dân cấp xã"
    area: str = "cả nước"

    @property
    def this(self) -> str:
        """'Nghị định này'."""
        return f"{self.noun} này"

    def fill(self, template: str, *, article: int = 0) -> str:
        """A template with its slots filled; `{ref}` names an article before `article`."""
        rng = self.rng
        ref = f"Điều {rng.randint(1, article - 1)} của {self.this}" if article > 2 else self.this
        words = {
            "thing": self.topic["thing"],
            "unit": self.topic["unit"],
            "people": self.topic["people"],
            "agency": self.agency,
            "local": self.local,
            "area": self.area,
            "this": self.this,
            "days": f"{rng.choice((5, 7, 10, 15, 20, 30)):02d}",
            "n": f"{rng.randint(2, 5):02d}",
            "ref": ref,
        }
        words |= {key.capitalize(): value[0].upper() + value[1:] for key, value in words.items()}
        return template.format(**words)

    def named(self, noun: str) -> "Scene":
        """The same scene for a document of another type."""
        return replace(self, noun=noun)


def person(rng: random.Random) -> str:
    """An invented name of three or four syllables."""
    people = bank()["people"]
    return f"{rng.choice(people['family'])} {rng.choice(people['middle'])} {rng.choice(people['given'])}"


def ministries(topic: dict[str, Any], day: dt.date) -> list[Ministry]:
    """Ministries of a topic that existed on a day (handbook/domain.md 3.5)."""
    known = {m["name"]: m for m in bank()["ministries"]}
    found = []
    for name in topic["ministries"]:
        entry = known[name]
        if entry.get("from", dt.date.min) <= day <= entry.get("until", dt.date.max):
            found.append(Ministry(entry["name"], entry["code"]))
    return found


def article(scene: Scene, template: dict[str, Any], number: int) -> Unit:
    """An article from a template: some of its clauses, with some of their points; a lone clause becomes plain text."""
    rng, heading = scene.rng, scene.fill(template["heading"])
    label = f"Điều {number}"
    if not template["clauses"]:
        return Unit("article", label, heading, scene.fill(template["plain"], article=number))
    offered = template["clauses"]
    size = 1 if rng.random() < 0.15 else rng.randint(min(2, len(offered)), len(offered))
    kept = set(rng.sample(range(len(offered)), size))
    if any("khoản 1 Điều này" in offered[i]["text"] for i in kept):
        kept.add(0)  # what is referred to is there
    chosen = [offered[i] for i in sorted(kept)]
    clauses = tuple(_clause(scene, c, str(i), number) for i, c in enumerate(chosen, 1))
    if len(clauses) == 1:
        return Unit("article", label, heading, clauses[0].text, clauses[0].children)
    return Unit("article", label, heading, children=clauses)


def _clause(scene: Scene, template: dict[str, Any], label: str, number: int) -> Unit:
    text = scene.fill(template["text"], article=number)
    return Unit("clause", label, text=text, children=points(scene, template.get("points", ())))


def points(scene: Scene, templates: Any) -> tuple[Unit, ...]:
    """Points a), b) … đ) …: all but the last end with a semicolon."""
    if not templates:
        return ()
    count = scene.rng.randint(2, len(templates))
    texts = [scene.fill(t).rstrip(";.") for t in templates[:count]]
    ends = [";"] * (count - 1) + ["."]
    return tuple(Unit("point", POINTS[i], text=t + e) for i, (t, e) in enumerate(zip(texts, ends, strict=True)))


def opening_articles(scene: Scene, *, with_terms: bool) -> list[Unit]:
    """Scope, subjects and, if asked, definitions: Điều 1 to 2 or 3."""
    rng, words = scene.rng, bank()["openings"]
    scope = Unit("article", "Điều 1", words["scope_heading"][0], scene.fill(rng.choice(words["scope"])))
    chosen = words["subjects"][: rng.randint(2, 4)]
    clauses = tuple(Unit("clause", str(i), text=scene.fill(t)) for i, t in enumerate(chosen, 1))
    subjects = Unit("article", "Điều 2", words["subjects_heading"], children=clauses)
    if not with_terms:
        return [scope, subjects]
    count = rng.randint(2, len(scene.topic["terms"]))
    terms = tuple(
        Unit("clause", str(i + 1), text=f"{scene.topic['terms'][i]} {words['terms'][i]}") for i in range(count)
    )
    return [scope, subjects, Unit("article", "Điều 3", words["terms_heading"], scene.fill(words["terms_lead"]), terms)]


def middle_articles(scene: Scene, first: int, count: int) -> list[Unit]:
    """`count` different articles numbered from `first`; more than the bank holds are taken from it again."""
    templates = bank()["articles"]
    order = scene.rng.sample(range(len(templates)), len(templates))
    while len(order) < count:
        order += scene.rng.sample(range(len(templates)), len(templates))
    return [article(scene, templates[order[i]], first + i) for i in range(count)]


def effect(scene: Scene, forms: tuple[str, ...]) -> tuple[str, dt.date | None]:
    """A sentence on the effective date in one of the forms of handbook/domain.md 3.14, and the date that it gives."""
    rng, issued = scene.rng, scene.issued_on
    form = rng.choice(forms)
    later = issued + dt.timedelta(days=rng.randint(46, 110))
    days = rng.choice((10, 15, 30, 45))
    after = issued + dt.timedelta(days=days)
    verb = rng.choice(("có hiệu lực thi hành", "có hiệu lực"))
    since = rng.choice(("kể từ", "từ"))
    short = f"{since} ngày {later.day:02d}/{later.month}/{later.year}"
    council = f"ngày được Hội đồng nhân dân {scene.area} thông qua"
    sentences: dict[str, tuple[str, dt.date | None]] = {
        "long": (f"{since} ngày {long_date(later)}.", later),
        "short": (f"{short}.", later),
        "excepting": (f"{short}, trừ trường hợp quy định tại khoản 2 Điều này.", later),
        "signing": (f"kể từ ngày {rng.choice(('ký', 'ký ban hành'))}.", issued),
        "after": (f"sau {days} ngày, kể từ ngày ký.", after),
        "after_both": (f"sau {days} ({NUMBER_WORDS[days]}) ngày kể từ ngày ký ban hành.", after),
        "after_words": (f"sau {NUMBER_WORDS[days]} ngày kể từ ngày ký ban hành.", after),
        "gazette": (f"sau {days} ngày, kể từ ngày đăng Công báo.", scene.gazette_date + dt.timedelta(days=days)),
        "adoption": (f"kể từ {council}.", issued),
        "after_adoption": (f"sau {days} ngày kể từ {council}.", after),
        "year": (f"từ năm ngân sách {later.year + 1}.", None),
    }
    tail, date = sentences[form]
    return f"{scene.this} {verb} {tail}", date


def _act(name: str, day: dt.date) -> dict[str, Any]:
    """The act of a name in force on a day: the one that was soonest replaced afterwards."""
    held = [b for b in bank()["basis"] if b["name"] == name and b["date"] < day <= b.get("until", dt.date.max)]
    return min(held, key=lambda b: b.get("until", dt.date.max))


def law_basis(rng: random.Random, day: dt.date, names: tuple[str, ...]) -> list[Recital]:
    """Căn cứ lines in the manner of the day: by name and date up to February 2025, by name and number since."""
    out = []
    for name in names:
        entry = _act(name, day)
        if day >= dt.date(2025, 3, 1):
            text = f"Căn cứ {name} số {entry['number']};"
            out.append(Recital(text, (Basis(name, entry["number"], None),)))
            continue
        text = f"Căn cứ {name} ngày {long_date(entry['date'])}"
        basis = [Basis(name, None, entry["date"])]
        if name == "Luật Tổ chức Chính phủ" and dt.date(2020, 1, 1) <= day and rng.random() < 0.6:
            amending = (
                "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương"
            )
            text += f"; {amending} ngày 22 tháng 11 năm 2019"
            basis.append(Basis(amending, None, dt.date(2019, 11, 22)))
        out.append(Recital(text + ";", tuple(basis)))
    return out


def earlier(rng: random.Random, day: dt.date, years: tuple[int, int]) -> dt.date:
    """A day some years before another one."""
    return dt.date(day.year - rng.randint(*years), rng.randint(1, 12), rng.randint(1, 28))
