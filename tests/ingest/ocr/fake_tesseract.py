"""Tesseracts that go wrong, as programs named `tesseract` in a folder to be put on PATH."""

from pathlib import Path

TABLE = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"
ROW = "5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t30\\t40\\t96.5\\tĐiều\\n"

BEHAVIOURS = {
    "hangs": "exec sleep 600",
    "forks": "sleep {mark} & sleep 600",
    "crashes": "kill -SEGV $$",
    "is killed": "kill -KILL $$",
    "broken UTF-8": f"printf '{TABLE}5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t30\\t40\\t96.5\\t\\377\\376\\n' > \"$2.tsv\"",
    "no table": "printf 'what\\nis this\\n' > \"$2.tsv\"",
    "no file": "exit 0",
    "no language": 'echo "Error opening data file vie.traineddata" >&2; exit 1',
    "refuses": "echo 'Image too large: (2, 40000)' >&2; exit 1",
    "pollutes": f"echo noise; echo noise >&2; printf '{TABLE}{ROW}' > \"$2.tsv\"",
}


def install(folder: Path, behaviour: str, mark: str = "600") -> str:
    """A folder for PATH with a tesseract that behaves so; its grandchild, if any, carries `mark`."""
    folder.mkdir(exist_ok=True)
    program = folder / "tesseract"
    script = BEHAVIOURS[behaviour].replace("{mark}", mark)
    program.write_text(f'#!/bin/sh\ncase "$1" in --version) echo "tesseract 5.3.0"; exit 0;; esac\n{script}\n')
    program.chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def counting(folder: Path, words: str = ROW, seconds: float = 0, halt: int | None = None) -> tuple[str, Path]:
    """A folder for PATH with a tesseract that reads `words` in `seconds`, and the file where it notes each call.

    From call number `halt` on it waits until the folder holds a file `go`.
    """
    folder.mkdir(exist_ok=True)
    program, log = folder / "tesseract", folder / "calls"
    program.write_text(
        '#!/bin/sh\ncase "$1" in --version) echo "tesseract 5.3.0"; exit 0;; esac\n'
        f"echo call >> '{log}'\nsleep {seconds}\n"
        + (f"[ $(wc -l < '{log}') -lt {halt} ] || until [ -e '{folder}/go' ]; do sleep 0.02; done\n" if halt else "")
        + f"printf '{TABLE}{words}' > \"$2.tsv\"\n"
    )
    program.chmod(0o755)
    return f"{folder}:/usr/bin:/bin", log
