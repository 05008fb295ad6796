"""Constants that a graph computes from other constants, as exporters leave them: views, slices, casts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from lstm_core.arrays import Array

DEEPEST: Final = 64
"""The most operations on top of each other."""
_CASTS: Final[Mapping[int, type]] = {1: np.float32, 10: np.float16, 11: np.float64}
_COPYING: Final = ("Concat", "Cast", "Reshape", "DequantizeLinear")


class Known(Protocol):
    """The constants of a graph by name; None for anything that is not constant."""

    def constant(self, name: str) -> Array | None:
        """Return an array of floating-point numbers."""

    def quantized(self, name: str) -> Array | None:
        """Return an array of small integers that stand for numbers."""

    def integers(self, name: str) -> list[int] | None:
        """Return a list of a few integers."""


def fold(
    node: Any,
    known: "Known",
    count: Callable[[int], None],
) -> Array | None:
    """Return the result of a node, or None if it does not follow from constants.

    Parameters
    ----------
    node : onnx.NodeProto
        The node.
    known : Known
        Knows the constants by name.
    count : callable
        Is told how many values are about to be copied; raises an error if they are too many.
    """
    if node.op_type not in _FOLDS or node.domain not in ("", "ai.onnx") or not node.input:
        return None
    if node.op_type == "DequantizeLinear":
        found = [known.quantized(node.input[0])]
    else:
        found = [
            known.constant(name) for name in (node.input if node.op_type == "Concat" else node.input[:1])
        ]
    arrays = [array for array in found if array is not None]
    if len(arrays) < len(found):
        return None
    if node.op_type in _COPYING:
        count(sum(array.size for array in arrays))
    try:
        with np.errstate(over="ignore"):  # whoever takes the value checks that it is finite
            return _FOLDS[node.op_type](_Given(node, arrays, known))
    except (ValueError, IndexError, TypeError, OverflowError):
        return None  # no valid operation; whoever needs the value says what is missing


@dataclass(frozen=True, eq=False)
class _Given:
    """What a node is given: constant arrays, and integers that are attributes or constant inputs."""

    node: Any
    arrays: Sequence[Array]
    known: "Known"

    def own(self, name: str) -> list[int] | None:
        """Return an attribute, or None if it is absent."""
        for one in self.node.attribute:
            if one.name == name and one.type in (2, 7):
                return [one.i] if one.type == 2 else list(one.ints)
        return None

    def listed(self, name: str, place: int) -> list[int] | None:
        """Return what newer files give as an input, and older ones as an attribute."""
        given = self.node.input[place] if len(self.node.input) > place else ""
        return self.known.integers(given) if given else self.own(name)

    def has(self, place: int) -> bool:
        """Return whether the node has this input."""
        return len(self.node.input) > place and bool(self.node.input[place])


def _unsqueeze(given: _Given) -> Array | None:
    axes = given.listed("axes", 1)
    return None if axes is None else np.expand_dims(given.arrays[0], tuple(axes))


def _squeeze(given: _Given) -> Array | None:
    axes = given.listed("axes", 1)
    return None if axes is None else np.squeeze(given.arrays[0], tuple(axes))


def _transpose(given: _Given) -> Array | None:
    return np.transpose(given.arrays[0], given.own("perm"))


def _reshape(given: _Given) -> Array | None:
    array, shape = given.arrays[0], given.listed("shape", 1)
    if shape is None or given.own("allowzero") not in (None, [0]):
        return None
    return array.reshape([array.shape[k] if size == 0 else size for k, size in enumerate(shape)])


def _slice(given: _Given) -> Array | None:
    starts, ends = given.listed("starts", 1), given.listed("ends", 2)
    axes, steps = given.listed("axes", 3), given.listed("steps", 4)
    if starts is None or ends is None or (axes is None and given.has(3)) or (steps is None and given.has(4)):
        return None
    where = [slice(None)] * given.arrays[0].ndim
    places = axes if axes is not None else range(len(starts))
    for axis, start, end, step in zip(places, starts, ends, steps or [1] * len(starts), strict=True):
        where[axis] = slice(start, end, step)
    return given.arrays[0][tuple(where)]


def _concat(given: _Given) -> Array | None:
    axis = given.own("axis")
    return None if axis is None else np.concatenate(given.arrays, axis[0])


def _cast(given: _Given) -> Array | None:
    kind = _CASTS.get((given.own("to") or [0])[0])
    return None if kind is None else given.arrays[0].astype(kind)


def _dequantize(given: _Given) -> Array | None:
    (array,), names = given.arrays, given.node.input
    scale = given.known.constant(names[1]) if given.has(1) else None
    zero = given.known.quantized(names[2]) if given.has(2) else np.zeros(1, array.dtype)
    if scale is None or zero is None or given.own("block_size") not in (None, [0]):
        return None
    axis = (given.own("axis") or [1])[0]
    shape = [-1 if k == axis % array.ndim else 1 for k in range(array.ndim)]
    return dequantized(
        array, *(one.reshape(shape) if one.size > 1 else one.reshape(()) for one in (scale, zero))
    )


def dequantized(array: Array, scale: Array, zero: Array) -> Array:
    """Return the numbers that small integers stand for: each minus the one for zero, times a scale."""
    numbers: Array = ((array.astype("i4") - zero.astype("i4")) * scale).astype(scale.dtype)
    return numbers


_FOLDS: Final[Mapping[str, Callable[[_Given], Array | None]]] = {
    "Unsqueeze": _unsqueeze,
    "Squeeze": _squeeze,
    "Transpose": _transpose,
    "Reshape": _reshape,
    "Slice": _slice,
    "Concat": _concat,
    "Cast": _cast,
    "DequantizeLinear": _dequantize,
}
