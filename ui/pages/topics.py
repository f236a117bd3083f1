"""The subjects of the law: all of them, and the newest documents of one."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from nlp.annotation import TaggedDocument
from nlp.topics.taxonomy import topic_of, topics
from search_api.errors import NotFound, SearchApiError
from search_api.guard.roles import open_to
from search_api.query.request import Filters, SearchQuery
from search_api.services import Services
from ui.pages import addresses
from ui.pages.rendering import Pages
from ui.pages.wording import hit_slug

NEWEST = 20
INDEX = "/linh-vuc"
SURE = 0.9
"""From this probability on it is not said how sure a subject is."""


def topic_address(key: str) -> str:
    """Give the address of a subject's page; keys are letters, digits and hyphens."""
    return f"{INDEX}/{key}"


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A subject that a document is about; `percent` is how sure that is, None where it is sure enough not to say."""

    name: str
    href: str
    percent: int | None


def topic_links(tagged: TaggedDocument) -> list[TopicLink]:
    """Give the document's subjects as links to their pages."""
    named = ((topic_of(one.topic), one.probability) for one in tagged.topics)
    return [
        TopicLink(topic.name, topic_address(topic.key), None if chance >= SURE else round(100 * chance))
        for topic, chance in named
        if topic
    ]


@dataclass(frozen=True, slots=True)
class PhraseLink:
    """A key phrase with the search for it."""

    text: str
    href: str


def phrase_links(tagged: TaggedDocument) -> list[PhraseLink]:
    """Give the document's key phrases as searches for them."""
    return [PhraseLink(one.text, addresses.search_for(f'"{one.text}"')) for one in tagged.key_phrases]


class TopicPages:
    """Routes /linh-vuc and /linh-vuc/{key}."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library = services.library
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [Route(INDEX, self.index), Route(f"{INDEX}/{{key}}", self.topic)]

    @open_to("everyone")
    def index(self, request: Request) -> Response:
        """All subjects, those of which there are documents with their counts where the engine answers."""
        counts = self._counts()
        entries = [(topic, topic_address(topic.key), counts.get(topic.key)) for topic in topics()]
        return self._pages.html(request, "topics.html", entries=entries)

    @open_to("everyone")
    def topic(self, request: Request) -> Response:
        """The newest documents of one subject, and the way to search in it; 503 when the engine is away."""
        topic = topic_of(request.path_params["key"])
        if topic is None:
            raise NotFound(f"topic {request.path_params['key']}")
        query = SearchQuery(filters=Filters(topics=(topic.key,)), sort="newest", size=NEWEST)
        found = self._library.search(query)
        return self._pages.html(
            request,
            "topic.html",
            topic=topic,
            address=topic_address(topic.key),
            page=found,
            query=query,
            slugs={hit.id: hit_slug(hit) for hit in found.hits},
            all_of_it=addresses.search(replace(query, size=10)),
            feed=addresses.feed(query),
        )

    def _counts(self) -> dict[str, int]:
        try:
            found = self._library.search(SearchQuery(size=1))
        except SearchApiError:
            return {}
        return {value.value: value.count for facet in found.facets if facet.name == "topic" for value in facet.values}
