"""Related articles as the API gives them."""

from starlette.testclient import TestClient

from search_api.services import Services


def test_a_known_article_is_answered_and_an_unknown_one_told(
    client: TestClient, services: Services, stored: str
) -> None:
    wanted = services.library.file(stored).document_ids[0]
    found = client.get(f"/api/v1/documents/{wanted}/provisions/art_2__cl_1/related")
    assert (found.status_code, found.json()) == (200, {"hits": []})
    assert client.get(f"/api/v1/documents/{wanted}/provisions/art_99/related").status_code == 404
    assert client.get(f"/api/v1/documents/{wanted}/provisions/art_2/related?size=0").status_code == 422
