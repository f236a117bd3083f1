"""The Vietnamese sentences that say on what a status rests: date, source, place (handbook 4.3)."""

import datetime as dt
from collections.abc import Sequence

from nlp.status.paths import spoken
from nlp.status.types import Act, StatusFacts

COMPUTED = "Thông tin tham khảo, do hệ thống tính."
_HOW = {
    "repeals": "theo",
    "replaces": "được thay thế theo",
    "annuls": "bị hủy bỏ theo",
    "amends": "được sửa đổi, bổ sung theo",
    "suspends_effect": "theo",
    "suspends_enforcement": "bị đình chỉ thi hành theo",
    "extends": "được kéo dài theo",
}


def printed(day: dt.date) -> str:
    """A day as Vietnamese texts print it in short form: 01/07/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year}"


def source_of(act: Act) -> str:
    """The acting provision and document: 'khoản 2 Điều 90 Nghị định số 224/2026/NĐ-CP'."""
    return " ".join(part for part in (spoken(act.where), act.label) if part)


def own_place(place: str) -> str:
    """', theo khoản 1 Điều 9 của văn bản', or nothing where the place is not known."""
    return f", theo {spoken(place)} của văn bản" if place else ""


def by(act: Act) -> str:
    """How an act did it: 'được thay thế theo khoản 2 Điều 90 …'."""
    return f"{_HOW.get(act.kind, 'theo')} {source_of(act)}"


def ended(act: Act) -> str:
    """'Hết hiệu lực toàn bộ từ 01/07/2026, theo …, trừ …'; of a part: 'Hết hiệu lực từ …'."""
    exception = f", {act.exceptions.strip().rstrip('.;,')}" if act.exceptions else ""
    whole = " toàn bộ" if act.scope == "whole" else ""
    start = f" từ {printed(act.effective_from)}" if act.effective_from else ""
    return f"Hết hiệu lực{whole}{start}, {by(act)}{exception}"


def undated(act: Act) -> str:
    """An act that ends or suspends the document from a day that nobody knows."""
    what = "ngưng hiệu lực" if act.kind.startswith("suspends") else "hết hiệu lực"
    return f"Chưa xác định: {what} {by(act)}, nhưng chưa biết ngày quy định này có hiệu lực"


def ran_out(last_day: dt.date, place: str, extension: Act | None, *, part: bool) -> str:
    """The end that a document names for itself or for a part of it, or that an extension named."""
    where = f", {by(extension)}" if extension else own_place(place)
    return f"Hết hiệu lực{'' if part else ' toàn bộ'} sau ngày {printed(last_day)}{where}"


def suspended(act: Act, *, part: bool) -> str:
    """'Ngưng hiệu lực từ 01/07/2026 đến hết ngày 31/12/2026, theo …'."""
    what = "Ngưng hiệu lực một phần" if part else "Ngưng hiệu lực"
    named = f" ({touched(act)})" if part and act.provisions else ""
    start = f" từ {printed(act.effective_from)}" if act.effective_from else ""
    end = f" đến hết ngày {printed(act.until)}" if act.until else ""
    return f"{what}{named}{start}{end}, {by(act)}"


def touched(act: Act) -> str:
    """The provisions that an act touches, in words; '' where it names none."""
    return _list(act.provisions)


def _list(provisions: Sequence[str]) -> str:
    return ", ".join(spoken(provision) for provision in provisions)


def in_part(act: Act) -> str:
    """'Hết hiệu lực một phần từ 01/07/2026: Điều 5 được sửa đổi, bổ sung theo …'."""
    start = f" từ {printed(act.effective_from)}" if act.effective_from else ""
    ends = {"repeals": "hết hiệu lực theo", "annuls": "bị hủy bỏ theo", "replaces": "được thay thế theo"}
    how = f"{ends[act.kind]} {source_of(act)}" if act.kind in ends else by(act)
    what = touched(act) or "một số quy định"
    return f"Hết hiệu lực một phần{start}: {what} {how}"


def in_force(facts: StatusFacts, effective: dt.date, place: str) -> str:
    """'Có hiệu lực từ 01/05/2026, theo khoản 1 Điều 9 của văn bản'."""
    exceptions = ", có ngoại lệ nêu trong văn bản" if facts.has_exceptions else ""
    return f"Có hiệu lực từ {printed(effective)}{own_place(place)}{exceptions}"


def not_yet(facts: StatusFacts, effective: dt.date, place: str) -> str:
    """'Chưa có hiệu lực; có hiệu lực từ 01/05/2026, theo …'."""
    sentence = in_force(facts, effective, place)
    return f"Chưa có hiệu lực; {sentence[0].lower()}{sentence[1:]}"


def others(facts: StatusFacts, effective: dt.date) -> str:
    """'; riêng Điều 5 có hiệu lực từ 01/07/2025' for each provision with a day of effect of its own."""
    days = [(part, part.effective.date) for part in facts.provision_dates if part.effective and part.effective.date]
    named = (f"{_list(part.provisions)} có hiệu lực từ {printed(day)}" for part, day in days if day != effective)
    return "".join(f"; riêng {clause}" for clause in named)


def unclear(acts: Sequence[Act]) -> str:
    """Acts that may touch it but are not dated, or name no provision."""
    return "".join(
        f"; {source_of(act)} có sửa đổi nhưng "
        + ("chưa biết ngày có hiệu lực" if act.effective_from is None else "không nêu điều, khoản cụ thể")
        for act in acts
    )


def part_ran_out(provisions: Sequence[str], last_day: dt.date) -> str:
    """'Hết hiệu lực một phần: Điều 5 hết hiệu lực sau ngày 31/12/2026'."""
    return f"Hết hiệu lực một phần: {_list(provisions)} hết hiệu lực sau ngày {printed(last_day)}"


def detailed_ended(parents: tuple[StatusFacts, ...], since: dt.date) -> str:
    """The end of a document together with those that it details; to be confirmed by a person."""
    named = ", ".join(parent.label for parent in parents if parent.label)
    what = (
        f"văn bản được quy định chi tiết ({named}) hết hiệu lực"
        if named
        else "văn bản được quy định chi tiết hết hiệu lực"
    )
    return f"Hết hiệu lực toàn bộ từ {printed(since)}, do {what}; cần người có thẩm quyền xác nhận"
