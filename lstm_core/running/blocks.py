"""How weights and values are laid out in memory, so that each step is a few operations on whole blocks.

The gates lie in the order o, i, f, g, and each value as (H, B), one row per unit. So

- one matrix product gives all four pre-activations, and each gate is one contiguous block of the result;
- o, i, f, the three valves, are neighbours, and so are i, f, g, which can be set before C is updated;
- i, f and, next to them, g, C_prev: one product of two blocks gives both `added` and `kept`.

The rows of the valves are halved, which is exact, because sigma(z) is computed from tanh(z / 2).

Multiplying all inputs by W up front would be faster where they are wide. But the bits of a product may
depend on its number of rows, and `step`, `run` and a run cut in two promise equal bits. Complex numbers take
the same path, so the complex step that checks the gradients needs no second version of the equations.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lstm_core.arrays import Array, RunOverflowError
from lstm_core.blueprints.fields import fields
from lstm_core.blueprints.lstm import LSTM
from lstm_core.params import Gate, GateParams, LSTMParams
from lstm_core.running.pins import Pins, Valve

ORDER: tuple[Gate, ...] = ("o", "i", "f", "g")
VALVE_ORDER: tuple[Valve, ...] = ("o", "i", "f")
FIELDS = tuple(field.name for field in fields(LSTM))


@dataclass(frozen=True, eq=False)
class Peepholes:
    """What n gates read of the memory: each unit its own, weights (n, H, 1), or all of it, (n, H, H)."""

    weights: Array
    product: np.ufunc

    @classmethod
    def of(cls, gates: list[GateParams], dtype: np.dtype[Any]) -> "Peepholes | None":
        """Stack the halved peepholes of `gates`; None if they have none."""
        kinds = {gate.peephole for gate in gates}
        if kinds == {"none"}:
            return None
        weights = [np.zeros(gate.H) if gate.p is None else gate.p for gate in gates]
        full = "full" in kinds
        rows = [np.diag(p) if full and p.ndim == 1 else p.reshape(gates[0].H, -1) for p in weights]
        return cls(
            (0.5 * np.stack(rows)).astype(dtype, casting="same_kind"), np.matmul if full else np.multiply
        )

    def read(self, memory: Array) -> Array:
        """Return the gates' view of `memory` (H, B), as (n, H, B)."""
        seen: Array = self.product(self.weights, memory)
        return seen


@dataclass(frozen=True, eq=False)
class Blocks:
    """The weights of all gates: a matrix for [x, h, 1], and the peepholes for the old and the new C."""

    signals: Array
    early: Peepholes | None
    late: Peepholes | None


@lru_cache(maxsize=4)
def blocks(params: LSTMParams, dtype: np.dtype[Any]) -> Blocks:
    """Arrange the weights of `params` in blocks; since they never change, the last few results are kept."""
    gates = [getattr(params, gate) for gate in ORDER]
    signals = np.concatenate([np.hstack([gate.W, gate.U, gate.b[:, np.newaxis]]) for gate in gates])
    signals[: 3 * params.H] *= 0.5
    fitting = signals.astype(dtype, casting="same_kind")
    return Blocks(fitting, Peepholes.of(gates[1:3], dtype), Peepholes.of(gates[:1], dtype))


@dataclass(frozen=True, eq=False)
class Tape:
    """What a run records, in blocks; signals and gates have one more row, for the result of the last step.

    Attributes
    ----------
    signals : (T + 1, D + H + 1, B)
        x, h_prev and 1 of each step.
    z : (T, 4, H, B)
        Pre-activations of o, i, f, g; those of the valves are halved until `close`.
    gates : (T + 1, 5, H, B)
        o, i, f, g and C_prev of each step.
    flows : (T, 2, H, B)
        added and kept.
    tanh_C : (T, H, B)
        Squeezed memory.
    """

    signals: Array
    z: Array
    gates: Array
    flows: Array
    tanh_C: Array

    @classmethod
    def blank(cls, x: Array, H: int) -> "Tape":
        """Return a tape for the inputs `x` (T, B, D) and `H` units."""
        T, B, D = x.shape
        tape = cls(
            signals=np.empty((T + 1, D + H + 1, B), x.dtype),
            z=np.empty((T, 4, H, B), x.dtype),
            gates=np.empty((T + 1, 5, H, B), x.dtype),
            flows=np.empty((T, 2, H, B), x.dtype),
            tanh_C=np.empty((T, H, B), x.dtype),
        )
        tape.signals[:-1, :D] = x.transpose(0, 2, 1)
        tape.signals[:, -1] = 1
        return tape

    @property
    def h(self) -> Array:
        """Hidden state before each step, and after the last: (T + 1, H, B)."""
        return self.signals[:, -1 - self.gates.shape[2] : -1]

    @property
    def C(self) -> Array:
        """Cell state before each step, and after the last: (T + 1, H, B)."""
        return self.gates[:, 4]

    def close(self) -> None:
        """Undo the halving, and make the tape read-only.

        Raises
        ------
        ValueError
            If a pre-activation exceeds the range of its type.
        """
        self.z[:, :3] *= 2
        # One sum is cheaper than checking each number; only a bad sum calls for that.
        if not np.isfinite(self.z.sum()):
            for t, gate, unit, _ in np.argwhere(~np.isfinite(self.z))[:1]:
                raise RunOverflowError(f"z_{ORDER[gate]}", t, unit, self.z.dtype.name)
        for block in (self.signals, self.z, self.gates, self.flows, self.tanh_C):
            block.setflags(write=False)

    def values(self, D: int, single: bool) -> dict[str, Array]:
        """Return every field of a trace, each (T, B, H), or (T, H) if the tape holds a `single` sequence."""
        found: dict[str, Array] = {
            "x": self.signals[:-1, :D],
            "h0": self.h[0],
            "C0": self.C[0],
            **{f"z_{gate}": self.z[:, k] for k, gate in enumerate(ORDER)},
            **{gate: self.gates[:-1, k] for k, gate in enumerate(ORDER)},
            "added": self.flows[:, 0],
            "kept": self.flows[:, 1],
            "C": self.C[1:],
            "tanh_C": self.tanh_C,
            "h": self.h[1:],
            "h_prev": self.h[:-1],
            "C_prev": self.C[:-1],
        }
        return {name: found[name][..., 0] if single else found[name].swapaxes(-1, -2) for name in FIELDS}


def held_openings(pins: Pins, tape: Tape) -> Array:
    """Return the values at which the valves o, i, f are held in each step, NaN where free: (T, 3, H, 1)."""
    T, _, H, _ = tape.z.shape
    return np.stack([pins.openings(gate, T, H) for gate in VALVE_ORDER], axis=1)[..., np.newaxis]


def hold(valves: Array, openings: Array) -> None:
    """Set the valves (n, H, B) that are held by hand to their `openings` (n, H, 1)."""
    np.copyto(valves, openings, where=~np.isnan(openings), casting="same_kind")
