"""Four large runs asked for at once, over one alone: a worker's requests must not slow each other down."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import numpy as np

from lstm_core import LayerStack, LSTMParams
from lstm_core.interop import dump
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.bench.row import Row
from tests.bench.timing import best
from tests.browser.server import running_server

T, H, D, LAYERS = 150, 512, 16, 2
AT_ONCE, ROUNDS = 4, 8
BUDGET = 4.5


def rows() -> list[Row]:
    """Upload a model of two wide layers and run it, alone and four times at once; the best of each counts."""
    x = np.random.default_rng(0).normal(size=(T, D)).round(3).tolist()
    with tempfile.TemporaryDirectory() as folder:
        server = running_server(Path(folder) / "log.txt", DATA_DIR=folder, MAX_UPLOAD_BYTES="50000000")
        with (
            server as address,
            httpx2.Client(base_url=address, timeout=60) as client,
            ThreadPoolExecutor(AT_ONCE) as pool,
        ):
            sent = client.post("/api/v1/models", files={"file": ("wide.npz", dump(_wide(), "npz"))})
            sent.raise_for_status()
            request = {"model": {"id": sent.json()["id"]}, "inputs": x, "units": [0, 1]}

            def run(_: int = 0) -> None:
                client.post("/api/v1/traces", json=request).raise_for_status()

            alone, together = best(ROUNDS, run, lambda: list(pool.map(run, range(AT_ONCE))))
    ratio = round(together / alone, 2)
    return [
        Row(
            what=f"`POST /traces`, uploaded model, T={T} H={H} x {LAYERS}, {AT_ONCE} at once over one alone",
            ratio=ratio,
            budget=f"<= {BUDGET}",
            holds=ratio <= BUDGET,
            note=f"{alone:.2f} s alone",
        )
    ]


def _wide() -> LayerStack:
    return LayerStack(
        [StackLayer(Layer(LSTMParams.random(width, H, seed=width))) for width in (D, *[H] * (LAYERS - 1))]
    )
