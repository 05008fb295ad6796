"""LSTM, GRU and RNN nodes of ONNX files: all directions, peepholes, initial states, both layouts.

The nets are stacked, those of an LSTM in the order i, o, f, c; B holds the biases of W and of R; peepholes P
are in the order i, o, f.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.assumptions import Assumption
from lstm_core.blueprints import Blueprint
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.containers.tensors import guarded, shape_text, some, weights
from lstm_core.interop.contents import Contents, Ignored
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.gates import take_apart
from lstm_core.interop.frameworks.onnx_chains import Chains, Read
from lstm_core.interop.frameworks.onnx_graph import Graph
from lstm_core.interop.frameworks.onnx_linears import embeddings_of, linears_of
from lstm_core.interop.frameworks.onnx_quantized import not_fixed, weights_of
from lstm_core.interop.frameworks.onnx_scope import Scope, bodies_of
from lstm_core.interop.frameworks.onnx_text import attributes, text
from lstm_core.interop.frameworks.onnx_units import Kind, blueprint_of, is_quantized, kind_of
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Direction, Layer

WAYS: Final[Mapping[str, tuple[Direction, ...]]] = {
    "forward": ("forward",),
    "reverse": ("backward",),
    "bidirectional": ("forward", "backward"),
}
MOST_LSTMS: Final = 64
_KNOWN: Final = {"hidden_size", "direction", "layout", "activations"}


def read(data: bytes, limits: Limits, values: Mapping[str, Array] | None = None) -> Contents:
    """Return the networks of an ONNX file by node name; nodes that feed each other form one stack.

    Parameters
    ----------
    data : bytes
        The file.
    limits : Limits
        The limits on its size.
    values : dict of Array, optional
        Values for inputs of the model that are the same at each run, such as weights.

    Raises
    ------
    FormatError
        If it contains no LSTM, GRU or RNN node, or one that needs more than our unit offers.
    """
    graph, chains = chains_of(data, limits, values)
    stacks = chains.stacks()
    if not stacks:
        raise _without(graph)
    aside = _in_functions(graph)
    remarks = [
        f"node {name}: is in {chain.scope.place}, and runs only when that does"
        for name, chain in chains.chains().items()
        if chain.scope.place
    ]
    remarks += [f"graph: the {aside[0]} node in {aside[1]} is left aside"] if aside else []
    ignored: list[Ignored] = []
    linears: dict[str, tuple[Array, Array | None]] = {}
    embeddings: dict[str, Array] = {}
    for scope in graph.scopes:
        used = {text(one) for node in scope.nodes if kind_of(node) for one in node.input}
        ignored += [Ignored(name, str(shape)) for name, shape in scope.constants() if name not in used]
        linears |= linears_of(scope)
        embeddings |= embeddings_of(scope)
    return Contents("onnx", stacks, tuple(ignored), tuple(remarks), linears, embeddings=embeddings)


def chains_of(data: bytes, limits: Limits, values: Mapping[str, Array] | None = None) -> tuple[Graph, Chains]:
    """Return the graph of an ONNX file, and which of its recurrent nodes feed each other.

    Raises
    ------
    FormatError
        As in `read`.
    """
    graph, chains = Graph(data, limits, values), Chains()
    found = [
        (scope, node, kind, text(node.name) or f"{node.op_type}_{k}")
        for scope in graph.scopes
        for k, node in enumerate(scope.nodes)
        if (kind := kind_of(node))
    ]
    if len(found) > MOST_LSTMS:
        raise FormatError("graph", f"more than {MOST_LSTMS} LSTM nodes", f"at most {MOST_LSTMS}")
    for scope, node, kind, name in found:
        chains.add(scope, node, _read(scope, node, kind, name))
    return graph, chains


def _without(graph: Graph) -> FormatError:
    """Return the error for a graph without an LSTM node."""
    if aside := _in_functions(graph):
        return FormatError("graph", f"the {aside[0]} node in {aside[1]}", "one outside functions of the file")
    nodes = [node for scope in graph.scopes for node in scope.nodes]
    kinds = {text(node.op_type) for node in (*nodes, *(node for _, node in _of_functions(graph)))}
    if "Tanh" in kinds:
        return FormatError(
            "graph",
            f"no LSTM node, only {some(sorted(kinds))}",
            "an LSTM node; one that is spelt out, as exporters write an LSTMCell, cannot be recognised; "
            "PyTorch spells out no nn.RNN with torch.onnx.export(..., dynamo=False)",
        )
    return FormatError("graph", some(sorted(kinds)), "an LSTM node")


def _of_functions(graph: Graph) -> Iterator[tuple[str, Any]]:
    """Yield each node of the file's functions, at any depth, after the name of the function."""
    for function in graph.functions:
        waiting = list(function.node)
        while waiting:
            node = waiting.pop()
            yield text(function.name) or "without a name", node
            waiting += [one for _, body in bodies_of(node) for one in body.node]


