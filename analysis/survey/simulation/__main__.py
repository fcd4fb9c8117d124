"""Writes the simulated survey files anew: `python -m analysis.survey.simulation`.

The same seeds give the same files, byte for byte; `--check` says whether the shipped ones are these (`make sample`).
Takes most of a minute; needs numba (requirements-dev.txt).
"""

from __future__ import annotations

import argparse
import filecmp
import sys
import tempfile
from pathlib import Path

from analysis.survey.simulation.generate import FILES, SEEDS, generate, write

SAMPLE_DATA = Path(__file__).resolve().parents[3] / "sample_data"


def main() -> None:
    """Reads the arguments, simulates, writes, and says what loss was left."""
    parser = argparse.ArgumentParser(prog="python -m analysis.survey.simulation", description=__doc__)
    parser.add_argument("--group", choices=sorted(FILES), action="append", help="one group only (default: both)")
    parser.add_argument("--seed", type=int, help="another seed than that of the shipped files")
    parser.add_argument("--to", type=Path, default=SAMPLE_DATA, help="directory to write to (default: sample_data)")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the shipped files differ")
    arguments = parser.parse_args()
    if arguments.check:
        _check()
        return
    for group in arguments.group or sorted(FILES):
        seed = SEEDS[group] if arguments.seed is None else arguments.seed
        sample = generate(group, SAMPLE_DATA / "published", seed)
        write(sample, group, arguments.to)
        sys.stdout.write(
            f"{FILES[group]}.csv: {len(sample.responses)} rows, seed {seed}, "
            f"loss {sample.loss:.4f} after {sample.moves} moves\n"
        )


def _check() -> None:
    """Simulates anew and compares with the shipped files; ends the program where one differs."""
    with tempfile.TemporaryDirectory() as made:
        for group in sorted(FILES):
            write(generate(group, SAMPLE_DATA / "published", SEEDS[group]), group, Path(made))
            for name in (f"{FILES[group]}.csv", f"{FILES[group]}_codebook.csv"):
                if not filecmp.cmp(Path(made) / name, SAMPLE_DATA / name, shallow=False):
                    raise SystemExit(f"{name} is not what its seed makes: run `python -m analysis.survey.simulation`")
            sys.stdout.write(f"{FILES[group]}: the same, byte for byte\n")


if __name__ == "__main__":
    main()
