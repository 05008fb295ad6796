"""ONNX files of two LSTM nodes and what moves axes between them, and what onnxruntime makes of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from lstm_core.arrays import Array

Move = tuple[str, Any]
"""Transpose and its axes, Squeeze and Unsqueeze and theirs, Reshape and its shape."""


@dataclass(frozen=True, eq=False)
class Pair:
    """A file, inputs of it, and by onnxruntime all outputs of "below", what "above" reads and its outputs."""

    data: bytes
    x: Array
    below: Array
    between: Array
    above: Array


def pair(moves: Sequence[Move], shape: tuple[int, int, int] = (4, 3, 2), H: int = 3, ways: int = 1,
         fixed: bool = False, seed: int = 0, opset: int = 14) -> Pair:  # fmt: skip
    """Write and run LSTM "below", the moves, LSTM "above"; `fixed` tells the file the input's sizes."""
    rng = np.random.default_rng(seed)
    T, B, D = shape
    x = rng.normal(size=shape).astype("f4")
    tensors, nodes = {}, []
    width, value = _moved((T, ways, B, H), moves)[-1], "Y"

    def lstm(name: str, reads: str, makes: str, D: int, units: int, n: int) -> Any:
        for key, size in (("W", (n, 4 * units, D)), ("R", (n, 4 * units, units)), ("B", (n, 8 * units))):
            tensors[f"{name}{key}"] = rng.uniform(-1, 1, size).astype("f4")
        weights = [f"{name}{key}" for key in "WRB"]
        direction = "forward" if n == 1 else "bidirectional"
        return helper.make_node(
            "LSTM", [reads, *weights], [makes], hidden_size=units, name=name, direction=direction
        )

    nodes.append(lstm("below", "x", "Y", D, H, ways))
    for k, (kind, given) in enumerate(moves):
        inputs: list[str] = [value]
        attributes: dict[str, Any] = {}
        if kind == "Transpose":
            attributes["perm"] = list(given)
        elif kind == "Flatten":
            attributes["axis"] = given
        elif kind == "Reshape" or opset >= 13:
            tensors[f"given{k}"] = np.array(given, np.int64)
            inputs.append(f"given{k}")
        else:
            attributes["axes"] = list(given)
        value = f"moved{k}"
        nodes.append(helper.make_node(kind, inputs, [value], name=f"move{k}", **attributes))
    nodes.append(lstm("above", value, "Z", width, 2, 1))
    outputs = ["Y", *([value] if moves else []), "Z"]
    graph = helper.make_graph(
        nodes,
        "pair",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape if fixed else ["T", "B", D])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [numpy_helper.from_array(array, name) for name, array in tensors.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    data = model.SerializeToString()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(data, options, ["CPUExecutionProvider"])
    made = dict(zip(outputs, session.run(outputs, {"x": x}), strict=True))
    return Pair(data, x, made["Y"], made[value], made["Z"])


def _moved(shape: tuple[int, ...], moves: Sequence[Move]) -> tuple[int, ...]:
    array = np.zeros(shape)
    for kind, given in moves:
        array = moved(array, kind, given)
    return array.shape


def moved(array: Array, kind: str, given: Any) -> Array:
    """Return what a move makes of an array."""
    match kind:
        case "Transpose":
            return array.transpose(given)
        case "Squeeze":
            return array.squeeze(tuple(given))
        case "Unsqueeze":
            return np.expand_dims(array, tuple(given))
        case "Flatten":
            return array.reshape(int(np.prod(array.shape[:given])), -1)
    return array.reshape([array.shape[k] if size == 0 else size for k, size in enumerate(given)])
