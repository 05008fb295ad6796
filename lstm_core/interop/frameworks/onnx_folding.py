"""Constants that a graph computes from other constants, as exporters leave them: views, slices, casts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array

DEEPEST: Final = 64
"""The most operations on top of each other."""
_CASTS: Final[Mapping[int, type]] = {1: np.float32, 10: np.float16, 11: np.float64}
_COPYING: Final = ("Concat", "Cast", "Reshape")


def fold(
    node: Any,
    constant: Callable[[str], Array | None],
    integers: Callable[[str], list[int] | None],
    count: Callable[[int], None],
) -> Array | None:
    """Return the result of a node, or None if it does not follow from constants.

    Parameters
    ----------
    node : onnx.NodeProto
        The node.
    constant : callable
        Returns the constant with this name, if it is one.
    integers : callable
        Returns the constant list of integers with this name, if it is one.
    count : callable
        Is told how many values are about to be copied; raises an error if they are too many.
    """
    if node.op_type not in _FOLDS or node.domain not in ("", "ai.onnx") or not node.input:
        return None
    arrays = [constant(name) for name in (node.input if node.op_type == "Concat" else node.input[:1])]
    known = [array for array in arrays if array is not None]
    if len(known) < len(arrays):
        return None
    if node.op_type in _COPYING:
        count(sum(array.size for array in known))
    try:
        with np.errstate(over="ignore"):  # whoever takes the value checks that it is finite
            return _FOLDS[node.op_type](_Given(node, known, integers))
    except (ValueError, IndexError, TypeError, OverflowError):
        return None  # no valid operation; whoever needs the value says what is missing


@dataclass(frozen=True, eq=False)
class _Given:
    """What a node is given: constant arrays, and integers that are attributes or constant inputs."""

    node: Any
    arrays: Sequence[Array]
    integers: Callable[[str], list[int] | None]

    def own(self, name: str) -> list[int] | None:
        """Return an attribute, or None if it is absent."""
        for one in self.node.attribute:
            if one.name == name and one.type in (2, 7):
                return [one.i] if one.type == 2 else list(one.ints)
        return None

    def listed(self, name: str, place: int) -> list[int] | None:
        """Return what newer files give as an input, and older ones as an attribute."""
        given = self.node.input[place] if len(self.node.input) > place else ""
        return self.integers(given) if given else self.own(name)

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


_FOLDS: Final[Mapping[str, Callable[[_Given], Array | None]]] = {
    "Unsqueeze": _unsqueeze,
    "Squeeze": _squeeze,
    "Transpose": _transpose,
    "Reshape": _reshape,
    "Slice": _slice,
    "Concat": _concat,
    "Cast": _cast,
}
