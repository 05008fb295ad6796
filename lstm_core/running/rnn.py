"""The plain recurrent network under its own names: `run` and `backward` with one h, one z, no pins."""

from dataclasses import dataclass

import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.params import RNNParams
from lstm_core.running.backward import backward
from lstm_core.running.pins import Pins
from lstm_core.running.run import run
from lstm_core.running.trace import Trace


@dataclass(frozen=True, eq=False)
class RNNTrace:
    """Every intermediate value of a run, as arrays (T, H) or (T, B, H); `x` has D in place of H.

    Attributes
    ----------
    params : RNNParams
        The weights.
    x : Array
        Inputs.
    z, h, h_prev : Array
        Pre-activation, hidden state, hidden state before each step.
    """

    params: RNNParams
    x: Array
    z: Array
    h: Array
    h_prev: Array


@dataclass(frozen=True, eq=False)
class RNNGradTrace:
    """The gradient of the loss with respect to everything in a run, in the shapes of the trace.

    Attributes
    ----------
    dh, dz, dx : Array
        Hidden state along all paths to the loss, pre-activation, inputs.
    dh0 : Array
        Hidden state before the first step.
    """

    dh: Array
    dz: Array
    dx: Array
    dh0: Array


def run_rnn(
    params: RNNParams,
    x: npt.ArrayLike,
    h0: npt.ArrayLike | None = None,
    dtype: npt.DTypeLike | None = None,
) -> RNNTrace:
    """Run the layer over a sequence, or over a batch of them.

    Parameters
    ----------
    params : RNNParams
        The weights.
    x : (T, D) or (T, B, D)
        Inputs.
    h0 : (H,) or (B, H), optional
        Hidden state before the first step; zero by default.
    dtype : dtype, optional
        As in `lstm_core.run`.

    Returns
    -------
    RNNTrace
        Arrays of shape (T, H) or (T, B, H).

    Raises
    ------
    ValueError
        If a shape or `dtype` does not fit, or a number is NaN, infinite, or too large for `dtype`.
    """
    trace = run(params, x, h0, dtype=dtype)
    return RNNTrace(params, trace.x, trace.z_h, trace.h, trace.h_prev)


def backward_rnn(params: RNNParams, trace: RNNTrace, dh: npt.ArrayLike) -> tuple[RNNParams, RNNGradTrace]:
    """Return the gradients of a loss, given its gradient with respect to the hidden states.

    Parameters
    ----------
    params : RNNParams
        The weights of the run.
    trace : RNNTrace
        The run.
    dh : (T, H) or (T, B, H)
        Direct gradient of the loss with respect to `trace.h` in each step.

    Returns
    -------
    gradients : RNNParams
        Gradients of the weights, in the shape of the weights, summed over steps and batch.
    grad_trace : RNNGradTrace
        Gradients of all states and inputs.

    Raises
    ------
    ValueError
        If `dh` is not shaped like `trace.h`, the weights do not fit the trace, or a gradient is NaN or
        infinite.
    """
    values = {"x": trace.x, "z_h": trace.z, "h": trace.h, "h_prev": trace.h_prev, "h0": trace.h_prev[0]}
    gradients, found = backward(params, Trace(params, Pins(), values), dh)
    return gradients, RNNGradTrace(found.dh, found.dz_h, found.dx, found.dh0)
