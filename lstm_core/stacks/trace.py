"""The run of a stack: one trace per layer and direction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lstm_core.arrays import Array
from lstm_core.picture import draw, is_drawn
from lstm_core.picture.excerpt import excerpt
from lstm_core.running.labels import Labels
from lstm_core.running.trace import Trace
from lstm_core.stacks.layer import Direction, Placed


def exchanged(array: Array, batch_first: bool = True) -> Array:
    """Return a batch with its first two axes swapped if it is `batch_first`, anything else unchanged."""
    return array.swapaxes(0, 1) if batch_first and array.ndim == 3 else array


@dataclass(frozen=True, eq=False)
class LayerRun(Placed):
    """The run of one layer in one direction.

    Attributes
    ----------
    trace : Trace
        Every intermediate value; in both directions, step t belongs to input t.
    out : Array or None
        The output of each step, (T, width) or (T, B, width): the trace's `h`, projected if the layer has a
        projection; None if the run did not keep `h`.
    lengths : tuple of int, optional
        The number of steps of each sequence of a batch, if they differ; after these, all arrays are zero.
    last : dict of Array
        The states after the last step of each sequence, by name; the `h` of a layer with a projection is
        projected.
    """

    trace: Trace
    out: Array | None
    lengths: tuple[int, ...] | None
    last: Mapping[str, Array]

    @property
    def h(self) -> Array:
        """What came out at each step: the trace's `h`, projected if the layer has a projection."""
        return self.trace.h if self.out is None else self.out

    def _repr_html_(self) -> str:
        if not self.trace.is_whole or not is_drawn(self.trace.blueprint):
            return self.trace._repr_html_()
        return draw(excerpt(self.trace), -1, f"layer {self.layer} {self.direction}").svg


@dataclass(frozen=True, eq=False)
class StackRun:
    """The run of all layers.

    Attributes
    ----------
    layers : tuple of LayerRun
        In the order of the layers; within a layer, forward first.
    h : Array
        The output of the last layer, (T, width) or (T, B, width); (B, T, width) if the batch comes first.
    outputs : Array
        The stack's outputs: V h + c if it has a head, otherwise `h`.
    batch_first : bool
        Whether the axes of `h` and `outputs` are those of a model that has the batch first. Traces always
        have the steps first.
    lengths : tuple of int, optional
        The number of steps of each sequence of a batch, if they differ.
    """

    layers: tuple[LayerRun, ...]
    h: Array
    outputs: Array
    batch_first: bool = False
    lengths: tuple[int, ...] | None = None

    def as_given(self, batch_first: bool) -> "StackRun":
        """Return the run with the axes of `h` and `outputs` in the order of the stack's inputs."""
        if self.batch_first == batch_first:
            return self
        return replace(self, h=exchanged(self.h), outputs=exchanged(self.outputs), batch_first=batch_first)

    def labelled(self, labels: Sequence[str] | Sequence[Sequence[str]]) -> "StackRun":
        """Return the run with a label for each step in all its traces; see `Trace.labelled`.

        Raises
        ------
        ValueError
            If there are not as many labels as steps.
        """
        layers = tuple(replace(one, trace=one.trace.labelled(labels)) for one in self.layers)
        return replace(self, layers=layers)

    @property
    def labels(self) -> Labels | None:
        """What each step of each sequence reads, or None if that was not said."""
        return self.layers[0].trace.labels

    def __getitem__(self, place: tuple[int, Direction]) -> LayerRun:
        for one in self.layers:
            if (one.layer, one.direction) == place:
                return one
        known = ", ".join(f"({one.layer}, {one.direction!r})" for one in self.layers)
        raise KeyError(f"{place} is not in the trace, expected one of {known}")

    def _repr_html_(self) -> str:
        """Return one picture per layer and direction, which can be opened; the last one is open."""
        if len(self.layers) == 1:
            return self.layers[0]._repr_html_()
        return "".join(
            f"<details{' open' if one is self.layers[-1] else ''}>"
            f"<summary>layer {one.layer}, {one.direction}: {one.trace.params.H} units</summary>"
            f"{one._repr_html_()}</details>"
            for one in self.layers
        )
