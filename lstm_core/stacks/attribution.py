"""How much each input matters to one number of a run: by gradient, by share, or by ablation."""

from collections.abc import Iterator, Sequence
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
    """How much each input of a run matters to one number of it.

    Attributes
    ----------
    values : (T, D) or (T,)
        "gradient", (T, D): the derivative of the number with respect to each input. "integrated_gradients",
        (T, D): each input's share of the difference from the baseline. "ablation", (T,): by how much the
        number falls when the input of this step is replaced by the baseline and everything is run again; if
        only some steps were asked for, one value for each.
    value : float
        The number.
    at_baseline : float
        The number when all inputs are the baseline.
    completeness_error : float, optional
        For integrated gradients, the sum of the shares minus the difference; otherwise None.
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
    ablated: Sequence[int] | None = None,
) -> Attribution:
    """Return how much each input matters to one number of the run.

    The three methods answer different questions: how the number moves with a small change of an input, how
    the difference from a run at the baseline is shared among the inputs, and how the number changes when the
    inputs of one step are taken away. `lstm_core.dye` answers a fourth: what the memory is made of.

    Parameters
    ----------
    model : LayerStack
        The layers; ``LayerStack.of(params)`` for one.
    x : (T, D)
        Inputs of one sequence.
    output : Output
        The number: an output of the stack, or a field of a layer at a step, such as a unit's memory.
    method : "gradient", "integrated_gradients" or "ablation"
        The question to answer, as above.
    baseline : (T, D), optional
        The inputs that stand for the absence of input; zero by default. The gradient does not depend on it.
    points : int
        The number of points between baseline and input at which integrated gradients take the gradient.
    pins : dict from (layer, direction) to Pins, optional
        Gates held by hand in all runs.
    ablated : sequence of int, optional
        For "ablation", the steps whose input is taken away, each in a run of its own; by default, every step.

    Returns
    -------
    Attribution
        In float64.

    Raises
    ------
    ValueError
        If a shape does not fit, a number is NaN or infinite, `points` is below 1, there is no such method,
        field or direction, or `ablated` is given for another method.
    IndexError
        If there is no such step, unit or layer.

    References
    ----------
    Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", ICML 2017. The mean gradient
    is taken by the Gauss-Legendre rule.
    """
    if method not in get_args(Method):
        raise ValueError(f"method is {method!r}, expected one of {', '.join(get_args(Method))}")
    if points < 1:
        raise ValueError(f"points is {points}, expected 1 or more")
    if ablated is not None and method != "ablation":
        raise ValueError(f"ablated is given for the method {method}, expected it only for ablation")
    stack = replace(model, batch_first=False, lengths=None, assumptions=())
    inputs = as_sequence(x, stack.D, np.float64)
    if inputs.ndim != 2:
        raise ValueError(f"x has shape {inputs.shape}, expected one sequence, (T, D)")
    none = np.zeros_like(inputs) if baseline is None else as_sequence(baseline, stack.D, np.float64)
    check_shape("baseline", none, "(T, D) of x", inputs.shape)
    output.check(stack, len(inputs))
    steps = _steps(ablated, len(inputs))
    value, at_baseline = values(stack, output, np.stack([inputs, none], axis=1), pins).tolist()
    if method == "gradient":
        return Attribution(slopes(stack, output, inputs[:, np.newaxis], pins)[:, 0], value, at_baseline)
    if method == "ablation":
        batches = _emptied(inputs, none, steps, at_once(stack, len(inputs)))
        without = np.concatenate([values(stack, output, batch, pins) for batch in batches])
        return Attribution(value - without, value, at_baseline)
    shares = (inputs - none) * _mean_slope(stack, output, none, inputs, points, pins)
    return Attribution(shares, value, at_baseline, float(shares.sum()) - (value - at_baseline))


def _steps(ablated: Sequence[int] | None, count: int) -> list[int]:
    """Return the steps to ablate, counted from 0."""
    if ablated is None:
        return list(range(count))
    if not ablated:
        raise ValueError("ablated is empty, expected at least one step")
    for step in ablated:
        if not -count <= step < count:
            raise IndexError(f"step {step} is not there, expected 0 to {count - 1}")
    return [step % count for step in ablated]


def _emptied(inputs: Array, none: Array, steps: list[int], size: int) -> Iterator[Array]:
    """Yield batches of copies of the inputs; each copy has the baseline at another of the steps."""
    for first in range(0, len(steps), size):
        some = steps[first : first + size]
        batch = np.repeat(inputs[:, np.newaxis], len(some), axis=1)
        batch[some, range(len(some))] = none[some]
        yield batch


def _mean_slope(
    stack: LayerStack, output: Output, none: Array, inputs: Array, points: int, pins: Held
) -> Array:
    """Return the mean gradient along the straight line from the baseline to the inputs, (T, D)."""
    places, weights = np.polynomial.legendre.leggauss(points)
    shares, weights = (places + 1) / 2, weights / 2
    total, size = np.zeros_like(inputs), at_once(stack, len(inputs))
    for first in range(0, points, size):
        some = shares[first : first + size, np.newaxis]
        batch = none[:, np.newaxis] + some * (inputs - none)[:, np.newaxis]
        total += np.einsum("tbd,b->td", slopes(stack, output, batch, pins), weights[first : first + size])
    return total
