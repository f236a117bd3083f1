from nlp.annotation import DocumentText, Entity
from nlp.entities.placing import Places, line_before
from tests.nlp.entities.documents import layout


def test_an_entity_gets_its_provision_and_its_text() -> None:
    places = Places(layout("Một hai.", "Ba bốn.", heading="Đầu"))
    found = places.settled(Entity("place", 13, 15, "", ""))
    assert (found.eid, found.text) == ("art_3__cl_2", "Ba")


def test_a_text_without_segments_has_no_provisions() -> None:
    assert Places(DocumentText("Một", ())).settled(Entity("place", 0, 3, "", "")) == Entity("place", 0, 3, "", "Một")


def test_what_stands_before_ends_with_the_line() -> None:
    assert line_before("một\nhai ba", 8, 20) == "hai "
    assert line_before("một hai", 7, 3) == "hai"
