"""One number of a stack's run as a function of the inputs: its value, and its gradient."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from lstm_core.arrays import Array
from lstm_core.blueprints.adjoints import backward
from lstm_core.blueprints.parts import gives
from lstm_core.running.pins import Pins
from lstm_core.stacks.gradients import backward_stack
from lstm_core.stacks.layer import Direction, turn_pins
from lstm_core.stacks.stack import LayerStack
from lstm_core.stacks.trace import LayerRun, StackRun

Held: TypeAlias = Mapping[tuple[int, Direction], Pins] | None
"""Gates held by hand, by layer and direction."""
NUMBERS: Final = 1_000_000
"""The most numbers that one field may have in runs made together: a few hundred megabytes in all."""


@dataclass(frozen=True)
class Output:
    """One number of a run, such as an output, or a unit's memory after a step.

    Parameters
    ----------
    step : int
        The step after which it is read; -1 is the last.
    unit : int
        The output, or the unit of a layer, counted from 0.
    field : str, optional
        A field of a layer's trace, such as ``"C"``; by default, the stack's output, through its head if it
        has one.
    layer : int
        The layer of the field, counted from 0; -1 is the last.
    direction : "forward" or "backward"
        The direction of that layer.
    """

    step: int = -1
    unit: int = 0
    field: str | None = None
    layer: int = -1
    direction: Direction = "forward"

    def check(self, stack: LayerStack, steps: int) -> None:
        """Raise ValueError or IndexError if runs of `stack` over this many steps have no such number."""
        _in_range("step", self.step, steps)
        if self.field is None:
            width = stack.width if stack.head is None else len(stack.head.c)
        else:
            _in_range("layer", self.layer, len(stack.layers))
            ways = dict(stack.layers[self.layer].directions)
            if self.direction not in ways:
                raise ValueError(f"direction is {self.direction!r}, expected {' or '.join(ways)}")
            params = ways[self.direction].params
            fields = [gives(part) for part in params.blueprint.parts]
            if self.field not in fields:
                raise ValueError(f"field is {self.field!r}, expected one of {', '.join(fields)}")
            width = params.H
        if not 0 <= self.unit < width:
            raise IndexError(f"unit {self.unit} is not there, expected 0 to {width - 1}")


def at_once(stack: LayerStack, steps: int) -> int:
    """Return how many sequences of this many steps to run together, so that memory stays small."""
    return max(1, NUMBERS // (steps * sum(one.params.H for _, _, one in stack.directions)))


def values(stack: LayerStack, output: Output, x: Array, pins: Held = None) -> Array:
    """Return the number for each sequence of the inputs `x` (T, B, D), as (B,)."""
    run = stack.run(x, pins=pins, dtype=x.dtype)
    whole = run.outputs if output.field is None else _layer(stack, output, run).trace.values[output.field]
    found: Array = whole[output.step, :, output.unit]
    return found


def slopes(stack: LayerStack, output: Output, x: Array, pins: Held = None) -> Array:
    """Return the gradient of each sequence's number with respect to its inputs, (T, B, D)."""
    run = stack.run(x, pins=pins, dtype=x.dtype)
    if output.field is None:
        dh = np.zeros_like(run.h)
        V = np.eye(stack.width) if stack.head is None else stack.head.V
        dh[output.step] = V[output.unit]
        return _of_inputs(stack, run, dh)
    one, k = _layer(stack, output, run), output.layer % len(stack.layers)
    given = np.zeros_like(one.trace.values[output.field])
    given[output.step, :, output.unit] = 1
    dx = _through(one, output.field, given)
    if k == 0:
        return dx
    below = StackRun(tuple(other for other in run.layers if other.layer < k), one.trace.x, one.trace.x)
    return _of_inputs(LayerStack(stack.layers[:k]), below, dx)


def _of_inputs(stack: LayerStack, run: StackRun, dh: Array) -> Array:
    found = [one.gradients.dx for one in backward_stack(stack, run, dh) if one.layer == 0]
    return np.asarray(np.sum(found, axis=0))


def _through(one: LayerRun, field: str, given: Array) -> Array:
    """Return the gradient of a layer's inputs, from that of one of its fields."""
    is_backward = one.direction == "backward"
    steps, params = one.trace.steps, one.trace.params
    trace = one.trace.turned(turn_pins(one.trace.pins, steps)) if is_backward else one.trace
    seed, held = {field: given[::-1] if is_backward else given}, trace.pins.held(steps, params.H)
    dx: Array = backward(params.blueprint, params.weights, trace.values, seed, held).fields["x"]
    return dx[::-1] if is_backward else dx


def _layer(stack: LayerStack, output: Output, run: StackRun) -> LayerRun:
    return run[output.layer % len(stack.layers), output.direction]


def _in_range(name: str, place: int, count: int) -> None:
    if not -count <= place < count:
        raise IndexError(f"{name} {place} is not there, expected 0 to {count - 1}")
