"""How times are taken: side by side, on one thread."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.bench.row import Row

ROOT = Path(__file__).parents[2]
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def best(
    rounds: int, *calls: Callable[[], object], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the shortest time of each call, in seconds, out of rounds in which they take turns.

    A busy machine hurts all calls alike, and the shortest time is the one that it hurt least.
    """
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for call, taken in zip(calls, times, strict=True):
            start = clock()
            call()
            taken.append(clock() - start)
    return [min(taken) for taken in times]


def rows_on_one_thread(module: str) -> list[Row]:
    """Run a module that prints rows, in a process of its own, as BLAS reads how many threads to take once."""
    answer = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return [Row(**row) for row in json.loads(answer.stdout)]


def print_rows(rows: list[Row]) -> None:
    """Print rows as JSON, for `rows_on_one_thread`."""
    print(json.dumps([asdict(row) for row in rows], indent=1))
