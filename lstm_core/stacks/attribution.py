"""What each input is worth to a number of a run: its slope, its share of the whole, its absence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_sequence, check_shape
from lstm_core.stacks.outputs import Held, Output, at_once, slopes, values
from lstm_core.stacks.stack import LayerStack

Method: TypeAlias = Literal["gradient", "integrated_gradients", "ablation"]


@dataclass(frozen=True, eq=False)
class Attribution:
    """What each input of a run is worth to one number of it.

    Attributes
    ----------
    values : (T, D) or (T,)
        "gradient": the slope of the number by each input. "integrated_gradients": each input's share of the
        difference to the baseline. "ablation", (T,): by how much the number falls when the input of this step
        is replaced by the baseline and all is run again.
    value : float
        The number.
    at_baseline : float
        The number when all inputs are the baseline.
    completeness_error : float, optional
        Of integrated gradients: by how much the shares add up to more than the difference.
    """

    values: Array
    value: float
    at_baseline: float
    completeness_error: float | None = None


def attribute(
    model: LayerStack,
    x: npt.ArrayLike,
    output: Output,
    method: Method = "gradient",
    baseline: npt.ArrayLike | None = None,
    points: int = 64,
    pins: Held = None,
) -> Attribution:
    """Return what each input is worth to a number of the run.

    The three answer different questions: how the number moves with a small change of an input, how the
    difference to a run without inputs is shared out among them, and what the number would be without one of
    them. `lstm_core.dye` answers a fourth: what the memory is made of.

    Parameters
    ----------
    model : LayerStack
        The layers; ``LayerStack.of(params)`` for one.
    x : (T, D)
        Inputs of one sequence.
    output : Output
        The number: an output of the stack, or a field of a layer at a step, such as a unit's memory.
    method : "gradient", "integrated_gradients" or "ablation"
        What worth means.
    baseline : (T, D), optional
        What stands for no input; zero when left out. The gradient needs none.
    points : int
        At how many places between baseline and input integrated gradients take the slope.
    pins : dict from (layer, direction) to Pins, optional
        Gates held by hand in all runs.

    Returns
    -------
    Attribution
        In float64.

    Raises
    ------
    ValueError
        If a shape does not fit, `points` is below 1, or there is no such method, field or direction.
    IndexError
        If there is no such step, unit or layer.

    References
    ----------
    Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", ICML 2017. The mean slope is taken
    by the Gauss-Legendre rule.
    """
    if method not in get_args(Method):
        raise ValueError(f"method is {method!r}, expected one of {', '.join(get_args(Method))}")
    if points < 1:
        raise ValueError(f"points is {points}, expected 1 or more")
    stack = replace(model, batch_first=False, lengths=None, assumptions=())
    inputs = as_sequence(x, stack.D, np.float64)
    if inputs.ndim != 2:
        raise ValueError(f"x has shape {inputs.shape}, expected one sequence, (T, D)")
    none = np.zeros_like(inputs) if baseline is None else as_sequence(baseline, stack.D, np.float64)
    check_shape("baseline", none, "(T, D) of x", inputs.shape)
    output.check(stack, len(inputs))
    value, at_baseline = values(stack, output, np.stack([inputs, none], axis=1), pins).tolist()
    if method == "gradient":
        return Attribution(slopes(stack, output, inputs[:, np.newaxis], pins)[:, 0], value, at_baseline)
    if method == "ablation":
        batches = _emptied(inputs, none, at_once(stack, len(inputs)))
        without = np.concatenate([values(stack, output, batch, pins) for batch in batches])
        return Attribution(value - without, value, at_baseline)
    shares = (inputs - none) * _mean_slope(stack, output, none, inputs, points, pins)
    return Attribution(shares, value, at_baseline, float(shares.sum()) - (value - at_baseline))


def _emptied(inputs: Array, none: Array, size: int) -> Iterator[Array]:
    """Yield batches of the inputs; in each sequence another step has no input."""
    for first in range(0, len(inputs), size):
        steps = np.arange(first, min(len(inputs), first + size))
        batch = np.repeat(inputs[:, np.newaxis], len(steps), axis=1)
        batch[steps, np.arange(len(steps))] = none[steps]
        yield batch


def _mean_slope(
    stack: LayerStack, output: Output, none: Array, inputs: Array, points: int, pins: Held
) -> Array:
    """Return the mean slope on the straight way from no input to the inputs, (T, D)."""
    places, weights = np.polynomial.legendre.leggauss(points)
    shares, weights = (places + 1) / 2, weights / 2
    total, size = np.zeros_like(inputs), at_once(stack, len(inputs))
    for first in range(0, points, size):
        some = shares[first : first + size, np.newaxis]
        batch = none[:, np.newaxis] + some * (inputs - none)[:, np.newaxis]
        total += np.einsum("tbd,b->td", slopes(stack, output, batch, pins), weights[first : first + size])
    return total
