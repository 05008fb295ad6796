"""What happened in a stack: a trace for each layer and direction."""

from dataclasses import dataclass

from lstm_core.arrays import Array
from lstm_core.picture import draw, is_drawn
from lstm_core.picture.excerpt import excerpt
from lstm_core.running.trace import Trace
from lstm_core.stacks.layer import Direction


@dataclass(frozen=True, eq=False)
class LayerRun:
    """What happened in one layer in one direction.

    Attributes
    ----------
    layer : int
        Which layer, counted from 0 at the input.
    direction : "forward" or "backward"
        Which way it ran.
    trace : Trace
        Everything that happened; step t belongs to the t-th input in both directions.
    h : Array
        What came out at each step: the trace's `h`, projected where the layer has a projection.
    """

    layer: int
    direction: Direction
    trace: Trace
    h: Array

    def _repr_html_(self) -> str:
        if not is_drawn(self.trace.blueprint):
            return self.trace._repr_html_()
        return draw(excerpt(self.trace), -1, f"layer {self.layer} {self.direction}").svg


@dataclass(frozen=True, eq=False)
class StackRun:
    """What happened in all layers.

    Attributes
    ----------
    layers : tuple of LayerRun
        By layer, in a layer forward first.
    h : Array
        What leaves the last layer, (T, width) or (T, B, width).
    outputs : Array
        What leaves the stack: V h + c where it has a head, else `h`.
    """

    layers: tuple[LayerRun, ...]
    h: Array
    outputs: Array

    def __getitem__(self, place: tuple[int, Direction]) -> LayerRun:
        for one in self.layers:
            if (one.layer, one.direction) == place:
                return one
        known = ", ".join(f"({one.layer}, {one.direction!r})" for one in self.layers)
        raise KeyError(f"{place} is not in the trace, expected one of {known}")

    def _repr_html_(self) -> str:
        """Return a picture of each layer and direction, to open; that of the last is open."""
        if len(self.layers) == 1:
            return self.layers[0]._repr_html_()
        return "".join(
            f"<details{' open' if one is self.layers[-1] else ''}>"
            f"<summary>layer {one.layer}, {one.direction}: {one.trace.params.H} units</summary>"
            f"{one._repr_html_()}</details>"
            for one in self.layers
        )
