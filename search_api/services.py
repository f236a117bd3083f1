"""What the routes and pages are given: the parts of an installation, put together by `ui.assembly`."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from search_api.answering.suggest import Suggester
from search_api.guard.sessions import Sessions
from search_api.guard.throttle import Throttle
from search_api.guard.tokens import Tokens
from search_api.intake import Intake
from search_api.library import Library
from search_api.rereader import Rereader
from search_api.retagging import Retagger
from search_api.review.desk import Review
from search_api.searches.log import SearchLog, SilentLog
from search_api.searches.rated import RatedQueries
from search_api.settings import Settings
from search_api.standing.standing import Standing


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that a request may use. Closing them releases files, connections and workers, in reverse order."""

    settings: Settings
    library: Library
    intake: Intake
    rereader: Rereader
    retagger: Retagger
    review: Review
    standing: Standing
    rated: RatedQueries
    tokens: Tokens
    sessions: Sessions
    sign_in_throttle: Throttle
    start_jobs: Callable[[], None]
    """Starts the workers of the job queue; the server calls it, the command line does its work itself."""
    jobs_state: Callable[[], str] = lambda: "ok"
    """'ok', 'starting', or the reason code why received files are not worked on."""
    searches: SearchLog = field(default_factory=SilentLog)
    suggester: Suggester = field(default_factory=Suggester)
    closing: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """Release everything; safe to call twice."""
        self.closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
