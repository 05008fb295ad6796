"""ONNX files of one LSTM node, its arrays in ONNX's own layout, and what onnxruntime makes of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from lstm_core.arrays import Array

DIRECTIONS = {"forward": ["forward"], "reverse": ["backward"], "bidirectional": ["forward", "backward"]}

RANKS = {"Y": 4, "Y_h": 3, "Y_c": 3}


@dataclass(frozen=True, eq=False)
class OnnxLSTM:
    """A file, and the arrays in it, named as ONNX names the node's inputs."""

    data: bytes
    arrays: dict[str, Array]

    def gates(self, name: str, direction: int) -> dict[str, Array]:
        """Return the rows of "W", "R", "Wb", "Rb" or "P" by gate; ONNX has them in the order i, o, f, g."""
        array = self.arrays["B" if name in ("Wb", "Rb") else name][direction]
        if name in ("Wb", "Rb"):
            array = np.split(array, 2)[name == "Rb"]
        order = "iof" if name == "P" else "iofg"
        return dict(zip(order, np.split(array, len(order)), strict=True))


def onnx_lstm(
    D: int, H: int, seed: int = 0, direction: str = "forward", inputs: str = "WRBHCP", **attributes: Any
) -> OnnxLSTM:
    """Write a node with these of its inputs: weights, biases, first states (H, C), peepholes."""
    rng = np.random.default_rng(seed)
    n = len(DIRECTIONS[direction])
    state = (1, n, H) if attributes.get("layout") else (n, 1, H)
    shapes = {
        "W": (n, 4 * H, D),
        "R": (n, 4 * H, H),
        "B": (n, 8 * H),
        "H": state,
        "C": state,
        "P": (n, 3 * H),
    }
    arrays = {
        name: rng.uniform(-1, 1, shape).astype(np.float32) for name, shape in shapes.items() if name in inputs
    }
    names = ["X", *(name if name in arrays else "" for name in "WRB"), ""]
    names += [name if name in arrays else "" for name in "HCP"]
    node = helper.make_node(
        "LSTM", names, ["Y", "Y_h", "Y_c"], hidden_size=H, direction=direction, name="gates", **attributes
    )
    axes = [None, None, D]
    graph = helper.make_graph(
        [node],
        "lstm",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, axes)],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * rank)
            for name, rank in RANKS.items()
        ],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(model)
    return OnnxLSTM(model.SerializeToString(), arrays)


def onnxruntime_outputs(data: bytes, x: Array) -> list[Array]:
    """Return what onnxruntime computes for the inputs `x`, in float32."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(data, options, ["CPUExecutionProvider"])
    outputs: list[Array] = session.run(None, {session.get_inputs()[0].name: x.astype(np.float32)})
    return outputs
