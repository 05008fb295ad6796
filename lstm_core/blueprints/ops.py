"""The operations and squashing functions: forward, backward, as a formula, and within bounds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np

from lstm_core.arrays import Array

Bounds: TypeAlias = tuple[float, float]
"""The least and the greatest value; infinite where there is no bound."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to compute a value from others, element by element.

    Parameters
    ----------
    call : callable
        ``call(*of, out)`` writes the result into `out`.
    adjoint : callable
        ``adjoint(d, result, *of)`` gives the gradients that come back to each of `of`.
    bounds : callable
        Maps the bounds of the operands to those of the result.
    tokens : tuple of int or str
        The formula; a number stands for the operand at that index.
    """

    call: Callable[..., Any]
    adjoint: Callable[..., tuple[Array, ...]]
    bounds: Callable[..., Bounds]
    tokens: tuple[int | str, ...]

    @property
    def arity(self) -> int:
        """The number of operands."""
        return sum(isinstance(token, int) for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Squash:
    """The function at the end of a net.

    Parameters
    ----------
    call : callable
        ``call(z, out)`` writes the result into `out`.
    slope : callable
        Maps the result to the derivative.
    bounds : tuple of float
        The bounds of the result.
    sign : str
        How it is written in a formula.
    """

    call: Callable[[Array, Array], Any]
    slope: Callable[[Array], Array]
    bounds: Bounds
    sign: str


def _sigma(z: Array, out: Array) -> None:
    """Write (1 + tanh(z / 2)) / 2, which never overflows."""
    np.multiply(z, 0.5, out)
    np.tanh(out, out)
    np.multiply(out, 0.5, out)
    np.add(out, 0.5, out)


def _log_sigma(z: Array, out: Array) -> None:
    """Write log(sigma(z)); NumPy's stable form, logaddexp, does not take complex numbers."""
    if np.iscomplexobj(z):
        np.negative(np.log1p(np.exp(-z)), out)
    else:
        np.negative(np.logaddexp(0, -z), out)


def _rest(a: Array, out: Array) -> None:
    np.subtract(1.0, a, out)


def _max(a: Array, b: Array, out: Array) -> None:
    np.maximum(a, b, out=out)


def _larger(d: Array, _: Array, a: Array, b: Array) -> tuple[Array, Array]:
    first = a >= b
    return d * first, d * ~first


def _times(a: Bounds, b: Bounds) -> Bounds:
    # Zero times anything is zero, even where a bound is infinite.
    ends = [x * y if x and y else 0.0 for x in a for y in b]
    return min(ends), max(ends)


def _monotone(function: Callable[[float], Any]) -> Callable[[Bounds], Bounds]:
    def bounds(a: Bounds) -> Bounds:
        with np.errstate(over="ignore"):
            return float(function(a[0])), float(function(a[1]))

    return bounds


def _unbounded(*_: Bounds) -> Bounds:
    return -np.inf, np.inf


OPS: Mapping[str, Operation] = MappingProxyType(
    {
        "times": Operation(np.multiply, lambda d, _, a, b: (d * b, d * a), _times, (0, "⊙", 1)),
        "plus": Operation(np.add, lambda d, *_: (d, d), lambda a, b: (a[0] + b[0], a[1] + b[1]), (0, "+", 1)),
        "minus": Operation(
            np.subtract, lambda d, *_: (d, -d), lambda a, b: (a[0] - b[1], a[1] - b[0]), (0, "−", 1)
        ),
        "over": Operation(np.divide, lambda d, y, _, b: (d / b, -d * y / b), _unbounded, (0, "/", 1)),
        "max": Operation(
            _max,
            _larger,
            lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
            ("max", "(", 0, ",", 1, ")"),
        ),
        "rest": Operation(_rest, lambda d, *_: (-d,), lambda a: (1 - a[1], 1 - a[0]), ("1", "−", 0)),
        "tanh": Operation(
            np.tanh, lambda d, y, _: (d * (1 - y * y),), _monotone(np.tanh), ("tanh", "(", 0, ")")
        ),
        "exp": Operation(np.exp, lambda d, y, _: (d * y,), _monotone(np.exp), ("exp", "(", 0, ")")),
        "same": Operation(np.positive, lambda d, *_: (d,), lambda a: a, (0,)),
    }
)

SQUASHES: Mapping[str, Squash] = MappingProxyType(
    {
        "sigma": Squash(_sigma, lambda y: y * (1 - y), (0.0, 1.0), "σ"),
        "tanh": Squash(np.tanh, lambda y: 1 - y * y, (-1.0, 1.0), "tanh"),
        "exp": Squash(np.exp, lambda y: y, (0.0, np.inf), "exp"),
        "log_sigma": Squash(_log_sigma, lambda y: 1 - np.exp(y), (-np.inf, 0.0), "log σ"),
        "none": Squash(np.positive, np.ones_like, (-np.inf, np.inf), ""),
    }
)
