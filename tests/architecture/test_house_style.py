"""Handbook, house style 3.5: small verbs, annotated and documented, no drawers for odds and ends."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.tree import FLOORS, ROOT, sources, tracked_texts

LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # without the docstring; about 40 is what to aim at
MEDIAN_FUNCTION = 14
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "core"}
DRAWERS |= {f"{name}s" for name in DRAWERS}

PRODUCT = sources(*FLOORS, "sample_gazettes", "bench")
EVERYTHING = [*PRODUCT, *sources("tests")]

Function = ast.FunctionDef | ast.AsyncFunctionDef


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_migration(path: Path) -> bool:
    return "migrations" in path.parts


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Lines from `def` to the end, decorators and docstring left out."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        docstring = function.body[0]
        assert docstring.end_lineno is not None
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def undocumented(path: Path) -> Iterator[str]:
    """Public functions (nested ones too: name those with an underscore), classes and modules without a docstring."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.name
    if path.name != "__init__.py" and ast.get_docstring(tree) is None:
        yield "the module itself"


@pytest.mark.parametrize("path", EVERYTHING, ids=shown)
def test_files_are_short_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", EVERYTHING, ids=shown)
def test_functions_are_small_verbs(path: Path) -> None:
    too_long = [
        f"{f.name} (line {f.lineno}): {length(f)} lines" for f in functions(path) if length(f) > LONGEST_FUNCTION
    ]
    assert not too_long


def test_most_functions_are_far_smaller() -> None:
    lengths = [length(function) for path in PRODUCT if not is_migration(path) for function in functions(path)]
    assert median(lengths) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("path", EVERYTHING, ids=shown)
def test_every_function_says_what_it_returns(path: Path) -> None:
    assert not [function.name for function in functions(path) if function.returns is None]


@pytest.mark.parametrize("path", [path for path in PRODUCT if not is_migration(path)], ids=shown)
def test_everything_public_is_documented(path: Path) -> None:
    assert not list(undocumented(path))


@pytest.mark.parametrize("path", EVERYTHING, ids=shown)
def test_modules_are_named_after_what_they_know(path: Path) -> None:
    assert not DRAWERS & {path.stem, *path.relative_to(ROOT).parent.parts}


def forbidden_call(node: ast.AST) -> str | None:
    """The name of a construct that hands control to data: pickle, eval, a shell."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
        return next((name for name in names if name.split(".")[0] in {"pickle", "marshal", "shelve", "dill"}), None)
    if not isinstance(node, ast.Call):
        return None
    called = ast.unparse(node.func)
    if called in {"eval", "exec", "os.system", "os.popen", "yaml.load", "tempfile.mktemp"}:
        return called
    shell = [
        k for k in node.keywords if k.arg == "shell" and not (isinstance(k.value, ast.Constant) and not k.value.value)
    ]
    return "shell=True" if shell else None


@pytest.mark.parametrize("path", EVERYTHING, ids=shown)
def test_no_data_becomes_code(path: Path) -> None:
    assert not [name for node in ast.walk(ast.parse(path.read_text())) if (name := forbidden_call(node))]


SILENCER = re.compile(r"#\s*(noqa|type:\s*ignore|nosec|pragma:\s*no\s*cover)", re.IGNORECASE)
REASONED = re.compile(
    r"#\s*(noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|type:\s*ignore\[[a-z-]+(,\s*[a-z-]+)*\])\W+\w+", re.IGNORECASE
)


def comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


@pytest.mark.parametrize("path", EVERYTHING, ids=shown)
def test_a_silenced_rule_is_named_and_has_its_reason_beside_it(path: Path) -> None:
    bare = [
        f"line {line}: {text}" for line, text in comments(path) if SILENCER.search(text) and not REASONED.search(text)
    ]
    assert not bare


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
    found = [f"{name}: {m[0]}" for name, text in tracked_texts() if (m := later.search(text)) and name != "LICENSE"]
    assert not found


def test_test_folders_mirror_the_floors() -> None:
    strays = [
        shown(folder)
        for floor in FLOORS
        for folder in (ROOT / "tests" / floor).rglob("*/")
        if folder.name != "__pycache__" and not (ROOT / folder.relative_to(ROOT / "tests")).is_dir()
    ]
    assert not strays
