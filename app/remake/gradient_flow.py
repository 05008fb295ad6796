"""How far back gradients reach, in its stored form."""

from collections.abc import Callable
from typing import Any

import numpy as np

from app.remake.words import GRADIENT_FLOW
from lstm_core.learning.gradient_flow import lstm_flow, rnn_flow

COMMAND = "python -m app.remake gradient-flow"
UNITS, LAGS, SEEDS = 16, 100, (0, 1, 2, 3, 4)
RADII = (0.5, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5, 2.0)
FORGET_BIASES = (-2.0, 0.0, 1.0, 2.0, 3.0, 5.0)
DIGITS = 5


def gradient_flow(report: Callable[[str], None]) -> dict[str, Any]:
    """Measure all networks; `report` is called after each kind."""
    rnn = []
    for inputs in ("none", "noise"):
        for radius in RADII:
            rnn.append({"radius": radius, "inputs": inputs, "dh": rnn_curve(radius, inputs)})
            report(f"rnn: spectral radius {radius:g}, inputs {inputs}")
    lstm = []
    for bias in FORGET_BIASES:
        dh, dC = zip(*(lstm_flow(bias, seed, UNITS, LAGS) for seed in SEEDS), strict=True)
        lstm.append({"forget_bias": bias, "dh": curve(dh), "dC": curve(dC)})
        report(f"lstm: forget bias {bias:g}")
    return {
        "about": GRADIENT_FLOW,
        "command": COMMAND,
        "units": UNITS,
        "seeds": list(SEEDS),
        "lags": list(range(LAGS + 1)),
        "rnn": rnn,
        "lstm": lstm,
    }


def rnn_curve(radius: float, inputs: str) -> dict[str, list[float]]:
    """Return the curve of the plain recurrent network with this spectral radius."""
    return curve([rnn_flow(radius, seed, UNITS, LAGS, noise=inputs == "noise") for seed in SEEDS])


def curve(norms: object) -> dict[str, list[float]]:
    """Return the geometric mean, minimum and maximum of the norms over several seeds, lag by lag."""
    each = np.array(norms)
    columns = {
        "middle": np.exp(np.log(each).mean(axis=0)),
        "lowest": each.min(axis=0),
        "highest": each.max(axis=0),
    }
    return {name: [float(f"{v:.{DIGITS}g}") for v in values] for name, values in columns.items()}
