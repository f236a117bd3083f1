"""The catalogue of gates and its page in the documentation."""

import re

from ingest.gates.catalogue import gate_codes
from tests.tree import ROOT


def test_every_code_is_documented_and_no_other() -> None:
    page = (ROOT / "docs" / "findings.md").read_text()
    table = [line for line in page.splitlines() if line.startswith("|")]
    documented = {code for line in table for code in re.findall(r"`([a-z-]+)`", line.split("|")[2])}
    assert documented == gate_codes()


def test_every_code_is_one_of_a_rule() -> None:
    rules = "".join(path.read_text() for path in (ROOT / "ingest").rglob("*.py"))
    assert [code for code in gate_codes() if f'"{code}"' not in rules] == []
