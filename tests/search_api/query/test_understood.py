"""Every code of a note that a search may tell stands in docs/search.md: clients switch on them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]


def told() -> Iterator[str]:
    """The codes of all notes that are made anywhere in the floor."""
    for path in (ROOT / "search_api").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Note":
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"
                yield str(node.args[0].value)


def test_each_code_of_a_note_is_listed() -> None:
    (listed,) = re.findall(r"Codes: (`[^.]+`)\.", (ROOT / "docs" / "search.md").read_text("utf-8"))
    codes = re.findall(r"`([a-z-]+)`", listed)
    assert len(codes) == len(set(codes))
    assert set(codes) == set(told())
