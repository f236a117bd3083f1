import pytest
from opensearchpy.exceptions import SerializationError

from search_api.index.opensearch.answer import Answer, Answers, Json

ROW = '{"_nested": {"field": "rows", "offset": 2}, "_score": 1.5, "fields": {"rows.ranking": ["AA"]}}'
HIT = f'{{"_score": 3.0, "sort": [3.0, "d"], "inner_hits": {{"rows": {{"hits": {{"hits": [{ROW}]}}}}}}}}'
WHOLE = f'{{"took": 3, "timed_out": false, "hits": {{"total": {{"value": 1, "relation": "gte"}}, "hits": [{HIT}]}}}}'


def test_an_answer_is_read_as_far_as_it_is_used() -> None:
    answer = Answers().loads(WHOLE)
    (found,) = answer.hits.hits
    (row,) = found.rows("rows")
    assert (answer.hits.total.relation, found.score, found.sort) == ("gte", 3.0, (3.0, "d"))
    assert (row.nested.offset, row.score, row.fields.ranking, row.fields.source) == (2, 1.5, ("AA",), ())
    assert found.rows("exact_0") == ()


def test_in_order_of_relevance_the_score_stands_in_the_sort() -> None:
    answer = Answers().loads(WHOLE.replace('"_score": 3.0, "sort"', '"_index": "i-1", "_score": null, "sort"'))
    assert (answer.hits.hits[0].score, answer.index) == (3.0, "i-1")
    assert Answers().loads(WHOLE.replace(HIT, "")).index == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"took": 1}', WHOLE.replace("3.0,", '"x",')])
def test_what_is_no_answer_is_refused(text: str) -> None:
    with pytest.raises(SerializationError):
        Answers().loads(text)


def test_other_requests_and_answers_are_plain_json() -> None:
    assert Json().loads(Json().dumps({"đ": [1, None]})) == {"đ": [1, None]}
    assert Json().dumps("ready") == "ready"
    with pytest.raises(SerializationError):
        Json().loads("{")
    assert not isinstance(Json().loads(WHOLE), Answer)
