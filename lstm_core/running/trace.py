"""Everything that happened in a run."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from importlib import import_module
from typing import Any, Literal, Self

from lstm_core.picture import Picture, draw, is_drawn
from lstm_core.picture.excerpt import excerpt
from lstm_core.running.dye import Retention
from lstm_core.running.labels import check_labels
from lstm_core.running.tables import Tables


class Trace(Tables):
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
