"""``python -m app.remake NAME ...``: recompute stored things, and show progress on the terminal."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from app.config import APP
from app.remake import presets, runs
from app.remake.comparison import comparison
from app.remake.gradient_flow import gradient_flow
from app.remake.learning import learning
from app.remake.rnn import rnn_networks
from app.remake.window import windows
from app.remake.writing import write
from lstm_core.learning.recipes import RECIPES

DATA = APP / "data"
RUNS = DATA / "runs"
Make = Callable[[Callable[[str], None]], dict[str, Any]]
MAKERS: dict[str, tuple[Path, Make]] = {
    "comparison": (DATA / "comparison.json", comparison),
    "gradient-flow": (DATA / "gradient-flow.json", gradient_flow),
    "learning": (DATA / "learning.json", learning),
    "window": (DATA / "window.json", windows),
    "rnn": (DATA / "rnn.json", rnn_networks),
    **{name: (presets.path(name), partial(presets.preset, name)) for name in RECIPES},
    **{name: (RUNS / f"{name}.json", partial(runs.run, name)) for name in runs.grid()},
    **{
        runs.name_of(name): (RUNS / f"{runs.name_of(name)}.json", partial(runs.preset_run, name))
        for name in RECIPES
    },
}


def main() -> None:
    """Recompute the named things, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m app.remake", description=__doc__)
    parser.add_argument("names", nargs="+", choices=MAKERS, metavar="NAME", help=", ".join(MAKERS))
    for name in parser.parse_args().names:
        file, make = MAKERS[name]
        write(file, make(_report))
        _report(f"{file} is written")


def _report(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
