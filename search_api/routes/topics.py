"""GET /topics, and the outer form of what a document is about."""

from collections.abc import Iterable

from fastapi import APIRouter

from nlp.annotation import TopicScore
from nlp.topics.taxonomy import topic_of, topics
from search_api.guard.roles import open_to
from search_api.schema_topics import TopicOut, TopicScoreOut, TopicsOut
from search_api.services import Services


def topic_routes(services: Services) -> APIRouter:
    """The route of the subjects; they are the same for every installation."""
    del services
    router = APIRouter(tags=["search"])

    @router.get("/topics")
    @open_to("everyone")
    def all_topics() -> TopicsOut:
        """The 45 subjects (chủ đề, lĩnh vực) of the official codification, by which searches can be filtered."""
        return TopicsOut(topics=[TopicOut.model_validate(topic) for topic in topics()])

    return router


def topic_scores(found: Iterable[TopicScore]) -> list[TopicScoreOut]:
    """Topics with their names, likeliest first; one that is no subject any more is left out."""
    named = ((topic_of(one.topic), one) for one in found)
    return [
        TopicScoreOut(topic=one.topic, name=topic.name, probability=one.probability) for topic, one in named if topic
    ]
