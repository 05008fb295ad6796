"""An LSTM in plain Python, one number at a time: what the arrays of the server are held against."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

GATES = ("f", "i", "g", "o")


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0


def trace(weights: Mapping[str, Any], inputs: Sequence[Sequence[float]]) -> dict[str, list[list[float]]]:
    """Run from a zero state; peepholes none or diagonal. Returns f, i, g, o, C and h, each (T, H)."""
    H = len(weights["f"]["b"])
    h, C = [0.0] * H, [0.0] * H
    found: dict[str, list[list[float]]] = {name: [] for name in (*GATES, "C", "h")}
    for x in inputs:
        step: dict[str, list[float]] = {name: [] for name in found}
        for k in range(H):
            f = sigmoid(_sum(weights["f"], k, x, h, C))
            i = sigmoid(_sum(weights["i"], k, x, h, C))
            g = math.tanh(_sum(weights["g"], k, x, h, C))
            new = f * C[k] + i * g
            o = sigmoid(_sum(weights["o"], k, x, h, [*C[:k], new, *C[k + 1 :]]))
            for name, value in zip(found, (f, i, g, o, new, o * math.tanh(new)), strict=True):
                step[name].append(value)
        h, C = step["h"], step["C"]
        for name, values in step.items():
            found[name].append(values)
    return found


def _sum(
    gate: Mapping[str, Any], k: int, x: Sequence[float], h: Sequence[float], C: Sequence[float]
) -> float:
    wx = sum(w * v for w, v in zip(gate["W"][k], x, strict=True))
    uh = sum(u * v for u, v in zip(gate["U"][k], h, strict=True))
    pc = gate["p"][k] * C[k] if gate.get("p") else 0.0
    return float(wx + uh + pc + gate["b"][k])
