"""What a follower is told, over the embedded engine: all of what came, once, and nothing that only nearly answers."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from search_api.answering.search import search
from search_api.days import VIETNAM, today
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord
from search_api.query.request import Filters, SearchQuery
from tests.search_api.engines import holding
from tests.search_api.index.records_made import record
from tests.ui.conftest import BASE_URL, Site
from ui import following
from ui.following import before, newest

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def decree(number: int, at: dt.datetime, title: str = "Quy định về thuế") -> DocumentRecord:
    made = record(f"nd{number}", f"{number}/2022/NĐ-CP", title, "Mức thuế suất.", issued=dt.date(2022, 1, 1))
    return replace(made, stored_at=at)


def came(count: int, at: dt.datetime) -> list[DocumentRecord]:
    """Documents that came at once, as those of one run of `congbao ingest` do."""
    return [decree(number, at) for number in range(1, count + 1)]


def told(engine: TantivyEngine, query: SearchQuery) -> list[str]:
    return [each.hit.id for each in newest(partial(search, engine), query, NOW).entries]


def pages(engine: TantivyEngine, query: SearchQuery, meanwhile: Callable[[], None] = lambda: None) -> list[str]:
    """All that a reader sees who follows the links; `meanwhile` happens after the first page."""
    ask = partial(search, engine)
    page = newest(ask, query, NOW)
    seen = [each.hit.id for each in page.entries]
    meanwhile()
    while page.next:
        page = before(ask, query, page.next)
        seen += [each.hit.id for each in page.entries]
    return seen


def test_a_month_that_came_at_once_is_told_at_once(tmp_path: Path) -> None:
    with holding(
        tmp_path, [*came(230, NOW - 29 * DAY), *(decree(1_000 + n, NOW - 40 * DAY) for n in range(300))]
    ) as engine:
        page = newest(partial(search, engine), SearchQuery("thuế"), NOW)
    ids = [each.hit.id for each in page.entries]
    assert {f"nd{number}" for number in range(1, 231)} <= set(ids)
    assert len(ids) == len(set(ids)) == 300
    assert page.next
    assert page.cut_at is None


def test_pages_hold_every_document_once(tmp_path: Path) -> None:
    with holding(
        tmp_path, [*came(130, NOW - 50 * DAY), *(decree(200 + n, NOW - (60 + n) * DAY) for n in range(200))]
    ) as engine:
        ids = pages(engine, SearchQuery("thuế"))
        assert len(ids) == len(set(ids)) == engine.count() == 330


def test_what_comes_or_changes_meanwhile_takes_nothing_from_the_pages(tmp_path: Path) -> None:
    with holding(tmp_path, [decree(number, NOW - (50 + number) * DAY) for number in range(1, 251)]) as engine:

        def changes() -> None:
            engine.put([decree(900, NOW), decree(5, NOW), decree(220, NOW)])
            engine.delete(["nd6"])

        ids = pages(engine, SearchQuery("thuế"), changes)
        assert len(ids) == len(set(ids))
        assert {f"nd{number}" for number in range(1, 251)} - set(ids) == {"nd220"}  # it stands in front now
        assert told(engine, SearchQuery("thuế"))[:4] == ["nd220", "nd5", "nd900", "nd1"]


def test_the_first_page_says_when_recent_ones_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST", 200)
    with holding(tmp_path, came(201, NOW - 2 * DAY)) as engine:
        page = newest(partial(search, engine), SearchQuery(), NOW)
        assert (len(page.entries), page.cut_at) == (200, NOW - 2 * DAY)
        assert len(pages(engine, SearchQuery())) == 201
    with holding(tmp_path / "all", came(200, NOW - 2 * DAY)) as engine:
        assert newest(partial(search, engine), SearchQuery(), NOW).cut_at is None


def test_topics_given_to_many_in_one_night_take_no_news_from_the_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST", 200)
    retagged = [replace(each, said_at=NOW - 200 * DAY) for each in came(450, NOW - DAY)]
    with holding(tmp_path, [*retagged, decree(1_000, NOW - 2 * DAY)]) as engine:
        page = newest(partial(search, engine), SearchQuery("thuế"), NOW)
        assert (page.entries[0].hit.id, page.cut_at) == ("nd1000", None)
        topics = newest(partial(search, engine), SearchQuery("thuế", filters=Filters(topics=("lao-dong",))), NOW)
        assert topics.entries == ()
        monkeypatch.setattr(following, "LOOKED_AT", 300)
        assert newest(partial(search, engine), SearchQuery("thuế"), NOW).cut_at == NOW - DAY


def test_only_what_answers_the_search_itself_is_told(tmp_path: Path) -> None:
    with holding(tmp_path, [decree(38, NOW)]) as engine:
        for text in ("38/2023/NĐ-CP thuế", "thuệ suật", "thuế lạc đà"):
            assert told(engine, SearchQuery(text)) == [], text
        engine.put([record("awaited", "38/2023/NĐ-CP", "Quy định về thuế", "Mức thuế suất.")])
        assert told(engine, SearchQuery("38/2023/NĐ-CP thuế")) == ["awaited"]


def test_the_day_and_the_words_as_typed_are_those_of_the_search(tmp_path: Path) -> None:
    begins = replace(decree(1, NOW), effective_on=dt.date(2024, 1, 1))
    with holding(tmp_path, [begins]) as engine:
        in_force = Filters(statuses=("in_force",))
        assert told(engine, SearchQuery(filters=in_force)) == ["nd1"]
        assert told(engine, SearchQuery(filters=in_force, as_of=dt.date(2023, 1, 1))) == []
        assert told(engine, SearchQuery("thuế năm 2022")) == ["nd1"]
        assert told(engine, SearchQuery("thuế năm 2022", verbatim=True)) == []


def test_what_comes_into_force_is_told_to_those_who_follow_what_is(tmp_path: Path) -> None:
    now, stored = dt.datetime.now(dt.UTC), dt.datetime.now(dt.UTC) - 90 * DAY
    begun, older, later = (today() + days * DAY for days in (-3, -60, 3))
    made = [
        replace(decree(1, stored), effective_on=begun),
        replace(decree(2, stored), effective_on=older),
        replace(decree(3, stored), effective_on=later),
        *(replace(decree(10 + n, stored + DAY), effective_on=older) for n in range(150)),
    ]
    with holding(tmp_path, made) as engine:
        ask = partial(search, engine)
        for query in (
            SearchQuery(filters=Filters(statuses=("in_force",))),
            SearchQuery("nghị định về thuế còn hiệu lực"),
        ):
            page = newest(ask, query, now)
            assert page.entries[0].hit.id == "nd1"
            assert page.entries[0].at == dt.datetime.combine(begun, dt.time(), VIETNAM)
            assert all(each.at == stored + DAY for each in page.entries[1:])
            assert "nd1" not in {each.hit.id for each in newest(ask, replace(query, as_of=older), now).entries}
        assert newest(ask, SearchQuery("thuế"), now).entries[0].hit.id != "nd1"
        narrow = Filters(statuses=("in_force",), effective_to=older)
        assert "nd1" not in {each.hit.id for each in newest(ask, SearchQuery(filters=narrow), now).entries}


def test_topics_that_were_given_later_are_news_to_those_who_follow_topics(tmp_path: Path) -> None:
    retagged = replace(decree(1, NOW - DAY), said_at=NOW - 200 * DAY, topics=("thue",))
    with holding(tmp_path, [decree(2, NOW - 2 * DAY), retagged]) as engine:
        ask = partial(search, engine)
        (topical,) = newest(ask, SearchQuery("thuế suất", Filters(topics=("thue",))), NOW).entries
        assert (topical.hit.id, topical.at) == ("nd1", NOW - DAY)
        worded = newest(ask, SearchQuery("thuế suất"), NOW).entries
        assert [(each.hit.id, each.at) for each in worded] == [("nd2", NOW - 2 * DAY), ("nd1", NOW - 200 * DAY)]


def feeds_of(site: Site, address: str) -> Iterable[ET.Element]:
    """The pages of a feed, from link to link."""
    while address:
        answer = site.browser.get(address)
        assert answer.status_code == 200, answer.text
        root = ET.fromstring(answer.content)
        yield root
        links = {link.get("rel"): link.get("href", "") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == BASE_URL + address
        address = links.get("next", "").removeprefix(BASE_URL)


def test_a_feed_is_read_from_link_to_link(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with holding(tmp_path / "index", came(250, dt.datetime.now(dt.UTC) - 90 * DAY)) as engine:
        monkeypatch.setattr(site.library, "search", partial(search, engine))
        read = list(feeds_of(site, "/feed.atom?q=thu%E1%BA%BF&nguyen_van=1"))
        ids = [entry.findtext(f"{ATOM}id") for root in read for entry in root.findall(f"{ATOM}entry")]
        assert (len(read), len(ids), len(set(ids))) == (3, 250, 250)
        assert len({root.findtext(f"{ATOM}id") for root in read}) == 1
        first = {
            link.get("href") for root in read for link in root.findall(f"{ATOM}link") if link.get("rel") == "first"
        }
        assert first == {f"{BASE_URL}/feed.atom?q=thu%E1%BA%BF&nguyen_van=1"}
        engine.put([replace(decree(900, dt.datetime.now(dt.UTC), "Quy định về đất đai"), provisions=())])
        again = list(feeds_of(site, "/feed.atom?q=thu%E1%BA%BF&nguyen_van=1"))
        assert [ET.tostring(root) for root in again[1:]] == [ET.tostring(root) for root in read[1:]]
