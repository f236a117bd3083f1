"""What a reader should find in a drawn issue: the contract's form, and the label form that the scorer reads.

Contract: ../shared/contract/parse.schema.json. Label form: ../shared/data/README.md. Both are plain JSON values.
"""

from collections.abc import Iterator
from typing import Any

from sample_gazettes.gazette_pages import DrawnIssue
from sample_gazettes.model import Annex, Document, Path, Signer, Unit

Json = dict[str, Any]
CONTAINERS = ("part", "chapter", "section", "subsection")


def contract_truth(issue: DrawnIssue, source: str = "text") -> Json:
    """The truth of a file in the contract's form; `source` is "ocr" for its scan. Citations are not stated (empty)."""
    plan = issue.plan
    pages = [
        {"page": i + 1, "printed_page": printed, "source": source, "confidence": None}
        for i, printed in enumerate(issue.printed)
    ]
    return {
        "issue": {"gazette": plan.gazette, "numbers": list(plan.numbers), "date": plan.date.isoformat()},
        "pages": pages,
        "documents": [_document(doc, i, issue) for i, doc in enumerate(plan.documents)],
    }


def _document(doc: Document, index: int, issue: DrawnIssue) -> Json:
    path: Path = ("d", index)
    out: Json = {
        "number": doc.number,
        "type": doc.type,
        "issuers": list(doc.issuers),
        "title": doc.title.upper() if doc.title_capitals else doc.title,
        "issued_on": doc.issued_on.isoformat() if doc.issued_on else None,
        "effective_on": doc.effective_on.isoformat() if doc.effective_on else None,
        "expires_on": doc.expires_on.isoformat() if doc.expires_on else None,
        "signers": [] if doc.continued_in else [_signer(s) for s in doc.signers],
        "pdf_pages": list(issue.spans[index]),
        "legal_basis": [_basis(b.name, b.number, b.date) for r in doc.recitals for b in r.basis],
        "body": _units(doc.body, (*path, "b"), issue.where),
        "attachments": [_annex(a, (*path, "a", i), issue.where) for i, a in enumerate(doc.annexes)],
        "relations": [
            {"kind": r.kind, "target": r.target, "target_name": r.target_name, "scope": r.scope, "evidence": r.evidence}
            for r in doc.relations
        ],
        "citations": [],
        "findings": [],
    }
    if doc.continued_in:
        out["continued_in"] = list(doc.continued_in)
    if doc.continues_from:
        out["continues_from"] = list(doc.continues_from)
    return out


def _signer(signer: Signer) -> Json:
    return {"name": signer.name, "position": signer.position, "authority": "; ".join(signer.authority) or None}


def _basis(name: str, number: str | None, date: Any) -> Json:
    return {"name": name, "number": number, "date": date.isoformat() if date else None}


def _annex(annex: Annex, path: Path, where: dict[Path, int]) -> Json:
    return {
        "label": annex.label,
        "title": annex.title,
        "pdf_page": where[path],
        "body": _units(annex.body, (*path, "b"), where),
    }


def _units(units: tuple[Unit, ...], path: Path, where: dict[Path, int]) -> list[Json]:
    return [_unit(unit, (*path, i), where) for i, unit in enumerate(units)]


def _unit(unit: Unit, path: Path, where: dict[Path, int]) -> Json:
    out: Json = {
        "level": unit.level,
        "label": unit.label,
        "heading": unit.heading,
        "text": unit.text,
        "page": where[path],
        "children": _units(unit.children, path, where),
    }
    if unit.level == "table":
        out["rows"] = [list(row) for row in unit.rows]
    if unit.level == "quote":
        out |= {"operation": unit.operation, "target": unit.target}
    return out


def label_form(truth: Json, name: str) -> Json:
    """The truth in the form of ../shared/data/labels; citations, which are not stated, are left out."""
    return {
        "file": f"{name}.pdf",
        "pages": len(truth["pages"]),
        "issue": {"numbers": truth["issue"]["numbers"], "date": truth["issue"]["date"]},
        "documents": [_label(doc) for doc in truth["documents"]],
    }


def _label(doc: Json) -> Json:
    same = ("number", "type", "issuers", "title", "issued_on", "effective_on", "signers", "pdf_pages")
    units = list(_walk(doc["body"]))
    return {
        **{key: doc[key] for key in same},
        "chapters": [[u["label"], u["heading"]] for u in units if u["level"] in CONTAINERS],
        "articles": [_article(u) for u in units if u["level"] == "article"],
        "attachments": [
            {
                "label": a["label"],
                "title": a["title"],
                "pdf_page": a["pdf_page"],
                "articles": sum(u["level"] == "article" for u in _walk(a["body"])),
            }
            for a in doc["attachments"]
        ],
        "relations": doc["relations"],
        "legal_basis": doc["legal_basis"],
    }


def _article(unit: Json) -> Json:
    clauses = [c for c in unit["children"] if c["level"] == "clause"]
    points = {c["label"]: [p["label"] for p in c["children"] if p["level"] == "point"] for c in clauses}
    points[""] = [p["label"] for p in unit["children"] if p["level"] == "point"]
    return {
        "label": unit["label"],
        "heading": unit["heading"],
        "clauses": [c["label"] for c in clauses],
        "points": {label: found for label, found in points.items() if found},
    }


def _walk(units: list[Json]) -> Iterator[Json]:
    """Units in reading order, without what is quoted or stands in tables and loose paragraphs."""
    for unit in units:
        if unit["level"] in ("quote", "table", "paragraph"):
            continue
        yield unit
        yield from _walk(unit["children"])
