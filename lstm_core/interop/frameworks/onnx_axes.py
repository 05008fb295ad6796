"""Which axis of an array is which, tracked through the nodes of a graph that only rearrange axes.

An axis is a tuple of what it runs over, the slowest first: ``("T",)``, or ``("N", "H")`` for two axes merged
into one. Anything of size 1 is left out, as moving it has no effect: ``()`` is an axis of size 1.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, Final, TypeAlias

from lstm_core.interop.frameworks.onnx_scope import Scope
from lstm_core.interop.frameworks.onnx_text import integers

Axis: TypeAlias = tuple[str, ...]
_WIDE: Final = ([1], [11])
"""The types float and double: casting an LSTM's output to them loses nothing."""


def source(graph: Scope, name: str) -> tuple[Any | None, str, list[Any]]:
    """Return the node that produces a value, its name there, and the nodes that have moved its axes since."""
    between: list[Any] = []
    while (node := graph.maker(name)) is not None and len(between) < len(graph.nodes):
        if node.op_type not in _MOVES or not node.input or name != node.output[0]:
            return node, name, between[::-1]
        between.append(node)
        name = node.input[0]
    return None, name, between[::-1]


@dataclass(frozen=True)
class Axes:
    """The axes of an array, and those of their sizes that the file fixes."""

    order: tuple[Axis, ...]
    sizes: Mapping[str, int]

    @classmethod
    def of(cls, *named: tuple[str, int | None]) -> "Axes":
        """Return unmerged axes; a size of None is known only at run time."""
        sizes = {name: size for name, size in named if size is not None}
        return cls(tuple(() if size == 1 else (name,) for name, size in named), sizes)

    def size(self, axis: int) -> int | None:
        """Return the length of an axis, or None if it is known only at run time."""
        known = [self.sizes.get(name) for name in self.order[axis]]
        return None if None in known else prod(one for one in known if one is not None)

    def through(self, graph: Scope, nodes: Sequence[Any]) -> "Axes | None":
        """Return the axes after these nodes, or None if one is split apart or the result cannot be known."""
        here = self
        for node in nodes:
            order = _MOVES[node.op_type](graph, node, here)
            if order is None:
                return None
            here = replace(here, order=order)
        return here


def _same(_: Scope, __: Any, axes: Axes) -> tuple[Axis, ...] | None:
    return axes.order


def _cast(_: Scope, node: Any, axes: Axes) -> tuple[Axis, ...] | None:
    return axes.order if integers(node, "to") in _WIDE else None


def _dropout(_: Scope, node: Any, axes: Axes) -> tuple[Axis, ...] | None:
    trains = len(node.input) > 2 and node.input[2]
    return None if trains else axes.order


def _transpose(_: Scope, node: Any, axes: Axes) -> tuple[Axis, ...] | None:
    rank = len(axes.order)
    moved = integers(node, "perm") or list(range(rank))[::-1]
    return tuple(axes.order[k] for k in moved) if sorted(moved) == list(range(rank)) else None


def _squeeze(graph: Scope, node: Any, axes: Axes) -> tuple[Axis, ...] | None:
    given = _places(graph, node, len(axes.order))
    if given is None or any(axes.order[k] for k in given):
        return None
    return tuple(axis for k, axis in enumerate(axes.order) if k not in given)


def _unsqueeze(graph: Scope, node: Any, axes: Axes) -> tuple[Axis, ...] | None:
    count = len(_given(graph, node, "axes") or ())
    given = _places(graph, node, len(axes.order) + count)
    if given is None or len(given) != count:
        return None
    kept = iter(axes.order)
    return tuple(() if k in given else next(kept) for k in range(len(axes.order) + count))


def _flatten(_: Scope, node: Any, axes: Axes) -> tuple[Axis, ...] | None:
    cut, rank = (integers(node, "axis") or [1])[0], len(axes.order)
    if not -rank <= cut <= rank:
        return None
    cut += rank if cut < 0 else 0
    return sum(axes.order[:cut], ()), sum(axes.order[cut:], ())


def _reshape(graph: Scope, node: Any, axes: Axes) -> tuple[Axis, ...] | None:
    target = _given(graph, node, "shape")
    if target is None or target.count(-1) > 1 or integers(node, "allowzero") not in (None, [0]):
        return None
    flat = sum(axes.order, ())
    cut = target.index(-1) if -1 in target else len(target)
    front = _parted(flat, target[:cut], axes, 0)
    if front is None:
        return None
    rest = flat[len(sum(front, ())) :]
    if -1 not in target:
        return None if rest else front
    back = _parted(rest[::-1], target[:cut:-1], axes, -len(target))
    if back is None:
        return None
    middle = rest[: len(rest) - len(sum(back, ()))]
    return (*front, middle, *(axis[::-1] for axis in reversed(back)))


def _parted(flat: Axis, target: Sequence[int], axes: Axes, first: int) -> tuple[Axis, ...] | None:
    """Return the axes of these sizes at the start of `flat`; 0 keeps the size of the axis with that index.

    If `first` is negative, `flat` and `target` are read from their ends.
    """
    made: list[Axis] = []
    for k, size in enumerate(target):
        place = k if first == 0 else -first - 1 - k
        taken: Axis = ()
        if size == 0:
            if place >= len(axes.order):
                return None
            taken = axes.order[place] if first == 0 else axes.order[place][::-1]
        else:
            while prod(axes.sizes[name] for name in taken) < size:
                left = flat[len(taken) :]
                if not left or left[0] not in axes.sizes:
                    return None
                taken = (*taken, left[0])
            if prod(axes.sizes[name] for name in taken) != size:
                return None
        if flat[: len(taken)] != taken:
            return None
        flat = flat[len(taken) :]
        made.append(taken)
    return tuple(made)


def _given(graph: Scope, node: Any, name: str) -> list[int] | None:
    """Return what is an attribute in older versions of ONNX and the second input in newer ones."""
    told = integers(node, name)
    return graph.integers(node.input[1]) if told is None and len(node.input) > 1 else told


def _places(graph: Scope, node: Any, rank: int) -> set[int] | None:
    given = _given(graph, node, "axes")
    if given is None or not all(-rank <= k < rank for k in given):
        return None
    return {k % rank for k in given}


_MOVES: Final[Mapping[str, Callable[[Scope, Any, Axes], tuple[Axis, ...] | None]]] = {
    "Identity": _same, "Cast": _cast, "Dropout": _dropout, "Transpose": _transpose, "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze, "Flatten": _flatten, "Reshape": _reshape,
}  # fmt: skip
