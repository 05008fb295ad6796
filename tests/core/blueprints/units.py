"""Random weights for any unit, and an LSTM's weights as a blueprint takes them."""

from collections.abc import Mapping

import numpy as np

from lstm_core import LSTMParams, Pins
from lstm_core.arrays import Array
from lstm_core.blueprints import LSTM, Blueprint, weight_shapes

Own = dict[str, dict[str, Array | None]]


def random_weights(
    blueprint: Blueprint,
    D: int,
    H: int,
    rng: np.random.Generator,
    peepholes: Mapping[str, str] | None = None,
) -> Own:
    """Draw all weights; a net of `peepholes` gets a diagonal or full one."""
    found: Own = {
        letter: {name: rng.uniform(-1, 1, shape) for name, shape in shapes.items()}
        for letter, shapes in weight_shapes(blueprint, D, H).items()
    }
    for letter, kind in (peepholes or {}).items():
        if kind != "none":
            found[letter]["p"] = rng.uniform(-1, 1, (H,) if kind == "diagonal" else (H, H))
    return found


def of_params(params: LSTMParams) -> Own:
    """Return an LSTM layer's weights by letter and name."""
    return {
        net.letter: {name: getattr(getattr(params, net.letter), name) for name in ("W", "U", "b", "p")}
        for net in LSTM.nets
    }


def held(pins: Pins, steps: int, units: int) -> dict[str, Array]:
    """Return an LSTM's pins by letter."""
    return {valve: pins.openings(valve, steps, units) for valve in "fio"} if pins else {}
