"""GRU and RNN nodes of ONNX, read and written, against what onnxruntime computes with them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from lstm_core import GateParams, GRUParams, Head, LayerStack, RNNParams
from lstm_core.interop import FormatError, dump, load
from lstm_core.params import UnitParams
from lstm_core.stacks.both_ways import StackLayer
from lstm_core.stacks.layer import Layer
from tests.core.interop.agreement import equal, same
from tests.core.onnx_models import DIRECTIONS, onnxruntime_outputs

X = np.random.default_rng(7).normal(size=(6, 1, 3)).astype("f4")
KINDS: Mapping[str, tuple[str, int, dict[str, Any]]] = {
    "gru": ("GRU", 3, {"linear_before_reset": 1}),
    "gru_reset_before": ("GRU", 3, {}),
    "rnn": ("RNN", 1, {}),
}


def node_of(name: str, direction: str, H: int = 4, **given: Any) -> bytes:
    """Write one node with biases and a first state."""
    op_type, nets, form = KINDS[name]
    rng, n = np.random.default_rng(3), len(DIRECTIONS[direction])
    shapes = {"W": (n, nets * H, 3), "R": (n, nets * H, H), "B": (n, 2 * nets * H), "H": (n, 1, H)}
    arrays = {key: rng.uniform(-1, 1, shape).astype("f4") for key, shape in shapes.items()}
    node = helper.make_node(
        op_type, ["X", "W", "R", "B", "", "H"], ["Y", "Y_h"],
        name="unit", hidden_size=H, direction=direction, **(form | given),
    )  # fmt: skip
    graph = helper.make_graph(
        [node],
        "unit",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, None, 3])],
        [helper.make_tensor_value_info(key, TensorProto.FLOAT, None) for key in ("Y", "Y_h")],
        [numpy_helper.from_array(array, key) for key, array in arrays.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    data: bytes = model.SerializeToString()
    return data


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("name", KINDS)
def test_a_node_computes_what_onnxruntime_computes(name: str, direction: str) -> None:
    data = node_of(name, direction)
    stack = load(data).stack()
    run = stack.run(X)
    assert {one.trace.blueprint.name for one in run.layers} == {name}
    Y, Y_h = onnxruntime_outputs(data, X)
    for k, one in enumerate(run.layers):
        equal(one.h, Y[:, k])
        equal(one.last["h"], Y_h[k])
    same(load(dump(stack, "onnx")).stack(), stack)


def narrow(params: Any) -> Any:
    """Return the weights in float32, as onnxruntime wants them."""
    nets = {}
    for letter, net in params.nets.items():
        arrays = {name: array.astype("f4") for name, array in net.arrays.items()}
        nets[letter] = GateParams(**arrays)
    return params.like(nets)


def drawn(name: str, D: int, seed: int) -> UnitParams:
    """Draw the weights of a unit."""
    if name == "rnn":
        return narrow(RNNParams.random(D, 4, seed))  # type: ignore[no-any-return]  # narrow returns the kind that it takes
    return narrow(GRUParams.random(D, 4, seed, reset_after=name == "gru"))  # type: ignore[no-any-return]  # narrow returns the kind that it takes


@pytest.mark.parametrize("name", KINDS)
def test_onnxruntime_runs_what_we_write(name: str) -> None:
    layers = [
        StackLayer(Layer(drawn(name, 3, 0)), Layer(drawn(name, 3, 1))),
        StackLayer(backward=Layer(drawn(name, 8, 2))),
    ]
    stack = LayerStack(layers, Head(np.ones((2, 4), "f4"), np.ones(2, "f4")))
    x = np.random.default_rng(1).normal(size=(5, 3, 3)).astype("f4")
    run = stack.run(x)
    h, outputs = onnxruntime_outputs(dump(stack, "onnx"), x)
    equal(h, run.h)
    np.testing.assert_allclose(outputs, run.outputs, rtol=0, atol=1e-5)
    same(load(dump(stack, "onnx")).stack(head="head"), stack)


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        (
            "gru",
            {"activations": ["Sigmoid", "Relu"]},
            "activations: found Sigmoid, Relu, expected Sigmoid",
        ),
        ("rnn", {"activations": ["Relu"]}, "activations: found Relu, expected Tanh"),
        ("gru", {"clip": 1.0}, "attribute clip: found 1.0, expected no such attribute"),
        ("rnn", {"linear_before_reset": 1}, "attribute linear_before_reset: found 1, expected no such"),
        ("gru", {"linear_before_reset": 2}, "linear_before_reset: found 2, expected 0 or 1"),
    ],
)
def test_another_unit_is_named(name: str, given: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=f"node unit, {message}"):
        load(node_of(name, "forward", **given))


def test_what_onnx_cannot_hold_is_refused() -> None:
    layer = StackLayer(Layer(drawn("gru", 3, 0)), Layer(drawn("rnn", 3, 1)))
    with pytest.raises(FormatError, match="layer 0: found directions of gru and rnn, expected the same unit"):
        dump(LayerStack([layer]), "onnx")


def test_a_gru_that_feeds_a_plain_network_is_one_stack() -> None:
    stack = LayerStack([StackLayer(Layer(drawn("gru", 3, 0))), StackLayer(Layer(drawn("rnn", 4, 1)))])
    data = dump(stack, "onnx")
    assert [node.op_type for node in onnx.load_model_from_string(data).graph.node if node.name] == [
        "GRU", "RNN",
    ]  # fmt: skip
    same(load(data).stack(), stack)
    equal(load(data).stack().run(X).h, onnxruntime_outputs(data, X)[0])
