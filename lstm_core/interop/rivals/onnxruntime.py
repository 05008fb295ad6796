"""The recurrent nodes of an ONNX file, run in onnxruntime: the file's own graph, from the first node's input.

Everything before is cut off, and so are initial states and lengths computed by the graph, because our own run
also begins there.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_chains import Chain
from lstm_core.interop.frameworks.onnx_graph import Graph, attributes
from lstm_core.interop.frameworks.onnx_reader import WAYS, chains_of
from lstm_core.interop.frameworks.onnx_units import KINDS
from lstm_core.interop.rivals.states import Compute, Rival, States
from lstm_core.stacks.layer import Direction

NEEDS: Final = "verify runs an ONNX file in onnxruntime, which is not installed: pip install onnxruntime"
_OUTPUTS: Final = ("Y", "Y_h", "Y_c")


def rival(data: bytes, contents: Contents, limits: Limits) -> Rival:
    """Return the stacks of a file in onnxruntime, each under our name for it.

    Raises
    ------
    FormatError
        If onnxruntime cannot load the rest of the graph.
    ImportError
        If onnxruntime is not installed.
    """
    try:
        import onnxruntime
    except ImportError as error:
        raise ImportError(NEEDS) from error
    graph, chains = chains_of(data, limits)
    found = {name: _compute(onnxruntime, data, graph, chain) for name, chain in chains.chains().items()}
    sizes = {
        name: _sizes(graph, chain, contents.stacks[name].batch_first)
        for name, chain in chains.chains().items()
    }
    return Rival(f"onnxruntime {onnxruntime.__version__}", found, sizes)


def _sizes(graph: Graph, chain: Chain, batch_first: bool) -> tuple[int | None, int | None]:
    """Return the numbers of steps and sequences fixed in the file, by the input's shape or initial states."""
    known = graph.sizes(chain.value) or [None] * 3
    steps, batch = (known[1], known[0]) if batch_first else (known[0], known[1])
    for node in chain.nodes:
        for value in node.input[5:7]:
            state = None if not value or graph.is_zero(value) else graph.constant(value)
            if state is not None:
                batch = state.shape[0 if attributes(node).get("layout", 0) == 1 else 1]
    return steps, batch


def whole(data: bytes, output: str) -> Callable[[Array], Array]:
    """Return an output of a file that has one input, as a function of this input.

    Raises
    ------
    FormatError
        If onnxruntime cannot load the file; the function raises it if onnxruntime cannot run it.
    ImportError
        If onnxruntime is not installed.
    """
    try:
        import onnxruntime
    except ImportError as error:
        raise ImportError(NEEDS) from error
    session, kind = _session(onnxruntime, data)

    def compute(x: Array) -> Array:
        try:
            (made,) = session.run([output], {session.get_inputs()[0].name: np.array(x, kind)})
        except Exception as error:
            raise _refused(error) from error
        return np.asarray(made)

    return compute


def _session(onnxruntime: Any, data: bytes) -> tuple[Any, type]:
    """Return a session of one thread, and the type of its first input."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 4
    try:
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own error classes have no common base
        raise _refused(error) from error
    return session, np.float64 if session.get_inputs()[0].type == "tensor(double)" else np.float32


def _compute(onnxruntime: Any, data: bytes, graph: Graph, chain: Chain) -> Compute:
    model, outputs = _cut(data, graph, chain)
    session, kind = _session(onnxruntime, model.SerializeToString())

    def compute(x: Array) -> dict[tuple[int, Direction], States]:
        try:
            made = iter(session.run(None, {chain.value: np.array(x, kind)}))
        except Exception as error:
            raise _refused(error) from error
        found: dict[tuple[int, Direction], States] = {}
        for k, node in enumerate(chain.nodes):
            given = attributes(node)
            first = given.get("layout", 0) == 1
            Y, *last = (next(made) for _ in outputs[k])
            for d, way in enumerate(WAYS[given.get("direction", "forward")]):
                h = Y[:, :, d].swapaxes(0, 1) if first else Y[:, d]
                ends = [state[:, d] if first else state[d] for state in last]
                found[k, way] = States(ends[0], ends[1] if len(ends) > 1 else None, h)
        return found

    return compute


def _refused(error: Exception) -> FormatError:
    return FormatError("onnxruntime", f"{error!s:.300}", "a graph that it can run")


def _cut(data: bytes, graph: Graph, chain: Chain) -> tuple[Any, list[list[str]]]:
    """Return the model from the chain's input to the states of its nodes, and the names of these states."""
    import onnx

    model = onnx.load_model_from_string(data)
    places = {id(node): k for k, node in enumerate(graph.nodes)}
    nodes = [model.graph.node[places[id(node)]] for node in chain.nodes]
    outputs = []
    for k, node in enumerate(nodes):
        for place, name in enumerate(KINDS[node.op_type].inputs[: len(node.input)]):
            value = node.input[place]
            # By default a node starts with zeros, for any number of sequences.
            computed = name.startswith("initial") and (graph.is_zero(value) or graph.constant(value) is None)
            if value and (computed or (name == "sequence_lens" and graph.integers(value) is None)):
                node.input[place] = ""
        wanted = _OUTPUTS if node.op_type == "LSTM" else _OUTPUTS[:2]
        given = [*node.output, "", "", ""]
        names = [name or f"memory-pipe {k} {one}" for name, one in zip(given, wanted, strict=False)]
        del node.output[:]
        node.output.extend(names)
        outputs.append(names)
    needed = _needed(model.graph, [name for names in outputs for name in names], chain.value)
    kept = [node for k, node in enumerate(model.graph.node) if k in needed]
    kind = _type(onnx, model, graph, nodes[0].input[1])
    value = onnx.helper.make_tensor_value_info
    del model.graph.value_info[:], model.graph.input[:], model.graph.output[:], model.graph.node[:]
    model.graph.node.extend(kept)
    model.graph.input.append(value(chain.value, kind, None))
    model.graph.output.extend(value(name, kind, None) for names in outputs for name in names)
    return model, outputs


def _type(onnx: Any, model: Any, graph: Graph, name: str) -> int:
    """Return the type of a constant, as the file numbers it."""
    for tensor in _tensors(model.graph):
        if tensor.name == name:
            return int(tensor.data_type)
    folded = graph.constant(name)
    return int(onnx.helper.np_dtype_to_tensor_dtype(np.dtype(np.float32) if folded is None else folded.dtype))


def _tensors(graph: Any) -> Iterable[Any]:
    yield from graph.initializer
    for node in graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            tensor = type(node.attribute[0].t)()
            tensor.CopyFrom(node.attribute[0].t)
            tensor.name = node.output[0]
            yield tensor


def _needed(graph: Any, outputs: Iterable[str], cut: str) -> set[int]:
    """Return the indices of the nodes that lead from the value `cut` to the outputs."""
    makers = {name: k for k, node in enumerate(graph.node) for name in node.output if name}
    found: set[int] = set()
    asked = list(outputs)
    while asked:
        name = asked.pop()
        if name == cut or name not in makers or makers[name] in found:
            continue
        found.add(makers[name])
        asked += graph.node[makers[name]].input
    return found
