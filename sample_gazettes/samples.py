"""The files of one seed: drawn, with their truth."""

from dataclasses import dataclass, replace

from sample_gazettes.blocks import TextOp
from sample_gazettes.draw import draw_pdf
from sample_gazettes.gazette_pages import DrawnIssue, lay_out
from sample_gazettes.model import IssuePlan
from sample_gazettes.plans import plans
from sample_gazettes.scan import draw_scan
from sample_gazettes.truth import Json, contract_truth

COMMITTED_SEED = 2021
"""The seed of the files in this folder."""
SCAN_NAME = "05-national-issue-scan"
SCAN_PAGES = 11


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn file with its truth in the contract's form."""

    name: str
    pdf: bytes
    truth: Json


def draw_samples(seed: int, prefix: str = "", *, scans: bool = True) -> list[Sample]:
    """All files of a seed, sorted by name; without `scans` only those born digital.

    Raises FontMissing where Liberation Serif 2 is not installed.
    """
    out = []
    for name, plan in plans(seed):
        issue = lay_out(plan)
        out.append(Sample(prefix + name, draw_pdf(issue), contract_truth(issue)))
        if scans and name.startswith("01"):
            out.append(scan_of(plan, prefix + SCAN_NAME, seed))
    return sorted(out, key=lambda s: s.name)


def scan_of(plan: IssuePlan, name: str, seed: int) -> Sample:
    """An issue as a scan: whole when short, else its first documents, so that reading it takes less than a minute."""
    issue = lay_out(plan)
    while len(issue.sheets) > SCAN_PAGES and len(issue.plan.documents) > 1:
        issue = lay_out(replace(issue.plan, documents=issue.plan.documents[:-1]))
    pdf = draw_scan(draw_pdf(issue), seals(issue), seed, plan.publisher)
    return Sample(name, pdf, contract_truth(issue, source="ocr"))


def seals(issue: DrawnIssue) -> dict[int, tuple[float, float]]:
    """Where seals go: over the left third of the signature, a little above the name, as the form rules ask."""
    out: dict[int, tuple[float, float]] = {}
    for i, doc in enumerate(issue.plan.documents):
        for signer in doc.signers:
            page = issue.where[("d", i, "s")]
            name = next(op for op in issue.sheets[page - 1].ops if isinstance(op, TextOp) and op.text == signer.name)
            out[page] = (name.x - 8, name.y - 30)
    return out
