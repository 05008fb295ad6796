"""Changes one thing at a time and tells what no test notices: ``python -m tests.mutants COUNT [PATH...]``.

COUNT mutants are drawn from the files at PATH, by default the core, the services and the pages' state. Each
is tried in a copy of the checkout on the tests that mirror its file; what only others find is listed, too.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.tree import ROOT
from tests.mutants import javascript, python
from tests.mutants.places import Mutant
from tests.mutants.trial import NothingMirrorsError, Trial

WHERE: Final = ("lstm_core", "app/runs", "app/models", "app/training", "app/dye", "static/js/state")
_KINDS: Final = {".py": python.mutants_of, ".js": javascript.mutants_of}


def drawn(root: Path, count: int, where: list[str], seed: int) -> list[tuple[str, Mutant]]:
    """Return mutants of these files and folders, by file, as they are in this copy."""
    listed = subprocess.run(["git", "ls-files", *where], cwd=ROOT, capture_output=True, text=True, check=True)
    every = [
        (name, one)
        for name in listed.stdout.splitlines()
        if Path(name).suffix in _KINDS
        for one in _KINDS[Path(name).suffix]((root / name).read_bytes())
    ]
    chosen = random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311 - a sample, no secret
    return sorted(chosen, key=lambda one: (one[0], one[1].start))


def survivors(trial: Trial, mutants: list[tuple[str, Mutant]]) -> Iterator[tuple[str, Mutant]]:
    """Yield the mutants that no test finds; says which files have no tests of their own."""
    seconds: dict[str, float | None] = {}
    for path, mutant in mutants:
        if path not in seconds:
            try:
                seconds[path] = trial.seconds(path)
            except NothingMirrorsError as fault:
                sys.stdout.write(f"not tried: {fault}\n")
                seconds[path] = None
        usual = seconds[path]
        if usual is not None and not trial.is_found(
            path, mutant.of((trial.folder / path).read_bytes()), usual
        ):
            yield path, mutant


def main() -> None:
    """Print the survivors, and how many were tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("count", type=int, metavar="COUNT")
    parser.add_argument("where", nargs="*", metavar="PATH", default=[*WHERE])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    alive = 0
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        mutants = drawn(trial.folder, given.count, given.where, given.seed)
        for path, mutant in survivors(trial, mutants):
            source = (trial.folder / path).read_bytes()
            sys.stdout.write(f"{path}:{mutant.line(source)}  {mutant.told(source)}\n")
            sys.stdout.flush()
            alive += 1
    sys.stdout.write(f"{alive} of {len(mutants)} survive\n")


if __name__ == "__main__":
    main()
