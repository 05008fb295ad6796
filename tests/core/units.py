"""Random layers of every unit, and one unit that the package does not know."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from hypothesis import strategies as st

from lstm_core import GRUParams, LSTMParams, Pin, Pins, RNNParams
from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint, Net, Op, Phase
from lstm_core.params import GateParams, PlannedParams, UnitParams

LEAKY = Blueprint(
    name="leaky",
    unit="leaky",
    carried=("h", "s"),
    lane="s",
    nets=(
        Net("a", "sigma", "forget", gate="forget", peephole="s_prev"),
        Net("c", "tanh", "candidate", valve=False),
    ),
    ops=(
        Op("fresh", "rest", ("a",), phase="signals", role="write"),
        Op("kept", "times", ("a", "s_prev"), phase="forget"),
        Op("added", "times", ("fresh", "c"), phase="write"),
        Op("s", "plus", ("kept", "added"), phase="merge"),
        Op("h", "tanh", ("s",), phase="merge"),
    ),
    phases=(
        Phase("signals", "signal"),
        Phase("forget", "forget"),
        Phase("write", "write"),
        Phase("merge", "memory"),
    ),
)
"""An invented unit: a leaky memory s with a valve, and its squeezed value as output."""


def leaky(D: int, H: int, rng: np.random.Generator) -> PlannedParams:
    """Draw the weights of that unit."""
    seen = rng.normal(size=H)
    nets = {
        letter: GateParams(rng.normal(size=(H, D)), rng.normal(size=(H, H)), rng.normal(size=H), p)
        for letter, p in (("a", seen), ("c", None))
    }
    return PlannedParams(LEAKY, nets)


UNITS: dict[str, Callable[[int, int, np.random.Generator], UnitParams]] = {
    "lstm": LSTMParams.random,
    "gru": GRUParams.random,
    "gru_reset_before": partial(GRUParams.random, reset_after=False),
    "rnn": RNNParams.random,
    "leaky": leaky,
}


def like(params: UnitParams, dtype: type) -> UnitParams:
    """Return the same weights in another type."""
    made = {}
    for letter, net in params.nets.items():
        made[letter] = GateParams(**{name: array.astype(dtype) for name, array in net.arrays.items()})
    return params.like(made)


@dataclass(frozen=True, eq=False)
class UnitCase:
    """A layer of some unit, what goes into it, its first states, and the valves held by hand."""

    params: UnitParams
    x: Array
    start: dict[str, Array]
    pins: Pins


def draw_case(
    name: str, seed: int, T: int = 5, batch: tuple[int, ...] = (2,), pinned: bool = True
) -> UnitCase:
    """Draw a case of a unit."""
    rng = np.random.default_rng(seed)
    D, H = (int(size) for size in rng.integers(1, 5, 2))
    params = UNITS[name](D, H, rng)
    start = {state: rng.uniform(-1, 1, (*batch, H)) for state in params.blueprint.carried}
    valves = [net.letter for net in params.blueprint.nets if net.gate]
    pins = [Pin(valve, 0.3, units=(0,), first=k % T) for k, valve in enumerate(valves)] if pinned else []
    return UnitCase(params, 1.5 * rng.normal(size=(T, *batch, D)), start, Pins(pins))


SEEDS = st.integers(0, 2**32 - 1)
BATCHES = st.sampled_from([(), (1,), (3,)])
NAMES = st.sampled_from(list(UNITS))
