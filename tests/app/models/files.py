"""Model files for the API's tests, and how they are uploaded."""

from typing import Any

import numpy as np
from starlette.testclient import TestClient

from lstm_core import Head, LSTMParams
from lstm_core.interop import dump
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack
from tests.architecture.tree import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
MODELS = "/api/v1/models"


def fixture(name: str) -> bytes:
    """Return a file that a framework wrote."""
    return (FIXTURES / name).read_bytes()


def upload(client: TestClient, data: bytes, name: str = "model.safetensors") -> dict[str, Any]:
    """Upload a file that is a model; return what the server says about it."""
    answer = client.post(MODELS, files={"file": (name, data)})
    assert answer.status_code in (200, 201), answer.text
    about: dict[str, Any] = answer.json()
    return about


def stack_of(seed: int, widths: tuple[int, ...] = (3, 4, 2), both: bool = True) -> LayerStack:
    """Return random layers, of which the lowest runs both ways if `both`, with a head."""
    rng = np.random.default_rng(seed)
    D, *units = widths
    layers = []
    for k, H in enumerate(units):
        two = both and k == 0
        forward = Layer(LSTMParams.random(D, H, rng, "diagonal"))
        layers.append(StackLayer(forward, Layer(LSTMParams.random(D, H, rng, "full")) if two else None))
        D = layers[-1].width
    return LayerStack(layers, Head(rng.normal(size=(2, D)), rng.normal(size=2)))


def small_file(seed: int) -> bytes:
    """Return a model of one unit, another for each seed; all have the same number of bytes."""
    params = LSTMParams.random(1, 1, seed, "none")
    return dump(LayerStack.of(params), "safetensors")