def _in_functions(graph: Graph) -> tuple[str, str] | None:
    """Return the kind and the place of a recurrent node in a function of the file, or None."""
    for name, node in _of_functions(graph):
        if kind_of(node):
            return text(node.op_type), f"function {name}"
    return None


def _read(graph: Scope, node: Any, kind: Kind, name: str) -> Read:
    part = f"node {name}"
    given = attributes(node)
    ways = _checked_ways(part, kind, given)
    inputs = dict(zip(kind.inputs, node.input, strict=False))
    if is_quantized(node):
        W, R = (weights_of(graph, part, inputs, one) for one in ("W", "R"))
    else:
        W, R = (_fixed(graph, part, inputs, one) for one in ("W", "R"))
    nets = len(kind.order)
    if W.ndim != 3 or 0 in W.shape or W.shape[1] % nets:
        raise FormatError(f"{part}, W", f"shape {shape_text(W)}", f"(directions, {nets} H, D)")
    graph.count(part, W.size + R.size)
    H, D = W.shape[1] // nets, W.shape[2]
    if given.get("hidden_size", H) != H:
        raise FormatError(f"{part}, hidden_size", str(given["hidden_size"]), f"{H}, as W's rows say")
    n = len(ways)
    arrays = {
        "W": weights(f"{part}, W", W, (n, nets * H, D), f"(directions, {nets} H, D)"),
        "R": weights(f"{part}, R", R, (n, nets * H, H), f"(directions, {nets} H, H)"),
    }
    for one, width in (("B", 2 * nets * H), ("P", 3 * H)):
        if inputs.get(one):
            array = _fixed(graph, part, inputs, one)
            arrays[one] = weights(f"{part}, {one}", array, (n, width), f"(directions, {width // H} H)")
    states, assumed = _states(graph, part, inputs, (n, H), given.get("layout", 0))
    arrays |= states
    lengths = _lengths(graph, part, inputs.get("sequence_lens", ""))
    if isinstance(lengths, str):
        untold = (
            f"{part}: the model is given or computes sequence_lens; here every sequence runs to its end "
            "unless a run gives lengths"
        )
        assumed.append(Assumption(untold, "lengths"))
    if is_quantized(node):
        rounded = (
            "its weights of 8 bits are taken as numbers; the model rounds inputs and states to 8 bits as well"
        )
        assumed.append(Assumption(f"{part}: {rounded}, at each step, so that it computes other numbers"))
    unit = blueprint_of(node.op_type, given)
    ways_of = {
        way: _one_way(part, kind, unit, {one: array[d] for one, array in arrays.items()})
        for d, way in enumerate(ways)
    }
    layer = guarded(part, lambda: StackLayer(ways_of.get("forward"), ways_of.get("backward")))
    return Read(name, layer, lengths, tuple(assumed))


