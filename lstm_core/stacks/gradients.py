"""Gradients through a stack of layers: from its output back to every state of every layer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, check_shape
from lstm_core.running.backward import GradTrace, backward
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer, Placed, turn_pins
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import LayerRun, StackRun, exchanged


@dataclass(frozen=True, eq=False)
class LayerGradients(Placed):
    """The gradients of one layer in one direction.

    Attributes
    ----------
    gradients : GradTrace
        Gradients of all states and inputs; in both directions, step t belongs to input t. If the layer
        has a projection, `dh` and `dh0` are those of the output before it.
    """

    gradients: GradTrace


def backward_stack(stack: LayerStack, trace: StackRun, dh: npt.ArrayLike) -> tuple[LayerGradients, ...]:
    """Return the gradients of a loss, given its gradient with respect to the output of the last layer.

    Parameters
    ----------
    stack : LayerStack
        The layers of the run.
    trace : StackRun
        The run.
    dh : (T, width) or (T, B, width)
        Direct gradient of the loss with respect to `trace.h` in each step; (B, T, width) if the trace has the
        batch first. All gradients have the steps first, as traces do.

    Returns
    -------
    tuple of LayerGradients
        In the order of `trace.layers`.

    Raises
    ------
    ValueError
        If `dh` is not shaped like `trace.h`, the run is over sequences of different lengths, or a gradient
        exceeds the range of its type.
    """
    if trace.lengths is not None:
        raise ValueError("the trace has sequences of several lengths, expected one: take those of one length")
    given = as_numbers("dh", dh, trace.h.dtype)
    check_shape("dh", given, "the shape of trace.h", trace.h.shape)
    given = exchanged(given, trace.batch_first)
    found: list[LayerGradients] = []
    for k in reversed(range(len(stack.layers))):
        layer = stack.layers[k]
        runs = [one for one in trace.layers if one.layer == k]
        parts = _parted(layer, runs, given)
        own = [
            LayerGradients(k, one.direction, _through(directed, one, part))
            for (_, directed), one, part in zip(layer.directions, runs, parts, strict=True)
        ]
        given = np.sum([one.gradients.dx for one in own], axis=0)
        found = [*own, *found]
    return tuple(found)


def _parted(layer: StackLayer, runs: Sequence[LayerRun], given: Array) -> list[Array]:
    """Return the gradient of each direction's output, given that of the layer's output."""
    if len(runs) == 1:
        return [given]
    forward, backward_run = runs
    match layer.merge:
        case "concat":
            return np.split(given, [forward.h.shape[-1]], axis=-1)
        case "mul":
            return [given * backward_run.h, given * forward.h]
        case "sum":
            return [given, given]
        case "ave":
            return [given / 2, given / 2]


def _through(layer: Layer, one: LayerRun, given: Array) -> GradTrace:
    if layer.projection is not None:
        given = given @ layer.projection.R.astype(given.dtype)
    if one.direction == "forward":
        return backward(layer.params, one.trace, given)[1]
    turned = one.trace.turned(turn_pins(one.trace.pins, len(given)))
    found = backward(layer.params, turned, given[::-1])[1]
    starts = [f"d{name}" for name in one.trace.starts]
    return GradTrace({name: a if name in starts else a[::-1] for name, a in found.values.items()})
