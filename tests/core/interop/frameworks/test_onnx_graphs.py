"""Graphs of ONNX around LSTM nodes: what does not run here, is wrong or is hidden is named."""

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core.interop import FormatError, load, read
from tests.core.onnx_models import onnx_lstm


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"clip": 3.0}, "node gates, attribute clip: found 3.0, expected no such attribute"),
        (
            {"activations": ["HardSigmoid", "Tanh", "Tanh"]},
            "activations: found HardSigmoid, Tanh, Tanh, expected",
        ),
        ({"input_forget": 1}, "input_forget: found 1, expected 0"),
        ({"activation_alpha": [0.1]}, "attribute activation_alpha"),
    ],
)
def test_an_attribute_that_asks_for_more_is_named(attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        load(onnx_lstm(1, 2, **attributes).data)


def _external(model: Any) -> None:
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.ClearField("raw_data")
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"


def _short(model: Any) -> None:
    model.graph.initializer[0].dims[2] = 2**40


def _nan(model: Any) -> None:
    W = numpy_helper.to_array(model.graph.initializer[0]).copy()
    W[0, 1, 0] = np.inf
    model.graph.initializer[0].CopyFrom(numpy_helper.from_array(W, "W"))


def _computed(model: Any) -> None:
    model.graph.node[0].input[2] = "elsewhere"


def _integers(model: Any) -> None:
    model.graph.initializer[0].data_type = TensorProto.INT32


def _other(model: Any) -> None:
    model.graph.node[0].op_type = "Conv"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            _external,
            "tensor W: found data in another file, expected data in this file; .* onnx.save",
        ),
        (_short, "tensor W: found .*, expected numbers for shape"),
        (_nan, r"node gates, W: found inf at \(0, 1, 0\), expected finite numbers"),
        (_computed, "node gates, R: found elsewhere, not a constant, expected an initializer"),
        (_integers, "tensor W: found data type 6, expected one of float"),
        (_other, "graph: found Conv, expected an LSTM node"),
    ],
)
def test_a_file_that_is_wrong_is_named(change: Callable[[Any], None], message: str) -> None:
    model = onnx.load_model_from_string(onnx_lstm(3, 2).data)
    change(model)
    with pytest.raises(FormatError, match=message):
        load(model.SerializeToString())


def test_first_states_of_zeros_for_another_number_of_units_are_named() -> None:
    model = onnx.load_model_from_string(onnx_lstm(3, 2).data)
    model.graph.node[0].input[6] = "zeros"
    model.graph.initializer.append(numpy_helper.from_array(np.zeros((1, 4, 5), np.float32), "zeros"))
    with pytest.raises(FormatError, match=r"initial_c: found shape \(1, 4, 5\), expected 2 .*proj_size"):
        read(model.SerializeToString())
    model.graph.initializer[-1].CopyFrom(numpy_helper.from_array(np.zeros((1, 4, 2), np.float32), "zeros"))
    assert read(model.SerializeToString()).join().layers[0].directions[0][1].C0 is None


def test_what_a_model_computes_is_noted() -> None:
    model = onnx.load_model_from_string(onnx_lstm(3, 2).data)
    node = model.graph.node[0]
    node.input[4], node.input[5] = "lengths", "start"
    model.graph.input.append(helper.make_tensor_value_info("start", TensorProto.FLOAT, [1, 1, 2]))
    contents = read(model.SerializeToString())
    assert contents.notes == (
        "node gates: the model is given or computes initial_h; here it is zero unless a run gives h0",
        "node gates: the model is given or computes sequence_lens; here every sequence runs to its end "
        "unless a run gives lengths",
    )
    assert contents.join().layers[0].directions[0][1].h0 is None


def _chained(between: str, value: str = "Y", width: int = 2) -> bytes:
    """Write two nodes, of which the second reads what `between` makes of a value of the first."""
    first, second = (onnx.load_model_from_string(onnx_lstm(D, 2, inputs="WR").data) for D in (3, width))
    graph = first.graph
    graph.node[0].name = "first"
    graph.node.append(helper.make_node("Squeeze", [value, "one"], ["flat"], name="squeeze"))
    graph.initializer.append(numpy_helper.from_array(np.array([1 if value == "Y" else 0]), "one"))
    graph.node.append(helper.make_node(between, ["flat"], ["changed"], name="between"))
    node = second.graph.node[0]
    del node.output[:]
    node.name, node.input[0], node.input[1], node.input[2] = "second", "changed", "W2", "R2"
    node.output.append("Y2")
    graph.node.append(node)
    for tensor in second.graph.initializer:
        tensor.name += "2"
        graph.initializer.append(tensor)
    data: bytes = first.SerializeToString()
    return data


def test_layers_are_put_together_only_where_one_reads_every_step_of_the_other() -> None:
    joined = load(_chained("Identity"))
    assert (list(joined.stacks), len(joined.stack().layers), joined.notes) == (["first"], 2, ())
    apart = read(_chained("Relu"))
    assert list(apart.stacks) == ["first", "second"]
    (note,) = apart.notes
    assert note == "node second: its inputs are what node between (Relu) makes, which does not run here"
    last = read(_chained("Identity", "Y_h"))
    assert list(last.stacks) == ["first", "second"]
    assert last.notes == ("node second: reads Y_h of node first, not its output at every step",)


def _in_a_function(model: Any) -> None:
    node = model.graph.node[0]
    opsets = [helper.make_opsetid("", 14)]
    model.functions.append(helper.make_function("own", "recurrent", ["X"], ["Y"], [node], opsets))
    call = helper.make_node("recurrent", ["X"], ["Y"], domain="own")
    del model.graph.node[:]
    model.graph.node.append(call)


def _spelt_out(model: Any) -> None:
    del model.graph.node[:]
    for kind in ("Gemm", "Sigmoid", "Tanh", "Mul", "Add"):
        model.graph.node.append(helper.make_node(kind, ["X"], [kind]))


def _in_a_branch(model: Any) -> None:
    """Wrap the whole graph in a branch."""
    inner = helper.make_graph(list(model.graph.node), "branch", [], [])
    choice = helper.make_node("If", ["which"], ["out"], name="choose", then_branch=inner)
    del model.graph.node[:]
    model.graph.node.append(choice)


def _spelt_out_in_a_branch(model: Any) -> None:
    _spelt_out(model)
    _in_a_branch(model)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            _spelt_out_in_a_branch,
            "found no LSTM node, only Add, Gemm, If, Mul, Sigmoid, Tanh, expected an LSTM node; one that",
        ),
        (
            _in_a_function,
            "graph: found the LSTM node in function recurrent, expected one outside functions of",
        ),
        (
            _spelt_out,
            "only Add, Gemm, Mul, Sigmoid, Tanh, expected an LSTM node; one that .* dynamo=False",
        ),
    ],
)
def test_an_lstm_that_is_no_node_of_the_graph_is_named(change: Callable[[Any], None], message: str) -> None:
    model = onnx.load_model_from_string(onnx_lstm(3, 2).data)
    change(model)
    with pytest.raises(FormatError, match=message):
        load(model.SerializeToString())


def test_a_hidden_lstm_beside_others_is_noted() -> None:
    model = onnx.load_model_from_string(onnx_lstm(3, 2).data)
    hidden = onnx.load_model_from_string(onnx_lstm(3, 2).data)
    _in_a_function(hidden)
    model.functions.extend(hidden.functions)
    contents = read(model.SerializeToString())
    assert contents.notes == ("graph: the LSTM node in function recurrent is left aside",)
    assert list(contents.stacks) == ["gates"]
