"""How much of the time of ``POST /traces`` is the run itself: the rest is what HTTP, checks and frames cost.

The ceiling is `run` and the JSON of its arrays, in one process without any HTTP; the server is one worker.
Rounds of both alternate, and the best of each counts, so that a busy machine hurts both alike.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from app.config import ROOT
from app.presets.file import PresetFile
from app.runs.answers import dump, trace_answer
from app.runs.runner import Run
from app.wire.networks import Network, from_wire
from lstm_core import LayerStack
from lstm_core.blueprints import LSTM
from tests.bench.load import requests_per_second
from tests.bench.row import Row
from tests.browser.presets import random_preset
from tests.browser.server import running_server

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
T, H, D = 64, 8, 2
ROUNDS, RUNS, REQUESTS, CONNECTIONS = 40, 60, 100, 2
BUDGET = 0.6


def rows() -> list[Row]:
    """Measure in a process with one thread."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.api"],
        cwd=ROOT,
        env={**os.environ, **ONE_THREAD},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return [Row(**row) for row in json.loads(answer.stdout)]


def measure() -> list[Row]:
    """Measure in this process."""
    preset = random_preset("bench", H=H, D=D, T=T, seed=0, peepholes="diagonal")
    inputs = preset["examples"][0]["inputs"]
    by_name = {"model": {"preset": "bench"}, "inputs": inputs}
    by_weights = {"model": {"weights": preset["weights"]}, "inputs": inputs}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "presets").mkdir()
        (Path(folder) / "presets" / "bench.json").write_text(json.dumps(preset), encoding="utf-8")
        with running_server(Path(folder) / "log.txt", PRESETS_DIR=str(Path(folder) / "presets")) as address:
            return [
                _row(address, preset, by_name, "a preset", BUDGET),
                _row(address, preset, by_weights, "weights in the request", None),
            ]


def _row(
    address: str, preset: dict[str, Any], request: dict[str, Any], model: str, budget: float | None
) -> Row:
    body = orjson.dumps(request)
    network = Network(LayerStack.of(from_wire(PresetFile.model_validate(preset).weights, LSTM, "", H, D)))
    x = np.array(request["inputs"], dtype=float)
    ceilings, served = [], []
    for _ in range(ROUNDS):
        ceilings.append(_ceiling(network, x))
        served.append(requests_per_second(address, "/api/v1/traces", body, REQUESTS, CONNECTIONS))
    ratio = round(max(served) / max(ceilings), 2)
    return Row(
        what=f"`POST /traces`, T={T} H={H}, {model}, one worker, over run and JSON in one process",
        ratio=ratio,
        budget="reported" if budget is None else f">= {budget}",
        holds=budget is None or ratio >= budget,
        note=f"{max(served):.0f} of {max(ceilings):.0f} a second, {CONNECTIONS} connections",
    )


def _ceiling(network: Network, x: np.ndarray[Any, Any]) -> float:
    """Return how many runs a second can be made and written as JSON."""
    start = time.perf_counter()
    for _ in range(RUNS):
        trace = network.stack.run(x)
        dump(trace_answer(Run(network, trace, list(trace.layers)), None, None))
    return RUNS / (time.perf_counter() - start)


if __name__ == "__main__":
    sys.stdout.write(json.dumps([asdict(row) for row in measure()]))
