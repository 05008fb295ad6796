"""Everything that happened in a run."""

import os
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from importlib import import_module
from typing import Any, BinaryIO, Literal, Self

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints import fields, terms
from lstm_core.picture import Picture, draw, is_drawn
from lstm_core.picture.excerpt import excerpt
from lstm_core.running.dye import Retention
from lstm_core.running.labels import as_array, check_labels
from lstm_core.running.values import Values


class Trace(Values):
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
    labels : tuple of tuple of str, optional
        What each step of each sequence reads, such as a token; see `labelled`.
    """

    def labelled(self, labels: Sequence[str] | Sequence[Sequence[str]]) -> Self:
        """Return the trace with a label for each step, such as a token; tables and pictures show them.

        Parameters
        ----------
        labels : sequence of str, or sequence of them
            One label per step; for a batch also one such list per sequence.

        Raises
        ------
        ValueError
            If there are not as many labels as steps, or this is the trace of one step.
        """
        batch = self._shape[1] if len(self._shape) == 3 else None
        return replace(self, labels=check_labels(labels, self.steps, batch, self.lengths))

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
            ``step``, ``sequence`` (absent for a single sequence) and ``unit``, counted from 0; ``label``, if
            the steps have labels; then every array of the run with one number per unit, such as ``f``,
            ``kept``, ``added`` and ``h``.

        Raises
        ------
        ValueError
            If this is the trace of one step.
        """
        places = ("step", "sequence", "unit") if self.steps and len(self._shape) == 3 else ("step", "unit")
        counted = np.indices(self._shape).reshape(len(places), -1)
        table: dict[str, Array] = dict(zip(places, counted, strict=True))
        if self.labels is not None:
            each = np.array(self.labels, dtype=object).T
            table["label"] = each[table["step"], table.get("sequence", 0)]
        own = [one.name for one in fields(self.blueprint) if one.axes == "TH" and one.kind != "before"]
        return table | {name: self.values[name].reshape(-1) for name in own if name in self.values}

    def to_dict(self) -> dict[str, Any]:
        """Return all arrays by name as nested lists, ready for JSON."""
        return {name: array.tolist() for name, array in self.arrays().items()}

    def to_npz(self, file: str | os.PathLike[str] | BinaryIO) -> None:
        """Write all arrays by name to an .npz file, or to a binary stream.

        The labels of the steps, if there are any, are ``labels``: texts (T,), or (T, B) for a batch.
        """
        np.savez(file, allow_pickle=False, **self.arrays(), **as_array(self.labels))

    def to_dataframe(self) -> Any:  # noqa: ANN401 - a pandas.DataFrame
        """Return `columns` as a pandas.DataFrame.

        Raises
        ------
        ImportError
            If pandas is not installed.
        """
        from lstm_core.interop.frames import data_frame

        return data_frame(self.columns())

    def picture(
        self,
        step: int = -1,
        units: Sequence[int] | None = None,
        sequence: int = 0,
        dyed: int | None = None,
        layout: str = "pipe",
    ) -> Picture:
        """Draw one step as a memory pipe with its valves.

        The output's pipe ends with h: a head belongs to a stack, and the trace of a layer knows none. What a
        head makes of h is in the stack's own trace, `StackRun.outputs`.

        Parameters
        ----------
        step : int
            The step to draw; -1 is the last.
        units : sequence of int, optional
            The units to draw, counted from 0, at most 8; by default all, or the 8 whose memory changes most.
        sequence : int
            Which sequence of a batch.
        dyed : int, optional
            A step whose new memory is dyed: what is left of it is drawn over the water, as in the Lab.
        layout : {"pipe", "symbols"}
            As plumbing, or in the symbols of most articles: circles with × and +, boxes with σ and tanh.

        Returns
        -------
        Picture
            Displayed by Jupyter; `save` writes it to a file.

        Raises
        ------
        ValueError, IndexError
            If there is no such unit, sequence or step, this kind of layer cannot be drawn,
            or it has no such layout.
        """
        return draw(excerpt(self, units, sequence), step, dyed=dyed, layout=layout)

    def widget(
        self,
        step: int = -1,
        units: Sequence[int] | None = None,
        sequence: int = 0,
        language: Literal["en", "zh"] = "en",
    ) -> Any:  # noqa: ANN401 - an anywidget.AnyWidget
        """Return the run as a widget for a notebook: the Lab's views, with valves that can be turned.

        The kernel answers when a valve is turned, and nothing else is asked. The widget's `step` is the step
        that it shows, `pins` what is held by hand, and `trace` the run with it. As in `picture`, no head
        reads the output.

        Parameters
        ----------
        step : int
            The step that is shown first; -1 is the last. For a run from the last step to the first, steps
            count in the order of the run.
        units, sequence
            As in `picture`.
        language : {"en", "zh"}
            The language of its words.

        Returns
        -------
        TraceWidget or PictureInstead
            Displayed by Jupyter, VS Code and marimo; the picture of the step and a sentence that says why,
            where anywidget is not installed or the widget's script is not built.

        Raises
        ------
        ValueError, IndexError
            As in `picture`; and if a notebook cannot hold so many numbers.
        AttributeError
            If the run did not keep every array.
        """
        # By name: a widget computes runs again, and what computes them makes traces.
        return import_module("lstm_core.widget").open_widget(self, step, units, sequence, language)

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

    def dye_figure(
        self,
        step: int = -1,
        unit: int | None = None,
        sequence: int = 0,
        form: Literal["heat", "sediment"] = "heat",
    ) -> Any:  # noqa: ANN401 - a plotly.graph_objects.Figure
        """Return a plotly.graph_objects.Figure of when the memory entered.

        `picture` with `dyed` draws one step with the dye in its pipes.

        Parameters
        ----------
        step : int
            The step after which the memory is split, all units side by side; -1 is the last.
        unit : int, optional
            If given, the memory of this unit alone is split, after every step; `step` is then ignored.
        sequence : int
            Which sequence of a batch.
        form : "heat" or "sediment"
            A heat map of `lstm_core.dye`; or, for one unit, its memory over the run as layers, one for each
            step at which something entered, as in the Lab.

        Raises
        ------
        IndexError
            If there is no such step, unit or sequence.
        ValueError
            If this is the trace of one step, or of a run from the last step to the first; if there is no such
            form, or a sediment is asked for without a unit.
        ImportError
            If Plotly is not installed.
        """
        from lstm_core.interop.dye_figure import draw_dye

        retention = Retention.of(self.blueprint, lambda name: getattr(self, name))
        return draw_dye(retention, self.blueprint.lane, step, unit, sequence, form)

    def _repr_html_(self) -> str:
        if self.is_whole and is_drawn(self.blueprint):
            return self.picture().svg
        return f"<pre>{escape(repr(self))}</pre>"
