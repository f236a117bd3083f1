"""Archive values in the form that the API answers; results of searches are in `search_shapes`."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Doubt, Issue, LegalDocument, Page, Provision, Quality
from ingest.gates.catalogue import failed_gates, needs_review
from search_api import schema, schema_quality
from search_api.archive.entries import DocumentSummary, IssueList, StoredDocument, StoredIssue
from search_api.archive.identity import issue_label
from search_api.library import ProvisionInDocument
from search_api.permalinks import absolute, crop_path, document_path, original_path, provision_path
from search_api.routes.topics import topic_scores
from search_api.schema_topics import KeyPhraseOut


@dataclass(frozen=True, slots=True)
class Shapes:
    """Gives values their outer form; `base_url` is the installation's public address."""

    base_url: str

    def document(self, stored: StoredDocument) -> schema.DocumentOut:
        """A document whole."""
        tagged, legal = stored.tagged, stored.tagged.document
        line = self._line(stored)
        return schema.DocumentOut(
            **line.model_dump(),
            issue=self._issue_ref(stored.issue_id, stored.issue),
            original=absolute(self.base_url, original_path(stored.file_sha256)),
            signatures=[schema.SignatureOut.model_validate(each) for each in stored.signatures],
            by_ocr=stored.by_ocr,
            stored_at=stored.stored_at,
            effective_on=tagged.effective.date if tagged.effective else None,
            expires_on=tagged.expires_on,
            effective=schema.EffectiveOut.model_validate(tagged.effective) if tagged.effective else None,
            section=legal.section,
            signers=[schema.SignerOut.model_validate(signer) for signer in legal.signers],
            preamble=list(legal.preamble),
            legal_basis=[schema.LegalBasisOut.model_validate(basis) for basis in legal.legal_basis],
            body=[_provision(provision) for provision in legal.body],
            attachments=[schema.AttachmentOut.model_validate(attachment) for attachment in legal.attachments],
            relations=[schema.RelationOut.model_validate(relation) for relation in tagged.relations],
            citations=[schema.CitationOut.model_validate(citation) for citation in tagged.citations],
            findings=[schema.FindingOut.model_validate(finding) for finding in legal.findings],
            needs_review=needs_review(legal.findings),
            failed_gates=[schema.FailedGateOut.model_validate(gate) for gate in failed_gates(legal.findings)],
            continues_from=list(legal.continues_from),
            continued_in=list(legal.continued_in),
            quality=schema_quality.QualityOut.model_validate(legal.quality) if legal.quality else None,
            parts=[schema.PartOut.model_validate(part) for part in legal.parts],
            topics=topic_scores(tagged.topics),
            key_phrases=[KeyPhraseOut.model_validate(phrase) for phrase in tagged.key_phrases],
            tagged_by=tagged.tagged_by,
        )

    def provision(self, found: ProvisionInDocument) -> schema.ProvisionPage:
        """A provision with its document."""
        stored = found.document
        return schema.ProvisionPage(
            document=self._line(stored),
            url=absolute(self.base_url, provision_path(stored.id, stored.slug, found.provision.eid)),
            path=[parent.label for parent in found.parents],
            provision=_provision(found.provision),
        )

    def issue(self, stored: StoredIssue) -> schema.IssueOut:
        """An issue with its documents."""
        return schema.IssueOut(
            id=stored.id,
            label=stored.label,
            gazette=stored.issue.gazette,
            numbers=list(stored.issue.numbers),
            date=stored.issue.date,
            documents=[self._summary(summary) for summary in stored.documents],
            files=[entry.sha256 for entry in stored.files],
        )

    def issues(self, listed: IssueList, page: int, size: int) -> schema.IssuePage:
        """A page of issues."""
        years = [schema.YearCount(year=year, count=count) for year, count in listed.years]
        issues = [self.issue(stored) for stored in listed.issues]
        return schema.IssuePage(total=listed.total, page=page, size=size, years=years, issues=issues)

    def quality(self, sha256: str, whole: Quality | None, pages: Sequence[Page]) -> schema_quality.FileQualityOut:
        """The quality of a file and of its pages, with their doubts."""
        return schema_quality.FileQualityOut(
            file=sha256,
            quality=schema_quality.QualityOut.model_validate(whole) if whole else None,
            pages=[self._page_quality(sha256, page) for page in pages],
        )

    def _page_quality(self, sha256: str, page: Page) -> schema_quality.PageQualityOut:
        return schema_quality.PageQualityOut(
            page=page.number,
            source=page.source,
            confidence=page.confidence,
            judgement=schema_quality.JudgementOut.model_validate(page.judgement) if page.judgement else None,
            quality=schema_quality.QualityOut.model_validate(page.quality) if page.quality else None,
            doubts=[self._doubt(sha256, doubt) for doubt in page.doubts],
        )

    def _doubt(self, sha256: str, doubt: Doubt) -> schema_quality.DoubtOut:
        box = doubt.box
        sides = (round(box.left, 1), round(box.top, 1), round(box.right, 1), round(box.bottom, 1))
        return schema_quality.DoubtOut(
            text=doubt.text,
            reason=doubt.reason,
            first_reading=doubt.first_reading,
            confidence=doubt.confidence,
            box=sides,
            crop=absolute(self.base_url, crop_path(sha256, doubt.page, sides)),
        )

    def _line(self, stored: StoredDocument) -> schema.DocumentLine:
        legal = stored.tagged.document
        return self._called(stored.id, stored.slug, legal, legal.pdf_pages, stored.file_sha256)

    def _summary(self, summary: DocumentSummary) -> schema.DocumentLine:
        pages = summary.first_page, summary.last_page
        return self._called(summary.id, summary.slug, summary, pages, summary.file_sha256)

    def _called(
        self, document: str, slug: str, told: LegalDocument | DocumentSummary, pages: tuple[int, int], file: str
    ) -> schema.DocumentLine:
        return schema.DocumentLine(
            id=document,
            url=absolute(self.base_url, document_path(document, slug)),
            number=told.number,
            type=told.type,
            title=told.title,
            issuers=list(told.issuers),
            issued_on=told.issued_on,
            pdf_pages=pages,
            file=file,
        )

    def _issue_ref(self, issue_id: str | None, issue: Issue | None) -> schema.IssueRef | None:
        if issue_id is None or issue is None:
            return None
        return schema.IssueRef(
            id=issue_id,
            label=issue_label(issue),
            gazette=issue.gazette,
            numbers=list(issue.numbers),
            date=issue.date,
        )


def _provision(provision: Provision) -> schema.ProvisionOut:
    return schema.ProvisionOut.model_validate(provision)
