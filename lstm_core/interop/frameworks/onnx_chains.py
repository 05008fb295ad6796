"""Which LSTM nodes of a graph feed each other, so that they are one stack."""

from typing import Any

from lstm_core.interop.containers.tensors import some
from lstm_core.interop.frameworks.onnx_axes import Axes, source
from lstm_core.interop.frameworks.onnx_graph import Graph, attributes, text
from lstm_core.stacks.stack import StackLayer


class Chains:
    """The nodes of a graph in stacks: one goes on top of another where it reads just what that one makes.

    Parameters
    ----------
    graph : Graph
        Their graph.

    Attributes
    ----------
    layers : dict of list of StackLayer
        The layers of each stack, by the name of its first node.
    notes : list of str
        Where nodes stand between that do not run here.
    """

    def __init__(self, graph: Graph) -> None:
        self.layers: dict[str, list[StackLayer]] = {}
        self.notes: list[str] = []
        self._graph = graph
        self._made: dict[int, Axes] = {}
        self._chain: dict[int, str] = {}
        self._top: dict[str, int] = {}

    def add(self, name: str, node: Any, layer: StackLayer) -> None:
        """Put a node on top of the one that it reads, or let it begin a stack."""
        below, value, between = source(self._graph, node.input[0])
        made = self._made.get(id(below)) if below is not None and value == below.output[0] else None
        read = (made or self._axes(value)).through(self._graph, between)
        self._made[id(node)] = self._output(node, layer, read)
        chain = self._chain.get(id(below), "")
        fits = made is not None and read is not None and read.order == _wanted(made, below, node)
        if fits and self._top[chain] == id(below) and self.layers[chain][-1].width == layer.D:
            self.layers[chain].append(layer)
        else:
            chain = name if name not in self.layers else f"{name}_{len(self._chain)}"
            self.layers[chain] = [layer]
            self.notes += _before(f"node {name}", below, value, [] if fits else between)
        self._chain[id(node)], self._top[chain] = chain, id(node)

    def _axes(self, name: str) -> Axes:
        sizes = self._graph.sizes(name) or [None] * 3
        return Axes.of(*((str(axis), size) for axis, size in enumerate(sizes)))

    def _output(self, node: Any, layer: StackLayer, read: Axes | None) -> Axes:
        """Return the axes of what a node makes, with their sizes as far as its input tells them."""
        known = read if read is not None and len(read.order) == 3 else self._axes(node.input[0])
        steps, batch = (known.size(axis) for axis in (0, 1)) if len(known.order) == 3 else (None, None)
        n = len(layer.directions)
        if _batch_first(node):
            return Axes.of(("B", steps), ("T", batch), ("N", n), ("H", layer.width // n))
        return Axes.of(("T", steps), ("N", n), ("B", batch), ("H", layer.width // n))


def _wanted(made: Axes, below: Any, node: Any) -> tuple[tuple[str, ...], ...]:
    """Return the axes that a node must read for it to stand on the one below."""
    B, T, N, H = made.order if _batch_first(below) else (made.order[k] for k in (2, 0, 1, 3))
    return (B, T, (*N, *H)) if _batch_first(node) else (T, B, (*N, *H))


def _batch_first(node: Any) -> bool:
    return bool(attributes(node).get("layout", 0) == 1)


def _before(part: str, below: Any | None, value: str, between: list[Any]) -> list[str]:
    """Say what the model does with the inputs of an LSTM, and we do not."""
    by_way = some(text(node.op_type) for node in between)
    if below is None:
        return []
    made = f"node {text(below.name)} ({text(below.op_type)})" if below.name else text(below.op_type)
    if below.op_type != "LSTM":
        return [f"{part}: its inputs are what {made} makes, which does not run here"]
    if value != below.output[0]:
        return [f"{part}: reads {text(value)} of node {text(below.name)}, not its output at every step"]
    if not between:
        return [f"{part}: reads {made}, on which another LSTM stands already, so it is an LSTM of its own"]
    return [
        f"{part}: reads {made} by way of {by_way}, which may exchange steps, sequences or numbers "
        "and does not run here, so it is an LSTM of its own"
    ]
