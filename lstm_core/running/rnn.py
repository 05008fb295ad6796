"""The plain recurrent network: h = tanh(W x + U h_prev + b), forward and backward side by side."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, as_sequence, as_state, check_shape, check_sizes
from lstm_core.params import GateParams


@dataclass(frozen=True, eq=False)
class RNNParams:
    """The weights of a plain recurrent layer.

    Parameters
    ----------
    W : (H, D)
        Weights of the input.
    U : (H, H)
        Weights of the hidden state of the step before.
    b : (H,)
        Bias.

    Raises
    ------
    ValueError
        If a shape does not fit, or a weight is NaN or infinite.

    References
    ----------
    Elman, "Finding structure in time", Cognitive Science 14 (1990).
    """

    W: Array
    U: Array
    b: Array

    def __init__(self, W: npt.ArrayLike, U: npt.ArrayLike, b: npt.ArrayLike) -> None:
        checked = GateParams(W, U, b)
        for name in ("W", "U", "b"):
            object.__setattr__(self, name, getattr(checked, name))

    @property
    def D(self) -> int:
        """How many numbers an input has."""
        return len(self.W[0])

    @property
    def H(self) -> int:
        """How many units there are."""
        return len(self.W)

    @classmethod
    def random(
        cls, D: int, H: int, seed: int | np.random.Generator, spectral_radius: float | None = None
    ) -> "RNNParams":
        """Draw weights evenly from -1/sqrt(H) to 1/sqrt(H); the same seed gives the same weights.

        Parameters
        ----------
        D, H : int
            How many numbers an input has; how many units there are.
        seed : int or numpy.random.Generator
            Where the numbers come from.
        spectral_radius : float, optional
            Scale U so that its largest eigenvalue has this size: below 1 gradients fade with time, above 1
            they may explode.
        """
        check_sizes(D=D, H=H)
        rng = np.random.default_rng(seed)
        bound = 1 / np.sqrt(H)
        W, U = rng.uniform(-bound, bound, (H, D)), rng.uniform(-bound, bound, (H, H))
        if spectral_radius is not None:
            U *= spectral_radius / np.abs(np.linalg.eigvals(U)).max()
        return cls(W, U, rng.uniform(-bound, bound, H))


@dataclass(frozen=True, eq=False)
class RNNTrace:
    """Every intermediate value of a run: arrays (T, H) or (T, B, H), `x` with D in place of H.

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
        Hidden state by all ways in which it reaches the loss, pre-activation, inputs.
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
        Hidden state before the first step; zero when left out.
    dtype : dtype, optional
        As in `run`.

    Raises
    ------
    ValueError
        If a shape does not fit, or a number is NaN or infinite.
    """
    inputs = as_sequence(x, params.D, dtype)
    W, U, b = (
        weights.astype(inputs.dtype, casting="same_kind") for weights in (params.W, params.U, params.b)
    )
    z = inputs @ W.T + b
    states = np.zeros((len(z) + 1, *z.shape[1:]), z.dtype)
    if h0 is not None:
        states[0] = as_state("h0", h0, z.shape[1:], z.dtype)
    for z_t, h_prev, h in zip(z, states, states[1:], strict=False):
        np.add(z_t, h_prev @ U.T, out=z_t)
        np.tanh(z_t, out=h)
    return RNNTrace(params, inputs, z, states[1:], states[:-1])


def backward_rnn(params: RNNParams, trace: RNNTrace, dh: npt.ArrayLike) -> tuple[RNNParams, RNNGradTrace]:
    """Return the gradients of a loss, from its gradient with respect to the hidden states alone.

    Parameters
    ----------
    params : RNNParams
        The weights of the run.
    trace : RNNTrace
        The run.
    dh : (T, H) or (T, B, H)
        Gradient of the loss with respect to `trace.h`, each step taken by itself.

    Raises
    ------
    ValueError
        If `dh` is not shaped like `trace.h`, or a gradient is NaN or infinite.
    """
    given = as_numbers("dh", dh, trace.h.dtype)
    check_shape("dh", given, "the shape of trace.h", trace.h.shape)
    total, dz = given.copy(), np.empty_like(given)
    back = np.zeros_like(total[0])
    slopes = 1 - trace.h * trace.h
    U = params.U.astype(dz.dtype)
    for dh_t, slope, dz_t in zip(total[::-1], slopes[::-1], dz[::-1], strict=True):
        np.add(dh_t, back, out=dh_t)
        np.multiply(dh_t, slope, out=dz_t)
        back = dz_t @ U
    rows = dz.reshape(-1, params.H)
    gradients = RNNParams(
        rows.T @ trace.x.reshape(-1, params.D),
        rows.T @ trace.h_prev.reshape(-1, params.H),
        rows.sum(axis=0),
    )
    return gradients, RNNGradTrace(total, dz, dz @ params.W.astype(dz.dtype), back)
