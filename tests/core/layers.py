"""Random layers, inputs and pins for property tests, and a plain model of the unit to compare with."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from lstm_core import LSTMParams, Pin, Pins
from lstm_core.arrays import Array
from lstm_core.params import Gate, Peephole

ARRAYS = (
    *("x", "h0", "C0", "z_f", "z_i", "z_g", "z_o", "f", "i", "g", "o"),
    *("kept", "added", "C", "tanh_C", "h"),
)
"""What the trace of an LSTM holds, without h_prev and C_prev."""
VALVES: tuple[Gate, ...] = ("f", "i", "o")
PEEPHOLES: st.SearchStrategy[Peephole] = st.sampled_from(["none", "diagonal", "full"])


@dataclass(frozen=True, eq=False)
class Case:
    """A layer, what goes into it, and the valves held by hand."""

    params: LSTMParams
    x: Array
    h0: Array
    C0: Array
    pins: Pins

    @property
    def given(self) -> tuple[LSTMParams, Array, Array, Array, Pins]:
        """All arguments of `run`."""
        return self.params, self.x, self.h0, self.C0, self.pins


@st.composite
def pins(draw: st.DrawFn, steps: int, units: int) -> Pins:
    """Draw up to four pins."""

    def pin() -> Pin:
        first = draw(st.none() | st.integers(0, steps - 1))
        last = draw(st.none() | st.integers(first or 0, steps - 1))
        which = draw(st.none() | st.lists(st.integers(0, units - 1), max_size=units).map(tuple))
        value = draw(st.sampled_from([0.0, 0.3, 1.0]))
        return Pin(draw(st.sampled_from(["f", "i", "o"])), value, which, first, last)

    return Pins([pin() for _ in range(draw(st.integers(0, 4)))])


@st.composite
def cases(draw: st.DrawFn, pinned: bool = True, single: bool | None = None, scale: float = 1.5) -> Case:
    """Draw a layer of every size and kind of peephole, for one sequence or a batch."""
    T, B, D, H = (draw(st.integers(1, most)) for most in (7, 3, 3, 5))
    kinds: Mapping[Gate, Peephole] = {gate: draw(PEEPHOLES) for gate in VALVES}
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    batch = () if (draw(st.booleans()) if single is None else single) else (B,)
    params = LSTMParams.random(D, H, rng, kinds, forget_bias=draw(st.sampled_from([0.0, 1.0, 3.0])))
    return Case(
        params,
        x=scale * rng.normal(size=(T, *batch, D)),
        h0=rng.uniform(-1, 1, (*batch, H)),
        C0=rng.normal(size=(*batch, H)),
        pins=draw(pins(T, H)) if pinned else Pins(),
    )


def plain(case: Case, h_nudge: Array | None = None, C_nudge: Array | None = None) -> dict[str, Array]:
    """Run the case with the textbook's equations, one value after the other, and return f, i, g, o, C, h.

    The nudges, shaped like h, are added to h and C of each step, so that a test can see what they change.
    """
    p = case.params
    held = {gate: case.pins.openings(gate, len(case.x), p.H) for gate in ("f", "i", "o")}
    h, C = case.h0, case.C0
    record: dict[str, list[Array]] = {name: [] for name in ("f", "i", "g", "o", "C", "h")}

    def z(gate: str, x: Array, memory: Array) -> Array:
        weights = getattr(p, gate)
        total: Array = x @ weights.W.T + h @ weights.U.T + weights.b
        if weights.peephole == "diagonal":
            total = total + memory * weights.p
        if weights.peephole == "full":
            total = total + memory @ weights.p.T
        return total

    def valve(gate: str, t: int, memory: Array) -> Array:
        opening = 1 / (1 + np.exp(-z(gate, case.x[t], memory)))
        return np.where(np.isnan(held[gate][t]), opening, held[gate][t])

    for t, x in enumerate(case.x):
        f, i, g = valve("f", t, C), valve("i", t, C), np.tanh(z("g", x, C))
        C = f * C + i * g
        if C_nudge is not None:
            C = C + C_nudge[t]
        o = valve("o", t, C)
        h = o * np.tanh(C)
        if h_nudge is not None:
            h = h + h_nudge[t]
        for name, value in (("f", f), ("i", i), ("g", g), ("o", o), ("C", C), ("h", h)):
            record[name].append(value)
    return {name: np.stack(values) for name, values in record.items()}
