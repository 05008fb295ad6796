"""The part of an ONNX model from the input of its recurrent nodes to their states.

Everything before is cut off, and so are initial states and lengths computed by the graph, because our own run
also begins there.
"""

from typing import Any, Final

import numpy as np

from lstm_core.interop.frameworks.onnx_chains import Chain
from lstm_core.interop.frameworks.onnx_graph import Graph
from lstm_core.interop.frameworks.onnx_scope import bodies_of
from lstm_core.interop.frameworks.onnx_units import kind_of

_PLAIN: Final = 8
"""The most inputs of a node whose weights are plain numbers."""
_OUTPUTS: Final = ("Y", "Y_h", "Y_c")


def cut(graph: Graph, chain: Chain) -> tuple[Any, list[list[str]]]:
    """Return the model from the chain's input to the states of its nodes, and the names of these states."""
    import onnx

    scope, nodes, outputs = chain.scope, [], []
    for k, one in enumerate(chain.nodes):
        node, kind = onnx.NodeProto(), kind_of(one)
        node.CopyFrom(one)
        nodes.append(node)
        inputs = () if kind is None else kind.inputs
        for place, name in enumerate(inputs[: len(node.input)]):
            value = node.input[place]
            # By default a node starts with zeros, for any number of sequences.
            computed = name.startswith("initial") and (scope.is_zero(value) or scope.constant(value) is None)
            if value and (computed or (name == "sequence_lens" and scope.integers(value) is None)):
                node.input[place] = ""
        wanted = _OUTPUTS if "initial_c" in inputs else _OUTPUTS[:2]
        given = [*node.output, "", "", ""]
        names = [name or f"memory-pipe {k} {one}" for name, one in zip(given, wanted, strict=False)]
        del node.output[:]
        node.output.extend(names)
        outputs.append(names)
    kept, tensors = _needed(chain, nodes)
    dtype = _type(onnx, chain)
    value = onnx.helper.make_tensor_value_info
    made = onnx.helper.make_graph(
        kept,
        "cut",
        [value(chain.value, dtype, None)],
        [value(name, dtype, None) for names in outputs for name in names],
        tensors,
    )
    model = onnx.helper.make_model(made, opset_imports=graph.model.opset_import)
    model.ir_version = graph.model.ir_version
    model.functions.extend(graph.model.functions)
    return model, outputs


def _type(onnx: Any, chain: Chain) -> int:
    """Return the type of the numbers that a chain reads, as ONNX numbers it."""
    node = chain.nodes[0]
    array = chain.scope.constant(node.input[2]) if kind_of(node) and len(node.input) <= _PLAIN else None
    return int(onnx.helper.np_dtype_to_tensor_dtype(np.dtype(np.float32) if array is None else array.dtype))


def _needed(chain: Chain, nodes: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return the nodes from the chain's value to its own, in order, and the constants that they read."""
    import onnx

    own = {name: node for node in nodes for name in node.output}
    kept: dict[int, Any] = {}
    tensors: dict[str, Any] = {}
    done: set[int] = set()
    asked: list[Any] = [*nodes[::-1]]
    while asked:
        node = asked[-1]
        makers = []
        for name in reads(node):
            tensor = chain.scope.tensor(name)
            if name == chain.value or not name:
                continue
            if tensor is not None:
                tensors[name] = tensor
            elif (maker := own.get(name) or chain.scope.maker(name)) is not None and id(maker) not in done:
                makers.append(maker)
        done.add(id(node))
        if makers:
            asked += makers
            continue
        kept.setdefault(id(node), asked.pop())
    named = []
    for name, tensor in tensors.items():
        named.append(onnx.TensorProto())
        named[-1].CopyFrom(tensor)
        named[-1].name = name
    return list(kept.values()), named


def reads(node: Any) -> list[str]:
    """Return the names that a node reads, itself or in its branches and bodies."""
    found = list(node.input)
    waiting = [body for _, body in bodies_of(node)]
    while waiting:
        body = waiting.pop()
        for one in body.node:
            found += one.input
            waiting += [inner for _, inner in bodies_of(one)]
    return found
