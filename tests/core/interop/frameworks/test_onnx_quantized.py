"""Weights of 8 bits: the numbers for which they stand, against onnxruntime, with what is assumed said."""

from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core import verify
from lstm_core.interop import FormatError, load, read
from tests.core.onnx_models import onnx_lstm, onnxruntime_outputs

X = np.random.default_rng(0).normal(size=(6, 2, 3)).astype("f4")
Arrays = dict[str, Any]


def rounded(array: np.ndarray[Any, Any], kind: type, per_column: bool) -> tuple[Any, Any, Any]:
    """Return a matrix (n, columns, inputs) in 8 bits with the inputs first, its scales and its zeros."""
    rows = array.swapaxes(1, 2)
    axes = 1 if per_column else (1, 2)
    low, high = np.minimum(rows.min(axes), 0), np.maximum(rows.max(axes), 0)
    steps = np.iinfo(kind)
    if kind is np.int8:
        # 7 bits: where a processor lacks the instruction, sums of two products of 8 bits lose their carry.
        scale = (np.maximum(-low, high) / 63).astype("f4")
        zero = np.zeros_like(scale).astype(kind)
    else:
        scale = ((high - low) / 255).astype("f4")
        zero = np.rint(-low / scale).astype(kind)
    wide = [one[:, np.newaxis] if per_column else one[:, np.newaxis, np.newaxis] for one in (scale, zero)]
    made = np.clip(np.rint(rows / wide[0]) + wide[1], steps.min, steps.max).astype(kind)
    return made, scale, zero


def quantized(
    kind: type = np.int8, per_column: bool = False, direction: str = "forward", **changed: Any
) -> tuple[bytes, Arrays]:
    """Return a DynamicQuantizeLSTM, and its weights as an LSTM has them."""
    plain = onnx_lstm(3, 4, 1, direction, "WRB").arrays
    arrays: Arrays = {"B": plain["B"]}
    numbers: Arrays = {"B": plain["B"]}
    for one in "WR":
        whole, scale, zero = rounded(plain[one], kind, per_column)
        arrays |= {one: whole, f"{one}_scale": scale, f"{one}_zero": zero}
        wide = [of[:, np.newaxis] if per_column else of[:, np.newaxis, np.newaxis] for of in (scale, zero)]
        numbers[one] = ((whole.astype("f4") - wide[1]) * wide[0]).astype("f4").swapaxes(1, 2)
    arrays |= changed
    names = ["X", "W", "R", "B", "", "", "", "", "W_scale", "W_zero", "R_scale", "R_zero"]
    node = helper.make_node(
        "DynamicQuantizeLSTM", names, ["Y", "Y_h", "Y_c"], "small", domain="com.microsoft",
        hidden_size=4, direction=direction,
    )  # fmt: skip
    return model_of(node, {name: array for name, array in arrays.items() if array is not None}), numbers


def model_of(node: onnx.NodeProto, arrays: Arrays, *others: onnx.NodeProto) -> bytes:
    graph = helper.make_graph(
        [*others, node],
        "graph",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, None, 3])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in node.output],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    imports = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    data: bytes = helper.make_model(graph, opset_imports=imports, ir_version=8).SerializeToString()
    return data


@pytest.mark.parametrize("direction", ["forward", "reverse", "bidirectional"])
@pytest.mark.parametrize("per_column", [False, True])
@pytest.mark.parametrize("kind", [np.int8, np.uint8])
def test_the_weights_are_the_numbers_for_which_they_stand(
    kind: type, per_column: bool, direction: str
) -> None:
    data, numbers = quantized(kind, per_column, direction)
    stack = replace(read(data).stacks["small"], assumptions=())
    node = helper.make_node(
        "LSTM", ["X", "W", "R", "B"], ["Y", "Y_h", "Y_c"], "plain", hidden_size=4, direction=direction
    )
    run, plain = stack.run(X), onnxruntime_outputs(model_of(node, numbers), X)
    for k, one in enumerate(run.layers):
        np.testing.assert_allclose(one.h, plain[0][:, k], rtol=0, atol=1e-6)
        np.testing.assert_allclose(one.last["C"], plain[2][k], rtol=0, atol=1e-6)
    if kind is np.uint8 and per_column:
        return  # onnxruntime does not run it
    # The node itself rounds its inputs and states to 8 bits as well.
    own = onnxruntime_outputs(data, X)[0]
    apart = max(np.abs(one.h - own[:, k]).max() for k, one in enumerate(run.layers))
    assert 1e-4 < apart < 0.01


def test_what_is_assumed_is_said(tmp_path: Any) -> None:
    data, _ = quantized()
    said = "its weights of 8 bits are taken as numbers; the model rounds inputs and states to 8 bits as well"
    with pytest.warns(match=said):
        contents = load(data)
    with pytest.warns(match=said):
        contents.stack().run(X)
    path = tmp_path / "small.onnx"
    path.write_bytes(data)
    found = verify(path)
    assert not found.agrees
    assert found.largest < 0.2
    assert any(said in one for one in found.assumptions)


def test_the_whole_model_gives_its_inputs() -> None:
    data, _ = quantized()
    run = read(data).run_model(X)["small"]
    np.testing.assert_array_equal(run.layers[0].trace.x, X)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"W": None}, "node small, W: found W, not a constant"),
        (
            {"W_scale": np.ones(3, "f4")},
            r"W_scale: found shape \(3,\), expected one number for each direction",
        ),
        ({"R_zero": np.zeros((1, 3), "i1")}, r"R_zero_point: found shape \(1, 3\), expected one number"),
        ({"R": np.zeros((4, 16), "i1")}, r"R: found shape \(4, 16\), expected \(directions, inputs, 4 H\)"),
        (
            {"W": np.zeros((1, 3, 16), "f4")},
            "tensor W: found data type 1, expected one of uint8, int8, int32",
        ),
    ],
)
def test_what_does_not_fit_is_refused(changed: Any, message: str) -> None:
    data, _ = quantized(**changed)
    with pytest.raises(FormatError, match=message):
        read(data)


@pytest.mark.parametrize("axis", [None, 1, 2])
@pytest.mark.parametrize("kind", [np.int8, np.uint8])
def test_weights_before_a_dequantize_node_are_folded(axis: int | None, kind: type) -> None:
    rng = np.random.default_rng(2)
    W: Any = rng.integers(0, 100, size=(1, 16, 3)).astype(kind)
    scale = rng.uniform(0.001, 0.02, size=() if axis is None else W.shape[axis]).astype("f4")
    zero: Any = rng.integers(40, 60, size=scale.shape).astype(kind)
    R = rng.normal(size=(1, 16, 4)).astype("f4")
    own: Any = {} if axis is None else {"axis": axis}
    widening = helper.make_node("DequantizeLinear", ["small", "scale", "zero"], ["W"], **own)
    node = helper.make_node("LSTM", ["X", "W", "R"], ["Y", "Y_h", "Y_c"], "plain", hidden_size=4)
    data = model_of(node, {"small": W, "scale": scale, "zero": zero, "R": R}, widening)
    run = load(data).stack(strict=True).run(X)
    np.testing.assert_allclose(run.h, onnxruntime_outputs(data, X)[0][:, 0], rtol=0, atol=1e-6)
