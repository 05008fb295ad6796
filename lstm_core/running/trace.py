"""Everything that happened in a run."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, BinaryIO

import numpy as np

from lstm_core.arrays import Array
from lstm_core.params import GATES, Gate, LSTMParams
from lstm_core.picture import Picture, draw
from lstm_core.picture.excerpt import excerpt
from lstm_core.running.pins import Pins

ARRAYS = (
    "x",
    "h0",
    "C0",
    "z_f",
    "z_i",
    "z_g",
    "z_o",
    "f",
    "i",
    "g",
    "o",
    "kept",
    "added",
    "C",
    "tanh_C",
    "h",
)
"""What a trace holds, without h_prev and C_prev, which are h and C one step on."""


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """Every intermediate value of a run, or of one step.

    Each array has the shape (T, H) for a run over one sequence, (T, B, H) over a batch, and no T for a
    single step; `x` has D in place of H, and `h0` and `C0` have no T. The arrays are read-only views.

    Attributes
    ----------
    params : LSTMParams
        The weights.
    pins : Pins
        The valves that were held by hand.
    x : Array
        Inputs.
    h0, C0 : Array
        Hidden state and cell state before the first step.
    z_f, z_i, z_g, z_o : Array
        Pre-activations, the true ones also where a gate is pinned.
    f, i, g, o : Array
        Forget gate, input gate, candidate, output gate; the pinned value where a gate is pinned.
    kept, added : Array
        f * C_prev and i * g.
    C, tanh_C, h : Array
        Cell state, its squeezed value, hidden state.
    h_prev, C_prev : Array
        Hidden state and cell state before each step.
    """

    params: LSTMParams
    pins: Pins
    x: Array
    h0: Array
    C0: Array
    z_f: Array
    z_i: Array
    z_g: Array
    z_o: Array
    f: Array
    i: Array
    g: Array
    o: Array
    kept: Array
    added: Array
    C: Array
    tanh_C: Array
    h: Array
    h_prev: Array
    C_prev: Array

    @property
    def steps(self) -> int:
        """How many steps the run has.

        Raises
        ------
        ValueError
            If this is the trace of one step, which has no axis of time.
        """
        if self.h.ndim == self.h0.ndim:
            raise ValueError(f"h has shape {self.h.shape} without time, expected the trace of a run")
        return len(self.h)

    def at(self, t: int) -> "Trace":
        """Return the trace of step `t` alone, equal to what `step` gives for it; -1 is the last step.

        Raises
        ------
        IndexError
            If the run has no such step.
        """
        if not -self.steps <= t < self.steps:
            raise IndexError(f"step {t} is not in the run, expected 0 to {self.steps - 1}")
        t %= self.steps
        arrays = {field.name: getattr(self, field.name) for field in fields(self)[2:]}
        arrays |= {"h0": self.h_prev, "C0": self.C_prev}
        return Trace(self.params, self.pins.at(t), **{name: array[t] for name, array in arrays.items()})

    def terms(self, gate: Gate) -> dict[str, Array]:
        """Split the pre-activation of `gate` into its parts, which add up to it.

        Returns
        -------
        dict
            ``Wx`` from the input, ``Uh`` from the hidden state, ``pC`` from the cell state (left out when the
            gate has no peephole) and ``b``, the bias; each shaped like `h`.

        Raises
        ------
        ValueError
            If `gate` is none of "f", "i", "g", "o".
        """
        if gate not in GATES:
            raise ValueError(f"gate is {gate!r}, expected one of {', '.join(GATES)}")
        weights = getattr(self.params, gate)
        parts = {"Wx": self.x @ weights.W.T, "Uh": self.h_prev @ weights.U.T}
        if weights.p is not None:
            seen = self.C if gate == "o" else self.C_prev
            parts["pC"] = seen * weights.p if weights.p.ndim == 1 else seen @ weights.p.T
        parts["b"] = weights.b + 0 * self.h
        return {name: part.astype(self.h.dtype, copy=False) for name, part in parts.items()}

    def arrays(self) -> dict[str, Array]:
        """Return all arrays by name, without `h_prev` and `C_prev`, which are `h` and `C` one step on."""
        return {name: getattr(self, name) for name in ARRAYS}

    def columns(self) -> dict[str, Array]:
        """Return a table's columns, with a row for each step, sequence and unit.

        Returns
        -------
        dict
            ``step``, ``sequence`` (left out where the run is over one) and ``unit``, counted from 0; then all
            that a unit has: pre-activations, gates, ``kept``, ``added``, ``C``, ``tanh_C`` and ``h``.

        Raises
        ------
        ValueError
            If this is the trace of one step.
        """
        places = ("step", "sequence", "unit") if self.steps and self.h.ndim == 3 else ("step", "unit")
        counted = np.indices(self.h.shape).reshape(len(places), -1)
        table: dict[str, Array] = dict(zip(places, counted, strict=True))
        return table | {name: getattr(self, name).reshape(-1) for name in ARRAYS[3:]}

    def to_dict(self) -> dict[str, Any]:
        """Return all arrays by name as nested lists, ready for JSON."""
        return {name: array.tolist() for name, array in self.arrays().items()}

    def to_npz(self, file: str | os.PathLike[str] | BinaryIO) -> None:
        """Write all arrays by name to an .npz file, or to a binary stream."""
        np.savez(file, allow_pickle=False, **self.arrays())

    def to_dataframe(self) -> Any:  # noqa: ANN401 - a pandas.DataFrame
        """Return `columns` as a pandas.DataFrame.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        from lstm_core.interop.frames import data_frame

        return data_frame(self.columns())

    def picture(self, step: int = -1, units: Sequence[int] | None = None, sequence: int = 0) -> Picture:
        """Draw one step as a memory pipe with its valves.

        Parameters
        ----------
        step : int
            Which step; -1 is the last.
        units : sequence of int, optional
            Which units, counted from 0, at most 8. Left out: all, or the 8 whose memory changes most.
        sequence : int
            Which sequence of a batch.

        Returns
        -------
        Picture
            What Jupyter shows; `save` writes it to a file.

        Raises
        ------
        ValueError, IndexError
            If there is no such unit, sequence or step.
        """
        return draw(excerpt(self, units, sequence), step)

    def figure(self, units: Sequence[int] | None = None, sequence: int = 0) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
        """Return a plotly.graph_objects.Figure of the gates, the candidate, C and h over time.

        Parameters
        ----------
        units, sequence
            As in `picture`: a line for each unit.

        Raises
        ------
        ValueError
            If there is no such unit or sequence, or this is the trace of one step.
        ImportError
            If Plotly is not installed.
        """
        from lstm_core.interop.figure import draw_figure

        shown = excerpt(self, units, sequence)
        if not shown.timed:
            raise ValueError(f"h has shape {self.h.shape} without time, expected the trace of a run")
        return draw_figure(shown)

    def __repr__(self) -> str:
        *times, H = self.h.shape
        timed = self.h.ndim > self.h0.ndim
        steps = f"{times.pop(0)} steps" if timed else "one step"
        return f"<Trace: {', '.join([steps, *(f'{B} sequences' for B in times), f'{H} units'])}>"

    def _repr_html_(self) -> str:
        return self.picture().svg
