"""How far back a network's gradient reaches: that of its last output with respect to earlier states.

A norm is the root mean square, over the units of the last
output, of the length of each unit's gradient; at the last hidden state itself it is therefore 1.
"""

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array
from lstm_core.params import LSTMParams, RNNParams, UnitParams
from lstm_core.running.backward import backward
from lstm_core.running.rnn import backward_rnn, run_rnn
from lstm_core.running.run import run

WARM = 20
"""Steps before the first lag of interest, so that the network has settled into its motion."""


def gradient_norms(layer: UnitParams, x: npt.ArrayLike) -> Array:
    """Return the norm with respect to h at each distance from the last step of a sequence.

    Parameters
    ----------
    layer : UnitParams
        The weights, trained or not.
    x : (T, D)
        The sequence.

    Returns
    -------
    (T,)
        The norm at distance 0, 1, and so on.

    Raises
    ------
    ValueError
        If the sequence has other axes, or a run refuses it.
    """
    sequence = np.asarray(x)
    if sequence.ndim != 2:
        raise ValueError(f"x has shape {sequence.shape}, expected (T, D)")
    trace = run(layer, np.repeat(sequence[:, np.newaxis], layer.H, axis=1))
    _, gradients = backward(layer, trace, _each_last_output(len(trace.h), layer.H))
    return _norms(gradients.dh, len(trace.h) - 1)


def rnn_flow(radius: float, seed: int, units: int = 16, lags: int = 100, noise: bool = True) -> Array:
    """Return the norm with respect to h at each lag, for an untrained plain recurrent network.

    Parameters
    ----------
    radius : float
        Spectral radius of U.
    seed : int
        Determines weights and inputs.
    units, lags : int
        The number of units, and of steps to look back.
    noise : bool
        Whether the inputs are normally distributed or zero. If zero, so is the bias; h then stays zero, and
        the gradient is a power of U alone. With noise, tanh is flatter where h is larger.

    Returns
    -------
    (lags + 1,)
        The norm at lag 0, 1, and so on.
    """
    rng = np.random.default_rng(seed)
    params = RNNParams.random(1, units, rng, spectral_radius=radius)
    x = rng.normal(size=(WARM + lags + 1, 1, 1))
    if not noise:
        params, x = RNNParams(params.W, params.U, np.zeros(units)), np.zeros_like(x)
    trace = run_rnn(params, np.repeat(x, units, axis=1))
    _, gradients = backward_rnn(params, trace, _each_last_output(len(x), units))
    return _norms(gradients.dh, lags)


def lstm_flow(forget_bias: float, seed: int, units: int = 16, lags: int = 100) -> tuple[Array, Array]:
    """Return the norms with respect to h and C at each lag, for an untrained LSTM with diagonal peepholes.

    Parameters
    ----------
    forget_bias : float
        Added to the bias of the forget gate.
    seed, units, lags : int
        As in `rnn_flow`; the inputs are normally distributed.
    """
    rng = np.random.default_rng(seed)
    params = LSTMParams.random(1, units, rng, forget_bias=forget_bias)
    x = rng.normal(size=(WARM + lags + 1, 1, 1))
    trace = run(params, np.repeat(x, units, axis=1))
    _, gradients = backward(params, trace, _each_last_output(len(x), units))
    return _norms(gradients.dh, lags), _norms(gradients.dC, lags)


def _each_last_output(steps: int, units: int) -> Array:
    """Return as many losses as there are units: the loss of sequence k is the last output of unit k."""
    dh = np.zeros((steps, units, units))
    dh[-1] = np.eye(units)
    return dh


def _norms(gradient: Array, lags: int) -> Array:
    squares: Array = (gradient[::-1][: lags + 1] ** 2).sum(axis=2)
    norms: Array = np.sqrt(squares.mean(axis=1))
    return norms
