"""Draw sample gazettes.

python -m sample_gazettes                      the committed samples, anew and byte for byte the same
python -m sample_gazettes --seed 7 --out DIR   others of the same kinds, named s7-…
python -m sample_gazettes --labels DIR         label files for ../shared/eval/score_parse.py (with --seed too)
"""

import argparse
import json
from pathlib import Path

from sample_gazettes.samples import COMMITTED_SEED, Sample, draw_samples
from sample_gazettes.truth import label_form

HERE = Path(__file__).parent


def main() -> None:
    """Parse the arguments and write the files."""
    parser = argparse.ArgumentParser(prog="sample_gazettes", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--seed", type=int, help="draw others of the same kinds; needs --out or --labels")
    parser.add_argument("--out", type=Path, help="folder for NAME.pdf and NAME.json (default: the committed samples)")
    parser.add_argument("--labels", type=Path, help="folder for label files NAME.json in the scorer's form")
    args = parser.parse_args()
    if args.seed is not None and not (args.out or args.labels):
        parser.error("--seed needs --out DIR or --labels DIR: the committed samples stay as they are")
    seed = COMMITTED_SEED if args.seed is None else args.seed
    prefix = "" if args.seed is None else f"s{seed}-"
    samples = draw_samples(seed, prefix)
    out = args.out if args.out or args.labels else HERE
    if out:
        write_samples(samples, out)
    if args.labels:
        args.labels.mkdir(parents=True, exist_ok=True)
        for sample in samples:
            write_json(args.labels / f"{sample.name}.json", label_form(sample.truth, sample.name))


def write_samples(samples: list[Sample], folder: Path) -> None:
    """NAME.pdf with NAME.json beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in samples:
        (folder / f"{sample.name}.pdf").write_bytes(sample.pdf)
        write_json(folder / f"{sample.name}.json", sample.truth)
        print(f"{sample.name}.pdf {len(sample.pdf) / 1e6:.2f} MB, {len(sample.truth['pages'])} pages")


def write_json(path: Path, value: object) -> None:
    """Readable JSON with the letters as they are."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
