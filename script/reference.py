"""Write the reference pages in docs/ from the code: errors, settings, addresses of the HTTP interface and the pages.

    .venv/bin/python script/reference.py            write docs/{errors,settings,api}.md
    .venv/bin/python script/reference.py --check    only say which are out of date; exit code 1 if any

A test runs the check, so no reason, setting or address that a user meets goes undocumented.
"""

import inspect
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.routing import Route

import ingest.errors
import search_api.errors
from search_api.guard.roles import role_of
from search_api.settings import Settings
from ui.app import create_app
from ui.assembly import assemble

DOCS = Path(__file__).resolve().parent.parent / "docs"
WRITTEN = "<!-- Written by script/reference.py from the code: change it there. -->"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Lines of a Markdown table; bars and line ends inside cells are made harmless."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"

    return [line(head), "|" + "---|" * len(head), *map(line, rows), ""]


def first_paragraph(text: str | None) -> str:
    """The first paragraph of a docstring or help text, in one line."""
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())


def errors() -> list[str]:
    """Every situation with a reason code, floor by floor."""

    def below(kind: type[Exception]) -> list[type[Exception]]:
        return [kind, *(deeper for child in kind.__subclasses__() for deeper in below(child))]

    lines = [
        "Each situation has a stable `reason` code. It stands in problem+json answers, in the summary of",
        "`congbao ingest` and in a file's record; the sentence is what the user reads. Is it worth trying *again*?",
        "",
    ]
    for title, module, root in (
        ("Reading and storing files (`ingest`)", ingest.errors, ingest.errors.IngestError),
        ("Requests and services (`search_api`)", search_api.errors, search_api.errors.SearchApiError),
    ):
        kinds = [kind for kind in below(root) if kind.__module__ == module.__name__]
        rows = [
            (
                f"`{getattr(kind, 'reason', '')}`",
                first_paragraph(kind.__doc__),
                str(getattr(kind, "remedy", "")),
                "yes" if getattr(kind, "retryable", False) else "no",
            )
            for kind in kinds
        ]
        lines += [f"## {title}", "", *table(("reason", "situation", "what the user reads", "again"), rows)]
    return lines


def settings() -> list[str]:
    """Every setting with its default."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, ()) else f"`{field.default}`"
        rows.append((f"`CONGBAO_{name.upper()}`", default, field.description or ""))
    return [
        "Settings are environment variables, read once at the start.",
        "",
        *table(("variable", "default", "meaning"), rows),
    ]


def api() -> list[str]:
    """Every address: the API's by its OpenAPI description, the pages' by their routes."""
    with TemporaryDirectory() as folder, assemble(Settings(data_dir=Path(folder))) as services:
        app = create_app(services)
        described = app.openapi()
        pages = [route for route in app.routes if isinstance(route, Route) and route.include_in_schema]
    operations = [
        (method.upper(), path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return [
        f"The full description with schemas and examples is served at `{app.openapi_url}` (OpenAPI). Errors are",
        "problem+json with a `reason` code of [errors.md](errors.md). Addresses of documents and articles never",
        "change: the id decides, the slug is decoration.",
        "",
        "## Interface for programs",
        "",
        *table(("address", "what it gives", "parameters"), [_operation(*each) for each in operations]),
        "## Pages",
        "",
        *table(("address", "what it gives", "for whom"), [_page(route) for route in pages]),
    ]


def _operation(method: str, path: str, operation: dict[str, Any]) -> tuple[str, ...]:
    asked = [parameter for parameter in operation.get("parameters", []) if parameter["in"] == "query"]
    names = ", ".join(f"`{parameter['name']}`" for parameter in asked)
    return (f"`{method} {path}`", first_paragraph(operation.get("description")), names)


def _page(route: Route) -> tuple[str, ...]:
    methods = "/".join(sorted((route.methods or set()) - {"HEAD"}))
    return (
        f"`{methods} {route.path}`",
        first_paragraph(inspect.unwrap(route.endpoint).__doc__),
        str(role_of(route.endpoint)),
    )


PAGES: dict[str, tuple[str, Callable[[], list[str]]]] = {
    "errors.md": ("Errors and their reason codes", errors),
    "settings.md": ("Settings", settings),
    "api.md": ("Addresses", api),
}


def page(name: str) -> str:
    """The whole text of one page."""
    title, write = PAGES[name]
    return "\n".join([f"# {title}", "", WRITTEN, "", *write()]).rstrip() + "\n"


def outdated() -> list[str]:
    """Names of pages whose file says something else than the code."""
    return [name for name in PAGES if not (DOCS / name).exists() or (DOCS / name).read_text() != page(name)]


def main() -> int:
    """Write or check; gives the exit code."""
    names = outdated()
    if "--check" in sys.argv[1:]:
        for name in names:
            print(f"docs/{name} is out of date: run .venv/bin/python script/reference.py")
        return bool(names)
    DOCS.mkdir(exist_ok=True)
    for name in names:
        (DOCS / name).write_text(page(name))
        print(f"docs/{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
