"""The recurrent nodes of an ONNX file in onnxruntime: the file's own graph, from the first one's input."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.contents import Contents
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_chains import Chain
from lstm_core.interop.frameworks.onnx_graph import Graph
from lstm_core.interop.frameworks.onnx_reader import WAYS, chains_of
from lstm_core.interop.frameworks.onnx_text import attributes
from lstm_core.interop.rivals.onnx_cut import cut
from lstm_core.interop.rivals.states import Compute, Rival, States
from lstm_core.stacks.layer import Direction

NEEDS: Final = "verify runs an ONNX file in onnxruntime, which is not installed: pip install onnxruntime"


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
    found = {name: _compute(onnxruntime, graph, chain) for name, chain in chains.chains().items()}
    sizes = {
        name: _sizes(chain, contents.stacks[name].batch_first) for name, chain in chains.chains().items()
    }
    return Rival(f"onnxruntime {onnxruntime.__version__}", found, sizes)


def _sizes(chain: Chain, batch_first: bool) -> tuple[int | None, int | None]:
    """Return the numbers of steps and sequences fixed in the file, by the input's shape or initial states."""
    known = chain.scope.sizes(chain.value) or [None] * 3
    steps, batch = (known[1], known[0]) if batch_first else (known[0], known[1])
    for node in chain.nodes:
        for value in node.input[5:7]:
            state = None if not value or chain.scope.is_zero(value) else chain.scope.constant(value)
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
    session, kind = open_session(onnxruntime, data)

    def compute(x: Array) -> Array:
        try:
            (made,) = session.run([output], {session.get_inputs()[0].name: np.array(x, kind)})
        except Exception as error:
            raise refused(error) from error
        return np.asarray(made)

    return compute


def open_session(onnxruntime: Any, data: bytes) -> tuple[Any, type]:
    """Return a session of one thread, and the type of its first input."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 4
    try:
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own error classes have no common base
        raise refused(error) from error
    return session, np.float64 if session.get_inputs()[0].type == "tensor(double)" else np.float32


def _compute(onnxruntime: Any, graph: Graph, chain: Chain) -> Compute:
    model, outputs = cut(graph, chain)
    session, kind = open_session(onnxruntime, model.SerializeToString())

    def compute(x: Array) -> dict[tuple[int, Direction], States]:
        try:
            made = iter(session.run(None, {chain.value: np.array(x, kind)}))
        except Exception as error:
            raise refused(error) from error
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


def refused(error: Exception) -> FormatError:
    """Return an error of onnxruntime as one of ours."""
    return FormatError("onnxruntime", f"{error!s:.300}", "a graph that it can run")
