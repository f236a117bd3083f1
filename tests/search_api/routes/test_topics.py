"""GET /topics and what a document is about."""

from dataclasses import replace
from pathlib import Path

from nlp.annotation import KeyPhrase, TaggedDocument, TopicScore
from search_api.retagging import Retagger
from search_api.routes.topics import topic_scores
from tests.search_api.installed import app_of, client_of, services_of
from tests.search_api.made import PlainTagger, pdf, workshop


def test_all_subjects_are_listed(tmp_path: Path) -> None:
    shop = workshop(tmp_path / "data")
    answer = client_of(app_of(services_of(shop, tmp_path))).get("/api/v1/topics").json()["topics"]
    assert [topic["number"] for topic in answer] == list(range(1, 46))
    assert answer[19] == {"number": 20, "key": "lao-dong", "name": "Lao động"}
    shop.archive.close()


def test_a_document_tells_its_topics_and_phrases(tmp_path: Path) -> None:
    class Tagger(PlainTagger):
        def tag(self, *about: object) -> TaggedDocument:
            found = super().tag(*about)  # type: ignore[arg-type]  # handed on as they come
            phrases = (KeyPhrase("lương tối thiểu", 1.0),)
            return replace(found, topics=(TopicScore("lao-dong", 0.97),), key_phrases=phrases, tagged_by="2-abc")

    shop = workshop(tmp_path / "data")
    (tmp_path / "a.pdf").write_bytes(pdf("a"))
    shop.intake.ingest_paths([tmp_path / "a.pdf"])
    retagger = Retagger(shop.archive, shop.stages)
    retagger.run(retagger.files(), Tagger())
    (stored,) = shop.archive.documents.everything()
    answer = client_of(app_of(services_of(shop, tmp_path))).get(f"/api/v1/documents/{stored.id}").json()
    assert answer["topics"] == [{"topic": "lao-dong", "name": "Lao động", "probability": 0.97}]
    assert answer["key_phrases"] == [{"text": "lương tối thiểu", "weight": 1.0}]
    assert answer["tagged_by"] == "2-abc"
    shop.archive.close()


def test_a_subject_that_is_none_any_more_is_left_out() -> None:
    assert topic_scores([TopicScore("khong-con", 0.9)]) == []
