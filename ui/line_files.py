"""JSON-lines files in, the same lines with something added out: what `congbao cite` and `congbao topics` share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from ui import terminal
from ui.citing import BadLineError
from ui.opening import USAGE


def write_lines(lines_of: Callable[[Path], Iterator[str]], file: Path) -> None:
    """Print what `lines_of` makes of a file; a file or line that cannot be read ends the command with a sentence."""
    try:
        for line in lines_of(file):
            terminal.write_line(line)
    except (OSError, UnicodeDecodeError) as error:
        terminal.fail(f"Không đọc được tệp {file}.")
        raise typer.Exit(USAGE) from error
    except BadLineError as error:
        terminal.fail(f'Dòng {error} không phải một đối tượng JSON có "text".')
        raise typer.Exit(USAGE) from error
