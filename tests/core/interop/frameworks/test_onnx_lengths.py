"""Sequences of different lengths in ONNX: fixed in the file, or given to a run; against onnxruntime."""

from collections.abc import Sequence

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core.interop import FormatError, ModelAssumption, dump, load, read
from tests.core.interop.agreement import equal, same
from tests.core.onnx_models import DIRECTIONS, onnx_lstm, onnxruntime_outputs

X = np.random.default_rng(7).normal(size=(7, 3, 2)).astype("f4")
LENGTHS = [7, 3, 5]


def fixed(lengths: Sequence[int], direction: str = "bidirectional", **given: object) -> bytes:
    """Write a node whose sequences have these lengths."""
    model = onnx.load_model_from_string(onnx_lstm(2, 4, 3, direction, "WRBP", **given).data)
    model.graph.node[0].input[4] = "lengths"
    model.graph.initializer.append(numpy_helper.from_array(np.array(lengths, np.int32), "lengths"))
    data: bytes = model.SerializeToString()
    return data


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lengths_that_the_file_fixes_are_kept_to(direction: str) -> None:
    data = fixed(LENGTHS, direction)
    contents = load(data)
    assert contents.notes == ()
    stack = contents.stack()
    run = stack.run(X)
    Y, Y_h, Y_c = onnxruntime_outputs(data, X)
    for k, one in enumerate(run.layers):
        equal(one.h, Y[:, k])
        equal(one.last["h"], Y_h[k])
        equal(one.last["C"], Y_c[k])
    same(load(dump(stack, "npz")).stack(), stack)
    with pytest.raises(ValueError, match="x has 2 axes, expected a batch"):
        stack.run(X[:, 0])
    with pytest.raises(FormatError, match="found sequences whose lengths are fixed, expected none, or npz"):
        dump(stack, "onnx")


def test_lengths_that_are_inputs_of_the_model_can_be_told() -> None:
    model = onnx.load_model_from_string(fixed(LENGTHS))
    del model.graph.initializer[-1]
    model.graph.input.append(helper.make_tensor_value_info("lengths", TensorProto.INT32, [None]))
    note = (
        "node gates: the model is given or computes sequence_lens; here every sequence runs to its end "
        "unless a run gives lengths"
    )
    contents = read(model.SerializeToString())
    assert contents.notes == (note,)
    stack = contents.join()
    Y, _, _ = onnxruntime_outputs(fixed(LENGTHS), X)
    equal(stack.run(X, lengths=LENGTHS, strict=True).h, Y.transpose(0, 2, 1, 3).reshape(7, 3, 8))
    with pytest.warns(ModelAssumption, match="sequence_lens"):
        stack.run(X)
    with pytest.raises(ModelAssumption, match="sequence_lens"):
        load(model.SerializeToString(), strict=True)
    with pytest.raises(ModelAssumption, match="sequence_lens"):
        contents.stack(strict=True)


def test_a_sequence_without_steps_is_refused() -> None:
    with pytest.raises(FormatError, match="sequence_lens: found 2, 0, expected 1 or more for each sequence"):
        load(fixed([2, 0]))


@pytest.mark.parametrize("alike", [True, False])
def test_nodes_are_one_stack_only_where_they_take_the_same_steps(alike: bool) -> None:
    below = onnx.load_model_from_string(fixed(LENGTHS, "forward"))
    above = onnx.load_model_from_string(onnx_lstm(4, 2, 5, "reverse", "WR").data)
    graph = below.graph
    graph.node.append(helper.make_node("Squeeze", ["Y", "one"], ["flat"]))
    graph.initializer.append(numpy_helper.from_array(np.array([1]), "one"))
    for name, tensor in zip(("W2", "R2"), above.graph.initializer, strict=True):
        tensor.name = name
        graph.initializer.append(tensor)
    lengths = "lengths" if alike else ""
    graph.node.append(
        helper.make_node(
            "LSTM", ["flat", "W2", "R2", "", lengths], ["Z"], name="above", hidden_size=2, direction="reverse"
        )
    )
    graph.output.append(helper.make_tensor_value_info("Z", TensorProto.FLOAT, None))
    data = below.SerializeToString()
    Y, *_, Z = onnxruntime_outputs(data, X)
    contents = read(data)
    if alike:
        equal(contents.join().run(X).h, Z[:, 0])
        assert contents.notes == ()
    else:
        assert list(contents.stacks) == ["gates", "above"]
        with pytest.warns(ModelAssumption, match="node above: reads node gates"):
            equal(contents.stacks["above"].run(Y[:, 0]).h, Z[:, 0])


@pytest.mark.parametrize("shape", ["ConstantOfShape", "Expand"])
def test_first_states_that_are_computed_as_zero_are_zero(shape: str) -> None:
    model = onnx.load_model_from_string(onnx_lstm(2, 3, 1, inputs="WRBHC").data)
    graph = model.graph
    zero = next(one for one in graph.initializer if one.name == "C")
    zero.CopyFrom(numpy_helper.from_array(np.zeros((1, 1, 3), "f4"), "zero"))
    graph.node.insert(0, helper.make_node("Shape", ["X"], ["whole"]))
    if shape == "Expand":
        graph.node.insert(1, helper.make_node("Expand", ["zero", "whole"], ["C"]))
    else:
        graph.node.insert(1, helper.make_node("ConstantOfShape", ["whole"], ["C"]))
    contents = read(model.SerializeToString())
    assert contents.notes == ()
    (_, _, layer), *_ = contents.join().directions
    assert layer.C0 is None
    assert layer.h0 is not None
