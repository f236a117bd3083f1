"""Examples that find nothing are told from those that do, each asked once in ten minutes."""

import pytest

from search_api.errors import EngineUnavailableError, IndexBroken, SearchApiError
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery
from ui.pages.answered import FRESH_SECONDS, Answered


def test_each_query_is_asked_once_in_ten_minutes() -> None:
    asked: list[str] = []
    moment = [0.0]

    def search(query: SearchQuery) -> SearchPage:
        asked.append(query.text)
        return SearchPage(int("lương" in query.text), (), (), 0.0)

    answered = Answered(search, lambda: moment[0])
    for _ in range(3):
        assert answered.finds("lương")
        assert not answered.finds("tỉnh: Sơn La")
    assert asked == ["lương", "tỉnh: Sơn La"]
    moment[0] = FRESH_SECONDS
    assert answered.finds("lương")
    assert len(asked) == 3


@pytest.mark.parametrize("trouble", [EngineUnavailableError, IndexBroken])
def test_all_are_shown_while_the_engine_cannot_tell(trouble: type[SearchApiError]) -> None:
    def away(_: SearchQuery) -> SearchPage:
        raise trouble("away")

    assert Answered(away).finds("lương")