def _states(
    graph: Scope, part: str, inputs: Mapping[str, str], shape: tuple[int, int], layout: int
) -> tuple[dict[str, Array], list[Assumption]]:
    """Return the first states that the file gives, and what is assumed of those that come from outside."""
    found, assumed = {}, []
    for one, state in (("initial_h", "h0"), ("initial_c", "C0")):
        value = inputs.get(one, "")
        if not value:
            continue
        if graph.is_zero(value):
            _check_zero(graph, f"{part}, {one}", value, shape[1])
            continue
        fixed = graph.constant(value)
        if fixed is None:
            untold = (
                f"{part}: the model is given or computes {one}; here it is zero unless a run gives {state}"
            )
            assumed.append(Assumption(untold, state))
        else:
            found[one] = _state(f"{part}, {one}", fixed, shape, layout)
    return found, assumed


def _check_zero(graph: Scope, part: str, name: str, H: int) -> None:
    """Check a first state of zeros: PyTorch's exporter writes a projected LSTM as a smaller one."""
    tensor = graph.tensor(name)
    if tensor is not None and len(tensor.dims) == 3 and tensor.dims[2] != H:
        told = (
            f"{H} numbers for each direction and sequence; torch.onnx.export(..., dynamo=True) drops the "
            "projection of an LSTM (proj_size), which its state dict has"
        )
        raise FormatError(part, f"shape {tuple(tensor.dims)}", told)


def _lengths(graph: Scope, part: str, name: str) -> tuple[int, ...] | str | None:
    """Return the number of steps of each sequence, or the name of the value that gives it; None for all."""
    told = graph.integers(name) if name else None
    if told is not None and min(told, default=0) < 1:
        raise FormatError(f"{part}, sequence_lens", some(map(str, told)), "1 or more for each sequence")
    return name or None if told is None else tuple(told)


def _checked_ways(part: str, kind: Kind, given: Mapping[str, Any]) -> tuple[Direction, ...]:
    """Return the node's directions, after checking that all its attributes describe our unit."""
    for name in sorted(set(given) - _KNOWN - kind.own):
        raise FormatError(f"{part}, attribute {name}", f"{given[name]!r:.60}", "no such attribute")
    direction = given.get("direction", "forward")
    if direction not in WAYS:
        raise FormatError(f"{part}, direction", f"{direction!r:.60}", ", ".join(WAYS))
    wanted = list(kind.activations) * len(WAYS[direction])
    activations = given.get("activations") or wanted
    if [str(one).lower() for one in activations] != wanted:
        raise FormatError(
            f"{part}, activations", some(map(str, activations)), ", ".join(kind.activations).title()
        )
    if given.get("input_forget"):
        raise FormatError(f"{part}, input_forget", str(given["input_forget"]), "0")
    if given.get("linear_before_reset", 0) not in (0, 1):
        raise FormatError(f"{part}, linear_before_reset", f"{given['linear_before_reset']!r:.60}", "0 or 1")
    if given.get("layout", 0) not in (0, 1):
        raise FormatError(f"{part}, layout", f"{given['layout']!r:.60}", "0 or 1")
    return WAYS[direction]


def _fixed(graph: Scope, part: str, inputs: Mapping[str, str], one: str) -> Array:
    name = inputs.get(one, "")
    array = graph.constant(name) if name else None
    if array is None:
        raise not_fixed(graph, f"{part}, {one}", name)
    return array


def _state(part: str, array: Array, shape: tuple[int, int], layout: int) -> Array:
    """Return an initial state (directions, H)."""
    if layout == 1 and array.ndim == 3:
        array = array.swapaxes(0, 1)
    n, H = shape
    if array.ndim != 3 or not array.size or (array != array[:, :1]).any():
        raise FormatError(part, f"shape {shape_text(array)}", "one state for all sequences")
    return weights(part, array[:, 0], (n, H), "(directions, H)")


def _one_way(part: str, kind: Kind, unit: Blueprint, arrays: Mapping[str, Array]) -> Layer:
    W, U = arrays["W"], arrays["R"]
    b, bU = np.split(arrays.get("B", np.zeros(2 * len(W), W.dtype)), 2)
    p = dict(zip(kind.order, np.split(arrays["P"], 3), strict=False)) if "P" in arrays else {}
    h0, C0 = arrays.get("initial_h"), arrays.get("initial_c")
    return guarded(part, lambda: Layer(take_apart(unit, kind.order, W, U, b, bU, p), h0=h0, C0=C0))
