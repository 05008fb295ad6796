"""The kernel of the plain recurrent network, in both directions.

    z = W x + U h_prev + b      h = tanh(z)

Backwards, with d for the gradient of the loss and ' for the transpose, from the last step to the first:

    dh = direct gradient of the loss + U' dz of the next step
    dz = dh * (1 - h^2)

Only one matrix multiplies h, so values are stored as they are shown, (T, B, H), without transposition.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from numpy import add, multiply, tanh

from lstm_core.arrays import Array, as_state
from lstm_core.blueprints.interpret import check_values
from lstm_core.blueprints.rnn import RNN
from lstm_core.params import RNNParams
from lstm_core.running.pins import Pins
from lstm_core.running.trace import Trace


def forward(params: RNNParams, x: Array, start: Mapping[str, npt.ArrayLike], _: Pins) -> dict[str, Array]:
    """Run the layer over checked inputs (T, D) or (T, B, D), and return every field of a trace.

    Raises
    ------
    ValueError
        If the initial state does not fit, or numbers exceed the range of the type of `x`.
    """
    T, *batch, D = x.shape
    W, U, b = (array.astype(x.dtype, casting="same_kind") for array in (params.W, params.U, params.b))
    inputs, U_turned = x.reshape(T, -1, D), np.ascontiguousarray(U.T)
    states = np.zeros((T + 1, inputs.shape[1], params.H), x.dtype)
    if "h" in start:
        states[0] = as_state("h0", start["h"], (*batch, params.H), x.dtype)
    with np.errstate(all="ignore"):
        # One product per step: a larger one may give different bits, and a run may be cut in two.
        z = np.matmul(inputs, W.T)
        add(z, b, z)
        heard = np.empty_like(states[0])
        for z_t, h_prev, h in zip(z, states, states[1:], strict=False):
            h_prev.dot(U_turned, heard)
            add(z_t, heard, z_t)
            tanh(z_t, h)
    check_values(RNN, {name: array.swapaxes(1, 2) for name, array in (("z_h", z), ("h", states[1:]))})
    rows = {"h0": states[0], "z_h": z, "h": states[1:], "h_prev": states[:-1]}
    shown = {"x": x} | {name: a.reshape(*a.shape[:-2], *batch, params.H) for name, a in rows.items()}
    for array in shown.values():
        array.setflags(write=False)
    return shown


def backward(params: RNNParams, trace: Trace, given: Array) -> tuple[RNNParams, dict[str, Array]]:
    """Return the gradients of the weights, and those of all states and inputs by name.

    Parameters
    ----------
    params : RNNParams
        The weights of the run.
    trace : Trace
        The run.
    given : (T, H) or (T, B, H)
        Direct gradient of the loss with respect to `trace.h` in each step.

    Raises
    ------
    ValueError
        If the gradient of a weight exceeds the range of its type.
    """
    dh = given.reshape(len(given), -1, params.H).copy()
    W, U = params.W.astype(dh.dtype), params.U.astype(dh.dtype)
    slopes, dz, back = (1 - trace.h * trace.h).reshape(dh.shape), np.empty_like(dh), np.zeros_like(dh[0])
    with np.errstate(all="ignore"):
        for dh_t, slope, dz_t in zip(dh[::-1], slopes[::-1], dz[::-1], strict=True):
            add(dh_t, back, dh_t)
            multiply(dh_t, slope, dz_t)
            dz_t.dot(U, back)
        rows = dz.reshape(-1, params.H)
        found = RNNParams(
            rows.T @ trace.x.reshape(-1, params.D),
            rows.T @ trace.h_prev.reshape(-1, params.H),
            rows.sum(axis=0),
        )
        dx = rows @ W
    shape = given.shape
    return found, {
        "dh": dh.reshape(shape),
        "dz_h": dz.reshape(shape),
        "dx": dx.reshape(trace.x.shape),
        "dh0": back.reshape(shape[1:]),
    }
