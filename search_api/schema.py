"""What the HTTP API answers: pydantic models with examples. Fields may be added, none renamed or dropped (P22).

Documents carry the names of the public contract (`congbao parse`); dates are ISO 8601, null means: not stated or not
readable, never a guess. All texts are plain: escape them before putting them into a page.
"""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_api.schema_quality import QualityOut
from search_api.schema_topics import KeyPhraseOut, TopicScoreOut


def _example(value: dict[str, Any]) -> ConfigDict:
    return ConfigDict(from_attributes=True, json_schema_extra={"examples": [value]})


class Problem(BaseModel):
    """An error (RFC 9457). `reason` is a stable code, `detail` a sentence for the user."""

    model_config = _example(
        {
            "type": "about:blank",
            "title": "Not Found",
            "status": 404,
            "detail": "Không tìm thấy văn bản này. Hãy tìm theo số ký hiệu hoặc tên văn bản.",
            "reason": "document-not-found",
        }
    )

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    reason: str
    parameters: list[str] | None = Field(None, description="names of the parameters at fault")


class FindingOut(BaseModel):
    """Something that a clerk must look at."""

    model_config = ConfigDict(from_attributes=True)

    code: str
    message: str
    page: int | None = None


class SignerOut(BaseModel):
    """Who signed."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    position: str | None = None
    authority: str | None = None


class SignatureOut(BaseModel):
    """A digital signature of the file and what its check gave; it never tells a document's date of issue."""

    model_config = _example(
        {
            "verdict": "unverified",
            "reason": "no-root",
            "signer": "CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, VĂN PHÒNG CHÍNH PHỦ",
            "issuer": "CA phục vụ cho dịch vụ phần mềm G2, Ban Cơ yếu Chính phủ",
            "signed_at": "2026-05-08T09:44:56+00:00",
            "timestamped": True,
            "whole_file": True,
            "intact": True,
            "trusted": False,
        }
    )

    verdict: Literal["valid", "unverified", "invalid"]
    reason: str = Field(description="a stable word: trusted, no-root, unknown-issuer, expired, digest-mismatch …")
    signer: str | None
    issuer: str | None = Field(description="who gave the signer's certificate")
    signed_at: str | None = Field(description="ISO 8601")
    timestamped: bool = Field(description="whether the time is a timestamp's and not that of the signer's own clock")
    whole_file: bool = Field(description="whether the signature covers the file to its end")
    intact: bool = Field(description="whether what it covers is unchanged")
    trusted: bool = Field(description="whether its certificate leads to a configured root")


class LegalBasisOut(BaseModel):
    """One document named in the recitals (Căn cứ …)."""

    model_config = ConfigDict(from_attributes=True)

    name: str | None
    number: str | None
    date: dt.date | None


class ProvisionOut(BaseModel):
    """A unit of the body tree; `text` is its own text without that of the children, `page` counts PDF pages from 1."""

    model_config = _example(
        {
            "eid": "art_3__cl_1",
            "level": "clause",
            "label": "1",
            "heading": "",
            "text": "Quy định mức lương tối thiểu tháng và mức lương tối thiểu giờ …",
            "page": 2,
            "children": [],
        }
    )

    eid: str
    level: str
    label: str
    heading: str
    text: str
    page: int | None = None
    notes: list[str] = []
    rows: list[list[str]] = []
    operation: str | None = None
    target: str | None = None
    children: list["ProvisionOut"] = []


class AttachmentOut(BaseModel):
    """Phụ lục, mẫu, quy chế, danh mục: a structural root of its own."""

    model_config = ConfigDict(from_attributes=True)

    eid: str
    label: str | None
    title: str | None
    pdf_page: int
    body: list[ProvisionOut]


