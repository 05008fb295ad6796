"""Which LSTM nodes of a graph feed each other and so form one stack."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lstm_core.assumptions import Assumption
from lstm_core.interop.containers.tensors import guarded, some
from lstm_core.interop.frameworks.onnx_axes import Axes, source
from lstm_core.interop.frameworks.onnx_scope import Scope
from lstm_core.interop.frameworks.onnx_text import attributes, text
from lstm_core.interop.frameworks.onnx_units import kind_of
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.stack import LayerStack


@dataclass(frozen=True)
class Read:
    """What a node says about one LSTM: its layer, and what a run needs to know besides.

    Attributes
    ----------
    name : str
        The name to use for it.
    layer : StackLayer
        Its weights.
    lengths : tuple of int, str or None
        The number of steps of each sequence, or the name of the value that gives it; None for all steps.
    assumptions : tuple of Assumption
        The assumptions that were made.
    """

    name: str
    layer: StackLayer
    lengths: tuple[int, ...] | str | None
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True)
class Chain:
    """The nodes of one stack, the lowest first, the value that a run of the stack is given, and their graph.

    The value has the axes that the stack says: those of the model's own input, where moving them is all that
    the model does to it, else those of the lowest node.
    """

    nodes: list[Any]
    value: str
    scope: Scope


class Chains:
    """The nodes of a file as stacks: a node goes on top of another if it reads exactly that one's output."""

    def __init__(self) -> None:
        self._chains: dict[str, list[Read]] = {}
        self._batch_first: dict[str, bool] = {}
        self._made: dict[int, Axes] = {}
        self._chain: dict[int, str] = {}
        self._top: dict[str, int] = {}
        self._nodes: dict[str, Chain] = {}

    def chains(self) -> dict[str, Chain]:
        """Return the nodes of each stack, under the same names."""
        return self._nodes

    def stacks(self) -> dict[str, LayerStack]:
        """Return the stacks, each under the name of its lowest node."""
        return {name: guarded(f"node {name}", partial(self._stack, name)) for name in self._chains}

    def add(self, scope: Scope, node: Any, one: Read) -> None:
        """Put a node of a graph on top of the one that it reads, or start a new stack with it."""
        below, value, between = source(scope, node.input[0])
        made = self._made.get(id(below)) if below is not None and value == below.output[0] else None
        start = made or _axes(scope, value)
        read = start.through(scope, between)
        self._made[id(node)] = _output(scope, node, one.layer, read)
        chain = self._chain.get(id(below), "")
        moved = made is None or read is None or read.order != _wanted(made, below, node)
        last = self._chains[chain][-1] if chain else one
        alike = last.lengths == one.lengths and last.layer.width == one.layer.D
        if (
            chain
            and self._nodes[chain].scope is scope
            and not moved
            and alike
            and self._top[chain] == id(below)
        ):
            self._chains[chain].append(one)
            self._nodes[chain].nodes.append(node)
        else:
            chain = one.name if one.name not in self._chains else f"{one.name}_{len(self._chain)}"
            first, why = _first(one.name, node, start, read, between) if below is None else (False, "")
            self._batch_first[chain] = first if below is None else _batch_first(node)
            if below is not None:
                why = _before(one.name, below, value, between if moved else [])
            elif place := scope.handed(value):
                why = f"node {one.name}: reads {text(value)}, which {place} is handed and which is not here"
            assumed = (Assumption(why),) if why else ()
            understood = below is None and not why and len(start.order) == 3
            self._nodes[chain] = Chain([node], value if understood else node.input[0], scope)
            self._chains[chain] = [replace(one, assumptions=(*assumed, *one.assumptions))]
        self._chain[id(node)], self._top[chain] = chain, id(node)

    def _stack(self, name: str) -> LayerStack:
        chain = self._chains[name]
        told = chain[0].lengths
        return LayerStack(
            [one.layer for one in chain],
            batch_first=self._batch_first[name],
            lengths=told if isinstance(told, tuple) else None,
            assumptions=tuple(assumed for one in chain for assumed in one.assumptions),
        )


def _axes(scope: Scope, name: str) -> Axes:
    sizes = scope.sizes(name) or [None] * 3
    return Axes.of(*((str(axis), size) for axis, size in enumerate(sizes)))


def _output(scope: Scope, node: Any, layer: StackLayer, read: Axes | None) -> Axes:
    """Return the axes of a node's output, with their sizes as far as its input determines them."""
    known = read if read is not None and len(read.order) == 3 else _axes(scope, node.input[0])
    steps, batch = (known.size(axis) for axis in (0, 1)) if len(known.order) == 3 else (None, None)
    n = len(layer.directions)
    if _batch_first(node):
        return Axes.of(("B", steps), ("T", batch), ("N", n), ("H", layer.width // n))
    return Axes.of(("T", steps), ("N", n), ("B", batch), ("H", layer.width // n))


def _wanted(made: Axes, below: Any, node: Any) -> tuple[tuple[str, ...], ...]:
    """Return the axes that a node must read in order to be put on top of the one below."""
    B, T, N, H = made.order if _batch_first(below) else (made.order[k] for k in (2, 0, 1, 3))
    return (B, T, (*N, *H)) if _batch_first(node) else (T, B, (*N, *H))


def _batch_first(node: Any) -> bool:
    return bool(attributes(node).get("layout", 0) == 1)


def _first(name: str, node: Any, start: Axes, read: Axes | None, between: list[Any]) -> tuple[bool, str]:
    """Return whether the model's own input has the batch first, and the assumptions about it."""
    order = start.order
    if read is not None and (read.order == order or len(order) == 2 == len([*filter(None, read.order)])):
        return _batch_first(node), ""
    if read is not None and len(order) == 3 and read.order == (order[1], order[0], order[2]):
        return not _batch_first(node), ""
    by_way = some(text(one.op_type) for one in between)
    return _batch_first(
        node
    ), f"node {name}: reads the model's input by way of {by_way}, which does not run here"


def _before(name: str, below: Any, value: str, moved: list[Any]) -> str:
    """Return what the model does to the inputs of an LSTM that we do not do."""
    made = f"node {text(below.name)} ({text(below.op_type)})" if below.name else text(below.op_type)
    if kind_of(below) is None:
        return f"node {name}: its inputs are what {made} makes, which does not run here"
    if value != below.output[0]:
        return f"node {name}: reads {text(value)} of node {text(below.name)}, not its output at every step"
    if not moved:
        return f"node {name}: reads {made}, as another LSTM does, or other steps of it: one of its own"
    by_way = some(text(node.op_type) for node in moved)
    return (
        f"node {name}: reads {made} by way of {by_way}, which may exchange steps, sequences or numbers "
        "and does not run here: an LSTM of its own"
    )
