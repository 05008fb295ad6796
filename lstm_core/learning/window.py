"""The windowed network: several steps fed in at once, and no memory; forward and backward pass together.

h_t = tanh(W_0 x_t + W_1 x_{t-1} + ... + W_{w-1} x_{t-w+1} + b), where x before the first step is zero.
It cannot see anything that happened w or more steps ago.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_core.arrays import Array, as_numbers, as_sequence, check_shape, check_sizes


@dataclass(frozen=True, eq=False)
class WindowParams:
    """The weights of a windowed layer.

    Parameters
    ----------
    W : (H, w, D)
        Weights of the inputs; ``W[:, k]`` is for the input k steps ago.
    b : (H,)
        Bias.

    Raises
    ------
    ValueError
        If a shape does not fit, or a weight is NaN or infinite.
    """

    W: Array
    b: Array

    def __init__(self, W: npt.ArrayLike, b: npt.ArrayLike) -> None:
        object.__setattr__(self, "W", as_numbers("W", W))
        object.__setattr__(self, "b", as_numbers("b", b))
        if self.W.ndim != 3 or 0 in self.W.shape:
            raise ValueError(f"W has shape {self.W.shape}, expected (H, w, D), none of them 0")
        check_shape("b", self.b, "(H,)", (self.H,))

    @property
    def D(self) -> int:
        """The number of inputs."""
        return len(self.W[0, 0])

    @property
    def H(self) -> int:
        """The number of units."""
        return len(self.W)

    @property
    def width(self) -> int:
        """The number of steps seen at once."""
        return len(self.W[0])

    @classmethod
    def random(cls, D: int, H: int, width: int, seed: int | np.random.Generator) -> "WindowParams":
        """Draw weights uniformly from -1/sqrt(w D) to 1/sqrt(w D); the same seed gives the same weights.

        Parameters
        ----------
        D, H, width : int
            The number of inputs, of units, and of steps seen at once.
        seed : int or numpy.random.Generator
            The source of the numbers.

        Raises
        ------
        ValueError
            If a size is below 1.
        """
        check_sizes(D=D, H=H, width=width)
        rng = np.random.default_rng(seed)
        bound = 1 / np.sqrt(width * D)
        return cls(rng.uniform(-bound, bound, (H, width, D)), rng.uniform(-bound, bound, H))


@dataclass(frozen=True, eq=False)
class WindowTrace:
    """Every intermediate value of a run, as arrays (T, H) or (T, B, H); `x` has D in place of H.

    Attributes
    ----------
    params : WindowParams
        The weights.
    x : Array
        Inputs.
    z, h : Array
        Pre-activation, activation.
    """

    params: WindowParams
    x: Array
    z: Array
    h: Array


@dataclass(frozen=True, eq=False)
class WindowGradTrace:
    """The gradient of the loss with respect to `h`, `z` and `x` of a run, in the same shapes."""

    dh: Array
    dz: Array
    dx: Array


def run_window(params: WindowParams, x: npt.ArrayLike, dtype: npt.DTypeLike | None = None) -> WindowTrace:
    """Run the layer over a sequence, or over a batch of them.

    Parameters
    ----------
    params : WindowParams
        The weights.
    x : (T, D) or (T, B, D)
        Inputs.
    dtype : dtype, optional
        As in `lstm_core.run`.

    Returns
    -------
    WindowTrace
        Arrays of shape (T, H) or (T, B, H).

    Raises
    ------
    ValueError
        If a shape or `dtype` does not fit, or a number is NaN, infinite, or too large for `dtype`.
    """
    inputs = as_sequence(x, params.D, dtype, np.result_type(params.W, params.b))
    W, b = (weights.astype(inputs.dtype, casting="same_kind") for weights in (params.W, params.b))
    z = np.empty((*inputs.shape[:-1], params.H), inputs.dtype)
    z[...] = b
    for k in range(min(params.width, len(inputs))):
        z[k:] += inputs[: len(inputs) - k] @ W[:, k].T
    return WindowTrace(params, inputs, z, np.tanh(z))


def backward_window(
    params: WindowParams, trace: WindowTrace, dh: npt.ArrayLike
) -> tuple[WindowParams, WindowGradTrace]:
    """Return the gradients of a loss, given its gradient with respect to `trace.h`.

    Parameters
    ----------
    params : WindowParams
        The weights of the run.
    trace : WindowTrace
        The run.
    dh : (T, H) or (T, B, H)
        Gradient of the loss with respect to `trace.h`.

    Returns
    -------
    gradients : WindowParams
        Gradients of the weights, in the shape of the weights, summed over steps and batch.
    grad_trace : WindowGradTrace
        Gradients of `h`, `z` and `x`.

    Raises
    ------
    ValueError
        If `dh` is not shaped like `trace.h`, or a gradient is NaN or infinite.
    """
    given = as_numbers("dh", dh, trace.h.dtype)
    check_shape("dh", given, "the shape of trace.h", trace.h.shape)
    T = len(given)
    dz = given * (1 - trace.h * trace.h)
    dW, dx = np.zeros(params.W.shape, dz.dtype), np.zeros(trace.x.shape, dz.dtype)
    for k in range(min(params.width, T)):
        late, early = dz[k:], trace.x[: T - k]
        dW[:, k] = late.reshape(-1, params.H).T @ early.reshape(-1, params.D)
        dx[: T - k] += late @ params.W[:, k].astype(dz.dtype)
    return WindowParams(dW, dz.reshape(-1, params.H).sum(axis=0)), WindowGradTrace(given, dz, dx)
