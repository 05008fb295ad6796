"""Easily overlooked details of ONNX files: the second direction, other domains, where numbers are."""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core.interop import FormatError, Limits, load
from tests.core.interop.agreement import same
from tests.core.onnx_models import onnx_lstm


def changed(change: Callable[[Any], None], direction: str = "forward") -> bytes:
    """Return a file of one node after a change."""
    model = onnx.load_model_from_string(onnx_lstm(3, 2, 1, direction).data)
    change(model)
    data: bytes = model.SerializeToString()
    return data


def tensor(model: Any, name: str) -> Any:
    return next(one for one in model.graph.initializer if one.name == name)


def test_activations_of_the_second_direction_are_read_too() -> None:
    activations = ["Sigmoid", "Tanh", "Tanh", "Sigmoid", "Tanh", "Relu"]
    data = onnx_lstm(2, 2, direction="bidirectional", activations=activations).data
    with pytest.raises(FormatError, match="activations: found Sigmoid, Tanh, Tanh, Sigmoid, Tanh, Relu"):
        load(data)


def test_initial_states_that_differ_between_sequences_are_refused() -> None:
    def differ(model: Any) -> None:
        state = np.array([[[0.1, 0.2], [0.3, 0.4]]], "f4")
        tensor(model, "C").CopyFrom(numpy_helper.from_array(state, "C"))

    with pytest.raises(FormatError, match=r"initial_c: found shape \(1, 2, 2\), expected one state for all"):
        load(changed(differ))

    def agree(model: Any) -> None:
        state = np.array([[[0.1, 0.2], [0.1, 0.2]]], "f4")
        tensor(model, "C").CopyFrom(numpy_helper.from_array(state, "C"))

    C0 = load(changed(agree)).stack().layers[0].directions[0][1].C0
    np.testing.assert_array_equal(C0, np.array([0.1, 0.2], "f4"))


def test_a_node_of_another_domain_is_no_lstm() -> None:
    def move(model: Any) -> None:
        model.graph.node[0].domain = "com.example"

    with pytest.raises(FormatError, match="graph: found LSTM, expected an LSTM node"):
        load(changed(move))


def test_numbers_are_found_in_constant_nodes_and_behind_identities() -> None:
    def move(model: Any) -> None:
        for name, kind in (("W", "Constant"), ("R", "Identity")):
            moved = TensorProto()
            moved.CopyFrom(tensor(model, name))
            model.graph.initializer.remove(tensor(model, name))
            moved.name = f"{name}_before"
            if kind == "Constant":
                node = helper.make_node(kind, [], [name], value=moved)
            else:
                model.graph.initializer.append(moved)
                node = helper.make_node(kind, [moved.name], [name])
            model.graph.node.insert(0, node)

    same(load(changed(move)).stack(), load(onnx_lstm(3, 2, 1).data).stack())


def test_bfloat16_becomes_float32() -> None:
    def narrow(model: Any) -> None:
        # The upper half of a float32 is a bfloat16.
        halves = (np.arange(16, dtype="f4") - 8).view("<u4") >> 16
        made = helper.make_tensor("R", TensorProto.BFLOAT16, [1, 8, 2], halves.astype("<u2").tobytes(), True)
        tensor(model, "R").CopyFrom(made)

    U = load(changed(narrow)).stack().layers[0].directions[0][1].params.i.U
    assert U.dtype == np.float32
    assert U.tolist() == [[-8, -7], [-6, -5]]


def test_a_linear_layer_that_is_scaled_is_no_head() -> None:
    def add(alpha: float) -> Callable[[Any], None]:
        def change(model: Any) -> None:
            V = numpy_helper.from_array(np.array([[1, 2]], "f4"), "V")
            model.graph.initializer.append(V)
            node = helper.make_node("Gemm", ["Y", "V"], ["out"], name="fc", alpha=alpha, transB=1)
            model.graph.node.append(node)

        return change

    V, c = load(changed(add(1.0))).linears["fc"]
    assert (V.tolist(), c) == ([[1, 2]], None)
    assert load(changed(add(0.5))).linears == {}


def test_initializers_over_the_limit_are_named() -> None:
    # W, R, B, P and two states of 3 inputs and 2 units: 66 numbers of 4 bytes, and their names.
    data = onnx_lstm(3, 2).data
    with pytest.raises(
        FormatError, match=r"initializers: found \d+ bytes when unpacked, expected at most 200"
    ):
        load(data, Limits(unpacked_bytes=200))
