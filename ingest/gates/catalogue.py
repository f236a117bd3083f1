"""The quality gates by name (handbook domain.md 3.15), and which of them a document's findings fail."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import Finding
from ingest.gates.head import PART_MISSING
from ingest.lexicon import load


@dataclass(frozen=True, slots=True)
class FailedGate:
    """A gate that a document does not pass, with the pages to look at in rising order."""

    name: str
    pages: tuple[int, ...]


@functools.cache
def _gates() -> dict[str, frozenset[str]]:
    return {gate["name"]: frozenset(gate["codes"]) for gate in load("gates")["gate"]}


@functools.cache
def gate_codes() -> frozenset[str]:
    """Every code of a finding that fails a gate."""
    return frozenset().union(*_gates().values())


def needs_review(findings: Iterable[Finding], *, alone: bool = False) -> bool:
    """Whether a document with these findings waits for a clerk ("Cần rà soát").

    `alone`: of one part by itself, whose other parts may be in the archive already or come any day; that one of them is
    missing is left to the joined document.
    """
    return any(finding.code in gate_codes() and not (alone and finding.code == PART_MISSING) for finding in findings)


def failed_gates(findings: Iterable[Finding]) -> tuple[FailedGate, ...]:
    """The gates that these findings fail, in the handbook's order."""
    found = list(findings)
    failed = []
    for name, codes in _gates().items():
        mine = [finding for finding in found if finding.code in codes]
        if mine:
            failed.append(FailedGate(name, tuple(sorted({one.page for one in mine if one.page is not None}))))
    return tuple(failed)
