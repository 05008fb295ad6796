"""Everything that happened in a run."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, BinaryIO

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import Blueprint, fields, terms
from lstm_core.params import UnitParams
from lstm_core.picture import Picture, draw, is_drawn
from lstm_core.picture.excerpt import excerpt
from lstm_core.running.dye import Retention
from lstm_core.running.pins import Pins


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """Every intermediate value of a run or of one step.

    Each array has the shape (T, H) for a run over one sequence, (T, B, H) over a batch, and no T for a
    single step; `x` has D in place of H, and the states before the first step have no T. The arrays are
    read-only views.

    Attributes
    ----------
    params : UnitParams
        The weights of the layer.
    pins : Pins
        The valves that were held by hand.
    values : dict of Array
        All arrays by name. Each is also an attribute: ``trace.C``. Their names and meanings follow from the
        unit's blueprint: ``explain(trace.blueprint)`` lists them. Every unit has `x`, the inputs, `h`, the
        hidden state, `h_prev` before each step and `h0` before the first; and for each net ``z_`` and its
        letter, the true pre-activation even where a gate is pinned, and the letter itself, the net's result,
        or the value at which the gate is pinned. A run with ``keep`` has only what it was told to keep, and
        the states before the first step; whatever needs another array raises AttributeError.
    lengths : tuple of int, optional
        The number of steps of each sequence of a batch, if they differ; after these, all arrays are zero.
    ends : dict of Array, optional
        The carried states after the last step of each sequence, if they are not the last in `values`.
    """

    params: UnitParams
    pins: Pins
    values: Mapping[str, Array]
    lengths: tuple[int, ...] | None = None
    ends: Mapping[str, Array] | None = None

    def __getattr__(self, name: str) -> Array:
        # A copy under construction has no values yet.
        values: Mapping[str, Array] = vars(self).get("values", {})
        if name in values:
            return values[name]
        if values and name in self._lost:
            raise AttributeError(
                f"the trace has no {name!r}, as its run kept only {', '.join(values)}: add {name!r} to keep"
            )
        raise AttributeError(f"the trace has no {name!r}, expected one of {', '.join(values)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.values]

    @property
    def x(self) -> Array:
        """Inputs, (T, D) or (T, B, D); without T for a single step."""
        return self.__getattr__("x")

    @property
    def h(self) -> Array:
        """Hidden state, the output of the layer: (T, H) or (T, B, H), without T for a single step."""
        return self.__getattr__("h")

    @property
    def h0(self) -> Array:
        """Hidden state before the first step, (H,) or (B, H)."""
        return self.__getattr__("h0")

    @property
    def blueprint(self) -> Blueprint:
        """The plan of the unit that ran."""
        return self.params.blueprint

    @property
    def starts(self) -> tuple[str, ...]:
        """The names of the states before the first step, the only arrays of a run without a time axis."""
        return tuple(f"{state}0" for state in self.blueprint.carried)

    @property
    def last(self) -> dict[str, Array]:
        """The carried states after the last step, (H,) or (B, H), as `start` of the next run takes them."""
        if self.ends is not None:
            return dict(self.ends)
        return {state: self.values[state][-1] for state in self.blueprint.carried}

    @property
    def _lost(self) -> list[str]:
        """The names of the arrays that the run did not keep."""
        return [one.name for one in fields(self.blueprint) if one.name not in self.values]

    @property
    def is_whole(self) -> bool:
        """Whether it has every array of the unit, because the run was not limited by `keep`."""
        return not self._lost

    @property
    def _shape(self) -> tuple[int, ...]:
        """The shape of `h`, and of every array with one number per unit, kept or not."""
        known = next((array for name, array in self.values.items() if name not in self.starts), None)
        if known is None:
            raise ValueError("the trace has no array of this unit, expected one in keep")
        return (*known.shape[:-1], self.params.H)

    @property
    def _is_timed(self) -> bool:
        first = next((self.values[name] for name in self.starts if name in self.values), None)
        return first is not None and len(self._shape) > first.ndim

    @property
    def steps(self) -> int:
        """The number of steps of the run.

        Raises
        ------
        ValueError
            If this is the trace of one step, which has no time axis.
        """
        if not self._is_timed:
            raise ValueError(f"h has shape {self._shape} without time, expected the trace of a run")
        return self._shape[0]

    def at(self, t: int) -> "Trace":
        """Return the trace of step `t` alone, equal to the result of `step`; -1 is the last step.

        Raises
        ------
        IndexError
            If the run has no such step.
        ValueError
            If this is the trace of one step already.
        """
        if not -self.steps <= t < self.steps:
            raise IndexError(f"step {t} is not in the run, expected 0 to {self.steps - 1}")
        t %= self.steps
        before = {f"{state}0": self.values.get(f"{state}_prev") for state in self.blueprint.carried}
        found = {**self.values, **before}
        values = {name: array[t] for name, array in found.items() if array is not None}
        return Trace(self.params, self.pins.at(t), values)

    def turned(self, pins: Pins) -> "Trace":
        """Return the trace with its steps in reverse order and other pins; its first state stays."""
        values = {name: a if name in self.starts else a[::-1] for name, a in self.values.items()}
        return Trace(self.params, pins, values, self.lengths, self.last)

    def keeping(self, names: Collection[str]) -> "Trace":
        """Return the trace with only these arrays, and the states before the first step."""
        values = {name: array for name, array in self.values.items() if name in (*names, *self.starts)}
        return replace(self, values=values, ends=self.last)

    def terms(self, gate: str) -> dict[str, Array]:
        """Split the pre-activation of `gate` into its terms.

        Parameters
        ----------
        gate : str
            The letter of a gate or of the candidate.

        Returns
        -------
        dict
            ``Wx`` from the input, ``Uh`` from the hidden state, ``pC`` from the cell state (absent if the
            gate has no peephole) and ``b``, the bias; each shaped like `h`. For a GRU's candidate, ``passed``
            or ``Upassed`` in place of ``Uh``: what the reset valve lets through.

        Raises
        ------
        ValueError
            If the unit has no net with this letter.
        """
        letters = self.params.nets
        if gate not in letters:
            raise ValueError(f"gate is {gate!r}, expected one of {', '.join(letters)}")
        weights = letters[gate].arrays
        parts = {
            name: self._term(field, None if weight is None else weights[weight])
            for name, field, weight in terms(self.blueprint, gate)
            if weight is None or weight in weights
        }
        return {name: part.astype(self.h0.dtype, copy=False) for name, part in parts.items()}

    def _term(self, field: str | None, weight: Array | None) -> Array:
        """Return the term of a field: through a matrix, through one number per unit, or unchanged."""
        seen = np.ones(self._shape, self.h0.dtype) if field is None else self.__getattr__(field)
        if weight is None:
            return seen
        term: Array = seen * weight if weight.ndim == 1 else seen @ weight.T
        return term

    def arrays(self) -> dict[str, Array]:
        """Return all arrays by name, without the states before each step: the previous step has them."""
        before = {name for name in self.blueprint.before if name.removesuffix("_prev") in self.values}
        return {name: array for name, array in self.values.items() if name not in before}

    def columns(self) -> dict[str, Array]:
        """Return the columns of a table that has one row per step, sequence and unit.

        Returns
        -------
        dict
            ``step``, ``sequence`` (absent for a single sequence) and ``unit``, counted from 0; then every
            array of the run with one number per unit, such as ``f``, ``kept``, ``added`` and ``h``.

        Raises
        ------
        ValueError
            If this is the trace of one step.
        """
        places = ("step", "sequence", "unit") if self.steps and len(self._shape) == 3 else ("step", "unit")
        counted = np.indices(self._shape).reshape(len(places), -1)
        table: dict[str, Array] = dict(zip(places, counted, strict=True))
        own = [one.name for one in fields(self.blueprint) if one.axes == "TH" and one.kind != "before"]
        return table | {name: self.values[name].reshape(-1) for name in own if name in self.values}

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
            The step to draw; -1 is the last.
        units : sequence of int, optional
            The units to draw, counted from 0, at most 8; by default all, or the 8 whose memory changes most.
        sequence : int
            Which sequence of a batch.

        Returns
        -------
        Picture
            Displayed by Jupyter; `save` writes it to a file.

        Raises
        ------
        ValueError, IndexError
            If there is no such unit, sequence or step, or this kind of layer cannot be drawn.
        """
        return draw(excerpt(self, units, sequence), step)

    def figure(self, units: Sequence[int] | None = None, sequence: int = 0) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
        """Return a plotly.graph_objects.Figure of the gates, the candidate, the memory and h over time.

        Parameters
        ----------
        units, sequence
            As in `picture`; one line per unit.

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

    def dye_figure(self, step: int = -1, unit: int | None = None, sequence: int = 0) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
        """Return a plotly.graph_objects.Figure of when the memory entered: a heat map of `lstm_core.dye`.

        Parameters
        ----------
        step : int
            The step after which the memory is split, all units side by side; -1 is the last.
        unit : int, optional
            If given, the memory of this unit alone is split, after every step; `step` is then ignored.
        sequence : int
            Which sequence of a batch.

        Raises
        ------
        IndexError
            If there is no such step, unit or sequence.
        ValueError
            If this is the trace of one step, or of a run from the last step to the first.
        ImportError
            If Plotly is not installed.
        """
        from lstm_core.interop.dye_figure import draw_dye

        retention = Retention.of(self.blueprint, lambda name: getattr(self, name))
        return draw_dye(retention, self.blueprint.lane, step, unit, sequence)

    def __repr__(self) -> str:
        if all(name in self.starts for name in self.values):
            return "<Trace: no array of it was kept>"
        *times, H = self._shape
        steps = f"{times.pop(0)} steps" if self._is_timed else "one step"
        return f"<Trace: {', '.join([steps, *(f'{B} sequences' for B in times), f'{H} units'])}>"

    def _repr_html_(self) -> str:
        if self.is_whole and is_drawn(self.blueprint):
            return self.picture().svg
        return f"<pre>{escape(repr(self))}</pre>"