class RelationOut(BaseModel):
    """A relation to another document as the text states it; a proposal until a clerk confirms it."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    target: str | None
    target_name: str | None
    target_provision: str | None
    scope: Literal["whole", "part"]
    evidence: str
    confidence: float


class CitationOut(BaseModel):
    """A reference as printed. `document` is a number, 'this', or null where only a name is printed."""

    model_config = ConfigDict(from_attributes=True)

    where: str
    eid: str
    text: str
    document: str | None
    document_name: str | None
    provisions: list[str]


class EffectiveOut(BaseModel):
    """The date of effect with the sentence that says so."""

    model_config = ConfigDict(from_attributes=True)

    date: dt.date | None
    kind: Literal["explicit", "computed", "unknown"]
    sentence: str
    eid: str
    has_exceptions: bool


class DocumentRef(BaseModel):
    """A document by name. `url` is its permalink."""

    id: str
    url: str
    number: str | None
    type: str | None
    title: str | None
    issuers: list[str]
    issued_on: dt.date | None
    file: str = Field(description="sha256 of the original")


class DocumentLine(DocumentRef):
    """A document as a line in a list; `pdf_pages` are its first and last page in the file, counted from 1."""

    model_config = _example(
        {
            "id": "k3v6c2qx7bna",
            "url": "http://127.0.0.1:8000/van-ban/k3v6c2qx7bna/nghi-dinh-38-2022-nd-cp",
            "number": "38/2022/NĐ-CP",
            "type": "Nghị định",
            "title": "Quy định mức lương tối thiểu đối với người lao động làm việc theo hợp đồng lao động",
            "issuers": ["Chính phủ"],
            "issued_on": "2022-06-12",
            "pdf_pages": [1, 9],
            "file": "9f2b…",
        }
    )

    pdf_pages: tuple[int, int]


class IssueRef(BaseModel):
    """The gazette issue that something was published in."""

    model_config = _example(
        {
            "id": "qg-2022-447-448",
            "label": "Công báo số 447 + 448 ngày 25/6/2022",
            "gazette": None,
            "numbers": [447, 448],
            "date": "2022-06-25",
        }
    )

    id: str
    label: str
    gazette: str | None
    numbers: list[int]
    date: dt.date | None


class IssueOut(IssueRef):
    """A gazette issue with its documents in page order and the files it was read from."""

    documents: list[DocumentLine]
    files: list[str] = Field(description="sha256 of the originals")


class YearCount(BaseModel):
    """How many issues of a year there are."""

    year: int
    count: int


class IssuePage(BaseModel):
    """One page of issues, the newest first."""

    total: int
    page: int
    size: int
    years: list[YearCount]
    issues: list[IssueOut]


class PartOut(BaseModel):
    """One part of a document: its pages `pdf_pages` in `file` are `first_page` and on among all pages."""

    model_config = ConfigDict(from_attributes=True)

    file: str = Field(validation_alias="file_sha256")
    pdf_pages: tuple[int, int]
    first_page: int


class FailedGateOut(BaseModel):
    """A quality gate that a document does not pass, with the pages to look at."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={"examples": [{"name": "Khoản, điểm liên tục", "pages": [12]}]},
    )

    name: str
    pages: list[int]


class DocumentOut(DocumentLine):
    """A document with its body tree, attachments and what its text says."""

    issue: IssueRef | None
    original: str = Field(description="address of the untouched original")
    signatures: list[SignatureOut] = Field([], description="digital signatures of the original")
    by_ocr: bool = Field(description="whether pages of it were read by OCR")
    stored_at: dt.datetime
    effective_on: dt.date | None
    expires_on: dt.date | None
    effective: EffectiveOut | None
    section: str | None
    signers: list[SignerOut]
    preamble: list[str]
    legal_basis: list[LegalBasisOut]
    body: list[ProvisionOut]
    attachments: list[AttachmentOut]
    relations: list[RelationOut]
    citations: list[CitationOut]
    findings: list[FindingOut]
    continues_from: list[int]
    continued_in: list[int]
    needs_review: bool = Field(description="whether it fails a quality gate, so that a clerk must look at it")
    failed_gates: list[FailedGateOut] = Field(description="the gates that it fails")
    quality: QualityOut | None = Field(description="how far the reading of its pages can be trusted")
    parts: list[PartOut] = Field(description="where the parts stand of a document joined from several files")
    topics: list[TopicScoreOut] = Field([], description="what it is about, likeliest first; none: not clear")
    key_phrases: list[KeyPhraseOut] = Field([], description="phrases that tell what it is about, best first")
    tagged_by: str = Field("", description="version of the rules and models that tagged it")


class ProvisionPage(BaseModel):
    """One provision with the document it stands in, and the labels of what encloses it from the outermost."""

    document: DocumentLine
    url: str
    path: list[str]
    provision: ProvisionOut


class Health(BaseModel):
    """Whether the service and its parts can work."""

    model_config = _example({"status": "ok", "parts": {"archive": "ok", "engine": "ok", "jobs": "ok"}})

    status: Literal["ok", "degraded"]
    parts: dict[str, str] = {}
