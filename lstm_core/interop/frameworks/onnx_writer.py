"""A stack as an ONNX file: one LSTM, GRU or RNN node per layer, and a linear head."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from lstm_core.arrays import Array
from lstm_core.interop.errors import FormatError
from lstm_core.interop.frameworks.gates import put_together
from lstm_core.interop.frameworks.onnx_graph import NEEDS
from lstm_core.interop.frameworks.onnx_units import KINDS
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from lstm_core.stacks.stack import LayerStack

DIRECTIONS: Final = {
    ("forward",): "forward",
    ("backward",): "reverse",
    ("forward", "backward"): "bidirectional",
}
OPSET: Final = 14
IR_VERSION: Final = 8


def write(stack: LayerStack) -> bytes:
    """Return an ONNX file: from x (T, B, D) to h (T, B, width) and, with a head, outputs (T, B, K).

    Numbers keep their type: float32, or float64 if any of the weights are. (onnxruntime runs only float32.)

    Raises
    ------
    FormatError
        If ONNX has no such LSTM: a projection, full peepholes, two directions that are not concatenated or
        differ in size.
    ImportError
        If onnx is not installed.
    """
    try:
        from onnx import helper, numpy_helper
    except ImportError as error:
        raise ImportError(NEEDS) from error
    dtype = _dtype(stack)
    constants: dict[str, Array] = {}
    nodes = []
    signal = "x"
    for k, layer in enumerate(stack.layers):
        unit, form = _unit(f"layer {k}", layer)
        arrays = _arrays(f"layer {k}", layer)
        constants |= {f"layer_{k}_{name}": array for name, array in arrays.items()}
        inputs = [signal, *(_named(arrays, k, name) for name in ("W", "R", "B", "", "h0", "C0", "P"))]
        form |= {
            "hidden_size": layer.directions[0][1].params.H,
            "direction": DIRECTIONS[tuple(way for way, _ in layer.directions)],
        }
        signal = "h" if k == len(stack.layers) - 1 else f"layer_{k}_h"
        nodes += [
            helper.make_node(
                unit, inputs[: len(KINDS[unit].inputs)], [f"layer_{k}_Y"], name=f"layer_{k}", **form
            ),
            helper.make_node("Transpose", [f"layer_{k}_Y"], [f"layer_{k}_rows"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", [f"layer_{k}_rows", "flat"], [signal]),
        ]
    outputs = [("h", stack.width)]
    if stack.head is not None:
        constants |= {"head_V": stack.head.V.T, "head_c": stack.head.c}
        nodes += [
            helper.make_node("MatMul", ["h", "head_V"], ["read"], name="head"),
            helper.make_node("Add", ["read", "head_c"], ["outputs"]),
        ]
        outputs.append(("outputs", len(stack.head.c)))
    kind = helper.np_dtype_to_tensor_dtype(dtype)
    initializers = [numpy_helper.from_array(np.ascontiguousarray(a, dtype), n) for n, a in constants.items()]
    initializers.append(numpy_helper.from_array(np.array([0, 0, -1], np.int64), "flat"))
    graph = helper.make_graph(
        nodes,
        "memory-pipe",
        [helper.make_tensor_value_info("x", kind, ["T", "B", stack.D])],
        [helper.make_tensor_value_info(name, kind, ["T", "B", width]) for name, width in outputs],
        initializers,
    )
    model: Any = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="memory-pipe",
    )
    data: bytes = model.SerializeToString()
    return data


def _dtype(stack: LayerStack) -> np.dtype[Any]:
    arrays: list[Array | None] = [
        array
        for _, _, layer in stack.directions
        for net in layer.params.nets.values()
        for array in net.arrays.values()
    ]
    arrays += [state for _, _, cell in stack.directions for state in (cell.h0, cell.C0)]
    arrays += [] if stack.head is None else [stack.head.V, stack.head.c]
    is_wide = any(array is not None and array.dtype == np.float64 for array in arrays)
    return np.dtype(np.float64 if is_wide else np.float32)


def _named(arrays: Mapping[str, Array], k: int, name: str) -> str:
    return f"layer_{k}_{name}" if name in arrays else ""


def _unit(part: str, layer: StackLayer) -> tuple[str, dict[str, Any]]:
    """Return the node type for a layer, and the attributes that determine its form."""
    names = {one.params.blueprint.name for _, one in layer.directions}
    if len(names) > 1:
        raise FormatError(part, f"directions of {' and '.join(sorted(names))}", "the same unit, for ONNX")
    (name,) = names
    if name in ("gru", "gru_reset_before"):
        return "GRU", {"linear_before_reset": int(name == "gru")}
    if name.upper() not in KINDS:
        raise FormatError(part, f"the unit {name}", "lstm, gru or rnn, for ONNX")
    return name.upper(), {}


def _arrays(part: str, layer: StackLayer) -> dict[str, Array]:
    """Return the inputs of a layer's node, for all its directions."""
    cells = [cell for _, cell in layer.directions]
    if layer.merge != "concat" and len(cells) > 1:
        raise FormatError(part, f"directions put together by {layer.merge}", "concat, for ONNX")
    if len({cell.params.H for cell in cells}) > 1:
        raise FormatError(part, "directions of different sizes", "the same number of units, for ONNX")
    each = [_cell_arrays(part, cell) for cell in cells]
    names = dict.fromkeys(name for one in each for name in one)
    made = {}
    for name in names:
        blank = next(np.zeros_like(one[name]) for one in each if name in one)
        made[name] = np.stack([one.get(name, blank) for one in each])
    return {name: a[:, np.newaxis] if name in ("h0", "C0") else a for name, a in made.items()}


def _cell_arrays(part: str, cell: Layer) -> dict[str, Array]:
    if cell.projection is not None:
        raise FormatError(part, "a projection", "none, as an LSTM node of ONNX has none")
    unit = cell.params.blueprint.unit.upper()
    W, U, b, bU = put_together(cell.params, KINDS[unit].order)
    made = {"W": W, "R": U, "B": np.concatenate([b, bU])}
    if unit == "LSTM":
        seeing = [cell.params.nets[gate] for gate in "iof"]
        if any(net.peephole == "full" for net in seeing):
            raise FormatError(part, "full peepholes", "diagonal ones or none, for ONNX")
        if any(net.p is not None for net in seeing):
            made["P"] = np.concatenate([np.zeros(net.H) if net.p is None else net.p for net in seeing])
    states = {"h0": cell.h0, "C0": cell.C0}
    return made | {name: state for name, state in states.items() if state is not None}
