"""P10: files of a form are taken one by one, each with its own end; forms are bounded."""

import pytest
from fastapi import Request
from starlette.testclient import TestClient

from search_api.guard.uploads import MAX_FIELDS, MAX_FILES, Upload, take_uploads
from search_api.services import Services
from tests.search_api.installed import UPLOADS, app_of, client_of
from tests.search_api.made import Workshop, pdf

Sent = list[tuple[str, tuple[str, bytes, str]]]


@pytest.fixture
def uploading(services: Services) -> TestClient:
    app = app_of(services)

    @app.post(UPLOADS)
    async def upload(request: Request) -> list[Upload]:
        return list(await take_uploads(request, services.intake, "An"))

    return client_of(app)


def sent(*files: tuple[str, bytes]) -> Sent:
    return [("files", (name, content, "application/pdf")) for name, content in files]


def test_each_file_has_its_own_end(uploading: TestClient, shop: Workshop) -> None:
    files = sent(("một.pdf", pdf("một")), ("ảnh.pdf", b"\x89PNG"), ("rỗng.pdf", b""), ("một nữa.pdf", pdf("một")))
    told = uploading.post(UPLOADS, files=files).json()
    assert [(each["name"], each["reason"]) for each in told] == [
        ("một.pdf", None),
        ("ảnh.pdf", "not-a-pdf"),
        ("rỗng.pdf", "empty-file"),
        ("một nữa.pdf", None),
    ]
    assert [each["entry"]["duplicate"] for each in told if each["entry"]] == [False, True]
    (entry,) = shop.archive.files.latest(10)
    assert (entry.name, entry.received_from, entry.state) == ("một.pdf", "An", "received")


def test_names_are_shown_never_used_as_paths(uploading: TestClient, shop: Workshop) -> None:
    told = uploading.post(UPLOADS, files=sent(("../../etc/pass\u202ewd.pdf", pdf("x")))).json()
    assert told[0]["name"] == "passwd.pdf"
    (entry,) = shop.archive.files.latest(10)
    assert shop.vault.path(entry.sha256).name == f"{entry.sha256}.pdf"


def test_too_many_files_are_refused(uploading: TestClient, shop: Workshop) -> None:
    files = sent(*((f"{n}.pdf", pdf(str(n))) for n in range(MAX_FILES + 1)))
    answer = uploading.post(UPLOADS, files=files)
    assert (answer.status_code, answer.json()["reason"]) == (400, "too-many-files")
    assert shop.archive.files.latest(10) == ()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"no form at all", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"a" * 5_000, "multipart/form-data"),
        (b"&".join(b"a=b" for _ in range(10_000)), "application/x-www-form-urlencoded"),
        (b'{"files": []}', "application/json"),
        (b"", "application/pdf"),
    ],
)
def test_bodies_that_are_no_form_are_refused(uploading: TestClient, content: bytes, kind: str) -> None:
    answer = uploading.post(UPLOADS, content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()["reason"]) == (400, "bad-form")


def test_many_fields_are_refused(uploading: TestClient) -> None:
    fields = {f"f{n}": "x" for n in range(MAX_FIELDS + 1)}
    answer = uploading.post(UPLOADS, data=fields, files=sent(("a.pdf", pdf("a"))))
    assert (answer.status_code, answer.json()["reason"]) == (400, "bad-form")


def test_ten_thousand_parts_are_refused(uploading: TestClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    answer = uploading.post(
        UPLOADS, content=part * 10_000 + b"--x--\r\n", headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert (answer.status_code, answer.json()["reason"]) == (400, "bad-form")
