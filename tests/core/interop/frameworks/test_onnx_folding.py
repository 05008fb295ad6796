"""Weights that a graph computes from constants: folded as onnxruntime computes them."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from lstm_core import verify
from lstm_core.interop import FormatError, load
from lstm_core.interop.containers.limits import Limits
from lstm_core.interop.frameworks.onnx_graph import Graph
from lstm_core.interop.frameworks.onnx_reader import read
from tests.core.onnx_models import onnx_lstm


def ints(*values: int) -> np.ndarray[Any, Any]:
    return np.array(values, np.int64)


def graph_of(
    nodes: list[onnx.NodeProto], arrays: dict[str, np.ndarray[Any, Any]], output: str, opset: int = 14
) -> bytes:
    value = helper.make_tensor_value_info(output, TensorProto.FLOAT, None)
    weights = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph(nodes, "graph", [], [value], weights)
    imports = [helper.make_opsetid("", opset)]
    data: bytes = helper.make_model(graph, opset_imports=imports, ir_version=8).SerializeToString()
    return data


A = np.random.default_rng(0).normal(size=(4, 6)).astype("f4")
ONE: list[tuple[str, list[np.ndarray[Any, Any]], dict[str, Any], int]] = [
    ("Unsqueeze", [ints(0)], {}, 14),
    ("Unsqueeze", [ints(-1, 0)], {}, 14),
    ("Unsqueeze", [], {"axes": [0, 2]}, 11),
    ("Transpose", [], {}, 14),
    ("Transpose", [], {"perm": [1, 0]}, 14),
    ("Reshape", [ints(0, -1, 2)], {}, 14),
    ("Reshape", [ints(24)], {}, 14),
    ("Slice", [ints(1), ints(3)], {}, 14),
    ("Slice", [ints(-1), ints(-(2**63)), ints(0), ints(-1)], {}, 14),
    ("Slice", [ints(1, 0), ints(2**63 - 1, -2), ints(1, 0), ints(2, 1)], {}, 14),
    ("Slice", [], {"starts": [2], "ends": [5], "axes": [1]}, 9),
    ("Cast", [], {"to": TensorProto.DOUBLE}, 14),
    ("Cast", [], {"to": TensorProto.FLOAT16}, 14),
]


@pytest.mark.parametrize(("kind", "more", "own", "opset"), ONE)
def test_one_operation_gives_what_the_standard_says(
    kind: str, more: list[np.ndarray[Any, Any]], own: dict[str, Any], opset: int
) -> None:
    names = [f"n{k}" for k in range(len(more))]
    data = graph_of(
        [helper.make_node(kind, ["a", *names], ["out"], **own)],
        {"a": A, **dict(zip(names, more, strict=True))},
        "out",
        opset,
    )
    made: Any = ReferenceEvaluator(onnx.load_model_from_string(data)).run(None, {})
    expected = np.asarray(made[0])
    found = Graph(data, Limits()).constant("out")
    assert found is not None
    assert found.dtype == expected.dtype
    np.testing.assert_array_equal(found, expected)


def test_squeezing_undoes_unsqueezing() -> None:
    nodes = [
        helper.make_node("Unsqueeze", ["a", "axes"], ["wide"]),
        helper.make_node("Squeeze", ["wide", "axes"], ["out"]),
    ]
    found = Graph(graph_of(nodes, {"a": A, "axes": ints(1)}, "out"), Limits()).constant("out")
    np.testing.assert_array_equal(found, A)


def computed() -> tuple[bytes, bytes]:
    """Return a model that puts its weights together from blocks in another order, and the plain one."""
    plain = onnx_lstm(3, 4, 2, inputs="WRB")
    W, R, B = (plain.arrays[name] for name in "WRB")
    order = [0, 3, 1, 2]  # where the blocks i, o, f, c of ONNX are among PyTorch's i, f, g, o
    stacked = {
        name: np.concatenate([np.split(array[0], 4)[order.index(k)] for k in range(4)])
        for name, array in (("w", W), ("r", R))
    }
    nodes = [
        *(
            helper.make_node("Slice", [name, f"s{k}", f"e{k}", "zero"], [f"{name}{k}"])
            for name in "wr"
            for k in range(4)
        ),
        *(helper.make_node("Concat", [f"{name}{k}" for k in order], [f"{name}c"], axis=0) for name in "wr"),
        *(helper.make_node("Unsqueeze", [f"{name}c", "zero"], [name.upper()]) for name in "wr"),
        helper.make_node("Reshape", ["b", "shape"], ["wide"]),
        helper.make_node("Cast", ["wide"], ["B"], to=TensorProto.FLOAT),
        helper.make_node("LSTM", ["X", "W", "R", "B"], ["Y", "Y_h", "Y_c"], "gates", hidden_size=4),
    ]
    arrays = {
        **stacked,
        "b": B[0].astype("f8"),
        "zero": ints(0),
        "shape": ints(1, -1),
        **{f"s{k}": ints(4 * k) for k in range(4)},
        **{f"e{k}": ints(4 * k + 4) for k in range(4)},
    }
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, None, 3])],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, [None] * 4)],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(model)
    return model.SerializeToString(), plain.data


def test_weights_that_are_put_together_are_those_of_onnxruntime(tmp_path: Path) -> None:
    folded, plain = computed()
    (tmp_path / "folded.onnx").write_bytes(folded)
    x = np.random.default_rng(1).normal(size=(5, 3))
    one, other = (load(data).stack().run(x).outputs for data in (folded, plain))
    np.testing.assert_array_equal(one, other)
    found = verify(tmp_path / "folded.onnx")
    assert found.agrees
    assert found.largest < 2e-6


@pytest.mark.parametrize(
    "nodes",
    [
        [helper.make_node("Unsqueeze", ["given", "zero"], ["out"])],
        [helper.make_node("Concat", ["a", "given"], ["out"], axis=0)],
        [helper.make_node("Concat", ["a", "a"], ["out"], axis=7)],
        [helper.make_node("Concat", ["a", "a"], ["out"])],
        [helper.make_node("Reshape", ["a", "odd"], ["out"])],
        [helper.make_node("Reshape", ["a", "given"], ["out"])],
        [helper.make_node("Slice", ["a", "zero", "odd", "zero", "zero"], ["out"])],
        [helper.make_node("Slice", ["a", "zero", "odd", "given"], ["out"])],
        [helper.make_node("Transpose", ["a"], ["out"], perm=[0, 0])],
        [helper.make_node("Cast", ["a"], ["out"], to=TensorProto.STRING)],
        [helper.make_node("Unsqueeze", ["a", "zero"], ["out"], domain="mine")],
        [helper.make_node("Tanh", ["a"], ["out"])],
        [helper.make_node("Unsqueeze", ["out", "zero"], ["out"])],
        [
            helper.make_node("Unsqueeze", ["b", "zero"], ["out"]),
            helper.make_node("Unsqueeze", ["out", "zero"], ["b"]),
        ],
    ],
)
def test_what_does_not_follow_from_constants_is_no_constant(nodes: list[onnx.NodeProto]) -> None:
    data = graph_of(nodes, {"a": A, "zero": ints(0), "odd": ints(5)}, "out")
    assert Graph(data, Limits()).constant("out") is None


def test_a_chain_without_end_is_left() -> None:
    nodes = [helper.make_node("Transpose", [f"a{k}"], [f"a{k + 1}"]) for k in range(5000)]
    assert Graph(graph_of(nodes, {"a0": A}, "a5000"), Limits()).constant("a5000") is None


def test_constants_that_grow_are_refused() -> None:
    nodes = [helper.make_node("Concat", [f"a{k}"] * 2, [f"a{k + 1}"], axis=0) for k in range(40)]
    with pytest.raises(FormatError, match=r"computed constants: found 1,488 weights, expected at most 1,000"):
        Graph(graph_of(nodes, {"a0": A}, "a40"), Limits(weights=1000)).constant("a40")


def test_a_weight_that_cannot_be_folded_is_named() -> None:
    node = helper.make_node("LSTM", ["X", "W", "R"], ["Y"], "gates", hidden_size=4)
    made = helper.make_node("Tanh", ["a"], ["W"])
    with pytest.raises(FormatError, match="node gates, W: found W, not a constant"):
        read(graph_of([made, node], {"a": A, "R": A}, "Y"), Limits())
