"""What stands beside the recurrent nodes of an ONNX file: linear layers, and tables of embeddings."""

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.onnx_scope import Scope
from lstm_core.interop.frameworks.onnx_text import attributes, text


def linears_of(graph: Scope) -> dict[str, tuple[Array, Array | None]]:
    """Return weights and biases of Gemm nodes, and of MatMul nodes with an Add; named by node or weights."""
    adds = {one: node for node in graph.nodes if node.op_type == "Add" for one in node.input}
    made: dict[str, tuple[Array, Array | None]] = {}
    for node in graph.nodes:
        if node.op_type not in ("Gemm", "MatMul") or len(node.input) < 2 or not node.output:
            continue
        given = attributes(node)
        V = _float(graph, node.input[1])
        scaled = {given.get("alpha", 1.0), given.get("beta", 1.0)} != {1.0} or given.get("transA")
        if V is None or V.ndim != 2 or scaled:
            continue
        V = V if given.get("transB") else V.T
        c = None
        if node.op_type == "Gemm":
            c = _float(graph, node.input[2]) if len(node.input) > 2 else None
        elif (add := adds.get(node.output[0])) is not None:
            c = next((bias for one in add.input if (bias := _float(graph, one)) is not None), None)
        made[text(node.name or node.input[1])] = (V, c)
    return made


def embeddings_of(graph: Scope) -> dict[str, Array]:
    """Return the tables from which Gather nodes take rows; named by node or table."""
    made: dict[str, Array] = {}
    for node in graph.nodes:
        if node.op_type == "Gather" and len(node.input) > 1 and attributes(node).get("axis", 0) == 0:
            table = _float(graph, node.input[0])
            if table is not None and table.ndim == 2:
                made[text(node.name or node.input[0])] = table
    return made


def _float(graph: Scope, name: str) -> Array | None:
    """Return a constant if it may belong to a linear layer; anything else does not matter here."""
    try:
        return graph.constant(name)
    except FormatError:
        return None
