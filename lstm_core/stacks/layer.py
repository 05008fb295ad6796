"""One direction of a layer as in the frameworks: the unit, a projection of its output, an initial state.

A projection R is folded into U: the gates read R (o * tanh C), so U R in place of U gives the same
gates, and a run needs no second form. The trace's `h` is the output before the projection; R and U
are kept for export.

A backward trace counts steps as its inputs do: step t belongs to input t, and `h_prev` and `C_prev` come
from step t + 1. Pins name steps the same way.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, as_sequence, check_shape
from lstm_core.blueprints import fields
from lstm_core.params import GATES, Gate, GateParams, LSTMParams, UnitParams
from lstm_core.running.pins import Pins
from lstm_core.running.run import check_carried, run
from lstm_core.running.trace import Trace
from lstm_core.stacks.projection import Projection

Direction: TypeAlias = Literal["forward", "backward"]

DIRECTIONS: tuple[Direction, ...] = ("forward", "backward")


@dataclass(frozen=True, eq=False)
class Placed:
    """Base of what belongs to one layer in one direction.

    Attributes
    ----------
    layer : int
        The index of the layer, from 0 at the input.
    direction : "forward" or "backward"
        The direction in which it ran.
    """

    layer: int
    direction: Direction


@dataclass(frozen=True, eq=False)
class Layer:
    """The weights of one layer in one direction.

    With a projection, each U of `params` is that of the projection times R: it gives the same gates, up to
    rounding, from the unprojected output. A trace's `h` is therefore the output before the projection.

    Parameters
    ----------
    params : UnitParams
        The weights of the unit.
    projection : Projection, optional
        The projection of its output, for an LSTM only; `Layer.projecting` makes such a layer.
    h0 : (P,) or (H,), optional
        Hidden state to start with unless a run gives one; zero by default.
    C0 : (H,), optional
        Cell state of an LSTM to start with unless a run gives one; zero by default.

    Raises
    ------
    ValueError
        If a shape does not fit, a number is NaN or infinite, or C0 is given for a unit that carries no C.
    """

    params: UnitParams
    projection: Projection | None = None
    h0: Array | None = None
    C0: Array | None = None

    def __post_init__(self) -> None:
        for name, letters, width in (("h0", "(P,) or (H,)", self.width), ("C0", "(H,)", self.params.H)):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, as_numbers(name, getattr(self, name)))
                check_shape(name, getattr(self, name), letters, (width,))
                check_carried([name[0]], self.params.blueprint)

    @classmethod
    def projecting(
        cls,
        W: Mapping[Gate, Array],
        U: Mapping[Gate, Array],
        b: Mapping[Gate, Array],
        R: npt.ArrayLike,
        p: Mapping[Gate, Array | None] | None = None,
    ) -> "Layer":
        """Return a layer whose output is projected.

        Parameters
        ----------
        W, U, b : dict of (H, D), (H, P), (H,)
            The weights of each gate.
        R : (P, H)
            The projection.
        p : dict of (H,), (H, H) or None, optional
            Peepholes.

        Raises
        ------
        ValueError
            If a shape does not fit, or a number is NaN or infinite.
        """
        P, H = np.shape(R) if np.ndim(R) == 2 else (0, 0)
        projection = Projection(
            as_numbers("R", R), {gate: as_numbers(f"{gate}.U", U[gate]) for gate in GATES}
        )
        check_shape("R", projection.R, "(P, H)", (P, len(W["f"])))
        for gate in GATES:
            check_shape(f"{gate}.U", projection.U[gate], "(H, P)", (H, P))
        wide = {gate: projection.U[gate].astype(np.float64) for gate in GATES}
        folded = {
            gate: GateParams(W[gate], wide[gate] @ projection.R, b[gate], (p or {}).get(gate))
            for gate in GATES
        }
        return cls(LSTMParams(**folded), projection)

    def starting(self, h0: Array | None, C0: Array | None) -> "Layer":
        """Return the same layer with other initial states."""
        return replace(self, h0=h0, C0=C0)

    @property
    def width(self) -> int:
        """The number of outputs per step: P with a projection, H without."""
        return self.params.H if self.projection is None else len(self.projection.R)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the weights; the widest if they differ."""
        if self.projection is None:
            return self.params.dtype
        # The folded U are float64, whatever their factors were.
        nets = self.params.nets.values()
        own = [a for net in nets for name, a in net.arrays.items() if name != "U"]
        return np.result_type(*own, self.projection.R, *self.projection.U.values())

    def run(
        self,
        x: npt.ArrayLike,
        h0: npt.ArrayLike | None = None,
        C0: npt.ArrayLike | None = None,
        pins: Pins | None = None,
        dtype: npt.DTypeLike | None = None,
        direction: Direction = "forward",
        keep: Collection[str] | None = None,
    ) -> tuple[Trace, Array]:
        """Run over a sequence or a batch, from the first step to the last or from the last to the first.

        Parameters
        ----------
        x : (T, D) or (T, B, D)
            Inputs.
        h0, C0 : (P,), (H,) or (B, P), (B, H), optional
            The initial state; by default, the layer's own.
        pins : Pins, optional
            Gates held by hand. Their steps are those of `x`, in both directions.
        dtype : dtype, optional
            As in `lstm_core.run`.
        direction : "forward" or "backward"
            The direction of the run.
        keep : names, optional
            As in `lstm_core.run`, but it may be empty, and names of other units' arrays are ignored.

        Returns
        -------
        trace : Trace
            Everything that happened; step t of it belongs to x[t] in both directions, so the states before a
            step (`h_prev`, `C_prev`) come from step t + 1 in a backward run.
        h : (T, P) or (T, B, P)
            The output of each step.

        Raises
        ------
        ValueError
            As in `lstm_core.run`.
        """
        inputs = as_sequence(x, self.params.D, dtype, self.dtype, private=keep is None)
        batch = inputs.shape[1:-1]
        start = [_start(own, given, batch) for own, given in ((self.h0, h0), (self.C0, C0))]
        if self.projection is not None and start[0] is not None:
            start[0] = self.projection.unproject(start[0])
        pins = pins or Pins()
        backward = direction == "backward"
        if backward:
            inputs = inputs[::-1]
        held = turn_pins(pins, len(inputs)) if backward else pins
        # The layer above reads h, whatever is kept.
        names = None if keep is None else {"h", *keep} & {one.name for one in fields(self.params.blueprint)}
        trace = run(self.params, inputs, start[0], start[1], held, inputs.dtype, keep=names)
        if backward:
            trace = trace.turned(pins)
        h = self.output(trace.h)
        return trace if keep is None else trace.keeping(keep), h

    def output(self, h: Array) -> Array:
        """Return the output for the hidden state `h` of the unit: its projection, if there is one."""
        if self.projection is None:
            return h
        projected: Array = h @ self.projection.R.T.astype(h.dtype)
        return projected


def turn_pins(pins: Pins, steps: int) -> Pins:
    """Return the pins for a run over the same sequence from its end, with `steps` steps."""

    def turn(step: int | None) -> int | None:
        return None if step is None else steps - 1 - step

    return Pins(tuple(replace(pin, first=turn(pin.last), last=turn(pin.first)) for pin in pins.pins))


def _start(own: Array | None, given: npt.ArrayLike | None, batch: tuple[int, ...]) -> npt.ArrayLike | None:
    """Return the given state, or the layer's own for each sequence of the batch."""
    if given is not None or own is None:
        return given
    return np.broadcast_to(own, (*batch, len(own)))
